"""When an article was published, as precisely as its file says, and how that is known.

The ladder, best first: what stands beside the text (front matter, an export's field, a feed's); what a page
declares (JSON-LD, meta tags, time tags); a line beside the title that is nothing but a date; the page's
address; a guess, called one. A date in prose, in a motto ("since 2009"), in a file's name or time stamp never
counts, and nothing here reads the clock.

Right when measured on 1,719 saved pages (`bench/ingest.py`): declared 92 of 100, the line beside the title
93, a guess 86.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dateline.ingest.date_line import DateLine, date_line
from dateline.ingest.declared_date import declared_date
from dateline.ingest.partial_date import FIRST_YEAR, LAST_YEAR, bounds_of, partial_date
from dateline.ingest.refused import Refused
from dateline.model import DoubtKind

Evidence = Literal[
    "front-matter",
    "export-field",
    "feed",
    "json-ld",
    "meta",
    "time-tag",
    "date-line",
    "url",
    "guessed",
    "unknown",
]
OPEN = 'relative dates such as "last week" stay open'
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
UTC = re.compile(r"(?:Z|[+-]00:?00|\bGMT|\bUTC)$", re.ASCII)
DAY = 10  # characters of a date that is known to the day
IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d{2})(?:(?P<sep>[/-]?)(?P<month>0[1-9]|1[0-2])(?:(?P=sep)(?P<day>[0-2]\d|3[01]))?|/(?P<short_month>[1-9])/(?P<short_day>[1-9]|[12]\d|3[01]))(?=[/_.-]|$)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DateFact:
    """One thing the file says about its date: what it is known by, the words, and what they mean."""

    evidence: Evidence
    words: str
    where: str  # completes "…, which says": 'the line "16 January" above the text'
    value: str | None
    problem: str = ""
    updated: bool = False  # it says when the article was changed

    @property
    def day(self) -> str | None:
        """The day, when it is known to the day."""
        return self.value[:DAY] if self.value and len(self.value) >= DAY else None


@dataclass(frozen=True, slots=True)
class Published:
    """The date of publication, the words it was read from, in words how it is known, and what is doubtful."""

    value: str | None
    evidence: Evidence
    raw: str | None
    reason: str
    doubt: DoubtKind | None = None

    @property
    def bounds(self) -> tuple[str, str] | tuple[None, None]:
        """The first and last day it may mean."""
        return (None, None) if self.value is None else bounds_of(self.value)


def published_of(
    facts: Sequence[DateFact], *, without: str = "it has no front matter"
) -> Published:
    """The date of publication by the best of the facts, which come in the order of the ladder.

    `without` says, for an article without any, what else is missing.

    >>> line = date_line("16 January, 2017")
    >>> published_of(line_facts([line])).reason
    'the line "16 January, 2017" above the text'
    """
    known = [fact for fact in facts if fact.value]
    if not known:
        if facts:
            reason = f"{facts[0].where} gives no date: {facts[0].problem}; {OPEN}"
            return Published(None, "unknown", facts[0].words, reason, "unreadable-date")
        return Published(
            None, "unknown", None, f"no line of the file is a date, and {without}; {OPEN}"
        )
    best, reason = _more_precise(known[0], known), known[0].where
    if best is not known[0]:
        reason += f", and {best.where}"
    elif best.problem:
        reason += f": {best.problem}"
    if best.updated:
        reason += "; it may have appeared before, but no other line is a date"
    if local := _local_day(best, known):
        reason += f"; that is in UTC, and where it was published {local.where} was the day"
        best = replace(best, value=local.day)
    doubt: DoubtKind | None = None
    if best.evidence == "guessed":
        doubt = "guessed-date"
    elif best.day is None and best.problem:
        doubt = "ambiguous-date"
    others = [
        fact
        for fact in known
        if fact.evidence != "guessed" and not fact.updated and _apart(fact, best) > 1
    ]
    if others:
        reason += f"; but {others[0].where}"
        doubt = doubt or "conflicting-dates"
    return Published(best.value, best.evidence, best.words, reason, doubt)


def stated_fact(evidence: Evidence, words: str, key: str) -> DateFact:
    """What a field beside the text says. Front matter that is no date raises Refused: a person typed it."""
    if evidence == "front-matter":
        return DateFact(evidence, words, f'"published: {words}" in its front matter', _typed(words))
    value, problem = declared_date(words)
    name = "the feed's" if evidence == "feed" else "its field"
    return DateFact(evidence, words, f'{name} {key} says "{words[:60]}"', value, problem)


def line_facts(lines: Iterable[DateLine], where: str = "above the text") -> list[DateFact]:
    """What lines that are dates say, best first; one that says "updated" only after all others."""
    ranked = sorted(
        lines,
        key=lambda line: (
            line.value is None,
            line.label == "updated",
            bool(line.problem),
            not line.label,
        ),
    )
    return [
        DateFact(
            "date-line",
            line.text,
            f'the line "{line.text}" {where}',
            line.value,
            line.problem,
            line.label == "updated",
        )
        for line in ranked
    ]


def address_fact(url: str | None) -> DateFact | None:
    """What the article's address says, as /2017/01/16/ or /2017/01/; null when it says nothing.

    >>> address_fact("https://example.com/2017/01/16/haftar").value
    '2017-01-16'
    >>> address_fact("https://example.com/item-20172018") is None
    True
    """
    for match in IN_ADDRESS.finditer(url or ""):
        month, day = match["month"] or match["short_month"], match["day"] or match["short_day"]
        words = "-".join(part.zfill(2) for part in (match["year"], month, day) if part)
        if (value := partial_date(words)) and (match["sep"] or day):
            return DateFact(
                "url", match[0].strip("/_-"), f'its address has "{match[0].strip("/_-")}"', value
            )
    return None


def _typed(words: str) -> str:
    value = _plainly(words)
    if value is None:
        wrong = "is no date"
        if _plainly(YEAR.sub("2000", words, count=1)):
            wrong = f"is out of range: the year must be from {FIRST_YEAR} to {LAST_YEAR}"
        raise Refused(
            "bad-front-matter",
            f'published: "{words[:60]}" {wrong}; write 2017, 2017-01, 2017-01-16 or 2017-01-16T14:21',
        )
    return value


def _plainly(words: str) -> str | None:
    line = date_line(words)
    return partial_date(words) or (line.value if line and not line.problem else None)


def _more_precise(best: DateFact, known: Sequence[DateFact]) -> DateFact:
    """The fact that says the day where the best says a year or a month, if the two agree."""
    if best.day or best.evidence in ("front-matter", "guessed"):
        return best
    inside = (
        fact
        for fact in known
        if fact.day and fact.value and fact.value.startswith(best.value or "-")
    )
    return next(inside, best)


def _local_day(best: DateFact, known: Sequence[DateFact]) -> DateFact | None:
    """The fact that says the day before or after what the best says in UTC: the day where it was published."""
    if (
        not UTC.search(best.words)
        or best.day is None
        or any(
            fact.day == best.day and not UTC.search(fact.words)
            for fact in known
            if fact.evidence != "guessed"
        )
    ):
        return None
    local = (fact for fact in known if not UTC.search(fact.words) and not fact.updated)
    return next(
        (fact for fact in local if fact.evidence != "guessed" and _apart(fact, best) == 1), None
    )


def _apart(fact: DateFact, other: DateFact) -> int:
    """Days between two facts; 0 where one of them is not known to the day."""
    if fact.day is None or other.day is None:
        return 0
    return abs((date.fromisoformat(fact.day) - date.fromisoformat(other.day)).days)
