"""A scraped text → its parts: header, paragraphs with their roles, and what was left out.

Every line of the file that holds anything is afterwards either in a block or in a drop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from dateline.ingest.date_line import DateLine
from dateline.ingest.furniture import furniture_rule
from dateline.ingest.header import peel
from dateline.ingest.lines import BESIDE, NEAR, Drop, Line, dropped, read_lines
from dateline.ingest.refused import Refused
from dateline.ingest.roles import role_in_body
from dateline.ingest.title import normal
from dateline.model import Role

CAPTION_WORDS = 10  # "© Ada Yokota / Getty Images / iStock (Ausschnitt)" has 8


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
    text: str,
    *,
    first_line: int = 1,
    markdown: bool = False,
    title: str | None = None,
    deck: str | None = None,
) -> Parts:
    """The parts of a text. A `title` and a `deck` from beside it open it, whether or not lines repeat them.

    Raises Refused when nothing is left once the page's furniture is gone.

    >>> read_text("Haftar in Moscow for talks\\n2 min read\\n\\nHe came on Sunday.").blocks
    (('title', 'Haftar in Moscow for talks'), ('body', 'He came on Sunday.'))
    """
    lines, drops = read_lines(text, first=first_line, markdown=markdown)
    return parts_of(lines, drops, title=title, deck=deck)


def parts_of(
    lines: Sequence[Line],
    drops: Sequence[Drop] = (),
    *,
    title: str | None = None,
    deck: str | None = None,
) -> Parts:
    """The parts that lines make up; `drops` are what was left out of them before."""
    lines = _opened(lines, title, deck)
    header = peel(lines, title=title)
    drops = [*drops, *header.drops]
    blocks: list[tuple[Role, str]] = [(role, line.text) for line, role in header.kept]
    rules = {line: rule for line in lines[header.length :] if (rule := _furniture(line))}
    story = [line for line in lines[header.length :] if line not in rules]
    for line, rule in rules.items():
        drops += dropped(line, rule)
    for line, after in zip_longest(story, story[1:]):
        blocks.append((role_in_body(line, after), line.text))
    if not blocks:
        what = f", such as “{drops[0].text[:60]}”" if drops else ""
        raise Refused("no-text", f"its {len(drops)} lines are all page furniture{what}")
    own = tuple(drop for drop in drops if drop.number != BESIDE)
    return Parts(header.title, header.deck, header.byline, header.date_lines, tuple(blocks), own)


def _furniture(line: Line) -> str | None:
    """The rule that says the line is page furniture; a picture's credit with a caption behind it is not."""
    if line.mark == "caption" and len(line.text.split()) >= CAPTION_WORDS:
        return None
    return furniture_rule(line.text)


def _opened(lines: Sequence[Line], title: str | None, deck: str | None) -> list[Line]:
    """The lines with the title and the deck that are known from beside them on top."""
    top = [] if title is None else [Line(BESIDE, (title,), title, "title")]
    if deck is not None:
        top.append(Line(BESIDE, (deck,), deck, "deck"))
        again = next(
            (i for i, line in enumerate(lines[:NEAR]) if normal(line.text) == normal(deck)), None
        )
        lines = [line for i, line in enumerate(lines) if i != again]
    return [*top, *lines]
