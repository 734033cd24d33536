"""Words that point back at a date told before: "the same month", "that day", "a day later", "at 10 p.m.".

When the text has since named a coarser time that does not hold the last day ("on Thursday … in October 2015 … that
same day"), the day meant lies in that: which one, nobody told.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.times.calendar import Grain, calendar_point
from dateline.times.counting import LESS, MORE, STEPS, Count, days_of
from dateline.times.find import Found
from dateline.times.memory import Base, Memory, Mention
from dateline.times.outcome import OPEN_VALUES, Outcome, dated, steps_in_words, undated


def steps_from_mention(grain: Grain, steps: int, memory: Memory, mod: str | None) -> Outcome:
    """ "Two days later": so many units from the last date mentioned that has that grain."""
    mention = memory.last_of(grain)
    point = mention.point.step(steps) if mention and mention.point else None
    if mention is None or point is None or memory.coarser_than(grain):
        told = memory.coarser_than(grain) or mention
        lack = (
            f"“{told.text}”, to reckon from, names no {grain}"
            if told
            else f"the text names no {grain} before it to reckon from"
        )
        return undated(OPEN_VALUES[grain], grain, lack, mod=mod)
    if memory.is_main and memory.is_to_come(point):
        lack = f"told as past, so not counted from “{mention.text}”, the last date told"
        return undated(OPEN_VALUES[grain], grain, lack, mod=mod)
    reason = f"{steps_in_words(steps, grain)} “{mention.text}”"
    outcome = dated(point, "expression", reason, mod=mod, anchor_id=mention.id)
    if mod not in (*MORE, *LESS) or mention.point is None:
        return outcome
    # "less than a year before": somewhere in that year; "more than" leaves the far side open
    latest = memory.latest
    finest = latest.point if latest and latest.point and latest.id == mention.id else mention.point
    days = Count(1 if steps > 0 else -1, str(abs(steps)), grain, mod).from_(days_of(finest))
    if days is None:
        return outcome
    return replace(outcome, edtf=days.edtf, earliest=days.earliest, latest=days.latest)


def same_span(unit: str, found: Found, memory: Memory, mod: str | None) -> Outcome:
    if unit == "any":
        mention, grain = memory.latest, "day"
    else:
        grain = found.slots.get(unit, unit)
        mention = memory.last_of(STEPS[grain][0]) if grain in STEPS else None
        if grain in STEPS and (coarser := memory.coarser_than(STEPS[grain][0])):
            return somewhere_in(coarser, STEPS[grain][0], mod)
    if mention is None:
        value = "PAST_REF" if unit == "any" else OPEN_VALUES[STEPS[grain][0]]
        named = "date" if unit == "any" else grain
        return undated(value, grain, f"the text names no {named} before it", mod=mod)
    reason = (
        f"the same as “{mention.text}”" if unit == "any" else f"the {grain} of “{mention.text}”"
    )
    if mention.point is None:
        outcome = Outcome(
            value=mention.value, granularity="day", anchor="expression", anchor_id=mention.id,
            reason=reason, mod=mod,
        )  # fmt: skip
    else:
        outcome = dated(mention.point, "expression", reason, mod=mod, anchor_id=mention.id)
    return replace(outcome, retold=mention.text)


def the_same(base: Base) -> Outcome:
    """ "Oct. 12, the day before the vote": the day it is said of."""
    return replace(
        base.outcome, anchor="expression", anchor_id=base.id, reason=f"said of “{base.text}”"
    )


def same_in_year(found: Found, memory: Memory) -> Outcome:
    """ "The same day in 2019": the last one mentioned, in the year these words name."""
    grain, _ = STEPS[found.slots["span"]]
    mention = memory.last_of(grain)
    year, lack = _year_told(found, memory, mention)
    if year is None or not 1 <= year <= 9000:
        return undated(OPEN_VALUES[grain], grain, lack or "no such year has days to reckon with")
    value = OPEN_VALUES[grain].replace("XXXX", f"{year:04d}", 1)
    if mention is None:
        return undated(value, grain, f"the text names no {grain} before it")
    if mention.point is None or grain in ("week", "weekend"):
        return undated(value, grain, f"the {grain} of “{mention.text}” has no date in other years")
    there = mention.point.first
    point = calendar_point(year, grain, there.month, there.day)
    if point is None or not point.is_possible:
        return undated(value, grain, f"{year} has no such day as “{mention.text}”")
    reason = f"the {grain} of “{mention.text}”, in {year}"
    return dated(point, "expression", reason, anchor_id=mention.id)


def _year_told(found: Found, memory: Memory, mention: Mention | None) -> tuple[int | None, str]:
    """The year of "the same day in 2019", "last year" or "two years earlier"; or what is missing."""
    slots = found.slots
    if "year" in slots:
        return int(slots["year"]), ""
    here = memory.here("year")
    if "which" in slots:
        return (here.year + int(slots["which"]) if here else None), memory.lack
    if slots.get("gone") != "ago":
        here = mention.point.within("year") if mention and mention.point else None
    count = slots["number"]
    if here is None or not count.isdigit():
        return None, "the year to reckon from is not known"
    return here.year + int(count) * int(slots.get("later", "-1")), ""


def somewhere_in(mention: Mention, grain: Grain, mod: str | None) -> Outcome:
    """A day or week of the time last mentioned, which names a coarser one: its bounds, and no more."""
    reason = f"the {grain} meant is in “{mention.text}”, the last date told; which one, the text does not say"
    value = OPEN_VALUES[grain]
    if mention.point is None:
        return undated(value, grain, reason, mod=mod)
    whole = dated(mention.point, "expression", reason, anchor_id=mention.id)
    if mention.point.grain == "month" and grain == "day":
        value = f"{mention.point.value}-XX"
    return Outcome(
        value=value, granularity=grain, anchor="expression", anchor_id=mention.id, reason=reason, mod=mod,
        earliest=whole.earliest, latest=whole.latest,
        edtf=value if value.startswith(mention.point.value) else None,
    )  # fmt: skip
