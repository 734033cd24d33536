"""What needs every article: who is who, what is one incident, who acts with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.corpus.copies import find_copies
from dateline.corpus.corrected_entities import correct_entities
from dateline.corpus.corrected_events import correct_events
from dateline.corpus.entities import ResolvedEntities, resolve_entities
from dateline.corpus.gathered import gather
from dateline.corpus.incidents import find_incidents
from dateline.corpus.link import LinkedRecord, Linker
from dateline.corpus.stories import FoundStories, find_stories
from dateline.corpus.ties import find_conflicts, find_ties
from dateline.corrections import Entry
from dateline.model import (
    ArticleRecord,
    Conflict,
    Correction,
    Event,
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
    edited: Mapping[str, LinkedRecord]  # article → its rows as corrections by hand leave them
    stories: FoundStories
    copy_of: Mapping[str, str]
    incident_of: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.linker.shelf)

    def __iter__(self) -> Iterator[LinkedRecord]:
        """The articles in the order of their ids: one at a time, so that memory never holds the folder."""
        for record in self.linker.shelf:
            article = record.article
            linked = self.edited.get(article.id) or self.linker.link(record)
            yield replace(
                linked,
                article=replace(
                    article,
                    story_id=self.stories.story_of[article.id],
                    story_reason=self.stories.reason_of.get(article.id),
                    copy_of=self.copy_of.get(article.id),
                ),
                events=tuple(
                    replace(event, incident_id=self.incident_of[event.id])
                    for event in linked.events
                ),
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


def resolve(
    records: Shelf | Iterable[ArticleRecord],
    entries: Sequence[Entry] = (),
    told: Collection[Correction] = (),
) -> Corpus:
    """The corpus of the records, which may come in any order.

    `entries` are the corrections, which apply in their order; `told` is what became of those about articles.
    """
    shelf = records if isinstance(records, Shelf) else Shelf.of(records)
    gathered = gather(shelf)
    corrected = correct_entities(shelf, resolve_entities(gathered), entries)
    people = corrected.people
    linker = Linker(shelf, people, corrected.moved)
    edited, rows = correct_events(linker.get, people, entries)
    copies = find_copies(gathered.sketches)
    stories = find_stories(gathered.terms, copies)
    events: list[Event] = []
    for record in shelf:
        linked = edited.get(record.article.id) or linker.link(record)
        events += linked.events
    incidents, incident_of = find_incidents(events, linker.entities, stories.story_of, copies)
    events = [replace(event, incident_id=incident_of[event.id]) for event in events]
    return Corpus(
        records=Resolved(linker, edited, stories, copies, incident_of),
        people=people,
        stories=stories.stories,
        incidents=incidents,
        conflicts=find_conflicts(events),
        ties=find_ties(events),
        corrections=tuple(
            sorted((*told, *corrected.corrections, *rows), key=lambda row: row.number)
        ),
    )
