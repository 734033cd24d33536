"""Points of the calendar, each as fine as it is known: a day, a week, a month … a century.

A point is a grain and a number on that grain's own line (days since year 1, months since year
0), so "two quarters earlier" is a subtraction and never invents a day. A point whose year
nobody told (`open_year`) has a value, such as XXXX-06-26, and no bounds. Nothing here reads the
clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Grain = Literal[
    "day", "weekend", "week", "month", "quarter", "half-year", "season", "year", "decade", "century"
]
# How many of each make a year; the grains that do not divide one are dealt with by name.
IN_A_YEAR: dict[Grain, int] = {"month": 12, "quarter": 4, "half-year": 2, "season": 4, "year": 1}
YEARS: dict[Grain, int] = {"decade": 10, "century": 100}
GRAINS: tuple[Grain, ...] = (
    "day", "weekend", "week", "month", "quarter", "half-year", "season", "year", "decade",
    "century",
)  # fmt: skip
SEASONS = ("SP", "SU", "FA", "WI")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A leap year and the ordinary one after it: what holds in both holds whatever the year was.
LEAP, ORDINARY = 2000, 2001


@dataclass(frozen=True, slots=True)
class Point:
    """One unit of the calendar. With `open_year`, of no particular year (held in the year 2000)."""

    grain: Grain
    index: int
    open_year: bool = False

    @property
    def year(self) -> int:
        """The year it lies in, or begins in."""
        if self.grain in IN_A_YEAR:
            return self.index // IN_A_YEAR[self.grain]
        if self.grain in YEARS:
            return self.index * YEARS[self.grain]
        return self.first.year

    @property
    def first(self) -> date:
        """Its first day. Winter 2016 begins on 1 December 2016; weeks begin on Monday."""
        match self.grain:
            case "day":
                return date.fromordinal(self.index)
            case "week":
                return date.fromordinal(self.index * 7 + 1)
            case "weekend":
                return date.fromordinal(self.index * 7 + 6)
            case "season":
                return date(self.index // 4, 3 * (self.index % 4) + 3, 1)
            case "decade" | "century":
                return date(max(self.year, 1), 1, 1)
        months = 12 // IN_A_YEAR[self.grain]
        return date(self.year, self.index * months % 12 + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.grain == "day":
            return self.first
        if self.grain == "weekend":
            return self.first + timedelta(1)
        if self.grain == "century":
            return date(self.year + 99, 12, 31)
        return Point(self.grain, self.index + 1).first - timedelta(1)

    @property
    def is_possible(self) -> bool:
        """Whether all of it lies in the years 1 to 9998, where days can be reckoned with."""
        if self.grain in ("day", "week", "weekend"):
            scale = 1 if self.grain == "day" else 7
            return 1 <= self.index * scale <= 3_651_000
        return 1 <= self.year <= (9998 if self.grain == "year" else 9890)

    def within(self, grain: Grain) -> Point | None:
        """The one unit of that grain that holds all of it; None when it is too coarse for that.

        >>> Point("month", 2017 * 12).within("year")
        Point(grain='year', index=2017, open_year=False)
        >>> Point("year", 2017).within("month") is None
        True
        """
        if grain == self.grain:
            return self
        if self.open_year and grain not in ("month", "quarter", "half-year", "season"):
            return None
        if not self.is_possible:
            return None
        one, other = _holding(self.first, grain), _holding(self.last, grain)
        return replace(one, open_year=self.open_year) if one == other else None

    def step(self, count: int) -> Point | None:
        """The unit that many units later; None when the calendar or an open year does not reach."""
        moved = replace(self, index=self.index + count)
        if not moved.is_possible:
            return None
        if not self.open_year:
            return moved
        return moved if moved.year == LEAP and _same_in_any_year(self, moved) else None

    @property
    def value(self) -> str:
        """Its TIMEX3 value.

        >>> Point("season", 2016 * 4 + 3).value, Point("decade", 199).value
        ('2016-WI', '199')
        """
        year = f"{self.year:04d}" if self.year > 0 else f"BC{1 - self.year:04d}"
        year = "XXXX" if self.open_year else year
        match self.grain:
            case "day":
                return f"{year}-{self.first:%m-%d}"
            case "week" | "weekend":
                iso = (self.first - timedelta(self.first.weekday())).isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}" + (
                    "-WE" if self.grain == "weekend" else ""
                )
            case "month":
                return f"{year}-{self.index % 12 + 1:02d}"
            case "quarter":
                return f"{year}-Q{self.index % 4 + 1}"
            case "half-year":
                return f"{year}-H{self.index % 2 + 1}"
            case "season":
                return f"{year}-{SEASONS[self.index % 4]}"
            case "decade":
                return f"{self.index:03d}"
            case "century":
                return f"{self.index:02d}"
        return year

    @property
    def edtf(self) -> str | None:
        """Its EDTF string; None where EDTF has no form for it (a season of no known year)."""
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        match self.grain:
            case "day" | "month":
                return self.value
            case "year":
                return "XXXX" if self.open_year else year
            case "week" | "weekend":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
            case "decade":
                return f"{self.index:03d}X"
            case "century":
                return f"{self.index:02d}XX"
        if self.open_year:
            return None
        first = {"season": 21, "quarter": 33, "half-year": 40}[self.grain]
        return f"{year}-{first + self.index % IN_A_YEAR[self.grain]}"

    @property
    def words(self) -> str:
        """As a reader would say it.

        >>> Point("day", date(2017, 1, 16).toordinal()).words
        'Monday 16 January 2017'
        """
        of_year = "" if self.open_year else f" {self.year}"
        match self.grain:
            case "day":
                day = f"{self.first.day} {MONTHS[self.first.month - 1]}"
                return day if self.open_year else f"{WEEKDAYS[self.first.weekday()]} {day}{of_year}"
            case "week" | "weekend":
                return f"the {self.grain} of {point_of(self.first).words}"
            case "month":
                return MONTHS[self.index % 12] + of_year
            case "quarter" | "half-year":
                nth = ("first", "second", "third", "fourth")[self.index % IN_A_YEAR[self.grain]]
                name = "quarter" if self.grain == "quarter" else "half"
                return f"{nth} {name}" if self.open_year else f"the {nth} {name} of{of_year}"
            case "season":
                return ("spring", "summer", "autumn", "winter")[self.index % 4] + of_year
            case "decade":
                return f"the {self.year}s"
            case "century":
                return f"the years {self.year} to {self.year + 99}"
        return str(self.year) if self.year > 0 else f"{1 - self.year} BC"


def point_of(day: date) -> Point:
    """The point that is this day."""
    return Point("day", day.toordinal())


def calendar_point(year: int | None, grain: Grain, number: int = 0, day: int = 0) -> Point | None:
    """The nth month, quarter, half, season or the day of that year; None when there is none such.

    >>> calendar_point(2017, "month", 2).value, calendar_point(None, "day", 6, 26).value
    ('2017-02', 'XXXX-06-26')
    >>> calendar_point(2017, "day", 2, 30) is None
    True
    """
    where, open_year = (LEAP, True) if year is None else (year, False)
    if grain == "day":
        try:
            return Point("day", date(where, number, day).toordinal(), open_year)
        except ValueError:
            return None
    point = Point(grain, where * IN_A_YEAR[grain] + max(number - 1, 0), open_year)
    return point if grain == "year" or point.is_possible else None


def _holding(day: date, grain: Grain) -> Point:
    """The unit of that grain the day lies in; for a weekend, that of its week."""
    match grain:
        case "day":
            return point_of(day)
        case "week" | "weekend":
            return Point(grain, (day.toordinal() - 1) // 7)
        case "season":
            return Point(grain, (day.year * 12 + day.month - 3) // 3)
        case "decade" | "century":
            return Point(grain, day.year // YEARS[grain])
    months = 12 // IN_A_YEAR[grain]
    return Point(grain, (day.year * 12 + day.month - 1) // months)


def _same_in_any_year(start: Point, end: Point) -> bool:
    """Whether a step between days of an open year crosses no 29 February."""
    if start.grain != "day":
        return True
    leap_day = date(LEAP, 2, 29).toordinal()
    return (start.index < leap_day) == (end.index < leap_day) and leap_day not in (
        start.index, end.index,
    )  # fmt: skip


def parse_point(text: str) -> Point | None:
    """The point an ISO date names, as precisely as it is written; None when it names none.

    >>> [parse_point(day).value for day in ("2017", "2017-01", "2017-02-02T14:21")]
    ['2017', '2017-01', '2017-02-02']
    """
    parts = text.strip().split("T")[0].split(" ")[0].split("-")
    widths = [len(part) for part in parts]
    if widths != [4, 2, 2][: len(parts)] or not all(
        part.isascii() and part.isdigit() for part in parts
    ):
        return None
    numbers = [int(part) for part in parts]
    if not 1000 <= numbers[0] <= 9000 or (len(numbers) > 1 and not 1 <= numbers[1] <= 12):
        return None
    grain: Grain = ("year", "month", "day")[len(parts) - 1]
    point = calendar_point(numbers[0], grain, *numbers[1:])
    return point if point and point.is_possible else None
