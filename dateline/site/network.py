"""Who acts with whom: the strongest ties of the incidents that match, and where to put those who act.

An edge goes from who acts to whom, one for each type of event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dateline.rules import read_words
from dateline.site.filters import Filters
from dateline.site.network_layout import layout

MOST_EDGES = 60  # strongest first; with more the lines of one picture can no longer be followed
MOST_NODES = 40
MOST_ROWS = 1_000  # edges that the CSV and the table of a page are cut from

# without filters, or for types only: made when the database is built
TIES = """
select source_id, target_id, type, incident_count as incidents, earliest as first, latest as last
from ties where {where} order by incident_count desc, source_id, target_id, type limit :limit
"""
# with filters: everybody who acts in an incident, and everybody to whom it is done
_PAIR = """
select actors.entity_id as source_id, recipients.entity_id as target_id, incidents.type as type,
  count(*) as incidents, min(coalesce(incidents.earliest, incidents.latest)) as first,
  max(coalesce(incidents.latest, incidents.earliest)) as last
"""
_STRONGEST = "where {where} group by 1, 2, 3 order by incidents desc, 1, 2, 3 limit :limit"
# SQLite takes the tables of a cross join as they come. Where few incidents match, from the incidents on:
PAIRS_OF_FEW = f"""{_PAIR} from incidents
cross join parties as actors on actors.incident_id = incidents.id and actors.role = 'actor'
cross join parties as recipients on recipients.incident_id = incidents.id
  and recipients.role = 'recipient' and recipients.entity_id <> actors.entity_id
{_STRONGEST}"""
# otherwise the other way: of 513,000 incidents 56,000 have both sides, which takes 0.5 s and not 2
PAIRS_OF_MANY = f"""{_PAIR} from parties as recipients
cross join parties as actors on actors.incident_id = recipients.incident_id
  and actors.role = 'actor' and actors.entity_id <> recipients.entity_id
cross join incidents on incidents.id = recipients.incident_id and recipients.role = 'recipient'
{_STRONGEST}"""
ENTITIES = "select id, name, type from entities where id in (select value from json_each(:ids))"


@dataclass(frozen=True, slots=True)
class Edge:
    """Somebody acts towards somebody in this many incidents of one type."""

    source: str
    target: str
    type: str
    quad: str | None
    incidents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the picture, and where: `x` and `y` are its middle."""

    id: str
    name: str
    type: str
    x: float
    y: float
    incidents: int  # of the edges drawn


def edges_sql(filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL for the strongest edges, and its parameters but for :limit.

    Without filters, or with types alone, they come out of `ties`, which counts whom one and the same report
    names; with other filters an incident's parties by all its reports are paired. What is told as a fact is
    counted, unless the filters name statuses.
    """
    if filters == Filters(type=filters.type):
        where, values = filters.where()
        return TIES.format(where=where.replace("incidents.type", "type")), values
    where, values = replace(filters, status=counted(filters)).where()
    if filters.entity or filters.place or filters.story:
        return PAIRS_OF_FEW.format(where=where), values
    return PAIRS_OF_MANY.format(where=where), values


def counted(filters: Filters) -> tuple[str, ...]:
    """The statuses of the incidents that make edges: as in `ties`, facts alone, unless others are asked for."""
    return filters.status or ("asserted",)


def edges_of(rows: Iterable[Mapping[str, Any]]) -> list[Edge]:
    """The edges of a database's rows, in their order."""
    return [
        Edge(
            source=row["source_id"],
            target=row["target_id"],
            type=row["type"],
            quad=_quads().get(row["type"]),
            incidents=row["incidents"],
            first=row["first"],
            last=row["last"],
        )
        for row in rows
    ]


def names_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Each entity's name and type by its id, out of the rows of ENTITIES."""
    return {row["id"]: (row["name"], row["type"]) for row in rows}


def drawn_of(edges: Sequence[Edge], focus: str | None = None) -> list[Edge]:
    """The edges to draw: as many of the strongest as the picture has room for.

    An edge that would bring in a node too many is left out, a weaker one between nodes that are there is not.
    With a focus, edges that touch it come before all others.

    >>> strong, weak = Edge("a", "b", "AID", None, 9, None, None), Edge("c", "d", "AID", None, 1, None, None)
    >>> drawn_of([strong, weak], focus="c") == [weak, strong]
    True
    """
    nodes: set[str] = set()
    drawn: list[Edge] = []
    for edge in sorted(
        edges, key=lambda e: focus is not None and focus not in (e.source, e.target)
    ):
        both = nodes | {edge.source, edge.target}
        if len(both) <= MOST_NODES and len(drawn) < MOST_EDGES:
            nodes = both
            drawn.append(edge)
    return drawn


def nodes_of(
    edges: Sequence[Edge],
    named: Mapping[str, tuple[str, str]],
    width: float,
    height: float,
    focus: str | None = None,
) -> list[Node]:
    """A node for each end of an edge, placed in a box; those with most incidents first.

    `named` holds an entity's name and type by its id. The focus, if one is given, is in the middle.
    """
    weights: dict[str, int] = defaultdict(int)
    for edge in edges:
        weights[edge.source] += edge.incidents
        weights[edge.target] += edge.incidents
    ids = sorted(weights, key=lambda key: (key != focus, -weights[key], key))
    number = {key: n for n, key in enumerate(ids)}
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    for edge in edges:
        a, b = sorted((number[edge.source], number[edge.target]))
        pairs[a, b] += edge.incidents
    points = layout(len(ids), pairs, width, height, fixed=focus in number)
    return [
        Node(key, *named.get(key, (key, "group")), float(x), float(y), weights[key])
        for key, (x, y) in zip(ids, points, strict=True)
    ]


@cache
def _quads() -> dict[str, str | None]:
    rows = read_words("event_types.csv", "type", "quad", "meaning")
    return {row["type"]: row["quad"] or None for row in rows}
