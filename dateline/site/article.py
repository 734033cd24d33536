"""What the page of one article shows: its rows, the marks made of them, and what an address may ask.

Shows what the tables hold and adds nothing; what is marked is the text as stored. Whatever the article, the
page stays bounded: a long text comes in parts, and what is not listed is counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.site.filters import Arguments, BadFilter
from dateline.site.marks import Mark
from dateline.site.when import in_words

Row = dict[str, Any]

KINDS = ("names", "times", "events", "quotes")
SHOWN = (*KINDS, "roles")  # what `marks` in an address may name

# the longest of 4,000 news articles has 60,000 characters; a page of this many loads at once on a phone
PART_LENGTH = 100_000
MOST_MARKED = 3_000  # of one kind in one part; 2,000 names make a page of 0.5 MB
MOST_LISTED = 200  # of one kind beside the text

ARTICLE = (
    "select articles.*, text, length(text) as length, stories.title as story from articles"
    " join texts on texts.article_id = articles.id left join stories on stories.id = story_id"
    " where articles.id = :id"
)
_IN_PART = 'article_id = :id and start < :end and "end" > :start order by start limit :most'
# what the page shows, one query a kind; the rows of one article, by index
QUERIES = {
    # all of them, for a text must not lose a line
    "paragraphs": f"select * from paragraphs where {_IN_PART.replace(' limit :most', '')}",
    "sentences": f'select id, start, "end" from sentences where {_IN_PART}',
    "times": f"select * from time_expressions where {_IN_PART}",
    "names": 'select mentions.id, start, "end", entity_id, name, type, kind from mentions'
    f" join entities on entities.id = entity_id where {_IN_PART}",
    "events": "select events.*, sources.name as source, places.name as place, source_count,"
    " (select group_concat(said, ' and ') from (select coalesce(entities.name, s.text) as said"
    " from event_sources as s left join entities on entities.id = s.entity_id"
    " where s.event_id = events.id and s.cited_by is not null order by s.number)) as citing from events"
    " left join incidents on incidents.id = incident_id"
    " left join entities as sources on sources.id = attributed_to_id"
    " left join entities as places on places.id = events.place_id"
    f" where {_IN_PART}",
    "quotes": "select quotes.*, name from quotes left join entities on entities.id = speaker_id"
    f" where {_IN_PART}",
    "conflicts": "select event_id, other_event_id, kind, explanation from conflicts"
    " where event_id in (select id from events where article_id = :id)"
    " union all select other_event_id, event_id, kind, explanation from conflicts"
    " where other_event_id in (select id from events where article_id = :id)"
    " order by 1, 3, 2 limit :most",
    "named": "select entity_id, name, type, count(*) as times from mentions"
    " join entities on entities.id = entity_id where article_id = :id and kind = 'name'"
    " group by entity_id order by times desc, name, entity_id limit :most",
    "dropped": "select number, text, rule from dropped_lines where article_id = :id"
    " order by number limit :most",
    "doubts": "select kind, detail from doubts where article_id = :id order by kind limit :most",
    "copies": "select id, title from articles where copy_of = :id order by id limit :most",
}
# how many there are in all, by the same index
COUNTS = "select " + ", ".join(
    f"(select count(*) from {table} where {column} = :id) as {name}"
    for name, table, column in (
        ("events", "events", "article_id"),
        ("times", "time_expressions", "article_id"),
        ("names", "mentions", "article_id"),
        ("quotes", "quotes", "article_id"),
        ("dropped", "dropped_lines", "article_id"),
        ("copies", "articles", "copy_of"),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the page: what to mark, and which part of a long text."""

    marks: tuple[str, ...] = KINDS
    part: int = 1

    @classmethod
    def of(cls, arguments: Arguments) -> Asked:
        """What the address asks; without `marks` all kinds are marked, with an empty one none is.

        >>> from dateline.site.filters import as_arguments
        >>> Asked.of(as_arguments("marks=times,events&part=2"))
        Asked(marks=('times', 'events'), part=2)
        """
        given = [kind for value in arguments.getlist("marks") for kind in value.split(",")]
        wanted = tuple(dict.fromkeys(kind for kind in given if kind))
        for kind in wanted:
            if kind not in SHOWN:
                raise BadFilter(f"marks={kind}: write any of {', '.join(SHOWN)}, with commas")
        part = (arguments.getlist("part") or ["1"])[-1]
        if not (part.isascii() and part.isdigit() and int(part[:7]) > 0):
            raise BadFilter(f"part={part}: write a number from 1")
        return cls(wanted if given else KINDS, int(part[:7]))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text that fits on a page."""

    number: int
    of: int
    start: int
    end: int


def part_of(length: int, number: int) -> Part:
    """The part of a text of this length with this number; the last one when there are not so many.

    >>> part_of(250_000, 9)
    Part(number=3, of=3, start=200000, end=250000)
    """
    parts = max(1, -(-length // PART_LENGTH))
    number = min(number, parts)
    return Part(number, parts, (number - 1) * PART_LENGTH, min(length, number * PART_LENGTH))


def place_of(identifier: str) -> str:
    """The part of an id that is the place in its article.

    >>> place_of("000_3b09-t1893")
    't1893'
    """
    return identifier.rpartition("-")[2]


def meaning(time: Row) -> str:
    """What a time expression means, in words: its value, or the days that an inferred publication leaves."""
    if time["anchor"] != "inferred":
        return in_words(time["value"])
    earliest, latest = time["earliest"], time["latest"]
    if earliest == latest:
        return f"{in_words(earliest)}, inferred"
    return f"{earliest or '..'}/{latest or '..'}, inferred"


def with_others(events: Sequence[Row], conflicts: Sequence[Row], *, copy: bool) -> list[Row]:
    """The events with what else is told of them: how many other sources tell it, and which disagree.

    `copy` says that the article is one, so that it is not among the sources that are counted.
    """
    disagreeing: dict[str, list[Row]] = {}
    for conflict in conflicts:
        disagreeing.setdefault(conflict["event_id"], []).append(conflict)
    return [
        {
            **event,
            "others": max(0, (event["source_count"] or 0) - (not copy)),
            "conflicts": disagreeing.get(event["id"], []),
        }
        for event in events
    ]


def marks_of(found: dict[str, list[Row]], entity_path: Callable[[str], str]) -> list[Mark]:
    """What to mark, in the order of the text. Names lead to their pages, dates and events to the lists."""
    marks = [_mark(row, "sentence") for row in found["sentences"]]
    for quote in found["quotes"]:
        marks.append(_mark(quote, "quote", variant="direct" if quote["direct"] else "reported"))
    for number, event in enumerate(found["events"]):
        note = f"{event['type']}, {event['status']} ({event['status_reason']}): {event['summary']}"
        href = _about(event) if number < MOST_LISTED else ""
        marks.append(_mark(event, "event", note, href=href, variant=event["status"]))
    for number, time in enumerate(found["times"]):
        note = f"→ {meaning(time)}: {time['reason']}"
        marks.append(_mark(time, "time", note, href=_about(time) if number < MOST_LISTED else ""))
    for name in found["names"]:
        kind = "" if name["kind"] == "name" else f" ({name['kind']})"
        note = f"{name['name']}, {name['type']}{kind}"
        marks.append(_mark(name, "name", note, href=entity_path(name["entity_id"])))
    return sorted(marks, key=lambda mark: mark.start)


def _about(row: Row) -> str:
    return f"#about-{place_of(row['id'])}"


def _mark(row: Row, kind: str, note: str = "", *, href: str = "", variant: str = "") -> Mark:
    return Mark(row["start"], row["end"], kind, place_of(row["id"]), href, note, variant)


def blocks_of(
    paragraphs: Sequence[Row], marks: Sequence[Mark], part: Part
) -> list[tuple[Row, list[Mark]]]:
    """Each paragraph of the part with the marks in it, those that run on from before included.

    A paragraph that the part cuts has the bounds of what is left; a continued one has no `id`.
    """
    starts = [mark.start for mark in marks]
    blocks = []
    running: list[Mark] = []
    done = 0  # marks[:done] begin before the paragraph
    for paragraph in paragraphs:
        start, end = max(paragraph["start"], part.start), min(paragraph["end"], part.end)
        last = bisect_left(starts, end)
        inside = running + [mark for mark in marks[done:last] if mark.end > start]
        identifier = paragraph["id"] if start == paragraph["start"] else None
        blocks.append(({**paragraph, "id": identifier, "start": start, "end": end}, inside))
        running = [mark for mark in inside if mark.end > end]
        done = last
    return blocks
