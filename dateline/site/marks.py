"""A text with its names, dates, events and quotes marked, as safe HTML.

Spans may overlap in any way. The text is cut wherever one begins or ends and each piece is written once,
so nothing is lost or doubled; an element that another one cuts is closed and opened again.
Only pieces are links, the innermost mark's, for a link must not hold another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

# what is outside when two spans have the same ends
OUTER_FIRST = ("sentence", "quote", "event", "time", "name")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to mark. `href` makes its words a link, `note` is shown at the link."""

    start: int
    end: int
    kind: str  # one of OUTER_FIRST
    place: str  # the element's id, such as t1893
    href: str = ""
    note: str = ""
    variant: str = ""  # a second class, such as an event's status

    @property
    def order(self) -> tuple[int, int, int]:
        return self.start, -self.end, OUTER_FIRST.index(self.kind)


def mark_up(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """The HTML of text[start:end]. Taking the tags away gives exactly that text.

    >>> june = Mark(7, 11, "time", "t7", "#x", "2016")
    >>> print(mark_up("in <b> June", 0, 11, [june]))
    in &lt;b&gt; <span class="time" id="t7"><a href="#x" data-note="2016">June</a></span>
    """
    inside = sorted((m for m in marks if m.start < end and start < m.end), key=lambda m: m.order)
    edges = {start, end} | {e for m in inside for e in (m.start, m.end) if start < e < end}
    html: list[str] = []
    open_marks: list[Mark] = []
    waiting = 0  # inside[:waiting] have begun
    for piece_start, piece_end in pairwise(sorted(edges)):
        active = [mark for mark in open_marks if mark.end > piece_start]
        while waiting < len(inside) and inside[waiting].start <= piece_start:
            active.append(inside[waiting])
            waiting += 1
        kept = _common(open_marks, active)
        html.append("</span>" * (len(open_marks) - kept))
        html += [_opening(mark, first=mark.start == piece_start) for mark in active[kept:]]
        html.append(_piece(text[piece_start:piece_end], active))
        open_marks = active
    html.append("</span>" * len(open_marks))
    # safe: all that is not a tag written here has been escaped
    return Markup("".join(html))


def _common(one: Sequence[Mark], other: Sequence[Mark]) -> int:
    """How many marks the two lists share at their beginning."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a is not b:
            return number
    return min(len(one), len(other))


def _opening(mark: Mark, *, first: bool) -> str:
    """The tag that opens a mark. Its id stands on its first piece only; ids must not repeat."""
    classes = escape(f"{mark.kind} {mark.variant}".strip())
    return (
        f'<span class="{classes}" id="{escape(mark.place)}">'
        if first
        else f'<span class="{classes}">'
    )


def _piece(text: str, active: Sequence[Mark]) -> str:
    """The text of one piece, as the link of the innermost mark that has one."""
    words = escape(text)
    for mark in reversed(active):
        if mark.href:
            return f'<a href="{escape(mark.href)}" data-note="{escape(mark.note)}">{words}</a>'
    return str(words)
