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
from dateline.corpus.linker import Linker
from dateline.corpus.placed import NONE, Placed
from dateline.corpus.reports import Report
from dateline.corpus.spool import values_of
from dateline.corpus.ties import find_ties
from dateline.corpus.undated import Window, find_windows
from dateline.corpus.undated.elsewhere import names_of
from dateline.crew import Run, default_workers
from dateline.model import Article, Entity

AT_ONCE = (
    500  # reports of a batch, at least: what fifty articles tell, compared in a quarter second
)
# Two seconds start a process, which then compares six hundred articles in that time
WORTH_A_POOL = 2_000  # articles


# Place of an article, the article, its reports, and all its rows where they are needed
_Told = tuple[int, Article, list[Report], LinkedRecord | None]


@dataclass(frozen=True, slots=True)
class Batch:
    """All articles of some stories, with what comparing them needs and no more."""

    places: tuple[int, ...]  # of the articles, in the order of their ids
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
        """All articles of these stories, in batches of whole stories; those undated with all their rows."""
        placed = self.placed
        some = list[_Told]()
        held = 0
        for story in stories:
            for place in placed.members[placed.starts[story] : placed.starts[story + 1]]:
                linked = self.linker[self.linker.shelf.ids[place]]
                reports = self.linker.reports_in(linked)
                is_undated = linked.article.id in undated
                some.append((place, linked.article, reports, linked if is_undated else None))
                held += len(reports)
            if held >= AT_ONCE:
                yield self._batch(some)
                some, held = [], 0
        if some:
            yield self._batch(some)

    def _batch(self, some: Sequence[_Told]) -> Batch:
        articles = {place: article for place, article, _, _ in some}
        undated = tuple(linked for *_, linked in some if linked)
        named = {i for _, _, reports, _ in some for report in reports for i in _named(report)}
        named |= {i for linked in undated for event in linked.events for i in names_of(event)}
        ids, placed = self.linker.shelf.ids, self.placed
        return Batch(
            places=tuple(articles),
            reports={article.id: reports for _, article, reports, _ in some},
            undated=undated,
            entities={i: self.linker.entities[i] for i in sorted(named)},
            story_of={a.id: placed.story_ids[placed.story_of[n]] for n, a in articles.items()},
            original_of={
                article.id: ids[placed.copy_of[place]]
                for place, article in articles.items()
                if placed.copy_of[place] != NONE
            },
            published={a.id: (a.published_earliest, a.published_latest) for a in articles.values()},
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
    return _part(batch, batch.found, frozenset())


@uncollected()
def windows_of(batch: Batch) -> tuple[dict[str, Window], Part]:
    """When the undated articles of some stories were published, and all of the stories where nothing says it."""
    found = batch.found
    windows = find_windows(
        batch.undated, batch.entities, batch.reports, batch.story_of, found.incident_of
    )
    return windows, _part(batch, found, {batch.story_of[article_id] for article_id in windows})


def _part(batch: Batch, found: Incidents, moved: Set[str]) -> Part:
    """The rows of the stories, but of those whose dates move."""
    of_article = {
        place: reports
        for place, (article_id, reports) in zip(batch.places, batch.reports.items(), strict=True)
        if batch.story_of[article_id] not in moved
    }
    told = list(chain.from_iterable(of_article.values()))
    incidents = tuple(row for row in found.incidents if row.story_id not in moved)
    comparer = Comparer(found.incident_of, batch.story_of, batch.original_of, batch.entities)
    return Part(
        [values_of(row) for row in incidents],
        [values_of(row) for row in find_conflicts(told, comparer)],
        [
            values_of(row)
            for row in find_ties(replace(found, incidents=incidents), told, batch.entities)
        ],
        [
            (
                place,
                [found.incident_of[report.id] for report in reports],
                [found.reason_of.get(report.id) for report in reports],
            )
            for place, reports in of_article.items()
        ],
    )


def _named(report: Report) -> Iterator[str]:
    yield from (*report.actors, *report.recipients, *report.linked, *report.cities)
    if report.place_id:
        yield report.place_id
