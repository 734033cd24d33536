"""A scraped text → its parts: header, paragraphs with their roles, and what was left out.

Every line of the file that holds anything is afterwards either in a block or in a drop.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from dateline.ingest.date_line import DateLine
from dateline.ingest.furniture import furniture_rule
from dateline.ingest.header import peel
from dateline.ingest.lines import Drop, dropped, read_lines
from dateline.ingest.refused import Refused
from dateline.ingest.roles import role_in_body
from dateline.model import Role


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text says about itself, its paragraphs in order, and the lines left out."""

    title: str | None
    deck: str | None
    byline: str | None
    date_lines: tuple[DateLine, ...]
    blocks: tuple[tuple[Role, str], ...]
    drops: tuple[Drop, ...]


def read_text(
    text: str, *, first_line: int = 1, markdown: bool = False, title: str | None = None
) -> Parts:
    """The parts of a text. A `title` from front matter opens it, whether or not a line repeats it.

    Raises Refused when nothing is left once the page's furniture is gone.

    >>> read_text("Haftar in Moscow for talks\\n2 min read\\n\\nHe came on Sunday.").blocks
    (('title', 'Haftar in Moscow for talks'), ('body', 'He came on Sunday.'))
    """
    lines, drops = read_lines(text, first=first_line, markdown=markdown)
    header = peel(lines, title=title)
    drops += header.drops
    blocks: list[tuple[Role, str]] = [(role, line.text) for line, role in header.kept]
    if title is not None and all(role != "title" for role, _ in blocks):
        blocks.insert(0, ("title", title))
    rules = {line: rule for line in lines[header.length :] if (rule := furniture_rule(line.text))}
    story = [line for line in lines[header.length :] if line not in rules]
    for line, rule in rules.items():
        drops += dropped(line, rule)
    for line, after in zip_longest(story, story[1:]):
        blocks.append((role_in_body(line, after), line.text))
    if not blocks:
        raise Refused(
            "no-text",
            f"its {len(drops)} lines are all page furniture, such as “{drops[0].text[:60]}”",
        )
    return Parts(
        header.title, header.deck, header.byline, header.date_lines, tuple(blocks), tuple(drops)
    )
