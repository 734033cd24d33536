"""Names that may be one and that no rule dares to join: for a person to decide, in corrections.yml.

Each has a score and the reason. Nothing here changes a row elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import itemgetter

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from dateline.corpus.candidates import Candidates
from dateline.corpus.names import groups_of
from dateline.corpus.spool import Ordered, row_of, values_of
from dateline.entities import gazetteer
from dateline.entities.definitions import initials_of
from dateline.entities.name_parts import generation, is_full, name_parts, surname_key
from dateline.entities.organizations import key_of
from dateline.entities.spelling import agree, skeleton
from dateline.model import Entity, EntityType, MergeSuggestion

# 85 of 100 letters in common when the words are sorted: "Ministry of Defence"/"Defense Ministry" has 100,
# "Al Jazeera"/"Aljazeera" 95; "European Union"/"European Commission" 67.
LIKE = 0.85
# First names: Jaro-Winkler .85 keeps Mark/Marc (.88) and Steven/Stephen (.89), drops Ali/Alan (.81)
FIRST_NAME = 0.85
# More names than this that share a word ("National"), or a surname and an initial, say nothing
COMMON = 50
LIKE_SURNAME = 0.7  # a bare Shoygu is like Shoigu (.83), Smith and Smythe are .73
BEARERS = 3  # of a bare surname: the most named are shown, and how many there are
MOST = 5  # suggestions for one entity, the best


NOT_PEOPLE: tuple[EntityType, ...] = ("organization", "place", "group")


@dataclass(frozen=True, slots=True)
class Like:
    """Two names that may be one."""

    name: str
    other: str
    rule: str
    score: float
    reason: str


def find_suggestions(
    candidates: Candidates, id_of: Mapping[str, str], entities: Mapping[str, Entity]
) -> Iterator[MergeSuggestion]:
    """The pairs of entities that a person should look at, at most five for each, the likeliest first."""
    found = Ordered(key=itemgetter(0, 1))  # pair and rank
    for like in _likes(candidates, id_of):
        pair = tuple(sorted((id_of[like.name], id_of[like.other])))
        if pair[0] != pair[1]:
            found.extend([(pair, _rank(like), values_of(like))])
    best = Ordered(key=itemgetter(1, 0))
    best.extend(next(alike) for _, alike in groupby(found, key=itemgetter(0)))
    shown: dict[str, int] = defaultdict(int)
    rows = Ordered(key=itemgetter(0, 1))
    for (one, other), _, values in best:
        if max(shown[one], shown[other]) < MOST:
            shown[one] += 1
            shown[other] += 1
            rows.extend([values_of(_row(entities[one], entities[other], Like(*values)))])
    return (row_of(MergeSuggestion, values) for values in rows)


def _rank(like: Like) -> tuple[float, str, str]:
    return (-like.score, like.name, like.other)


def _row(entity: Entity, other: Entity, like: Like) -> MergeSuggestion:
    # first the one that a person would keep the name of: the one in full, then the one named more
    if (" " in entity.name, entity.mention_count) < (" " in other.name, other.mention_count):
        entity, other = other, entity
    return MergeSuggestion(
        entity_id=entity.id,
        other_id=other.id,
        name=entity.name,
        other_name=other.name,
        rule=like.rule,
        score=round(like.score, 3),
        reason=like.reason,
    )


def _likes(candidates: Candidates, id_of: Mapping[str, str]) -> Iterator[Like]:
    people = candidates.of_type("person")
    yield from _people(people)
    yield from _bare(people, candidates, id_of)
    for kind in NOT_PEOPLE:
        yield from _by_words(candidates.of_type(kind))
    yield from _acronyms(candidates)


# ---------------------------------------------------------------- people


def _people(people: Sequence[str]) -> Iterator[Like]:
    for block in groups_of(people, _by_surname(people)):
        for name, other in combinations(block, 2) if len(block) <= COMMON else ():
            if like := _person(name, other):
                yield like
    turned = (
        (n, tuple(sorted(name_parts(name)))) for n, name in enumerate(people) if is_full(name)
    )
    for names in groups_of(people, turned):
        for name, other in combinations(names[:COMMON], 2):
            if name_parts(name) != name_parts(other):
                reason = "the same words in another order: in some languages the surname is first"
                yield Like(name, other, "turned-round", 0.9, reason)


def _by_surname(people: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Consonants of the surname, first letters of the others: W. Mark Felt meets Mark Felt under m."""
    for place, name in enumerate(people):
        if is_full(name):
            parts = name_parts(name)
            for letter in sorted({part[0] for part in parts[:-1]}):
                yield place, (skeleton(parts[-1]) or parts[-1], letter)


def _person(name: str, other: str) -> Like | None:
    parts, others = name_parts(name), name_parts(other)
    score = token_sort_ratio(" ".join(parts), " ".join(others)) / 100
    if generation(name) != generation(other):
        reason = "one is called by his generation (Jr., II): the same man, or his father or son"
        return Like(name, other, "generation", 0.5, reason) if parts == others else None
    if min(len(parts[0]), len(others[0])) == 1:
        if parts[-1] != others[-1] or not agree(name, other):
            return None
        return Like(name, other, "initial", 0.7, "one surname, and the initial fits")
    if len(parts) != len(others):
        if parts[-1] != others[-1] or not agree(name, other):
            return None
        reason = "one has a name more, and nothing else differs"
        return Like(name, other, "fuller-name", score, reason)
    if parts[1:-1] != others[1:-1]:
        return None
    return _like_given(name, other, score)


def _like_given(name: str, other: str, score: float) -> Like | None:
    """Two full names of as many parts, by their first names."""
    (given, *_, surname), (its_other, *_, other_surname) = name_parts(name), name_parts(other)
    longer, shorter = sorted((given, its_other), key=len, reverse=True)
    if surname == other_surname and len(longer) > len(shorter) > 2 and longer.startswith(shorter):
        reason = f"{shorter.title()} may be short for {longer.title()}"
        return Like(name, other, "short-first-name", score, reason)
    if given != its_other and JaroWinkler.similarity(given, its_other) < FIRST_NAME:
        return None
    if given[-1] != its_other[-1] and "a" in (given[-1], its_other[-1]):
        return None  # Paul and Paula
    reason = "alike first names, and surnames with the same consonants"
    return Like(name, other, "alike-names", score, reason)


def _bare(
    people: Sequence[str], candidates: Candidates, id_of: Mapping[str, str]
) -> Iterator[Like]:
    """A bare surname that several bear, or that is spelled like one person's: the most named of them."""
    for alike in groups_of(people, ((n, (_surname(name),)) for n, name in enumerate(people))):
        names = [name for name in alike if not is_full(name)]
        if not names:
            continue
        bearers: dict[str, str] = {}  # entity → its first name here
        for name in filter(is_full, alike):
            bearers.setdefault(id_of[name], name)
        full = sorted(bearers.values(), key=lambda n: (-sum(candidates[n].forms.values()), n))
        for name in names:
            same = [other for other in full if surname_key(other) == surname_key(name)]
            for other in same[:BEARERS]:
                reason = (
                    f"{len(same)} in the folder have this surname; no article says who is meant"
                )
                yield Like(name, other, "surname-of-several", 0.5, reason)
            for other in [] if same else full[:BEARERS]:
                score = token_sort_ratio(surname_key(name), surname_key(other)) / 100
                if score >= LIKE_SURNAME:
                    reason = "a surname with the same consonants"
                    yield Like(name, other, "surname-spelling", score * 0.8, reason)


def _surname(name: str) -> str:
    surname = surname_key(name)
    return skeleton(surname) or surname


# ---------------------------------------------------------------- others


def _by_words(names: Sequence[str]) -> Iterator[Like]:
    """Names of one type that share a rare word and most of their letters."""
    words = (
        (place, (word,))
        for place, name in enumerate(names)
        for word in sorted(set(key_of(name).split()))
        if len(word) > 3
    )
    for sharing in groups_of(names, words):
        if len(sharing) > COMMON:
            continue
        keys = {name: key_of(name) for name in sharing}
        for name, other in combinations(sharing, 2):
            score = token_sort_ratio(keys[name], keys[other]) / 100
            if score >= LIKE and not _tells_apart(keys[name], keys[other]):
                yield Like(name, other, "alike-words", score, "nearly the same words")


def _tells_apart(key: str, other: str) -> bool:
    """Whether what differs are two countries or two numbers: Sudan and South Sudan, 1st and 2nd Brigade."""
    words, others = set(key.split()), set(other.split())
    apart = (words - others) | (others - words)
    return any(
        word[0].isdigit()
        or word in {"north", "south", "east", "west", "northern", "southern", "eastern", "western"}
        or gazetteer.country_of_demonym(word.capitalize())
        or gazetteer.country_of(word)
        for word in apart
    )


def _acronyms(candidates: Candidates) -> Iterator[Like]:
    """An acronym that its article does not explain, and the names it can be the initials of."""
    organizations = candidates.of_type("organization")
    short = [n for n in organizations if n.isupper() and " " not in n and 2 < len(n) < 7]
    asked = {name.lower() for name in short}
    initials: dict[str, list[str]] = defaultdict(list)
    explained: dict[str, set[str]] = defaultdict(set)
    for name in organizations:
        for letters in asked.intersection(initials_of(name)):
            initials[letters].append(name)
    for found in candidates.linked():
        if found.type == "organization":
            for form in found.links:
                explained[form].add(found.name)
    for acronym in short:
        full = sorted({*initials.get(acronym.lower(), []), *explained[acronym]} - {acronym})
        for name in full if len(full) <= BEARERS else ():
            reason = f"{acronym} can be the initials of {name}, and no article says so"
            if name in explained[acronym]:
                reason = f"other articles write {acronym} for {' and for '.join(sorted(explained[acronym]))}"
            yield Like(acronym, name, "initials", 0.7 / len(full), reason)
