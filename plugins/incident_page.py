"""Serves /-/incident/ID: what each source says of one incident, side by side."""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from dateline.serving import reading, route
from dateline.site import incident as site
from dateline.site.entity import marked
from dateline.site.when import day_in_words, when_in_words

READ = ("articles", "conflicts", "entities", "events", "incidents", "parties", "sentences")
Row = dict[str, Any]


async def incident_page(datasette: Datasette, request: Request) -> Response:
    """The page of one incident, or its rows as JSON."""
    db = (await reading(datasette, request, *READ)).db
    identifier = tilde_decode(request.url_vars["incident_id"])

    async def rows(sql: str) -> list[Row]:
        return [dict(row) for row in await db.execute(sql, {"id": identifier})]

    incidents = await rows(site.INCIDENT)
    if not incidents:
        raise NotFound(f"There is no incident {identifier}")
    found = {
        "incident": incidents[0],
        **{name: await rows(sql) for name, sql in site.QUERIES.items()},
    }
    if request.url_vars["format"]:
        return Response.json(found)
    cards = site.cards_of(found["reports"], found["participants"], found["sources"])
    context = {
        **found,
        "cards": cards,
        "said": site.said_by(cards),
        "nameless": []
        if found["parties"]
        else site.nameless_of(cards, found["incident"]["best_event_id"]),
        "marked": marked,
        "day_in_words": day_in_words,
        "when_in_words": when_in_words,
    }
    return Response.html(await datasette.render_template("incident.html", context, request=request))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [route(r"incident/(?P<incident_id>[^/.]+)(?P<format>\.json)?", incident_page)]
