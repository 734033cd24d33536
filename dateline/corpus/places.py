"""Where a place is: chosen by what the articles that name it say, or not at all.

Each article has one voice. It is for the namesake whose country or state is named right beside the name
("Tripoli, Lebanon"); without that, for the one its countries speak for; else it has none. The namesake
with most voices has it. Where no article has a voice, a large city far larger than all its namesakes has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.corpus.beside import Area, Evidence
from dateline.entities import gazetteer
from dateline.entities.countries import rivals
from dateline.entities.gazetteer import FAR_LARGER, Place, Region
from dateline.model import EntityType, PlaceCandidate

# A namesake with under a twentieth of the people (gazetteer.FAR_LARGER) counts for nothing unless its
# country is right beside: Moscow, Idaho has 1 in 414 of Moscow's, but Tripoli in Lebanon 1 in 6 of
# Tripoli's. So an article that names the United States ten times does not move Moscow there.
#
# Among the others, weight is people times mentions of their country, of which the fourth adds nothing (the
# United States are named in any article); one whose country is never named has a quarter of a mention,
# and the heaviest must have twice the next one's. With these, three mentions of Lebanon (or one in a
# sentence with the place, beside.SAME_SENTENCE) and none of Libya make Tripoli the Lebanese one, and one
# leaves it open.
UNNAMED = 0.25
ENOUGH = 3
TWICE = 2
# A town that no article is a witness for must be larger: Union, Bank, Hall and Republic are towns too.
LARGE = 100_000
CANDIDATES = 10
# "Calif", "Mo" and "D.C." are states however many towns are called so.
LONGEST_ABBREVIATION = 5
# "in the Netherlands", but "in Libya"
WITH_ARTICLE = re.compile(
    r"(?:The )?(?=United|.*(?:Islands|Republic)$|.*(?:Republic of|Union$)|Netherlands|Philippines|Maldives"
    r"|Bahamas|Gambia|Comoros|Seychelles|Vatican$|Palestinian)"
)


@dataclass(frozen=True, slots=True)
class Location:
    """A point, or a country without one, and why; all null where nothing decides, with what it may be."""

    country: str | None
    latitude: float | None
    longitude: float | None
    gazetteer_id: str | None
    reason: str
    candidates: tuple[Place, ...] = ()


def locate(name: str, kind: EntityType, evidence: Sequence[Evidence] = ()) -> Location:
    """Where a country or place is, by what each article that names it says (see beside.evidence_of).

    >>> libya = Evidence(countries=Counter(LBY=5, RUS=2))
    >>> locate("Tripoli", "place", [libya]).reason
    'Tripoli in Libya: Libya is named in the article'
    >>> locate("Tripoli", "place").reason
    '3 cities are called Tripoli and nothing in the articles decides'
    """
    if kind == "country":
        return _country(name)
    if kind != "place":
        return _nowhere("not a place")
    cities = _namesakes(name, evidence)
    beside = {area for article in evidence for area in article.beside}
    region = gazetteer.region_of(name) if gazetteer.is_region(name) else None
    if region is None and (not cities or len(name) <= LONGEST_ABBREVIATION):
        region = gazetteer.division_of(name)
    if region and not any(_lies_in(city, area) for city in cities for area in beside):
        return _region(name, region, evidence)
    if not cities:
        return _nowhere("not in the gazetteer")
    return _chosen(name, cities, evidence)


def place_candidates(entity_id: str, location: Location) -> list[PlaceCandidate]:
    """A row for each city that an ambiguous place may be."""
    return [
        PlaceCandidate(
            entity_id=entity_id,
            gazetteer_id=city.gazetteer_id,
            name=city.name,
            country=city.country,
            latitude=city.latitude,
            longitude=city.longitude,
            population=city.population,
        )
        for city in location.candidates
    ]


def _country(name: str) -> Location:
    iso3 = gazetteer.country_of(name)
    if iso3 is None:
        return _nowhere("not in the gazetteer")
    middle = gazetteer.country_location(iso3)
    if middle is None:
        return Location(iso3, None, None, None, "a country of which no point is known")
    return Location(iso3, middle[1], middle[2], middle[0], "a country, shown at its middle")


def _region(name: str, region: Region, evidence: Sequence[Evidence]) -> Location:
    """A state, province, continent or sea. Georgia is the state only where its country is spoken of."""
    if gazetteer.needs_witness(name):
        voices = sum(article.countries[rivals()[name]] > 0 for article in evidence)
        if 2 * voices <= len(evidence):
            return _nowhere(f"{name} is a country and a {region.kind}, and nothing decides")
    country = gazetteer.country_name(region.country or "")
    reason = f"a {region.kind} of {_the(country)}" if country else f"a {region.kind}"
    return Location(region.country, None, None, region.gazetteer_id, f"{reason}: no point is given")


def _chosen(name: str, cities: list[Place], evidence: Sequence[Evidence]) -> Location:
    chosen = [_choice(cities, article) for article in evidence]
    voices = Counter(city for city, _ in filter(None, chosen))
    best = sorted(voices.values(), reverse=True)
    if best and (len(best) == 1 or best[0] > best[1]):
        city = max(voices, key=lambda place: voices[place])
        how = Counter(how for found, how in filter(None, chosen) if found == city)
        return _at(city, f"{_in_words(name, city)}: {_witnesses(city, how, len(evidence))}")
    first, *others = cities
    if not best and first.population >= LARGE:
        if not others:
            return _at(first, f"{_in_words(name, first)}: the only one in the gazetteer")
        if first.population >= FAR_LARGER * others[0].population:
            people = f"{first.population:,} people and the next {others[0].population:,}"
            return _at(first, f"{_in_words(name, first)}: it has {people}")
    why = "the articles disagree" if best else "nothing in the articles decides"
    called = f"{len(cities)} cities are called {name}" if others else f"a town is called {name}"
    return Location(None, None, None, None, f"{called} and {why}", tuple(cities[:CANDIDATES]))


def _namesakes(name: str, evidence: Sequence[Evidence]) -> list[Place]:
    """The cities the name may mean, the most populous first.

    A name that a city has in some language or age counts when no city bears it as its own, or when its
    country stands right beside: Rome is no Lomé, and Alexandria no Mashhad.
    """
    cities = gazetteer.cities_of(name)
    own = [city for city in cities if city.is_own_name]
    beside = {area for article in evidence for area in article.beside}
    if not own:
        return list(cities)
    return [c for c in cities if c in own or any(_lies_in(c, area) for area in beside)]


# ---------------------------------------------------------------- one article's voice


def _choice(cities: list[Place], article: Evidence) -> tuple[Place, str] | None:
    """The namesake an article speaks for, and by what: "beside" or "named"; None when it does not say."""
    beside = {
        next(city for city in cities if _lies_in(city, area))
        for area in article.beside
        if any(_lies_in(city, area) for city in cities)
    }
    if beside:
        return (beside.pop(), "beside") if len(beside) == 1 else None
    large = _contenders(cities)
    mentions = {city: _mentions(city, large, article) for city in large}
    if not any(mentions.values()):
        return None
    first, *others = sorted(
        ((city.population * (mentions[city] or UNNAMED), city) for city in large),
        key=lambda weighed: (-weighed[0], weighed[1].gazetteer_id),
    )
    if mentions[first[1]] and all(first[0] >= TWICE * weight for weight, _ in others):
        return first[1], "named"
    return None


def _contenders(cities: list[Place]) -> list[Place]:
    """Those with at least a twentieth of the people of the largest."""
    return [city for city in cities if city.population * FAR_LARGER >= cities[0].population]


def _mentions(city: Place, rivals: Iterable[Place], article: Evidence) -> int:
    """How often the article speaks of the city's country; where it names states of namesakes, of the state."""
    here = article.divisions[city.country, city.division]
    named = any(
        article.divisions[other.country, other.division]
        for other in rivals
        if other.country == city.country
    )
    if named and not here:
        return 0
    return here + min(article.countries[city.country], ENOUGH)


def _lies_in(city: Place, area: Area) -> bool:
    country, division = area
    return city.country == country and division in {None, city.division}


# ---------------------------------------------------------------- in words


def _at(city: Place, reason: str) -> Location:
    return Location(city.country, city.latitude, city.longitude, city.gazetteer_id, reason)


def _nowhere(reason: str) -> Location:
    return Location(None, None, None, None, reason)


def _the(country: str) -> str:
    return WITH_ARTICLE.sub("the ", country, count=1) if WITH_ARTICLE.match(country) else country


def _in_words(name: str, city: Place) -> str:
    return f"{name} in {_the(gazetteer.country_name(city.country) or city.country)}"


def _witnesses(city: Place, how: Counter[str], articles: int) -> str:
    country = _the(gazetteer.country_name(city.country) or city.country)
    if articles == 1:
        return f"{country} is named {'right beside it' if how['beside'] else 'in the article'}"
    parts = []
    if how["beside"]:
        parts.append(f"stands right beside it in {how['beside']}")
    if how["named"]:
        parts.append(f"is named in {how['named']}")
    return f"{country} {' and '.join(parts)} of the {articles} articles that name it"
