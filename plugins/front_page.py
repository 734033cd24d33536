"""Gives the front page its numbers and its questions; the page itself is templates/index.html."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

DATABASE = "dateline"

# what is counted, where the number leads, and the condition that counts it
COUNTS = (
    ("articles", "articles", "", ""),
    ("people", "entities", "type = 'person'", "?type=person"),
    ("organizations", "entities", "type = 'organization'", "?type=organization"),
    ("places", "entities", "type in ('place', 'country')", "?type__in=place,country"),
    ("incidents", "timeline", "", ""),
    ("quotes", "quotes", "", ""),
    ("dates and times", "time_expressions", "", ""),
    ("contradictions", "conflicts", "", ""),
    ("files refused", "refused_files", "", ""),
    ("lines dropped", "dropped_lines", "", ""),
)


@hookimpl
def extra_template_vars(
    template: str, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    if template != "index.html" or DATABASE not in datasette.databases:
        return {}

    async def front_page() -> dict[str, Any]:
        questions = datasette.metadata("queries", database=DATABASE) or {}
        return {
            "counts": await _counts(datasette),
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

    return front_page


async def _counts(datasette: Datasette) -> list[dict[str, Any]]:
    """The numbers of the front page, made in one query."""
    columns = ", ".join(
        f"(select count(*) from {'incidents' if table == 'timeline' else table}"
        f"{' where ' + condition if condition else ''})"
        for _, table, condition, _ in COUNTS
    )
    rows = await datasette.get_database(DATABASE).execute(f"select {columns}")
    return [
        {"label": label, "number": number, "href": f"{datasette.urls.table(DATABASE, table)}{args}"}
        for (label, table, _, args), number in zip(COUNTS, rows.first(), strict=True)
    ]
