"""Makes links of ids and addresses in tables, views and questions, and gives templates theirs.

An id becomes a link to its row. Where it has a place in a text, a second link, "read", leads there; an entity's
"about" and an incident's "reports" lead to its page.
Of all other text only a whole http or https address becomes a link; nothing is ever marked safe.
"""

from __future__ import annotations

import re
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from markupsafe import Markup

from dateline.model import TABLES
from dateline.schema import columns_of, table_name
from dateline.serving import Collection, asked_for, collection_of

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# an id with a place in a text: the article's id, a dash, a letter and the offset
PLACED = re.compile(r"(?P<article>.+)-(?P<place>[pstmeqi]\d+)", re.DOTALL)
# which table a column points to; every *_id column has one meaning in all tables
TARGETS = {
    column.name: column.refers_to for t in TABLES for column in columns_of(t) if column.refers_to
}
TARGETS |= {"incident_id": "incidents", "event_id": "events", "quote_id": "quotes"}
BY_LETTER = {"t": "time_expressions", "e": "events"}  # anchor_id points to one or the other
SPAN_TABLES = {table_name(t) for t in TABLES if "start" in {c.name for c in columns_of(t)}}
LONGEST_LINK = 300  # characters; a longer title is left to Datasette, which shortens it
# the tables whose rows have a page of their own: its address, what the link to it says, and its title
PAGES = {
    "entities": ("entity", "about", "all about it on one page"),
    "incidents": ("incident", "reports", "what each source says"),
}
# the columns that call a row by its name, and the column of the same row with the id it goes by
NAMED = {
    ("entities", "name"): ("entities", "id"),
    ("incidents", "summary"): ("incidents", "id"),
    ("timeline", "what"): ("incidents", "incident_id"),
    ("event_list", "summary"): ("incidents", "incident_id"),
}


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | None:
    collection = collection_of(datasette, database)
    if value is None or collection is None:
        return None
    if isinstance(value, dict):  # a foreign key that Datasette found a name for
        return _named_link(collection, TARGETS.get(column, ""), value)
    if column == "start" and table in SPAN_TABLES:
        return _place_link(collection, dict(zip(row.keys(), row, strict=True)), value)
    if not isinstance(value, str):
        return None
    if column == "title" and len(value) <= LONGEST_LINK:
        return _title_link(collection, dict(zip(row.keys(), row, strict=True)), value, table)
    if (table, column) in NAMED and len(value) <= LONGEST_LINK:
        target, key = NAMED[table, column]
        identifier = dict(zip(row.keys(), row, strict=True))[key]
        if isinstance(identifier, dict):
            identifier = identifier["value"]
        return Markup('<a href="{}">{}</a>').format(
            collection.page(PAGES[target][0], identifier), value
        )
    if target := TARGETS.get(column) or (column == "anchor_id" and BY_LETTER.get(_letter(value))):
        return _row_link(collection, target, value)
    if ADDRESS.fullmatch(value.strip()):
        return Markup('<a href="{0}" rel="nofollow noopener">{0}</a>').format(value.strip())
    return None


def _letter(identifier: str) -> str:
    found = PLACED.fullmatch(identifier)
    return found["place"][0] if found else ""


def _article_path(collection: Collection, article_id: str, place: str = "") -> str:
    path = collection.page("article", article_id)
    return f"{path}#{place}" if place else path


def _read_path(collection: Collection, identifier: str) -> str | None:
    """The page and place where an id's words stand; an incident's are those of its first event."""
    if not (found := PLACED.fullmatch(identifier)):
        return None
    place = re.sub(r"^i", "e", found["place"])
    return _article_path(collection, found["article"], place)


def _row_link(collection: Collection, table: str, identifier: str) -> Markup:
    row_path = collection.row(table, identifier)
    link = Markup('<a href="{}">{}</a>').format(row_path, identifier)
    link += _page_link(collection, table, identifier)
    if table in ("articles", "texts"):
        read: str | None = _article_path(collection, identifier)
    elif table in SPAN_TABLES | {"incidents"}:
        read = _read_path(collection, identifier)
    else:
        read = None
    return link + _read_link(read) if read else link


def _named_link(collection: Collection, table: str, value: dict[str, Any]) -> Markup | None:
    """The link of a row that Datasette knows by name, as Datasette writes it; entities and incidents have a page.

    Datasette's own leads nowhere where the name of the database has a dot or a space.
    """
    if not table:
        return None
    identifier, label = value["value"], value["label"]
    row_path = collection.row(table, identifier)
    link = Markup('<a href="{}">{}</a>').format(row_path, label or "-")
    if table in PAGES:
        return link + _page_link(collection, table, identifier)
    return link if label == identifier else link + Markup("&nbsp;<em>{}</em>").format(identifier)


def _page_link(collection: Collection, table: str, identifier: str) -> Markup:
    if table not in PAGES:
        return Markup("")
    kind, label, title = PAGES[table]
    path = collection.page(kind, identifier)
    return Markup(' <a class="read" href="{}" title="{}">{}</a>').format(path, title, label)


def _read_link(path: str) -> Markup:
    return Markup(' <a class="read" href="{}" title="in the article">read</a>').format(path)


def _place_link(collection: Collection, row: dict[str, Any], value: Any) -> Markup | None:
    """The link of an offset: rows without a place of their own show their event or sentence."""
    for column in ("id", "event_id", "sentence_id"):
        identifier = row.get(column)
        if isinstance(identifier, dict):
            identifier = identifier["value"]
        if identifier and (path := _read_path(collection, identifier)):
            return Markup("{}").format(value) + _read_link(path)
    return None


def _title_link(
    collection: Collection, row: dict[str, Any], title: str, table: str | None
) -> Markup | None:
    """The link of an article's title, to the sentence that the row is about if it has one."""
    if table == "articles":
        path: str | None = _article_path(collection, row["id"])
    elif row.get("sentence_id"):
        path = _read_path(collection, str(row["sentence_id"]))
    elif row.get("article_id"):
        path = _article_path(collection, str(row["article_id"]))
    else:
        path = None
    return Markup('<a href="{}">{}</a>').format(path, title) if path else None


@hookimpl
def extra_template_vars(
    datasette: Datasette, request: Request | None, database: str | None
) -> dict[str, Any]:
    collection = asked_for(datasette, request, database)
    if collection is None:
        return {"collection": None}
    return {
        "collection": collection,
        "page_path": collection.page,
        "row_path": collection.row,
        "reading_path": lambda identifier: _read_path(collection, identifier),
    }
