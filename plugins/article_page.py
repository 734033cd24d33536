"""Serves /-/article/ID and /-/article/ID.json: an article as it reads, with what was found in it."""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode
from datasette.utils.asgi import BadRequest, Request

from dateline.serving import Collection, reading, route
from dateline.site import article
from dateline.site.filters import BadFilter
from dateline.site.marks import mark_up
from dateline.site.when import in_words

# what the page is made of: who may not see one of these sees none of it
READ = (
    "articles", "conflicts", "doubts", "dropped_lines", "entities", "event_sources", "events", "incidents",
    "mentions", "paragraphs", "quotes", "sentences", "stories", "texts", "time_expressions",
)  # fmt: skip
Row = dict[str, Any]


async def article_page(datasette: Datasette, request: Request) -> Response:
    """The page of one article, or Datasette's page for what is not there."""
    collection = await reading(datasette, request, *READ)
    db = collection.db
    key = tilde_decode(request.url_vars["article_id"])
    try:
        asked = article.Asked.of(request.args)
    except BadFilter as error:
        raise BadRequest(str(error)) from error
    rows = await _rows(db, article.ARTICLE, {"id": key})
    if not rows:
        raise NotFound(f"There is no article {key}")
    if request.url_vars["ending"]:
        return Response.json(await _everything(db, rows[0]))
    context = await _page(collection, rows[0], asked)
    return Response.html(await datasette.render_template("article.html", context, request=request))


async def _rows(db: Database, sql: str, values: Row) -> list[Row]:
    return [dict(row) for row in await db.execute(sql, values)]


async def _found(db: Database, values: Row) -> dict[str, list[Row]]:
    return {name: await _rows(db, sql, values) for name, sql in article.QUERIES.items()}


async def _everything(db: Database, row: Row) -> Row:
    """All that the page is made of, the whole text and every row."""
    found = await _found(db, {"id": row["id"], "start": 0, "end": row["length"], "most": -1})
    events = article.with_others(
        found["events"], found["conflicts"], copy=row["copy_of"] is not None
    )
    about = {name: value for name, value in row.items() if name not in ("text", "length")}
    return {"article": about, "text": row["text"], **found, "events": events}


async def _page(collection: Collection, row: Row, asked: article.Asked) -> Row:
    """What templates/article.html shows."""
    db = collection.db
    part = article.part_of(row["length"], asked.part)
    values = {"id": row["id"], "start": part.start, "end": part.end}
    found = await _found(db, {**values, "most": article.MOST_MARKED})
    counts = (await _rows(db, article.COUNTS, values))[0]

    marks = article.marks_of(found, lambda key: collection.page("entity", key))
    text = row["text"]
    listed = {name: rows[: article.MOST_LISTED] for name, rows in found.items()}
    return {
        "article": row,
        **listed,
        "events": article.with_others(
            listed["events"], found["conflicts"], copy=row["copy_of"] is not None
        ),
        "found": found,
        "counts": counts,
        "asked": asked,
        "part": part,
        "blocks": [
            (paragraph, mark_up(text, paragraph["start"], paragraph["end"], inside))
            for paragraph, inside in article.blocks_of(found["paragraphs"], marks, part)
        ],
        "listed_events": {event["id"] for event in listed["events"]},
        "most_marked": article.MOST_MARKED,
        "part_length": article.PART_LENGTH,
        "has_title": any(p["role"] == "title" for p in found["paragraphs"]),
        "place_of": article.place_of,
        "in_words": in_words,
        "meaning": article.meaning,
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    # no dot in an id, so that /-/article/ID.ENDING of another format is not taken for one
    return [route(r"article/(?P<article_id>[^/.]+)(?P<ending>\.json)?", article_page)]
