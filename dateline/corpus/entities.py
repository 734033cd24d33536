"""Names of the whole folder → entities: one row for one person, whatever the spelling.

A name is the fullest form its article gives it. Two of them become one entity only by a rule that is
written into `merges` with its reason; what no rule joins stays apart. A name has one type in the whole
folder: the one that most of its mentions were given.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from dateline.columns import uncollected
from dateline.corpus.beside import unpacked
from dateline.corpus.candidates import Candidate, majority
from dateline.corpus.clusters import clustered
from dateline.corpus.gathered import Gathered
from dateline.corpus.joins import Join, listed_heads
from dateline.corpus.places import Location, locate, place_candidates
from dateline.corpus.speakers import with_stands_for
from dateline.corpus.suggestions import find_suggestions
from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.model import (
    Alias,
    Entity,
    EntityType,
    Merge,
    MergeSuggestion,
    PlaceCandidate,
)


@dataclass(frozen=True, slots=True)
class ResolvedEntities:
    """The rows, and the entity of each full name."""

    entities: tuple[Entity, ...]
    aliases: tuple[Alias, ...]
    merges: tuple[Merge, ...]
    suggestions: tuple[MergeSuggestion, ...]
    place_candidates: tuple[PlaceCandidate, ...]
    id_of: dict[str, str]


@uncollected()
def resolve_entities(gathered: Gathered) -> ResolvedEntities:
    """The entities of a folder, with their aliases and why names were joined."""
    candidates = gathered.candidates
    clusters = clustered(candidates)
    ids: dict[str, str] = {}
    taken: set[str] = set()
    entities, aliases, merges, places = [], [], [], []
    for members in clusters.groups():
        found = [candidates[name] for name in members]
        entity, location = _entity(found, taken, gathered.evidence)
        taken.add(entity.id)
        ids |= dict.fromkeys(members, entity.id)
        entities.append(entity)
        aliases += _aliases(entity, found)
        merges += _merges(entity, found, clusters.applied)
        places += place_candidates(entity.id, location)
    return ResolvedEntities(
        entities=with_stands_for(entities, {ids[name] for name in gathered.actors}),
        aliases=tuple(aliases),
        merges=tuple(merges),
        suggestions=find_suggestions(candidates, ids, {entity.id: entity for entity in entities}),
        place_candidates=tuple(places),
        id_of=ids,
    )


# ---------------------------------------------------------------- rows


def _entity(
    members: list[Candidate], taken: set[str], evidence: dict[str, list[bytes]]
) -> tuple[Entity, Location]:
    types: Counter[EntityType] = Counter()
    for found in members:
        types.update(found.types)
    kind = majority(types)
    name = _best_name(members, kind)
    said = [unpacked(article) for found in members for article in evidence.get(found.name, ())]
    place = locate(name, kind, said)
    entity = Entity(
        id=slug_of(name, kind, taken),
        name=name,
        type=kind,
        country=place.country or _country(members, kind),
        latitude=place.latitude,
        longitude=place.longitude,
        gazetteer_id=place.gazetteer_id,
        location_reason=place.reason if kind in {"place", "country"} else None,
        mention_count=sum(sum(found.forms.values()) for found in members),
        article_count=len(set[int]().union(*(found.articles for found in members))),
    )
    return entity, place


def _best_name(members: list[Candidate], kind: EntityType) -> str:
    """The name people use most among the full ones; a country's everyday name, a state's full one."""
    if kind == "country" and (iso3 := gazetteer.country_of(members[0].name)):
        return gazetteer.country_name(iso3) or members[0].name
    if kind == "place" and (state := gazetteer.division_of(members[0].name)):
        return state.name if gazetteer.is_region(state.name) else members[0].name
    best = max(
        members,
        key=lambda found: (
            found.name in listed_heads(),
            kind != "person" or " " in found.name,
            not found.name.isupper(),  # not LNA, and not the LONDON of a dateline
            found.forms[found.name],
            [-ord(char) for char in found.name],  # at last the first in the alphabet
        ),
    )
    return best.name


def _country(members: list[Candidate], kind: EntityType) -> str | None:
    """The country in an organization's own name, or in a metonym; null otherwise."""
    if kind not in {"organization", "group"}:
        return None
    for found in members:
        first = found.name.split()[0]
        iso3 = gazetteer.country_of_metonym(found.name) or gazetteer.country_of_demonym(first)
        if iso3:
            return iso3
    return None


def slug_of(name: str, kind: EntityType, taken: set[str]) -> str:
    """The id of a new entity: its name in small letters, told apart from those taken.

    >>> slug_of("Sirte", "place", {"sirte"})
    'sirte-place'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-") or "name"
    for choice in (slug, f"{slug}-{kind}"):
        if choice not in taken:
            return choice
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def _aliases(entity: Entity, members: list[Candidate]) -> list[Alias]:
    forms: Counter[str] = Counter()
    for found in members:
        forms.update(found.forms)
    return [
        Alias(entity_id=entity.id, alias=form, mention_count=count)
        for form, count in sorted(forms.items())
    ]


def _merges(
    entity: Entity, members: list[Candidate], applied: dict[str, list[Join]]
) -> list[Merge]:
    """A row for each name joined to another, in the article or across articles."""
    rows: list[tuple[str, str, str, str]] = []
    for found in members:
        joins = applied.get(found.name, [])
        rows += [(join.name, join.other, join.rule, join.reason) for join in joins]
        for short, rule in sorted(found.links.items()):
            reason = {
                "surname-in-article": f"the surname of the one {found.name} in the article",
                "acronym-in-article": f"the initials of {found.name} in the same article",
                "also-known-as": f"the article says that {found.name} is known as {short}",
                "defined-acronym": f"the article explains {short} as {found.name}",
                "fuller-name-in-article": f"the fuller name the article gives is {found.name}",
                "first-name-in-article": f"the first name of the one {found.name} in the article",
                "short-name-in-article": f"part of the one {found.name} in the article",
            }[rule]
            rows.append((found.name, short, rule, reason))
    return [
        Merge(
            id=f"{entity.id}-g{number}",
            entity_id=entity.id,
            name=name,
            merged_name=merged,
            rule=rule,
            score=round(token_sort_ratio(folded(name), folded(merged)) / 100, 3),
            reason=reason,
        )
        for number, (name, merged, rule, reason) in enumerate(sorted(rows), start=1)
    ]
