"""Days and months as people write them."""

from __future__ import annotations

import re
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def in_words(value: str) -> str:
    """A day or month as people write it, with the value; any other value as it is.

    >>> in_words("2017-01-11")
    'Wednesday 11 January 2017 (2017-01-11)'
    >>> in_words("2016-11")
    'November 2016 (2016-11)'
    >>> in_words("P2Y")
    'P2Y'
    """
    parts = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?(T.*)?", value)
    if not parts:
        return value
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    except ValueError:
        return value
    # not strftime: month names in the reader's locale would mix two languages on a page
    words = f"{MONTHS[day.month - 1]} {day.year}"
    return (
        f"{WEEKDAYS[day.weekday()]} {day.day} {words} ({value})"
        if parts[3]
        else f"{words} ({value})"
    )
