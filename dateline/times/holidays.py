"""The days of the holidays that news dates things by, in any year."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.times.calendar import Point, calendar_point, point_of

MONDAY, THURSDAY = 0, 3  # as Python counts weekdays


def holiday_in(name: str, year: int | None) -> Point | None:
    """The day a holiday falls on: `12-25` or a name of time_words.csv; None when it needs a year.

    >>> holiday_in("thanksgiving", 2016).value, holiday_in("easter", 2016).value
    ('2016-11-24', '2016-03-27')
    >>> holiday_in("12-25", None).value, holiday_in("easter", None)
    ('XXXX-12-25', None)
    """
    if name[0].isdigit():
        return calendar_point(year, "day", int(name[:2]), int(name[3:]))
    if year is None or not 1583 <= year <= 4099:  # where the reckoning of Easter holds
        return None
    match name:
        case "thanksgiving":
            return point_of(_nth(year, 11, THURSDAY, 4))
        case "labor-day":
            return point_of(_nth(year, 9, MONDAY, 1))
        case "memorial-day":
            return point_of(_nth(year, 6, MONDAY, 1) - timedelta(7))
        case "columbus-day":
            return point_of(_nth(year, 10, MONDAY, 2))
        case "king-day":
            return point_of(_nth(year, 1, MONDAY, 3))
        case "presidents-day":
            return point_of(_nth(year, 2, MONDAY, 3))
        case "election-day":  # in the United States: the Tuesday after the first Monday
            return point_of(_nth(year, 11, MONDAY, 1) + timedelta(1))
        case "black-friday":  # the day after Thanksgiving
            return point_of(_nth(year, 11, THURSDAY, 4) + timedelta(1))
        case "cyber-monday":
            return point_of(_nth(year, 11, THURSDAY, 4) + timedelta(4))
        case "ash-wednesday":
            return point_of(_easter(year) - timedelta(46))
        case "palm-sunday":
            return point_of(_easter(year) - timedelta(7))
        case "good-friday":
            return point_of(_easter(year) - timedelta(2))
        case "easter-monday":
            return point_of(_easter(year) + timedelta(1))
    return point_of(_easter(year))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The nth such weekday of the month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
