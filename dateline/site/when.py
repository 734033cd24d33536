"""Days, months and spans of days in plain words, no finer than they are known."""

from __future__ import annotations

import re
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# a year, month, day or minute; a ? or ~ behind it or behind the year says how sure it is
SIMPLE = re.compile(
    r"(?P<year>\d{4})[?~%]?(?:-(?P<month>\d\d)[?~%]?(?:-(?P<day>\d\d))?)?(?:T.*|[?~%])?"
)
SURE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T.*)?)?")  # a month, day or minute


def when_in_words(edtf: str | None, earliest: str | None, latest: str | None) -> str:
    """When something may have happened, in words; "day not known" when nothing is.

    >>> when_in_words("2016-11-28", "2016-11-28", "2016-11-28")
    '28 November 2016'
    >>> when_in_words("2016?", "2016-01-01", "2016-12-31")
    '2016 (not certain)'
    >>> when_in_words(None, None, "2017-01-16")
    'no later than 16 January 2017'
    >>> when_in_words("2016-06-01/2016-11-28", "2016-06-01", "2016-11-28")
    'between 1 June 2016 and 28 November 2016'
    >>> when_in_words("XXXX-06-26", None, None)
    'day not known (XXXX-06-26)'
    """
    if edtf and (words := day_in_words(edtf)):
        return words
    if earliest and latest:
        if earliest == latest:
            return day_in_words(earliest) or earliest
        return f"between {_day(earliest)} and {_day(latest)}"
    if latest:
        return f"no later than {_day(latest)}"
    if earliest:
        return f"no earlier than {_day(earliest)}"
    return f"day not known ({edtf})" if edtf else "day not known"


def day_in_words(value: str) -> str:
    """A year, month or day as people write it; empty for anything else.

    >>> day_in_words("2017-01-11"), day_in_words("2016-11"), day_in_words("P2Y")
    ('11 January 2017', 'November 2016', '')
    """
    parts = SIMPLE.fullmatch(value)
    if not parts:
        return ""
    words = parts["year"]
    if parts["month"]:
        try:
            day = date(int(parts["year"]), int(parts["month"]), int(parts["day"] or 1))
        except ValueError:
            return ""  # a season (2016-21), or no day at all
        # not strftime: month names in the reader's locale would mix two languages on a page
        words = f"{MONTHS[day.month - 1]} {words}"
        words = f"{day.day} {words}" if parts["day"] else words
    return f"{words} (not certain)" if re.search(r"[?~%]", value) else words


def in_words(value: str) -> str:
    """A day with its weekday, or a month, and with the value behind it; any other value as it is.

    >>> in_words("2017-01-11")
    'Wednesday 11 January 2017 (2017-01-11)'
    >>> in_words("2016-11"), in_words("P2Y"), in_words("2016")
    ('November 2016 (2016-11)', 'P2Y', '2016')
    """
    words = day_in_words(value) if SURE.fullmatch(value) else ""
    if not words:
        return value
    weekday = f"{WEEKDAYS[date.fromisoformat(value[:10]).weekday()]} " if len(value) >= 10 else ""
    return f"{weekday}{words} ({value})"


def _day(value: str) -> str:
    return day_in_words(value) or value
