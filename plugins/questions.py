"""Gives the page of a question its form: inputs, choices from the data, and examples that run.

What is asked for stands in metadata.yml beside the question; the page is templates/query.html.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted

from dateline.site.questions import example_of, inputs_of

TIME_LIMIT = 300  # milliseconds; a form without suggestions can be filled in, a slow one is left


@hookimpl
def extra_template_vars(
    datasette: Datasette, database: str | None
) -> dict[str, Callable[..., Awaitable[dict[str, Any]]]]:
    async def question_form(question: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
        """The inputs of a question with their values, its lists of choices, and examples with addresses."""
        lists = (datasette.plugin_config("questions", database=database) or {}).get("choices", {})
        wanted = {each.list for each in inputs_of(question)} & set(lists)
        choices = {
            name: [str(row[0]) for row in await _rows(datasette, database, lists[name])]
            for name in sorted(wanted)
        }
        inputs = [
            each.with_value(values.get(each.name, "")) for each in inputs_of(question, choices)
        ]
        examples = await _rows(datasette, database, question.get("example", ""))
        return {
            "inputs": inputs,
            "lists": choices,
            "examples": [example_of(dict(row)) for row in examples],
        }

    return {"question_form": question_form}


async def _rows(datasette: Datasette, database: str | None, sql: str) -> list[Any]:
    """The rows of a query, none when there is no query or it takes too long."""
    if not sql:
        return []
    try:
        rows = await datasette.get_database(database).execute(sql, custom_time_limit=TIME_LIMIT)
    except QueryInterrupted:
        return []
    return list(rows.rows)
