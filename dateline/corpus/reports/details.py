"""What an event's words say beside its columns: who and how many undergo it, which one of its kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from dateline.corpus.reports.happenings import CASUALTY, CAUSES, happening_of
from dateline.entities.countries import country_of_demonym
from dateline.model import Entity, Event
from dateline.rules import read_words

ONE = {"a", "an", "one"}


def named(event: Event, role: str) -> tuple[str, ...]:
    """The entities that take part in a role, each once."""
    found = [p.entity_id for p in event.participants if p.role == role and p.entity_id]
    return tuple(dict.fromkeys(found))


@cache
def report_words(name: str) -> frozenset[str]:
    """One of the lists of rules/report_words.csv."""
    rows = read_words("report_words.csv", "list", "word")
    return frozenset(row["word"] for row in rows if row["list"] == name)


def countries(event: Event, entities: Mapping[str, Entity]) -> tuple[str, ...]:
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


def undergoes(event: Event, entities: Mapping[str, Entity]) -> str | None:
    """Whether one person or many undergo it, where that can be told."""
    role = "actor" if event.type == "DEATH" else "recipient"
    # the crowd, the family: of who is harmed, a noun in the singular may be many
    may_be_one = not is_harm(event)
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
            (p.noun in words and (one or may_be_one))
            or p.text.lower() in report_words("pronoun")
            or (p.entity_id and entities[p.entity_id].type == "person")
        ):
            found.add("one")
    return found.pop() if len(found) == 1 else None


def nouns(event: Event) -> set[tuple[str, str]]:
    """Role and lemma of the nameless who take part."""
    return {(p.role, p.noun) for p in event.participants if p.noun}


def things(event: Event, words: list[str]) -> set[tuple[str, str]]:
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


def number(event: Event, words: list[str]) -> int | None:
    """How many of what the trigger names: 3 in "launched three missiles", 1 in "launched a missile"."""
    trigger = event.trigger.split()
    if is_harm(event):
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


def is_again(event: Event, words: list[str], before: str) -> bool:
    """Whether it is one more of its kind: "another missile", "a second blast"."""
    near = {*words, *before.lower().split()[-2:]}
    for p in event.participants:
        if not p.entity_id:
            near.update(p.text.lower().replace("more than", "").split()[:3])
    # "dozens more were injured" in the one crash
    again = report_words("again") | (set() if is_harm(event) else {"more", "other"})
    return bool(again & near)


def is_harm(event: Event) -> bool:
    """Whether it is of casualties, or of what causes them."""
    return happening_of(event.trigger, event.type).name in CAUSES | {CASUALTY}


def is_series(trigger: list[str], words: list[str]) -> bool:
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
