"""Which ties a network holds, and who is in it: what GraphML and GEXF are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from dateline.site.filters import BadFilter, Filters, in_address

NODES = (
    "select id, name, type, country from entities"
    " where rowid in (select value from json_each(:some)) order by rowid"
)
EDGES = (
    "select rowid as number, source_id, target_id, type, incident_count, event_count, article_count,"
    " earliest, latest from ties where rowid in (select value from json_each(:some)) order by rowid"
)
KNOWN = ("entity", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity of the network."""

    id: str
    name: str
    type: str
    country: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The node of a row that NODES gives."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie: who acts with or on whom, how, and in how many incidents."""

    number: int
    source_id: str
    target_id: str
    type: str
    incident_count: int
    event_count: int
    article_count: int
    earliest: str | None
    latest: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The edge of a row that EDGES gives."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})


def edge_keys(filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL for the rowids of the ties wanted, as `key`, and its parameters.

    A tie counts many incidents, so it can be asked for by entity and type only; raises BadFilter for the rest.

    >>> edge_keys(Filters(type=("AID",)))
    ('select rowid as key from ties where type in (:type_0)', {'type_0': 'AID'})
    """
    for name, value in filters.given:
        if name not in map(in_address, KNOWN):
            raise BadFilter(
                f"{name}={value}: a tie counts all incidents of two entities; ask for ties by"
                f" {' and '.join(KNOWN)} only, or for incidents"
            )
    conditions, values = [], {}
    for number, entity in enumerate(filters.entity):
        values[f"entity_{number}"] = entity
        conditions.append(f":entity_{number} in (source_id, target_id)")
    if filters.type:
        values |= {f"type_{number}": value for number, value in enumerate(filters.type)}
        conditions.append(f"type in ({', '.join(f':type_{n}' for n in range(len(filters.type)))})")
    return f"select rowid as key from ties where {' and '.join(conditions) or '1'}", values


def node_keys(filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL for the rowids of the entities that those ties join, as `key`, and its parameters."""
    edges, values = edge_keys(filters)
    ends = " union ".join(
        f"select {end} from ties where rowid in ({edges})" for end in ("source_id", "target_id")
    )
    return f"select rowid as key from entities where id in ({ends})", values
