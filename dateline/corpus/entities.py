"""Names of the whole folder → entities: one row for one person, whatever the spelling.

A name is the fullest form its article gives it. Two of them become one entity only by a rule that is
written into `merges` with its reason; what no rule joins stays apart. A name has one type in the whole
folder: the one that most of its mentions were given.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from rapidfuzz.fuzz import token_sort_ratio

from dateline.columns import uncollected
from dateline.corpus.beside import Said
from dateline.corpus.candidates import Candidate, Candidates, majority
from dateline.corpus.clusters import clustered
from dateline.corpus.joins import Join, listed_heads
from dateline.corpus.lookup import ById, IdOf
from dateline.corpus.names import Taken
from dateline.corpus.places import Location, locate, place_candidates
from dateline.corpus.speakers import speaks_for
from dateline.corpus.spool import Ordered, Rows, row_of, values_of
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

    entities: Sequence[Entity]  # in the order of their ids
    by_id: ById
    aliases: Sequence[Alias]
    merges: Sequence[Merge]
    suggestions: Sequence[MergeSuggestion]
    place_candidates: Sequence[PlaceCandidate]
    id_of: Mapping[str, str]


@uncollected()
def resolve_entities(candidates: Candidates) -> ResolvedEntities:
    """The entities of a folder, with their aliases and why names were joined."""
    clusters = clustered(candidates)
    taken = Taken()
    cluster_of = array("I", bytes(4 * len(candidates)))  # of the name at a place
    found = Ordered(key=itemgetter(0))
    aliases, merges, places = Rows(Alias), Rows(Merge), Rows(PlaceCandidate)
    countries: dict[str | None, str] = {}
    for number, (where, members) in enumerate(clusters.groups()):
        entity, location = _entity(members, taken)
        taken.add(entity.id)
        for place in where:
            cluster_of[place] = number
        if entity.type == "country":
            countries[gazetteer.country_of(entity.name)] = entity.id
        acts = any(candidate.acts for candidate in members)
        found.extend([(entity.id, number, acts, values_of(entity))])
        aliases.extend(_aliases(entity, members))
        merges.extend(_merges(entity, members, clusters.joins_of))
        places.extend(place_candidates(entity.id, location))
    del clusters
    entities = Rows(Entity, block=1)
    place_of = array("I", bytes(4 * len(candidates)))  # of the entity that a cluster is
    for place, (_, number, acts, values) in enumerate(found):
        place_of[number] = place
        entity = row_of(Entity, values)
        if iso3 := speaks_for(entity, acts):
            entity = replace(entity, stands_for_id=countries.get(iso3))
        entities.extend([entity])
    by_id = ById(entities)
    id_of = IdOf(candidates.names, array("I", (place_of[n] for n in cluster_of)), by_id.ids)
    return ResolvedEntities(
        entities=entities,
        by_id=by_id,
        aliases=aliases,
        merges=merges,
        suggestions=Rows(MergeSuggestion, find_suggestions(candidates, id_of, by_id)),
        place_candidates=places,
        id_of=id_of,
    )


# ---------------------------------------------------------------- rows


def _entity(members: list[Candidate], taken: Container[str]) -> tuple[Entity, Location]:
    types: Counter[EntityType] = Counter()
    for found in members:
        types.update(found.types)
    kind = majority(types)
    name = _best_name(members, kind)
    place = locate(name, kind, Said([article for found in members for article in found.evidence]))
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
            found.forms.get(found.name, 0),
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


def slug_of(name: str, kind: EntityType, taken: Container[str]) -> str:
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
    entity: Entity, members: list[Candidate], joins_of: Callable[[str], Iterable[Join]]
) -> list[Merge]:
    """A row for each name joined to another, in the article or across articles."""
    rows: list[tuple[str, str, str, str]] = []
    for found in members:
        rows += [(join.name, join.other, join.rule, join.reason) for join in joins_of(found.name)]
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
