"""How many incidents there are in each day, week, month, year or decade of a window.

Each counts once. None is made more exact than it is: what spans several bars, and what is known to one end only,
is counted apart from what happened within one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any

from dateline.site.svg import KINDS
from dateline.site.when import MONTHS
from dateline.site.window import Step, Window, day_of, next_step, step_start

# the first day of the bar that a day is in
_BAR: dict[Step, str] = {
    "day": "{0}",
    "week": "date({0}, '-6 days', 'weekday 1')",
    "month": "substr({0}, 1, 7) || '-01'",
    "year": "substr({0}, 1, 4) || '-01-01'",
    "decade": "substr({0}, 1, 3) || '0-01-01'",
}

# bars count what lies in them by kind, and these two apart
WIDE = "longer than a bar"
HALF = "no later than"
COLUMNS = (*KINDS, WIDE, HALF)  # what a bar counts, in the order it is drawn and listed


@dataclass(frozen=True, slots=True)
class Bar:
    """How many incidents there are in one step of time, by kind."""

    first: date
    last: date
    counts: Mapping[str, int]

    @property
    def dated(self) -> int:
        return sum(count for kind, count in self.counts.items() if kind != HALF)


def bars_sql(window: Window, where: str) -> str:
    """SQL for the rows that `bars_of` counts: bar, kind, number. Its parameters are `where`'s, :first and :last.

    An incident counts once, in the bar with the middle of its part in the window. Incidents of the same days are
    counted first: half a million have few thousand different ones, and an index has them in that order.
    """
    bar = _BAR[window.step]
    return f"""
    with dated as (
      select earliest, latest, quad, count(*) as number from incidents
      where coalesce(earliest, latest) is not null and {where} group by earliest, latest, quad
    ), placed as (
      select earliest, latest, quad, number, max(coalesce(earliest, latest), :first) as begin,
        min(coalesce(latest, earliest), :last) as end
      from dated
    )
    select {bar.format("case when begin = end then end else date((julianday(begin) + julianday(end)) / 2) end")}
        as bar,
      case when earliest is null or latest is null then '{HALF}'
        when earliest <> latest and {bar.format("earliest")} <> {bar.format("latest")} then '{WIDE}'
        else coalesce(quad, 'other') end as kind,
      sum(number) as number
    from placed group by 1, 2
    """


def bars_of(window: Window, rows: Iterable[Sequence[Any]]) -> list[Bar]:
    """The bars of a window in order, those without incidents included.

    >>> bars = bars_of(Window(date(2016, 1, 1), date(2016, 1, 3)), [("2016-01-02", "other", 5)])
    >>> [bar.dated for bar in bars]
    [0, 5, 0]
    """
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    for bar, kind, number in rows:
        counts[day_of(bar)][kind] = number
    edges = [step_start(window.first, window.step)]
    while edges[-1] <= window.last and edges[-1] < date.max:
        edges.append(next_step(edges[-1], window.step))
    one = timedelta(days=1)
    return [Bar(first, after - one, counts.get(first, {})) for first, after in pairwise(edges)]


def where_most_are(bars: Sequence[Bar]) -> Window | None:
    """The window that leaves out a fortieth of the incidents at either end, when that is less than half the time.

    >>> few, many = Bar(date(1916, 1, 1), date(1916, 12, 31), {"other": 1}), {"other": 99}
    >>> bars = [few, *(Bar(date(y, 1, 1), date(y, 12, 31), {}) for y in range(1917, 2016))]
    >>> where_most_are([*bars, Bar(date(2016, 1, 1), date(2016, 12, 31), many)])
    Window(first=datetime.date(2016, 1, 1), last=datetime.date(2016, 12, 31))
    """
    sums = _sums(bars)
    rest = sums[-1][2] / 40 if sums else 0
    kept = [n for n, before, after in sums if after > rest and before < sums[-1][2] - rest]
    if not kept or len(kept) * 2 > len(bars):
        return None
    return Window(bars[kept[0]].first, bars[kept[-1]].last)


def bar_label(bar: Bar, step: Step) -> str:
    """The time of a bar in words.

    >>> bar_label(Bar(date(2016, 11, 1), date(2016, 11, 30), {}), "month")
    'November 2016'
    """
    month = f"{MONTHS[bar.first.month - 1]} {bar.first.year}"
    return {
        "day": f"{bar.first.day} {month}",
        "week": f"week of {bar.first.day} {month}",
        "month": month,
        "year": str(bar.first.year),
        "decade": f"{bar.first.year} to {bar.last.year}",
    }[step]


def _sums(bars: Sequence[Bar]) -> list[tuple[int, int, int]]:
    """Each bar's number, and how many incidents there are before it and up to its end."""
    after = list(accumulate(sum(bar.counts.values()) for bar in bars))
    return [(n, up_to - sum(bars[n].counts.values()), up_to) for n, up_to in enumerate(after)]
