"""When an event happened: the time expression that the parse ties to it, or an honest null.

A date is taken from the trigger's own clause, from the clause it is controlled by or joined to, or from
the noun it describes; next from the sentence before, if both tell the past. The publication date is only
ever a last possible day. docs/events.md tells the order with examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from spacy.tokens import Token

from dateline.events.lexicon import OWNERS
from dateline.events.subjects import is_passive
from dateline.events.triggers import Trigger
from dateline.model import Article, DateSource, Status, TimeExpression

# Prepositions that make a date a limit, and what they leave open. "Since May" begins in May, "after May" ends it.
OPEN_END = {"since", "after", "following"}
OPEN_START = {"before", "until", "till", "by"}
OUTSIDE = {"after", "following", "before"}
# What is said can be said any day: it does not inherit the date of what was told before it.
SPEECH = OWNERS | {"SUPPORT"}
# "the day that he left": nouns whose clause says which one
DAYS = {"day", "night", "morning", "evening", "week", "weekend", "month", "year", "time", "moment"}


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


def date_of(
    trigger: Trigger,
    status: Status,
    times: list[Timed],
    others: set[int],
    before: Dating | None,
    article: Article,
) -> Dating:
    """The date of an event.

    `times` are those of its sentence, `others` the indices of the sentence's other triggers, `before`
    the date told by the sentence right before it, if that tells the past.
    """
    datable = [
        timed
        for timed in times
        if dates_things(timed.time) and not _dates_something_else(timed, trigger)
    ]
    own = [
        (distance, timed.time.start, timed)
        for timed in datable
        if (distance := _distance(trigger, timed, others)) is not None
    ]
    if own:
        timed = min(own, key=lambda item: item[:2])[2]
        return _of_range(timed, times) or _from_text(timed, status, article)
    if (beside := _beside(trigger, times, status, article)) is not None:
        return beside
    told_past = status == "asserted" and is_past(trigger.token)
    if told_past and trigger.entry.type not in SPEECH and before is not None and not datable:
        return Dating("inherited", f"the sentence before it is dated: {before.reason}", before.time_id,
                      before.edtf, before.earliest, before.latest)  # fmt: skip
    if status == "asserted" and article.published_latest and (told_past or trigger.is_noun):
        day = article.published_latest
        return Dating(
            "publication", f"told as past, so no later than the article of {day}", latest=day
        )
    if datable:
        return Dating("none", "the sentence's dates belong to other things it tells")
    missing = "" if article.published_latest else ", and the article has no publication date"
    return Dating("none", f"no date is told with it{missing}")


def _beside(
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


def reach(trigger: Trigger, timed: Timed, others: set[int]) -> int | None:
    """Steps in the parse from a time to the trigger it dates; None when it dates something else."""
    if _dates_something_else(timed, trigger):
        return None
    return _distance(trigger, timed, others)


def dates_things(time: TimeExpression) -> bool:
    """Whether a time says when; what is counted from a happening says so only once that has a date."""
    if time.value.endswith("_REF") or time.type == "SET" or time.anchor == "event":
        return False
    return time.type != "DURATION" or bool(time.earliest and time.latest)


def _of_range(timed: Timed, times: list[Timed]) -> Dating | None:
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


def _from_text(timed: Timed, status: Status, article: Article) -> Dating:
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


def _distance(trigger: Trigger, timed: Timed, others: set[int]) -> int | None:
    mine = {token.i for token in trigger.tokens}
    steps, token = 0, timed.root
    while token.head != token:
        token, steps = token.head, steps + 1
        if token.i in mine:
            return None if _is_of_another(trigger, timed, others) else steps
        if token.pos_ == "NOUN" and token.i not in timed.tokens and trigger.entry.type in OWNERS:
            return None  # "called for a strike on Friday": the strike is on Friday
        if token.i in others and token.pos_ not in {"VERB", "AUX"}:
            return None  # "after meetings last Wednesday, Moscow …": it dates the meetings
        if token.pos_ in {"VERB", "AUX"}:
            break
    if _stands_before(timed, trigger.token):
        return 1
    through = _reached_through(trigger.token, token, timed)
    return None if through is None else steps + through


def _dates_something_else(timed: Timed, trigger: Trigger) -> bool:
    return _dates_the_source(timed, trigger) or _dates_what_is_asked(timed, trigger)


def _dates_the_source(timed: Timed, trigger: Trigger) -> bool:
    """ "… according to reports this week": the week is that of the reports."""
    doc, start = trigger.token.doc, min(timed.tokens)
    between = [token.lower_ for token in doc[trigger.last.i + 1 : start]]
    if "according" not in between:
        return False
    return "," not in between[between.index("according") :]


def _dates_what_is_asked(timed: Timed, trigger: Trigger) -> bool:
    """ "called for a strike on Friday": that may be the day of the strike, so it dates nothing here."""
    if trigger.entry.type not in OWNERS:
        return False
    start = min(timed.tokens)
    return any(
        child.lower_ == "for" and trigger.last.i < child.i < start for child in trigger.token.rights
    )


def _is_of_another(trigger: Trigger, timed: Timed, others: set[int]) -> bool:
    """Whether a time opens the clause of another event: "… and in September his forces seized"."""
    doc = trigger.token.doc
    if trigger.is_noun:  # "meetings last Wednesday, Moscow …": told of the meetings
        return False
    return not _stands_before(timed, trigger.token) and any(
        _stands_before(timed, doc[index]) for index in sorted(others)
    )


def _stands_before(timed: Timed, token: Token) -> bool:
    """Whether a time stands right before the clause: "in June his forces …", "the day that he …"."""
    while token.dep_ in {"xcomp", "oprd"}:
        token = token.head
    subjects = [
        child.left_edge.i for child in token.children if child.dep_ in {"nsubj", "nsubjpass"}
    ]
    last = max(timed.tokens)
    # "said on Friday that rebels …" tells when it was said, "the day that rebels …" when they did it
    opening = {"that", "when"} if token.doc[last].lemma_ in DAYS else {"when"}
    marks = [child.i for child in token.children if child.lower_ in opening and child.i < token.i]
    return last + 1 in {*subjects, *marks} or (
        bool(subjects) and last + 2 == min(subjects) and token.doc[last + 1].text == ","
    )


def _reached_through(trigger: Token, clause: Token, timed: Timed) -> int | None:
    """Steps from the trigger up to the word a time hangs from, by links that carry a date along."""
    token, steps, seen = trigger, 0, set()
    while token.i not in seen:
        seen.add(token.i)
        if token.dep_ in {
            "relcl",
            "acl",
        }:  # "the 2011 revolution that overthrew …", "the day that he left"
            inside = timed.tokens & {t.i for t in token.head.subtree if t.i < token.left_edge.i}
            if inside or token.head.i in timed.tokens:
                return steps + 1
        if not _carries(token):
            return None
        token, steps = token.head, steps + 1
        if token == clause:
            return steps
    return None


def _carries(token: Token) -> bool:
    """Whether a date told of the governor holds for the token: "is set to sign", "came and met"."""
    if token.pos_ in {"NOUN", "PROPN"}:  # "the visit took place on Monday"
        return token.dep_ in {"nsubj", "nsubjpass"} and token.head.lemma_ in {
            "take",
            "be",
            "come",
            "begin",
            "start",
            "happen",
            "last",
            "follow",
        }
    if token.dep_ == "conj":
        return not any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)
    if token.dep_ == "advcl":
        return any(child.lower_ == "when" for child in token.children)
    if token.dep_ == "ccomp":
        return False
    return token.dep_ in {"xcomp", "oprd"}


def is_past(token: Token) -> bool:
    """Whether a verb is told in the past: "met", "has met", "were flown"."""
    if token.tag_ == "VBD":
        return True
    words = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    if words & {"will", "would", "to", "can", "could", "may", "might", "should", "must"}:
        return False
    if token.dep_ == "conj" and not words:
        return is_past(token.head)
    return token.tag_ == "VBN" and (
        bool(words & {"has", "have", "had", "was", "were", "been", "'ve"}) or is_passive(token)
    )
