"""What each expression of an article means on the calendar, walking the text in order.

"Two years ago" is a year, not a day; "the same month" is that of the last date mentioned that
has one. Without a publication date what hangs on it keeps a partial value and a reason, never a
guess.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dateline.times.anaphora import same_in_year, same_span, steps_from_mention
from dateline.times.calendar import WEEKDAYS, Grain, point_of
from dateline.times.clocks import clock_day, clock_of, with_clock
from dateline.times.counting import LESS, MORE, STEPS
from dateline.times.dates import date_of
from dateline.times.find import Found, slot_of
from dateline.times.lengths import duration_of, moved, set_of
from dateline.times.memory import Base, Memory
from dateline.times.nearby import year_told
from dateline.times.offsets import offset_of
from dateline.times.outcome import EITHER, OPEN_VALUES, Outcome, dated, steps_in_words, undated
from dateline.times.parts import YEAR_SLOTS
from dateline.times.periods import compared_period
from dateline.times.tense import Direction
from dateline.times.weekdays import weekday_before


def resolve(
    found: Found, direction: Direction, sign: str, memory: Memory, base: Base | None = None
) -> Outcome:
    """What an expression means here, with the reason in words; `base` is the time it is counted from."""
    means, mod = found.rule.means, _mod_of(found)
    if "event" in means:
        return offset_of(found, base, mod)
    if found.day is not None:
        day = resolve(found.day, direction, sign, memory)
        return with_clock(found, replace(day, value=day.value.partition("T")[0]))
    if base is not None:
        led = clock_of(base) if "clock" in means else weekday_before(found, base)
        return with_clock(found, led) if "clock" in means else led
    if "every" in means:
        return set_of(found)
    if "length" in means:
        whole = date_of(found, direction, sign, memory, None) if "of" in means else None
        return duration_of(found, memory.published, memory.article, mod, whole)
    if "value" in means:
        return _reference(found, memory)
    if "compares" in means and (compared := compared_period(found, memory)) is not None:
        return compared
    if "date" in means and any(name in found.slots for name in means["date"]):
        outcome = date_of(found, direction, sign, memory, mod)
        if "as" in means and outcome.point and (unit := outcome.point.within(means["as"])):
            outcome = dated(unit, outcome.anchor, f"the {means['as']} of {outcome.reason}", mod=mod)
    elif "step" in means:
        outcome = _step(found, direction, memory, mod)
    elif "same" in means and "year" in means:
        outcome = same_in_year(found, memory)
    elif "same" in means:
        outcome = same_span(means["same"], found, memory, mod)
    else:
        outcome = clock_day(memory)
    return with_clock(found, outcome) if "clock" in means else outcome


def needs_direction(found: Found) -> bool:
    """Whether the tense of its clause can change what it means."""
    means = found.rule.means
    if "ends" in means or means.get("step") == "tense":
        return True
    return "date" in means and found.slots.keys().isdisjoint(YEAR_SLOTS)


def is_aside(found: Found) -> bool:
    """Whether later words do not reckon from it: "a year earlier" only compares."""
    means = found.rule.means
    if "same" in means and (found.slots.get("later") == "-1" or "gone" in found.slots):
        return True
    if "years" in means or (means.get("compares") == "sum" and "sum" in found.slots):
        return True
    return found.rule.means.get("from") == "mentioned" and found.slots.get("later") == "-1"


def _mod_of(found: Found) -> str | None:
    return found.slots.get("part") or found.slots.get("degree") or found.rule.mod


# ---------------------------------------------------------------- steps, anaphora, vague references


def _step(found: Found, direction: Direction, memory: Memory, mod: str | None) -> Outcome:
    means = found.rule.means
    unit = found.slots.get(str(means["unit"])) or found.slots.get("span") or str(means["unit"])
    if means["step"] == "tense" and direction == "either" and not _is_weekend(memory):
        return undated(OPEN_VALUES["weekend"], "weekend", EITHER, mod=mod)
    count = (
        slot_of(found, means["times"], found.slots.get("vague", "1")) if "times" in means else "1"
    )
    count += ".5" if "half" in means and count.isdigit() else ""
    if means["step"] == "tense":
        step = _weekend_step(direction, memory)
    else:
        step = (
            int(found.slots.get("later") or slot_of(found, means["step"]))
            if "half" in means
            else int(slot_of(found, means["step"]))
        )
    if found.slots.get("side") == "after next":
        step = -step
    if unit not in STEPS or count == "X" or (parts := _whole(count, *STEPS[unit])) is None:
        return _vaguely(step, memory, mod)
    grain, times = parts
    steps = step * times
    if means.get("from") == "mentioned" or ("half" in means and "later" in found.slots):
        return steps_from_mention(grain, steps, memory, mod)
    if (
        "ends" in means
        and (told := year_told(memory, direction))
        and told.point
        and (held := told.point.within(grain))
    ):
        return dated(
            held,
            "expression",
            f"the {grain} of “{told.text}”, told just before",
            mod=mod,
            anchor_id=told.id,
        )
    base = memory.here(grain)
    point = base.step(steps) if base else None
    if "exact" in means:
        return _to_the_day(found, steps, unit, memory)
    if base is not None and point is None:
        return _vaguely(step, memory, mod)
    if point is None:
        return undated(
            OPEN_VALUES[grain], grain, f"{memory.lack}, so which {grain} is not known", mod=mod
        )
    outcome = dated(
        point, "publication", f"{steps_in_words(steps, grain)} {memory.article}", mod=mod
    )
    return _at_least(
        _clipped(found, outcome, memory), int(count) * step if count.isdigit() else 0, unit, memory
    )


def _whole(count: str, grain: Grain, factor: int) -> tuple[Grain, int] | None:
    """A number of units as a whole number of some: half a century is 50 years, 2.5 years are 5 half-years."""
    if "." not in count:
        return grain, int(count) * factor
    smaller: dict[Grain, tuple[Grain, int]] = {
        "century": ("year", 100), "decade": ("year", 10), "year": ("half-year", 2),
    }  # fmt: skip
    if grain not in smaller or not (float(count) * smaller[grain][1]).is_integer():
        return None
    return smaller[grain][0], int(float(count) * smaller[grain][1])


def _to_the_day(found: Found, steps: int, unit: str, memory: Memory) -> Outcome:
    """ "A year ago today", "a week ago on Sunday": the very day, or the nearest such weekday."""
    day = memory.here("day")
    span: Grain = "week" if found.slots.get("span") == "week" else "month"
    if "span" in found.slots and (here := memory.here(span)) is not None:
        base = here.step(int(found.slots["which"]))
        back = moved(base.first, steps, unit) if base else None
        unit_there = point_of(back).within(span) if back else None
        if unit_there is not None:
            why = f"{steps_in_words(steps, STEPS[unit][0])} that {span}, counted from {memory.article}"
            return dated(unit_there, "publication", why)
    start = day.step(int(found.slots.get("relative_day", "0"))) if day else None
    there = moved(start.first, steps, unit) if start else None
    if there is None:
        return undated("XXXX-XX-XX", "day", f"{memory.lack}, so which day is not known")
    reason = f"{steps_in_words(steps, STEPS[unit][0])} {memory.article}, to the day"
    if found.slots.get("relative_day", "0") != "0" and start:
        reason = f"{steps_in_words(steps, STEPS[unit][0])} {start.words}"
    if "weekday" in found.slots:
        weekday = int(found.slots["weekday"])
        there += timedelta((weekday - there.isoweekday() + 3) % 7 - 3)
        reason = f"the {WEEKDAYS[weekday - 1]} nearest to {steps_in_words(steps, STEPS[unit][0])} {memory.article}"
    return dated(point_of(there), "publication", reason)


def _at_least(outcome: Outcome, steps: int, unit: str, memory: Memory) -> Outcome:
    """ "More than a year ago" has no first day, and its last is a year before the article."""
    day = memory.here("day")
    if steps >= 0 or day is None or outcome.mod not in (*MORE, *LESS) or outcome.earliest is None:
        return outcome
    limit = moved(day.first, steps, unit)
    if limit is None:
        return outcome
    if outcome.mod in MORE:
        return replace(outcome, earliest=None, latest=limit.isoformat(), edtf=f"../{limit}")
    today = day.first.isoformat()
    return replace(outcome, earliest=limit.isoformat(), latest=today, edtf=f"{limit}/{today}")


def _weekend_step(direction: Direction, memory: Memory) -> int:
    """How many weeks to "the weekend": none when begun or looked forward to, else one back."""
    return 0 if _is_weekend(memory) or direction in ("future", "near") else -1


def _is_weekend(memory: Memory) -> bool:
    day = memory.here("day")
    return day is not None and day.first.isoweekday() >= 6


def _clipped(found: Found, outcome: Outcome, memory: Memory) -> Outcome:
    """ "Earlier this year" ends with the day of publication; "later this year" begins with it."""
    day = memory.here("day")
    side = found.slots.get("side")
    if side is None or day is None or outcome.earliest is None or outcome.latest is None:
        return outcome
    today = day.first.isoformat()
    if not outcome.earliest <= today <= outcome.latest:
        return outcome
    if side == "earlier":
        return replace(outcome, latest=today, reason=f"{outcome.reason}, up to that day")
    return replace(outcome, earliest=today, reason=f"{outcome.reason}, from that day on")


def _vaguely(step: int, memory: Memory, mod: str | None) -> Outcome:
    value = "PAST_REF" if step < 0 else "FUTURE_REF"
    return _of_reference(value, memory, mod)


def _reference(found: Found, memory: Memory) -> Outcome:
    named = str(found.rule.means["value"])
    return _of_reference(found.slots.get(named, named), memory, None)


def _of_reference(value: str, memory: Memory, mod: str | None) -> Outcome:
    """Now, some time before now or after it: as far as the day of publication bounds it."""
    day = memory.here("day")
    if day is None:
        return undated(
            value, "vague", f"{memory.lack}, so the time of writing is not known", mod=mod
        )
    today = day.first.isoformat()
    bounds = {
        "PRESENT_REF": (today, today, today, f"the time of {memory.article}"),
        "PAST_REF": (None, today, f"../{today}", f"some time before {memory.article}"),
        "FUTURE_REF": (today, None, f"{today}/..", f"some time after {memory.article}"),
    }
    earliest, latest, edtf, reason = bounds[value]
    return Outcome(
        value=value, granularity="vague", anchor="publication", reason=reason, mod=mod,
        edtf=edtf, earliest=earliest, latest=latest,
    )  # fmt: skip
