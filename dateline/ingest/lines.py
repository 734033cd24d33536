"""Text → the lines a page was made of, with markdown's marks off and hard line breaks mended.

A line is a paragraph or a piece of the header: four of five scraped files part paragraphs by a
blank line, the fifth by a line end alone, and captions often stand on the body's back, so blocks
would not do. The words of a line are never changed; only marks around them go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from dateline.ingest.refused import Refused

Mark = Literal["", "title", "deck", "heading", "quote", "bullet", "caption"]

MAX_LINES = 500_000  # with words in them: 20 MB broken at 40 characters. Two million take 1 GB
BESIDE = 0  # the number of a line that is known from beside the text, and not one of the file's
NEAR = 6  # lines: so far down a deck is looked for that is known from beside the text
SPACES = str.maketrans(dict.fromkeys("\t\u00a0\u2007\u202f", " "))
SENTENCE_END = re.compile(r"[.!?…。؟।]['\"”’»)\]]*$")

# Hard-wrapped mail and wire copy is 60 to 80 wide, markdown up to 120; a paragraph on a line of its
# own is longer. In markdown a line end is a space anyway, so one such break is enough.
MAX_WRAP_WIDTH = 120
MIN_WRAP_WIDTH = 40
MIN_WRAPPED_LINES = 3

HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
ITEM = re.compile(r"\s*(?:[-*+•>#|]|\d{1,3}[.)])")  # a row that begins something new
BULLET = re.compile(r"[-*+]\s+(?=\S)")
LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\(([^()\s]{1,1000})(?:\s\"[^\"\n]{0,200}\")?\)")
IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{1,1000}\)")
EMPHASIS = (
    re.compile(r"\*\*(?=\S)([^*\n]{1,500})(?<=\S)\*\*"),
    re.compile(r"(?<!\w)__(?=\S)([^_\n]{1,500})(?<=\S)__(?!\w)"),
    re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,500})(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,500})(?<=\S)_(?!\w)"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One or, where a hard break was mended, several lines of the file, and the words in them."""

    number: int
    raw: tuple[str, ...]
    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """A line of the file that does not go into the text, and the rule that said so."""

    number: int
    text: str
    rule: str


def read_lines(
    text: str, *, first: int = 1, markdown: bool = False
) -> tuple[list[Line], list[Drop]]:
    """The lines that hold words, and rows for those that hold only marks or more than their words.

    `first` is the number in the file of the text's first line.

    >>> lines, drops = read_lines("# Haftar in Moscow\\n\\n##\\n**Tunis** - He", markdown=True)
    >>> [line.text for line in lines], [drop.rule for drop in drops]
    (['Haftar in Moscow', 'Tunis - He'], ['separator'])
    """
    rows = text.split("\n")
    lengths = _mended(rows, least=1 if markdown else MIN_WRAPPED_LINES)
    lines, drops = list[Line](), list[Drop]()
    at = 0
    while at < len(rows):
        if not rows[at].strip():
            at += 1
            continue
        raw = tuple(rows[at : at + lengths.get(at, 1)])
        line = Line(first + at, raw, " ".join(row.translate(SPACES).strip() for row in raw))
        at += len(raw)
        if markdown:
            line, rule = _without_marks(line)
            drops += dropped(line, rule) if rule else []
        if line.text:
            lines.append(line)
        if len(lines) > MAX_LINES:
            raise too_many_lines()
    return lines, drops


def too_many_lines() -> Refused:
    """Why a text of more than MAX_LINES lines is not read."""
    return Refused(
        "too-large",
        f"it has more than {MAX_LINES:,} lines; split it into one file an article",
    )


def dropped(line: Line, rule: str) -> list[Drop]:
    """A row for each line of the file that the line is made of."""
    return [
        Drop(line.number + index, row, rule) for index, row in enumerate(line.raw) if row.strip()
    ]


def _mended(rows: list[str], *, least: int) -> dict[int, int]:
    """First row → how many rows to join, in a text that was broken at a fixed width; else nothing.

    A break was the machine's when the next line's first word had no room left. That must hold for
    most breaks, and most of those must be in mid-sentence, before any is mended.
    """
    width = max(map(len, rows), default=0)
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return {}
    inside = [at for at, (row, after) in enumerate(pairwise(rows)) if _runs_on(row, after)]
    full = [at for at in inside if len(rows[at]) + 1 + len(rows[at + 1].split()[0]) > width]
    unfinished = sum(not SENTENCE_END.search(rows[at].rstrip()) for at in full)
    if len(full) < max(least, 0.6 * len(inside)) or unfinished < 0.6 * len(full):
        return {}
    lengths = dict[int, int]()
    start = end = -1
    for at in full:
        start = start if at == end else at
        end = at + 1
        lengths[start] = end - start + 1
    return lengths


def _runs_on(row: str, after: str) -> bool:
    """Whether the next row may go on with this one: no blank row, list item or indent between."""
    if not row.strip() or not after.strip() or ITEM.match(after):
        return False
    return row[0].isspace() or not after[0].isspace()


def _without_marks(line: Line) -> tuple[Line, str | None]:
    """The line without markdown's marks, and a rule's id when more than marks was taken off."""
    text = " ".join(row.translate(SPACES).lstrip(" >").rstrip() for row in line.raw)
    mark: Mark = "quote" if line.text.startswith(">") else ""
    if heading := HEADING.match(text):
        text, mark = text[heading.end() :], "title" if len(heading[1]) == 1 else "heading"
        if text.rstrip("#").endswith(" "):  # "## Title ##", but not "C#"
            text = text.rstrip("#").rstrip()
    elif bullet := BULLET.match(text):
        text, mark = text[bullet.end() :], "bullet"
    if not any(map(str.isalnum, text)):
        return replace(line, text=""), "separator"
    if IMAGE.fullmatch(text):
        return replace(line, text=""), "markdown-image"
    for emphasis in EMPHASIS:
        text = emphasis.sub(r"\1", text)
    plain = LINK.sub(r"\1", text).strip()
    return replace(line, text=plain, mark=mark), "markdown-link" if plain != text else None
