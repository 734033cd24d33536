"""Calendar dates, told in full or in part; the rest is looked for from the publication date.

The defaults are those of news: a bare weekday is the most recent one, the day of publication
included; "last Wednesday" is strictly before it; a bare month is the most recent unless the
clause looks ahead.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.times.calendar import (
    IN_A_YEAR,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    Grain,
    Point,
    calendar_point,
)
from dateline.times.find import Found
from dateline.times.holidays import holiday_in
from dateline.times.memory import Memory
from dateline.times.outcome import THIRDS, Outcome, dated, third, undated
from dateline.times.tense import POSSESSIVE, Direction

MONTH_SLOTS = ("month", "month_name", "month_verb", "iso_month")
YEAR_SLOTS = ("year", "short_year", "spelled_year")
EITHER = "the clause does not say whether it is the last or the next"


def date_of(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    slots, means = found.slots, found.rule.means
    if (coarse := _decade_or_century(slots)) is not None:
        return dated(coarse, "explicit", "the text says so in full", mod=mod)
    year = next((int(slots[name]) for name in YEAR_SLOTS if name in slots), None)
    if year is not None:
        return _explicit(slots, year, mod)
    if "weekday" in slots and not any(name in slots for name in MONTH_SLOTS):
        return _weekday(found, direction, sign, memory, mod)
    if "year" in means:
        base = memory.here("year")
        step = int(slot_of(found, means["year"]))
        there = base.step(step) if base else None
        if there is None:
            return _open(slots, mod, f"{memory.lack}, so the year is not known")
        told = _explicit(slots, there.year, mod)
        return replace(
            told,
            anchor="publication",
            reason=f"in {there.words}, {steps_in_words(step, 'year')} {memory.article}",
        )
    if "same" in means:
        mention = memory.last.get("year")
        if mention is None or mention.point is None:
            return _open(slots, mod, "the text names no year before it")
        told = _explicit(slots, mention.point.year, mod)
        return replace(
            told,
            anchor="expression",
            anchor_id=mention.id,
            reason=f"in the year of “{mention.text}”",
        )
    return _repeating(found, direction, sign, memory, mod)


def _decade_or_century(slots: dict[str, str]) -> Point | None:
    if "decade" in slots:
        return Point("decade", int(slots["decade"]))
    if "century_number" in slots and (number := int(slots["century_number"])) > 0:
        return Point("century", number - 1)
    if "bc_year" in slots:
        return Point("year", 1 - int(slots["bc_year"]))
    return None


def _parts(slots: dict[str, str]) -> tuple[Grain, int, int]:
    """The grain of what is told within a year, its number, and the day of the month."""
    month = next((int(slots[name]) for name in MONTH_SLOTS if name in slots), 0)
    if month:
        return ("day", month, int(slots["day"])) if "day" in slots else ("month", month, 0)
    if "order" in slots:
        return "quarter", int(slots["order"]), 0
    if "half" in slots:
        return "half-year", int(slots["half"]), 0
    if "season" in slots:
        return "season", SEASONS.index(slots["season"]) + 1, 0
    return "year", 0, 0


def _in_year(slots: dict[str, str], year: int | None) -> Point | None:
    """What is told within a year, in that year; None when that year has no such day."""
    if "holiday" in slots:
        return holiday_in(slots["holiday"], year)
    return calendar_point(year, *_parts(slots))


def _explicit(slots: dict[str, str], year: int, mod: str | None) -> Outcome:
    point = _in_year(slots, year)
    if point is None:
        _, number, day = _parts(slots)
        value = f"{year:04d}-{number:02d}-XX" if number else f"{year:04d}"
        reason = (
            f"{MONTHS[number - 1]} {year} has no day {day}" if number else f"not in the year {year}"
        )
        return undated(value, "month", reason)
    return dated(point, "explicit", "the text gives the date in full", mod=mod)


def _open(slots: dict[str, str], mod: str | None, reason: str) -> Outcome:
    """A date of no known year."""
    point = _in_year(slots, None)
    if point is None:
        return undated("XXXX-XX-XX", "day", reason)
    return dated(point, "none", reason, mod=mod)


def _repeating(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    """A month, season, quarter or day that comes every year: which year is for tense to say."""
    slots, which = found.slots, found.rule.means.get("which")
    if "weekday" in slots and (told := _day_of_that_weekday(slots, memory)) is not None:
        why = f"the one near {memory.article} that is a {WEEKDAYS[int(slots['weekday']) - 1]}"
        return dated(told, "publication", why, mod=mod)
    grain = "day" if "holiday" in slots else _parts(slots)[0]
    compared: Grain = "month" if grain == "day" else grain
    here = memory.here(compared)
    # 29 February is compared by where it stands in a year that has one
    there = _in_year(slots, here.year) or _in_year(slots, here.year // 4 * 4) if here else None
    if here is None or there is None:
        return _open(slots, mod, f"{memory.lack}, so the year is not known")
    step = int(slot_of(found, which)) if which is not None else None
    if grain == "day" and sign in POSSESSIVE:
        direction = "unknown"  # "Oct. 25's vote" may be to come
    begun = 0
    if step is None and direction == "past":
        held = there.within(found.rule.means["as"]) if "as" in found.rule.means else there
        begun = _days_off(held or there, mod, memory)
    if step and grain == "day" and memory.published and memory.published.grain == "day":
        here = memory.published
    else:
        there = there.within(compared) or there
    if step is None and _is_undecided(grain, direction, here, there):
        return _open(slots, mod, EITHER)
    change, why = _which_year(step, grain, (direction, sign), here, there)
    if begun and change == 0 and there.index == here.index:
        if begun == 1:  # the same day, where the clock is ahead, or that of another year
            return _open(slots, mod, f"told as past, yet the day after {memory.article}")
        change = -1
    looks_back = step == -1 or why.startswith("the most recent")
    known = _in_year(slots, None)
    name = known.words if known else slots["holiday"].replace("-", " ").title()
    why = why.format(name=name, article=memory.article, sign=sign)
    year = here.year + change
    if step == 0 and there != here and (own := memory.here("year")):
        year = own.year  # in January, "this spring" is no longer that of the winter's year
        held = _in_year(slots, year)
        if direction == "past" and held and held.is_possible and held.first > here.last:
            year, why = (
                year - 1,
                f"the most recent {name} up to {memory.article}",
            )  # "this December he won"
    point = _in_year(slots, year) or (_in_year(slots, year // 4 * 4) if looks_back else None)
    if point is None:
        return _open(slots, mod, "the years about the article have no such day")
    return dated(point, "publication", why, mod=mod)


def _day_of_that_weekday(slots: dict[str, str], memory: Memory) -> Point | None:
    """The nearest such day, within a year and a half, that falls on the weekday told with it."""
    here = memory.here("month")
    if here is None:
        return None
    days = [_in_year(slots, here.year + change) for change in (-1, 0, 1)]
    fit = [day for day in days if day and day.first.isoweekday() == int(slots["weekday"])]
    return min(fit, key=lambda day: abs(day.index - here.first.toordinal()), default=None)


def _days_off(point: Point, mod: str | None, memory: Memory) -> int:
    """How many days after the publication it begins; 0 when begun, or when nobody can tell."""
    today = memory.here("day")
    if today is None or not point.is_possible:
        return 0
    first = point.first
    if mod in THIRDS and point.grain != "day":
        first, _ = third(point, mod)
    return max(first.toordinal() - today.index, 0)


def _is_undecided(grain: Grain, direction: Direction, here: Point, there: Point) -> bool:
    """Whether the last one and the next may both be meant: neither tense nor nearness tells.

    A day is the nearest, as news gives the year of others; results are those of a recent quarter.
    """
    if direction != "either" or grain in ("day", "quarter"):
        return False
    a_year = IN_A_YEAR[here.grain]
    return (there.index - here.index) % a_year * 2 >= a_year


def _which_year(
    step: int | None, grain: Grain, looks: tuple[Direction, str], here: Point, there: Point
) -> tuple[int, str]:
    """How many years from the publication's own, and why: "last", "this", "next", or by tense."""
    if step == -1:
        return -(there.index >= here.index), "the {name} before {article}"
    if step == 1:
        return int(there.index <= here.index), "the {name} after {article}"
    if step == 0:
        return 0, "the {name} of the year of {article}"
    direction, sign = looks
    if _looks_ahead(grain, direction, sign, here, there):
        shown = ", as “{sign}” looks ahead" if direction == "future" else ", the nearest one"
        return int(there.index < here.index), "the first {name} from {article}" + shown
    return -(there.index > here.index), "the most recent {name} up to {article}"


def _looks_ahead(grain: Grain, direction: Direction, sign: str, here: Point, there: Point) -> bool:
    """Whether a date of no told year is to come: by tense, or for a day by nearness.

    News gives the year of a day that is far away, so "payable Jan. 2" printed in November is the
    January ahead, and "Dec. 15" printed in January is gone by.
    """
    ahead = (there.index - here.index) % IN_A_YEAR[here.grain]
    if (
        grain == "quarter" and ahead > 2
    ):  # a "third-quarter loss" expected in October is this year's
        return False
    if grain == "day":
        return direction == "future" or (direction != "past" and ahead <= 6)
    if grain == "month" and direction in ("present", "unknown"):
        return ahead <= (6 if direction == "present" else 5) and bool(sign)
    return direction in ("future", "either")


def _weekday(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    number = int(found.slots["weekday"])
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
    back = (here.first.isoweekday() - number) % 7
    step = (
        int(slot_of(found, means["which"])) if "which" in means and "which" in found.slots else None
    )
    if step == -1:
        index, why = here.index - (back or 7), f"the {name} before {memory.article}"
    elif step == 1:
        index, why = here.index + (7 - back), f"the {name} after {memory.article}"
    elif back and _is_open(step, direction, sign):
        return undated(f"XXXX-WXX-{number}", "day", EITHER, mod=mod)
    elif direction == "future" or (step == 0 and direction == "present"):
        index, why = (
            here.index + (-back) % 7,
            f"the first {name} from {memory.article}, as “{sign}” looks ahead",
        )
    else:
        index, why = here.index - back, f"the most recent {name} up to {memory.article}"
    return dated(Point("day", index), "publication", why, mod=mod)


def _is_open(step: int | None, direction: Direction, sign: str) -> bool:
    """Whether a weekday may be the last or the next: "this Friday" has no default of its own."""
    if step == 0:  # "this Sunday's vote" may be to come, unlike "Sunday's vote"
        return direction in ("either", "unknown") or sign in POSSESSIVE
    return direction == "either"


def slot_of(found: Found, name: object, default: str = "0") -> str:
    """A number written in the rule, or the value of the slot it names."""
    return str(name) if isinstance(name, int) else found.slots.get(str(name), default)


def steps_in_words(steps: int, grain: str) -> str:
    """So many units before or after, in words.

    >>> steps_in_words(-1, "month"), steps_in_words(0, "week"), steps_in_words(2, "day")
    ('the month before', 'the week of', '2 days after')
    """
    if steps == 0:
        return f"the {grain} of"
    side = "before" if steps < 0 else "after"
    if abs(steps) == 1:
        return f"the {grain} {side}"
    plural = "centuries" if grain == "century" else f"{grain}s"
    return f"{abs(steps)} {plural} {side}"
