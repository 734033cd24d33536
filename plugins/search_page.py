"""Serves /-/search?q=: one search over the texts, the names and the incidents.

Of several databases, it says what is found in each, the best of it, and where the rest is.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from datasette import Forbidden, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import BadRequest, Request
from datasette.views.base import DatasetteError

from dateline.serving import Collection, collection_of, ensure_readable, names, reading, route
from dateline.site import search as site
from dateline.site.when import day_in_words, when_in_words

READ = ("aliases", "articles", "entities", "events", "incidents", "sentences", "texts")
FEW = 5  # of each kind and database, where several are searched
Row = dict[str, Any]


async def search_page(datasette: Datasette, request: Request) -> Response:
    """What the search finds, as a page or as JSON."""
    collection = await reading(datasette, request, *READ)
    typed, words = _asked(request)
    found = await _found(collection.db, words) if words.words else {}
    if request.url_vars["format"]:
        return Response.json({"q": typed, "words": words.words, **found})
    context = {
        "q": typed,
        "words": words.words,
        "begun": words.begun,
        "ranked": site.RANKED,
        **found,
        "highlighted": lambda texts: site.highlighted(texts, words),
        "in_table": lambda table: (
            f"{collection.table(table)}?"
            + urlencode({"_search": words.match, "_searchmode": "raw"})
        ),
        "day_in_words": day_in_words,
        "when_in_words": when_in_words,
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))


def _asked(request: Request) -> tuple[str, site.Words]:
    """What was typed, and the words in it; raises BadRequest for what is too long."""
    typed = request.args.get("q") or ""
    if len(typed) > site.LONGEST:
        raise BadRequest(
            f"q is {len(typed):,} characters long: write at most {site.LONGEST}, such as the words of a headline"
        )
    words = site.words_of(typed)
    return typed, words


async def search_all(datasette: Datasette, request: Request) -> Response:
    """What the search finds in each of several databases, as a page or as JSON."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    typed, words = _asked(request)
    found: dict[str, dict[str, Any]] = {}
    for name in names(datasette) if words.words else ():
        collection = Collection(datasette, name)
        # what a reader may not see, or this version cannot read, is told on the pages of that database
        with suppress(Forbidden, DatasetteError):
            await ensure_readable(collection, request, *READ)
            found[name] = await _found(collection.db, words)
    if request.url_vars["format"]:
        return Response.json({"q": typed, "words": words.words, "found": found})
    context = {
        "q": typed,
        "words": words.words,
        "ranked": site.RANKED,
        "few": FEW,
        "found": [(Collection(datasette, name), each) for name, each in found.items()],
        "when_in_words": when_in_words,
    }
    html = await datasette.render_template("search_all.html", context, request=request)
    return Response.html(html)


async def _found(db: Database, words: site.Words) -> dict[str, Any]:
    async def rows(sql: str, match: str) -> list[Row]:
        return [dict(row) for row in await db.execute(sql, {"match": match})]

    found = {
        "entities": await rows(site.ENTITIES, words.of_names),
        "incidents": await rows(site.INCIDENTS, words.match),
        "articles": await rows(site.ARTICLES, words.match),
    }
    counts = {kind: listed[0]["matches"] if listed else 0 for kind, listed in found.items()}
    told = site.snippets([article.pop("text") for article in found["articles"]], words)
    for article, parts in zip(found["articles"], told, strict=True):
        article["snippet"] = parts
    return {
        "counts": counts,
        **found,
        "did_you_mean": [] if found["entities"] else await _alike(db, words),
    }


async def _alike(db: Database, words: site.Words) -> list[Row]:
    """Entities whose names have a word like one that no name has, the most alike first; at most five."""
    found: dict[str, Row] = {}
    for word in sorted(words.words, key=len, reverse=True)[:3]:
        asked = site.Words((word,), begun=False)
        if not word[0].isalpha() or (await db.execute(site.WITH_WORD, {"match": asked.match})).rows:
            continue
        terms = await db.execute(site.CANDIDATES, site.candidates_for(word))
        for term, likeness in site.closest(word, (row[0] for row in terms)).items():
            asked = site.Words((term,), begun=False)
            for row in await db.execute(site.WITH_WORD, {"match": asked.match}):
                found.setdefault(row["id"], {**dict(row), "likeness": likeness})
    return sorted(found.values(), key=lambda row: (-row["likeness"], -row["mention_count"]))[:5]


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    if collection_of(datasette, database):
        with suppress(
            sqlite3.OperationalError
        ):  # a database of the name that is not of this making
            conn.execute(site.NAME_WORDS)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [route(r"search(?P<format>\.json)?", search_page, search_all)]
