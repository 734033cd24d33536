"""The stretch of time that a timeline shows: which, how to zoom and move it, and what to write under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.site.filters import Filters, first_day
from dateline.site.when import MONTHS

Step = Literal["day", "week", "month", "year", "decade"]

# the widest window, in days, that is drawn in bars of each step: never more than 150 bars, 6 pixels each
STEPS: tuple[tuple[int, Step], ...] = (
    (100, "day"),
    (800, "week"),
    (12 * 366, "month"),
    (150 * 366, "year"),
)
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)


@dataclass(frozen=True, slots=True)
class Window:
    """The days a timeline shows, from the first to the last inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def step(self) -> Step:
        """How long the bars are in which this window is drawn.

        >>> Window(date(2016, 1, 1), date(2016, 12, 31)).step
        'week'
        """
        return next((step for most, step in STEPS if self.days <= most), "decade")

    def zoomed(self, factor: float) -> Window:
        """This window around the same middle, `factor` times as long but one day at least.

        >>> Window(date(2016, 1, 1), date(2016, 1, 31)).zoomed(1 / 3)
        Window(first=datetime.date(2016, 1, 11), last=datetime.date(2016, 1, 20))
        """
        days = max(1, round(self.days * factor))
        middle = self.first.toordinal() + (self.days - 1) / 2
        return _window(round(middle - (days - 1) / 2), days)

    def moved(self, share: float) -> Window:
        """This window, later by a share of its length; earlier by a negative one."""
        days = max(1, round(self.days * abs(share)))
        return _window(self.first.toordinal() + (days if share > 0 else -days), self.days)

    def position(self, day: date) -> float:
        """Where a day begins: 0 at the window's beginning, 1 at its end."""
        return (day - self.first).days / self.days


def day_of(text: str) -> date:
    """A stored day as a date; one that calendars of four-digit years lack is the first or last they have.

    >>> day_of("2016-11-28"), day_of("-0044-03-15")
    (datetime.date(2016, 11, 28), datetime.date(1, 1, 1))
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return date.min if text < "1" else date.max


def window_of(filters: Filters, first: str | None, last: str | None) -> Window | None:
    """The window that the filters ask for; where they leave it open, from the first to the last day there is.

    None when nothing is asked and nothing is there.

    >>> window_of(Filters(start="2016-11", end="2016-11"), None, None)
    Window(first=datetime.date(2016, 11, 1), last=datetime.date(2016, 11, 30))
    """
    begin = day_of(first_day(filters.start)) if filters.start else None
    end = _end_of(filters.end) if filters.end else None
    begin = begin or (day_of(first) if first else end)
    end = end or (day_of(last) if last else begin)
    if begin is None or end is None:
        return None
    # what is asked for is kept: "from 2020" with nothing behind it is a window of one day
    return Window(begin, max(begin, end))


def ticks_of(window: Window) -> list[tuple[date, str]]:
    """Up to a dozen days to write under the axis, with what to write.

    >>> [label for _, label in ticks_of(Window(date(2016, 10, 20), date(2017, 1, 5)))]
    ['Nov 2016', 'Dec 2016', 'Jan 2017']
    """
    if window.days <= 45:
        every = next(n for n in (1, 2, 7) if window.days / n <= 11)
        days = [window.first + timedelta(days=n) for n in range(0, window.days, every)]
        return [(day, f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year:04}") for day in days]
    if window.days <= 12 * 366:
        months = next(n for n in (1, 2, 3, 6, 12) if window.days / (30 * n) <= 11 or n == 12)
        starts = _months(window, months)
        return [(day, f"{SHORT_MONTHS[day.month - 1]} {day.year:04}" if months < 12 else f"{day.year:04}")
                for day in starts]  # fmt: skip
    years = next(n for n in (2, 5, 10, 20, 50, 100, 500, 1000) if window.days / (365 * n) <= 12)
    marked = [y for y in range(window.first.year, window.last.year + 1) if y % years == 0 and y]
    return [(date(y, 1, 1), f"{y:04}") for y in marked if date(y, 1, 1) >= window.first]


def step_start(day: date, step: Step) -> date:
    if step == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if step == "month":
        return day.replace(day=1)
    if step == "year":
        return date(day.year, 1, 1)
    if step == "decade":
        return date(max(1, day.year // 10 * 10), 1, 1)
    return day


def next_step(day: date, step: Step) -> date:
    """The first day of the bar after; the last day calendars have when there is none."""
    try:
        if step == "month":
            return date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if step in ("year", "decade"):
            return date(day.year // 10 * 10 + 10 if step == "decade" else day.year + 1, 1, 1)
        return day + timedelta(days=7 if step == "week" else 1)
    except (OverflowError, ValueError):
        return date.max


def _window(first: int, days: int) -> Window:
    """A window of days by number, moved so far that calendars have it."""
    days = min(days, date.max.toordinal())
    begin = min(max(first, 1), date.max.toordinal() - days + 1)
    return Window(date.fromordinal(begin), date.fromordinal(begin + days - 1))


def _end_of(text: str) -> date:
    if len(text) == 10:
        return day_of(text)
    if len(text) == 4:
        return day_of(f"{text}-12-31")
    begin = day_of(f"{text}-01")
    return date.max if begin >= date(9999, 12, 1) else next_step(begin, "month") - timedelta(days=1)


def _months(window: Window, every: int) -> list[date]:
    first = window.first.year * 12 + window.first.month - 1
    last = window.last.year * 12 + window.last.month - 1
    days = [
        date(number // 12, number % 12 + 1, 1)
        for number in range(first, last + 1)
        if number % every == 0
    ]
    return [day for day in days if day >= window.first]
