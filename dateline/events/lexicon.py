"""The words that name events, from rules/event_*.csv."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from dateline.errors import BadRule
from dateline.model import Quad
from dateline.rules import read_words

QUADS: tuple[Quad, ...] = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)

# Types whose trigger owns what it governs, and who stands there: "threatened to attack" is no attack.
OWNERS = {"AGREE", "REJECT", "REQUEST", "ACCUSE", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or pair of words means when it names an event."""

    lemma: str
    type: str
    mode: str | None
    needs: str  # verbs: a preposition, "passive", or ""
    base: str  # nouns: the verb that tells them, bare and past
    past: str
    undergo: bool  # nouns: whether the of-phrase undergoes it
    received: bool  # phrases: whether the subject is who receives it
    example: str
    rule: str


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
    """Verb lemma → its entries; those that need a preposition or the passive come first."""
    rows = read_words("event_verbs.csv", "lemma", "needs", "type", "mode", "example")
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        name = f"{row['lemma']} {row['needs']}".strip()
        found[row["lemma"]].append(_entry("event_verbs.csv", name, row))
    return {
        lemma: tuple(sorted(e, key=lambda e: (not e.needs, e.needs))) for lemma, e in found.items()
    }


@cache
def phrases() -> dict[tuple[str, str], Entry]:
    """(verb lemma, object noun lemma) → the entry."""
    found: dict[tuple[str, str], Entry] = {}
    for row in read_words(
        "event_phrases.csv", "verb", "noun", "type", "mode", "received", "example"
    ):
        for verb in row["verb"].split("|"):
            for noun in row["noun"].split("|"):
                entry = _entry("event_phrases.csv", f"{verb} {noun}", row)
                if found.setdefault((verb, noun), entry).type != entry.type:
                    raise BadRule("event_phrases.csv", f"{verb} {noun}", "is there with two types")
    return found


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
        needs=row.get("needs", ""),
        base=row.get("base", ""),
        past=row.get("past", ""),
        undergo=row.get("undergo") == "1",
        received=row.get("received") == "1",
        example=row["example"],
        rule=f"{file.removesuffix('.csv')}:{lemma}",
    )
