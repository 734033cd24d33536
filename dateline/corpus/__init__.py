"""What needs every article: who is who, what is one incident, who acts with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dateline.corpus.corrected_entities import correct_entities
from dateline.corpus.corrected_events import correct_events
from dateline.corpus.entities import ResolvedEntities, resolve_entities
from dateline.corpus.incidents import find_incidents
from dateline.corpus.link import LinkedRecord, link
from dateline.corpus.stories import find_copies, find_stories
from dateline.corpus.ties import find_conflicts, find_ties
from dateline.corrections import Entry
from dateline.model import Article, ArticleRecord, Conflict, Correction, Incident, Story, Tie

__all__ = ["Corpus", "resolve"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The records of a folder with everything that only the folder can tell."""

    articles: tuple[Article, ...]
    records: tuple[LinkedRecord, ...]
    people: ResolvedEntities
    stories: tuple[Story, ...]
    incidents: tuple[Incident, ...]
    conflicts: tuple[Conflict, ...]
    ties: tuple[Tie, ...]
    corrections: tuple[Correction, ...]


def resolve(
    records: Collection[ArticleRecord],
    entries: Sequence[Entry] = (),
    told: Collection[Correction] = (),
) -> Corpus:
    """The corpus of the records, which may come in any order.

    `entries` are the corrections, which apply in their order; `told` is what became of those about articles.
    """
    records = sorted(records, key=lambda record: record.article.id)
    corrected = correct_entities(records, resolve_entities(records), entries)
    people = corrected.people
    entities = {entity.id: entity for entity in people.entities}
    linked, edited = correct_events(
        [link(record, people.id_of, entities, corrected.moved) for record in records],
        people,
        entries,
    )
    articles = [record.article for record in records]
    copies = find_copies(articles)
    named = {
        r.record.article.id: Counter(m.entity_id for m in r.mentions if m.kind == "name")
        for r in linked
    }
    stories, story_of = find_stories(articles, named, copies)
    events = [event for record in linked for event in record.events]
    incidents, incident_of = find_incidents(events, entities, story_of, copies)
    linked = [
        replace(r, events=tuple(replace(e, incident_id=incident_of[e.id]) for e in r.events))
        for r in linked
    ]
    events = [event for record in linked for event in record.events]
    return Corpus(
        articles=tuple(
            replace(a, story_id=story_of[a.id], copy_of=copies.get(a.id)) for a in articles
        ),
        records=tuple(linked),
        people=people,
        stories=stories,
        incidents=incidents,
        conflicts=find_conflicts(events),
        ties=find_ties(events),
        corrections=tuple(
            sorted((*told, *corrected.corrections, *edited), key=lambda row: row.number)
        ),
    )
