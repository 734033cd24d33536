"""What comparing finds, kept as it comes and read in the order in which it is written."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from dateline.columns import rows_like
from dateline.corpus.spool import Ordered, Rows, Spool, row_of
from dateline.corpus.ties import joined
from dateline.model import Conflict, Event, Incident, Tie

Values = tuple[Any, ...]  # of a row, as marshal takes it
NONE = -1


@dataclass(frozen=True, slots=True)
class Part:
    """What the reports of some stories tell of one another."""

    incidents: list[Values]
    conflicts: list[Values]
    ties: list[Values]
    # place of an article, and of its events in their order the incident, and why they are taken for one of it
    told: list[tuple[int, list[str], list[str | None]]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the reports of a folder tell of one another; rows by their ids."""

    incidents: Rows[Incident]
    conflicts: Rows[Conflict]
    ties: Rows[Tie]
    told: Spool
    told_at: array[int]  # place of an article → number in `told`

    def told_of(self, place: int, events: Sequence[Event]) -> tuple[Event, ...]:
        """The events of an article with their incidents."""
        _, incidents, reasons = self.told[self.told_at[place]]
        return rows_like(Event, events, incident_id=incidents, incident_reason=reasons)


class Findings:
    """Adds up the parts. Of a million articles memory holds twelve million bytes, and a run of rows."""

    def __init__(self, articles: int) -> None:
        self._incidents = Ordered(key=itemgetter(0))
        self._conflicts = Ordered(key=itemgetter(0))
        self._ties = Ordered(key=itemgetter(0, 1, 2))
        self._told = Spool()
        self._told_at = array("i", [NONE]) * articles

    def add(self, part: Part) -> None:
        """Keeps what some stories tell."""
        self._incidents.extend(part.incidents)
        self._conflicts.extend(part.conflicts)
        self._ties.extend(part.ties)
        for of_article in part.told:
            self._told_at[of_article[0]] = len(self._told)
            self._told.put(of_article)

    def has(self, place: int) -> bool:
        """Whether the story of an article was compared."""
        return self._told_at[place] != NONE

    def compared(self) -> Compared:
        """All that was found."""
        return Compared(
            Rows(Incident, (row_of(Incident, row) for row in self._incidents)),
            Rows(Conflict, (row_of(Conflict, row) for row in self._conflicts)),
            Rows(Tie, joined(row_of(Tie, row) for row in self._ties)),
            self._told,
            self._told_at,
        )
