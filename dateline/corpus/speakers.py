"""What speaks for a country: a building at all times, and a capital where it acts."""

from __future__ import annotations

from dateline.entities import gazetteer
from dateline.model import ArticleRecord, Entity


def actors_in(record: ArticleRecord) -> set[str]:
    """The full names of those who act or speak in some event or quote, and are not only where it happens."""
    mentions: set[str | None] = {quote.speaker_mention_id for quote in record.quotes}
    for event in record.events:
        mentions |= {source.mention_id for source in event.sources}
        mentions |= {p.mention_id for p in event.participants if p.role == "actor"}
    return {name.full_name for name in record.names if name.id in mentions}


def speaks_for(entity: Entity, acts: bool) -> str | None:
    """The country of a metonym, or of a capital that acts: "Moscow rejected", not "he was in Moscow"."""
    if iso3 := gazetteer.country_of_metonym(entity.name):
        return iso3
    if entity.type != "place" or not acts or entity.country is None:
        return None
    capital_of = gazetteer.country_of_capital(entity.name)
    return capital_of if capital_of == entity.country else None
