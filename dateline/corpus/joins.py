"""Which names of a folder are one, by which rule, and why. What no rule joins stays apart.

Each rule decides on the two names and what the folder says of them. Rules that ask whether there is
only one that fits come last, when the spellings of one name have been brought together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dateline.corpus.candidates import Candidate, full_persons
from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.entities.name_parts import generation, is_full, name_parts, spelled_out, surname_key
from dateline.entities.organizations import is_public_body, key_of, without_country
from dateline.entities.person_names import is_settled_first_name
from dateline.entities.spelling import same_person, skeleton
from dateline.rules import read_words

# Names with one surname skeleton and initial are compared pair by pair; a block of more is cut by the
# next consonant of the first name. 200 names are 20,000 pairs, a third of a second.
LARGE_BLOCK = 200

# "the State of Pennsylvania" is Pennsylvania
PLACE_OF = re.compile(r"^(?:State|City|Town|Province|District) of (?:the )?(?=[A-Z])")

# Short forms whose meaning another article may lend. A first name is not one: there are many Sams.
LENT = {
    "also-known-as",
    "acronym-in-article",
    "defined-acronym",
    "fuller-name-in-article",
    "short-name-in-article",
}


@dataclass(frozen=True, slots=True)
class Join:
    """Two names taken to be one, and why."""

    name: str
    other: str
    rule: str
    reason: str


def certain_joins(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """Pairs that two names alone decide, the surest rules first."""
    yield from _equal_by_key(candidates)
    yield from _listed(candidates)
    yield from _same_people(candidates)


def only_joins(candidates: dict[str, Candidate], head: Callable[[str], str]) -> Iterator[Join]:
    """Pairs that hold because the folder has no other that fits. `head` names the cluster of a name."""
    yield from _known_elsewhere(candidates, head)
    yield from _only_country(candidates, head)
    yield from _only_initial(candidates, head)
    yield from _only_bearer(candidates, head)


def _equal_by_key(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """Names that are the same country, city, set of words, or person's name but for accents."""
    first: dict[tuple[str, str], str] = {}
    for name, found in candidates.items():
        for key, rule, reason in _keys(name, found):
            if (found.type, key) in first:
                yield Join(first[found.type, key], name, rule, reason)
            first.setdefault((found.type, key), name)


def _keys(name: str, found: Candidate) -> Iterator[tuple[str, str, str]]:
    """What names of one thing have in common, the rule, and the reason in words."""
    kind = found.type
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


# ---------------------------------------------------------------- people


def _same_people(candidates: dict[str, Candidate]) -> Iterator[Join]:
    """Full names that can be one person's, compared only where surname and first name begin alike."""
    for block in person_blocks(full_persons(candidates.values())):
        for name, other in combinations(block, 2):
            offices = sorted(candidates[name].offices & candidates[other].offices)
            rule = same_person(name, other, shared_office=bool(offices))
            if rule:
                yield Join(name, other, rule, _why(rule, offices))


def person_blocks(names: Iterable[str]) -> Iterator[list[str]]:
    """Groups of full names outside of which no two can be spellings of one."""
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        parts = name_parts(name)
        if is_full(name):
            blocks[skeleton(parts[-1]), parts[0][0]].append(name)
    for block in blocks.values():
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


# ---------------------------------------------------------------- only one fits


def _known_elsewhere(
    candidates: dict[str, Candidate], head: Callable[[str], str]
) -> Iterator[Join]:
    """A short form that one article leaves alone and others use for just one thing: LNA, Red Sox."""
    meant: dict[str, set[str]] = defaultdict(set)
    for name, found in candidates.items():
        for short, rule in found.links.items():
            if rule in LENT and short in candidates and short != name:
                meant[short].add(name)
    for short, names in meant.items():
        kinds = {candidates[name].type for name in (short, *names)}
        if len({head(name) for name in names}) == 1 and len(kinds) == 1:
            name = min(names)
            reason = (
                f"another article of the folder writes {short} for {name}, and none for another"
            )
            yield Join(name, short, "known-elsewhere", reason)


def _only_country(candidates: dict[str, Candidate], head: Callable[[str], str]) -> Iterator[Join]:
    """ "Libyan House of Representatives" is "House of Representatives" when no other country's is named."""
    longer: dict[str, list[str]] = defaultdict(list)
    for name, found in candidates.items():
        if found.type == "organization" and (rest := without_country(name)):
            longer[key_of(rest)].append(name)
    for name, found in candidates.items():
        if found.type == "organization" and (" " in name or is_public_body(name)):
            names = longer.get(key_of(name), [])
            if len({head(other) for other in names}) == 1 and not without_country(name):
                reason = f"no other country's {name} is named in the folder"
                yield Join(name, names[0], "only-country", reason)


def _only_initial(candidates: dict[str, Candidate], head: Callable[[str], str]) -> Iterator[Join]:
    """ "J. Smith" is John Smith, when no other Smith of the folder has a first name with a J."""
    bearers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    short: dict[str, tuple[str, str]] = {}
    for name in full_persons(candidates.values()):
        parts = name_parts(name)
        if len(parts) == 2 and len(parts[0]) == 1:
            short[name] = (parts[0], parts[1])
        elif len(parts) > 1:
            bearers[parts[0][0], parts[-1]].setdefault(head(name), name)
    for name, key in short.items():
        if len(full := bearers.get(key, {})) == 1:
            reason = (
                f"the initial and surname of nobody else in the folder than {min(full.values())}"
            )
            yield Join(min(full.values()), name, "only-initial", reason)


def _only_bearer(candidates: dict[str, Candidate], head: Callable[[str], str]) -> Iterator[Join]:
    """A bare surname, where the whole folder has one person of that surname, in whatever spelling."""
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    people = [name for name, found in candidates.items() if found.type == "person"]
    for name in filter(is_full, people):
        bearers[surname_key(name)].setdefault(head(name), name)
    for name in people:
        if not is_full(name) and len(full := bearers.get(surname_key(name), {})) == 1:
            reason = f"no one else in the folder is called {name}"
            yield Join(min(full.values()), name, "only-bearer", reason)


@cache
def listed_heads() -> frozenset[str]:
    """The names that rules/aliases.csv gives as the main ones."""
    rows = read_words("aliases.csv", "name", "alias", "type", "source")
    return frozenset(row["name"] for row in rows)
