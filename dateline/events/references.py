"""When that was which an offset is counted from: "one day after Haftar", "two days after the attack on Sirte".

A date told with it comes first, then that of the event it names, then what the article told before, if
that leaves one date only. Else the reason says which date is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.entities.titles import title_kind
from dateline.events import lexicon
from dateline.events.bounds import Timed, dates_things, limit_of
from dateline.events.counted import Offset
from dateline.events.triggers import Trigger
from dateline.language import Passage
from dateline.model import Article, Event, Name
from dateline.times.counting import Days

Told = tuple[Event, Trigger]

DEFINITE = {"the", "this", "that", "these", "those"}
# "The first attack" and "a similar attack" are one of several.
WHICH = {
    "first", "second", "third", "last", "latest", "next", "previous", "earlier", "other", "similar",
}  # fmt: skip
NOT_KNOWN = ", whose date is not known"
SEVERAL = ", which may be one of several that were told before"


@dataclass(frozen=True, slots=True)
class Scene:
    """What offsets of one sentence are read against: the article so far, and the sentence's times and names."""

    article: Article
    passage: Passage
    named: dict[int, Name]
    times: list[Timed]
    names: dict[str, Name]  # of the whole article, by id
    earlier: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Reference:
    """When that was which an offset is counted from, and how to say so."""

    words: str  # '"met" of Monday 9 January 2017', or '"the vote", whose date is not known'
    days: Days | None = None


def is_dated(event: Event) -> bool:
    """Whether the event's own words date it; "on Monday" of no known week does not."""
    return event.date_source == "text" and bool(event.edtf or event.earliest or event.latest)


def reference_of(told: list[Told], main: Event, offset: Offset, scene: Scene) -> Reference:
    """When that was which an offset is counted from: told with it, its event's, or told earlier."""
    event = next((event for event, trigger in told if offset.head in trigger.tokens), None)
    what = event.text if event else offset.head.text
    dates = {
        Days(timed.time.edtf, timed.time.earliest, timed.time.latest): timed.time
        for timed in scene.times
        if timed.tokens <= offset.inside and _dates_head(timed, offset.head)
    }
    if len(dates) > 1:
        return Reference(f'"{offset.counted_from}", of which it tells more than one date')
    if dates:
        ((days, time),) = dates.items()
        if days == Days(None, None, None):
            return Reference(f'"{what}" of "{time.text}": {time.reason}')
        return Reference(f'"{what}" of {in_words(days)}', days)
    if event is not None and is_dated(event):
        days = Days(event.edtf, event.earliest, event.latest)
        return Reference(f'"{what}" of {in_words(days)}', days)
    before = [*scene.earlier, *(e for e, _ in told if e.start < offset.timed.time.start)]
    before = [e for e in before if e.status == "asserted" and e.id != main.id]
    name = bare_name(offset, scene)
    if name is not None:
        return _told_of_name(name, before, main, offset, scene)
    return _told_of_noun(before, offset, scene)


def _dates_head(timed: Timed, head: Token) -> bool:
    """Whether a time inside the phrase dates its head, and not what is told about it there."""
    token = timed.root
    while token != head and token.head != token:
        token = token.head
        if token != head and token.pos_ in {"VERB", "AUX"}:
            return False
    return dates_things(timed.time) and timed.time.type != "DURATION" and not limit_of(timed)


def bare_name(offset: Offset, scene: Scene) -> Name | None:
    """The name that is all an offset is counted from, but for a title; None when a clause may go on."""
    name = scene.named.get(offset.head.i)
    doc, after = offset.head.doc, max(offset.inside) + 1
    if after < len(doc) and not doc[after].is_punct and after < offset.head.sent.end:
        return None
    rest = [doc[i] for i in offset.inside if scene.named.get(i) is not name]
    whole = all(token.lower_ == "the" or title_kind(token.text) for token in rest)
    return name if whole else None


def _told_of_name(
    name: Name, before: list[Event], main: Event, offset: Offset, scene: Scene
) -> Reference:
    """ "One day after Haftar": when the article told that he did the same, to the same or there."""
    about = _named(main, scene, actors=False)
    same = [
        event
        for event in before
        if (event.type, event.mode) == (main.type, main.mode)
        and name.full_name in _named(event, scene, actors=True)
        and about <= _named(event, scene, actors=False)
    ]
    return _one_date([event for event in same if is_dated(event)], offset)


def _told_of_noun(before: list[Event], offset: Offset, scene: Scene) -> Reference:
    """ "Two days after the attack on Sirte": when the article told of one, and of one only."""
    noun, entry = offset.head, lexicon.nouns().get(offset.head.lemma_.lower())
    which = {child.lower_ for child in noun.children}
    definite = which & DEFINITE or any(child.dep_ == "poss" for child in noun.children)
    if noun.pos_ != "NOUN" or entry is None or not definite or which & WHICH:
        return Reference(f'"{offset.counted_from}"{NOT_KNOWN}')
    about = {scene.named[i].full_name for i in offset.inside if i in scene.named}
    same = [
        event
        for event in before
        if (event.type, event.mode) == (entry.type, entry.mode) and about <= _named(event, scene)
    ]
    dated = [event for event in same if is_dated(event) and event.earliest and event.latest]
    told = {name for event in dated for name in _named(event, scene)}
    if dated and any(_may_be_another(event, dated[0], told, scene) for event in same):
        return Reference(f'"{offset.counted_from}"{SEVERAL}')
    return _one_date(dated, offset)


def _may_be_another(event: Event, dated: Event, told: set[str], scene: Scene) -> bool:
    """Whether an event without a date of its own is not the one that has one: it names somebody else."""
    same_days = (event.earliest, event.latest) == (dated.earliest, dated.latest)
    return not is_dated(event) and not same_days and not _named(event, scene) <= told


def _one_date(dated: list[Event], offset: Offset) -> Reference:
    dates = {Days(event.edtf, event.earliest, event.latest) for event in dated}
    if not dates:
        return Reference(f'"{offset.counted_from}"{NOT_KNOWN}')
    if len(dates) > 1:
        return Reference(f'"{offset.counted_from}"{SEVERAL}')
    (days,) = dates
    words = f'"{offset.counted_from}", told before: "{dated[0].text}" of {in_words(days)}'
    return Reference(words, days)


def _named(event: Event, scene: Scene, actors: bool | None = None) -> set[str]:
    """The full names of those who take part and of the place; of actors only, or of all but those."""
    ids = [
        mention
        for p in event.participants
        if actors is None or (p.role == "actor") == actors
        for mention in (p.mention_id, p.linked_mention_id)
    ]
    ids += [] if actors else [event.place_mention_id]
    return {scene.names[mention].full_name for mention in ids if mention in scene.names}


def in_words(days: Days) -> str:
    """Days as a reader would say them.

    >>> in_words(Days("2017-01-09", "2017-01-09", "2017-01-09")), in_words(Days("XXXX-06", None, None))
    ('Monday 9 January 2017', 'June')
    """
    if days.point is not None:
        return days.point.words
    first, last = days.earliest, days.latest
    if first and last:
        return f"{first} to {last}"
    if first or last:
        return f"{first} or later" if first else f"{last} or before"
    return days.edtf or ""
