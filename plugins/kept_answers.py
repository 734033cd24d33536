"""Keeps answers that took long, where the database cannot change: the same question has the same answer then.

Half a million incidents are counted for the front page, the timeline and each facet in tens of milliseconds, again
and again; of an immutable database once is enough. A database that a build may replace is asked every time.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database, Results

LONG = 0.003  # seconds: what takes less is asked again, so that rows of single articles push nothing out
MOST = 2_000  # answers
LARGEST = 5_000  # values in an answer that is kept

Execute = Callable[..., Awaitable[Results]]


def keeping(execute: Execute) -> Execute:
    """`Database.execute` of a database that cannot change, remembering what took long."""
    kept: OrderedDict[Any, Results] = OrderedDict()

    async def answer(sql: str, params: Any = None, *given: Any, **named: Any) -> Results:
        key = _key(sql, params, given, named)
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        started = time.perf_counter()
        found = await execute(sql, params, *given, **named)
        values = len(found.rows) * len(found.description or ())
        if key is not None and time.perf_counter() - started > LONG and values <= LARGEST:
            kept[key] = found
            if len(kept) > MOST:
                kept.popitem(last=False)
        return found

    return answer


def _key(sql: str, params: Any, given: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
    """What tells two questions apart; None for one that cannot be told, which is then not kept."""
    values = tuple(sorted(params.items())) if isinstance(params, Mapping) else params
    # the time a query may take says nothing about its answer
    rest = tuple(
        sorted((k, v) for k, v in named.items() if k not in ("custom_time_limit", "log_sql_errors"))
    )
    key = (sql, tuple(values) if isinstance(values, list) else values, given, rest)
    try:
        hash(key)
    except TypeError:
        return None
    return key


@hookimpl
def startup(datasette: Datasette) -> None:
    for database in datasette.databases.values():
        if not database.is_mutable:
            _keep(database)


def _keep(database: Database) -> None:
    database.execute = keeping(database.execute)
