"""Serves /-/network: who acts with whom, as a drawing and as the table of its edges.

The same address with .json is the nodes and edges that are drawn, with .csv the strongest edges. Drawing and
layout are made by dateline.site; static/network.js only brings out what the pointer or the focus is on.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from dateline.serving import Collection, asked_form, reading, route
from dateline.site.as_csv import as_csv
from dateline.site.filter_form import has_blanks
from dateline.site.filters import Filters
from dateline.site.network import (
    ENTITIES,
    MOST_ROWS,
    counted,
    drawn_of,
    edges_of,
    edges_sql,
    names_of,
    nodes_of,
)
from dateline.site.network_svg import HEIGHT, WIDTH, network, network_legend

READ = ("entities", "incidents", "parties", "stories", "ties")  # what the page is made of
HERE = "/-/network"


async def network_page(datasette: Datasette, request: Request) -> Response:
    """The network of the incidents that the address asks for, as a page, JSON or CSV."""
    collection = await reading(datasette, request, *READ)
    db = collection.db
    form = await asked_form(db, request)
    ending = request.url_vars["ending"]
    if not ending and has_blanks(request.query_string):
        return Response.redirect(collection.path(HERE, form.filters))
    found = await _network(db, form.filters)
    if ending == "csv":
        columns = (
            "source",
            "source_id",
            "target",
            "target_id",
            "type",
            "incidents",
            "first",
            "last",
        )
        names = found["names"]
        rows = [
            (names[e.source][0], e.source, names[e.target][0], e.target, e.type, e.incidents, e.first, e.last)
            for e in found["edges"]
        ]  # fmt: skip
        return Response(
            as_csv(columns, rows),
            content_type="text/csv; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="network.csv"'},
        )
    if ending == "json":
        return Response.json(
            {
                "filters": form.filters.given,
                "not_found": form.missing,
                "nodes": [asdict(node) for node in found["nodes"]],
                "edges": [asdict(edge) for edge in found["drawn"]],
            }
        )
    context = {"form": form, "here": HERE, **found, **_drawing(collection, form.filters, found)}
    return Response.html(await datasette.render_template("network.html", context, request=request))


async def _network(db: Database, filters: Filters) -> dict[str, Any]:
    """The strongest edges, those that are drawn, and the nodes with their names and places."""
    sql, values = edges_sql(filters)
    edges = edges_of(await db.execute(sql, values | {"limit": MOST_ROWS}))
    ids = sorted({end for edge in edges for end in (edge.source, edge.target)})
    names = names_of(await db.execute(ENTITIES, {"ids": json.dumps(ids)}))
    focus = filters.entity[0] if len(filters.entity) == 1 else None
    drawn = drawn_of(edges, focus)
    nodes = nodes_of(drawn, names, WIDTH, HEIGHT, focus)
    return {"edges": edges, "drawn": drawn, "nodes": nodes, "names": names}


def _drawing(collection: Collection, filters: Filters, found: dict[str, Any]) -> dict[str, Any]:
    def entity(key: str) -> str:
        return collection.page("entity", key)

    def pair(source: str, target: str) -> str:
        kept = [key for key in filters.entity if key not in (source, target)]
        both = replace(filters, entity=(source, target, *kept), status=counted(filters))
        return collection.path("/-/timeline", both)

    def focus(key: str) -> str:
        return collection.path(HERE, replace(filters, entity=(key,)))

    nodes, drawn = found["nodes"], found["drawn"]
    return {
        "entity_path": entity,
        "pair_path": pair,
        "focus_path": focus,
        "most_edges": MOST_ROWS,
        "drawing": network(nodes, drawn, entity, pair) if nodes else None,
        "legend": network_legend(drawn, nodes),
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [route(r"network(?:\.(?P<ending>json|csv))?", network_page)]
