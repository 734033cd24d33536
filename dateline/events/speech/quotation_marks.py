"""Where quotation marks open and close: curly, typewriter, single and angled ones, and those of news wires.

A mark that is not closed quotes nothing, unless the next paragraph opens with the same mark: a quotation of
several paragraphs is opened in each and closed in the last. Apostrophes ("the soldiers’ camp", "rock ’n’ roll",
"the ’90s") are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Characters: a quotation without a break is at most a long paragraph; the longest in the seeds has 271.
LONGEST = 3000

ELISIONS = r"(?:\d\ds?|em|til|tis|twas|cause|cos|n|bout|round)\b"  # ’em, ’til, ’90s


def _single(opens: str, closes: str) -> str:
    """Words between single marks: to the closing mark after a comma or stop if the words hold a plural's
    apostrophe (‘the soldiers’ camp was hit,’), otherwise to the first mark that ends a word."""
    other = f"[^{opens}{closes}“”]|“[^“”]*”|(?<=\\w){closes}(?=\\w)"
    return (
        rf"(?<![\w{opens}{closes}]){opens}(?!{ELISIONS})(?=[^\s{opens}{closes}])(?:"
        rf"((?:{other}|(?<=s){closes}(?=\s\w))++(?<=[,.!?…]){closes}(?!\w))"
        rf"|((?:{other})++{closes}(?!\w)))"
    )


# One character opens or closes in all but ``these''; a mark that is opened again begins anew.
MARKS = re.compile(
    "|".join(
        (
            "“[^“”]+”",
            "„[^„“”]+[“”]",
            "«[^«»]+»",
            r"``(?:(?!``|'').)+''",
            r'(?:(?<!\w)"(?=[\w(\[$£€…‘\'-])|(?<!\S)"(?=\s))[^"]+(?:(?<=\S)"|"(?!\w))',
            _single("‘", "’"),
            _single("'", "'"),
        )
    ),
    re.IGNORECASE,
)
OPENING = re.compile("[“„«\"‘']|``")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, without the white space at either end."""

    start: int  # code points into the paragraph
    end: int
    runs_on: bool = False  # into the next paragraph, which opens with the same mark
    goes_on: bool = False  # from the paragraph before


def find_quotations(paragraphs: Sequence[str]) -> list[list[Quotation]]:
    """The quotations of each paragraph, in order and without overlap.

    >>> find_quotations(["‘It’s on,’ he said"])
    [[Quotation(start=1, end=9, runs_on=False, goes_on=False)]]
    """
    found: list[list[Quotation]] = []
    goes_on = False
    for number, text in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        quotations = _closed(text)
        if tail := _open_to_the_end(text, quotations, following.lstrip()):
            quotations.append(tail)
        if goes_on and quotations and not text[: quotations[0].start].strip(" \t“„«\"‘'`"):
            first = quotations[0]
            quotations[0] = Quotation(first.start, first.end, first.runs_on, True)
        goes_on = tail is not None
        found.append(quotations)
    return found


def _closed(text: str) -> list[Quotation]:
    quotations = []
    for match in MARKS.finditer(text):
        width = 2 if match[0].startswith("``") else 1
        quotations += _trimmed(text, match.start() + width, match.end() - width)
    return quotations


def _trimmed(text: str, start: int, end: int, *, runs_on: bool = False) -> list[Quotation]:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return [Quotation(start, end, runs_on)] if 0 < end - start <= LONGEST else []


def _open_to_the_end(text: str, before: list[Quotation], following: str) -> Quotation | None:
    """What the last mark opens and nothing closes, if the next paragraph opens with the same mark."""
    mark = OPENING.match(following)
    if mark is None:
        return None
    start = text.rfind(mark[0])
    after_closed = not before or start > before[-1].end
    opens = start == 0 or (start > 0 and not text[start - 1].isalnum())
    if not opens or not after_closed or text[start + 1 : start + 2].isspace():
        return None
    return next(iter(_trimmed(text, start + len(mark[0]), len(text), runs_on=True)), None)
