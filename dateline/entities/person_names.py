"""First names and surnames as they are borne: from Faker's lists and one of our own.

Faker (MIT) carries the names of some eighty countries; rules/first_names.csv adds what newspapers write
of Arabic, Russian and other names. A first name is a hint that a name is a person's, never a proof:
Virginia, Sultan and Paris are first names too.

The lists also tell spellings that are settled from those that are only a transliteration. Mark and Marc,
Clark and Clarke are two names, and people who bear them are two until something else says otherwise;
Sergei and Sergey, Shoigu and Shoygu are one name that a clerk or an editor put into Latin letters.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Literal

from faker.providers import person

from dateline.entities.gazetteer import folded
from dateline.rules import read_words

Sex = Literal["f", "m"]
BEYOND_LATIN = "\u0250"  # the first letter that no Latin alphabet has
FIRST_NAMES = (
    ("f", "first_names_female"),
    ("m", "first_names_male"),
    ("", "first_names"),
    ("", "first_romanized_names"),
)
# Where surnames are written in Latin letters by those who bear them, and not mostly put into them
LATIN = ("cs", "da", "de", "en", "es", "fi", "fr", "ga", "hr", "hu", "is", "it", "nl", "no", "pl", "pt", "ro",
         "sk", "sl", "sv", "tr")  # fmt: skip
SURNAMES = (("", "last_names"), ("", "last_names_female"), ("", "last_names_male"))


def is_first_name(word: str) -> bool:
    """Whether people bear the word as a first name.

    >>> is_first_name("Sergei"), is_first_name("Khalifa"), is_first_name("Ministry")
    (True, True, False)
    """
    return word in _sexes()


def first_names() -> frozenset[str]:
    """Every first name known.

    >>> {"Sergei", "Angela"} <= first_names()
    True
    """
    return frozenset(_sexes())


def surnames() -> frozenset[str]:
    """Every surname of Faker's lists.

    >>> {"Clark", "Clarke"} <= surnames()
    True
    """
    return frozenset(name for _, name in _listed(SURNAMES))


def sex_of(first_name: str) -> Sex | None:
    """f or m; None when both bear the name, or when it is not known.

    >>> sex_of("Angela"), sex_of("Muammar"), sex_of("Kim"), sex_of("Ministry")
    ('f', 'm', None, None)
    """
    sexes = _sexes().get(first_name, frozenset())
    if sexes == {"f"}:
        return "f"
    return "m" if sexes == {"m"} else None


def is_settled_first_name(word: str) -> bool:
    """Whether the first name, in lower case, has one spelling: a like one is another name.

    >>> is_settled_first_name("mark"), is_settled_first_name("marc"), is_settled_first_name("sergey")
    (True, True, False)
    """
    return word in _settled_first_names()


def is_settled_surname(word: str) -> bool:
    """Whether the surname, in lower case, has one spelling: a like one is another family.

    >>> is_settled_surname("clark"), is_settled_surname("clarke"), is_settled_surname("shoygu")
    (True, True, False)
    """
    return word in _settled_surnames()


@cache
def _sexes() -> dict[str, frozenset[str]]:
    """First name → the sexes that bear it; none where a list does not say."""
    found: dict[str, set[str]] = {}
    for sex, name in _listed(FIRST_NAMES):
        found.setdefault(name, set()).update(sex)
    for row in read_words("first_names.csv", "name", "sex"):
        found.setdefault(row["name"], set()).add(row["sex"])
    return {name: frozenset(sexes) for name, sexes in found.items()}


@cache
def _settled_first_names() -> frozenset[str]:
    transliterated = {row["name"] for row in read_words("first_names.csv", "name", "sex")}
    return frozenset(folded(name) for _, name in _listed(FIRST_NAMES) if name not in transliterated)


@cache
def _settled_surnames() -> frozenset[str]:
    return frozenset(folded(name) for _, name in _listed(SURNAMES, LATIN))


def _listed(
    kinds: tuple[tuple[str, str], ...], languages: tuple[str, ...] = ("",)
) -> Iterator[tuple[str, str]]:
    """Sex (or nothing) and name, from the lists of Faker in these languages that are in Latin letters."""
    for country in pkgutil.iter_modules(person.__path__):
        if not country.name.startswith(languages):
            continue
        provider = importlib.import_module(f"{person.__name__}.{country.name}").Provider
        for sex, lists in kinds:
            names = getattr(provider, lists, ())
            if not isinstance(names, property):
                yield from (
                    (sex, name)
                    for name in names
                    if name[:1].isupper()
                    and name.isalpha()
                    and (name.isascii() or max(name) < BEYOND_LATIN)
                )
