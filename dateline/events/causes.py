"""What nobody did: a killing by an earthquake, a bus or a collapsed roof is a disaster or an accident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.conditions import doers
from dateline.events.kinds import kinds_of, things
from dateline.events.lexicon import Entry
from dateline.model import Name


def by_cause(verb: Token, entry: Entry, named: Mapping[int, Name]) -> Entry:
    """The entry as a disaster or accident, when no one did it: "killed by an earthquake", "in a crash"."""
    if entry.type != "ASSAULT" or entry.received:
        return entry
    about = doers(verb)
    about += [
        far
        for prep in verb.children
        if prep.dep_ == "prep" and prep.lower_ in {"in", "from", "during", "after"}
        for far in prep.children
    ]
    for noun in about:
        kind = lexicon.cause_of(noun) or _by_accident(noun, named)
        if kind and not any("bomb" in things().get(c.lemma_, ()) for c in noun.lefts):
            return replace(entry, type=kind, mode=None, rule=f"{entry.rule} + causes:{noun.lemma_}")
    return entry


def _by_accident(noun: Token, named: Mapping[int, Name]) -> str | None:
    """ "A bus plunged into a ravine, killing 14": a bus and a roof kill by accident."""
    kinds = kinds_of(noun, named)
    return "ACCIDENT" if kinds & {"vehicle", "building"} and "armed" not in kinds else None
