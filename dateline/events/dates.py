"""When an event happened: the time expression that the parse ties to it, or an honest null.

A date is taken from the trigger's own clause, from the clause it is controlled by or joined to, or from
the noun it describes; next from the sentence before, if both tell the past. The publication date is only
ever a last possible day. docs/events.md tells the order with examples.
"""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from dateline.events.bounds import (
    OUTSIDE,
    Dating,
    Timed,
    beside_happening,
    dates_things,
    from_text,
    of_range,
)
from dateline.events.lexicon import OWNERS
from dateline.events.subjects import is_past
from dateline.events.triggers import Trigger
from dateline.model import Article, Status

# What is said can be said any day: it does not inherit the date of what was told before it.
SPEECH = OWNERS | {"SUPPORT"}
# "the day that he left": nouns whose clause says which one
DAYS = {"day", "night", "morning", "evening", "week", "weekend", "month", "year", "time", "moment"}


DEEPEST = 12  # steps up the parse from a trigger or a time; the longest of the seeds has 5
FARTHEST = 100  # words from a trigger to its date; the farthest of the seeds is 25


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
    near = [timed for timed in times if abs(timed.root.i - trigger.token.i) <= FARTHEST]
    datable = [
        timed
        for timed in near
        if dates_things(timed.time) and not _dates_something_else(timed, trigger)
    ]
    own = [
        (distance, timed.time.start, timed)
        for timed in datable
        if (distance := _distance(trigger, timed, others)) is not None
    ]
    if own:
        timed = min(own, key=lambda item: item[:2])[2]
        return of_range(timed, times) or from_text(timed, status, article)
    if (beside := beside_happening(trigger, times, status, article)) is not None:
        return beside
    told_past = status == "asserted" and is_past(trigger.token)
    simple = not any(c.lower_ in {"has", "have"} for c in trigger.token.children if c.dep_ == "aux")
    inherits = told_past and simple  # "has protested" is told of now
    if inherits and trigger.entry.type not in SPEECH and before is not None and not datable:
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


def reach(trigger: Trigger, timed: Timed, others: set[int]) -> int | None:
    """Steps in the parse from a time to the trigger it dates; None when it dates something else."""
    if _dates_something_else(timed, trigger):
        return None
    return _distance(trigger, timed, others)


def _distance(trigger: Trigger, timed: Timed, others: set[int]) -> int | None:
    mine = {token.i for token in trigger.tokens}
    steps, token = 0, timed.root
    noun = token.head
    before = token.dep_ in {"compound", "nmod", "nummod", "amod"} and token.i < noun.i
    other = noun.i not in mine | timed.tokens and not noun.is_ancestor(trigger.token)
    if before and other and noun.pos_ == "NOUN" and not trigger.is_noun:
        return None  # "charged in the 1988 bombing": the year is that of the bombing
    while token.head != token:
        token, steps = token.head, steps + 1
        if token.i in mine:
            return None if _is_of_another(trigger, timed, others) else steps
        if token.pos_ == "NOUN" and token.i not in timed.tokens and trigger.entry.type in OWNERS:
            return None  # "called for a strike on Friday": the strike is on Friday
        beside = token.head.lower_ in OUTSIDE | {"since", "over", "about"} and token.dep_ == "pobj"
        if beside and token.i not in timed.tokens and not token.is_ancestor(trigger.token):
            return None  # "before the vote of 3 June": it dates the vote
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
    over = islice(timed.root.ancestors, DEEPEST)
    if any(token.lower_ == "according" for token in over):
        return True
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
    token, steps, seen = trigger, 0, set[int]()
    while token.i not in seen and len(seen) < DEEPEST:
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
