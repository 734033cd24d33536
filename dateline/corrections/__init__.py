"""What a person puts right by hand, in a text file that survives the next build.

    read.py        files → entries, each with its line; a file that cannot be used is an error
    check.py       what each kind of entry must hold, and entries that say two things of one
    lookup.py      a name or id of the file → what it means in this folder, or the nearest that is there
    articles.py    publication date, publisher, address: the article is analysed again

What needs the whole folder is in corpus/: corrected_entities.py and corrected_events.py. A correction
changes what it names and nothing else. Each entry gives one row of `corrections`.
"""

from __future__ import annotations

from dateline.corrections.articles import Filed, correct_articles
from dateline.corrections.entry import Entry
from dateline.corrections.read import find_corrections, read_corrections

__all__ = ["Entry", "Filed", "correct_articles", "find_corrections", "read_corrections"]
