"""Which names of a folder are one, by which rule, and why. What no rule joins stays apart.

Each rule decides on the two names and what the folder says of them; those of only_joins.py come last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dateline.corpus.candidates import Candidates
from dateline.corpus.names import groups_of, sharing
from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.entities.name_parts import generation, is_full, name_parts, spelled_out
from dateline.entities.organizations import key_of
from dateline.entities.person_names import is_settled_first_name
from dateline.entities.spelling import same_person, skeleton
from dateline.model import TYPES_IN_ORDER, EntityType
from dateline.rules import read_words

# Names with one surname skeleton and initial are compared pair by pair; a block of more is cut by the
# next consonant of the first name. 200 names are 20,000 pairs, a third of a second.
LARGE_BLOCK = 200

# "the State of Pennsylvania" is Pennsylvania
PLACE_OF = re.compile(r"^(?:State|City|Town|Province|District) of (?:the )?(?=[A-Z])")

BY_OFFICE = "surname-spelling-and-office"


@dataclass(frozen=True, slots=True)
class Join:
    """Two names taken to be one, and why."""

    name: str
    other: str
    rule: str
    reason: str


def certain_joins(candidates: Candidates) -> Iterator[Join]:
    """Pairs that two names alone decide, the surest rules first."""
    yield from _equal_by_key(candidates)
    yield from _listed(candidates)
    yield from _same_people(candidates)


def _equal_by_key(candidates: Candidates) -> Iterator[Join]:
    """Names that are the same country, city, set of words, or person's name but for accents."""
    for kind in TYPES_IN_ORDER:
        alike = sharing(
            candidates.of_type(kind),
            lambda name, kind=kind: [(key,) for key, _, _ in _keys(name, kind)],  # type: ignore[misc]
        )
        first: dict[str, str] = {}
        for name in alike:
            for key, rule, reason in _keys(name, kind):
                if key in first:
                    yield Join(first[key], name, rule, reason)
                first.setdefault(key, name)


def _keys(name: str, kind: EntityType) -> Iterator[tuple[str, str, str]]:
    """What names of one thing have in common, the rule, and the reason in words."""
    if kind == "country" and (iso3 := gazetteer.country_of(name)):
        yield iso3, "country-name", f"both are names of {gazetteer.country_name(iso3)}"
    elif kind == "organization":
        yield key_of(name), "same-words", "the same words but for their order and small words"
    elif kind == "person":
        key = " ".join((*name_parts(name), generation(name) or ""))
        yield key, "same-name", "the same name but for accents, particles and honours"
    else:
        yield spelled_out(PLACE_OF.sub("", name)), "same-name", "the same words"
        region = gazetteer.division_of(name) if kind == "place" else None
        if region and gazetteer.is_region(region.name):
            yield f"#{region.name}", "gazetteer", f"both are names of {region.name}"
        elif (
            kind == "place"
            and not gazetteer.is_region(name)
            and len(places := gazetteer.cities_of(name)) == 1
        ):
            reason = f"both are names of {places[0].name} in the gazetteer"
            yield f"#{places[0].gazetteer_id}", "gazetteer", reason


def _listed(candidates: Candidates) -> Iterator[Join]:
    """Names that rules/aliases.csv says are one."""
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_words("aliases.csv", "name", "alias", "type", "source"):
        families[row["name"]].append((row["alias"], row["source"]))
    listed = {folded(name) for head, others in families.items() for name in (head, *dict(others))}
    by_fold: dict[str, str] = {}
    for name in candidates:
        if (key := folded(name)) in listed:
            by_fold.setdefault(key, name)
    for head, others in families.items():
        known = [by_fold[folded(head)]] if folded(head) in by_fold else []
        for alias, source in others:
            found = by_fold.get(folded(alias))
            if found and candidates.type_of(found) == "organization":
                if known:
                    yield Join(known[0], found, "alias-list", f"one thing according to: {source}")
                known.append(found)


# ---------------------------------------------------------------- people


def _same_people(candidates: Candidates) -> Iterator[Join]:
    """Full names that can be one person's, compared only where surname and first name begin alike."""
    for block in person_blocks(candidates.of_type("person")):
        for name, other in combinations(block, 2):
            rule = same_person(name, other, shared_office=True)
            offices = list[str]()
            if rule == BY_OFFICE:
                offices = sorted(candidates[name].offices & candidates[other].offices)
            if rule and (offices or rule != BY_OFFICE):
                yield Join(name, other, rule, _why(rule, offices))


def person_blocks(people: Sequence[str]) -> Iterator[list[str]]:
    """Groups of full names outside of which no two can be spellings of one."""
    keyed = (
        (place, (skeleton(parts[-1]), parts[0][0]))
        for place, name in enumerate(people)
        if is_full(name) and (parts := name_parts(name))
    )
    for block in groups_of(people, keyed):
        if len(block) <= LARGE_BLOCK:
            yield block
        else:
            yield from _cut(block)


def _cut(block: list[str]) -> Iterator[list[str]]:
    """A large block by the first two consonants of the first name.

    Two first names of settled spelling are one only when equal, so those are grouped by the name itself.
    """
    smaller: dict[str, list[str]] = defaultdict(list)
    for name in block:
        given = name_parts(name)[0]
        key = given if is_settled_first_name(given) else f"-{skeleton(given)[:2]}"
        smaller[key].append(name)
    for key in sorted(smaller):
        rows = smaller[key]
        # what is left too large after that has one first name: nothing but the surname can differ
        yield from (rows[n : n + LARGE_BLOCK] for n in range(0, len(rows), LARGE_BLOCK))


def _why(rule: str, offices: list[str]) -> str:
    reasons = {
        "same-name": "the same name but for particles and accents",
        "middle-initial": "one has the initial of the other's middle name",
        "first-name-spelling": "one surname, and first names that are spellings of one",
        "surname-spelling": "alike first names, and surnames with the same consonants",
    }
    return reasons.get(rule) or f"alike names, and both are called {' and '.join(offices)}"


@cache
def listed_heads() -> frozenset[str]:
    """The names that rules/aliases.csv gives as the main ones."""
    rows = read_words("aliases.csv", "name", "alias", "type", "source")
    return frozenset(row["name"] for row in rows)
