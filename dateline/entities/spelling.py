"""Whether two spellings can be one person's name.

No single string score separates Sergei Lavrov/Sergey Lavrov from Sergei Lavrov/Sergei Ivanov, so surname
and first names are judged apart, each by what transliteration varies: vowels, doubles, q/k/g.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from dateline.entities.gazetteer import folded
from dateline.entities.person_names import (
    is_first_name,
    is_settled_first_name,
    is_settled_surname,
    sex_of,
)

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
    "le",
    "la",
    "du",
    "des",
    "dos",
    "abu",
    "ter",
}
# Particles that are first names too: Al Gore, Ash Carter, Ben Affleck, Van Morrison, Von Miller
FIRST_NAMES_TOO = {"al", "ash", "ben", "van", "von"}
SHORT_FOR = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
ABBREVIATED = re.compile(r"\b(ste?|mt|ft)\.?\s+")
GENERATIONS = {
    "i",
    "jr",
    "sr",
    "ii",
    "iii",
    "iv",
    "vi",
    "vii",
    "viii",
    "ix",
    "xi",
    "xii",
    "xiii",
    "xiv",
}
HONOURS = {"cbe", "dbe", "esq", "frs", "kc", "mbe", "md", "mp", "obe", "phd", "qc", "ra"}
NICKNAME = re.compile(r"[\"(][^\"()]*[\")]")  # Vincent "the Chin" Gigante
CAMEL_EL = re.compile(r"\b[EA]l(?=[A-Z][a-z])")  # ElBaradei, AlHarbi
# Abdel Fattah, Abdelfattah, Abd al-Fattah: one word in Arabic, "servant of the …"
SERVANT_OF = re.compile(
    r"\babd(?:(?:[aeu]l|[eu])(?:[\s-]+(?=[a-z]{3})|(?=[a-z]{3}))|[\s-]+[ae]l[\s-]+)"
)
DIGRAPHS = {"ph": "f", "kh": "k", "dh": "d", "gh": "g", "tch": "ch", "x": "ks"}
SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "w": "v", "z": "s", "j": "s"})

# Names of one block are compared pair by pair: their parts are kept while they are
RECENT = 65_536

# Vowels that no transliteration of one name exchanges
ROUND, OPEN = {"o", "u"}, {"a", "i"}

# First names: Jaro-Winkler .89 keeps Sergei/Segei (.94) and Muammar/Moammar (.91), drops Ali/Alan (.81)
FIRST_NAME = 0.89
# Surnames of one skeleton: Gaddafi/Qaddafi .86, Shoigu/Shoygu .83 pass; Smith/Smythe .67 needs a shared office
SURNAME = 0.7


def spelled_out(name: str) -> str:
    """The name folded, with Saint for St., Mount for Mt. and Fort for Ft.

    >>> spelled_out("St. Petersburg") == spelled_out("Saint Petersburg"), spelled_out("Mt Cook")
    (True, 'mount cook')
    """
    return ABBREVIATED.sub(lambda match: SHORT_FOR[match[1]] + " ", folded(name))


@lru_cache(maxsize=RECENT)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a person's name in lower case, without accents, particles, nicknames and honours.

    >>> name_parts("Fayez al-Sarraj"), name_parts("Faiez al- Sarraj"), name_parts("Ursula von der Leyen")
    (('fayez', 'sarraj'), ('faiez', 'sarraj'), ('ursula', 'leyen'))
    >>> name_parts('Vincent "the Chin" Gigante, Jr.'), name_parts("Daniel Bernoulli FRS")
    (('vincent', 'gigante'), ('daniel', 'bernoulli'))
    >>> name_parts("Abdel Fattah al-Sisi") == name_parts("Abdelfattah el-Sisi")
    True
    >>> name_parts("Al Gore"), name_parts("Ben Affleck"), name_parts("Van Rompuy"), name_parts("Zhu Xi")
    (('al', 'gore'), ('ben', 'affleck'), ('rompuy',), ('zhu', 'xi'))
    """
    plain = (
        NICKNAME.sub(" ", spelled_out(CAMEL_EL.sub("", name))).replace("'", "").replace(",", " ")
    )
    plain = SERVANT_OF.sub("abd", plain)
    words = [word.strip(".") for word in re.split(r"[\s-]+", plain)]
    words = [word for word in words if word]
    first = words[:1] if _begins_with_first_name(name, words) else []
    parts = (*first, *(word for word in words[len(first) :] if word not in PARTICLES))
    while _ends_in_suffix(name, parts):
        parts = parts[:-1]
    return parts or (folded(name),)


def _begins_with_first_name(name: str, words: list[str]) -> bool:
    """Al Gore and Van Morrison, but not al-Sarraj and Van Rompuy: a particle that is a first name here."""
    if (
        len(words) < 2
        or words[0] not in FIRST_NAMES_TOO
        or not name.startswith(words[0].capitalize() + " ")
    ):
        return False
    return words[0] == "ben" or is_settled_surname(words[1])


def _ends_in_suffix(name: str, parts: tuple[str, ...]) -> bool:
    """Elizabeth II and Daniel Bernoulli FRS, but not Zhu Xi and Govinda KC: a surname stands there too."""
    if len(parts) < 2 or parts[-1] not in GENERATIONS | HONOURS:
        return False
    if parts[-1] in HONOURS:
        return len(parts) > 2
    return generation(name) is not None


def is_full(name: str) -> bool:
    """Whether a person's name has more than a surname: two words, particles not counted.

    >>> is_full("Khalifa Haftar"), is_full("al-Sarraj"), is_full("Norton I"), is_full("Le Pen")
    (True, False, False, False)
    >>> is_full("Bankman-Fried")
    False
    """
    plain = name.partition(" of ")[0]
    return (
        " " in plain
        and len(name_parts(plain)) > 1
        and any(folded(word) not in PARTICLES for word in plain.split()[:-1])
    )


def surname_key(name: str) -> str:
    """What the surnames of a full name and of a bare one have in common.

    >>> surname_key("Karine Jean-Pierre") == surname_key("Jean-Pierre"), surname_key("Fayez al-Sarraj")
    (True, 'sarraj')
    """
    plain = name.partition(" of ")[0]
    return " ".join(name_parts(plain.split()[-1] if is_full(name) else plain))


@lru_cache(maxsize=RECENT)
def generation(name: str) -> str | None:
    """Jr, Sr or the number after a name, in lower case; None when there is none.

    >>> generation("Martin Luther King Jr."), generation("John Paul II"), generation("John Paul")
    ('jr', 'ii', None)
    >>> generation("Zhu Xi") is None
    True
    """
    last = name.rstrip(".").split()[-1:]
    if " " not in name or not last or folded(last[0]) not in GENERATIONS:
        return None
    written = folded(last[0])
    return written if written in {"jr", "sr"} or last[0].isupper() else None


def given_and_surname(name: str) -> tuple[str, str]:
    """The first and the last part of a person's name; the first is empty when there is one part.

    >>> given_and_surname("George W. Bush"), given_and_surname("Haftar")
    (('george', 'bush'), ('', 'haftar'))
    """
    parts = name_parts(name)
    return (parts[0] if len(parts) > 1 else "", parts[-1])


@cache
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
    if not _vowels_agree(word, other):
        return False
    sounds, its_others = skeleton(word), skeleton(other)
    if len(sounds) > 1 and sounds == its_others:
        return True
    # Segei for Sergei: a letter left out, and none put in its place as in Masoud and Masrour
    return (
        Indel.distance(sounds, its_others) <= 1
        and JaroWinkler.similarity(word, other) >= FIRST_NAME
    )


def _vowels_agree(word: str, other: str) -> bool:
    """Whether nowhere one has a or i and the other o or u: Hussein is not Hassan, nor Mahmoud Mohammed.

    An e is no sign: Abdel is Abdul. Words of different consonants are not compared.

    >>> _vowels_agree("hussein", "hassan"), _vowels_agree("abdel", "abdul"), _vowels_agree("shaigu", "shoygu")
    (False, True, True)
    """
    slots, others = (
        re.split(r"[^aeiouy]", _sounds(each).replace("y", "i")) for each in (word, other)
    )
    if len(slots) != len(others):
        return True
    return not any(_opposed(slot, its_other) for slot, its_other in zip(slots, others, strict=True))


def _opposed(vowels: str, others: str) -> bool:
    one, other = set(vowels), set(others)
    if not one or not other:
        return False
    return (one <= ROUND and other <= OPEN) or (one <= OPEN and other <= ROUND)


def _other_gender(word: str, other: str) -> bool:
    """Paul and Paula, Maria and Marie, Rene and Renee: a last -a or -e that only one of them has."""
    sexes = {sex_of(word.capitalize()), sex_of(other.capitalize())}
    if sexes == {"f", "m"}:
        return True
    return word[-1] != other[-1] and (word[-1] in "ae" or other[-1] in "ae")
