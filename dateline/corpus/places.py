"""Where a place is: chosen by the countries named beside it, or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dateline.entities import gazetteer
from dateline.model import EntityType

# A namesake without a witness counts for nothing when it has under a twentieth of the people:
# Moscow, Idaho has 1 in 415 of Moscow's, but Tripoli in Lebanon 1 in 6 of Tripoli's.
FAR_LARGER = 20


@dataclass(frozen=True, slots=True)
class Location:
    """A point of the gazetteer, or a country with its middle."""

    country: str
    latitude: float | None
    longitude: float | None
    gazetteer_id: str | None


def locate(name: str, kind: EntityType, beside: Counter[str]) -> Location | None:
    """Where a country or place is; None when the gazetteer does not know it or cannot choose.

    `beside` counts the countries (alpha-3) named in the same articles.

    >>> locate("Tripoli", "place", Counter(LBY=5, RUS=2)).country
    'LBY'
    >>> locate("Tripoli", "place", Counter()) is None
    True
    """
    if kind == "country":
        iso3 = gazetteer.country_of(name)
        where = gazetteer.country_location(iso3) if iso3 else None
        if iso3 and where:
            return Location(iso3, where[1], where[2], where[0])
        return Location(iso3, None, None, None) if iso3 else None
    cities = gazetteer.cities_of(name) if kind == "place" else ()
    if not cities:
        return None
    named = [city for city in cities if beside[city.country]]
    if named:
        city = max(named, key=lambda city: (beside[city.country], city.population))
    elif len(cities) == 1 or cities[0].population >= FAR_LARGER * cities[1].population:
        city = cities[0]
    else:
        return None
    return Location(city.country, city.latitude, city.longitude, city.gazetteer_id)
