"""What kind of happening a report tells: "toppled" and "ouster" are one kind, a visit and a raid are two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.rules import read_words

# Casualties are told apart from what caused them: "the tram derailed. Seven people were killed."
CASUALTY = "casualty"
TRIGGERS = 1 << 15  # that are kept ready
CAUSES = frozenset({"attack", "crash", "quake"})


@dataclass(frozen=True, slots=True)
class Happening:
    """A kind of happening, as rules/happenings.csv has it."""

    name: str
    kind: str  # occurrence, contact or statement
    once: bool  # it can hardly happen twice to the same one within weeks


@cache
def _by_word() -> dict[tuple[str, str], tuple[int, Happening]]:
    """Type and word → the first row that has both, with that row's number."""
    table: dict[tuple[str, str], tuple[int, Happening]] = {}
    columns = ("happening", "kind", "once", "types", "words", "example")
    for number, row in enumerate(read_words("happenings.csv", *columns)):
        happening = Happening(row["happening"], row["kind"], row["once"] == "1")
        for event_type in row["types"].split():
            for word in row["words"].split():
                table.setdefault((event_type, word), (number, happening))
    return table


@lru_cache(maxsize=TRIGGERS)
def happening_of(trigger: str, event_type: str) -> Happening:
    """The kind of happening a trigger names; one of its own (type and first word) when no row knows it.

    >>> happening_of("hold talk", "CONSULT").name, happening_of("oust object", "COERCE").name
    ('talks', 'overthrow')
    >>> happening_of("fire someone", "ASSAULT").name, happening_of("fire someone", "APPOINT").name
    ('attack', 'APPOINT fire')
    """
    words = trigger.replace("|", " ").lower().split()
    rows = [_by_word()[event_type, word] for word in words if (event_type, word) in _by_word()]
    if rows:
        return min(rows, key=lambda row: row[0])[1]
    return Happening(f"{event_type} {words[0] if words else ''}".strip(), "statement", once=False)
