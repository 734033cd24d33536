"""Days of the week: the last one, the next one, or nobody can tell.

A bare weekday is the most recent one, the day of publication included, unless its clause looks ahead; "last
Wednesday" is strictly before the publication, "next Monday" strictly after it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dateline.times.calendar import WEEKDAYS, Point
from dateline.times.direction import POSSESSIVE
from dateline.times.find import Found, slot_of
from dateline.times.memory import Base, Memory
from dateline.times.outcome import EITHER, Outcome, dated, undated
from dateline.times.tense import Direction

EVERY_WEEK = "told as what holds of every week"


def weekday_of(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    number = int(found.slots.get("weekday") or found.slots["weekdays"])
    name = WEEKDAYS[number - 1]
    means = found.rule.means
    here = memory.here("week" if "week" in means else "day")
    if here is None:
        unknown = f"{memory.lack}, so which {name} is not known"
        return undated(f"XXXX-WXX-{number}", "day", unknown, mod=mod)
    if "week" in means:
        week = Point("week", here.index + int(slot_of(found, means["week"])))
        day = Point("day", week.first.toordinal() + number - 1)
        return dated(day, "publication", f"the {name} of {week.words}", mod=mod)
    if "range" in found.slots and direction in ("present", "near"):
        return undated(f"XXXX-WXX-{number}", "day", EVERY_WEEK, mod=mod)
    back = (here.first.isoweekday() - number) % 7
    step = (
        int(slot_of(found, means["which"])) if "which" in means and "which" in found.slots else None
    )
    if "ago" in means and found.slots["number"].isdigit():
        weeks = int(found.slots["number"]) - 1
        index = here.index - (back or 7) - 7 * weeks
        why = f"{weeks + 1} {name}s before {memory.article}"
    elif "far" in means:
        ahead = "side" in found.slots or found.rule.id == "weekday-week"
        index = here.index + 7 + (-back % 7 or 7) if ahead else here.index - 7 - (back or 7)
        way = "after the first {} from" if ahead else "before the last {} up to"
        why = f"a week {way.format(name)} {memory.article}"
    elif step == -1:
        index, why = here.index - (back or 7), f"the {name} before {memory.article}"
    elif step == 1:
        index, why = here.index + (7 - back), f"the {name} after {memory.article}"
    elif back and _is_open(step, direction, sign):
        return undated(f"XXXX-WXX-{number}", "day", EITHER, mod=mod)
    elif direction in ("future", "near") or (step == 0 and direction == "present"):
        index, why = (
            here.index + (-back) % 7,
            f"the first {name} from {memory.article}, as “{sign}” looks ahead",
        )
    elif back == 6 and step is None:
        return _either_side(here, number, memory, mod)
    else:
        index, why = here.index - back, f"the most recent {name} up to {memory.article}"
    return dated(Point("day", index), "publication", why, mod=mod)


def _either_side(here: Point, number: int, memory: Memory, mod: str | None) -> Outcome:
    """A past Tuesday told on a Monday: where the story is told it may be Tuesday already.

    A day told as past and six days gone is hardly ever told by its bare name: in TimeBank and AQUAINT once, and
    twice it is the day after the date the agency put on its story.
    """
    name, first = WEEKDAYS[number - 1], here.first
    days = (first - timedelta(6)).isoformat(), (first + timedelta(1)).isoformat()
    reason = (
        f"{name} is the day after {memory.article}: where it happened it may have been {name} already,"
        f" or {name} of the week before is meant"
    )
    open_day = undated(f"XXXX-WXX-{number}", "day", reason, mod=mod, anchor="publication")
    return replace(open_day, earliest=days[0], latest=days[1])


def _is_open(step: int | None, direction: Direction, sign: str) -> bool:
    """Whether a weekday may be the last or the next: "this Friday" has no default of its own."""
    if step == 0:  # "this Sunday's vote" may be to come, unlike "Sunday's vote"
        return direction in ("either", "unknown") or sign in POSSESSIVE
    return direction in ("either", "present")


def weekday_before(found: Found, base: Base) -> Outcome:
    """The Monday of "Monday to Friday": the one in the week up to that Friday."""
    number = int(found.slots["weekday"])
    end = base.outcome.point
    if end is None or end.grain != "day":
        return undated(f"XXXX-WXX-{number}", "day", base.outcome.reason)
    back = (end.first.isoweekday() - number) % 7
    name = WEEKDAYS[number - 1]
    return dated(
        Point("day", end.index - back),
        "expression",
        f"the {name} before “{base.text}”",
        anchor_id=base.id,
    )
