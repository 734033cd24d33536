"""Where incidents happened: how many there are in each place, and the places as GeoJSON.

A place that has no position is listed like any other and says why it is not drawn. No circle stands for an area:
a country's is in its middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

MOST_PLACES = 500  # circles on the map, and as many stops of the Tab key
MOST_ROWS = 200  # rows of the table beside it
SMALLEST, LARGEST = 5.0, 26.0  # radius of a circle in pixels; the smallest can still be hit

# grouped first: else SQLite reads the entities of each incident before it groups them
PLACES = """
with found as (
  select place_id, count(*) as incidents, min(coalesce(earliest, latest)) as first,
    max(coalesce(latest, earliest)) as last
  from incidents where place_id is not null and {where} group by place_id
)
select entities.id, name, type, country, latitude, longitude, location_reason, incidents, first, last
from found join entities on entities.id = place_id order by incidents desc, entities.id
"""
COUNTED = "select count(*) as matching, count(place_id) as placed from incidents where {where}"

COLUMNS = (
    "id", "name", "type", "country", "latitude", "longitude", "location_reason", "incidents", "first", "last",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place with how many of the incidents happened there, and their first and last day."""

    id: str
    name: str
    type: str
    country: str | None
    latitude: float | None
    longitude: float | None
    location_reason: str | None
    incidents: int
    first: str | None
    last: str | None

    @property
    def drawn(self) -> bool:
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class Places:
    """All places of the incidents that match, and how many incidents there are in all.

    `matching` counts incidents, `placed` those of which a report says where.
    """

    matching: int
    placed: int
    places: tuple[Place, ...]  # most incidents first

    @property
    def on_map(self) -> list[Place]:
        return [place for place in self.places if place.drawn][:MOST_PLACES]

    @property
    def without_position(self) -> int:
        """Incidents in places of which nobody knows where they are."""
        return sum(place.incidents for place in self.places if not place.drawn)

    @property
    def left_off(self) -> int:
        """Places with a position that are not drawn because too many others have more incidents."""
        return max(0, sum(place.drawn for place in self.places) - MOST_PLACES)


def places_of(counted: Sequence[int], rows: Iterable[Mapping[str, Any]]) -> Places:
    """The places that a database's rows of COUNTED and PLACES tell of."""
    places = tuple(Place(**{name: row[name] for name in COLUMNS}) for row in rows)
    return Places(counted[0], counted[1], places)


def radius(incidents: int, most: int) -> float:
    """The radius of a circle in pixels: its area goes with the number, and none is too small to hit.

    >>> radius(100, 100), radius(25, 100), radius(1, 10_000)
    (26.0, 13.0, 5.0)
    """
    return round(max(SMALLEST, LARGEST * sqrt(incidents / most)), 1)


def geojson(
    places: Sequence[Place],
    entity_path: Callable[[Place], str],
    timeline_path: Callable[[Place], str],
) -> dict[str, Any]:
    """The places as a GeoJSON FeatureCollection (RFC 7946: longitude first)."""
    most = max((place.incidents for place in places), default=1)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": place.id,
                "geometry": {
                    "type": "Point",
                    "coordinates": [place.longitude, place.latitude],
                },
                "properties": {
                    "name": place.name,
                    "type": place.type,
                    "incidents": place.incidents,
                    "first": place.first,
                    "last": place.last,
                    "radius": radius(place.incidents, most),
                    "entity": entity_path(place),
                    "timeline": timeline_path(place),
                },
            }
            for place in places
        ],
    }
