"""Which names of a folder are one, by which rule, and why. What no rule joins stays apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from dateline.entities import gazetteer
from dateline.entities.completion import is_acronym_of
from dateline.entities.gazetteer import folded
from dateline.entities.spelling import name_parts, same_person, skeleton
from dateline.model import TYPES_IN_ORDER, EntityType
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


def find_joins(candidates: dict[str, Candidate]) -> Iterator[Join]:
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
