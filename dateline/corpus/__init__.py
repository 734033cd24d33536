"""What needs every article: who is who, what is one incident, who acts with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from dateline.analysis import analyse
from dateline.columns import uncollected
from dateline.corpus.conflicts import Comparer, find_conflicts
from dateline.corpus.copies import find_copies
from dateline.corpus.corrected_entities import correct_entities
from dateline.corpus.entities import ResolvedEntities, resolve_entities
from dateline.corpus.gathered import gather
from dateline.corpus.incidents import Incidents, find_incidents
from dateline.corpus.link import LinkedRecord
from dateline.corpus.linker import Linker
from dateline.corpus.stories import FoundStories, find_stories
from dateline.corpus.ties import find_ties
from dateline.corpus.undated import find_windows
from dateline.corpus.undated.reading import Read, infer_dates
from dateline.corrections import Entry
from dateline.model import (
    Article,
    ArticleRecord,
    Conflict,
    Correction,
    Incident,
    Story,
    Tie,
)
from dateline.shelf import Shelf

__all__ = ["Corpus", "Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rows of each article, with all that only the folder can tell; made anew when they are asked for."""

    linker: Linker
    stories: FoundStories
    copy_of: Mapping[str, str]
    incidents: Incidents

    def __len__(self) -> int:
        return len(self.linker.shelf)

    def __iter__(self) -> Iterator[LinkedRecord]:
        """The articles in the order of their ids: one at a time, so that memory never holds the folder."""
        for linked in self.linker:
            article = linked.article
            yield replace(
                linked,
                article=replace(
                    article,
                    story_id=self.stories.story_of[article.id],
                    story_reason=self.stories.reason_of.get(article.id),
                    copy_of=self.copy_of.get(article.id),
                ),
                events=tuple(self.incidents.told_of(event) for event in linked.events),
            )


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with everything that only all of its articles together can tell."""

    records: Resolved
    people: ResolvedEntities
    stories: tuple[Story, ...]
    incidents: tuple[Incident, ...]
    conflicts: tuple[Conflict, ...]
    ties: tuple[Tie, ...]
    corrections: tuple[Correction, ...]


def analyse_each(articles: Iterable[Article]) -> Iterator[ArticleRecord]:
    """The records of some articles, made in this process."""
    return (analyse(article) for article in articles)


@uncollected()
def resolve(
    records: Shelf | Iterable[ArticleRecord],
    entries: Sequence[Entry] = (),
    told: Collection[Correction] = (),
    read: Read = analyse_each,
) -> Corpus:
    """The corpus of the records, which may come in any order.

    `entries` are the corrections, which apply in their order; `told` is what became of those about articles.
    `read` analyses articles: those whose publication is inferred are read again (corpus.undated.reading).
    """
    shelf = records if isinstance(records, Shelf) else Shelf.of(records)
    gathered = gather(shelf)
    corrected = correct_entities(shelf, resolve_entities(gathered), entries)
    people = corrected.people
    linker = Linker(shelf, people, corrected.moved, entries)
    copies = find_copies(gathered.sketches)
    stories = find_stories(gathered.terms, copies)
    reports = {article_id: linker.reports_of(article_id) for article_id in shelf.ids}
    published = {sketch.id: (sketch.earliest, sketch.latest) for sketch in gathered.sketches}
    with_undated = {stories.story_of[article_id] for article_id in gathered.undated}
    first = find_incidents(
        chain.from_iterable(
            rows for key, rows in reports.items() if stories.story_of[key] in with_undated
        ),
        linker.entities,
        stories.story_of,
        copies,
        published,
    )
    windows = find_windows(linker, gathered.undated, reports, stories.story_of, first.incident_of)
    if windows:
        infer_dates(shelf, windows, read)
        linker.correct()
        reports |= {article_id: linker.reports_of(article_id) for article_id in windows}
    published |= {article_id: window.bounds for article_id, window in windows.items()}
    everything = list(chain.from_iterable(reports.values()))
    found = find_incidents(everything, linker.entities, stories.story_of, copies, published)
    comparer = Comparer(found.incident_of, stories.story_of, copies, linker.entities)
    return Corpus(
        records=Resolved(linker, stories, copies, found),
        people=people,
        stories=stories.stories,
        incidents=found.incidents,
        conflicts=find_conflicts(everything, comparer),
        ties=find_ties(found, everything, linker.entities),
        corrections=tuple(
            sorted((*told, *corrected.corrections, *linker.corrections), key=lambda row: row.number)
        ),
    )
