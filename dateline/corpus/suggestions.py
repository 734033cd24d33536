"""Names that may be one and that no rule dares to join: for a person to decide, in corrections.yml.

Each has a score and the reason. Nothing here changes a row elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from dateline.corpus.candidates import Candidate
from dateline.entities import gazetteer
from dateline.entities.definitions import initials_of
from dateline.entities.name_parts import generation, is_full, name_parts, surname_key
from dateline.entities.organizations import key_of
from dateline.entities.spelling import agree, skeleton
from dateline.model import Entity, MergeSuggestion

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


@dataclass(frozen=True, slots=True)
class Like:
    """Two names that may be one."""

    name: str
    other: str
    rule: str
    score: float
    reason: str


def find_suggestions(
    candidates: dict[str, Candidate], id_of: dict[str, str], entities: dict[str, Entity]
) -> tuple[MergeSuggestion, ...]:
    """The pairs of entities that a person should look at, at most five for each, the likeliest first."""
    best: dict[tuple[str, str], Like] = {}
    for like in _likes(candidates, id_of):
        one, other = sorted((id_of[like.name], id_of[like.other]))
        known = best.get((one, other))
        if one != other and (known is None or _rank(like) < _rank(known)):
            best[one, other] = like
    shown: dict[str, int] = defaultdict(int)
    rows = []
    for (one, other), like in sorted(best.items(), key=lambda item: (_rank(item[1]), item[0])):
        if max(shown[one], shown[other]) < MOST:
            shown[one] += 1
            shown[other] += 1
            rows.append(_row(entities[one], entities[other], like))
    return tuple(sorted(rows, key=lambda row: (row.entity_id, row.other_id)))


def _weight(entity: Entity) -> tuple[bool, int]:
    """What a person would keep the name of: the one in full, then the one named more."""
    return " " in entity.name, entity.mention_count


def _rank(like: Like) -> tuple[float, str, str]:
    return (-like.score, like.name, like.other)


def _row(entity: Entity, other: Entity, like: Like) -> MergeSuggestion:
    if _weight(entity) < _weight(other):
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


def _likes(candidates: dict[str, Candidate], id_of: dict[str, str]) -> Iterator[Like]:
    people = [name for name, found in candidates.items() if found.type == "person"]
    yield from _people(people)
    yield from _bare(people, candidates, id_of)
    for kind in ("organization", "place", "group"):
        yield from _by_words([name for name, found in candidates.items() if found.type == kind])
    yield from _acronyms(candidates)


# ---------------------------------------------------------------- people


def _people(people: Iterable[str]) -> Iterator[Like]:
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    turned: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in people:
        parts = name_parts(name)
        if not is_full(name):
            continue
        turned[tuple(sorted(parts))].append(name)
        for letter in {part[0] for part in parts[:-1]}:  # W. Mark Felt meets Mark Felt under m
            blocks[skeleton(parts[-1]) or parts[-1], letter].append(name)
    for block in blocks.values():
        for name, other in combinations(block, 2) if len(block) <= COMMON else ():
            if like := _person(name, other):
                yield like
    for names in turned.values():
        for name, other in combinations(names[:COMMON], 2):
            if name_parts(name) != name_parts(other):
                reason = "the same words in another order: in some languages the surname is first"
                yield Like(name, other, "turned-round", 0.9, reason)


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
    people: Iterable[str], candidates: dict[str, Candidate], id_of: dict[str, str]
) -> Iterator[Like]:
    """A bare surname that several bear, or that is spelled like one person's: the most named of them."""
    bearers: dict[str, dict[str, str]] = defaultdict(
        dict
    )  # skeleton → entity → its first name here
    bare: dict[str, list[str]] = defaultdict(list)
    for name in people:
        surname = surname_key(name)
        key = skeleton(surname) or surname
        if is_full(name):
            bearers[key].setdefault(id_of[name], name)
        else:
            bare[key].append(name)
    for key, names in bare.items():
        full = sorted(
            bearers.get(key, {}).values(), key=lambda n: (-candidates[n].forms.total(), n)
        )
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


# ---------------------------------------------------------------- others


def _by_words(names: Collection[str]) -> Iterator[Like]:
    """Names of one type that share a rare word and most of their letters."""
    keys = {name: key_of(name) for name in names}
    by_word: dict[str, list[str]] = defaultdict(list)
    for name, key in keys.items():
        for word in set(key.split()):
            if len(word) > 3:
                by_word[word].append(name)
    for sharing in by_word.values():
        if len(sharing) > COMMON:
            continue
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


def _acronyms(candidates: dict[str, Candidate]) -> Iterator[Like]:
    """An acronym that its article does not explain, and the names it can be the initials of."""
    initials: dict[str, list[str]] = defaultdict(list)
    explained: dict[str, set[str]] = defaultdict(set)
    short = []
    for name, found in candidates.items():
        if found.type != "organization":
            continue
        for letters in initials_of(name):
            initials[letters].append(name)
        for form in found.links:
            explained[form].add(name)
        if name.isupper() and " " not in name and 2 < len(name) < 7:
            short.append(name)
    for acronym in short:
        full = sorted({*initials.get(acronym.lower(), []), *explained[acronym]} - {acronym})
        for name in full if len(full) <= BEARERS else ():
            reason = f"{acronym} can be the initials of {name}, and no article says so"
            if name in explained[acronym]:
                reason = f"other articles write {acronym} for {' and for '.join(sorted(explained[acronym]))}"
            yield Like(acronym, name, "initials", 0.7 / len(full), reason)
