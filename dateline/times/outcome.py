"""What a time expression comes to: its value, bounds and EDTF string, made from a point.

The bounds are reckoned here from the parts, never by an EDTF library: those give winter one
month, open intervals an error and approximate dates invented margins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model import Anchor
from dateline.times.calendar import Grain, Point

# The value of a unit nobody can name without a publication date, as TIMEX3 leaves figures open.
OPEN_VALUES: dict[Grain, str] = {
    "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE", "week": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half-year": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX",
    "decade": "XXX", "century": "XX",
}  # fmt: skip
THIRDS = {"START", "MID", "END"}


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
            first, last = third(first, last, mod)
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


def third(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """The first, middle or last third of some days, rounded outwards.

    >>> [d.day for d in third(date(2017, 5, 1), date(2017, 5, 31), "MID")]
    [11, 21]
    """
    days = (last - first).days + 1
    short, long = days // 3, -(-days // 3)
    if mod == "START":
        return first, first + timedelta(long - 1)
    if mod == "END":
        return last - timedelta(long - 1), last
    return first + timedelta(short), last - timedelta(short)
