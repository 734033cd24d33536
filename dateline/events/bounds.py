"""What a time expression says of the day of an event: its bounds, as limit, as range, or as a neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from spacy.tokens import Token

from dateline.events.triggers import Trigger
from dateline.model import Article, DateSource, Status, TimeExpression

# Prepositions that make a date a limit, and what they leave open. "Since May" begins in May, "after May" ends it.
OPEN_END = {"since", "after", "following"}
OPEN_START = {"before", "until", "till", "by"}
OUTSIDE = {"after", "following", "before"}


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression and the token of the parse that heads it."""

    time: TimeExpression
    root: Token
    tokens: frozenset[int]


@dataclass(frozen=True, slots=True)
class Dating:
    """When an event happened and how that is known."""

    source: DateSource
    reason: str
    time_id: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None

    @property
    def year(self) -> int | None:
        """The year the bounds lie in, when it is one."""
        years = {bound[:4] for bound in (self.earliest, self.latest) if bound}
        return int(years.pop()) if self.earliest and self.latest and len(years) == 1 else None

    @property
    def month(self) -> str | None:
        """The month the bounds lie in, as YYYY-MM, when it is one."""
        months = {bound[:7] for bound in (self.earliest, self.latest) if bound}
        return months.pop() if self.earliest and self.latest and len(months) == 1 else None


def of_range(timed: Timed, times: list[Timed]) -> Dating | None:
    """The span of "from 2007 to 2013" or "between March and May", told by two expressions."""
    doc, ends = timed.root.doc, sorted(times, key=lambda t: t.time.start)
    for first, last in pairwise(ends):
        left, right = min(first.tokens), max(first.tokens) + 1
        words = [token.lower_ for token in doc[right : min(last.tokens)]]
        opened = doc[left - 1].lower_ if left else ""
        joined = words in (["to"], ["until"], ["till"]) if opened == "from" else words == ["and"]
        if timed in (first, last) and opened in {"from", "between"} and joined:
            earliest, latest = first.time.earliest, last.time.latest
            if earliest and latest and earliest <= latest:
                reason = f'"{opened} {first.time.text} {words[0]} {last.time.text}"'
                edtf = f"{earliest}/{latest}"
                return Dating("text", reason, first.time.id, edtf, earliest, latest)
    return None


def from_text(timed: Timed, status: Status, article: Article) -> Dating:
    time = timed.time
    edtf, earliest, latest = time.edtf, time.earliest, time.latest
    limit = limit_of(timed) if time.type != "DURATION" else ""
    reason = f'"{time.text}": {time.reason}'
    if limit in OPEN_END:
        earliest = _day_beside(latest, 1) if limit in OUTSIDE else earliest
        latest = article.published_latest if status == "asserted" else None
        edtf = f"{earliest}/{latest or '..'}" if earliest else None
    elif limit in OPEN_START:
        latest = _day_beside(earliest, -1) if limit in OUTSIDE else latest
        earliest, edtf = None, f"../{latest}" if latest else None
    if limit:
        reason = f"{limit} {reason}"
    if earliest and latest and earliest > latest:  # "after May" in an article of May
        edtf, latest = None, None
    return Dating("text", reason, time.id, edtf, earliest, latest)


def _day_beside(day: str | None, step: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=step)).isoformat() if day else None


def limit_of(timed: Timed) -> str:
    """The preposition that makes a time a limit ("since", "before"); empty when there is none."""
    token = timed.root
    while token.head != token and token.head.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"}:
        token = token.head
        if token.lower_ in OPEN_END | OPEN_START:
            return str(token.lower_)
    return ""


def beside_happening(
    trigger: Trigger, times: list[Timed], status: Status, article: Article
) -> Dating | None:
    """Bounds from a happening told with its date: "following the talks in May", "before the vote of 3 June".

    It may have been on that day too, so the day itself is within the bounds.
    """
    for preposition in trigger.token.children:
        word = preposition.lower_
        if word not in OUTSIDE or preposition.dep_ not in {"prep", "advmod"}:
            continue
        inside = {token.i for far in preposition.children for token in far.subtree}
        dated = [t for t in times if t.root.i in inside and dates_things(t.time)]
        if len(dated) != 1 or not any(far.dep_ == "pobj" for far in preposition.children):
            continue
        time = dated[0].time
        reason = f'{word} what is dated "{time.text}": {time.reason}'
        if word == "before":
            edtf = f"../{time.latest}" if time.latest else None
            return Dating("text", reason, time.id, edtf, None, time.latest)
        latest = article.published_latest if status == "asserted" else None
        if not time.earliest or (latest and time.earliest > latest):
            continue
        edtf = f"{time.earliest}/{latest or '..'}"
        return Dating("text", reason, time.id, edtf, time.earliest, latest)
    return None


def dates_things(time: TimeExpression) -> bool:
    """Whether a time says when; what is counted from a happening says so only once that has a date."""
    if time.value.endswith("_REF") or time.type == "SET" or time.anchor == "event":
        return False
    return time.type != "DURATION" or bool(time.earliest and time.latest)
