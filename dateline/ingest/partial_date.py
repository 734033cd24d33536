"""Dates as precise as they are known: 2017, 2017-01, 2017-01-16, 2017-02-02T14:21.

The precision is the length; there are no sentinel days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

# Newspapers begin in the 1600s; a year outside these is a number and not a date of publication.
FIRST_YEAR, LAST_YEAR = 1500, 2199
ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d{1,9})?)?"
    r"\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?",
    re.ASCII,
)


def partial_date(words: str) -> str | None:
    """The date that ISO words name, without seconds and offset; null when it is no date.

    The day is taken as written, in its own offset.

    >>> partial_date("2017-02-02 14:21:05+02:00"), partial_date("2017-02-31")
    ('2017-02-02T14:21', None)
    """
    match = ISO.fullmatch(words)
    if match is None or not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
        return None
    value = match["year"]
    if match["month"]:
        if not 1 <= int(match["month"]) <= 12:
            return None
        value += "-" + match["month"]
    if match["day"]:
        day = day_value(int(match["year"]), int(match["month"]), int(match["day"]))
        if day is None:
            return None
        value = day
    if match["hour"]:
        if int(match["hour"]) > 23 or int(match["minute"]) > 59:
            return None
        value += f"T{match['hour']}:{match['minute']}"
    return value


def day_value(year: int, month: int, day: int) -> str | None:
    """The day as YYYY-MM-DD, if the calendar has it.

    >>> day_value(2016, 2, 29), day_value(2017, 2, 29)
    ('2016-02-29', None)
    """
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def bounds_of(value: str) -> tuple[str, str]:
    """The first and the last day a partial date may mean.

    >>> bounds_of("2017-02"), bounds_of("2017-02-02T14:21")
    (('2017-02-01', '2017-02-28'), ('2017-02-02', '2017-02-02'))
    """
    day = value[:10]
    match len(day):
        case 4:
            return f"{day}-01-01", f"{day}-12-31"
        case 7:
            return f"{day}-01", f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
        case _:
            return day, day
