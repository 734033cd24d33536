"""Times counted from something else: "two days after June 26", "the day before the vote".

When what they are counted from is a time told right there, that gives the date. When it is a happening
("one day after Haftar"), its date is needed, which only events/offsets.py may know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dateline.times.anaphora import STEPS
from dateline.times.calendar import GRAINS, Point, calendar_point, point_of
from dateline.times.find import Found
from dateline.times.lengths import length_value, moved
from dateline.times.memory import Base
from dateline.times.nearby import weekday_from
from dateline.times.outcome import OPEN_VALUES, Outcome, dated, steps_in_words

MORE, LESS = ("MORE_THAN", "EQUAL_OR_MORE"), ("LESS_THAN", "EQUAL_OR_LESS")
OPEN_DAY = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Days:
    """When something is: its EDTF string, and the first and last day, None where open or not known."""

    edtf: str | None
    earliest: str | None
    latest: str | None

    @property
    def point(self) -> Point | None:
        """The one unit of the calendar that these are all the days of; None when there is none such."""
        if self.earliest and self.latest:
            first, last = date.fromisoformat(self.earliest), date.fromisoformat(self.latest)
            units = (point_of(first).within(grain) for grain in GRAINS)
            return next(
                (unit for unit in units if unit and (unit.first, unit.last) == (first, last)), None
            )
        if (told := OPEN_DAY.fullmatch(self.edtf or "")) is None:
            return None
        month, day = told.groups()
        return calendar_point(None, "day" if day else "month", int(month), int(day or 0))


@dataclass(frozen=True, slots=True)
class Count:
    """So many units after (side 1) or before (-1); the number is "X" when nobody told it."""

    side: int
    number: str
    unit: str
    mod: str | None

    def from_(self, told: Days) -> Days | None:
        """The days that far from some others, at the grain of the unit; None when they cannot be reckoned.

        "More than", and a number nobody told, leave the far side open.

        >>> Count(1, "2", "day", None).from_(Days("2016-06-26", "2016-06-26", "2016-06-26")).edtf
        '2016-06-28'
        >>> Count(-1, "1", "day", None).from_(Days("XXXX-06-26", None, None))
        Days(edtf='XXXX-06-25', earliest=None, latest=None)
        >>> Count(-1, "2", "week", "MORE_THAN").from_(Days("2016-06-26", "2016-06-26", "2016-06-26")).edtf
        '../2016-06-12'
        """
        if self.mod is None and self.number.isdigit() and self.unit in STEPS:
            grain, factor = STEPS[self.unit]
            unit = told.point.within(grain) if told.point else None
            there = unit.step(self.side * int(self.number) * factor) if unit else None
            if there is not None:
                return _days_of(there)
        if told.earliest is None or told.latest is None:
            return None
        if not self.number.isdigit():
            return _between(told.earliest, None) if self.side > 0 else _between(None, told.latest)
        first, last = (self._moved(day) for day in (told.earliest, told.latest))
        if first is None or last is None:
            return None
        if self.mod in MORE:
            return _between(first, None) if self.side > 0 else _between(None, last)
        if self.mod in LESS:
            return _between(told.earliest, last) if self.side > 0 else _between(first, told.latest)
        return _between(first, last)

    def through(self, told: Days) -> Days | None:
        """All the days from some others on, or up to them, for so many units; None when not known."""
        if told.earliest is None or told.latest is None or not self.number.isdigit():
            return None
        far = self._moved(told.latest if self.side > 0 else told.earliest)
        if far is None:
            return None
        return _between(told.earliest, far) if self.side > 0 else _between(far, told.latest)

    def _moved(self, day: str) -> str | None:
        there = moved(date.fromisoformat(day), self.side * int(self.number), self.unit)
        return there.isoformat() if there else None


def offset_of(found: Found, base: Base | None, mod: str | None) -> Outcome:
    """What "one day" means before "after Haftar" (no base), or before "after June 26"."""
    slots, is_date = found.slots, found.rule.type == "DATE"
    unit = "day" if "weekday" in slots else slots.get("span") or slots.get("unit") or slots["units"]
    number = "1" if is_date else slots.get("number", "X")
    grain = STEPS[unit][0] if unit in STEPS else "day"
    value = OPEN_VALUES[grain] if is_date else length_value(number, unit)
    if "weekday" in slots:
        value = f"XXXX-WXX-{slots['weekday']}"
    if base is None:
        reason = f"counted from “{slots['event']}”, so the date of that is needed"
        return Outcome(value=value, granularity=unit, anchor="event", reason=reason, mod=mod)
    outcome = Outcome(
        value=value, granularity=unit, anchor="expression", anchor_id=base.id, mod=mod,
        reason=f"counted from “{base.text}”, whose day is not known",
    )  # fmt: skip
    if "weekday" in slots and base.outcome.point and base.outcome.point.grain == "day":
        side = int(slots["offset"])
        day = weekday_from(base.outcome.point, int(slots["weekday"]), side)
        where = "first such day after" if side > 0 else "last such day before"
        reason = f"the {where} “{base.text}”"
        return dated(day, "expression", reason, anchor_id=base.id)
    if "weekday" in slots:
        return outcome
    count = Count(int(slots["offset"]), number, unit, mod)
    told = Days(base.outcome.edtf, base.outcome.earliest, base.outcome.latest)
    lasting = "lasting" in slots
    there = count.through(told) if lasting else count.from_(told)
    if there is None:
        return outcome
    if is_date and there.point is not None:
        outcome = replace(outcome, value=there.point.value, point=there.point)
    if lasting:
        reason = f"the time {'from' if count.side > 0 else 'up to'} “{base.text}”"
    elif number.isdigit() and "." not in number and unit in STEPS:
        reason = f"{steps_in_words(count.side * int(number) * STEPS[unit][1], grain)} “{base.text}”"
    else:
        reason = f"some time {'after' if count.side > 0 else 'before'} “{base.text}”"
    return replace(
        outcome, reason=reason, edtf=there.edtf, earliest=there.earliest, latest=there.latest
    )


def _days_of(point: Point) -> Days:
    if point.open_year or not point.is_possible:
        return Days(point.edtf, None, None)
    return Days(point.edtf, point.first.isoformat(), point.last.isoformat())


def _between(earliest: str | None, latest: str | None) -> Days:
    edtf = earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"
    return Days(edtf, earliest, latest)
