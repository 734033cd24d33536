"""The incidents of the latest days as an Atom feed (RFC 4287). It holds the newest 100, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from dateline.site.exports.incidents import Incident
from dateline.site.exports.markup import tag, words
from dateline.site.filters import Filters

NEWEST = 100  # what feed readers show; the subtitle says where the others are
# ids are the same on every build and every host, so that a reader knows an entry again
NAMES = UUID("6f0a3c1e-5d0b-5a57-9c55-1d3f4b8f2e60")
UNDATED = "1970-01-01"  # of a feed without entries; Atom wants a day
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'


def newest_sql(filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL for the rowids of the newest incidents by last possible day, and its parameters."""
    condition, values = filters.where()
    return (
        f"select incidents.rowid as key from incidents where {condition} and incidents.latest is not null"
        f" order by incidents.latest desc, incidents.rowid limit {NEWEST}",
        values,
    )


def feed(
    incidents: Iterable[tuple[Incident, str]], *, address: str, page: str, filters: Filters
) -> str:
    """The feed of the incidents, each with the address of its page, the newest first.

    `address` is the feed's own, `page` that of the timeline with the same filters.
    """
    newest = sorted(incidents, key=lambda each: each[0].latest or "", reverse=True)
    updated = newest[0][0].latest if newest else UNDATED
    told = ", ".join(f"{name} {value}" for name, value in filters.given)
    parts = [
        tag("title", {}, words(f"Incidents: {told}" if told else "Incidents")),
        tag(
            "subtitle",
            {},
            f"The {NEWEST} of the latest possible days; undated ones are not here."
            " All are on the timeline and in the downloads.",
        ),
        tag("id", {}, _urn(f"feed?{filters.query}")),
        tag("updated", {}, f"{updated}T00:00:00Z"),
        tag("author", {}, tag("name", {}, "Dateline")),
        tag("link", {"rel": "self", "type": "application/atom+xml", "href": address}),
        tag("link", {"rel": "alternate", "type": "text/html", "href": page}),
    ]
    entries = [_entry(incident, link) for incident, link in newest]
    return HEAD + "\n".join([*parts, *entries]) + "\n</feed>\n"


def _entry(incident: Incident, link: str) -> str:
    parts = [
        tag("title", {}, words(incident.headline)),
        tag("id", {}, _urn(incident.id)),
        tag("updated", {}, f"{incident.latest}T00:00:00Z"),
        tag("link", {"rel": "alternate", "type": "text/html", "href": link}),
        tag("category", {"term": incident.type}),
        tag("category", {"term": incident.status}),
        tag("summary", {}, words(incident.in_words)),
    ]
    return tag("entry", {}, "".join(parts))


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMES, name)}"
