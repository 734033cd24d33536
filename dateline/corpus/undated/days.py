"""The days something may have been on, and what the calendar says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.corpus.reports import Report

# A month or a day of no year, as EDTF has it, and a day of no week, as TIMEX3 has it
CALENDAR = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day something may have been on."""

    earliest: date
    latest: date

    @classmethod
    def of(cls, report: Report) -> Days:
        """The days of a report that has both."""
        return cls(date.fromisoformat(str(report.earliest)), date.fromisoformat(str(report.latest)))

    def within(self, other: Days) -> Days | None:
        """The days both allow; None when there is none."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Days(earliest, latest) if earliest <= latest else None

    def named(self, calendar: re.Match[str]) -> Days | None:
        """Those of a month, or the one day, that a date of no year names; None when there is none.

        >>> june = Days(date(2016, 6, 1), date(2016, 6, 30))
        >>> str(june.named(CALENDAR.fullmatch("XXXX-06-26")).earliest)
        '2016-06-26'
        """
        month, day = int(calendar[1]), int(calendar[2] or 0)
        found = [
            one
            for n in range((self.latest - self.earliest).days + 1)
            if (one := self.earliest + timedelta(n)).month == month and (not day or one.day == day)
        ]
        return Days(found[0], found[-1]) if found else None

    def falling_on(self, weekday: int) -> Days | None:
        """The one of them that falls on a weekday, Monday being 1; None when there is none, or are several."""
        days = (self.latest - self.earliest).days
        found = [
            one
            for n in range(min(days, 13) + 1)
            if (one := self.earliest + timedelta(n)).isoweekday() == weekday
        ]
        return Days(found[0], found[0]) if len(found) == 1 else None

    @property
    def in_words(self) -> str:
        """As in a sentence: on one day, or between two."""
        if self.earliest == self.latest:
            return f"on {self.earliest}"
        return f"between {self.earliest} and {self.latest}"


def days_of(reports: Iterable[Report]) -> Days:
    """The days that all of some reports allow, the narrowest first; one that contradicts them is left out."""
    first, *others = sorted(
        (Days.of(report) for report in reports), key=lambda d: (d.latest - d.earliest, d.earliest)
    )
    for days in others:
        first = first.within(days) or first
    return first


def by_days(reports: Iterable[Report]) -> list[tuple[Report, ...]]:
    """Reports whose days overlap, together: one visit in June, another in November."""
    groups: list[list[Report]] = []
    for report in sorted(reports, key=lambda r: (_length(Days.of(r)), r.earliest or "", r.id)):
        for group in groups:
            if days_of(group).within(Days.of(report)):
                group.append(report)
                break
        else:
            groups.append([report])
    return [tuple(group) for group in groups]


def _length(days: Days) -> timedelta:
    return days.latest - days.earliest
