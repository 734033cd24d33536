"""So many units from somewhere: the days that "two weeks after" or "less than a year before" some days are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateline.times.calendar import GRAINS, Grain, Point, calendar_point, point_of
from dateline.times.lengths import moved

# Units of the text and the grain and factor they step by; finer ones are for durations alone.
STEPS: dict[str, tuple[Grain, int]] = {
    "day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "weekend": ("weekend", 1),
    "month": ("month", 1), "quarter": ("quarter", 1), "year": ("year", 1), "decade": ("decade", 1),
    "century": ("century", 1),
}  # fmt: skip
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
                return days_of(there)
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


def days_of(point: Point) -> Days:
    """The days of a unit of the calendar; without bounds when its year is open."""
    if point.open_year or not point.is_possible:
        return Days(point.edtf, None, None)
    return Days(point.edtf, point.first.isoformat(), point.last.isoformat())


def _between(earliest: str | None, latest: str | None) -> Days:
    edtf = earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"
    return Days(edtf, earliest, latest)
