"""Times of day, and the day they are of. The bounds stay those of the day: no time zone is invented."""

from __future__ import annotations

from dataclasses import replace

from dateline.times.anaphora import somewhere_in
from dateline.times.find import Found
from dateline.times.memory import Base, Memory
from dateline.times.outcome import Outcome, dated, undated


def clock_day(memory: Memory) -> Outcome:
    """The day a bare time of day belongs to: the last one mentioned, else that of publication."""
    if (coarser := memory.coarser_than("day")) is not None:
        return somewhere_in(coarser, "day", None)
    mention = memory.last_of("day")
    if mention is not None and not memory.is_near(mention):
        lack = f"the day last told, “{mention.text}”, is told too far back"
        return undated("XXXX-XX-XX", "day", lack, anchor="none")
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


def clock_of(base: Base) -> Outcome:
    """The day of "7pm" in "left at 7pm and returned at 9pm on Thursday": that of the time behind it."""
    reason = f"on the day of “{base.text}”"
    day = base.outcome.point
    if day is not None and day.grain == "day":
        return dated(day, "expression", reason, anchor_id=base.id)
    value = base.outcome.value.partition("T")[0]
    return Outcome(
        value=value, granularity="day", anchor="expression", anchor_id=base.id, reason=reason
    )


def with_clock(found: Found, outcome: Outcome) -> Outcome:
    """The outcome with its time of day. The bounds stay those of the day: no zone is invented."""
    clock = found.rule.means["clock"]
    slots = found.slots
    if "hour" not in slots and "hour_word" not in slots:
        part = (
            clock if isinstance(clock, str) else slots.get("day_part") or slots.get("late_part", "")
        )
        return (
            replace(outcome, value=f"{outcome.value}T{part}", granularity="part of day")
            if part
            else outcome
        )
    hour = int(slots.get("hour") or slots["hour_word"])
    part = found.day.slots.get("day_part", "") if found.day else ""
    if (slots.get("half_day") == "pm" or part in ("AF", "EV", "NI")) and hour < 12:
        hour += 12
    elif slots.get("half_day") == "am" and hour == 12:
        hour = 0
    minute = slots.get("minute", "00")
    return replace(outcome, value=f"{outcome.value}T{hour:02d}:{minute}", granularity="minute")
