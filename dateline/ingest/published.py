"""When an article was published, as precisely as its file says, and how that is known.

The ladder: front matter, then a line above the text that is nothing but a date. A date in prose, in
a motto ("since 2009"), in a file's name or time stamp never counts, and nothing here reads the
clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.date_line import DateLine, date_line
from dateline.ingest.partial_date import FIRST_YEAR, LAST_YEAR, bounds_of, partial_date
from dateline.ingest.refused import Refused

OPEN = 'relative dates such as "last week" stay open'
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Published:
    """The date of publication, the words it was read from, and in words how it is known."""

    value: str | None
    evidence: str
    raw: str | None
    reason: str

    @property
    def bounds(self) -> tuple[str, str] | tuple[None, None]:
        """The first and last day it may mean."""
        return (None, None) if self.value is None else bounds_of(self.value)


def published_of(
    date_lines: Sequence[DateLine],
    *,
    front_matter: str | None,
    has_front_matter: bool,
    has_date_key: bool = False,
) -> Published:
    """The date of publication: from the front matter's words, else from the date lines, best first.

    Raises Refused when the front matter gives words that are no date.

    >>> line = date_line("16 January, 2017")
    >>> published_of([line], front_matter=None, has_front_matter=False).reason
    'the line "16 January, 2017" above the text'
    """
    if front_matter is not None:
        return _stated(front_matter)
    if date_lines:
        return _best(date_lines)
    where = "its front matter does not say when" if has_front_matter else "it has no front matter"
    if (
        has_date_key
    ):  # of what the date is, the key does not say: an event's, the file's, the article's
        where = "the front matter has a date: key; name it published:"
    return Published(None, "unknown", None, f"no line of the file is a date, and {where}; {OPEN}")


def _stated(words: str) -> Published:
    value = _value(words)
    if value is None:
        wrong = "is no date"
        if _value(YEAR.sub("2000", words, count=1)):
            wrong = f"is out of range: the year must be from {FIRST_YEAR} to {LAST_YEAR}"
        raise Refused(
            "bad-front-matter",
            f'published: "{words[:60]}" {wrong};'
            " write 2017, 2017-01, 2017-01-16 or 2017-01-16T14:21",
        )
    return Published(value, "front-matter", words, f'"published: {words}" in its front matter')


def _value(words: str) -> str | None:
    if value := partial_date(words):
        return value
    line = date_line(words)
    return line.value if line and not line.problem else None


def _best(date_lines: Sequence[DateLine]) -> Published:
    """The first line that tells the day; one that says "updated" only when no other does."""
    ranked = sorted(
        date_lines,
        key=lambda line: (
            line.value is None,
            line.label == "updated",
            bool(line.problem),
            not line.label,
        ),
    )
    line = ranked[0]
    reason = f'the line "{line.text}" above the text'
    if line.value is None:
        return Published(
            None, "unknown", line.text, f"{reason} gives no date: {line.problem}; {OPEN}"
        )
    if line.problem:
        reason += f": {line.problem}"
    elif line.label == "updated":
        reason += "; it may have appeared before, but no other line is a date"
    others = [other for other in ranked[1:] if (other.value or "")[:10] != line.value[:10]]
    if others:
        reason += f'; another line there is "{others[0].text}"'
    return Published(line.value, "date-line", line.text, reason)
