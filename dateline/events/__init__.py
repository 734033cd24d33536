"""Events: who did what to whom, where, when, according to whom, and whether it happened.

`find_events` reads them off the parsed sentences of an article; `predicate_statuses` says of any
predicate of any text whether it is told as having happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span

from dateline.errors import BadSource
from dateline.events import lexicon
from dateline.events.bounds import Dating, Timed
from dateline.events.counted import find_offsets, seen_from
from dateline.events.dates import date_of
from dateline.events.offsets import with_offsets
from dateline.events.participants import find_parts, participants_of
from dateline.events.places import place_of
from dateline.events.plans import with_plans
from dateline.events.references import Scene, Told
from dateline.events.speech.attribution import sources_of
from dateline.events.speech.sayings import Saying, sayings_in
from dateline.events.status import status_of
from dateline.events.subjects import is_past
from dateline.events.summary import summary_of
from dateline.events.triggers import Trigger, find_triggers
from dateline.events.within import owners, told_status
from dateline.language import PLAIN, Passage, load_language
from dateline.model import Article, Event, Name, Sentence, Status, TimeExpression

__all__ = ["find_events", "names_by_token", "predicate_statuses"]


@dataclass(frozen=True, slots=True)
class Around:
    """What an event is read against: its article, sentence, and the sentence's names and times."""

    article: Article
    passage: Passage
    sentence: Sentence
    named: dict[int, Name]
    spoken_of: dict[int, Name]  # names, and what stands for them
    times: list[Timed]
    sayings: tuple[Saying, ...]
    dateline: Name | None


def predicate_statuses(text: str, starts: Sequence[int]) -> list[Status]:
    """The status of each predicate, given by its start offset in code points.

    Raises BadSource for an offset at which no word begins.

    >>> predicate_statuses("He refused to leave.", [3, 14])
    ['asserted', 'negated']
    """
    doc = load_language().pipeline(text.translate(PLAIN))
    tokens = {token.idx: token for token in doc}
    for start in starts:
        if start not in tokens:
            raise BadSource(f"no word of the text begins at offset {start}")
    return [status_of(tokens[start])[0] for start in starts]


def names_by_token(
    passages: tuple[Passage, ...], names: tuple[Name, ...]
) -> dict[int, dict[int, Name]]:
    """Start of a passage → index of a token → the name it is in."""
    found: dict[int, dict[int, Name]] = {}
    for passage in passages:
        named = found.setdefault(passage.start, {})
        inside = [n for n in names if passage.start <= n.start < passage.end]
        for name in inside:
            span = passage.doc.char_span(
                name.start - passage.start, name.end - passage.start, alignment_mode="expand"
            )
            named |= dict.fromkeys(range(span.start, span.end), name) if span is not None else {}
    return found


def find_events(
    article: Article,
    passages: tuple[Passage, ...],
    sentences: tuple[Sentence, ...],
    names: dict[int, dict[int, Name]],
    spoken_of: dict[int, dict[int, Name]],
    times: tuple[TimeExpression, ...],
) -> tuple[Event, ...]:
    """The events of an article in the order of the text, headlines left out: they repeat it in short.

    `names` and `spoken_of` (the same with nominals and pronouns) map passage start → token index → name.
    """
    by_start = {sentence.start: sentence for sentence in sentences}
    by_id = {name.id: name for named in names.values() for name in named.values()}
    dateline = _dateline(article, by_id)
    events: list[Event] = []
    for passage in passages:
        if passage.paragraph.role in {"title", "caption"}:
            continue
        before: Dating | None = None
        for span in passage.doc.sents:
            sentence = by_start.get(_start(passage, span))
            if sentence is None:
                continue
            named = names[passage.start]
            timed = _timed(passage, span, times)
            spoken = spoken_of[passage.start]
            sayings = sayings_in(span, spoken)
            around = Around(article, passage, sentence, named, spoken, timed, sayings, dateline)
            scene = Scene(article, passage, named, timed, by_id, events)
            found = with_offsets(_in_sentence(around, span, before), scene)
            told = [
                e
                for e, trigger in found
                if e.date_source == "text" and e.status == "asserted" and is_past(trigger.token)
            ]
            before = _dating_of(told[-1]) if told else None
            events += [event for event, _ in found]
    return tuple(
        sorted({event.id: event for event in reversed(events)}.values(), key=lambda e: e.start)
    )


def _dateline(article: Article, names: dict[str, Name]) -> Name | None:
    """A mention of the town that opens the story, where the article names it once more."""
    town = (article.dateline_place or "").casefold()
    same = [name for name in names.values() if name.name.casefold() == town]
    return min(same, key=lambda name: name.start, default=None)


def _start(passage: Passage, span: Span) -> int:
    words = next((token for token in span if not token.is_space), span[0])
    return passage.start + words.idx


def _timed(passage: Passage, span: Span, times: tuple[TimeExpression, ...]) -> list[Timed]:
    left, right = passage.start + span.start_char, passage.start + span.end_char
    found = []
    for time in times:
        if left <= time.start < right:
            tokens = passage.doc.char_span(
                time.start - passage.start, time.end - passage.start, alignment_mode="expand"
            )
            if tokens is not None:
                found.append(Timed(time, tokens.root, frozenset(range(tokens.start, tokens.end))))
    return found


def _dating_of(event: Event) -> Dating:
    return Dating(
        "text", event.date_reason, event.time_id, event.edtf, event.earliest, event.latest
    )


def _in_sentence(around: Around, span: Span, before: Dating | None) -> list[Told]:
    triggers = with_plans(span, find_triggers(span, around.named, around.spoken_of), around.named)
    spans = {token.i for trigger in triggers for token in trigger.tokens}
    owner_of = owners(triggers)
    offsets = find_offsets(around.times)
    if any(offset.count for offset in offsets):  # "two days after the vote" is no day told before
        before = None
    found = []
    for trigger in triggers:
        others = spans - {token.i for token in trigger.tokens}
        owner = owner_of.get(trigger.first.i)
        times, others = seen_from(trigger, offsets, around.times, others)
        here = replace(around, times=times)
        event = _event(here, trigger, told_status(trigger, owner), others, before)
        within = _event_id(around, owner) if owner is not None else None
        found.append((replace(event, within_id=within), trigger))
    return found


def _event_id(around: Around, trigger: Trigger) -> str:
    return f"{around.article.id}-e{around.passage.start + trigger.first.idx}"


def _event(
    around: Around,
    trigger: Trigger,
    told: tuple[Status, str],
    others: set[int],
    before: Dating | None,
) -> Event:
    article, passage, named = around.article, around.passage, around.named
    status, status_reason = told
    event_id = _event_id(around, trigger)
    start, end = passage.span_of(trigger.first, trigger.last)
    parts = find_parts(trigger, named, around.spoken_of)
    rows = participants_of(parts, passage, named, around.spoken_of, article)
    place = place_of(trigger, parts, named, around.dateline)
    sources = sources_of(
        event_id, trigger.token, around.sayings, passage, article.text, around.spoken_of
    )
    dating = date_of(trigger, status, around.times, others, before, article)
    return Event(
        id=event_id,
        article_id=article.id,
        sentence_id=around.sentence.id,
        start=start,
        end=end,
        text=article.text[start:end],
        trigger=trigger.entry.lemma,
        type=trigger.entry.type,
        mode=trigger.entry.mode,
        quad=lexicon.event_types()[trigger.entry.type],
        status=status,
        status_reason=status_reason,
        attribution=sources[0].text if sources else None,
        time_id=dating.time_id,
        date_source=dating.source,
        edtf=dating.edtf,
        earliest=dating.earliest,
        latest=dating.latest,
        year=dating.year,
        month=dating.month,
        date_reason=dating.reason,
        summary=summary_of(trigger, parts, told, place, named, around.spoken_of),
        rule=trigger.entry.rule,
        participants=tuple(replace(row, event_id=event_id) for row in rows),
        sources=sources,
        place_mention_id=place.name.id if place else None,
    )
