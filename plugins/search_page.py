"""Serves /-/search?q=: one search over the texts, the names and the incidents."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request

from dateline.serving import DATABASE, reading
from dateline.site import search as site
from dateline.site.when import day_in_words, when_in_words

READ = ("aliases", "articles", "entities", "events", "incidents", "sentences", "texts")
Row = dict[str, Any]


async def search_page(datasette: Datasette, request: Request) -> Response:
    """What the search finds, as a page or as JSON."""
    await reading(datasette, request, *READ)
    typed = request.args.get("q") or ""
    if len(typed) > site.LONGEST:
        raise BadRequest(
            f"q is {len(typed):,} characters long: write at most {site.LONGEST}, such as the words of a headline"
        )
    words = site.words_of(typed)
    found = await _found(datasette, words) if words.words else {}
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
            f"{datasette.urls.table(DATABASE, table)}?"
            + urlencode({"_search": words.match, "_searchmode": "raw"})
        ),
        "day_in_words": day_in_words,
        "when_in_words": when_in_words,
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))


async def _found(datasette: Datasette, words: site.Words) -> dict[str, Any]:
    db = datasette.get_database(DATABASE)

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
        "did_you_mean": [] if found["entities"] else await _alike(datasette, words),
    }


async def _alike(datasette: Datasette, words: site.Words) -> list[Row]:
    """Entities whose names have a word like one that no name has, the most alike first; at most five."""
    db = datasette.get_database(DATABASE)
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
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    if database == DATABASE:
        with suppress(
            sqlite3.OperationalError
        ):  # a database of the name that is not of this making
            conn.execute(site.NAME_WORDS)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/-/search(?P<format>\.json)?$", search_page)]
