"""What is known of countries, regions and cities before any article is read: one door to the three.

Nothing is chosen here: a name that several cities bear gives several candidates.
"""

from __future__ import annotations

from functools import cache

from dateline.entities.cities import Place, cities_of
from dateline.entities.countries import (
    capitals,
    country_location,
    country_name,
    country_names,
    country_of,
    country_of_demonym,
    country_of_metonym,
    country_populations,
    folded,
    needs_witness,
)
from dateline.entities.regions import Region, division_of, region_of

__all__ = [
    "Place",
    "Region",
    "cities_of",
    "country_location",
    "country_name",
    "country_names",
    "country_of",
    "country_of_capital",
    "country_of_demonym",
    "country_of_metonym",
    "division_of",
    "folded",
    "is_region",
    "needs_witness",
    "region_of",
]

# "Brussels insists" is the European Union as often as Belgium.
NOT_FOR_ITS_COUNTRY = {"brussels"}
# Kingston is Jamaica's capital and Norfolk Island's, which has a thousandth of the people.
FAR_LARGER = 20
# Alone, these are the cities, and nothing else in rules/regions.csv is.
CITIES_BEFORE_REGIONS = {"new york", "washington", "quebec"}


def country_of_capital(name: str) -> str | None:
    """The country whose capital has the name; None when two of like size have capitals so called.

    Whether an article means that capital, and not a namesake, is to be known from its location.

    >>> country_of_capital("Moscow"), country_of_capital("Kiev"), country_of_capital("Milan")
    ('RUS', 'UKR', None)
    """
    if folded(name) in NOT_FOR_ITS_COUNTRY:
        return None
    cities, people = cities_of(name), country_populations()
    found = {
        _capital_cities()[city.gazetteer_id]
        for city in cities
        if city.gazetteer_id in _capital_cities()
        and city.population * FAR_LARGER >= cities[0].population  # Delhi is no spelling of Dili
    }
    countries = sorted(found, key=lambda iso3: (-people[iso3], iso3))
    if not countries:
        return None
    if len(countries) == 1 or people[countries[0]] >= FAR_LARGER * people[countries[1]]:
        return countries[0]
    return None


def is_region(name: str) -> bool:
    """Whether a name alone names a state, province, continent or the like, and no city.

    >>> is_region("Texas"), is_region("Middle East"), is_region("New York"), is_region("Tobruk")
    (True, True, False, False)
    """
    return region_of(name) is not None and folded(name) not in CITIES_BEFORE_REGIONS


@cache
def _capital_cities() -> dict[str, str]:
    """GeoNames id of a capital → its country."""
    found = {}
    for iso3, names in capitals().items():
        for name in names:
            here = [c for c in cities_of(name) if c.country == iso3 and c.is_own_name]
            if here:
                found[here[0].gazetteer_id] = iso3
    return found
