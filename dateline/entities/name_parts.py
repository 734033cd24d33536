"""A person's name in its parts: given names, surname, generation; particles, honours and nicknames apart."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.entities.gazetteer import folded
from dateline.entities.person_names import is_settled_surname

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

SPECIAL = PARTICLES | GENERATIONS | HONOURS | SHORT_FOR.keys() | {"the", "of"}

# Names of one block are compared pair by pair: their parts are kept while they are
RECENT = 65_536


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
    if words_as_they_are := _plain_words(name):
        return words_as_they_are
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


def _plain_words(name: str) -> tuple[str, ...]:
    """The words of a name with nothing in it to take apart, as most are; none of any other."""
    if not (name.isascii() and name.istitle() and name.replace(" ", "").isalpha()):
        return ()
    words = tuple(name.lower().split())
    return () if any(word in SPECIAL or word.startswith("abd") for word in words) else words


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


@lru_cache(maxsize=RECENT)
def is_full(name: str) -> bool:
    """Whether a person's name has more than a surname: two words, particles not counted.

    >>> is_full("Khalifa Haftar"), is_full("al-Sarraj"), is_full("Norton I"), is_full("Le Pen")
    (True, False, False, False)
    >>> is_full("Bankman-Fried")
    False
    """
    if words := _plain_words(name):
        return len(words) > 1
    plain = name.partition(" of ")[0]
    return (
        " " in plain
        and len(name_parts(plain)) > 1
        and any(folded(word) not in PARTICLES for word in plain.split()[:-1])
    )


def without_suffix(name: str) -> str:
    """The name as written, without generation, honours and what follows "of".

    >>> without_suffix("Robert Hale, Jr."), without_suffix("Patrick Gordon of Auchleuchries")
    ('Robert Hale', 'Patrick Gordon')
    """
    words = name.partition(" of ")[0].split()
    while len(words) > 1 and _ends_in_suffix(" ".join(words), tuple(name_words(words))):
        words.pop()
    return " ".join(words).rstrip(",")


def name_words(words: list[str]) -> list[str]:
    """The words folded, without the marks that may stand behind them."""
    return [folded(word).strip(".,") for word in words]


def surname_key(name: str) -> str:
    """What the surnames of a full name and of a bare one have in common.

    >>> surname_key("Karine Jean-Pierre") == surname_key("Jean-Pierre"), surname_key("Fayez al-Sarraj")
    (True, 'sarraj')
    >>> surname_key("Robert Hale Jr."), surname_key("Daniel Bernoulli FRS")
    ('hale', 'bernoulli')
    """
    plain = without_suffix(name)
    return " ".join(name_parts(plain.split()[-1] if is_full(plain) else plain))


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
