"""Merge, split, rename, retype, drop and locate: what a person knows of the entities that no rule does.

Entries apply in the order they stand, after every rule, so nothing joins what they part and no guard
keeps apart what they join. An entity that is changed keeps its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import get_args

from dateline.corpus.entities import ResolvedEntities
from dateline.corpus.places import locate
from dateline.corpus.roster import Done, Roster
from dateline.corpus.split import split
from dateline.corrections.entry import Entry, counted, told
from dateline.corrections.lookup import Unmatched
from dateline.model import ArticleRecord, Correction, Entity, EntityType


@dataclass(frozen=True, slots=True)
class CorrectedEntities:
    """The rows, the mentions that changed hands (None: dropped), and what became of each entry."""

    people: ResolvedEntities
    moved: dict[str, str | None]
    corrections: tuple[Correction, ...]


def correct_entities(
    records: Iterable[ArticleRecord], people: ResolvedEntities, entries: Iterable[Entry]
) -> CorrectedEntities:
    """The entities that the rules made, corrected."""
    entries = [entry for entry in entries if entry.kind in ACTIONS]
    if not entries:
        return CorrectedEntities(people, {}, ())
    roster = Roster.of(records, people)
    rows = []
    for entry in entries:
        try:
            did, problems = ACTIONS[entry.kind](roster, entry)
        except Unmatched as unmatched:
            did, problems = "", [str(unmatched)]
        rows.append(told(entry, did, problems))
    return CorrectedEntities(roster.result(people), roster.moved(), tuple(rows))


def _merge(roster: Roster, entry: Entry) -> Done:
    found: dict[str, Entity] = {}
    problems = []
    for words in entry.targets:
        try:
            entity = roster.find(words, entry.field("type"))
            found[entity.id] = entity
        except Unmatched as unmatched:
            problems.append(str(unmatched))
    if len(found) < 2:
        one = next(iter(found), None)
        if not problems:
            problems = [f"{' and '.join(entry.targets)} are one already ({one}); the entry can go"]
        raise Unmatched("; ".join(problems))
    first, *others = found.values()
    for other in others:
        roster.join(first, first.name, other.name, entry.why)
        stood_for = [e.id for e in roster.entities.values() if e.stands_for_id == other.id]
        roster.merges[first.id] += roster.merges.pop(other.id, [])
        roster.names[first.id] += roster.take(other.id)
        for key in stood_for:
            if key != first.id:
                roster.entities[key] = replace(roster.entities[key], stands_for_id=first.id)
        first = _located_by(roster.entities[first.id], other)
        roster.put(first, entry.why)
    names = ", ".join(f"{other.name} ({other.id})" for other in others)
    return f"joined {names} to {first.name} ({first.id})", problems


def _located_by(entity: Entity, other: Entity) -> Entity:
    """The entity, where the other is if only that is known."""
    agrees = entity.type == other.type and entity.country in (None, other.country)
    if entity.latitude is not None or not agrees:
        return entity
    return replace(
        entity,
        country=other.country,
        latitude=other.latitude,
        longitude=other.longitude,
        gazetteer_id=other.gazetteer_id,
    )


def _rename(roster: Roster, entry: Entry) -> Done:
    entity, name = roster.find(entry.target, entry.field("type")), entry.field("to") or ""
    if entity.name == name:
        raise Unmatched(f"{entity.id} is called {name!r} already; the entry can go")
    roster.settle(entity, entry)
    namesakes = sorted(roster.bearing(name) - {entity.id})
    problems = [
        f"{other} is called {name!r} too; merge them if they are one" for other in namesakes
    ]
    roster.join(entity, name, entity.name, entry.why)
    roster.put(replace(entity, name=name), entry.why)
    return f"{entity.id} was called {entity.name}", problems


def _retype(roster: Roster, entry: Entry) -> Done:
    entity, to = roster.find(entry.target, entry.field("type")), entry.field("to")
    kind: EntityType = next(kind for kind in get_args(EntityType) if kind == to)
    if entity.type == kind:
        raise Unmatched(f"{entity.name} ({entity.id}) is a {kind} already; the entry can go")
    roster.settle(entity, entry)
    place = locate(entity.name, kind, ())
    changed = replace(
        entity,
        type=kind,
        country=place.country if place else None if kind == "person" else entity.country,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        gazetteer_id=place.gazetteer_id if place else None,
    )
    roster.put(changed, entry.why)
    return f"{entity.id} was a {entity.type}", []


def _drop(roster: Roster, entry: Entry) -> Done:
    entity = roster.find(entry.target, entry.field("type"))
    spellings = ", ".join(sorted(roster.spellings(entity.id)))
    roster.gone[entity.id] = names = roster.take(entity.id)
    roster.merges.pop(entity.id, None)
    where = counted(len({name.article_id for name in names}), "article")
    return (
        f"removed {entity.name} ({entity.type}, {entity.id}): {counted(len(names), 'mention')} in"
        f" {where}, written {spellings}; what pointed to it keeps its words"
    ), []


def _locate(roster: Roster, entry: Entry) -> Done:
    entity = roster.find(entry.target, entry.field("type"))
    if entity.type not in {"place", "country"}:
        raise Unmatched(
            f"{entity.name} ({entity.id}) is a {entity.type}, no place; retype it first"
        )
    north, east = float(entry.field("latitude") or 0), float(entry.field("longitude") or 0)
    country = entry.field("country") or entity.country
    if (entity.latitude, entity.longitude, entity.country) == (north, east, country):
        raise Unmatched(f"{entity.name} ({entity.id}) is there already; the entry can go")
    roster.settle(entity, entry)
    changed = replace(entity, latitude=north, longitude=east, country=country, gazetteer_id=None)
    roster.put(changed, entry.why)
    known = entity.latitude is not None
    was = f"at {entity.latitude}, {entity.longitude}" if known else "without coordinates"
    return f"{entity.id} was {was}, country {entity.country or 'not known'}", []


ACTIONS: dict[str, Callable[[Roster, Entry], Done]] = {
    "merge": _merge,
    "split": split,
    "rename": _rename,
    "retype": _retype,
    "drop": _drop,
    "locate": _locate,
}
