"""The quarters of companies' results: which one "a year earlier" or "the latest period" means.

Results are compared like with like: beside the third quarter of 1989, "a year earlier" is the
third quarter of 1988. It takes a quarter or half-year told before; nothing is assumed.
"""

from __future__ import annotations

from dateline.times.calendar import IN_A_YEAR, Point, calendar_point
from dateline.times.find import Found
from dateline.times.memory import Memory
from dateline.times.outcome import Outcome, dated, undated


def compared_period(found: Found, memory: Memory) -> Outcome | None:
    """The period the results are compared with; None when words mean no period of results.

    `compares: sum` needs a sum right before, so that "it began a year ago" stays a year.
    """
    compares, told = found.rule.means["compares"], memory.period
    if compares == "ends":
        return _quarter_that_ended(found, memory)
    if compares == "sum" and (told is None or not _is_a_sum_a_year_back(found)):
        return None
    if told is None or told.point is None:
        return undated("XXXX-QX", "quarter", NOT_TOLD)
    point = _in_compared_year(found, told.point, memory)
    if point is None:
        return undated("XXXX-QX", "quarter", f"{memory.lack}, so the year is not known")
    same = point == told.point
    reason = f"the period of “{told.text}”" if same else f"the same period as “{told.text}”"
    reason += "" if same else f", in {point.year}"
    return dated(point, "expression", reason, anchor_id=told.id)


def _is_a_sum_a_year_back(found: Found) -> bool:
    slots = found.slots
    back = str(found.rule.means["step"]) == "-1" or slots.get("later") == "-1"
    return "sum" in slots and back and (slots.get("number"), slots["unit"]) == ("1", "year")


NOT_TOLD = "the text names no quarter or half-year before it"


def _in_compared_year(found: Found, told: Point, memory: Memory) -> Point | None:
    """The told period, in the year the words name, or so many years on."""
    if "year" in found.slots:
        year = int(found.slots["year"])
    elif "which" in found.slots:
        here = memory.here("year")
        if here is None:
            return None
        year = here.year + int(found.slots["which"])
    else:
        back = -1 if found.rule.means["compares"] == "sum" else 0
        year = told.year + int(found.rule.means.get("years", back))
    return told.step((year - told.year) * IN_A_YEAR[told.grain])


def _quarter_that_ended(found: Found, memory: Memory) -> Outcome | None:
    """The quarter ended on a day: that of the calendar which holds its middle."""
    month, day = int(found.slots["month"]), int(found.slots["day"])
    here = memory.here("month")
    year = here.year - (month > here.index % 12 + 1) if here else None
    end = calendar_point(year, "day", month, day)
    middle = end.step(-45) if end else None
    quarter = middle.within("quarter") if middle else None
    if end is None or quarter is None:
        return undated("XXXX-QX", "quarter", f"{memory.lack}, so the year is not known")
    reason = f"the quarter that holds the middle of the three months up to {end.words}"
    return dated(quarter, "publication" if here else "none", reason)
