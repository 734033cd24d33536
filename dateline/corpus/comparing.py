"""What the reports of a story tell of one another, some stories at a time: here, or in several processes.

Stories do not touch, so each batch of them can be compared anywhere; memory never holds the reports of a folder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from dateline.columns import uncollected
from dateline.corpus.conflicts import Comparer, find_conflicts
from dateline.corpus.incidents import Incidents, find_incidents
from dateline.corpus.link import LinkedRecord
from dateline.corpus.linker import Linker
from dateline.corpus.reports import Report
from dateline.corpus.ties import find_ties, joined
from dateline.corpus.undated import Window, find_windows
from dateline.corpus.undated.elsewhere import names_of
from dateline.crew import Run, default_workers
from dateline.model import Conflict, Entity, Tie

AT_ONCE = (
    500  # reports of a batch, at least: what fifty articles tell, compared in a quarter second
)
# Two seconds start a process, which then compares six hundred articles in that time
WORTH_A_POOL = 2_000  # articles

Published = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Batch:
    """All articles of some stories, with what comparing them needs and no more."""

    reports: dict[str, list[Report]]  # by article
    undated: tuple[LinkedRecord, ...]
    entities: dict[str, Entity]
    story_of: dict[str, str]
    original_of: dict[str, str]
    published: dict[str, tuple[str | None, str | None]]

    @property
    def everything(self) -> list[Report]:
        """The reports of all its articles."""
        return list(chain.from_iterable(self.reports.values()))

    @property
    def incidents(self) -> Incidents:
        """The incidents of its stories."""
        return find_incidents(
            self.everything, self.entities, self.story_of, self.original_of, self.published
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """What the reports of some stories tell of one another."""

    incidents: Incidents
    conflicts: tuple[Conflict, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """The stories of a folder, and what runs their comparison."""

    linker: Linker
    story_of: Mapping[str, str]
    original_of: Mapping[str, str]
    run: Run

    def windows(self, undated: Collection[str], published: Published) -> dict[str, Window]:
        """When undated articles were published, for those that something bounds; see corpus.undated."""
        wanted = {self.story_of[article_id] for article_id in undated}
        found = self.run(windows_of, self._batches(wanted, published, undated))
        return dict(sorted(chain.from_iterable(windows.items() for windows in found)))

    def compared(self, published: Published) -> Compared:
        """The incidents, conflicts and ties of all stories, whatever the number of processes."""
        wanted = set(self.story_of.values())
        found = list(self.run(compare, self._batches(wanted, published, ())))
        incidents = (incident for part in found for incident in part.incidents.incidents)
        conflicts = (conflict for part in found for conflict in part.conflicts)
        return Compared(
            Incidents(
                tuple(sorted(incidents, key=lambda incident: incident.id)),
                _merged(part.incidents.incident_of for part in found),
                _merged(part.incidents.reason_of for part in found),
            ),
            tuple(sorted(conflicts, key=lambda conflict: conflict.id)),
            joined(tie for part in found for tie in part.ties),
        )

    def _batches(
        self, stories: Collection[str], published: Published, undated: Collection[str]
    ) -> Iterator[Batch]:
        """All articles of these stories, in batches of whole stories; those undated with all their rows."""
        articles_of: dict[str, list[str]] = defaultdict(list)
        for article_id, story_id in self.story_of.items():
            if story_id in stories:
                articles_of[story_id].append(article_id)
        unknown = set(undated)
        reports: dict[str, list[Report]] = {}
        held = 0
        for story_id in sorted(articles_of):
            for article_id in articles_of.pop(story_id):
                reports[article_id] = self.linker.reports_of(article_id)
                held += len(reports[article_id])
            if held >= AT_ONCE or not articles_of:
                some = [self.linker[article_id] for article_id in reports if article_id in unknown]
                yield self._batch(reports, some, published)
                reports, held = {}, 0

    def _batch(
        self, reports: dict[str, list[Report]], undated: list[LinkedRecord], published: Published
    ) -> Batch:
        named = {i for told in reports.values() for report in told for i in _named(report)}
        named |= {i for linked in undated for event in linked.events for i in names_of(event)}
        return Batch(
            reports=reports,
            undated=tuple(undated),
            entities={i: self.linker.entities[i] for i in sorted(named)},
            story_of={key: self.story_of[key] for key in reports},
            original_of={k: self.original_of[k] for k in reports if k in self.original_of},
            published={key: published[key] for key in reports},
        )


def comparers(articles: int) -> int:
    """As many processes as cores, for a folder that is worth them.

    >>> comparers(5)
    1
    """
    return default_workers(articles, WORTH_A_POOL)


@uncollected()
def compare(batch: Batch) -> Compared:
    """The incidents, conflicts and ties of some stories."""
    found, told = batch.incidents, batch.everything
    comparer = Comparer(found.incident_of, batch.story_of, batch.original_of, batch.entities)
    return Compared(found, find_conflicts(told, comparer), find_ties(found, told, batch.entities))


@uncollected()
def windows_of(batch: Batch) -> dict[str, Window]:
    """When the undated articles of some stories were published."""
    return find_windows(
        batch.undated, batch.entities, batch.reports, batch.story_of, batch.incidents.incident_of
    )


def _named(report: Report) -> Iterator[str]:
    yield from (*report.actors, *report.recipients, *report.linked, *report.cities)
    if report.place_id:
        yield report.place_id


def _merged(parts: Iterable[dict[str, str]]) -> dict[str, str]:
    whole: dict[str, str] = {}
    for part in parts:
        whole |= part
    return whole
