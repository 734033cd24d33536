"""Times counted from something else: "two days after June 26", "the day before the vote", "one day after Haftar".

When what they are counted from is a time told right there, that gives the date; when it is a happening, its date is
needed, and only events/offsets.py may know it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dateline.times.anaphora import STEPS
from dateline.times.dates import steps_in_words
from dateline.times.find import Found
from dateline.times.lengths import length_value, moved
from dateline.times.outcome import OPEN_VALUES, Outcome, dated

UNKNOWN = "X"


@dataclass(frozen=True, slots=True)
class Base:
    """The time expression that another is counted from."""

    id: str | None  # None when it is no row of its own
    text: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, first to last; None on a side that is open."""

    earliest: str | None
    latest: str | None

    @property
    def edtf(self) -> str | None:
        """As an EDTF day or interval; None when both sides are open."""
        if self.earliest is None and self.latest is None:
            return None
        if self.earliest == self.latest:
            return self.earliest
        return f"{self.earliest or '..'}/{self.latest or '..'}"


def offset_of(found: Found, base: Base | None, mod: str | None) -> Outcome:
    """What "one day" means before "after Haftar" (no base), or before "after June 26"."""
    slots = found.slots
    is_date = found.rule.type == "DATE"
    unit = slots.get("span") or slots.get("unit") or slots["units"]
    count = "1" if is_date else slots.get("number", UNKNOWN)
    grain = STEPS[unit][0] if unit in STEPS else "day"
    value = OPEN_VALUES[grain] if is_date else length_value(count, unit)
    outcome = Outcome(
        value=value, granularity=unit, anchor="event", mod=mod,
        reason=f"counted from “{slots['event']}”, so the date of that is needed",
    )  # fmt: skip
    if base is None:
        return outcome
    side, told = int(slots["offset"]), base.outcome
    outcome = replace(outcome, anchor="expression", anchor_id=base.id)
    if is_date or (mod is None and count.isdigit() and "lasting" not in slots and unit in STEPS):
        steps = side * int(count) * STEPS[unit][1]
        within = told.point.within(grain) if told.point and told.mod is None else None
        if within is not None and (there := within.step(steps)) is not None:
            reason = f"{steps_in_words(steps, grain)} “{base.text}”"
            point = dated(there, "expression", reason, mod=mod, anchor_id=base.id)
            return replace(
                point,
                value=point.value if is_date else value,
                point=point.point if is_date else None,
            )
    span = (
        reach(told.earliest, told.latest, side, count, unit, mod, lasting="lasting" in slots)
        if not is_date
        else None
    )
    if span is None or span.edtf is None:
        return replace(outcome, reason=f"counted from “{base.text}”, whose day is not known")
    where = "the time" if "lasting" in slots else "counted"
    way = "from" if side > 0 else "up to" if "lasting" in slots else "back from"
    return replace(
        outcome, reason=f"{where} {way} “{base.text}”", edtf=span.edtf,
        earliest=span.earliest, latest=span.latest,
    )  # fmt: skip


def reach(
    earliest: str | None,
    latest: str | None,
    side: int,
    count: str,
    unit: str,
    mod: str | None,
    *,
    lasting: bool,
) -> Span | None:
    """The days so many units after (side 1) or before (-1) some days, or with `lasting` all up to there.

    "More than" and a number nobody told leave the far side open. None when a bound is not known or off the calendar.

    >>> reach("2016-06-26", "2016-06-26", 1, "2", "day", None, lasting=False)
    Span(earliest='2016-06-28', latest='2016-06-28')
    >>> reach("2016-06-26", "2016-06-26", -1, "2", "week", "MORE_THAN", lasting=False)
    Span(earliest=None, latest='2016-06-12')
    """
    if earliest is None or latest is None:
        return None
    if not count.isdigit():
        return Span(earliest, None) if side > 0 else Span(None, latest)
    first, last = (
        moved(date.fromisoformat(day), side * int(count), unit) for day in (earliest, latest)
    )
    if first is None or last is None:
        return None
    near, far = (earliest, last.isoformat()) if side > 0 else (latest, first.isoformat())
    if mod in ("MORE_THAN", "EQUAL_OR_MORE") and not lasting:
        return Span(first.isoformat(), None) if side > 0 else Span(None, last.isoformat())
    if lasting or mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        return Span(near, far) if side > 0 else Span(far, near)
    return Span(first.isoformat(), last.isoformat())
