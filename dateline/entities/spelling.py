"""Whether two spellings can be one person's name.

No single string score separates Sergei Lavrov/Sergey Lavrov from Sergei Lavrov/Sergei Ivanov, so surname
and first names are judged apart, each by what transliteration varies: vowels, doubles, q/k/g.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from dateline.entities.name_parts import RECENT, generation, name_parts
from dateline.entities.person_names import (
    is_first_name,
    is_settled_first_name,
    is_settled_surname,
    sex_of,
)

DIGRAPHS = {"ph": "f", "kh": "k", "dh": "d", "gh": "g", "tch": "ch", "x": "ks"}
SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "w": "v", "z": "s", "j": "s"})

# Vowels that no transliteration of one name exchanges
ROUND, OPEN = {"o", "u"}, {"a", "i"}

# First names: Jaro-Winkler .89 keeps Sergei/Segei (.94) and Muammar/Moammar (.91), drops Ali/Alan (.81)
FIRST_NAME = 0.89
# Surnames of one skeleton: Gaddafi/Qaddafi .86, Shoigu/Shoygu .83 pass; Smith/Smythe .67 needs a shared office
SURNAME = 0.7


@lru_cache(maxsize=RECENT)
def skeleton(word: str) -> str:
    """The consonants of a word, alike-sounding ones made one, doubles single.

    >>> skeleton("gaddafi"), skeleton("qadhafi"), skeleton("shoygu"), skeleton("shaigu")
    ('kdf', 'kdf', 'shk', 'shk')
    >>> skeleton("keqiang"), skeleton("qiang")
    ('kknk', 'knk')
    """
    return re.sub(r"[aeiouy]", "", _sounds(word))


def _sounds(word: str) -> str:
    """The letters, alike-sounding consonants made one, those that follow each other single."""
    for written, sound in DIGRAPHS.items():
        word = word.replace(written, sound)
    sounds = word.translate(SOUNDS)
    # only neighbours, so that the k and the q of Keqiang stay two
    return re.sub(r"([^aeiouy])\1+", r"\1", sounds)


def same_person(name: str, other: str, *, shared_office: bool = False) -> str | None:
    """The rule by which two full names can be one person's, or None.

    >>> same_person("Sergei Lavrov", "Sergey Lavrov")
    'first-name-spelling'
    >>> same_person("Muammar Gaddafi", "Muammar Qaddafi")
    'surname-spelling'
    >>> same_person("Sergei Lavrov", "Sergei Shoygu"), same_person("Donald Trump", "Ivanka Trump")
    (None, None)
    >>> same_person("James C. Kopp", "James Charles Kopp"), same_person("George Bush", "George W. Bush")
    ('middle-initial', None)
    >>> same_person("Mark Johnson", "Marc Johnson"), same_person("John Clark", "John Clarke")
    (None, None)
    >>> same_person("Segei Shaigu", "Sergei Shoygu") is None
    True
    >>> same_person("Segei Shaigu", "Sergei Shoygu", shared_office=True)
    'surname-spelling-and-office'
    """
    parts, others = name_parts(name), name_parts(other)
    if len(parts) < 2 or len(others) < 2 or generation(name) != generation(other):
        return None
    if parts != others and _is_spelled_out(parts, others):
        return "middle-initial"
    if not _first_names_agree(parts[:-1], others[:-1]):
        return None
    surname, its_other = parts[-1], others[-1]
    if surname == its_other:
        if parts == others:
            return "same-name"
        return None if is_borne_by_many(surname) else "first-name-spelling"
    if is_settled_surname(surname) or is_settled_surname(its_other):
        return None
    if is_settled_first_name(parts[0]) and is_settled_first_name(others[0]):
        return None  # Robert Schuman and Robert Schumann: nobody put these into Latin letters
    if skeleton(surname) != skeleton(its_other) or len(skeleton(surname)) < 3:
        return None
    if not _vowels_agree(surname, its_other):
        return None
    if Levenshtein.normalized_similarity(surname, its_other) >= SURNAME:
        return "surname-spelling"
    return "surname-spelling-and-office" if shared_office else None


def _is_spelled_out(parts: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names differ only in that one has the initial of the other's middle name."""
    if len(parts) != len(others) or (parts[0], parts[-1]) != (others[0], others[-1]):
        return False
    return len(parts[0]) > 1 and all(
        part == other or (1 in {len(part), len(other)} and part[0] == other[0])
        for part, other in zip(parts, others, strict=True)
    )


def is_borne_by_many(surname: str) -> bool:
    """Whether a surname in lower case is a first name too: then Mohammad and Muhammad Asif may be two.

    >>> is_borne_by_many("asif"), is_borne_by_many("lavrov")
    (True, False)
    """
    return (
        is_first_name(surname.capitalize())
        or is_settled_surname(surname)
        or surname.startswith("abd")
    )


def agree(name: str, other: str) -> bool:
    """Whether nothing in two full names of one person speaks against it: one may only be fuller.

    >>> agree("Eugene Nida", "Eugene A. Nida"), agree("Mark Felt", "W. Mark Felt Sr.")
    (True, True)
    >>> agree("George H. W. Bush", "George W. Bush"), agree("Bill Clinton", "Hillary Clinton")
    (False, False)
    """
    if {generation(name), generation(other)} >= {"jr", "sr"}:
        return False
    shorter, longer = sorted((name_parts(name), name_parts(other)), key=len)
    if len(shorter) == len(longer):
        return same_person(name, other, shared_office=True) is not None
    return is_part_of(shorter, longer)


def is_part_of(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether the parts of a person's name are those of a fuller one with some left out.

    >>> is_part_of(("otto", "jespersen"), ("jens", "otto", "harry", "jespersen"))
    True
    >>> is_part_of(("george", "w", "bush"), ("george", "h", "w", "bush"))
    False
    """
    if len(shorter) >= len(longer) or not _may_stand_for(shorter[-1], longer[-1]):
        return False
    if len(shorter) == 2:
        return any(_may_stand_for(shorter[0], part) for part in longer[:-1])
    given = shorter[:-1]
    starts = (longer[: len(given)], longer[-len(shorter) : -1])
    return any(all(map(_may_stand_for, given, start)) for start in starts)


def _may_stand_for(part: str, other: str) -> bool:
    return (
        part == other
        or _alike(part, other)
        or (1 in {len(part), len(other)} and part[0] == other[0])
    )


def _first_names_agree(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether they are alike one by one. A middle name more is a doubt: George Bush, George W. Bush."""
    return len(names) == len(others) and all(map(_alike, names, others))


def _alike(word: str, other: str) -> bool:
    """Whether two first names are spellings of one. An initial is not: J. Smith may be Jane."""
    if word == other:
        return True
    if len(word) == 1 or len(other) == 1 or word[0] != other[0] or abs(len(word) - len(other)) > 2:
        return False
    if (is_settled_first_name(word) and is_settled_first_name(other)) or _other_gender(word, other):
        return False
    if not _vowels_agree(word, other, OPEN | {"e"}):  # Mahmud is not Mehmed
        return False
    sounds, its_others = skeleton(word), skeleton(other)
    if len(sounds) > 1 and sounds == its_others:
        return True
    # Segei for Sergei: a letter left out, and none put in its place as in Masoud and Masrour
    return (
        Indel.distance(sounds, its_others) <= 1
        and JaroWinkler.similarity(word, other) >= FIRST_NAME
    )


def _vowels_agree(word: str, other: str, bright: set[str] = OPEN) -> bool:
    """Whether nowhere one has a bright vowel and the other an o or u: Hussein is not Hassan.

    Words of different consonants are not compared. In surnames an e is no sign: Gorbachev is Gorbachov.

    >>> _vowels_agree("hussein", "hassan"), _vowels_agree("shaigu", "shoygu")
    (False, True)
    """
    slots, others = (
        re.split(r"[^aeiouy]", _sounds(each).replace("y", "i")) for each in (word, other)
    )
    if len(slots) != len(others):
        return True
    return not any(
        _opposed(slot, its_other, bright) for slot, its_other in zip(slots, others, strict=True)
    )


def _opposed(vowels: str, others: str, bright: set[str]) -> bool:
    one, other = set(vowels), set(others)
    if not one or not other:
        return False
    return (one <= ROUND and other <= bright) or (one <= bright and other <= ROUND)


def _other_gender(word: str, other: str) -> bool:
    """Paul and Paula, Maria and Marie, Rene and Renee: a last -a or -e that only one of them has."""
    sexes = {sex_of(word.capitalize()), sex_of(other.capitalize())}
    if sexes == {"f", "m"}:
        return True
    return word[-1] != other[-1] and (word[-1] in "ae" or other[-1] in "ae")
