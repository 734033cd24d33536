"""What the words of a date tell in themselves: a month, a day of it, a quarter, a year."""

from __future__ import annotations

from dateline.times.calendar import MONTHS, SEASONS, Grain, Point, calendar_point
from dateline.times.holidays import holiday_in
from dateline.times.outcome import Outcome, dated, undated

THIRD_WORDS = {"START": "the first", "MID": "the middle", "END": "the last"}
MONTH_SLOTS = ("month", "month_name", "month_verb", "iso_month")
YEAR_SLOTS = ("year", "short_year", "spelled_year", "short_fy")


def decade_or_century(slots: dict[str, str]) -> Point | None:
    """The decade, century or year before our era that is told, if one is."""
    if "decade" in slots:
        return Point("decade", int(slots["decade"]))
    if "century" in slots:
        return Point("century", int(slots["century"]))
    if "century_number" in slots and (number := int(slots["century_number"])) > 0:
        return Point("century", number - 1)
    if "bc_year" in slots:
        return Point("year", 1 - int(slots["bc_year"]))
    return None


def parts_of(slots: dict[str, str]) -> tuple[Grain, int, int]:
    """The grain of what is told within a year, its number, and the day of the month."""
    month = next((int(slots[name]) for name in MONTH_SLOTS if name in slots), 0)
    if month:
        return ("day", month, int(slots["day"])) if "day" in slots else ("month", month, 0)
    if "order" in slots:
        return "quarter", int(slots["order"]), 0
    if "half" in slots:
        return "half-year", int(slots["half"]), 0
    if "season" in slots:
        return "season", SEASONS.index(slots["season"]) + 1, 0
    return "year", 0, 0


def in_year(slots: dict[str, str], year: int | None) -> Point | None:
    """What is told within a year, in that year; None when that year has no such day."""
    if "holiday" in slots:
        return holiday_in(slots["holiday"], year)
    return calendar_point(year, *parts_of(slots))


def told_in_full(slots: dict[str, str], year: int, mod: str | None) -> Outcome:
    """A date with its year."""
    point = in_year(slots, year)
    if point is None:
        _, number, day = parts_of(slots)
        value = f"{year:04d}-{number:02d}-XX" if number else f"{year:04d}"
        reason = (
            f"{MONTHS[number - 1]} {year} has no day {day}" if number else f"not in the year {year}"
        )
        return undated(value, "month", reason)
    told: str = "date in full" if point.grain == "day" else point.grain
    if point.grain not in ("day", "year"):
        told += " and the year"
    share = (
        f"; {THIRD_WORDS[mod]} third of it" if mod in THIRD_WORDS and point.grain != "day" else ""
    )
    return dated(point, "explicit", f"the text gives the {told}{share}", mod=mod)


def day_or_month_first(slots: dict[str, str]) -> Outcome:
    """ "05/04/2016" is 5 April or 4 May; "05/05/2016" is one day whatever comes first."""
    one, other = (int(part) for part in slots["either"].split("/"))
    year = int(slots["year"])
    days = [calendar_point(year, "day", one, other), calendar_point(year, "day", other, one)]
    first, last = sorted((day for day in days if day), key=lambda day: day.index)
    if first == last:
        return dated(first, "explicit", "the text gives the date in full")
    lack = f"{first.words} or {last.words}: whether the day or the month comes first, the text does not say"
    return undated(f"{year:04d}-XX-XX", "day", lack, anchor="explicit")


def of_no_year(slots: dict[str, str], mod: str | None, reason: str) -> Outcome:
    """A date of no known year."""
    point = in_year(slots, None)
    if point is None:
        return undated("XXXX-XX-XX", "day", reason)
    return dated(point, "none", reason, mod=mod)
