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
from dateline.times.direction import POSSESSIVE
from dateline.times.find import Found, slot_of
from dateline.times.holidays import holiday_in
from dateline.times.memory import Memory, Mention
from dateline.times.nearby import beside_mention, day_number, nth_of, year_told
from dateline.times.outcome import EITHER, THIRDS, Outcome, dated, third, undated
from dateline.times.tense import Direction
from dateline.times.weekdays import weekday_of

THIRD_WORDS = {"START": "the first", "MID": "the middle", "END": "the last"}
MONTH_SLOTS = ("month", "month_name", "month_verb", "iso_month")
YEAR_SLOTS = ("year", "short_year", "spelled_year", "short_fy")


def date_of(
    found: Found, direction: Direction, sign: str, memory: Memory, mod: str | None
) -> Outcome:
    slots, means = found.slots, found.rule.means
    if (coarse := _decade_or_century(slots)) is not None:
        return dated(coarse, "explicit", f"the text names the {coarse.grain}", mod=mod)
    if "century_bc" in slots:
        value = f"BC{int(slots['century_bc'][:-2]) - 1:02d}"
        return undated(value, "century", "before our era days are not reckoned", anchor="explicit")
    if "nth" in means:
        rest = {name: told for name, told in slots.items() if name != "weekday"}
        whole = date_of(
            replace(found, slots=rest, rule=replace(found.rule, means={})),
            direction,
            sign,
            memory,
            mod,
        )
        return nth_of(found, whole)
    if "either" in slots:
        return _day_or_month_first(slots)
    if slots.keys() == {"day"}:
        return day_number(found, direction, memory)
    if "beside" in means:
        asked = None if "weekday" in slots else calendar_point(1999, *_parts(slots))
        return beside_mention(found, asked, memory, mod)
    year = next((int(slots[name]) for name in YEAR_SLOTS if name in slots), None)
    if year is not None:
        return _explicit(slots, year, mod)
    if "weekday" in slots and not any(name in slots for name in MONTH_SLOTS):
        return weekday_of(found, direction, sign, memory, mod)
    if direction == "near":
        direction = "present"
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
    if "century" in slots:
        return Point("century", int(slots["century"]))
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
    told: str = "date in full" if point.grain == "day" else point.grain
    if point.grain not in ("day", "year"):
        told += " and the year"
    share = (
        f"; {THIRD_WORDS[mod]} third of it" if mod in THIRD_WORDS and point.grain != "day" else ""
    )
    return dated(point, "explicit", f"the text gives the {told}{share}", mod=mod)


def _day_or_month_first(slots: dict[str, str]) -> Outcome:
    """ "05/04/2016" is 5 April or 4 May; "05/05/2016" is one day whatever comes first."""
    one, other = (int(part) for part in slots["either"].split("/"))
    year = int(slots["year"])
    days = [calendar_point(year, "day", one, other), calendar_point(year, "day", other, one)]
    first, last = sorted((day for day in days if day), key=lambda day: day.index)
    if first == last:
        return dated(first, "explicit", "the text gives the date in full")
    lack = f"{first.words} or {last.words}: whether the day or the month comes first, the text does not say"
    return undated(f"{year:04d}-XX-XX", "day", lack, anchor="explicit")


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
    story = year_told(memory, direction) if which is None and sign not in POSSESSIVE else None
    if story is not None and not _is_most_recent(slots, story, here):
        return _in_year_told(slots, story, sign, memory, mod)
    # 29 February is compared by where it stands in a year that has one
    there = _in_year(slots, here.year) or _in_year(slots, here.year // 4 * 4) if here else None
    if here is None:
        return _open(slots, mod, f"{memory.lack}, so the year is not known")
    if there is None:
        return _open(slots, mod, "no year has such a day")
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


def _is_most_recent(slots: dict[str, str], told: Mention, here: Point | None) -> bool:
    """Whether the year told is that of the most recent such month anyway."""
    point = _in_year(slots, told.point.year if told.point else None)
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
    point = _in_year(slots, told.point.year if told.point else None)
    if told.point is None or point is None:
        return _open(slots, mod, f"not in the year of “{told.text}”")
    same_month = (
        point.grain == "day"
        and told.point.grain == "day"
        and point.within("month") == told.point.within("month")
    )
    if ("had" not in sign.split() and told.sentence == memory.sentence) or (
        same_month and point.index >= told.point.index
    ):
        return dated(
            point, "expression", f"in the year of “{told.text}”", mod=mod, anchor_id=told.id
        )
    memory.keep(told)
    return _open(
        slots, mod, f"the year may be that of “{told.text}”, told just before, or a later one"
    )


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
