"""Two facets that Datasette has not: periods in the order of time, and who takes part in incidents.

    facets:
    - period: year          a column of years; with one chosen, the months in the column beside it
    - period: published     a column of days, months and years as text
    - party: incident_id    a column of incidents: who takes part in them, through the table `parties`

Datasette orders the values of a facet by how many rows they have. For time that order tells nothing.
`_party=khalifa-haftar` in an address keeps the incidents that one takes part in. Datasette's own `_through`
would, but not together with another filter: both call their first value p0, and one is lost.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.filters import FilterArguments
from datasette.utils import path_with_added_args, path_with_removed_args
from datasette.utils.asgi import BadRequest, Request

from dateline.serving import collection_of
from dateline.site.filters import MOST_VALUES
from dateline.site.periods import levels_of

INCIDENTS = {"incidents": "id", "timeline": "incident_id"}  # where incidents are, and their column
Result = dict[str, Any]
MOST_PERIODS = 150  # years in one list; news of today seldom names more, and a list must end


class CountedFacet(Facet):
    """What both facets share: one counted list of values, each with the address that chooses it."""

    async def facet_results(self) -> tuple[list[Result], list[str]]:
        results: list[Result] = []
        timed_out: list[str] = []
        for given in self.get_configs():
            name = given["config"].get("column") or given["config"]["simple"]
            try:
                results += await self.lists(name, hideable=given["source"] != "metadata")
            except QueryInterrupted:
                timed_out.append(name)
        return results, timed_out

    async def lists(self, name: str, *, hideable: bool) -> list[Result]:
        raise NotImplementedError

    async def rows(self, sql: str, size: int, **values: str) -> list[Any]:
        """The rows of a facet's query, one more than its size when there are more."""
        rows = await self.ds.execute(
            self.database,
            f"{sql} limit {size + 1}",
            {**dict(self.params), **values},
            truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        return list(rows.rows)

    def listed(self, name: str, rows: list[Any], size: int, **more: Any) -> Result:
        """A list as Datasette's templates and JSON have it. `rows` are value, label, count, argument."""
        pairs = self.get_querystring_pairs()
        values = []
        for value, label, count, (key, text) in rows[:size]:
            selected = (key, text) in pairs
            change = path_with_removed_args if selected else path_with_added_args
            path = self.ds.urls.path(change(self.request, {key: text}))
            values.append(
                {
                    "value": value,
                    "label": label,
                    "count": count,
                    "toggle_url": self.ds.absolute_url(self.request, path),
                    "selected": selected,
                }
            )
        truncated = len(rows) > size
        # "column" keeps Datasette from writing the kind of facet beside the name
        return {"name": name, "type": "column", "results": values, "truncated": truncated, **more}

    def toggle(self, name: str) -> str:
        """The address without this facet, when the reader asked for it."""
        path = path_with_removed_args(self.request, {f"_facet_{self.type}": name})
        return str(self.ds.urls.path(path))


class PeriodFacet(CountedFacet):
    """Years in the order of time and, where one is chosen, its months."""

    type = "period"

    async def lists(self, name: str, *, hideable: bool) -> list[Result]:
        if name not in await self.get_columns(self.sql, self.params):
            return []
        years, months = levels_of(name)
        wanted = [years]
        if any(key == years.argument for key, _ in self.get_querystring_pairs()):
            wanted.append(months)
        size = max(MOST_PERIODS, self.get_facet_size())
        more = {"hideable": hideable, "toggle_url": self.toggle(name)}
        found = []
        for level in wanted:
            rows = await self.rows(
                f"select {level.sql} as value, count(*) as count from ({self.sql})"
                " where value is not null group by value order by value",
                size,
            )
            listed = [(v, v, count, (level.argument, str(v))) for v, count in rows]
            found.append(self.listed(level.name, listed, size, **more))
        return found


class PartyFacet(CountedFacet):
    """Who takes part in the incidents of a table page; those in most of them first."""

    type = "party"

    async def lists(self, name: str, *, hideable: bool) -> list[Result]:
        if INCIDENTS.get(self.table) != name:
            return []
        size = self.get_facet_size()
        # by incident and not by entity: the first are fewer as soon as anything is filtered
        rows = await self.rows(
            "select entity_id, (select name from entities where id = entity_id),"
            " count(distinct incident_id) as count from parties"
            f" where incident_id in (select {name} from ({self.sql})) group by entity_id"
            " order by entity_id in (select value from json_each(:chosen)) desc, count desc, entity_id",
            size,
            chosen=json.dumps(self.request.args.getlist("_party")),
        )
        listed = [(key, label, count, ("_party", key)) for key, label, count in rows]
        toggle_url = self.toggle(name)
        return [
            self.listed("who takes part", listed, size, hideable=hideable, toggle_url=toggle_url)
        ]


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments]] | None:
    keys = [key for key in request.args.getlist("_party") if key.strip()]
    if table not in INCIDENTS or not keys or not collection_of(datasette, database):
        return None
    if len(keys) > MOST_VALUES:
        raise BadRequest(f"_party: give at most {MOST_VALUES}")

    async def parties() -> FilterArguments:
        """The condition of each `_party`, and who that is in words."""
        chosen = {f"party_{n}": key for n, key in enumerate(keys)}
        wheres, words = [], []
        for mark, key in chosen.items():
            wheres.append(
                f"{INCIDENTS[table]} in (select incident_id from parties where entity_id = :{mark})"
            )
            names = await datasette.get_database(database).execute(
                "select name from entities where id = ?", [key]
            )
            words.append(f"{names.first()[0] if names.first() else key} takes part")
        return FilterArguments(wheres, params=chosen, human_descriptions=words)

    return parties


@hookimpl
def register_facet_classes() -> list[type[Facet]]:
    return [PeriodFacet, PartyFacet]
