"""What each expression of an article means on the calendar, walking the text in order.

"Two years ago" is a year, not a day; "the same month" is that of the last date mentioned that
has one. Without a publication date what hangs on it keeps a partial value and a reason, never a
guess.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.times.calendar import Grain, calendar_point
from dateline.times.dates import EITHER, YEAR_SLOTS, date_of, slot_of, steps_in_words
from dateline.times.find import Found
from dateline.times.lengths import duration_of, set_of
from dateline.times.memory import Memory, Mention
from dateline.times.outcome import OPEN_VALUES, Outcome, dated, undated
from dateline.times.periods import compared_period
from dateline.times.tense import Direction

# Units of the text and the grain and factor they step by; finer ones are for durations alone.
STEPS: dict[str, tuple[Grain, int]] = {
    "day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "weekend": ("weekend", 1),
    "month": ("month", 1), "quarter": ("quarter", 1), "year": ("year", 1), "decade": ("decade", 1),
    "century": ("century", 1),
}  # fmt: skip


def resolve(found: Found, direction: Direction, sign: str, memory: Memory) -> Outcome:
    """What an expression means here, with the reason in words."""
    means, mod = found.rule.means, _mod_of(found)
    if "every" in means:
        return set_of(found)
    if "length" in means:
        whole = date_of(found, direction, sign, memory, None) if "of" in means else None
        return duration_of(found, memory.published, memory.article, mod, whole)
    if "value" in means:
        return _reference(found, memory)
    if "compares" in means and (compared := compared_period(found, memory)) is not None:
        return compared
    if "step" in means:
        outcome = _step(found, direction, memory, mod)
    elif "date" in means and any(name in found.slots for name in means["date"]):
        outcome = date_of(found, direction, sign, memory, mod)
        if "as" in means and outcome.point and (unit := outcome.point.within(means["as"])):
            outcome = dated(unit, outcome.anchor, f"the {means['as']} of {outcome.reason}", mod=mod)
    elif "same" in means and "year" in means:
        outcome = _same_in_year(found, memory)
    elif "same" in means:
        outcome = _same(means["same"], found, memory, mod)
    else:
        outcome = _clock_day(memory)
    return _with_clock(found, outcome) if "clock" in means else outcome


def needs_direction(found: Found) -> bool:
    """Whether the tense of its clause can change what it means."""
    means = found.rule.means
    return ("date" in means and found.slots.keys().isdisjoint(YEAR_SLOTS)) or means.get(
        "step"
    ) == "tense"


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
    unit = found.slots.get(str(means["unit"]), str(means["unit"]))
    if means["step"] == "tense" and direction == "either" and not _is_weekend(memory):
        return undated(OPEN_VALUES["weekend"], "weekend", EITHER, mod=mod)
    count = (
        slot_of(found, means["times"], found.slots.get("vague", "1")) if "times" in means else "1"
    )
    step = (
        _weekend_step(direction, memory)
        if means["step"] == "tense"
        else int(slot_of(found, means["step"]))
    )
    if unit not in STEPS or count == "X" or "." in count:
        return _vaguely(step, memory, mod)
    grain, factor = STEPS[unit]
    steps = step * int(count) * factor
    if means.get("from") == "mentioned":
        mention = memory.last.get(grain)
        point = mention.point.step(steps) if mention and mention.point else None
        if mention is None or point is None:
            return undated(
                OPEN_VALUES[grain],
                grain,
                f"the text names no {grain} before it to reckon from",
                mod=mod,
            )
        return dated(
            point,
            "expression",
            f"{steps_in_words(steps, grain)} “{mention.text}”",
            mod=mod,
            anchor_id=mention.id,
        )
    base = memory.here(grain)
    point = base.step(steps) if base else None
    if point is None:
        return undated(
            OPEN_VALUES[grain], grain, f"{memory.lack}, so which {grain} is not known", mod=mod
        )
    outcome = dated(
        point, "publication", f"{steps_in_words(steps, grain)} {memory.article}", mod=mod
    )
    return _clipped(found, outcome, memory)


def _weekend_step(direction: Direction, memory: Memory) -> int:
    """How many weeks to "the weekend": none when begun or looked forward to, else one back."""
    return 0 if _is_weekend(memory) or direction == "future" else -1


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


def _same(unit: str, found: Found, memory: Memory, mod: str | None) -> Outcome:
    if unit == "any":
        mention, grain = memory.latest, "day"
    else:
        grain = found.slots.get(unit, unit)
        mention = memory.last.get(STEPS[grain][0]) if grain in STEPS else None
    if mention is None:
        value = "PAST_REF" if unit == "any" else OPEN_VALUES[STEPS[grain][0]]
        return undated(
            value,
            grain,
            f"the text names no {'date' if unit == 'any' else grain} before it",
            mod=mod,
        )
    reason = (
        f"the same as “{mention.text}”" if unit == "any" else f"the {grain} of “{mention.text}”"
    )
    if mention.point is None:
        return Outcome(
            value=mention.value,
            granularity="day",
            anchor="expression",
            anchor_id=mention.id,
            reason=reason,
            mod=mod,
        )
    return dated(mention.point, "expression", reason, mod=mod, anchor_id=mention.id)


def _same_in_year(found: Found, memory: Memory) -> Outcome:
    """ "The same day in 2019": the last one mentioned, in the year these words name."""
    grain, _ = STEPS[found.slots["span"]]
    mention = memory.last.get(grain)
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


# ---------------------------------------------------------------- times of day


def _clock_day(memory: Memory) -> Outcome:
    """The day a bare time of day belongs to: the last one mentioned, else that of publication."""
    mention = memory.last.get("day")
    if mention is not None:
        reason = f"on the day of “{mention.text}”"
        if mention.point is not None:
            return dated(mention.point, "expression", reason, anchor_id=mention.id)
        return Outcome(
            value=mention.value, granularity="day", anchor="expression", anchor_id=mention.id,
            reason=reason,
        )  # fmt: skip
    day = memory.here("day")
    if day is None:
        return undated("XXXX-XX-XX", "day", f"{memory.lack}, so which day is not known")
    return dated(day, "publication", f"on the day of {memory.article}")


def _with_clock(found: Found, outcome: Outcome) -> Outcome:
    """The outcome with its time of day. The bounds stay those of the day: no zone is invented."""
    clock = found.rule.means["clock"]
    slots = found.slots
    if "hour" not in slots and "hour_word" not in slots:
        part = clock if isinstance(clock, str) else slots.get("day_part", "")
        return (
            replace(outcome, value=f"{outcome.value}T{part}", granularity="part of day")
            if part
            else outcome
        )
    hour = int(slots.get("hour") or slots["hour_word"])
    if slots.get("half_day") == "pm" and hour < 12:
        hour += 12
    elif slots.get("half_day") == "am" and hour == 12:
        hour = 0
    minute = slots.get("minute", "00")
    return replace(outcome, value=f"{outcome.value}T{hour:02d}:{minute}", granularity="minute")
