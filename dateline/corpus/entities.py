"""Names of the whole folder → entities: one row for one person, whatever the spelling.

A name is the fullest form its article gives it. Two of them become one entity only by a rule that is
written into `merges` with its reason; what no rule joins stays apart. A name has one type in the whole
folder: the one that most of its mentions were given.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from rapidfuzz.fuzz import token_sort_ratio

from dateline.corpus.places import locate
from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.entities.names import is_acronym_of
from dateline.entities.spelling import name_parts, same_person, skeleton
from dateline.model import TYPES_IN_ORDER, Alias, ArticleRecord, Entity, EntityType, Merge
from dateline.rules import read_words

SMALL_WORDS = {"the", "of", "and", "for", "group"}


@dataclass(slots=True)
class Candidate:
    """All that the folder says of one full name."""

    name: str
    types: Counter[EntityType] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)  # as written → mentions
    links: dict[str, str] = field(default_factory=dict)  # short form → rule that led here
    articles: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)

    @property
    def type(self) -> EntityType:
        return max(TYPES_IN_ORDER, key=lambda kind: (self.types[kind], -TYPES_IN_ORDER.index(kind)))


@dataclass(frozen=True, slots=True)
class Join:
    """Two names taken to be one, and why."""

    name: str
    other: str
    rule: str
    reason: str


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
    joins = list(_joins(candidates))
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


# ---------------------------------------------------------------- which names are one


def _joins(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """Pairs of names that some rule takes to be one, the surest rules first."""
    yield from _equal_by_key(candidates)
    yield from _listed(candidates)
    yield from _acronyms(candidates)
    people = [name for name, found in candidates.items() if found.type == "person"]
    yield from _same_people(candidates, [name for name in people if len(name_parts(name)) > 1])
    yield from _only_bearers(people)


def _equal_by_key(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """Names that are the same country, city, or set of words."""
    first: dict[tuple[str, str], str] = {}
    for name, found in candidates.items():
        kind, key = found.type, folded(name)
        rule, reason = "same-name", "the same words"
        if kind == "country" and (iso3 := gazetteer.country_of(name)):
            key, rule, reason = (
                iso3,
                "country-name",
                f"both are names of {gazetteer.country_name(iso3)}",
            )
        elif kind == "place" and len(places := gazetteer.cities_of(name)) == 1:
            key, rule = places[0].gazetteer_id, "gazetteer"
            reason = f"both are names of {places[0].name} in the gazetteer"
        elif kind == "organization":
            words = re.split(r"[\s-]+", folded(name))
            key = " ".join(word for word in words if word not in SMALL_WORDS) or key
            rule, reason = "same-words", "the same words but for hyphens and small words"
        if (kind, key) in first:
            yield Join(first[kind, key], name, rule, reason)
        first.setdefault((kind, key), name)
    yield from _without_country(candidates)


def _without_country(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """ "Libyan House of Representatives" is "House of Representatives" when no other country's is named."""
    longer: dict[str, list[str]] = defaultdict(list)
    for name, found in candidates.items():
        first, _, rest = name.partition(" ")
        if found.type == "organization" and " " in rest and gazetteer.country_of_demonym(first):
            longer[rest].append(name)
    for rest, names in longer.items():
        together = candidates.get(rest)
        if together and len(names) == 1 and together.type == "organization":
            reason = f"no other country's {rest} is named in the folder"
            yield Join(rest, names[0], "only-country", reason)


def _listed(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """Names that rules/aliases.csv says are one."""
    by_fold: dict[str, str] = {}
    for name in candidates:
        by_fold.setdefault(folded(name), name)
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_words("aliases.csv", "name", "alias", "type", "source"):
        families[row["name"]].append((row["alias"], row["source"]))
    for head, others in families.items():
        known = [by_fold[folded(head)]] if folded(head) in by_fold else []
        for alias, source in others:
            found = by_fold.get(folded(alias))
            if found and candidates[found].type == "organization":
                if known:
                    yield Join(known[0], found, "alias-list", f"one thing according to: {source}")
                known.append(found)


def _acronyms(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """An acronym that one article leaves unexplained and exactly one other name of the folder explains."""
    explained: dict[str, set[str]] = defaultdict(set)
    for name, found in candidates.items():
        for short, rule in found.links.items():
            if rule == "defined-acronym":
                explained[short].add(name)
    for short, names in explained.items():
        if short in candidates and len(names) == 1:
            (name,) = names
            if is_acronym_of(short, name):
                yield Join(
                    name, short, "acronym-elsewhere", f"another article explains {short} as {name}"
                )


def _same_people(candidates: dict[str, Candidate], people: list[str]) -> Iterator[Join]:
    """Full names that can be one person's, compared only where surname and first name begin alike."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in people:
        parts = name_parts(name)
        blocks[skeleton(parts[-1]), parts[0][0]].append(name)
    for block in blocks.values():
        for name, other in combinations(block, 2):
            offices = sorted(candidates[name].offices & candidates[other].offices)
            rule = same_person(name, other, shared_office=bool(offices))
            if rule:
                yield Join(name, other, rule, _why(rule, offices))


def _why(rule: str, offices: list[str]) -> str:
    reasons = {
        "same-name": "the same name but for particles and accents",
        "first-name-spelling": "one surname, and first names that are spellings of one",
        "surname-spelling": "alike first names, and surnames with the same consonants",
    }
    return reasons.get(rule) or f"alike names, and both are called {' and '.join(offices)}"


def _only_bearers(people: list[str]) -> Iterator[Join]:
    """A bare surname, where the whole folder has one person of that surname (in whatever spelling)."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for name in people:
        if len(name_parts(name)) > 1:
            bearers[name_parts(name)[-1]].append(name)
    for name in people:
        parts = name_parts(name)
        if len(parts) == 1 and (full := bearers.get(parts[0])):
            reason = f"no one else in the folder is called {name}"
            yield Join(full[0], name, "only-bearer", reason)


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
