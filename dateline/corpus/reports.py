"""What comparing needs of an event, and no more: a hundred thousand articles of them fit into memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from dateline.corpus.happenings import CASUALTY, CAUSES, Happening, happening_of
from dateline.corpus.wording import words_of
from dateline.entities.countries import country_of_demonym
from dateline.model import Entity, Event, Mention, Quad, Sentence, Status
from dateline.rules import read_words

PLANS = "event_plans:"
ONE = {"a", "an", "one"}
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
    is_dated: bool  # by the text, and not by the day of publication alone
    year: int | None
    month: str | None
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
    words: array[int]  # of the sentence
    near: array[int]  # of them, those around the trigger

    @property
    def happening(self) -> Happening:
        """The kind of happening it tells."""
        return happening_of(self.trigger, self.type)

    @property
    def is_narrow(self) -> bool:
        """Whether its own words say when, to a month or finer."""
        days = days_between(self.earliest, self.latest)
        return self.is_dated and days is not None and days < WIDEST


def days_between(earliest: str | None, latest: str | None) -> int | None:
    """Days from the one to the other; None where one is open.

    >>> days_between("2016-02-28", "2016-03-01"), days_between(None, "2016-03-01")
    (2, None)
    """
    if earliest is None or latest is None:
        return None
    return (date.fromisoformat(latest[:10]) - date.fromisoformat(earliest[:10])).days


@cache
def report_words(name: str) -> frozenset[str]:
    """One of the lists of rules/report_words.csv."""
    rows = read_words("report_words.csv", "list", "word")
    return frozenset(row["word"] for row in rows if row["list"] == name)


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
        number=_number(event, words),
        is_series=_is_series(event.trigger.split(), words),
        is_again=_is_again(event, words, sentence.text[:start]),
        is_plan=event.rule.startswith(PLANS),
        within_id=event.within_id,
        edtf=event.edtf,
        earliest=event.earliest,
        latest=event.latest,
        is_dated=event.date_source in DATED,
        year=event.year,
        month=event.month,
        place_id=event.place_id,
        summary=event.summary,
        actors=_named(event, "actor"),
        recipients=_named(event, "recipient"),
        linked=tuple(sorted({p.linked_id for p in event.participants if p.linked_id})),
        countries=_countries(event, entities),
        undergoes=_undergoes(event, entities),
        nouns=tuple(sorted(_nouns(event) | _things(event, words))),
        counts=tuple(
            Count(p.role, p.noun or "", p.least, p.most)
            for p in event.participants
            if p.least is not None or p.most is not None
        ),
        cities=tuple(sorted(cities)),
        words=words_of(sentence.text),
        near=words_of(sentence.text[max(0, start - NEAR) : start + len(event.text) + NEAR]),
    )


def _named(event: Event, role: str) -> tuple[str, ...]:
    found = [p.entity_id for p in event.participants if p.role == role and p.entity_id]
    return tuple(dict.fromkeys(found))


def _countries(event: Event, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Of those who act or, where nobody does, of the nameless whom it is done to."""
    if happening_of(event.trigger, event.type).name == CASUALTY:
        return ()  # the nationality of victims is not that of who did it
    acting = [p for p in event.participants if p.role == "actor"]
    people = acting or [p for p in event.participants if not p.entity_id]
    found = {p.country or (entities[p.entity_id].country if p.entity_id else None) for p in people}
    for p in people:
        words = p.text.split()  # a South Korean missile: no people, and yet of a country
        found.update(country_of_demonym(" ".join(pair)) for pair in pairwise(words))
    return tuple(sorted(country for country in found if country))


def _undergoes(event: Event, entities: Mapping[str, Entity]) -> str | None:
    """Whether one person or many undergo it, where that can be told."""
    role = "actor" if event.type == "DEATH" else "recipient"
    # the crowd, the family: of who is harmed, a noun in the singular may be many
    is_harm = _is_harm(event)
    found = set()
    for p in event.participants:
        if p.role != role:
            continue
        words = p.text.lower().split()
        one = p.most == 1 or (p.noun in words and words[0] in ONE and "of" not in words[:3])
        if (
            (p.least or 0) > 1
            or f"{p.noun}s" in words
            or (p.noun in report_words("many") and not one)
        ):
            found.add("many")
        elif (
            (p.noun in words and (one or not is_harm))
            or p.text.lower() in report_words("pronoun")
            or (p.entity_id and entities[p.entity_id].type == "person")
        ):
            found.add("one")
    return found.pop() if len(found) == 1 else None


def _nouns(event: Event) -> set[tuple[str, str]]:
    return {(p.role, p.noun) for p in event.participants if p.noun}


def _things(event: Event, words: list[str]) -> set[tuple[str, str]]:
    """The nouns of its trigger: the missile of "fired a missile"."""
    if happening_of(event.trigger, event.type).kind != "occurrence":
        return set()
    return {
        ("thing", noun)
        for noun in event.trigger.split()[1:]
        if len(noun) > 3
        and noun not in report_words("particle")
        and (noun in words or f"{noun}s" in words)
    }


def _number(event: Event, words: list[str]) -> int | None:
    """How many of what the trigger names: 3 in "launched three missiles", 1 in "launched a missile"."""
    trigger = event.trigger.split()
    if _is_harm(event):
        return None  # the dead are counted anew by each report
    for p in event.participants:
        if p.least and p.least == p.most and p.noun in trigger:
            return p.least
    for word in words:
        if word in _ones() or (word.isdigit() and len(word) < 4):
            return int(_ones().get(word, word))
    return 1 if {"a", "an", "another"} & {*words} or {*trigger[1:]} & {*words} else None


@cache
def _ones() -> dict[str, str]:
    rows = read_words("time_words.csv", "slot", "word", "value")
    return {row["word"]: row["value"] for row in rows if row["slot"] == "ones"}


def _is_again(event: Event, words: list[str], before: str) -> bool:
    """Whether it is one more of its kind: "another missile", "a second blast"."""
    near = {*words, *before.lower().split()[-2:]}
    for p in event.participants:
        if not p.entity_id:
            near.update(p.text.lower().replace("more than", "").split()[:3])
    # "dozens more were injured" in the one crash
    again = report_words("again") | (set() if _is_harm(event) else {"more", "other"})
    return bool(again & near)


def _is_harm(event: Event) -> bool:
    return happening_of(event.trigger, event.type).name in CAUSES | {CASUALTY}


def _is_series(trigger: list[str], words: list[str]) -> bool:
    """Whether the trigger's own noun is in the plural: "dozens of missile tests", but "held talks"."""
    return any(
        word in report_words("series")
        or (
            word.endswith("s")
            and word[:-1] in trigger
            and word not in report_words("plural-of-one")
        )
        for word in words
    )
