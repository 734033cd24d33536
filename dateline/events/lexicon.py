"""The words that name events, from rules/event_*.csv."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.errors import BadRule
from dateline.model import Quad
from dateline.rules import read_words

QUADS: tuple[Quad, ...] = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)

# What may open the noun of a phrase: "on strike", "into custody".
PREPOSITIONS = {
    "to", "into", "in", "on", "onto", "off", "out", "of", "from", "by", "for", "under", "behind", "at",
}  # fmt: skip

# Types whose trigger owns what it governs, and who stands there: "threatened to attack" is no attack.
OWNERS = {"AGREE", "REJECT", "REQUEST", "ACCUSE", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or pair of words means when it names an event."""

    lemma: str
    type: str
    mode: str | None
    needs: tuple[tuple[str, ...], ...]  # verbs: what must stand with it, see conditions.py
    base: str  # nouns: the verb that tells them, bare and past
    past: str
    undergo: bool  # nouns: whether the of-phrase undergoes it
    received: bool  # phrases: whether the subject is who receives it
    example: str
    rule: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun of a verb and noun that name an event together, and what the noun needs."""

    particle: str | None  # "off" of "call off a strike"
    preposition: str | None  # "on" of "on strike"
    modifier: str | None  # "joint" of "joint exercise"
    entry: Entry


@cache
def event_types() -> dict[str, Quad | None]:
    """Event type → quad class, None for the types of the extension.

    >>> event_types()["CONSULT"], event_types()["DEATH"]
    ('verbal cooperation', None)
    """
    rows = read_words("event_types.csv", "type", "quad", "meaning")
    return {row["type"]: next((q for q in QUADS if q == row["quad"]), None) for row in rows}


@cache
def verbs() -> dict[str, tuple[Entry, ...]]:
    """Verb lemma → its entries, those that need most first."""
    rows = read_words("event_verbs.csv", "lemma", "needs", "type", "mode", "example")
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        name = f"{row['lemma']} {row['needs']}".strip()
        found[row["lemma"]].append(_entry("event_verbs.csv", name, row))
    return {
        lemma: tuple(sorted(e, key=lambda e: (-len(e.needs), e.needs)))
        for lemma, e in found.items()
    }


@cache
def phrases() -> dict[tuple[str, str], tuple[Phrase, ...]]:
    """(verb lemma, noun lemma) → what they mean together, what needs a preposition or a modifier first."""
    found: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    columns = ("verb", "noun", "type", "mode", "received", "example")
    for row in read_words("event_phrases.csv", *columns):
        for verb in row["verb"].split("|"):
            for words in row["noun"].split("|"):
                entry = _entry("event_phrases.csv", f"{verb} {words}", row)
                phrase, noun = _phrase(verb, words, entry)
                known = found[verb.split(" ")[0], noun]
                if any(_key(phrase) == _key(other) for other in known):
                    raise BadRule("event_phrases.csv", f"{verb} {words}", "is there twice")
                known.append(phrase)
    return {key: tuple(sorted(rows, key=_weight)) for key, rows in found.items()}


def _phrase(verb: str, words: str, entry: Entry) -> tuple[Phrase, str]:
    *before, noun = words.split(" ")
    preposition = before.pop(0) if before and before[0] in PREPOSITIONS else None
    modifier = before[0] if before else None
    return Phrase(verb.partition(" ")[2] or None, preposition, modifier, entry), noun


def _key(phrase: Phrase) -> tuple[str | None, ...]:
    return phrase.particle, phrase.preposition, phrase.modifier


def _weight(phrase: Phrase) -> tuple[bool, ...]:
    return phrase.modifier is None, phrase.particle is None, phrase.preposition is None


@cache
def nouns() -> dict[str, Entry]:
    """Noun lemma → the entry."""
    rows = read_words(
        "event_nouns.csv", "noun", "type", "mode", "base", "past", "undergo", "example"
    )
    return {row["noun"]: _entry("event_nouns.csv", row["noun"], row) for row in rows}


@cache
def causes() -> dict[str, str]:
    """Lemma of what kills or destroys though nobody attacks → the type of event that is."""
    rows = read_words("causes.csv", "noun", "type", "example")
    return {
        row["noun"]: row["type"] for row in rows if _is_type("causes.csv", row["noun"], row["type"])
    }


def cause_of(noun: Token) -> str | None:
    """The type of event that is meant when this noun kills or destroys; None when somebody may have done it."""
    for part in (noun, *(child for child in noun.lefts if child.dep_ == "compound")):
        word = part.lower_  # "Cyclone Freddy", "Wildfires" taken for a name
        for form in (part.lemma_.lower(), word, word.removesuffix("s")):
            if form in causes():
                return causes()[form]
    return None


@cache
def say_verbs() -> dict[str, bool]:
    """Lemma of a verb that reports words → whether the verb itself doubts them."""
    return {
        row["lemma"]: row["hedge"] == "1"
        for row in read_words("say_verbs.csv", "lemma", "hedge", "example")
    }


def _is_type(file: str, rule: str, kind: str) -> bool:
    if kind not in event_types():
        raise BadRule(file, rule, f"has an unknown type {kind}; see event_types.csv")
    return True


def _entry(file: str, lemma: str, row: dict[str, str]) -> Entry:
    if _is_type(file, lemma, row["type"]) and not row["example"]:
        raise BadRule(file, lemma, "has no example; add a sentence in which it names an event")
    return Entry(
        lemma=lemma,
        type=row["type"],
        mode=row["mode"] or None,
        needs=tuple(tuple(need.split("|")) for need in row.get("needs", "").split()),
        base=row.get("base", ""),
        past=row.get("past", ""),
        undergo=row.get("undergo") == "1",
        received=row.get("received") == "1",
        example=row["example"],
        rule=f"{file.removesuffix('.csv')}:{lemma}",
    )
