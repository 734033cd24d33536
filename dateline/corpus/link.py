"""Puts the entity of each name into the rows that name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.model import (
    Article,
    ArticleRecord,
    Entity,
    Event,
    EventSource,
    Mention,
    Name,
    Participant,
    Position,
    Quote,
    Sentence,
    TimeExpression,
)


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """An article's rows with entities in place of names."""

    article: Article
    sentences: tuple[Sentence, ...]
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...]
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]


def link(
    record: ArticleRecord,
    id_of: Mapping[str, str],
    entities: dict[str, Entity],
    moved: Mapping[str, str | None],
) -> LinkedRecord:
    """The record's rows with their entity ids; see `Linker`."""
    of_mention = {
        name.id: entity_id
        for name in record.names
        if (entity_id := moved.get(name.id, id_of[name.full_name]))
    }
    positions = {
        (of_mention[row.mention_id], row.start): replace(row, entity_id=of_mention[row.mention_id])
        for row in record.positions
        if row.mention_id in of_mention
    }  # two names in one article may have one office, and be one
    return LinkedRecord(
        article=record.article,
        sentences=record.sentences,
        times=record.times,
        mentions=tuple(
            _mention(name, of_mention[name.id]) for name in record.names if name.id in of_mention
        ),
        positions=tuple(positions.values()),
        events=tuple(_event(event, of_mention, entities) for event in record.events),
        quotes=tuple(
            replace(quote, speaker_id=of_mention.get(quote.speaker_mention_id or ""))
            for quote in record.quotes
        ),
    )


def _mention(name: Name, entity_id: str) -> Mention:
    return Mention(
        id=name.id,
        entity_id=entity_id,
        article_id=name.article_id,
        sentence_id=name.sentence_id,
        start=name.start,
        end=name.end,
        text=name.text,
        kind=name.kind,
        rule=name.rule,
        confidence=name.confidence,
    )


def _event(event: Event, of_mention: dict[str, str], entities: dict[str, Entity]) -> Event:
    place_id = of_mention.get(event.place_mention_id or "")
    sources = tuple(_source(source, of_mention) for source in event.sources)
    return replace(
        event,
        attributed_to_id=sources[0].entity_id if sources else None,
        sources=sources,
        place_id=place_id,
        participants=tuple(_participant(p, of_mention, entities) for p in event.participants),
    )


def _source(row: EventSource, of_mention: dict[str, str]) -> EventSource:
    entity_id = of_mention.get(row.mention_id or "")
    return replace(row, entity_id=entity_id, mention_id=row.mention_id if entity_id else None)


def _participant(
    row: Participant, of_mention: dict[str, str], entities: dict[str, Entity]
) -> Participant:
    entity_id = of_mention.get(row.mention_id or "")
    country = row.country or (entities[entity_id].country if entity_id else None)
    linked_id = of_mention.get(row.linked_mention_id or "")
    mention_id = row.mention_id if entity_id else None
    return replace(
        row, entity_id=entity_id, linked_id=linked_id, mention_id=mention_id, country=country
    )
