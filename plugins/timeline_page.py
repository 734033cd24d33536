"""Serves /-/timeline: when incidents happened, as a drawing and as the table it draws.

The same address with .json is what is drawn, with .csv the incidents themselves. The drawing is made by
dateline.site.timeline_svg; static/timeline.js adds the wheel, dragging and keys, and the page needs none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from dateline.serving import Collection, asked_form, reading, route
from dateline.site import timeline_svg
from dateline.site.as_csv import as_csv
from dateline.site.filter_form import Form, has_blanks
from dateline.site.filters import Filters
from dateline.site.timeline import (
    COUNTED,
    ITEMS,
    MOST_CSV,
    MOST_ITEMS,
    MOST_ROWS,
    ROWS,
    UNDATED,
    when,
)
from dateline.site.timeline_bars import COLUMNS, Bar, bar_label, bars_of, bars_sql, where_most_are
from dateline.site.window import Window, window_of

# what a page is made of, and what its CSV is besides: who may not see one of these sees none of it
READ = ("articles", "entities", "events", "incidents", "parties", "stories")
VIEW = ("timeline", "sentences")
HERE = "/-/timeline"


async def timeline_page(datasette: Datasette, request: Request) -> Response:
    """The timeline of the incidents that the address asks for, as a page, JSON or CSV."""
    ending = request.url_vars["ending"]
    collection = await reading(datasette, request, *READ, *(VIEW if ending == "csv" else ()))
    db = collection.db
    form = await asked_form(db, request)
    if not ending and has_blanks(request.query_string):
        return Response.redirect(collection.path(HERE, form.filters))
    if ending == "csv":
        return await _csv(db, form.filters)
    shown = await _shown(db, form)
    if ending == "json":
        return Response.json(_as_json(collection, form, shown))
    context = {"form": form, "here": HERE, **shown, **_drawing(collection, form.filters, shown)}
    return Response.html(await datasette.render_template("timeline.html", context, request=request))


async def _shown(db: Database, form: Form) -> dict[str, Any]:
    """What the page is about: the numbers, the window, and the incidents or bars in it."""
    where, values = form.filters.where()
    counted = dict((await db.execute(COUNTED.format(where=where), values)).first())
    undated = counted["undated"]
    if form.filters.start or form.filters.end:
        # an incident without a date is in no period: how many the other filters find is told all the same
        anywhere, others = form.filters.within("", "").where()
        undated = (await db.execute(UNDATED.format(where=anywhere), others)).first()[0]
    drawn = counted["matching"] - counted["undated"]
    window = window_of(form.filters, counted["first"], counted["last"])
    shown: dict[str, Any] = {
        "drawn": drawn, "undated": undated, "half": counted["half"], "window": window,
        "items": [], "bars": [],
    }  # fmt: skip
    if window and drawn > MOST_ITEMS:
        between = {"first": window.first.isoformat(), "last": window.last.isoformat()}
        rows = await db.execute(bars_sql(window, where), values | between)
        shown["bars"] = bars_of(window, rows)
    elif drawn:
        sql = ITEMS.format(where=where)
        rows = await db.execute(sql, values | {"limit": MOST_ITEMS})
        shown["items"] = [dict(row) for row in rows]
    return shown


def _drawing(collection: Collection, filters: Filters, shown: dict[str, Any]) -> dict[str, Any]:
    """The drawing with its legend, and what the page's links lead to."""
    window: Window | None = shown["window"]

    def incident(row: Mapping[str, Any]) -> str:
        return collection.page("incident", row["id"])

    def period(bar: Bar | Window) -> str:
        within = filters.within(bar.first.isoformat(), bar.last.isoformat())
        return collection.path(HERE, within)

    context: dict[str, Any] = {
        "incident_path": incident,
        "period_path": period,
        "when": when,
        "bar_label": bar_label,
        "columns": COLUMNS,
        "most_items": MOST_ITEMS,
        "most_rows": MOST_ROWS,
        "most_csv": MOST_CSV,
        "undated_table": _table(collection, filters.within("", ""), "undated"),
        "drawn_table": _table(collection, filters, "dated"),
        "drawing": None,
    }
    if window and shown["bars"]:
        context["drawing"] = timeline_svg.bars(window, shown["bars"], period)
        context["legend"] = timeline_svg.bars_legend(window.step)
    elif window and shown["items"]:
        context["drawing"] = timeline_svg.lanes(window, shown["items"], incident)
        context["legend"] = timeline_svg.lanes_legend()
    if window:
        context["moves"] = [
            ("Earlier", "ArrowLeft", period(window.moved(-0.5))),
            ("Zoom in", "+", period(window.zoomed(0.5))),
            ("Zoom out", "-", period(window.zoomed(2))),
            ("Later", "ArrowRight", period(window.moved(0.5))),
            *(
                ("Where most are", "m", period(most))
                for most in [where_most_are(shown["bars"])]
                if most
            ),
            ("Everything", "0", collection.path(HERE, filters.within("", ""))),
        ]
    return context


def _as_json(collection: Collection, form: Form, shown: dict[str, Any]) -> dict[str, Any]:
    window: Window | None = shown["window"]
    return {
        "filters": form.filters.given,
        "not_found": form.missing,
        "window": [window.first.isoformat(), window.last.isoformat()] if window else None,
        "drawn": shown["drawn"],
        "undated": shown["undated"],
        "known_to_one_end_only": shown["half"],
        "step": window.step if window and shown["bars"] else None,
        "bars": [
            {"first": bar.first.isoformat(), "last": bar.last.isoformat(), **bar.counts}
            for bar in shown["bars"]
        ],
        "incidents": shown["items"],
        "csv": collection.path(HERE + ".csv", form.filters),
    }


async def _csv(db: Database, filters: Filters) -> Response:
    where, values = filters.where()
    found = await db.execute(ROWS.format(where=where), values | {"limit": MOST_CSV})
    return Response(
        as_csv(found.columns, found.rows),
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="timeline.csv"'},
    )


def _table(collection: Collection, filters: Filters, only: str) -> str:
    """The address of Datasette's table of these incidents."""
    return f"{collection.table('incidents')}?{filters.table_query(only)}"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [route(r"timeline(?:\.(?P<ending>json|csv))?", timeline_page)]
