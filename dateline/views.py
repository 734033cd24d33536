"""The two views people download: every id written out as a name.

Each column is declared once, with its SQL and what it holds, so the docs cannot drift from the SQL.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it shows, its columns (name → SQL, description) and what it is drawn from."""

    name: str
    description: str
    columns: dict[str, tuple[str, str]]
    source: str

    @property
    def sql(self) -> str:
        columns = ",\n  ".join(f'{sql} AS "{name}"' for name, (sql, _) in self.columns.items())
        return f'CREATE VIEW "{self.name}" AS SELECT\n  {columns}\nFROM {self.source}'

    @property
    def descriptions(self) -> dict[str, str]:
        return {name: description for name, (_, description) in self.columns.items()}


def _names(event_id: str, role: str) -> str:
    """SQL for the participants of an event in one role, names before phrases, in their order."""
    return (
        "(SELECT group_concat(name, '; ') FROM (SELECT coalesce(entities.name, participants.text) AS name"
        " FROM participants LEFT JOIN entities ON entities.id = participants.entity_id"
        f" WHERE participants.event_id = {event_id} AND role = '{role}' ORDER BY number))"
    )


EVENT_LIST = View(
    name="event_list",
    description="One row an event (a report in one sentence), all names written out.",
    columns={
        "when": (
            "coalesce(events.edtf, events.earliest || '/' || events.latest, '../' || events.latest)",
            "When, in EDTF; ../DAY means no later than that day; null when not known",
        ),
        "earliest": ("events.earliest", "First day it may have happened"),
        "latest": ("events.latest", "Last day it may have happened"),
        "date_source": (
            "events.date_source",
            "Where the date is from: text, inherited, publication, inferred, correction or none",
        ),
        "type": ("events.type", "PLOVER or extension type"),
        "status": ("events.status", "asserted, planned, possible, conditional, alleged or negated"),
        "who": (_names("events.id", "actor"), "Who acts"),
        "whom": (_names("events.id", "recipient"), "To or against whom"),
        "where": ("places.name", "Where, when the text says"),
        "summary": ("events.summary", "The event in one sentence"),
        "according_to": (
            "coalesce(sources.name, events.attribution)",
            "Who says so; null when the article itself does",
        ),
        "citing": (
            "(SELECT group_concat(name, '; ') FROM (SELECT coalesce(entities.name, event_sources.text) AS name"
            " FROM event_sources LEFT JOIN entities ON entities.id = event_sources.entity_id"
            " WHERE event_sources.event_id = events.id AND event_sources.number > 1 ORDER BY number))",
            "Who else is cited for it: whom that one has it from, or who says so too (event_sources tells)",
        ),
        "sentence": ("sentences.text", "The sentence that reports it"),
        "title": ("articles.title", "Title of the article"),
        "publisher": ("articles.publisher", "Publisher of the article"),
        "published": (
            "articles.published",
            "When the article was published, as precisely as known",
        ),
        "url": ("articles.url", "Where the article was published"),
        "event_id": ("events.id", "The event"),
        "incident_id": ("events.incident_id", "The incident it is a report of"),
        "article_id": ("events.article_id", "The article"),
        "sentence_id": ("events.sentence_id", "The sentence"),
    },
    source=(
        "events JOIN sentences ON sentences.id = events.sentence_id"
        " JOIN articles ON articles.id = events.article_id"
        " LEFT JOIN entities AS places ON places.id = events.place_id"
        " LEFT JOIN entities AS sources ON sources.id = events.attributed_to_id"
    ),
)


def _of_best(column: str, table: str = "", key: str = "") -> str:
    """SQL for a column of an incident's best report, or of the row of a table that one of its keys points to."""
    join = f" JOIN {table} ON {table}.id = events.{key}" if table else ""
    return f"(SELECT {column} FROM events{join} WHERE events.id = incidents.best_event_id)"


TIMELINE = View(
    name="timeline",
    description="One row an incident, readable on its own: when, what, who, whom, where, by how many told.",
    columns={
        "when": (
            "coalesce(incidents.edtf, incidents.earliest || '/' || incidents.latest, '../' || incidents.latest)",
            "When, in EDTF; ../DAY means no later than that day; null when not known",
        ),
        "what": ("incidents.summary", "What happened, in one sentence"),
        "type": ("incidents.type", "PLOVER or extension type"),
        "status": (
            "incidents.status",
            "asserted, planned, possible, conditional, alleged or negated",
        ),
        "who": (_names("incidents.best_event_id", "actor"), "Who acts"),
        "whom": (_names("incidents.best_event_id", "recipient"), "To or against whom"),
        "where": (
            "(SELECT name FROM entities WHERE entities.id = incidents.place_id)",
            "Where, when a report says",
        ),
        "sources": ("incidents.source_count", "Articles that tell it, copies not counted"),
        "sentence": (
            _of_best("sentences.text", "sentences", "sentence_id"),
            "The best sentence that reports it",
        ),
        "title": (
            _of_best("articles.title", "articles", "article_id"),
            "Title of the article that sentence is in",
        ),
        "earliest": ("incidents.earliest", "First day it may have happened"),
        "latest": ("incidents.latest", "Last day it may have happened"),
        "year": ("incidents.year", "The year, when the bounds lie in one"),
        "month": ("incidents.month", "The month as YYYY-MM, when the bounds lie in one"),
        "incident_id": ("incidents.id", "The incident"),
        "event_id": ("incidents.best_event_id", "Its best report"),
        "article_id": (_of_best("events.article_id"), "The article of that report"),
        "sentence_id": (_of_best("events.sentence_id"), "The sentence of that report"),
    },
    # one table, and what is of others asked for where it is shown: half a million incidents are counted, and
    # their types, in 60 ms; joined, that takes two seconds
    source="incidents",
)

VIEWS = (TIMELINE, EVENT_LIST)
