"""What the pages in plugins/ share: which databases are Dateline's, who may read what, and addresses.

The one module of the package that knows Datasette; what dateline/site/ makes is plain. A site may serve several
databases: its pages are below /-/ where there is one, and below /NAME/-/ of each where there are more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from datasette import Forbidden, NotFound, Response
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import BadRequest, Request
from datasette.views.base import DatasetteError

from dateline.site.filter_form import Form, form_of
from dateline.site.filters import BadFilter, Filters
from dateline.store import is_dateline
from dateline.website import DESCRIBED

# What a reader without a name may see is the same all day, and asking takes a millisecond a table
_OPEN: WeakKeyDictionary[Datasette, set[tuple[str, str]]] = WeakKeyDictionary()
_WHOLE: WeakKeyDictionary[Database, set[str]] = WeakKeyDictionary()
_OURS: WeakKeyDictionary[Database, bool] = WeakKeyDictionary()
Actor = dict[str, Any] | None
View = Callable[[Datasette, Request], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Collection:
    """One database of Dateline's on a site, and the addresses of its pages."""

    datasette: Datasette
    name: str

    @property
    def db(self) -> Database:
        """The database itself."""
        return self.datasette.get_database(self.name)

    def path(self, path: str, filters: Filters | None = None) -> str:
        """The address of a page such as /-/timeline, of the incidents that filters leave."""
        alone = len(names(self.datasette)) == 1
        whole = self.datasette.urls.path(path if alone else f"/{tilde_encode(self.name)}{path}")
        return f"{whole}?{filters.query}" if filters and filters.query else str(whole)

    def page(self, kind: str, identifier: str) -> str:
        """The address of the page of an article, entity or incident."""
        return self.path(f"/-/{kind}/{tilde_encode(identifier)}")

    def database(self) -> str:
        """The address of Datasette's page of the database."""
        return str(self.datasette.urls.database(self.name))

    def file(self) -> str:
        """The address that gives the database as a file."""
        return f"{self.database()}.db"

    def table(self, table: str, format: str | None = None) -> str:
        """The address of Datasette's page of a table or view."""
        return str(self.datasette.urls.table(self.name, table, format=format))

    def row(self, table: str, identifier: str) -> str:
        """The address of Datasette's page of a row."""
        return str(self.datasette.urls.row(self.name, table, tilde_encode(identifier)))

    def query(self, name: str) -> str:
        """The address of a question."""
        return str(self.datasette.urls.query(self.name, name))


# ---------------------------------------------------------------- which databases are Dateline's


def names(datasette: Datasette) -> list[str]:
    """The names of the databases that Dateline built, in order."""
    return sorted(name for name, db in datasette.databases.items() if _is_ours(db))


def collection_of(datasette: Datasette, database: str | None) -> Collection | None:
    """The collection of this name; None when Dateline did not build that database."""
    db = datasette.databases.get(database)
    return Collection(datasette, str(database)) if db and _is_ours(db) else None


def asked_for(
    datasette: Datasette, request: Request | None, database: str | None = None
) -> Collection | None:
    """The collection that a page is about: that in its address, or the only one there is; else None."""
    named = database or (tilde_decode(request.url_vars.get("database") or "") if request else "")
    if named:
        return collection_of(datasette, named)
    there = names(datasette)
    return Collection(datasette, there[0]) if len(there) == 1 else None


def _is_ours(db: Database) -> bool:
    """Whether Dateline built it. One called dateline is meant to be, and what it lacks is told to who asks."""
    if db not in _OURS:
        _OURS[db] = db.name == DESCRIBED or bool(db.path and is_dateline(Path(db.path)))
    return _OURS[db]


def route(pattern: str, view: View, of_all: View | None = None) -> tuple[str, View]:
    """A page of each collection: `pattern` is what follows /-/ or /NAME/-/.

    Where the address names none of several collections, `of_all` answers or, without one, a page that asks which
    is meant (status 300).
    """

    async def one_of_them(datasette: Datasette, request: Request) -> Any:
        if request.url_vars["database"] or len(names(datasette)) < 2:
            return await view(datasette, request)
        return await (of_all or _which)(datasette, request)

    return rf"^(?:/(?P<database>[^/]+))?/-/{pattern}$", one_of_them


async def _which(datasette: Datasette, request: Request) -> Response:
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    seen = await visible(datasette, request.actor)
    asked = f"?{request.query_string}" if request.query_string else ""
    path = "/-/" + request.path.partition("/-/")[2]
    choices = [(collection.name, collection.path(path) + asked) for collection in seen]
    html = await datasette.render_template("choose.html", {"choices": choices}, request=request)
    return Response.html(html, status=300)


# ---------------------------------------------------------------- who may read what


async def reading(datasette: Datasette, request: Request, *tables: str) -> Collection:
    """The collection, for a page that is made of these tables and views.

    Raises Forbidden for who may not see one of them, NotFound where there is no such database, and DatasetteError
    with status 503 where it was built by another version of Dateline and lacks one.
    """
    collection = asked_for(datasette, request)
    if collection is None:
        await datasette.ensure_permissions(request.actor, ["view-instance"])
        asked = tilde_decode(request.url_vars["database"] or DESCRIBED)
        raise NotFound(f"There is no database {asked} here that Dateline built")
    await ensure_readable(collection, request, *tables)
    return collection


async def ensure_readable(collection: Collection, request: Request, *tables: str) -> None:
    """Raises Forbidden or DatasetteError as `reading` does, for a collection that is not that of the address."""
    for table in tables:
        await _ensure(collection, request, table)
    db = collection.db
    whole = _WHOLE.setdefault(db, set())
    if db.is_mutable or not whole.issuperset(tables):
        rows = await db.execute("select name from sqlite_master where type in ('table', 'view')")
        whole.clear()
        whole.update(row[0] for row in rows)
    if missing := sorted(set(tables) - whole):
        raise DatasetteError(
            f"{collection.name}.db has no {' and no '.join(missing)}: another version of Dateline built it,"
            " or something else did. Build it anew with this one.",
            title="This database cannot be read",
            status=503,
        )


async def may_read(collection: Collection, request: Request, table: str) -> bool:
    """Whether who asks may see a table or view."""
    try:
        await _ensure(collection, request, table)
    except Forbidden:
        return False
    return True


async def ensure_database(collection: Collection, actor: Actor) -> None:
    """Raises Forbidden for who may not see the database."""
    await collection.datasette.ensure_permissions(
        actor, [("view-database", collection.name), "view-instance"]
    )


async def visible(datasette: Datasette, actor: Actor) -> list[Collection]:
    """The collections that an actor may see; of a closed one the name is not told."""
    seen = []
    for name in names(datasette):
        with suppress(Forbidden):
            await ensure_database(Collection(datasette, name), actor)
            seen.append(Collection(datasette, name))
    return seen


async def _ensure(collection: Collection, request: Request, table: str) -> None:
    open_to_all = _OPEN.setdefault(collection.datasette, set())
    if request.actor is None and (collection.name, table) in open_to_all:
        return
    await ensure_table(collection, request, table)
    if request.actor is None:
        open_to_all.add((collection.name, table))


async def ensure_table(collection: Collection, request: Request, table: str) -> None:
    """Raises Forbidden for who may not see a table or view."""
    name = collection.name
    await collection.datasette.ensure_permissions(
        request.actor, [("view-table", (name, table)), ("view-database", name), "view-instance"]
    )


# ---------------------------------------------------------------- filters in addresses


async def asked_form(db: Database, request: Request) -> Form:
    """The filters of an address with their form; raises BadRequest for what cannot be a filter."""
    try:
        return await form_of(db.execute, request.args)
    except BadFilter as error:
        raise BadRequest(str(error)) from error


async def asked_filters(db: Database, request: Request) -> Filters:
    """The filters of an address with ids for names; raises BadRequest for what is not there, too.

    A file without a word in it would be a silent answer.
    """
    form = await asked_form(db, request)
    if form.missing:
        raise BadRequest(f"Nothing here is called {' or '.join(form.missing)}; see /-/timeline")
    return form.filters
