"""Gives the front page its numbers, its pictures and its questions; the page itself is templates/index.html."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Forbidden, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError

from dateline.serving import DATABASE, reading
from dateline.site import front
from dateline.site.bars import bars_of
from dateline.site.when import when_in_words

READ = ("articles", "conflicts", "entities", "incidents", "refused_files")


@hookimpl
def extra_template_vars(
    template: str, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    if template != "index.html" or request is None or DATABASE not in datasette.databases:
        return {}

    async def front_page() -> dict[str, Any]:
        try:
            await reading(datasette, request, *READ)
        except (Forbidden, DatasetteError):
            return {}  # Datasette's own listing shows what may be seen, or what there is
        return await _glance(datasette)

    return front_page


async def _glance(datasette: Datasette) -> dict[str, Any]:
    db = datasette.get_database(DATABASE)
    months = {row[0]: row[1] for row in await db.execute(front.BY_MONTH)}
    years = {row[0]: row[1] for row in await db.execute(front.BY_YEAR)}
    period = (await db.execute(front.PERIOD)).first()
    questions = datasette.metadata("queries", database=DATABASE) or {}
    return {
        "counts": await _counts(datasette, front.HOLDS),
        "needs_an_eye": [c for c in await _counts(datasette, front.NEEDS_AN_EYE) if c["number"]],
        "period": front.period_in_words(period["first"], period["last"]),
        "bars": bars_of(months, years),
        "dated": sum(years.values()),
        "latest": (await db.execute(front.LATEST)).rows,
        "best_sourced": (await db.execute(front.BEST_SOURCED)).rows,
        "people": (await db.execute(front.PEOPLE)).rows,
        "places": (await db.execute(front.PLACES)).rows,
        "when_in_words": when_in_words,
        "questions": [
            {
                "href": datasette.urls.query(DATABASE, name),
                "title": question["title"],
                # the first line says what it shows, the others explain the parameters
                "description": question["description"].partition("\n")[0],
            }
            for name, question in questions.items()
        ],
    }


async def _counts(datasette: Datasette, counts: tuple[front.Count, ...]) -> list[dict[str, Any]]:
    """The numbers with their labels and links, made in one query."""
    numbers = (await datasette.get_database(DATABASE).execute(front.counting(counts))).first()
    places = {
        "table": lambda target: datasette.urls.table(DATABASE, target),
        "query": lambda target: datasette.urls.query(DATABASE, target),
        "path": datasette.urls.path,
    }
    return [
        {
            "label": count.label,
            "number": number,
            "href": f"{places[count.kind](count.target)}{count.arguments}",
        }
        for count, number in zip(counts, numbers, strict=True)
    ]
