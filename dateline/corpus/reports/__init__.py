"""What comparing needs of an event, and no more: 2 kB, held for some hundred articles at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.corpus.reports.details import (
    countries,
    is_again,
    is_series,
    named,
    nouns,
    number,
    report_words,
    things,
    undergoes,
)
from dateline.corpus.reports.happenings import Happening, happening_of
from dateline.corpus.reports.wording import words_of
from dateline.model import DateSource, Entity, Event, Mention, Quad, Sentence, Status

ANY = ("anybody", "anywhere")
PLANS = "event_plans:"
DATED = {"text", "inherited", "correction"}
# A report dated "2016" fits every visit of that year; only dates as fine as a month tell which one is meant.
WIDEST = 31  # days
NEAR = 70  # characters on either side of the trigger: who, whom, how and where in most sentences


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a nameless participant there are: 7 or more people, as recipient."""

    role: str
    noun: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """An event as one sentence tells it, with entities in place of names."""

    id: str
    article_id: str
    sentence_id: str
    start: int
    type: str
    quad: Quad | None
    status: Status
    trigger: str
    is_series: bool  # "dozens of tests", "attacks": not one of them
    is_again: bool  # "another", "a second": not the one told before
    number: int | None  # of what its trigger names: 3 in "launched three missiles"
    is_plan: bool  # told with a modal: "will visit"
    within_id: str | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    date_source: DateSource
    place_id: str | None
    summary: str
    actors: tuple[str, ...]  # entities
    recipients: tuple[str, ...]
    linked: tuple[str, ...]  # named inside a phrase: "forces loyal to Haftar"
    # of the actors or, if nobody acts, of what it is done to; ISO 3166 alpha-3
    countries: tuple[str, ...]
    undergoes: str | None  # one or many
    nouns: tuple[tuple[str, str], ...]  # role and lemma of nameless participants
    counts: tuple[Count, ...]
    cities: tuple[str, ...]  # named in the sentence, in the event's own clause or not
    words: bytes  # wording.words_of the sentence
    near: bytes  # of them, those around the trigger
    objects: bytes  # of what it is done to, names left out: oil ports

    @property
    def happening(self) -> Happening:
        """The kind of happening it tells."""
        return happening_of(self.trigger, self.type)

    @property
    def is_dated(self) -> bool:
        """Whether the text dates it, and not the day of publication alone."""
        return self.date_source in DATED

    @property
    def is_placed(self) -> bool:
        """Whether its words, or an inferred publication, give it days to be compared by."""
        return self.is_dated or self.date_source == "inferred"

    @property
    def is_narrow(self) -> bool:
        """Whether its own words say when, to a month or finer."""
        days = days_between(self.earliest, self.latest)
        return self.is_dated and days is not None and days < WIDEST


def lower_case(event: Event) -> Iterator[str]:
    """The words of what it is done to that are no names."""
    for p in event.participants:
        if p.role == "recipient" and p.entity_id is None:
            yield from (word for word in p.text.split() if word.islower() and not is_any(word))


def is_any(word: str) -> bool:
    """Whether a word, or what it is the plural of, is of somebody or some place that is not told."""
    return any(
        form in report_words(name) for form in (word, word.removesuffix("s")) for name in ANY
    )


def days_between(earliest: str | None, latest: str | None) -> int | None:
    """Days from the one to the other; None where one is open.

    >>> days_between("2016-02-28", "2016-03-01"), days_between(None, "2016-03-01")
    (2, None)
    """
    if earliest is None or latest is None:
        return None
    return (date.fromisoformat(latest[:10]) - date.fromisoformat(earliest[:10])).days


def reports_of(
    events: Iterable[Event],
    sentences: Iterable[Sentence],
    mentions: Iterable[Mention],
    entities: Mapping[str, Entity],
) -> list[Report]:
    """The reports of one article's events, in the events' order.

    `events` have their entities (corpus.link), and `mentions` are the article's own.
    """
    sentence_of = {sentence.id: sentence for sentence in sentences}
    cities: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.kind == "name" and entities[mention.entity_id].type == "place":
            cities[mention.sentence_id].add(mention.entity_id)
    return [
        _report(event, sentence_of[event.sentence_id], cities[event.sentence_id], entities)
        for event in events
    ]


def _report(
    event: Event, sentence: Sentence, cities: set[str], entities: Mapping[str, Entity]
) -> Report:
    words = event.text.lower().split()
    start = event.start - sentence.start
    return Report(
        id=event.id,
        article_id=event.article_id,
        sentence_id=event.sentence_id,
        start=event.start,
        type=event.type,
        quad=event.quad,
        status=event.status,
        trigger=event.trigger,
        number=number(event, words),
        is_series=is_series(event.trigger.split(), words),
        is_again=is_again(event, words, sentence.text[:start]),
        is_plan=event.rule.startswith(PLANS),
        within_id=event.within_id,
        edtf=event.edtf,
        earliest=event.earliest,
        latest=event.latest,
        date_source=event.date_source,
        place_id=event.place_id,
        summary=event.summary,
        actors=named(event, "actor"),
        recipients=named(event, "recipient"),
        linked=tuple(sorted({p.linked_id for p in event.participants if p.linked_id})),
        countries=countries(event, entities),
        undergoes=undergoes(event, entities),
        nouns=tuple(sorted(nouns(event) | things(event, words))),
        counts=tuple(
            Count(p.role, p.noun or "", p.least, p.most)
            for p in event.participants
            if p.least is not None or p.most is not None
        ),
        cities=tuple(sorted(cities)),
        words=words_of(sentence.text),
        objects=words_of(" ".join(lower_case(event))),
        near=words_of(sentence.text[max(0, start - NEAR) : start + len(event.text) + NEAR]),
    )
