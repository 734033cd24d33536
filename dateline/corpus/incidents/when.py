"""When an incident happened, as its sources agree."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.corpus.incidents.agreement import LAST_DAY, Bounds, agreed
from dateline.corpus.reports import Report


@dataclass(frozen=True, slots=True)
class When:
    """The columns of an incident that say when."""

    edtf: str | None
    earliest: str | None
    latest: str | None
    year: int | None
    month: str | None


def best_date(reports: Iterable[Report], original_of: Mapping[str, str]) -> When:
    """The narrowest bounds that the most independent sources agree on, never empty.

    `original_of` maps an article to the one it copies: the two are one source. Reports that their text
    dates count first. What is only known to be over by an article's publication then narrows the result
    where it can; what hangs on an inferred publication says something only where nothing else does. EDTF,
    year and month say no more than the bounds do.
    """
    ordered = sorted(reports, key=lambda report: (report.article_id, report.start))
    dated: dict[Bounds, set[str]] = defaultdict(set)
    other: dict[Bounds, set[str]] = defaultdict(set)
    firm = [report for report in ordered if report.date_source != "inferred"]
    if any(report.earliest or report.latest for report in firm):
        ordered = firm
    for report in ordered:
        if report.earliest or report.latest:
            bounds = Bounds.of(report.earliest, report.latest)
            source = original_of.get(report.article_id, report.article_id)
            (dated if report.is_placed else other)[bounds].add(source)
    if dated or other:
        bounds = agreed(dated or other)
        for beside in sorted(other) if dated else ():
            narrower = Bounds(
                max(bounds.earliest, beside.earliest), min(bounds.latest, beside.latest)
            )
            bounds = narrower if narrower.earliest <= narrower.latest else bounds
    else:
        bounds = Bounds.of(None, None)
    earliest, latest = bounds.opened
    same = [r for r in ordered if (r.earliest, r.latest) == (earliest, latest)]
    edtf = next((r.edtf for r in same if r.edtf), None)
    year = earliest[:4] if earliest and latest and earliest[:4] == latest[:4] else None
    return When(
        edtf=edtf or (edtf_of(bounds) if dated else None),
        earliest=earliest,
        latest=latest,
        year=int(year) if year else None,
        month=earliest[:7] if earliest and latest and earliest[:7] == latest[:7] else None,
    )


def edtf_of(bounds: Bounds) -> str:
    """Bounds in EDTF (ISO 8601-2): a day, a whole month or year, or an interval.

    >>> edtf_of(Bounds("2016-11-01", "2016-11-30")), edtf_of(Bounds.of("2016-11-27", None))
    ('2016-11', '2016-11-27/..')
    """
    earliest, latest = bounds
    if earliest == latest:
        return earliest
    if earliest[5:] == "01-01" and latest == f"{earliest[:4]}-12-31":
        return earliest[:4]
    if latest != LAST_DAY and earliest[:7] == latest[:7] and earliest.endswith("-01"):
        last = calendar.monthrange(int(earliest[:4]), int(earliest[5:7]))[1]
        if latest.endswith(f"-{last}"):
            return earliest[:7]
    return "/".join(day or ".." for day in bounds.opened)
