"""What a time expression comes to: its value, bounds and EDTF string, made from a point.

The bounds are reckoned here from the parts, never by an EDTF library: those give winter one
month, open intervals an error and approximate dates invented margins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.model import Anchor
from dateline.times.calendar import IN_A_YEAR, YEARS, Grain, Point

# The value of a unit nobody can name without a publication date, as TIMEX3 leaves figures open.
OPEN_VALUES: dict[Grain, str] = {
    "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE", "week": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half-year": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX",
    "decade": "XXX", "century": "XX",
}  # fmt: skip
THIRDS = {"START", "MID", "END"}
EITHER = "the clause does not say whether it is the last or the next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A resolved (or knowingly unresolved) expression, before it gets an id."""

    value: str
    granularity: str
    anchor: Anchor
    reason: str
    anchor_id: str | None = None
    point: Point | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    retold: str | None = (
        None  # the words that first told the date, when these only point back at them
    )


def dated(
    point: Point,
    anchor: Anchor,
    reason: str,
    *,
    mod: str | None = None,
    anchor_id: str | None = None,
) -> Outcome:
    """The outcome of a point: its value, EDTF string and first and last day.

    >>> june = Point("month", 2016 * 12 + 5)
    >>> early = dated(june, "explicit", "as told", mod="START")
    >>> early.value, early.earliest, early.latest
    ('2016-06', '2016-06-01', '2016-06-10')
    """
    earliest = latest = None
    if point.is_possible and not point.open_year:
        first, last = point.first, point.last
        if mod in THIRDS and point.grain != "day":
            first, last = third(point, mod)
        earliest, latest = first.isoformat(), last.isoformat()
    edtf = point.edtf
    if mod == "APPROX" and edtf and not point.open_year and point.grain in ("year", "month", "day"):
        edtf += "~"
    return Outcome(
        value=point.value, granularity=point.grain, anchor=anchor, anchor_id=anchor_id,
        reason=reason, point=point, mod=mod, edtf=edtf, earliest=earliest, latest=latest,
    )  # fmt: skip


def undated(
    value: str, granularity: str, reason: str, *, mod: str | None = None, anchor: Anchor = "none"
) -> Outcome:
    """The outcome of words that no calendar date can be given for: a value and no bounds."""
    return Outcome(value=value, granularity=granularity, anchor=anchor, reason=reason, mod=mod)


def third(point: Point, mod: str | None) -> tuple[date, date]:
    """The first and last day of its first, middle or last third, rounded outwards to units people count in.

    Decades and centuries are divided in years, years in months, quarters and seasons in months, the rest in days.

    >>> [str(day) for day in third(Point("month", 2017 * 12 + 4), "MID")]
    ['2017-05-11', '2017-05-21']
    >>> [str(day) for day in third(Point("decade", 199), "START")]
    ['1990-01-01', '1993-12-31']
    """
    first, last = point.first, point.last
    if point.grain in YEARS:
        start, end = _slice(YEARS[point.grain], mod)
        return date(first.year + start, 1, 1), date(first.year + end, 12, 31)
    if point.grain in IN_A_YEAR and point.grain != "month":
        start, end = _slice(12 // IN_A_YEAR[point.grain], mod)
        month = Point("month", first.year * 12 + first.month - 1)
        return replace(month, index=month.index + start).first, replace(
            month, index=month.index + end
        ).last
    start, end = _slice((last - first).days + 1, mod)
    return first + timedelta(start), first + timedelta(end)


def _slice(units: int, mod: str | None) -> tuple[int, int]:
    """The first and last of so many units that a third of them holds."""
    short, long = units // 3, -(-units // 3)
    if mod == "START":
        return 0, long - 1
    if mod == "END":
        return units - long, units - 1
    return short, units - short - 1


def steps_in_words(steps: int, grain: str) -> str:
    """So many units before or after, in words.

    >>> steps_in_words(-1, "month"), steps_in_words(0, "week"), steps_in_words(2, "day")
    ('the month before', 'the week of', '2 days after')
    """
    if steps == 0:
        return f"the {grain} of"
    side = "before" if steps < 0 else "after"
    if abs(steps) == 1:
        return f"the {grain} {side}"
    plural = "centuries" if grain == "century" else f"{grain}s"
    return f"{abs(steps)} {plural} {side}"
