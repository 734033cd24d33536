"""What the pages in plugins/ share: who may read what, and addresses with filters.

The one module of the package that knows Datasette; what dateline/site/ makes is plain.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from datasette import Forbidden, NotFound
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import BadRequest, Request
from datasette.views.base import DatasetteError

from dateline.site.filter_form import Form, form_of
from dateline.site.filters import BadFilter, Filters

DATABASE = "dateline"
# What a reader without a name may see is the same all day, and asking takes a millisecond a table
_OPEN: WeakKeyDictionary[Datasette, set[str]] = WeakKeyDictionary()
_WHOLE: WeakKeyDictionary[Database, set[str]] = WeakKeyDictionary()


async def reading(datasette: Datasette, request: Request, *tables: str) -> Database:
    """The database, for a page that is made of these tables and views.

    Raises Forbidden for who may not see one of them, NotFound where there is no such database, and DatasetteError
    with status 503 where it was built by another version of Dateline and lacks one.
    """
    for table in tables:
        await _ensure(datasette, request, table)
    if DATABASE not in datasette.databases:
        raise NotFound(f"There is no database {DATABASE} here")
    db = datasette.get_database(DATABASE)
    whole = _WHOLE.setdefault(db, set())
    if db.is_mutable or not whole.issuperset(tables):
        rows = await db.execute("select name from sqlite_master where type in ('table', 'view')")
        whole.clear()
        whole.update(row[0] for row in rows)
    if missing := sorted(set(tables) - whole):
        raise DatasetteError(
            f"{DATABASE}.db has no {' and no '.join(missing)}: another version of Dateline built it,"
            " or something else did. Build it anew with this one.",
            title="This database cannot be read",
            status=503,
        )
    return db


async def may_read(datasette: Datasette, request: Request, table: str) -> bool:
    """Whether who asks may see a table or view."""
    try:
        await _ensure(datasette, request, table)
    except Forbidden:
        return False
    return True


async def _ensure(datasette: Datasette, request: Request, table: str) -> None:
    open_to_all = _OPEN.setdefault(datasette, set())
    if request.actor is None and table in open_to_all:
        return
    await datasette.ensure_permissions(
        request.actor,
        [("view-table", (DATABASE, table)), ("view-database", DATABASE), "view-instance"],
    )
    if request.actor is None:
        open_to_all.add(table)


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


def path_with(datasette: Datasette, path: str, filters: Filters) -> str:
    """The address of a page of these incidents."""
    return f"{datasette.urls.path(path)}{'?' + filters.query if filters.query else ''}"
