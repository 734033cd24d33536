"""Names of the whole folder → entities: one row for one person, whatever the spelling.

A name is the fullest form its article gives it. Two of them become one entity only by a rule that is
written into `merges` with its reason; what no rule joins stays apart. A name has one type in the whole
folder: the one that most of its mentions were given.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import token_sort_ratio

from dateline.corpus.joins import Candidate, Join, find_joins
from dateline.corpus.places import locate
from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.entities.spelling import name_parts, same_person
from dateline.model import TYPES_IN_ORDER, Alias, ArticleRecord, Entity, EntityType, Merge
from dateline.rules import read_words


@dataclass(frozen=True, slots=True)
class ResolvedEntities:
    """The rows, and the entity of each full name."""

    entities: tuple[Entity, ...]
    aliases: tuple[Alias, ...]
    merges: tuple[Merge, ...]
    id_of: dict[str, str]


def resolve_entities(records: Collection[ArticleRecord]) -> ResolvedEntities:
    """The entities of a folder, with their aliases and why names were joined."""
    candidates = _candidates(records)
    joins = list(find_joins(candidates))
    clusters, applied = _clusters(candidates, joins)
    countries_beside = _countries_beside(records)
    ids: dict[str, str] = {}
    entities, aliases, merges = [], [], []
    for members in clusters:
        entity = _entity([candidates[name] for name in members], ids, countries_beside)
        ids |= dict.fromkeys(members, entity.id)
        entities.append(entity)
        aliases += _aliases(entity, [candidates[name] for name in members])
        merges += _merges(entity, [candidates[name] for name in members], applied)
    return ResolvedEntities(_with_stands_for(entities), tuple(aliases), tuple(merges), ids)


# ---------------------------------------------------------------- what is said of each name


def _candidates(records: Collection[ArticleRecord]) -> dict[str, Candidate]:
    candidates: dict[str, Candidate] = {}
    for record in records:
        full_names = {name.id: name.full_name for name in record.names}
        for name in record.names:
            found = candidates.setdefault(name.full_name, Candidate(name.full_name))
            found.types[name.type] += 1
            found.forms[name.name] += 1
            found.articles.add(record.article.id)
            if name.link_rule:
                found.links.setdefault(name.name, name.link_rule)
        for position in record.positions:
            candidates[full_names[position.mention_id]].offices.add(_office(position.position))
    return dict(sorted(candidates.items()))


def _office(position: str) -> str:
    """The office without its country, so that "Russian Defence Minister" and "Defence Minister" agree."""
    words = [word for word in position.split() if not gazetteer.country_of_demonym(word)]
    return " ".join(words[-2:]).lower()


def _countries_beside(records: Collection[ArticleRecord]) -> dict[str, Counter[str]]:
    """Place name → the countries named in the same articles, with how often."""
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        named = Counter(
            iso3
            for name in record.names
            if name.type == "country" and (iso3 := gazetteer.country_of(name.name))
        )
        for full_name in {name.full_name for name in record.names if name.type == "place"}:
            beside[full_name].update(named)
    return beside


# ---------------------------------------------------------------- joining


def _clusters(
    candidates: dict[str, Candidate], joins: list[Join]
) -> tuple[list[list[str]], dict[str, Join]]:
    """The names grouped by entity, and for each joined name the join that did it."""
    members = {name: [name] for name in candidates}
    head = {name: name for name in candidates}
    applied: dict[str, Join] = {}
    for join in joins:
        left, right = head[join.name], head[join.other]
        if left == right or not _may_join(members[left], members[right], join, head, candidates):
            continue
        for name in members[right]:
            head[name] = left
        members[left] += members.pop(right)
        applied[join.other] = join
    return [sorted(names) for _, names in sorted(members.items())], applied


def _may_join(
    left: list[str],
    right: list[str],
    join: Join,
    head: dict[str, str],
    candidates: dict[str, Candidate],
) -> bool:
    """Guard against chains: every two full names of a person must agree, not just the two compared."""
    if join.rule == "only-bearer":
        surname = name_parts(join.other)[-1]
        heads = {
            head[name]
            for name, found in candidates.items()
            if found.type == "person" and len(p := name_parts(name)) > 1 and p[-1] == surname
        }
        return len(heads) == 1
    if candidates[join.name].type != "person":
        return True
    full = [[name for name in names if len(name_parts(name)) > 1] for names in (left, right)]
    return all(
        same_person(name, other, shared_office=True) for name in full[0] for other in full[1]
    )


# ---------------------------------------------------------------- rows


def _entity(
    members: list[Candidate], ids: dict[str, str], countries_beside: dict[str, Counter[str]]
) -> Entity:
    types: Counter[EntityType] = Counter()
    for found in members:
        types.update(found.types)
    kind = max(TYPES_IN_ORDER, key=lambda t: (types[t], -TYPES_IN_ORDER.index(t)))
    name = _best_name(members, kind)
    beside: Counter[str] = Counter()
    for found in members:
        beside.update(countries_beside.get(found.name, Counter()))
    place = locate(name, kind, beside)
    return Entity(
        id=_slug(name, kind, set(ids.values())),
        name=name,
        type=kind,
        country=place.country if place else _country(members, kind),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        gazetteer_id=place.gazetteer_id if place else None,
        mention_count=sum(sum(found.forms.values()) for found in members),
        article_count=len(set().union(*(found.articles for found in members))),
    )


def _best_name(members: list[Candidate], kind: EntityType) -> str:
    """The name people use most among the full ones; a country's everyday name."""
    if kind == "country" and (iso3 := gazetteer.country_of(members[0].name)):
        return gazetteer.country_name(iso3) or members[0].name
    heads = {row["name"] for row in read_words("aliases.csv", "name", "alias", "type", "source")}
    best = max(
        members,
        key=lambda found: (
            found.name in heads,
            kind != "person" or " " in found.name,
            kind != "organization" or not found.name.isupper(),
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


def _slug(name: str, kind: EntityType, taken: set[str]) -> str:
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


def _merges(entity: Entity, members: list[Candidate], applied: dict[str, Join]) -> list[Merge]:
    """A row for each name joined to another, in the article or across articles."""
    rows: list[tuple[str, str, str, str]] = []
    for found in members:
        if join := applied.get(found.name):
            rows.append((join.name, join.other, join.rule, join.reason))
        for short, rule in sorted(found.links.items()):
            reason = {
                "surname-in-article": f"the surname of the one {found.name} in the article",
                "acronym-in-article": f"the initials of {found.name} in the same article",
                "defined-acronym": f"the article explains {short} as {found.name}",
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


def _with_stands_for(entities: list[Entity]) -> tuple[Entity, ...]:
    countries = {
        gazetteer.country_of(entity.name): entity.id
        for entity in entities
        if entity.type == "country"
    }
    return tuple(
        replace(entity, stands_for_id=countries.get(gazetteer.country_of_metonym(entity.name)))
        if gazetteer.country_of_metonym(entity.name)
        else entity
        for entity in sorted(entities, key=lambda entity: entity.id)
    )
