"""Files → articles: `read_sources` does it, and find_files, items_of and read_item are its three steps.

A file that cannot be read gives a Refusal and not an exception; nothing is decided here about what
an article means, only about what it says and what it says about itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.ingest.article import article_of
from dateline.ingest.folders import Found, find_files
from dateline.ingest.items import Item
from dateline.ingest.readers import items_of
from dateline.ingest.refused import Refused
from dateline.model import Article, Refusal

__all__ = ["Found", "find_files", "items_of", "read_item", "read_sources"]


def read_sources(
    sources: Iterable[Path | str],
    *,
    besides: Path | None = None,
    corrections: Iterable[Path] = (),
) -> Iterator[Article | Refusal]:
    """An Article or a Refusal for every file of the sources, in an order that is always the same.

    A source is a folder or a file. Folders are searched through, links are not followed, and what
    is hidden (a dot begins its name) is passed over, as are the file `besides` and the `corrections`
    files. A file is read once, however often it is named. Raises BadSource, before anything is read,
    when a source is not there.

    >>> [article.published for article in read_sources(["seeds/000_3b096096091a3e06.txt"])]
    ['2017-01-16']
    """
    found = find_files(sources, besides, corrections)
    return (
        item if isinstance(item, Refusal) else read_item(item)
        for file in found
        for item in items_of(file)
    )


def read_item(item: Item) -> Article | Refusal:
    """The article in an item, or why there is none."""
    try:
        return article_of(item)
    except Refused as refused:
        return Refusal(
            path=item.path, reason=refused.reason, detail=refused.detail, bytes=item.bytes
        )
