"""What every format tells of an incident: its row with its place and its best sentence, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from dateline.site.filters import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as downloads have it."""

    id: str
    type: str
    status: str
    summary: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    event_count: int
    article_count: int
    source_count: int
    place_id: str | None
    place: str | None
    place_type: str | None  # place or country
    latitude: float | None
    longitude: float | None
    sentence: str  # the best one that reports it
    article_id: str  # the article that sentence is in
    title: str | None  # of that article

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The incident of a row that ROWS gives."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})

    @property
    def headline(self) -> str:
        """The summary; before that of what is not told as fact, its status."""
        return self.summary if self.status == "asserted" else f"[{self.status}] {self.summary}"

    @property
    def when(self) -> str | None:
        """When, in EDTF, as the timeline has it; None when not known."""
        if self.edtf or not self.latest:
            return self.edtf
        return f"{self.earliest or '..'}/{self.latest}"

    @property
    def in_words(self) -> str:
        """What a calendar or a feed says beneath the headline."""
        reports = "1 report" if self.event_count == 1 else f"{self.event_count} reports"
        sources = "1 source" if self.source_count == 1 else f"{self.source_count} sources"
        source = f" ({self.title})" if self.title else ""
        return (
            f"{self.type}, {self.status}; when: {self.when or 'not known'}; {reports}, {sources}.\n"
            f"“{self.sentence}”{source}"
        )


# the incidents whose rowids are the JSON list :some, in their order
ROWS = (
    "select incidents.id, incidents.type, incidents.status, incidents.summary, incidents.edtf,"
    " incidents.earliest, incidents.latest, incidents.event_count, incidents.article_count,"
    " incidents.source_count, incidents.place_id, places.name as place, places.type as place_type,"
    " places.latitude, places.longitude,"
    " sentences.text as sentence, events.article_id, articles.title"
    " from incidents join events on events.id = incidents.best_event_id"
    " join sentences on sentences.id = events.sentence_id"
    " join articles on articles.id = events.article_id"
    " left join entities as places on places.id = incidents.place_id"
    " where incidents.rowid in (select value from json_each(:some)) order by incidents.rowid"
)
DATED = "incidents.earliest is not null and incidents.latest is not null"
PLACED = "incidents.place_id in (select id from entities where latitude is not null)"


def keys_of(filters: Filters, besides: str = "1") -> tuple[str, dict[str, str]]:
    """SQL for the rowids of the incidents wanted, as `key`, and its parameters.

    >>> keys_of(Filters(type=("AID",)), DATED)[0]  # doctest: +ELLIPSIS
    'select incidents.rowid as key from incidents where incidents.type in (:type_0) and incidents.earliest ...'
    """
    condition, values = filters.where()
    return f"select incidents.rowid as key from incidents where {condition} and {besides}", values
