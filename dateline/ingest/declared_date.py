"""What a page, an export or a feed writes where a date belongs → that date.

Here the field says that its words are a date, so all the ways in which machines write one are read; the
day is taken as written, in its own offset.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dateline.ingest.date_line import Order, date_line
from dateline.ingest.partial_date import day_value, partial_date

MACHINE = re.compile(
    r"(?P<year>\d{4})[-/.]?(?P<month>\d{2})[-/.]?(?P<day>\d{2})"
    r"(?:[T ,]*(?P<hour>\d{1,2})[:.]?(?P<minute>\d{2})(?:[:.]?\d{2}(?:[.,]\d{1,9})?)?"
    r"\s?(?:[A-Z]{1,5}|(?:GMT|UTC)?\s?[+-]\d{1,2}:?(?:\d{2})?)?)?",
    re.ASCII,
)
LOOSE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?=$|[T ])", re.ASCII)
EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d+)?", re.ASCII)
PROGRAM = re.compile(  # Java's and JavaScript's own way, "Thu Feb 02 14:21:00 UTC 2017"
    r"[A-Z][a-z]{2},? (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2})(?: (?P<year>\d{4}))?"
    r" (?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2})?(?: [A-Za-z+-][\w:+-]*)*(?: (?P<year_last>\d{4}))?(?: \(.*\))?",
    re.ASCII,
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MAX_LENGTH = 100
MIDNIGHT = "T00:00"  # what a program writes when it knows no hour


def declared_date(words: str, order: Order | None = None) -> tuple[str | None, str]:
    """The date that the words are, as precisely as they say, and else why there is none or it is unsure.

    Midnight counts as no time of day. An epoch is read in UTC. `order` is how the page writes its dates.

    >>> declared_date("2017-02-02T14:21:05+02:00"), declared_date("Thu, 2 Feb 2017 00:00:00 GMT")
    (('2017-02-02T14:21', ''), ('2017-02-02', ''))
    >>> declared_date("03/04/2017")
    ('2017', 'the day and the month may be either way round, so only the year is sure')
    """
    words = " ".join(words.split())
    if not words or len(words) > MAX_LENGTH:
        return None, "it is no date"
    value, problem = partial_date(words) or _machine(words), ""
    if value is None and (line := date_line(words, order)):
        value, problem = line.value, line.problem
    if value is None:
        return None, problem or "it is no date"
    return value.removesuffix(MIDNIGHT), problem


def _machine(words: str) -> str | None:
    if match := MACHINE.fullmatch(words) or LOOSE.match(words):
        clock = match.groupdict()
        return _value(int(match["year"]), int(match["month"]), int(match["day"]), clock)
    if match := PROGRAM.fullmatch(words):
        year = match["year"] or match["year_last"]
        if year and match["month"] in MONTHS:
            return _value(
                int(year), MONTHS.index(match["month"]) + 1, int(match["day"]), match.groupdict()
            )
    if match := EPOCH.fullmatch(words):
        seconds = int(match[1]) / (1000 if len(match[1]) == 13 else 1)
        return partial_date(datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes"))
    try:
        return partial_date(parsedate_to_datetime(words).isoformat(timespec="minutes"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _value(year: int, month: int, day: int, clock: dict[str, str | None]) -> str | None:
    found = day_value(year, month, day)
    if found is None:
        return None
    if clock.get("hour"):
        found = partial_date(f"{found}T{int(clock['hour'] or 0):02}:{clock['minute']}") or found
    return partial_date(found)
