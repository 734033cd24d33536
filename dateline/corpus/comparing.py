"""What the reports of a story tell of one another, some stories at a time: here, or in several processes.

Stories do not touch, so each batch of them can be compared anywhere; memory never holds the reports of a folder.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from dateline.columns import uncollected
from dateline.corpus.conflicts import Comparer, find_conflicts
from dateline.corpus.findings import Compared, Findings, Part
from dateline.corpus.incidents import Incidents, find_incidents
from dateline.corpus.link import LinkedRecord
from dateline.corpus.linker import Linker, Unlinked
from dateline.corpus.placed import NONE, Placed
from dateline.corpus.reports import Report, reports_of
from dateline.corpus.spool import values_of
from dateline.corpus.ties import find_ties
from dateline.corpus.undated import Window, find_windows
from dateline.crew import Run, default_workers
from dateline.model import Entity

AT_ONCE = 400_000  # bytes of packed records, at least: sixty articles, compared in a quarter second
# Two seconds start a process, which then compares six hundred articles in that time
WORTH_A_POOL = 2_000  # articles


@dataclass(frozen=True, slots=True)
class Batch:
    """All articles of some stories, with what comparing them needs and no more."""

    places: tuple[int, ...]  # of the articles, in the order of the stories
    articles: Unlinked
    undated: frozenset[str]  # of the articles those that are to be dated
    story_of: dict[str, str]
    original_of: dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the articles of a batch tell."""

    places: tuple[int, ...]
    reports: dict[str, list[Report]]  # by article
    undated: tuple[LinkedRecord, ...]
    entities: dict[str, Entity]
    story_of: dict[str, str]
    original_of: dict[str, str]
    published: dict[str, tuple[str | None, str | None]]

    @classmethod
    def by(cls, batch: Batch) -> Told:
        """The reports of a batch's articles, which are put in touch with their entities here."""
        reports, published = dict[str, list[Report]](), dict[str, tuple[str | None, str | None]]()
        undated, entities = list[LinkedRecord](), batch.articles.entities
        for linked in batch.articles.linked():
            article = linked.article
            published[article.id] = article.published_earliest, article.published_latest
            reports[article.id] = reports_of(
                linked.events, linked.sentences, linked.mentions, entities
            )
            if article.id in batch.undated:
                undated.append(linked)
        return cls(
            batch.places, reports, tuple(undated), entities, batch.story_of, batch.original_of, published
        )  # fmt: skip

    @property
    def everything(self) -> list[Report]:
        """The reports of all its articles."""
        return list(chain.from_iterable(self.reports.values()))

    @property
    def found(self) -> Incidents:
        """The incidents of its stories."""
        return find_incidents(
            self.everything, self.entities, self.story_of, self.original_of, self.published
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """The stories of a folder, and what runs their comparison."""

    linker: Linker
    placed: Placed
    run: Run
    findings: Findings

    def windows(self, undated: Collection[str]) -> dict[str, Window]:
        """When undated articles were published, for those that something bounds; see corpus.undated.

        A story of which nothing is bounded is compared with that: in a folder without dates that is half of
        the work.
        """
        places = (bisect_left(self.linker.shelf.ids, article_id) for article_id in undated)
        stories = sorted({self.placed.story_of[place] for place in places})
        windows: dict[str, Window] = {}
        for found, part in self.run(windows_of, self._batches(stories, set(undated))):
            windows |= found
            self.findings.add(part)
        return dict(sorted(windows.items()))

    def compared(self) -> Compared:
        """The incidents, conflicts and ties of all stories, whatever the number of processes."""
        placed, findings = self.placed, self.findings
        left = (
            story
            for story in range(len(placed.stories))
            if not findings.has(placed.members[placed.starts[story]])
        )
        for part in self.run(compare, self._batches(left, frozenset())):
            findings.add(part)
        return findings.compared()

    def _batches(self, stories: Iterable[int], undated: Set[str]) -> Iterator[Batch]:
        """All articles of these stories, in batches of whole stories."""
        placed, some, held = self.placed, list[int](), 0
        for story in stories:
            members = placed.members[placed.starts[story] : placed.starts[story + 1]]
            some += members
            held += sum(self.linker.shelf.size_of(self.linker.shelf.ids[n]) for n in members)
            if held >= AT_ONCE:
                yield self._batch(some, undated)
                some, held = [], 0
        if some:
            yield self._batch(some, undated)

    def _batch(self, places: Sequence[int], undated: Set[str]) -> Batch:
        all_ids, placed = self.linker.shelf.ids, self.placed
        ids = {place: all_ids[place] for place in places}
        return Batch(
            places=tuple(places),
            articles=self.linker.unlinked(ids.values()),
            undated=frozenset(undated & set(ids.values())),
            story_of={ids[n]: placed.story_ids[placed.story_of[n]] for n in places},
            original_of={
                ids[n]: all_ids[placed.copy_of[n]] for n in places if placed.copy_of[n] != NONE
            },
        )


def comparers(articles: int) -> int:
    """As many processes as cores, for a folder that is worth them.

    >>> comparers(5)
    1
    """
    return default_workers(articles, WORTH_A_POOL)


@uncollected()
def compare(batch: Batch) -> Part:
    """The incidents, conflicts and ties of some stories."""
    told = Told.by(batch)
    return _part(told, told.found, frozenset())


@uncollected()
def windows_of(batch: Batch) -> tuple[dict[str, Window], Part]:
    """When the undated articles of some stories were published, and all of the stories where nothing says it."""
    told = Told.by(batch)
    found = told.found
    windows = find_windows(
        told.undated, told.entities, told.reports, told.story_of, found.incident_of
    )
    return windows, _part(told, found, {told.story_of[article_id] for article_id in windows})


def _part(told: Told, found: Incidents, moved: Set[str]) -> Part:
    """The rows of the stories, but of those whose dates move."""
    of_article = {
        place: own
        for place, (article_id, own) in zip(told.places, told.reports.items(), strict=True)
        if told.story_of[article_id] not in moved
    }
    reports = list(chain.from_iterable(of_article.values()))
    incidents = tuple(row for row in found.incidents if row.story_id not in moved)
    comparer = Comparer(found.incident_of, told.story_of, told.original_of, told.entities)
    return Part(
        [values_of(row) for row in incidents],
        [values_of(row) for row in find_conflicts(reports, comparer)],
        [
            values_of(row)
            for row in find_ties(replace(found, incidents=incidents), reports, told.entities)
        ],
        [
            (
                place,
                [found.incident_of[report.id] for report in own],
                [found.reason_of.get(report.id) for report in own],
            )
            for place, own in of_article.items()
        ],
    )
