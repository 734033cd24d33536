"""Expressions that need the next to say what they mean: "8pm on 3 May", "two days after June 26".

A clock and the day behind it become one expression. Of the others the second is known first, so the expressions of
a passage come out in the order in which they can be reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.times.find import Found

# Between a date and what says of it which day it was: "Oct. 12, the day before the vote".
BESIDE = re.compile(r",? ?[(–-]? ?")
# What may stand between a clock and its day.
ITS_DAY = re.compile(r"(?: [a-z]+ time)?,? (?:on )?(?:the )?", re.IGNORECASE)
# Between a clock and the same in another zone: "8 am local time (0300 GMT)".
OTHER_ZONE = re.compile(r"^(?: hours)?(?: local time)? ?\([^()]{0,20}\)")
ITS_ZONE = re.compile(r"(?: hours)?(?: local time)? ?\(")
# Between "two days" and the date it is counted from.
COUNTED_FROM = re.compile(r"\s(?:after|before|following|prior to)\s", re.IGNORECASE)
# Between the days of "Monday to Friday".
THROUGH = re.compile(r"(?:\s(?:to|through|until|till)\s|\s?[-–]\s?)(?:on )?", re.IGNORECASE)
# Between "7pm" and the "9pm on Thursday" whose day it shares: a few words of one clause.
SAME_CLAUSE = re.compile(r"[^.;:!?\n]{1,40}")


@dataclass(frozen=True, slots=True)
class Led:
    """An expression, and whether the one that comes right before it in this order gives it its date.

    Such a date is the day it is counted from, or of: `is_same` when it is that very day. With `is_part` the words
    are part of the next: of "the day before last Tuesday" only the whole is an expression.
    """

    found: Found
    by_last: bool
    is_same: bool = False
    is_part: bool = False


def in_order(found: Iterable[Found], text: str) -> Iterator[Led]:
    """The expressions of a passage in the order they can be reckoned in."""
    waiting: list[Found] = []
    last: Found | None = None
    for each in _with_days(_without_zones(list(found), text), text):
        between = text[waiting[-1].end : each.start] if waiting else ""
        between = OTHER_ZONE.sub("", between)
        before, last = last, each
        if before and not waiting and _is_said_of(before, each, text):
            yield Led(each, by_last=True, is_same=True)
            continue
        if waiting and _leads(waiting[-1], each, between):
            if is_weekday(each):
                each = replace(each, slots={**each.slots, "range": "yes"})
            rule = waiting[-1].rule
            yield Led(each, by_last=False, is_part="event" in rule.means and rule.type == "DATE")
            yield from (Led(other, by_last=True) for other in reversed(waiting))
            waiting = []
            continue
        if not (
            is_bare_clock(each)
            and waiting
            and is_bare_clock(waiting[-1])
            and SAME_CLAUSE.fullmatch(between)
        ):
            yield from (Led(other, by_last=False) for other in waiting)
            waiting = []
        if "event" in each.rule.means or is_bare_clock(each) or is_weekday(each):
            waiting.append(each)
        else:
            yield Led(each, by_last=False)
    yield from (Led(other, by_last=False) for other in waiting)


def is_bare_clock(found: Found) -> bool:
    """Whether it is a time of day without a day."""
    return found.day is None and "clock" in found.rule.means and not _names_day(found)


def is_weekday(found: Found) -> bool:
    """Whether it is the name of a day of the week and no more."""
    return found.rule.id == "weekday" and found.slots.keys() == {"weekday"}


def _is_said_of(date: Found, each: Found, text: str) -> bool:
    """Whether "the day before the vote" says of the date right before it which day that was."""
    if each.rule.id != "span-of-event" or each.slots.get("span") != "day" or not _names_day(date):
        return False
    return BESIDE.fullmatch(text, date.end, each.start) is not None


def _leads(first: Found, second: Found, between: str) -> bool:
    if "event" in first.rule.means:
        return COUNTED_FROM.fullmatch(between) is not None
    if is_weekday(first):
        return is_weekday(second) and THROUGH.fullmatch(between) is not None
    if ITS_DAY.fullmatch(between):  # "8 am (0300 GMT) on Sunday"
        return _names_day(second)
    has_clock = "clock" in second.rule.means
    return has_clock and not is_bare_clock(second) and SAME_CLAUSE.fullmatch(between) is not None


def _without_zones(found: list[Found], text: str) -> list[Found]:
    """The expressions without clocks that only say another again: "8 am (0300 GMT)"."""
    kept: list[Found] = []
    for each in found:
        again = (
            kept
            and is_bare_clock(kept[-1])
            and is_bare_clock(each)
            and text[each.end : each.end + 1] == ")"
        )
        if not (again and ITS_ZONE.fullmatch(text, kept[-1].end, each.start)):
            kept.append(each)
    return kept


def _with_days(found: list[Found], text: str) -> Iterator[Found]:
    """The expressions, each clock made one with the day right behind it."""
    joined: set[int] = set()
    for at, (first, second) in enumerate(pairwise([*found, None])):
        if at in joined or first is None:
            continue
        if (
            second is not None
            and is_bare_clock(first)
            and _is_its_day(first, second)
            and ITS_DAY.fullmatch(text, first.end, second.start)
        ):
            joined.add(at + 1)
            yield replace(first, end=second.end, day=second)
        else:
            yield first


def _is_its_day(clock: Found, found: Found) -> bool:
    """Whether the day behind a clock is its own: "last night" may be, "9am Friday" has a clock already."""
    has_clock = "clock" in found.rule.means
    return _names_day(found) and not (has_clock and "hour" in found.slots)


def _names_day(found: Found) -> bool:
    """Whether it names one day: a date, a weekday, a holiday, "last Friday", "yesterday", "that day"."""
    means, slots = found.rule.means, found.slots
    if slots.keys() & {"day", "weekday", "holiday", "relative_day"}:
        return "every" not in means
    unit = slots.get("span") or slots.get("unit") or means.get("unit")
    return unit == "day" and bool(means.keys() & {"step", "same"})
