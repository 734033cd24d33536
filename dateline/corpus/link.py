"""Puts the entity of each name into the rows that name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from dateline.columns import grouped, rows_like
from dateline.model import (
    Article,
    ArticleRecord,
    Entity,
    Event,
    EventSource,
    Mention,
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
    entities: Mapping[str, Entity],
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
    named = [name for name in record.names if name.id in of_mention]
    return LinkedRecord(
        article=record.article,
        sentences=record.sentences,
        times=record.times,
        mentions=rows_like(Mention, named, entity_id=[of_mention[name.id] for name in named]),
        positions=tuple(positions.values()),
        events=_events(record.events, of_mention, entities),
        quotes=rows_like(
            Quote, record.quotes, speaker_id=_ids(of_mention, "speaker_mention_id", record.quotes)
        ),
    )


def _events(
    events: tuple[Event, ...], of_mention: dict[str, str], entities: Mapping[str, Entity]
) -> tuple[Event, ...]:
    """The events; what belongs to them is linked for all of them at once."""
    sources = _sources([row for event in events for row in event.sources], of_mention)
    sources_of = grouped(sources, [len(event.sources) for event in events])
    participants = [row for event in events for row in event.participants]
    participants_of = grouped(
        _participants(participants, of_mention, entities),
        [len(event.participants) for event in events],
    )
    return rows_like(
        Event,
        events,
        attributed_to_id=[rows[0].entity_id if rows else None for rows in sources_of],
        sources=sources_of,
        place_id=_ids(of_mention, "place_mention_id", events),
        participants=participants_of,
    )


def _sources(rows: list[EventSource], of_mention: dict[str, str]) -> tuple[EventSource, ...]:
    ids = _ids(of_mention, "mention_id", rows)
    return rows_like(EventSource, rows, entity_id=ids, mention_id=_named_by(rows, ids))


def _participants(
    rows: list[Participant], of_mention: dict[str, str], entities: Mapping[str, Entity]
) -> tuple[Participant, ...]:
    ids = _ids(of_mention, "mention_id", rows)
    return rows_like(
        Participant,
        rows,
        entity_id=ids,
        linked_id=_ids(of_mention, "linked_mention_id", rows),
        mention_id=_named_by(rows, ids),
        country=[
            row.country or (entities[entity_id].country if entity_id else None)
            for row, entity_id in zip(rows, ids, strict=True)
        ],
    )


def _ids(of_mention: dict[str, str], field: str, rows: Sequence[object]) -> list[str | None]:
    """The entity of the mention that a field of each row names; None where there is none."""
    return [of_mention.get(mention or "") for mention in map(attrgetter(field), rows)]


def _named_by(
    rows: Iterable[EventSource | Participant], ids: Iterable[str | None]
) -> list[str | None]:
    """The mention of each row, where that one has an entity."""
    return [row.mention_id if entity_id else None for row, entity_id in zip(rows, ids, strict=True)]
