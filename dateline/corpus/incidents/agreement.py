"""The days that most sources agree on."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import NamedTuple

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"  # an open end


class Bounds(NamedTuple):
    """First and last day, as ISO days, both inclusive."""

    earliest: str
    latest: str

    @classmethod
    def of(cls, earliest: str | None, latest: str | None) -> Bounds:
        """Bounds either of which may be open."""
        return cls(earliest or FIRST_DAY, latest or LAST_DAY)

    @property
    def opened(self) -> tuple[str | None, str | None]:
        """First and last day, None for one that is open."""
        earliest = None if self.earliest == FIRST_DAY else self.earliest
        return earliest, None if self.latest == LAST_DAY else self.latest

    @property
    def days(self) -> int:
        """Days from the first to the last: 0 for a single day."""
        return (date.fromisoformat(self.latest) - date.fromisoformat(self.earliest)).days

    def holds(self, day: str) -> bool:
        """Whether the day lies within."""
        return self.earliest <= day <= self.latest

    def gap(self, other: Bounds) -> int:
        """Days between the two; 0 where they have a day in common.

        >>> Bounds("2016-11-01", "2016-11-03").gap(Bounds("2016-11-05", "2016-11-09"))
        2
        """
        if self.earliest <= other.latest and other.earliest <= self.latest:
            return 0
        first, second = sorted((self, other))
        return Bounds(first.latest, second.earliest).days


def agreed(told: Mapping[Bounds, Set[str]]) -> Bounds:
    """The narrowest bounds that the most sources agree on; where as many disagree, those of the earliest.

    `told` has the sources, by their ids, of each of the bounds; there is at least one. The result is never
    empty: it is what the bounds around one day have in common, and that day is within the bounds of as many
    sources as any day is.

    >>> november, week = Bounds("2016-11-01", "2016-11-30"), Bounds("2016-11-21", "2016-11-27")
    >>> june = Bounds("2016-06-01", "2016-06-30")
    >>> agreed({november: {"a"}, week: {"b"}, june: {"c"}})
    Bounds(earliest='2016-11-21', latest='2016-11-27')
    """
    if len(told) == 1:
        return next(iter(told))
    # where most bounds overlap, one of them begins
    day = min(
        {bounds.earliest for bounds in told},
        key=lambda day: _worth([b for b in told if b.holds(day)], told),
    )
    around = [bounds for bounds in told if bounds.holds(day)]
    return Bounds(max(b.earliest for b in around), min(b.latest for b in around))


def _worth(around: list[Bounds], told: Mapping[Bounds, Set[str]]) -> tuple[int, str, int, Bounds]:
    """Sorts the days that most sources allow first, then the earliest source's, then the narrowest."""
    sources = {source for bounds in around for source in told[bounds]}
    narrowest = min(around, key=lambda b: (b.days, b))
    return -len(sources), min(sources), narrowest.days, narrowest
