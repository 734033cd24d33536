"""What a date means: told in full, in part, or by its place beside another."""

from __future__ import annotations

from dataclasses import replace

from dateline.times.calendar import calendar_point, parse_point
from dateline.times.find import Found, slot_of
from dateline.times.memory import Memory
from dateline.times.nearby import beside_mention, day_number, nth_of
from dateline.times.outcome import Outcome, dated, steps_in_words, undated
from dateline.times.parts import (
    MONTH_SLOTS,
    YEAR_SLOTS,
    day_or_month_first,
    decade_or_century,
    of_no_year,
    parts_of,
    told_in_full,
)
from dateline.times.tense import Direction
from dateline.times.weekdays import weekday_of
from dateline.times.years import date_of_some_year


def date_of(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    """The date that an expression's slots tell, looked for from what was told before or the publication."""
    slots, means = found.slots, found.rule.means
    if (coarse := decade_or_century(slots)) is not None:
        return dated(coarse, "explicit", f"the text names the {coarse.grain}", mod=mod)
    landmark = slots.get("landmark") or slots.get("landmark_day")
    if landmark and (day := parse_point(landmark)) is not None:
        return dated(day, "explicit", "the words are the name of an event of that day", mod=mod)
    if "century_bc" in slots:
        value = f"BC{int(slots['century_bc'][:-2]) - 1:02d}"
        return undated(value, "century", "before our era days are not reckoned", anchor="explicit")
    if "nth" in means:
        rest = {name: told for name, told in slots.items() if name not in ("weekday", "edge")}
        whole = date_of(
            replace(found, slots=rest, rule=replace(found.rule, means={})),
            direction,
            sign,
            memory,
            mod,
        )
        return nth_of(found, whole)
    if "either" in slots:
        return day_or_month_first(slots)
    if slots.keys() == {"day"}:
        return day_number(found, direction, memory)
    if "any" in means:
        return undated(f"XXXX-WXX-{slots['weekday']}", "day", "one of many such days", mod=mod)
    if "month" in means:
        return _of_which_month(found, memory)
    if "beside" in means:
        asked = None if "weekday" in slots else calendar_point(1999, *parts_of(slots))
        return beside_mention(found, asked, memory, mod)
    year = next((int(slots[name]) for name in YEAR_SLOTS if name in slots), None)
    if year is not None:
        return told_in_full(slots, year, mod)
    if "weekdays" in slots or (
        "weekday" in slots and not any(name in slots for name in MONTH_SLOTS)
    ):
        return weekday_of(found, direction, sign, memory, mod)
    if direction == "near":
        direction = "present"
    if "year" in means:
        base = memory.here("year")
        step = int(slot_of(found, means["year"]))
        there = base.step(step) if base else None
        if there is None:
            return of_no_year(slots, mod, f"{memory.lack}, so the year is not known")
        told = told_in_full(slots, there.year, mod)
        return replace(
            told,
            anchor="publication",
            reason=f"in {there.words}, {steps_in_words(step, 'year')} {memory.article}",
        )
    if "same" in means:
        mention = memory.last_of("year")
        if mention is None or mention.point is None:
            return of_no_year(slots, mod, "the text names no year before it")
        step = int(slots.get("beside", "0"))
        told = told_in_full(slots, mention.point.year + step, mod)
        which = (
            ("", "after ", "before ")[step] + f"that of “{mention.text}”"
            if step
            else f"of “{mention.text}”"
        )
        return replace(
            told, anchor="expression", anchor_id=mention.id, reason=f"in the year {which}"
        )
    return date_of_some_year(found, direction, sign, memory, mod)


def _of_which_month(found: Found, memory: Memory) -> Outcome:
    """ "The 3rd of last month"."""
    day, here = int(found.slots["day"]), memory.here("month")
    month = here.step(int(slot_of(found, found.rule.means["month"]))) if here else None
    if month is None:
        return undated(f"XXXX-XX-{day:02d}", "day", f"{memory.lack}, so which month is not known")
    point = calendar_point(month.year, "day", month.index % 12 + 1, day)
    if point is None:
        return undated(f"{month.value}-XX", "day", f"{month.words} has no day {day}")
    return dated(point, "publication", f"day {day} of {month.words}")
