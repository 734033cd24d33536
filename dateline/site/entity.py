"""What the page of an entity says: its names, offices, incidents, ties, quotes, and why it is one entity.

Each list is bounded, and each query stays on an index. Of an entity that takes part in more incidents than
READ, or is named more often, so many are read and the page says so; the timeline and the tables have all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

READ = 2000  # rows of parties, incidents or mentions: 8 ms where each is looked up, 2 ms where not
LISTED = 40
NAMES, OFFICES, OTHERS, QUOTES, ARTICLES = 30, 15, 12, 15, 20

ENTITY = (
    "select entities.*, whole.name as stands_for from entities"
    " left join entities as whole on whole.id = entities.stands_for_id where entities.id = :id"
)

_INCIDENT = (
    "incidents.id, summary, incidents.type, status, edtf, earliest, latest, year, month, place_id,"
    " source_count, incidents.article_count, best_event_id"
)
_BY_SOURCES = "order by incidents.source_count desc, incidents.latest desc, incidents.id"

# the rows of one entity, one query a list
QUERIES = {
    "aliases": "select alias, mention_count from aliases where entity_id = :id"
    f" order by mention_count desc, alias limit {NAMES + 1}",
    # what a person is called a thousand times is one office: the first place that says it, and how often
    "positions": "select position, count(*) as times, min(held.article_id) as article_id, sentence_id,"
    ' held.start, held."end", sentences.text as sentence, sentences.start as sentence_start, title'
    " from (select * from positions where entity_id = :id limit 1000) as held"
    " join sentences on sentences.id = sentence_id join articles on articles.id = held.article_id"
    f" group by position order by times desc, position limit {OFFICES + 1}",
    "acts": "select ties.*, name, entities.type as kind from ties join entities on entities.id = target_id"
    " where source_id = :id order by ties.incident_count desc, name, ties.type limit 200",
    "acted_on": "select ties.*, name, entities.type as kind from ties join entities on entities.id = source_id"
    " where target_id = :id order by ties.incident_count desc, name, ties.type limit 200",
    "quotes": "select said.id, said.text, verb, direct, said.article_id, title, publisher, published from"
    " (select * from quotes where speaker_id = :id limit 300) as said"
    " join articles on articles.id = said.article_id"
    f" order by direct desc, published desc, said.id limit {QUOTES}",
    "articles": "select articles.id, title, publisher, published, copy_of, counted.times, first_mention from"
    " (select article_id, count(*) as times, min(id) as first_mention from"
    f" (select article_id, id from mentions where entity_id = :id limit {READ})"
    f" group by article_id order by times desc, article_id limit {ARTICLES}) as counted"
    " join articles on articles.id = counted.article_id"
    " order by counted.times desc, articles.id",
    "merges": "select name, merged_name, rule, score, reason from merges where entity_id = :id"
    f" order by score, merged_name limit {NAMES + 1}",
    "may_be": "select other_id as id, other_name as name, rule, score, reason from merge_suggestions"
    " where entity_id = :id union all select entity_id, name, rule, score, reason from merge_suggestions"
    " where other_id = :id order by score desc, id limit 10",
    "spoken_for_by": "select id, name, type, mention_count from entities where stands_for_id = :id"
    " order by mention_count desc, id limit 10",
    "candidates": "select * from place_candidates where entity_id = :id order by population desc",
}
# how many there are, each off an index; one who acts on itself has two parts in one incident
COUNTS = (
    "select (select count(*) from parties where entity_id = :id) as parts,"
    " (select count(*) from quotes where speaker_id = :id) as quotes,"
    " (select count(*) from aliases where entity_id = :id) as aliases,"
    " (select count(*) from merges where entity_id = :id) as merges,"
    " (select count(*) from events where attributed_to_id = :id) as told,"
    " (select count(*) from incidents where place_id = :id) as here"
)

INCIDENTS = (
    f"select {_INCIDENT}, places.name as place from incidents"
    " left join entities as places on places.id = place_id where incidents.id in"
    f" (select incident_id from parties where entity_id = :id limit {READ}) {_BY_SOURCES}"
)
INCIDENTS_HERE = (
    f"select {_INCIDENT}, null as place from incidents where incidents.rowid in"
    f" (select rowid from incidents where place_id = :id limit {READ}) {_BY_SOURCES} limit {LISTED}"
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One other entity, and what is told between the two, by type: (type, incidents, reports)."""

    id: str
    name: str
    type: str
    incidents: int
    kinds: tuple[tuple[str, int, int], ...]


def ties_of(rows: Iterable[Row], other: str) -> list[Tie]:
    """One Tie an entity in the column `other`, most incidents first.

    >>> row = {"target_id": "eu", "name": "EU", "kind": "organization", "event_count": 3}
    >>> ties_of([row | {"type": "AID", "incident_count": 2}, row | {"type": "CONSULT", "incident_count": 1}],
    ...     "target_id")
    [Tie(id='eu', name='EU', type='organization', incidents=3, kinds=(('AID', 2, 3), ('CONSULT', 1, 3)))]
    """
    by_other: dict[str, list[Row]] = {}
    for row in rows:
        by_other.setdefault(row[other], []).append(row)
    ties = [
        Tie(
            id=key,
            name=found[0]["name"],
            type=found[0]["kind"],
            incidents=sum(row["incident_count"] for row in found),
            kinds=tuple((row["type"], row["incident_count"], row["event_count"]) for row in found),
        )
        for key, found in by_other.items()
    ]
    return sorted(ties, key=lambda tie: (-tie.incidents, tie.name, tie.id))


def counted_by_time(incidents: Iterable[Row]) -> tuple[dict[str, int], dict[int, int]]:
    """How many incidents lie in each month, and in each year; those that lie in none are not counted.

    >>> counted_by_time([{"month": "2016-11", "year": 2016}, {"month": None, "year": 2016}])
    ({'2016-11': 1}, {2016: 2})
    """
    months: dict[str, int] = {}
    years: dict[int, int] = {}
    for incident in incidents:
        if incident["month"]:
            months[incident["month"]] = months.get(incident["month"], 0) + 1
        if incident["year"]:
            years[incident["year"]] = years.get(incident["year"], 0) + 1
    return months, years


def marked(sentence: str, sentence_start: int, start: int, end: int) -> tuple[str, str, str]:
    """A sentence in three: before, the words from `start` to `end` (offsets of the text), and after.

    >>> marked("He met her.", 100, 103, 106)
    ('He ', 'met', ' her.')
    """
    first, last = max(0, start - sentence_start), max(0, end - sentence_start)
    return sentence[:first], sentence[first:last], sentence[last:]
