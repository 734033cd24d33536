"""Draws the timeline: lanes of single incidents, or bars of how many there are, over an axis of days.

Drawings are 1,000 wide, of which a margin left and right is free for what runs on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from dateline.site.svg import KINDS, element, kind_of, legend, link, mark, picture, stripes
from dateline.site.timeline import lanes_of, when
from dateline.site.timeline_bars import HALF, WIDE, Bar, bar_label
from dateline.site.window import Window, day_of, ticks_of

LEFT, RIGHT = 40.0, 990.0
SIZE = 5.0  # half the width of a mark
BAR_HEIGHT = 220.0  # of the highest bar
LABELLED = 60  # with more incidents than this, their words would make most of the drawing
LABEL_LETTERS = 42
LETTER = 7.0  # pixels a letter at 12 px: the mean is 6.3, and 7.0 in the widest of 35 summaries

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An incident with the ends of its dates, of its mark, and of all that is drawn of it."""

    row: Row
    begin: float
    end: float
    left: float
    right: float
    words: str
    anywhere: bool  # on any day of the window
    anchor: str  # "start" for words on the right of the mark, "end" on its left


def lanes(window: Window, rows: Sequence[Row], path_of: Callable[[Row], str]) -> Markup:
    """Single incidents, each a link to `path_of` it: a mark for a day, a bar for dates that are less sure."""
    labelled = len(rows) <= LABELLED
    placed = [_place(window, row, labelled=labelled) for row in rows]
    # what may have happened on any day of the window would lie over all the rest: it comes below
    inside = _in_lanes([p for p in placed if not p.anywhere])
    anywhere = [p for p in placed if p.anywhere]
    count = max((lane for _, lane in inside), default=-1) + 1
    lanes = [*inside, *((p, count + number) for number, p in enumerate(anywhere))]
    pitch = 22.0 if labelled else max(9.0, min(16.0, 600 / max(len(lanes), 1)))
    bottom = 14 + (count + len(anywhere)) * pitch
    drawn = [_incident(p, 14 + (lane + 0.5) * pitch, path_of(p.row)) for p, lane in lanes]
    title = f"Timeline of {len(rows)} incidents, listed in the table below"
    return picture(1000, bottom + 30, title, _axis(window, 8, bottom), *drawn)


def bars(window: Window, counted: Sequence[Bar], path_of: Callable[[Bar], str]) -> Markup:
    """How many incidents there are in each step of time; each bar is a link to `path_of` it.

    Above the axis by kind; below it those of which only the last day is known.
    """
    highest = max((bar.dated for bar in counted), default=0)
    deepest = max((bar.counts.get(HALF, 0) for bar in counted), default=0)
    scale = BAR_HEIGHT / max(highest, deepest, 1)
    base = 20 + highest * scale
    bottom = base + 22 + deepest * scale
    drawn = [_bar(window, bar, base, scale, path_of(bar)) for bar in counted if bar.counts]
    words = [element("text", f"{highest:,}", x=LEFT - 4, y=24, text_anchor="end", class_="axis")]
    if deepest:
        words.append(
            element("text", f"{deepest:,}", x=LEFT - 4, y=bottom, text_anchor="end", class_="axis")
        )
    title = "Number of incidents over time, listed in the table below"
    axis = _axis(window, 20, base, floor=bottom)
    return picture(1000, bottom + 8, title, stripes(), axis, *drawn, *words)


def lanes_legend() -> Markup:
    """What the marks of single incidents mean."""
    kinds = [(mark(k.shape, 12, 8, 6, k.style), k.name) for k in KINDS.values()]
    hollow = mark("circle", 12, 8, 6, "k-ot hollow")
    stretch = element("rect", x=1, y=5, width=22, height=6, class_="k-ot stretch")
    arrow = element("path", d=_arrow(18, 8), class_="k-ot line")
    return legend(
        [
            *kinds,
            (hollow, "hollow: not told as a fact"),
            (stretch, "some time within the bar"),
            (arrow, "no later than"),
        ]
    )


def bars_legend(step: str) -> Markup:
    """What the parts of a bar mean."""
    box = {"x": 5.0, "y": 1.0, "width": 14.0, "height": 14.0}
    kinds = [(element("rect", **_fill(k.name), **box), k.name) for k in KINDS.values()]
    return legend(
        [
            *kinds,
            (
                element("rect", class_="wide", **box),
                f"dates that span more than one {step}, counted at their middle",
            ),
            (element("rect", class_="half", **box), "below the axis: no later than"),
        ]
    )


def _place(window: Window, row: Row, *, labelled: bool) -> _Placed:
    earliest, latest = row["earliest"] or row["latest"], row["latest"] or row["earliest"]
    begin = _x(window.position(day_of(earliest)))
    end = _x((day_of(latest).toordinal() + 1 - window.first.toordinal()) / window.days)
    begin, end = max(begin, LEFT - 8), min(end, RIGHT + 8)
    middle = (begin + end) / 2
    left, right = min(begin, middle - SIZE - 2), max(end, middle + SIZE + 2)
    if not row["earliest"] or not row["latest"]:
        left, right = left - 16, right + 2
    anywhere = begin <= LEFT and end >= RIGHT
    words = _shortened(row["summary"]) if labelled else ""
    length = len(words) * LETTER + 8
    if not words or right + length <= 1000:
        return _Placed(
            row, begin, end, left, right + length * bool(words), words, anywhere, "start"
        )
    if left - length >= 0:
        return _Placed(row, begin, end, left - length, right, words, anywhere, "end")
    return _Placed(row, begin, end, left, right, words, anywhere, "middle")


def _in_lanes(placed: Sequence[_Placed]) -> list[tuple[_Placed, int]]:
    """Each with its lane; nothing drawn in one lane touches."""
    ordered = sorted(placed, key=lambda p: (p.left, p.right, p.row["id"]))
    return list(zip(ordered, lanes_of([(p.left, p.right + 4) for p in ordered]), strict=True))


def _incident(placed: _Placed, y: float, href: str) -> Markup:
    row = placed.row
    kind = kind_of(row["quad"])
    style = f"{kind.style} hollow" if row["status"] != "asserted" else kind.style
    middle = (placed.begin + placed.end) / 2
    # a stretch behind everything makes the whole width of the incident easy to hit
    inside = []
    half_known = not row["earliest"] or not row["latest"]
    if half_known:
        inside.append(element("path", d=_arrow(middle, y), class_=f"{kind.style} line"))
    elif placed.end - placed.begin > 2 * SIZE + 2:
        inside.append(
            element("rect", x=placed.begin, y=y - 3, width=placed.end - placed.begin, height=6,
                    rx=3, class_=f"{kind.style} stretch")
        )  # fmt: skip
    inside.append(mark(kind.shape, middle, y, SIZE, style))
    if placed.words:
        edge = max(placed.end, middle + SIZE) + 5
        if placed.anchor == "middle":  # no room beside it: under the mark, within the bar
            edge = middle + 4 + SIZE
        elif placed.anchor == "end":
            edge = min(placed.begin, middle - SIZE) - 5 - 16 * half_known
        inside.append(
            element(
                "text",
                placed.words,
                x=edge,
                y=y + 4,
                text_anchor="end" if placed.anchor == "end" else "start",
                class_="label",
            )
        )
    date = when(row["edtf"], row["earliest"], row["latest"])
    return link(href, f"{date}: {row['summary']} ({row['type']}, {row['status']})", *inside)


def _bar(window: Window, bar: Bar, base: float, scale: float, href: str) -> Markup:
    left = max(_x(window.position(bar.first)), LEFT)
    right = min(_x(window.position(bar.last + timedelta(days=1)) if bar.last < bar.last.max
                   else 1.0), RIGHT)  # fmt: skip
    width = max(right - left - 1, 0.8)  # a pixel between bars
    parts, y = [], base
    for kind in (*KINDS, WIDE):
        height = bar.counts.get(kind, 0) * scale
        if height:
            y -= height
            parts.append(element("rect", x=left, y=y, width=width, height=height, **_fill(kind)))
    if bar.counts.get(HALF):
        height = bar.counts[HALF] * scale
        parts.append(
            element("rect", x=left, y=base + 22, width=width, height=height, class_="half")
        )
    told = "; ".join(
        f"{bar.counts[kind]:,} {kind}" for kind in (*KINDS, WIDE, HALF) if kind in bar.counts
    )
    return link(href, f"{bar_label(bar, window.step)}: {told}", *parts)


def _axis(window: Window, top: float, base: float, floor: float | None = None) -> Markup:
    """A line with days written under it, and a thin line up (and down to `floor`) from each."""
    parts = [element("line", x1=LEFT, y1=base, x2=RIGHT, y2=base, class_="base")]
    for day, label in ticks_of(window):
        x = _x(window.position(day))
        # the last label would run out of the drawing
        anchor = "end" if x > RIGHT - 50 else "start"
        parts.append(element("line", x1=x, y1=top, x2=x, y2=floor or base + 6, class_="grid"))
        parts.append(
            element("text", label, x=x + (3 if anchor == "start" else -3), y=base + 16,
                    text_anchor=anchor, class_="axis")
        )  # fmt: skip
    return element("g", *parts, aria_hidden="true")


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _arrow(x: float, y: float) -> str:
    """A path from a point to the left, with a head there."""
    return f"M{x:.1f} {y:.1f} h-16 m5 -4 l-5 4 l5 4"


def _fill(kind: str) -> dict[str, str]:
    """The style of a part of a bar; stripes are named in the drawing, for a style sheet must name no address."""
    if kind == WIDE:
        return {"class_": "wide"}
    style = KINDS[kind].style
    if kind.startswith("verbal"):
        return {"class_": f"{style} striped", "fill": f"url(#stripes-{style})"}
    return {"class_": style}


def _shortened(text: str) -> str:
    return text if len(text) <= LABEL_LETTERS else text[: LABEL_LETTERS - 1].rstrip() + "…"
