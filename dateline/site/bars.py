"""A histogram over time: which bars, how wide and how high. The template writes the SVG from it.

Never drops a number in silence: what lies before or after the bars is a bar of its own, and what has no
month or no year is not spread over those that do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.site.when import day_in_words

MOST_BARS = (
    60  # on a phone of 360 px a bar is then 5 px wide, which still can be told from the next
)
MOST_OF_IT = 0.9  # of the incidents must lie within the bars; else the next coarser unit is taken
LABELS = 5  # labels below the bars: as many as stand side by side on a phone


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, how many it counts, the address's days, and where it stands in percent."""

    label: str
    count: int
    start: str  # YYYY or YYYY-MM; empty for "before"
    end: str  # the same; empty for "after"
    left: float
    width: float
    height: float
    tick: str  # the short label below it; empty for most


@dataclass(frozen=True, slots=True)
class Bars:
    """A histogram: its unit (month or year), its bars in the order of time, and the highest count."""

    unit: str
    bars: tuple[Bar, ...] = ()
    highest: int = 0

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)


def bars_of(months: Mapping[str, int], years: Mapping[int, int]) -> Bars:
    """The bars of incidents counted by month (YYYY-MM) and by year.

    Months where 60 of them hold nine in ten of the counts, else years; what is outside is one bar
    before and one after. Years also where fewer incidents have a month than have only a year.

    >>> [(bar.label, bar.count) for bar in bars_of({"2016-11": 2, "2017-01": 1}, {2016: 2, 2017: 1}).bars]
    [('November 2016', 2), ('December 2016', 0), ('January 2017', 1)]
    >>> bars_of({}, {1990: 4, 1992: 1}).unit
    'year'
    """
    by_month = {_month_number(month): count for month, count in months.items()}
    if 2 * sum(by_month.values()) >= sum(years.values()) and by_month:
        first, last = _window(by_month)
        inside = sum(count for month, count in by_month.items() if first <= month <= last)
        if inside >= MOST_OF_IT * sum(by_month.values()):
            return _drawn("month", by_month, first, last)
    if not years:
        return Bars("year")
    return _drawn("year", dict(years), *_window(years))


def _month_number(month: str) -> int:
    """Months counted from year 0, so that the next month is the next number.

    >>> _month_number("2016-12") + 1 == _month_number("2017-01")
    True
    """
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _window(counts: Mapping[int, int]) -> tuple[int, int]:
    """First and last unit of the stretch of at most 60 that holds most; the earliest of equals."""
    units = sorted(counts)
    best, best_total, total, begin = (units[0], units[0]), -1, 0, 0
    for unit in units:
        total += counts[unit]
        while unit - units[begin] >= MOST_BARS:
            total -= counts[units[begin]]
            begin += 1
        if total > best_total:
            best, best_total = (units[begin], unit), total
    return best


def _drawn(unit: str, counts: dict[int, int], first: int, last: int) -> Bars:
    named: list[tuple[str, int, str, str]] = []
    before = sum(count for number, count in counts.items() if number < first)
    after = sum(count for number, count in counts.items() if number > last)
    if before:
        start, end = _value(unit, min(counts)), _value(unit, first - 1)
        named.append((f"before {_label(unit, first)}", before, start, end))
    for number in range(first, last + 1):
        value = _value(unit, number)
        named.append((_label(unit, number), counts.get(number, 0), value, value))
    if after:
        start, end = _value(unit, last + 1), _value(unit, max(counts))
        named.append((f"after {_label(unit, last)}", after, start, end))
    # what lies outside is not drawn higher than the bars inside, or it would flatten them
    inside = named[bool(before) : len(named) - bool(after)]
    highest = max(count for _, count, _, _ in inside)
    step = max(1, -(-len(named) // LABELS))
    return Bars(
        unit,
        tuple(
            Bar(
                label=label,
                count=count,
                start=start,
                end=end,
                left=round(100 * place / len(named), 3),
                width=round(100 / len(named), 3),
                height=round(100 * min(1, count / highest), 2),
                tick="" if place % step else _tick(unit, start, end, first=not place),
            )
            for place, (label, count, start, end) in enumerate(named)
        ),
        highest,
    )


def _value(unit: str, number: int) -> str:
    return f"{number:04}" if unit == "year" else f"{number // 12:04}-{number % 12 + 1:02}"


def _label(unit: str, number: int) -> str:
    return day_in_words(_value(unit, number))


def _tick(unit: str, start: str, end: str, *, first: bool) -> str:
    """The short label below a bar.

    >>> _tick("month", "2016-11", "2016-11", first=True), _tick("year", "1914", "1939", first=True)
    ('Nov 2016', 'earlier')
    """
    if start != end:
        return "earlier" if first else "later"
    return start if unit == "year" else f"{_label(unit, _month_number(start))[:3]} {start[:4]}"
