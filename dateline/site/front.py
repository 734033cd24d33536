"""What the front page says: what is here in numbers, when it happened, what is told best, what needs an eye.

Every number comes off an index: 500,000 incidents and a million entities cost less than 60 ms in all.
What would cost more (organizations, quotes, articles not analysed, lines dropped) is left to the tables and
the questions that list it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.site.when import day_in_words

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the front page: what it counts, the SQL that counts it, and where it leads."""

    label: str
    sql: str
    kind: str  # table, query or path, as dateline.serving.Collection names them
    target: str
    arguments: str = ""


# what is here
HOLDS = (
    Count("articles", "select count(*) from articles", "table", "articles"),
    Count(
        "publishers",
        "select count(distinct publisher) from articles",
        "table",
        "articles",
        "?_facet=publisher",
    ),
    Count("incidents", "select count(*) from incidents", "path", "/-/timeline"),
    Count(
        "people",
        "select count(*) from entities where type = 'person'",
        "table",
        "entities",
        "?type=person",
    ),
    Count(
        "places and countries",
        "select count(*) from entities where type in ('place', 'country')",
        "path",
        "/-/map",
    ),
)

# what the build could not settle; all but the first are short tables
NEEDS_AN_EYE = (
    Count(
        "articles without a date of their own",
        "select count(*) from articles where published is null",
        "table",
        "articles",
        "?published__isnull=1",
    ),
    Count("files refused", "select count(*) from refused_files", "table", "refused_files"),
    Count(
        "contradictions between reports",
        "select count(*) from conflicts",
        "query",
        "contradictions",
    ),
    Count(
        "pairs of names that may be one",
        "select count(*) from merge_suggestions",
        "query",
        "may_be_one",
    ),
    Count(
        "places not told from their namesakes",
        "select count(distinct entity_id) from place_candidates",
        "query",
        "ambiguous_places",
    ),
    Count(
        "corrections that fit nothing",
        "select count(*) from corrections where problem is not null",
        "query",
        "corrected_by_hand",
    ),
)

PERIOD = "select (select min(published) from articles) as first, (select max(published) from articles) as last"
BY_MONTH = "select month, count(*) from incidents where month is not null group by month"
BY_YEAR = "select year, count(*) from incidents where year is not null group by year"

_INCIDENTS = (
    "select incidents.id, summary, edtf, earliest, latest, places.name as place, place_id, source_count,"
    " incidents.article_count, best_event_id from incidents left join entities as places on places.id = place_id"
    # the plus keeps SQLite on the index of the order: of ten incidents seven are asserted
    " where +incidents.status = 'asserted' and incidents.earliest is not null"
    " and incidents.latest is not null"
)
# what is told as done on a day after the last article is an error of dating, and not the latest news
LATEST = (
    f"{_INCIDENTS} and incidents.latest <= coalesce((select substr(max(published) || '-99-99', 1, 10)"
    " from articles), '9999') order by incidents.latest desc, incidents.rowid desc limit 8"
)
BEST_SOURCED = f"{_INCIDENTS} order by incidents.source_count desc, incidents.rowid desc limit 8"
_ENTITIES = (
    "select id, name, type, mention_count, article_count from entities where +type in ({})"
    " order by mention_count desc, rowid desc limit 10"
)
PEOPLE = _ENTITIES.format("'person'")
PLACES = _ENTITIES.format("'place', 'country'")


def counting(counts: tuple[Count, ...]) -> str:
    """One query that gives every number, in their order."""
    return "select " + ", ".join(f"({count.sql})" for count in counts)


def period_in_words(first: str | None, last: str | None) -> str:
    """The days between which the dated articles were published; empty when none has a date.

    >>> period_in_words("2016-11-28", "2017-01-16T14:21")
    '28 November 2016 to 16 January 2017'
    >>> period_in_words("2016", "2016")
    '2016'
    """
    if not first or not last:
        return ""
    ends = [day_in_words(first[:10]) or first, day_in_words(last[:10]) or last]
    return " to ".join(dict.fromkeys(ends))
