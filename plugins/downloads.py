"""Serves /-/downloads, the page of all that can be had, and what describes it to other programs.

    /-/downloads/FILE  a file that `dateline downloads` made, from the folder downloads beside the database
                       (downloads/NAME where the site has several databases)
    /-/datapackage.json  /-/croissant.json  what the tables hold, with the addresses of their CSV on this site

Gives the templates of the front page and of this page `json_ld`: the site in schema.org's words, safe to print
in a script element.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Container
from pathlib import Path
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import AsgiFileDownload, Request
from markupsafe import Markup

from dateline.downloads import SUMS, names_in
from dateline.schema import described
from dateline.serving import (
    Collection,
    asked_filters,
    asked_for,
    ensure_database,
    ensure_table,
    may_read,
    names,
    reading,
    route,
)
from dateline.site.exports.croissant import croissant
from dateline.site.exports.datapackage import File, package
from dateline.site.exports.schema_org import catalog, in_a_page
from dateline.site.exports.tables import Table, tables

FOLDER = "downloads"
PAGES = ("index.html", "downloads.html")
MAIN = (
    "timeline",
    "event_list",
)  # what people download; a check of every table is slow on the front page

# what there is of incidents and ties: address, name, and what it is for
INCIDENTS = (
    ("incidents.geojson", "GeoJSON", "Incidents whose place has coordinates, for a map: QGIS, Leaflet."),
    ("incidents.ics", "iCalendar", "Incidents whose first and last possible day are known, for a calendar. One of"
     " uncertain day spans all days it may have been on."),
    ("incidents.atom", "Atom feed", "The 100 incidents of the latest days, for a feed reader."),
    ("followthemoney.json", "FollowTheMoney", "People, organizations, places, articles and incidents, for"
     " OpenAleph: one JSON object a line."),
)  # fmt: skip
TIES = (
    ("ties.graphml", "GraphML", "Who acts with or on whom, for Gephi, yEd, igraph or NetworkX."),
    ("ties.gexf", "GEXF", "The same in Gephi’s own format."),
)
# rows of each table as the build counted them: counting a million anew takes too long for a page
COUNTS = "select tbl, max(cast(stat as integer)) from sqlite_stat1 group by tbl"
COUNTED_AS = {"timeline": "incidents", "event_list": "events"}
DAYS = "select (select min(earliest) from incidents), (select max(latest) from incidents)"


async def downloads_page(datasette: Datasette, request: Request) -> Response:
    """The page of all downloads; with filters in its address, those of incidents have them too."""
    collection = await _readable(datasette, request)
    db = collection.db
    filters = await asked_filters(db, request)
    there = await _visible(collection, request, described())
    counted = dict(tuple(row) for row in await db.execute(COUNTS))
    made = _made(collection)
    limit = datasette.setting("max_csv_mb")
    context = {
        "filters": filters,
        "tables": [
            _row(collection, table, counted.get(COUNTED_AS.get(table.name, table.name), 0), made)
            for table in there
        ],
        "incidents": _formats(collection, INCIDENTS, filters.query),
        # ties cannot be asked for by day or place, so they are whole here
        "ties": _formats(collection, TIES, ""),
        "file": collection.file() if _has_file(collection) else "",
        "file_size": size_in_words(db.size),
        "made": made,
        "stale": bool(made) and await _facts(db) != _facts_made(collection),
        "made_path": lambda name: collection.path(f"/-/downloads/{name}"),
        "size_in_words": size_in_words,
        "csv_whole": datasette.setting("allow_csv_stream"),
        "csv_limit": limit,
        "example": await _first_article(collection),
        "sql": datasette.setting("default_allow_sql"),
        "address": datasette.absolute_url(request, collection.database()),
        "made_in": _folder(collection).relative_to(Path(collection.db.path).parent),
    }
    html = await datasette.render_template("downloads.html", context, request=request)
    return Response.html(html)


async def made_file(datasette: Datasette, request: Request) -> AsgiFileDownload:
    """A file of the folder: only one that SHA256SUMS lists, and only of a table the reader may see."""
    collection = await _readable(datasette, request)
    name = request.url_vars["name"]
    if name not in _made(collection):
        raise NotFound(f"There is no file {name} to download")
    stem = name.partition(".")[0]
    if stem in {table.name for table in tables()}:
        await ensure_table(collection, request, stem)
    kind = {".gz": "application/gzip", ".json": "application/json"}.get(Path(name).suffix)
    return AsgiFileDownload(_folder(collection) / name, name, content_type=kind or "text/plain")


async def live_package(datasette: Datasette, request: Request) -> Response:
    """The Data Package of this site."""
    files, facts = await _live(datasette, request)
    return Response.json(package(files, facts))


async def live_croissant(datasette: Datasette, request: Request) -> Response:
    """The Croissant description of this site."""
    files, facts = await _live(datasette, request)
    site = datasette.absolute_url(request, datasette.urls.instance())
    return Response.json(croissant(files, facts, site))


# ---------------------------------------------------------------- what there is


async def _readable(datasette: Datasette, request: Request) -> Collection:
    collection = await reading(datasette, request)
    await ensure_database(collection, request.actor)
    return collection


async def _visible(collection: Collection, request: Request, names: Container[str]) -> list[Table]:
    """The tables and views of these names that the reader may see."""
    seen = []
    for table in tables():
        if table.name not in names:
            continue
        seen += [table] if await may_read(collection, request, table.name) else []
    return seen


async def _live(datasette: Datasette, request: Request) -> tuple[dict[str, File], dict[str, str]]:
    """The CSV of each table on this site, and what the database was made with."""
    collection = await _readable(datasette, request)
    files = {
        table.name: File(
            path=datasette.absolute_url(request, _csv(collection, table)),
        )
        for table in await _visible(collection, request, described())
    }
    return files, await _facts(collection.db)


async def _facts(db: Database) -> dict[str, str]:
    return dict(tuple(row) for row in await db.execute("select key, value from build"))


async def _first_article(collection: Collection) -> str:
    """The address of the first article as TimeML; empty when there is no article."""
    row = (await collection.db.execute("select id from articles order by id limit 1")).first()
    return f"{collection.page('article', row['id'])}.tml" if row else ""


def _csv(collection: Collection, table: Table) -> str:
    """The address of all rows of a table."""
    return f"{collection.table(table.name, format='csv')}?_stream=on"


def _row(collection: Collection, table: Table, rows: int, made: dict[str, int]) -> dict[str, Any]:
    files = ((f"{table.name}.{kind}.gz", kind) for kind in ("csv", "jsonl"))
    return {
        "name": table.name,
        "description": table.description,
        "rows": rows,
        "page": collection.table(table.name),
        "csv": _csv(collection, table),
        "json": f"{collection.table(table.name, format='json')}?_shape=array",
        "made": [(name, kind, size_in_words(made[name])) for name, kind in files if name in made],
    }


def _formats(
    collection: Collection, formats: tuple[tuple[str, str, str], ...], query: str
) -> list[dict[str, str]]:
    ending = f"?{query}" if query else ""
    return [
        {"href": collection.path(f"/-/{address}") + ending, "name": name, "use": use}
        for address, name, use in formats
    ]


def _has_file(collection: Collection) -> bool:
    """Whether Datasette gives the database itself: only one that cannot change while it is read."""
    return bool(collection.datasette.setting("allow_download")) and not collection.db.is_mutable


def _folder(collection: Collection) -> Path:
    folder = Path(collection.db.path).parent / FOLDER
    return folder if len(names(collection.datasette)) == 1 else folder / collection.name


def _made(collection: Collection) -> dict[str, int]:
    """The files that were made, with their bytes; none when there are none, or not all."""
    folder = _folder(collection)
    try:
        names = [*names_in(folder.joinpath(SUMS).read_text("utf-8")), SUMS]
        return {name: folder.joinpath(name).stat().st_size for name in names if "/" not in name}
    except OSError:
        return {}


def _facts_made(collection: Collection) -> dict[str, str]:
    """What the database was made with of which the files were made."""
    try:
        made = json.loads(_folder(collection).joinpath("datapackage.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    facts: dict[str, str] = made.get("dateline:build", {})
    return facts


def size_in_words(octets: int) -> str:
    """A size as people write it.

    >>> size_in_words(812), size_in_words(1_530_000), size_in_words(2_100_000_000)
    ('812 bytes', '1.5 MB', '2.1 GB')
    """
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if octets >= unit:
            return f"{octets / unit:.1f} {name}"
    return f"{octets} bytes"


# ---------------------------------------------------------------- for search engines


@hookimpl
def extra_template_vars(
    template: str, datasette: Datasette, request: Request | None
) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    collection = asked_for(datasette, request)
    if template not in PAGES or request is None or collection is None:
        return {}

    async def for_search() -> dict[str, Any]:
        site = datasette.absolute_url(request, datasette.urls.instance())
        seen = await _visible(collection, request, MAIN)
        files = [
            (
                f"{table.name}.csv",
                "text/csv",
                datasette.absolute_url(request, _csv(collection, table)),
            )
            for table in seen
        ]
        if _has_file(collection):
            address = datasette.absolute_url(request, collection.file())
            files.insert(0, (f"{collection.name}.db", "application/vnd.sqlite3", address))
        first, last = (await collection.db.execute(DAYS)).first()
        # safe: every <, > and & in it is escaped
        return {"json_ld": Markup(in_a_page(catalog(site, files, (first, last))))}

    return for_search


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [
        route(r"downloads", downloads_page),
        route(r"downloads/(?P<name>[\w.]+)", made_file),
        route(r"datapackage\.json", live_package),
        route(r"croissant\.json", live_croissant),
    ]
