"""Serves incidents, ties and articles in the formats of other tools; dateline/site/exports/ writes them.

    /-/incidents.geojson  /-/incidents.ics  /-/incidents.atom  /-/followthemoney.json
    /-/ties.graphml  /-/ties.gexf  /-/article/ID.tml

All but the last take the filters of the timeline. A file is sent a piece at a time and is whole, however
large, except for the feed, whose text says that it is the newest.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import AsgiStream, AsgiWriter, BadRequest, Request

from dateline.serving import Collection, asked_filters, reading, route
from dateline.site.exports import (
    atom,
    followthemoney,
    geojson,
    gexf,
    graphml,
    icalendar,
    incidents,
    ties,
    timeml,
)
from dateline.site.exports.incidents import Incident
from dateline.site.exports.ties import Edge, Node
from dateline.site.filters import BadFilter, Filters

AT_ONCE = 1000  # rows a query: some 10 ms, so that a long file lets others in between
# what the row of an incident is made of: who may not see one of these gets no file
TOLD = ("incidents", "events", "sentences", "articles", "entities", "parties", "stories")
Row = Any
Link = Callable[[str], str]
Keys = tuple[str, dict[str, str]]
Pieces = AsyncIterator[str]


# ---------------------------------------------------------------- the files


async def as_geojson(datasette: Datasette, request: Request) -> AsgiStream:
    """Incidents with coordinates as GeoJSON."""
    collection, filters = await _asked(datasette, request, *TOLD)
    link = _links(collection, request, "incident")
    keys = await _keys(collection.db, incidents.keys_of(filters, incidents.PLACED))

    async def pieces() -> Pieces:
        yield geojson.HEAD
        between = ""
        async for row in _rows(collection.db, incidents.ROWS, keys):
            yield between + geojson.feature(Incident.of(row), link(row["id"]))
            between = geojson.BETWEEN
        yield geojson.TAIL

    return await _file(pieces(), "incidents.geojson", "application/geo+json")


async def as_icalendar(datasette: Datasette, request: Request) -> AsgiStream:
    """Incidents whose first and last day are known as iCalendar."""
    collection, filters = await _asked(datasette, request, *TOLD)
    link = _links(collection, request, "incident")
    keys = await _keys(collection.db, incidents.keys_of(filters, incidents.DATED))

    async def pieces() -> Pieces:
        yield icalendar.HEAD
        async for row in _rows(collection.db, incidents.ROWS, keys):
            yield icalendar.vevent(Incident.of(row), link(row["id"]))
        yield icalendar.TAIL

    return await _file(pieces(), "incidents.ics", "text/calendar; charset=utf-8")


async def as_atom(datasette: Datasette, request: Request) -> Response:
    """The newest incidents as an Atom feed."""
    collection, filters = await _asked(datasette, request, *TOLD)
    link = _links(collection, request, "incident")
    keys = await _keys(collection.db, atom.newest_sql(filters))
    rows = [Incident.of(row) async for row in _rows(collection.db, incidents.ROWS, keys)]
    asked = f"?{filters.query}" if filters.query else ""
    feed = atom.feed(
        [(incident, link(incident.id)) for incident in rows],
        address=_absolute(collection, request, "/-/incidents.atom") + asked,
        page=_absolute(collection, request, "/-/timeline") + asked,
        filters=filters,
    )
    return Response(feed, content_type="application/atom+xml; charset=utf-8")


async def as_followthemoney(datasette: Datasette, request: Request) -> AsgiStream:
    """Entities, articles, who is named where, and incidents as lines of FollowTheMoney."""
    collection, filters = await _asked(
        datasette, request, *TOLD, "mentions", "aliases", "positions"
    )
    entity, link = (_links(collection, request, kind) for kind in ("entity", "incident"))
    who = await _keys(collection.db, followthemoney.entity_keys(filters))
    articles = await _keys(collection.db, followthemoney.article_keys(filters))
    what = await _keys(collection.db, incidents.keys_of(filters))

    async def pieces() -> Pieces:
        async for row in _rows(collection.db, followthemoney.ENTITIES, who):
            yield followthemoney.entity(row, entity(row["id"]))
        async for row in _rows(collection.db, followthemoney.ARTICLES, articles):
            yield followthemoney.article(row)
        if not filters.given:  # an article of a few incidents names others, who are not in the file
            async for row in _rows(collection.db, followthemoney.MENTIONS, articles, at_once=100):
                yield followthemoney.mention(row)
        for start in range(0, len(what), AT_ONCE):
            some = what[start : start + AT_ONCE]
            beside = {
                row["id"]: row async for row in _rows(collection.db, followthemoney.BESIDE, some)
            }
            async for row in _rows(collection.db, incidents.ROWS, some):
                yield followthemoney.event(Incident.of(row), beside[row["id"]], link(row["id"]))

    # the type that publishers of such lines give them; none is registered
    return await _file(pieces(), "followthemoney.json", "application/json+ftm; charset=utf-8")


async def as_graphml(datasette: Datasette, request: Request) -> AsgiStream:
    """Ties as GraphML."""
    nodes, edges = await _network(datasette, request)

    async def pieces() -> Pieces:
        yield graphml.HEAD
        async for row in nodes:
            yield graphml.node(Node.of(row))
        async for row in edges:
            yield graphml.edge(Edge.of(row))
        yield graphml.TAIL

    return await _file(pieces(), "ties.graphml", "application/graphml+xml; charset=utf-8")


async def as_gexf(datasette: Datasette, request: Request) -> AsgiStream:
    """Ties as GEXF."""
    nodes, edges = await _network(datasette, request)

    async def pieces() -> Pieces:
        yield gexf.HEAD
        async for row in nodes:
            yield gexf.node(Node.of(row))
        yield gexf.BETWEEN
        async for row in edges:
            yield gexf.edge(Edge.of(row))
        yield gexf.TAIL

    return await _file(pieces(), "ties.gexf", "application/gexf+xml; charset=utf-8")


async def as_timeml(datasette: Datasette, request: Request) -> Response:
    """An article as TimeML."""
    db = (await reading(datasette, request, "texts", "articles", "time_expressions", "events")).db
    article_id = tilde_decode(request.url_vars["article_id"])
    found = {
        name: (await db.execute(sql, {"id": article_id})).rows
        for name, sql in (
            ("articles", timeml.ARTICLE),
            ("times", timeml.TIMES),
            ("events", timeml.EVENTS),
        )
    }
    if not found["articles"]:
        raise NotFound(f"There is no article {article_id}")
    document = timeml.document(found["articles"][0], found["times"], found["events"])
    return Response(document, content_type="application/xml; charset=utf-8")


# ---------------------------------------------------------------- what they share


async def _asked(
    datasette: Datasette, request: Request, *tables: str
) -> tuple[Collection, Filters]:
    """The collection and the filters of an address, or the page that says what is wrong with them."""
    collection = await reading(datasette, request, *tables)
    return collection, await asked_filters(collection.db, request)


async def _network(
    datasette: Datasette, request: Request
) -> tuple[AsyncIterator[Row], AsyncIterator[Row]]:
    """The rows of a network's nodes and edges."""
    collection, filters = await _asked(datasette, request, "ties", "entities", "stories")
    try:
        nodes = await _keys(collection.db, ties.node_keys(filters))
        edges = await _keys(collection.db, ties.edge_keys(filters))
    except BadFilter as error:
        raise BadRequest(str(error)) from error
    return _rows(collection.db, ties.NODES, nodes), _rows(collection.db, ties.EDGES, edges)


async def _keys(db: Database, wanted: Keys) -> list[int]:
    """The rowids wanted, in order: eight bytes a row, where the rows themselves would fill the memory."""
    sql, values = wanted
    try:
        found = await db.execute(f"select json_group_array(key) from ({sql})", values)
    except QueryInterrupted as error:
        raise BadRequest(
            "That takes longer than this site allows: ask for less, such as one year with from= and to=,"
            " or take the whole files of /-/downloads"
        ) from error
    keys: list[int] = sorted(json.loads(found.single_value()))
    return keys


async def _rows(
    db: Database, sql: str, keys: list[int], at_once: int = AT_ONCE
) -> AsyncIterator[Row]:
    for start in range(0, len(keys), at_once):
        some = json.dumps(keys[start : start + at_once])
        for row in await db.execute(sql, {"some": some}):
            yield row


async def _file(pieces: Pieces, name: str, content_type: str) -> AsgiStream:
    """The pieces as a download, sent some rows at a time.

    The first ones are made before anything is sent, so that what fails fails with a page that says why.
    """
    first = [piece async for piece in _some(pieces)]

    async def send(writer: AsgiWriter) -> None:
        await writer.write("".join(first))
        while some := [piece async for piece in _some(pieces)]:
            await writer.write("".join(some))

    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return AsgiStream(send, headers=headers, content_type=content_type)


async def _some(pieces: Pieces) -> Pieces:
    """The next pieces, as many as a query gives."""
    for _ in range(AT_ONCE):
        try:
            yield await anext(pieces)
        except StopAsyncIteration:
            return


def _absolute(collection: Collection, request: Request, path: str) -> str:
    address: str = collection.datasette.absolute_url(request, collection.path(path))
    return address


def _links(collection: Collection, request: Request, kind: str) -> Link:
    """What makes the whole address of a page of an id."""
    start = _absolute(collection, request, f"/-/{kind}/")
    return lambda identifier: start + tilde_encode(identifier)


FILES: tuple[tuple[str, Callable[..., Awaitable[Any]]], ...] = (
    (r"incidents\.geojson", as_geojson),
    (r"incidents\.ics", as_icalendar),
    (r"incidents\.atom", as_atom),
    (r"followthemoney\.json", as_followthemoney),
    (r"ties\.graphml", as_graphml),
    (r"ties\.gexf", as_gexf),
    # an id has no dots, and tilde-encoding would hide one
    (r"article/(?P<article_id>[^/.]+)\.tml", as_timeml),
)


# first, for the page of an article takes any name
@hookimpl(tryfirst=True)
def register_routes() -> list[tuple[str, Any]]:
    return [route(pattern, view) for pattern, view in FILES]
