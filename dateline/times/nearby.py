"""Days told by where they stand beside another date: "the following Monday", "the first Friday of May".

Also what a year told just before does to a month without one. "In 2010, he lost in May" is May 2010; after "He
fell in 2011." the month of "In May the army came" may be that of 2011 or a later one, so it stays open.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.times.calendar import WEEKDAYS, Grain, Point, calendar_point, point_of
from dateline.times.find import Found
from dateline.times.memory import Memory, Mention
from dateline.times.outcome import Outcome, dated, undated
from dateline.times.tense import Direction

LONG_AGO = 92  # days; a month told before these may be only the background of "on the 12th"
NTH = {
    "first": 1,
    "opening": 1,
    "closing": -1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": -1,
    "final": -1,
}


def beside_mention(found: Found, asked: Point | None, memory: Memory, mod: str | None) -> Outcome:
    """ "The following Monday", "the previous summer", "that Friday": reckoned from the last date told.

    `asked` is the month or season in some year; None for a weekday.
    """
    grain: Grain = "day" if asked is None else asked.grain
    mention = None if memory.coarser_than(grain) else memory.last_of(grain)
    if mention is None and asked is not None:
        mention = memory.last_of("year")
    side = int(found.slots.get("beside") or found.slots.get("offset", "0"))
    name = WEEKDAYS[int(found.slots["weekday"]) - 1] if asked is None else ""
    what = name or grain
    if mention is None or mention.point is None or mention.point.open_year:
        value = f"XXXX-WXX-{found.slots['weekday']}" if asked is None else _open_value(asked)
        lack = f"the text tells no date that the {what} is counted from"
        if mention is not None and mention.point is not None:
            lack = f"counted from “{mention.text}”, whose year is not known"
        return undated(value, grain, lack, mod=mod)
    way = {-1: "the last {} before", 0: "the {} on or after", 1: "the first {} after"}[side]
    reason = f"{way.format(what)} “{mention.text}”"
    there = (
        weekday_from(mention.point, int(found.slots["weekday"]), side)
        if asked is None
        else _unit_from(mention.point, asked, side)
    )
    return dated(there, "expression", reason, mod=mod, anchor_id=mention.id)


def _open_value(asked: Point) -> str:
    return "XXXX" + asked.value[4:]


def weekday_from(day: Point, weekday: int, side: int) -> Point:
    if side < 0:
        back = (day.first.isoweekday() - weekday) % 7 or 7
        return Point("day", day.index - back)
    ahead = (weekday - day.first.isoweekday()) % 7
    return Point("day", day.index + (ahead or 7 * (side > 0)))


def _unit_from(told: Point, asked: Point, side: int) -> Point:
    """The next or last month or season of that name, seen from a date told."""
    a_year = 4 if asked.grain == "season" else 12
    first = point_of(told.first).within(asked.grain)
    last = point_of(told.last).within(asked.grain)
    assert first is not None and last is not None  # a day lies in a month and a season
    if side < 0:
        return Point(asked.grain, first.index - ((first.index - asked.index) % a_year or a_year))
    return Point(asked.grain, last.index + ((asked.index - last.index) % a_year or a_year))


def nth_of(found: Found, whole: Outcome) -> Outcome:
    """The first Friday of December, the last day of 2016."""
    nth, weekday = NTH[found.slots["nth"]], int(found.slots.get("weekday", "0"))
    if whole.point is None or whole.point.open_year:
        value = f"{whole.value}-XX" if len(whole.value) == 7 else "XXXX-XX-XX"
        return undated(value, "day", whole.reason)
    first, last = whole.point.first, whole.point.last
    if (edge := found.slots.get("edge")) is not None:
        return _edge_of(whole, edge, nth, first, last)
    reason = f"the {found.slots['nth']} {WEEKDAYS[weekday - 1] if weekday else 'day'} of {whole.point.words}"
    day = _nth_day(first, last, nth, weekday)
    if whole.anchor == "explicit":
        return dated(day, "explicit", reason)
    return dated(day, whole.anchor, f"{reason}, {whole.reason}", anchor_id=whole.anchor_id)


def _edge_of(whole: Outcome, edge: str, nth: int, first: date, last: date) -> Outcome:
    """The final quarter of 2016; the last week of a month is seven days of it, and the value is the month's."""
    side = "first" if nth > 0 else "last"
    reason = f"the {side} {edge} of {whole.point.words if whole.point else 'it'}, {whole.reason}"
    if edge != "week":
        unit = point_of(first if nth > 0 else last).within(
            "month" if edge == "month" else "quarter"
        )
        if unit is None or (whole.point and whole.point.grain == "month"):
            return undated(whole.value, edge, reason)
        return dated(unit, whole.anchor, reason, anchor_id=whole.anchor_id)
    start, end = (first, first + timedelta(6)) if nth > 0 else (last - timedelta(6), last)
    return replace(
        whole, mod="START" if nth > 0 else "END", point=None, granularity="week", reason=reason,
        earliest=start.isoformat(), latest=end.isoformat(), edtf=f"{start}/{end}",
    )  # fmt: skip


def _nth_day(first: date, last: date, nth: int, weekday: int) -> Point:
    if weekday == 0:
        return point_of(first if nth > 0 else last)
    if nth < 0:
        return Point("day", last.toordinal() - (last.isoweekday() - weekday) % 7)
    return Point("day", first.toordinal() + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def day_number(found: Found, direction: Direction, memory: Memory) -> Outcome:
    """ "On the 12th": of the month told just before, else the last or next such day by the tense."""
    day = int(found.slots["day"])
    told = memory.latest if direction != "future" and memory.is_near(memory.latest) else None
    month = told.point.within("month") if told and told.point else None
    today = memory.here("day")
    if told is not None and month is not None and not month.open_year:
        point = calendar_point(month.year, "day", month.index % 12 + 1, day)
        is_far = today is not None and today.index - month.first.toordinal() > LONG_AGO
        if is_far and told.sentence != memory.sentence:
            lack = f"it may be of the month of “{told.text}”, told just before, or of the article's own weeks"
            return undated(f"XXXX-XX-{day:02d}", "day", lack)
        if point is not None:
            return dated(
                point, "expression", f"day {day} of the month of “{told.text}”", anchor_id=told.id
            )
    here = memory.here("day")
    value = f"XXXX-XX-{day:02d}"
    if here is None:
        return undated(value, "day", f"{memory.lack}, so which month is not known")
    if direction not in ("past", "future", "unknown"):
        return undated(
            value,
            "day",
            "the clause does not say whether it is of this month, the last or the next",
        )
    step = 1 if direction == "future" else -1
    this_month = here.first.year * 12 + here.first.month - 1
    for away in range(3):
        number = this_month + step * away
        point = calendar_point(number // 12, "day", number % 12 + 1, day)
        if point is not None and (point.index - here.index) * step >= 0:
            which = "the first" if step > 0 else "the most recent"
            return dated(
                point,
                "publication",
                f"{which} day {day} of a month {'from' if step > 0 else 'up to'} {memory.article}",
            )
    return undated(value, "day", "the months about the article have no such day")


def year_told(memory: Memory, direction: Direction) -> Mention | None:
    """The past date of a main clause, told in this sentence or the one before, that a month may belong to."""
    told, published = memory.story, memory.published
    if (
        told is None
        or told.point is None
        or not memory.is_main
        or direction not in ("past", "unknown")
    ):
        return None
    if not memory.is_story_near() or (published is not None and told.point.year >= published.year):
        return None
    return told
