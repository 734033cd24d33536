"""Durations and sets: how long, and how often. They are no dates, so most have no bounds.

A duration has bounds only when the text gives it a side ("the last two years") and the day of
publication is known, or when it is cut out of a named month ("the last two weeks of June").
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.times.calendar import Point
from dateline.times.find import Found
from dateline.times.outcome import Outcome

# A unit as TIMEX3 writes it, and how many there are in one of the text's units.
CODES = {
    "second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "week": ("W", 1),
    "fortnight": ("W", 2), "weekend": ("WE", 1), "month": ("M", 1), "quarter": ("Q", 1),
    "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
}  # fmt: skip
# A vague number of them has letters of its own: "decades" is PXDE, not ten times X years.
VAGUE_CODES = {"decade": "DE", "century": "CE"}
# Half of one, where there is a whole number of something smaller.
HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}


def length_value(number: str, unit: str) -> str:
    """The TIMEX3 value of so many units.

    >>> length_value("2", "decade"), length_value("X", "week"), length_value("2.5", "year")
    ('P20Y', 'PXW', 'P2Y6M')
    """
    code, factor = CODES[unit]
    if number == "X":
        code = VAGUE_CODES.get(unit, code)
    elif factor > 1:
        number = f"{float(number) * factor:g}"
    if number.endswith(".5") and code in HALVES:
        prefix = "PT" if code.startswith("T") else "P"
        whole = "" if number == "0.5" else number[:-2] + code.removeprefix("T")
        return f"{prefix}{whole}{HALVES[code]}"
    return f"PT{number}{code[1:]}" if code.startswith("T") else f"P{number}{code}"


def duration_of(
    found: Found, published: Point | None, article: str, mod: str | None, whole: Outcome | None
) -> Outcome:
    """The outcome of a duration, with bounds where text and publication day give them."""
    means, slots = found.rule.means, found.slots
    unit = slots.get("unit") or slots.get("units") or slots.get("fine_unit") or str(means["unit"])
    number = slots.get("also") or slots.get(str(means["length"])) or slots.get("vague")
    number = number or (str(means["length"]) if isinstance(means["length"], int) else "X")
    if "and_half" in slots and number.isdigit():
        number += ".5"
    value = length_value(number, unit)
    count = int(number) if number.isdigit() else None
    if whole is not None:
        return _part_of(
            whole, value, unit, count, last=slots.get("end") in ("last", "closing", "final")
        )
    side = means.get("toward")
    if side is None:
        return Outcome(
            value=value,
            granularity=unit,
            anchor="explicit",
            mod=mod,
            reason="it says how long, not when",
        )
    day = published.within("day") if published else None
    if day is None:
        reason = (
            "the article's day of publication is not known, so neither is where this begins or ends"
        )
        return Outcome(value=value, granularity=unit, anchor="none", reason=reason, mod=mod)
    other = moved(day.first, side * count, unit) if count is not None else None
    today, there = day.first.isoformat(), other.isoformat() if other else ".."
    earliest, latest = (there, today) if side < 0 else (today, there)
    return Outcome(
        value=value, granularity=unit, anchor="publication", mod=mod, edtf=f"{earliest}/{latest}",
        earliest=None if earliest == ".." else earliest, latest=None if latest == ".." else latest,
        reason=f"the time that {'ends' if side < 0 else 'begins'} with {article}",
    )  # fmt: skip


def _part_of(whole: Outcome, value: str, unit: str, count: int | None, *, last: bool) -> Outcome:
    """So many units at the beginning or the end of a named month."""
    side = "end" if last else "beginning"
    reason = f"the {side} of the {whole.granularity} it names; {whole.reason}"
    earliest, latest = whole.earliest, whole.latest
    if earliest is not None and latest is not None and count is not None:
        first, end = date.fromisoformat(earliest), date.fromisoformat(latest)
        length = moved(first, count, unit)
        days = (length - first).days if length else 0
        if 0 < days <= (end - first).days + 1:
            if last:
                start = moved(end + timedelta(1), -count, unit)
                earliest = start.isoformat() if start else earliest
            else:
                latest = (first + timedelta(days - 1)).isoformat()
    edtf = f"{earliest}/{latest}" if earliest and latest else None
    return Outcome(
        value=value, granularity=unit, anchor=whole.anchor, anchor_id=whole.anchor_id,
        reason=reason, edtf=edtf, earliest=earliest, latest=latest,
    )  # fmt: skip


def moved(day: date, count: int, unit: str) -> date | None:
    """The day so many units later; None beyond the calendar, or for a unit finer than a day.

    >>> str(moved(date(2017, 3, 31), -1, "month"))
    '2017-02-28'
    >>> moved(date(2017, 3, 31), 2, "part of day")
    """
    if unit not in CODES:  # "two nights after he resigned"
        return None
    code, factor = CODES[unit]
    count *= factor
    try:
        if code in ("D", "W"):
            return day + timedelta(count * (7 if code == "W" else 1))
        if code not in ("M", "Q", "Y"):
            return None
        months = day.year * 12 + day.month - 1 + count * {"M": 1, "Q": 3, "Y": 12}[code]
        first = date(months // 12, months % 12 + 1, 1)
        after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
        return min(first.replace(day=1) + timedelta(day.day - 1), after - timedelta(1))
    except (ValueError, OverflowError):
        return None


def set_of(found: Found) -> Outcome:
    """The outcome of "every Sunday", "twice a week", "daily"."""
    slots, rule = found.slots, found.rule
    name = str(rule.means["every"])
    freq = rule.freq
    if "freq" in rule.means:
        number = slots.get("times") or slots.get("count", "X")
        freq = f"{number if number.isdigit() else 'X'}X"
    match name:
        case "weekday" | "weekdays":
            value = f"XXXX-WXX-{slots[name]}"
            part = slots.get("day_part") or slots.get("day_parts")
            value += f"T{part}" if part else ""
        case "seasons":
            value = f"XXXX-{slots[name]}"
        case "month_name":
            value = f"XXXX-{int(slots[name]):02d}"
        case "day_part":
            value = f"XXXX-XX-XXT{slots[name]}"
        case _:
            number = "2" if "other" in slots else slots.get("number") or slots.get("vague") or "1"
            value = length_value(number, slots.get(name) or slots.get("units") or name)
            freq = freq or ("1X" if name == "adverb" else None)
    return Outcome(
        value=value, granularity="set", anchor="explicit", quant=rule.quant, freq=freq,
        reason="it says how often, not when",
    )  # fmt: skip
