"""When two names of organizations are the same words. Never by their letters: no edit distance here.

"Libyan National Army" and "Lebanese National Army" differ by three letters in twenty.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.rules import any_of, read_words

SMALL_WORDS = {"the", "of", "and", "for", "in", "at", "&", "s"}
LEGAL_FORMS = {"ag", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "limited",
               "llc", "llp", "ltd", "plc", "sa", "spa"}  # fmt: skip
# Names that stand inside other names, and their short forms
INSIDE = re.compile(
    r"\b(?:(?P<usa>united states(?: of america)?|u\.s\.a?\.?|usa?)|(?P<un>united nations|u\.n\.)"
    r"|(?P<uk>united kingdom|u\.k\.)|(?P<eu>european union|e\.u\.))(?!\w)"
)
# Where "of" tells two apart: the University of Miami is in Florida, Miami University in Ohio
KEEPS_OF = re.compile(r"\b(?:university|college|bank|institute) of\b")
ABBREVIATED = {"dept": "department", "govt": "government", "intl": "international", "natl": "national",
               "assn": "association", "univ": "university", "centre": "center", "defence": "defense",
               "organisation": "organization", "programme": "program"}  # fmt: skip


def key_of(name: str) -> str:
    """What names of one organization share: the words without small words, legal forms and dots.

    Countries are codes, and where the name has a body that a country has one of (Council, Ministry), the
    order of the words does not count.

    >>> key_of("UN Security Council") == key_of("Security Council of the United Nations")
    True
    >>> key_of("Microsoft Corp.") == key_of("Microsoft"), key_of("Bank of America") == key_of("US Bank")
    (True, False)
    >>> key_of("Libyan National Army") == key_of("Lebanese National Army")
    False
    >>> key_of("University of Miami") == key_of("Miami University")
    False
    >>> key_of("Church of Christ") == key_of("Christ Church")
    False
    >>> key_of("Government of the Republic of China") == key_of("Chinese Government")
    False
    >>> key_of("Albanian Government") == key_of("Government of the Republic of Albania")
    True
    """
    plain = _country_names().sub(lambda match: _code(match[0]), folded(name))
    plain = INSIDE.sub(lambda match: match.lastgroup or "", plain)
    words = [
        ABBREVIATED.get(word.strip("."), word.strip(".")) for word in re.split(r"[\s/-]+", plain)
    ]
    words = [word.removesuffix("'s") for word in words if word and word not in SMALL_WORDS]
    kept = [word for word in words if word not in LEGAL_FORMS] or words
    if any(word in _public_bodies() for word in kept) and not KEEPS_OF.search(plain):
        return " ".join(sorted(_country(word) for word in kept))
    of = " of" if " of " in plain else ""  # the Church of Christ is not Christ Church
    return " ".join(kept) + of or folded(name)


@cache
def _country_names() -> re.Pattern[str]:
    """Names of countries of several words, with "republic of", which are one word of another name."""
    several = {folded(name) for name in gazetteer.country_names() if " " in name}
    return re.compile(rf"\b(?:(?:[a-z']+ )?republic of (?:the )?[a-z]+|{any_of(several)})\b")


def _code(words: str) -> str:
    """The code of the country of that name, or the words: "democratic republic of congo" is one."""
    for start in (0, words.find("republic of")):
        if start >= 0 and (iso3 := gazetteer.country_of(words[start:])):
            return words[:start] + iso3
    return words


def without_country(name: str) -> str | None:
    """The name without the country before it; None when none is.

    >>> without_country("Libyan House of Representatives"), without_country("U.S. Senate")
    ('House of Representatives', 'Senate')
    >>> without_country("House of Representatives") is None
    True
    """
    first, _, rest = name.partition(" ")
    if rest and (gazetteer.country_of_demonym(first) or gazetteer.country_of(first)):
        return rest
    match = re.match(r"(?:United States|United Kingdom|United Nations) (\S.*)", name)
    return match[1] if match else None


def _country(word: str) -> str:
    """The code of the country that a word in lower case names, or the word."""
    shown = word.capitalize()
    return gazetteer.country_of_demonym(shown) or gazetteer.country_of(shown) or word


def is_public_body(word: str) -> bool:
    """Whether a country has one of what the word names, such as Congress."""
    return word.lower() in _public_bodies()


@cache
def _public_bodies() -> frozenset[str]:
    """Bodies that a country has one of: there "Libyan" and "of Libya" say the same."""
    return frozenset(row["word"] for row in read_words("public_bodies.csv", "word"))
