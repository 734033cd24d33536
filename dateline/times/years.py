"""Which year a date without one is of: the last, the next, or nobody can tell.

The most recent, unless the clause looks ahead; a day of the month is the nearest. docs/time.md has the table.
"""

from __future__ import annotations

from dateline.times.calendar import IN_A_YEAR, WEEKDAYS, Grain, Point
from dateline.times.direction import POSSESSIVE
from dateline.times.find import Found, slot_of
from dateline.times.memory import Memory, Mention
from dateline.times.nearby import year_told
from dateline.times.outcome import EITHER, THIRDS, Outcome, dated, third
from dateline.times.parts import in_year, of_no_year, parts_of
from dateline.times.tense import Direction

# Days after which a bare day is no longer news but the name of an event, of a year readers know.
FRESH = 120


def date_of_some_year(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    """A month, season, quarter or day that comes every year: which year is for tense to say."""
    slots, which = found.slots, found.rule.means.get("which")
    if "weekday" in slots and (told := _day_of_that_weekday(slots, memory)) is not None:
        why = f"the one near {memory.article} that is a {WEEKDAYS[int(slots['weekday']) - 1]}"
        return dated(told, "publication", why, mod=mod)
    grain = "day" if "holiday" in slots else parts_of(slots)[0]
    compared: Grain = "month" if grain == "day" else grain
    here = memory.here(compared)
    story = year_told(memory, direction) if which is None and sign not in POSSESSIVE else None
    if story is not None and not _is_most_recent(slots, story, here):
        return _in_year_told(slots, story, sign, memory, mod)
    # 29 February is compared by where it stands in a year that has one
    there = in_year(slots, here.year) or in_year(slots, here.year // 4 * 4) if here else None
    if here is None:
        return of_no_year(slots, mod, f"{memory.lack}, so the year is not known")
    if there is None:
        return of_no_year(slots, mod, "no year has such a day")
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
        return of_no_year(slots, mod, EITHER)
    change, why = _which_year(step, grain, (direction, sign), here, there)
    if begun and change == 0 and there.index == here.index:
        if begun == 1:  # the same day, where the clock is ahead, or that of another year
            return of_no_year(slots, mod, f"told as past, yet the day after {memory.article}")
        change = -1
    looks_back = step == -1 or why.startswith("the most recent")
    known = in_year(slots, None)
    name = known.words if known else slots["holiday"].replace("-", " ").title()
    why = why.format(name=name, article=memory.article, sign=sign)
    year = here.year + change
    if step == 0 and there != here and (own := memory.here("year")):
        year = own.year  # in January, "this spring" is no longer that of the winter's year
        held = in_year(slots, year)
        if direction == "past" and held and held.is_possible and held.first > here.last:
            year, why = (
                year - 1,
                f"the most recent {name} up to {memory.article}",
            )  # "this December he won"
    point = in_year(slots, year) or (in_year(slots, year // 4 * 4) if looks_back else None)
    if point is None:
        return of_no_year(slots, mod, "the years about the article have no such day")
    if "named" in found.rule.means and not _is_fresh(point, memory):
        return of_no_year(slots, mod, "an event is known by this day, and its year is not told")
    return dated(point, "publication", why, mod=mod)


def _is_fresh(point: Point, memory: Memory) -> bool:
    """Whether a day is near enough to the publication to be told without its year."""
    today = memory.here("day")
    return today is not None and abs(today.index - point.index) <= FRESH


def _is_most_recent(slots: dict[str, str], told: Mention, here: Point | None) -> bool:
    """Whether the year told is that of the most recent such month anyway."""
    point = in_year(slots, told.point.year if told.point else None)
    held = point.within("month") if point and here else None
    return (
        held is not None
        and here is not None
        and here.grain == "month"
        and 0 <= here.index - held.index < 12
    )


def _in_year_told(
    slots: dict[str, str], told: Mention, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    """A month or day without a year, told right after a date of a past year.

    In the same sentence, or in the same month, it is of that year. Otherwise that year and the last one may both
    be meant, so the year stays open.
    """
    point = in_year(slots, told.point.year if told.point else None)
    if told.point is None or point is None:
        return of_no_year(slots, mod, f"not in the year of “{told.text}”")
    same_month = (
        point.grain == "day"
        and told.point.grain == "day"
        and point.within("month") == told.point.within("month")
    )
    if ("had" not in sign.split() and told.opens and told.sentence == memory.sentence) or (
        same_month and point.index >= told.point.index
    ):
        return dated(
            point, "expression", f"in the year of “{told.text}”", mod=mod, anchor_id=told.id
        )
    memory.keep(told)
    return of_no_year(
        slots, mod, f"the year may be that of “{told.text}”, told just before, or a later one"
    )


def _day_of_that_weekday(slots: dict[str, str], memory: Memory) -> Point | None:
    """The nearest such day, within a year and a half, that falls on the weekday told with it."""
    here = memory.here("month")
    if here is None:
        return None
    days = [in_year(slots, here.year + change) for change in (-1, 0, 1)]
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
        why = "the first {name} from {article}, as “{sign}” looks ahead"
        return int(
            there.index < here.index
        ), why if direction == "future" else "the {name} nearest to {article}"
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
