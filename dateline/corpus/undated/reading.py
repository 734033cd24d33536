"""An undated article whose publication is bounded: what "last week" and "June 26th" may mean in it.

It is read twice, as if published on the first and on the last day of its window: what both readings agree on
is known, and where they differ both ends are bounds. Its words keep their value (XXXX-06-26), and what is reached
so is marked as inferred, so that nothing else is ever inferred from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from dateline.corpus.undated import Window
from dateline.model import Article, ArticleRecord, Event, TimeExpression
from dateline.shelf import Shelf

Row = TypeVar("Row", TimeExpression, Event)
Read = Callable[[Iterable[Article]], Iterable[ArticleRecord]]
# A year, or a month or day of it: its year is what was inferred. A season has no such form
POINT = re.compile(r"(\d{4})((?:-(?:0\d|1[0-2])(?:-\d\d)?)?)")


def infer_dates(shelf: Shelf, windows: Mapping[str, Window], read: Read) -> None:
    """Puts the records of undated articles back on the shelf with what their windows tell.

    `read` analyses articles; it is asked for each article as of the first and the last day of its window.
    """
    closed = {key: window for key, window in windows.items() if window.earliest and window.latest}
    early = Shelf.of(read(_as_of(shelf, {k: str(w.earliest) for k, w in closed.items()})))
    late = Shelf.of(read(_as_of(shelf, {k: str(w.latest) for k, w in closed.items()})))
    for article_id, window in sorted(windows.items()):
        record = shelf[article_id]
        if article_id in closed:
            record = dated_between(record, window, early[article_id], late[article_id])
        shelf.put(replace(record, article=_bounded(record.article, window)))


def _as_of(shelf: Shelf, days: Mapping[str, str]) -> Iterator[Article]:
    for article_id, day in sorted(days.items()):
        yield replace(
            shelf[article_id].article,
            published=day,
            published_earliest=day,
            published_latest=day,
        )


def _bounded(article: Article, window: Window) -> Article:
    earliest, latest = window.bounds
    return replace(
        article,
        published_evidence="inferred",
        published_earliest=earliest,
        published_latest=latest,
        published_reason=window.reason,
    )


def dated_between(
    record: ArticleRecord, window: Window, early: ArticleRecord, late: ArticleRecord
) -> ArticleRecord:
    """The record with bounds for the times and events that had none, from its two readings."""
    times = _by_id(early.times), _by_id(late.times)
    events = _by_id(early.events), _by_id(late.events)
    when = f"as the article was published between {window.earliest} and {window.latest} (inferred)"
    return replace(
        record,
        times=tuple(
            _time(time, times[0][time.id], times[1][time.id], when)
            if time.earliest is time.latest is None and time.id in times[0] and time.id in times[1]
            else time
            for time in record.times
        ),
        events=tuple(
            _event(event, events[0][event.id], events[1][event.id], when)
            if event.earliest is event.latest is None
            and event.id in events[0]
            and event.id in events[1]
            else event
            for event in record.events
        ),
    )


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.id: row for row in rows}


def _time(
    time: TimeExpression, early: TimeExpression, late: TimeExpression, when: str
) -> TimeExpression:
    """The time with the days that both readings leave open, where the day of publication gives it any."""
    earliest, latest = _hull(early, late)
    if earliest is None and latest is None:
        return time
    return replace(
        time,
        edtf=_uncertain(early.edtf) if early.edtf == late.edtf else None,
        earliest=earliest,
        latest=latest,
        anchor="inferred",
        anchor_id=early.anchor_id if early.anchor_id == late.anchor_id else None,
        reason=_reason(when, early, late, late.reason),
    )


def _event(event: Event, early: Event, late: Event, when: str) -> Event:
    """The event with the days that both readings leave open; null where they leave all."""
    earliest, latest = _hull(early, late)
    if earliest is None and latest is None:
        return event
    same = early.edtf == late.edtf
    year = early.year if early.year == late.year else None
    return replace(
        event,
        date_source="inferred",
        edtf=_uncertain(early.edtf) if same else None,
        earliest=earliest,
        latest=latest,
        year=year,
        month=early.month if early.month == late.month else None,
        date_reason=_reason(when, early, late, late.date_reason),
    )


def _reason(when: str, early: Row, late: Row, why: str) -> str:
    """How the bounds were reached, in words; `why` is the reason as of the last day."""
    first, last = ((row.earliest, row.latest) for row in (early, late))
    if first == last:
        return f"{when}; at the latest: {why}"
    return f"{when}: {_span(*first)} if on the first of these days, {_span(*last)} if on the last"


def _span(earliest: str | None, latest: str | None) -> str:
    return earliest if earliest and earliest == latest else f"{earliest or '..'}/{latest or '..'}"


def _hull(
    early: TimeExpression | Event, late: TimeExpression | Event
) -> tuple[str | None, str | None]:
    """The first and last day that one of two readings allows; None where one of them leaves it open."""
    first = min(early.earliest, late.earliest) if early.earliest and late.earliest else None
    last = max(early.latest, late.latest) if early.latest and late.latest else None
    return first, last


def _uncertain(edtf: str | None) -> str | None:
    """A day, month, season or year whose year was inferred, in EDTF; None for other forms.

    >>> _uncertain("2016-06-26"), _uncertain("2016"), _uncertain("2016-06-01/2016-06-14")
    ('2016?-06-26', '2016?', None)
    """
    point = POINT.fullmatch(edtf or "")
    return f"{point[1]}?{point[2]}" if point else None
