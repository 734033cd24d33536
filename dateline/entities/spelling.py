"""Whether two spellings can be one person's name.

No single string score separates Sergei Lavrov/Sergey Lavrov from Sergei Lavrov/Sergei Ivanov, so surname
and first names are judged apart, each by what transliteration varies: vowels, doubles, q/k/g.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from dateline.entities.gazetteer import folded

PARTICLES = {
    "al",
    "el",
    "as",
    "ash",
    "bin",
    "ben",
    "ibn",
    "van",
    "von",
    "de",
    "der",
    "den",
    "di",
    "da",
}
SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "w": "v", "z": "s", "j": "s"})

# First names: Jaro-Winkler .89 keeps Sergei/Segei (.94) and Muammar/Moammar (.91), drops Ali/Alan (.81)
FIRST_NAME = 0.89
# Surnames of one skeleton: Gaddafi/Qaddafi .86, Shoigu/Shoygu .83 pass; Smith/Smythe .67 needs a shared office
SURNAME = 0.7


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a person's name in lower case, without accents and particles.

    >>> name_parts("Fayez al-Sarraj"), name_parts("Faiez al- Sarraj"), name_parts("Ursula von der Leyen")
    (('fayez', 'sarraj'), ('faiez', 'sarraj'), ('ursula', 'leyen'))
    """
    words = re.split(r"[\s-]+", folded(name).replace("'", ""))
    parts = tuple(word.strip(".") for word in words if word.strip(".") and word not in PARTICLES)
    return parts or (folded(name),)


@cache
def skeleton(word: str) -> str:
    """The consonants of a word, alike-sounding ones made one, doubles single.

    >>> skeleton("gaddafi"), skeleton("qaddafi"), skeleton("shoygu"), skeleton("shaigu")
    ('kdf', 'kdf', 'shk', 'shk')
    """
    sounds = word.replace("ph", "f").replace("kh", "k").translate(SOUNDS)
    consonants = re.sub(r"[aeiouy]", "", sounds)
    return re.sub(r"(.)\1+", r"\1", consonants)


def same_person(name: str, other: str, *, shared_office: bool = False) -> str | None:
    """The rule by which two full names can be one person's, or None.

    >>> same_person("Sergei Lavrov", "Sergey Lavrov")
    'first-name-spelling'
    >>> same_person("Muammar Gaddafi", "Muammar Qaddafi")
    'surname-spelling'
    >>> same_person("Sergei Lavrov", "Sergei Shoygu"), same_person("Donald Trump", "Ivanka Trump")
    (None, None)
    >>> same_person("Segei Shaigu", "Sergei Shoygu") is None
    True
    >>> same_person("Segei Shaigu", "Sergei Shoygu", shared_office=True)
    'surname-spelling-and-office'
    """
    parts, others = name_parts(name), name_parts(other)
    if len(parts) < 2 or len(others) < 2 or not _first_names_agree(parts[:-1], others[:-1]):
        return None
    surname, its_other = parts[-1], others[-1]
    if surname == its_other:
        return "same-name" if parts == others else "first-name-spelling"
    if skeleton(surname) != skeleton(its_other) or len(skeleton(surname)) < 3:
        return None
    if Levenshtein.normalized_similarity(surname, its_other) >= SURNAME:
        return "surname-spelling"
    return "surname-spelling-and-office" if shared_office else None


def _first_names_agree(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether they are alike one by one. A middle name more is a doubt: George Bush, George W. Bush."""
    return len(names) == len(others) and all(map(_alike, names, others))


def _alike(word: str, other: str) -> bool:
    if word == other or ((len(word) == 1 or len(other) == 1) and word[0] == other[0]):
        return True
    if word[0] != other[0] or abs(len(word) - len(other)) > 1 or _other_gender(word, other):
        return False
    same_sounds = len(skeleton(word)) > 1 and skeleton(word) == skeleton(other)
    return same_sounds or JaroWinkler.similarity(word, other) >= FIRST_NAME


def _other_gender(word: str, other: str) -> bool:
    """Paul and Paula, Maria and Marie, Rene and Renee: a last -a or -e that only one of them has."""
    return word[-1] != other[-1] and (word[-1] in "ae" or other[-1] in "ae")
