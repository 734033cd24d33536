"""Times counted from something else: "two days after June 26", "the day before the vote".

When what they are counted from is a time told right there, that gives the date. When it is a happening
("one day after Haftar"), its date is needed, which only events/offsets.py may know.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.times.counting import STEPS, Count, Days
from dateline.times.find import Found
from dateline.times.lengths import length_value
from dateline.times.memory import Base
from dateline.times.nearby import weekday_from
from dateline.times.outcome import OPEN_VALUES, Outcome, dated, steps_in_words


def offset_of(found: Found, base: Base | None, mod: str | None) -> Outcome:
    """What "one day" means before "after Haftar" (no base), or before "after June 26"."""
    slots, is_date = found.slots, found.rule.type == "DATE"
    unit = "day" if "weekday" in slots else slots.get("span") or slots.get("unit") or slots["units"]
    number = "1" if is_date else slots.get("number", "X")
    grain = STEPS[unit][0] if unit in STEPS else "day"
    value = OPEN_VALUES[grain] if is_date else length_value(number, unit)
    if "weekday" in slots:
        value = f"XXXX-WXX-{slots['weekday']}"
    if base is None:
        reason = f"counted from “{slots['event']}”, so the date of that is needed"
        return Outcome(value=value, granularity=unit, anchor="event", reason=reason, mod=mod)
    outcome = Outcome(
        value=value, granularity=unit, anchor="expression", anchor_id=base.id, mod=mod,
        reason=f"counted from “{base.text}”, whose day is not known",
    )  # fmt: skip
    day = base.outcome.point
    if "weekday" in slots and day and day.grain == "day" and not day.open_year:
        side = int(slots["offset"])
        day = weekday_from(day, int(slots["weekday"]), side)
        where = "first such day after" if side > 0 else "last such day before"
        reason = f"the {where} “{base.text}”"
        return dated(day, "expression", reason, anchor_id=base.id)
    if "weekday" in slots:
        return outcome
    count = Count(int(slots["offset"]), number, unit, mod)
    told = Days(base.outcome.edtf, base.outcome.earliest, base.outcome.latest)
    lasting = "lasting" in slots
    there = count.through(told) if lasting else count.from_(told)
    if there is None:
        return outcome
    if is_date and there.point is not None:
        outcome = replace(outcome, value=there.point.value, point=there.point)
    if lasting:
        reason = f"the time {'from' if count.side > 0 else 'up to'} “{base.text}”"
    elif number.isdigit() and "." not in number and unit in STEPS:
        reason = f"{steps_in_words(count.side * int(number) * STEPS[unit][1], grain)} “{base.text}”"
    else:
        reason = f"some time {'after' if count.side > 0 else 'before'} “{base.text}”"
    return replace(
        outcome, reason=reason, edtf=there.edtf, earliest=there.earliest, latest=there.latest
    )
