"""Serves /-/article/ID: an article as an article reads, with all that was found in it marked.

Shows what the tables hold about one article and adds nothing; what is marked is the text as stored.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import Request

DATABASE = "dateline"
Row = dict[str, Any]

# what the page shows, one query a kind; the rows of one article, by index
QUERIES = {
    "paragraphs": "select * from paragraphs where article_id = :id order by start",
    "sentences": "select id, start, end from sentences where article_id = :id order by start",
    "times": "select * from time_expressions where article_id = :id order by start",
    "names": "select mentions.id, mentions.start, mentions.end, entity_id, name, type, kind from mentions"
    " join entities on entities.id = entity_id where article_id = :id order by mentions.start",
    "events": "select events.*, sources.name as source, places.name as place,"
    " (select group_concat(said, ' and ') from (select coalesce(entities.name, s.text) as said"
    " from event_sources as s left join entities on entities.id = s.entity_id"
    " where s.event_id = events.id and s.cited_by is not null order by s.number)) as citing from events"
    " left join entities as sources on sources.id = attributed_to_id"
    " left join entities as places on places.id = place_id where article_id = :id order by start",
    "quotes": "select quotes.*, name from quotes left join entities on entities.id = speaker_id"
    " where article_id = :id order by start",
    "dropped": "select number, text, rule from dropped_lines where article_id = :id order by number",
    "copies": "select id, title from articles where copy_of = :id order by id",
}


async def article_page(datasette: Datasette, request: Request) -> Response:
    """The page of one article, or Datasette's page for what is not there."""
    await datasette.ensure_permissions(
        request.actor,
        [("view-table", (DATABASE, "texts")), ("view-database", DATABASE), "view-instance"],
    )
    if DATABASE not in datasette.databases:
        raise NotFound(f"There is no database {DATABASE} here")
    db = datasette.get_database(DATABASE)
    article_id = tilde_decode(request.url_vars["article_id"])
    articles = await _rows(
        db,
        "select articles.*, text, stories.title as story from articles"
        " join texts on texts.article_id = articles.id left join stories on stories.id = story_id"
        " where articles.id = :id",
        article_id,
    )
    if not articles:
        raise NotFound(f"There is no article {article_id}")
    found = {name: await _rows(db, sql, article_id) for name, sql in QUERIES.items()}
    context = {
        "article": articles[0],
        **found,
        "blocks": _blocks(found["paragraphs"], _marks(datasette, found)),
        "has_title": any(p["role"] == "title" for p in found["paragraphs"]),
        "row_path": lambda table, key: datasette.urls.row(DATABASE, table, tilde_encode(key)),
        "article_path": lambda key: datasette.urls.path(f"/-/article/{tilde_encode(key)}"),
        "place_of": _place,
        "in_words": in_words,
        "meaning": meaning,
    }
    return Response.html(await datasette.render_template("article.html", context, request=request))


async def _rows(db: Database, sql: str, article_id: str) -> list[Row]:
    return [dict(row) for row in await db.execute(sql, {"id": article_id})]


def _place(identifier: str) -> str:
    """The part of an id that is the place in its article.

    >>> _place("000_3b09-t1893")
    't1893'
    """
    return identifier.rpartition("-")[2]


def _marks(datasette: Datasette, found: dict[str, list[Row]]) -> list[Row]:
    """What to mark, as marks.py takes it. Names lead to their rows, the rest down the page."""
    marks = [_mark(row, "sentence") for row in found["sentences"]]
    for quote in found["quotes"]:
        marks.append(_mark(quote, "quote", variant="direct" if quote["direct"] else "reported"))
    for event in found["events"]:
        note = f"{event['type']}, {event['status']} ({event['status_reason']}): {event['summary']}"
        marks.append(_mark(event, "event", note, variant=event["status"]))
    for time in found["times"]:
        marks.append(_mark(time, "time", f"→ {meaning(time)}: {time['reason']}"))
    for name in found["names"]:
        href = datasette.urls.row(DATABASE, "entities", tilde_encode(name["entity_id"]))
        kind = "" if name["kind"] == "name" else f" ({name['kind']})"
        note = f"{name['name']}, {name['type']}{kind}"
        marks.append(_mark(name, "name", note, href=href))
    return sorted(marks, key=lambda mark: mark["start"])


def _mark(row: Row, kind: str, note: str = "", *, href: str = "", variant: str = "") -> Row:
    place = _place(row["id"])
    return {
        "start": row["start"],
        "end": row["end"],
        "kind": kind,
        "place": place,
        "href": href or (f"#about-{place}" if note else ""),
        "note": note,
        "variant": variant,
    }


def _blocks(paragraphs: list[Row], marks: list[Row]) -> list[tuple[Row, list[Row]]]:
    """Each paragraph with the marks in it, those that run on from the one before included."""
    starts = [mark["start"] for mark in marks]
    blocks = []
    running: list[Row] = []
    for paragraph in paragraphs:
        first, last = (bisect_left(starts, paragraph[edge]) for edge in ("start", "end"))
        inside = running + marks[first:last]
        blocks.append((paragraph, inside))
        running = [mark for mark in inside if mark["end"] > paragraph["end"]]
    return blocks


def meaning(time: Row) -> str:
    """What a time expression means, in words: its value, or the days that an inferred publication leaves."""
    if time["anchor"] != "inferred":
        return in_words(time["value"])
    earliest, latest = time["earliest"], time["latest"]
    if earliest == latest:
        return f"{in_words(earliest)}, inferred"
    return f"{earliest or '..'}/{latest or '..'}, inferred"


def in_words(value: str) -> str:
    """A day or month as people write it, with the value; any other value as it is.

    >>> in_words("2017-01-11")
    'Wednesday 11 January 2017 (2017-01-11)'
    >>> in_words("2016-11")
    'November 2016 (2016-11)'
    >>> in_words("P2Y")
    'P2Y'
    """
    parts = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?(T.*)?", value)
    if not parts:
        return value
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    except ValueError:
        return value
    # not strftime: month names in the reader's locale would mix two languages on a page
    words = f"{MONTHS[day.month - 1]} {day.year}"
    return (
        f"{WEEKDAYS[day.weekday()]} {day.day} {words} ({value})"
        if parts[3]
        else f"{words} ({value})"
    )


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/-/article/(?P<article_id>[^/]+)$", article_page)]
