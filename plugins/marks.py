"""Gives templates `mark_up`: a text with its names, dates, events and quotes marked, as safe HTML.

Spans may overlap in any way. The text is cut wherever one begins or ends and each piece is written once,
so nothing is lost or doubled; an element that another one cuts is closed and opened again.
Only pieces are links, the innermost mark's, for a link must not hold another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from datasette import hookimpl
from markupsafe import Markup, escape

# what is outside when two spans have the same ends
OUTER_FIRST = ("sentence", "quote", "event", "time", "name")


class Span(NamedTuple):
    """A stretch of the text to mark. `href` makes its words a link, `note` is shown at the link."""

    start: int
    end: int
    kind: str
    place: str  # the element's id, such as t1893
    href: str = ""
    note: str = ""
    variant: str = ""  # a second class, such as an event's status

    @property
    def order(self) -> tuple[int, int, int]:
        return self.start, -self.end, OUTER_FIRST.index(self.kind)


def mark_up(text: str, start: int, end: int, marks: Iterable[dict[str, Any]]) -> Markup:
    """The HTML of text[start:end]. Taking the tags away gives exactly that text.

    `marks` are Spans as dictionaries, so that who calls this need not know the class.

    >>> june = {"start": 7, "end": 11, "kind": "time", "place": "t7", "href": "#x", "note": "2016"}
    >>> print(mark_up("in <b> June", 0, 11, [june]))
    in &lt;b&gt; <span class="time" id="t7"><a href="#x" data-note="2016">June</a></span>
    """
    spans = [Span(**mark) for mark in marks]
    inside = sorted((s for s in spans if s.start < end and start < s.end), key=lambda s: s.order)
    edges = {start, end} | {e for s in inside for e in (s.start, s.end) if start < e < end}
    cuts = sorted(edges)
    html: list[Markup] = []
    open_spans: list[Span] = []
    waiting = 0  # inside[:waiting] have begun
    for piece_start, piece_end in pairwise(cuts):
        active = [span for span in open_spans if span.end > piece_start]
        while waiting < len(inside) and inside[waiting].start <= piece_start:
            active.append(inside[waiting])
            waiting += 1
        kept = _common(open_spans, active)
        html += [Markup("</span>")] * (len(open_spans) - kept)
        html += [_opening(span, first=span.start == piece_start) for span in active[kept:]]
        html.append(_piece(text[piece_start:piece_end], active))
        open_spans = active
    html += [Markup("</span>")] * len(open_spans)
    return Markup("").join(html)


def _common(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many spans the two lists share at their beginning."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a is not b:
            return number
    return min(len(one), len(other))


def _opening(span: Span, *, first: bool) -> Markup:
    """The tag that opens a span. Its id stands on its first piece only; ids must not repeat."""
    classes = f"{span.kind} {span.variant}".strip()
    if first:
        return Markup('<span class="{}" id="{}">').format(classes, span.place)
    return Markup('<span class="{}">').format(classes)


def _piece(text: str, active: Sequence[Span]) -> Markup:
    """The text of one piece, as the link of the innermost span that has one."""
    for span in reversed(active):
        if span.href:
            return Markup('<a href="{}" data-note="{}">{}</a>').format(span.href, span.note, text)
    return escape(text)


@hookimpl
def extra_template_vars() -> dict[str, Callable[..., Any]]:
    return {"mark_up": mark_up}
