"""Which incidents a page, a picture or a download is about: read from an address, and written into one.

The same filters hold for the timeline, the map, the network and every download of incidents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode

# A day, month or year; "from" means its first day, "to" its last
DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
STATUSES = ("asserted", "planned", "possible", "conditional", "alleged", "negated")
# of one kind: SQLite refuses a condition of more than 1,000 parts, and no reader compares more than a few
MOST_VALUES = 20


class Arguments(Protocol):
    """What an address asks: Datasette's request.args, or anything like it."""

    def getlist(self, key: str) -> Sequence[str]: ...


class BadFilter(ValueError):
    """An address asks for what is no filter: says which, and what would be one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the incidents that match, which a page counts and leads to."""

    condition: str
    words: str


PARTS = {
    "dated": Part("coalesce(incidents.earliest, incidents.latest) is not null", "with a date"),
    "undated": Part("incidents.earliest is null and incidents.latest is null", "without any date"),
    "nowhere": Part("incidents.place_id is null", "without a place"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Incidents of these entities, types and statuses, in this place, story and period.

    Several values of one kind mean any of them, but for `entity`: several entities mean all of them. A period
    takes in whatever may have happened in it; an incident of which one end only is known ("no later than")
    counts by that day, and one without a date is in no period.
    """

    entity: tuple[str, ...] = ()  # entity ids
    type: tuple[str, ...] = ()  # PLOVER and extension types
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # entity ids of places and countries
    story: tuple[str, ...] = ()  # story ids
    sources: str = ""  # independent sources, at least
    start: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD; "from" in addresses
    end: str = ""  # the same; "to" in addresses

    @classmethod
    def of(cls, arguments: Arguments) -> Filters:
        """The filters of an address. Empty values are none; raises BadFilter for what cannot be one.

        >>> Filters.of(as_arguments("entity=khalifa-haftar&from=2016-11&type="))  # doctest: +ELLIPSIS
        Filters(entity=('khalifa-haftar',), type=(), ..., start='2016-11', end='')
        """
        given = {name: _values(arguments, in_address(name)) for name in NAMES}
        for name, values in given.items():
            if len(values) > MOST_VALUES:
                raise BadFilter(f"{in_address(name)}: give at most {MOST_VALUES}")
        for status in given["status"]:
            if status not in STATUSES:
                raise BadFilter(f"status={status}: a status is one of {', '.join(STATUSES)}")
        one: dict[str, Any] = {name: (given[name] or ("",))[-1] for name in SINGLE}
        for name in ("start", "end"):
            if one[name] and not _is_day(one[name]):
                raise BadFilter(
                    f"{in_address(name)}={one[name]}: write a day as 2016-11-28, a month as 2016-11"
                    " or a year as 2016"
                )
        if one["start"] and one["end"] and first_day(one["start"]) > last_day(one["end"]):
            raise BadFilter(f"from={one['start']} is after to={one['end']}: change the two round")
        if one["sources"] and not re.fullmatch(r"[0-9]{1,6}", one["sources"]):
            raise BadFilter(f"sources={one['sources']}: write a number")
        many: dict[str, Any] = {name: given[name] for name in NAMES if name not in SINGLE}
        return cls(**many, **one)

    def without(self, name: str, value: str = "") -> Filters:
        """These filters but for one value; for a kind with one value only, but for that."""
        if name in SINGLE:
            changed: dict[str, Any] = {name: ""}
            return replace(self, **changed)
        kept = tuple(v for v in getattr(self, name) if v != value)
        changed = {name: kept}
        return replace(self, **changed)

    def within(self, start: str, end: str) -> Filters:
        """These filters, for another period."""
        return replace(self, start=start, end=end)

    @property
    def given(self) -> list[tuple[str, str]]:
        """Every value with its name as addresses have it, in their order."""
        return [(in_address(name), value) for name, value in self._values()]

    @property
    def query(self) -> str:
        """The part of an address behind the question mark; empty without filters.

        >>> Filters(entity=("a",), start="2016").query
        'entity=a&from=2016'
        """
        return urlencode(self.given)

    def table_query(self, only: str = "") -> str:
        """The query of Datasette's own page of `incidents` for these filters, or for a part of PARTS of them.

        >>> Filters(type=("AID",)).table_query("undated")
        '_filters=type%3DAID&_only=undated'
        """
        given = {"_filters": self.query, "_only": only}
        return urlencode({name: value for name, value in given.items() if value})

    def where(self) -> tuple[str, dict[str, str]]:
        """An SQL condition on a table `incidents`, and its parameters; "1" without filters.

        >>> Filters(type=("AID",), end="2016-11").where()[0]
        'incidents.type in (:type_0) and coalesce(incidents.earliest, incidents.latest) <= :end'
        """
        conditions: list[str] = []
        values: dict[str, str] = {}
        for number, entity in enumerate(self.entity):
            values[f"entity_{number}"] = entity
            conditions.append(
                "incidents.id in (select incident_id from parties"
                f" where parties.entity_id = :entity_{number})"
            )
        for name, column in COLUMNS.items():
            wanted = getattr(self, name)
            if wanted:
                marks = {f"{name}_{number}": value for number, value in enumerate(wanted)}
                values |= marks
                listed = ", ".join(f":{mark}" for mark in marks)
                conditions.append(f"incidents.{column} in ({listed})")
        if self.sources:
            values["sources"] = self.sources
            conditions.append("incidents.source_count >= cast(:sources as integer)")
        if self.start:
            values["start"] = first_day(self.start)
            conditions.append("coalesce(incidents.latest, incidents.earliest) >= :start")
        if self.end:
            values["end"] = last_day(self.end)
            conditions.append("coalesce(incidents.earliest, incidents.latest) <= :end")
        return " and ".join(conditions) or "1", values

    def _values(self) -> Iterator[tuple[str, str]]:
        for name in NAMES:
            value = getattr(self, name)
            if isinstance(value, str):
                yield from [(name, value)] if value else []
            else:
                yield from ((name, each) for each in value)


NAMES = tuple(field.name for field in fields(Filters))
SINGLE = ("sources", "start", "end")
COLUMNS = {"type": "type", "status": "status", "place": "place_id", "story": "story_id"}


def in_address(name: str) -> str:
    """A filter's name in addresses: `start` is from and `end` is to, which read better.

    >>> in_address("start"), in_address("type")
    ('from', 'type')
    """
    return {"start": "from", "end": "to"}.get(name, name)


def first_day(text: str) -> str:
    """The first day of a year, month or day.

    >>> first_day("2016"), first_day("2016-11"), first_day("2016-11-28")
    ('2016-01-01', '2016-11-01', '2016-11-28')
    """
    return text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text


def last_day(text: str) -> str:
    """A text that no day of the year, month or day is behind of.

    >>> last_day("2016"), last_day("2016-11"), last_day("2016-11-28")
    ('2016-12-31', '2016-11-31', '2016-11-28')
    """
    return text + "-12-31"[len(text) - 4 :] if len(text) < 10 else text


def _is_day(text: str) -> bool:
    """Whether this is a year, month or day of the calendar; the year 0 and 30 February are none."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Given:
    values: Mapping[str, Sequence[str]]

    def getlist(self, key: str) -> Sequence[str]:
        return self.values.get(key, ())


def as_arguments(query: str) -> Arguments:
    """The arguments of a query string.

    >>> as_arguments("type=AID&type=CONSULT").getlist("type")
    ['AID', 'CONSULT']
    """
    return _Given(parse_qs(query))


def _values(arguments: Arguments, name: str) -> tuple[str, ...]:
    values: list[Any] = [value.strip() for value in arguments.getlist(name)]
    return tuple(dict.fromkeys(value for value in values if value))
