"""The words that control a predicate, from rules/controls.csv, and when they do: "refused to", "the threat of".

What a word makes of the predicate, affirmed and negated, is its signature (Nairn, Condoravdi and
Karttunen 2006, "Computing relative polarity for textual inference").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from spacy.tokens import Token

from dateline.errors import BadRule
from dateline.events import lexicon
from dateline.events.status.modality import STRENGTH
from dateline.events.status.mood import is_infinitive
from dateline.events.subjects import is_passive, is_past
from dateline.model import Status
from dateline.rules import read_words

NOMINAL = {"NOUN", "PROPN"}
# These govern only in the passive: "is set to", "is said to have"; "he said" and "a set of" do not.
ONLY_PASSIVE = {"say", "report", "set", "schedule", "slate"}
CARRIES = {"with", "of", "from", "against", "for", "to", "in", "into", "on", "at"}
ENDS = {"stop", "cease", "quit", "end", "halt", "suspend", "discontinue"}


@dataclass(frozen=True, slots=True)
class Control:
    """What a governing word makes of the predicate under it, affirmed and negated."""

    affirmed: Status
    negated: Status


@dataclass(frozen=True, slots=True)
class Step:
    """One step outward: a word, the one that governs it, and the preposition between them or ""."""

    inner: Token
    governor: Token
    preposition: str


@cache
def controls() -> dict[str, Control]:
    """Lemma of a governing word, or the lemma and a second word → what it makes of the predicate.

    >>> controls()["refuse"].affirmed, controls()["manage"].negated, controls()["call off"].affirmed
    ('negated', 'negated', 'negated')
    """
    columns = ("lemma", "status", "negated", "example", "negated_example", "inner")
    return {
        row["lemma"]: Control(
            _status(row["lemma"], row["status"]),
            _status(row["lemma"], row["negated"] or "possible"),
        )
        for row in read_words("controls.csv", *columns)
    }


def _status(lemma: str, name: str) -> Status:
    if name not in get_args(Status):
        raise BadRule("controls.csv", lemma, f"has an unknown status {name}")
    return next(status for status in STRENGTH if status == name)


def is_report(token: Token) -> bool:
    """Whether a noun tells of what somebody says: "the claim", "reports", "a rumour"."""
    row = controls().get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
    return row is not None and row.affirmed == "alleged"


def control_of(step: Step) -> tuple[Token, Control] | None:
    """The governing word and its row, if it governs what is under it."""
    governor = step.governor
    word = governor
    if governor.lemma_ == "be":
        word = next((c for c in governor.children if c.dep_ == "acomp"), governor)
    if word.lemma_ == "able" and is_past(_verb_of(word)):
        return None  # "was able to leave": he left
    if word.lemma_ == "have" and step.inner.dep_ == "xcomp":
        yet = any(child.lower_ == "yet" for child in word.children)
        return (word, Control("negated", "asserted")) if yet else None  # "have yet to sign"
    for key in _keys(word, step):
        row = controls().get(key)
        if row is not None and (" " in key or _governs(word, step, row)):
            return word, row
    return None


def _verb_of(word: Token) -> Token:
    return word.head if word.dep_ == "acomp" else word


def _keys(word: Token, step: Step) -> Iterator[str]:
    """The words under which the governor may be listed, the most particular first."""
    lemma = word.lemma_.lower()
    role = step.inner.dep_
    if lemma == "stop" and is_infinitive(step.inner):
        return  # "stopped to rest"
    if step.preposition:
        yield f"{lemma} {step.preposition}"
    if role in {"ccomp", "acl"}:
        yield f"{lemma} that"
    if role in {"dobj", "nsubj", "nsubjpass", "xcomp"}:
        for child in word.children:
            second = (
                "prep" if role == "xcomp" else "dobj"
            )  # "called on him to resign"; "take place"
            if child.dep_ in {"prt", second} and child != step.inner:
                yield f"{lemma} {child.lower_}"
    yield lemma


def _governs(governor: Token, step: Step, row: Control) -> bool:
    """Whether the word controls what is under it; "he said that …" and "X reported …" do not."""
    inner, lemma = step.inner, governor.lemma_.lower()
    role = inner.dep_
    if step.preposition:
        return _governs_through(governor, step)
    if governor.pos_ == "NOUN" and inner.pos_ in {"VERB", "AUX"}:  # "reports that he died"
        return role in {"acl", "ccomp", "relcl"}
    if lemma in ONLY_PASSIVE and role not in {"dobj", "nsubjpass"}:
        return role in {"xcomp", "oprd"} and (is_passive(governor) or governor.tag_ == "VBN")
    if inner.pos_ in NOMINAL:
        if lemma in ENDS:
            return False
        if role == "nsubj":
            return row == Control("asserted", "negated") or governor.pos_ == "ADJ"
        return role in {"dobj", "nsubjpass"} and lemma not in lexicon.say_verbs()
    return role in {"xcomp", "ccomp", "oprd", "acl", "advcl", "csubj"} and (
        role not in {"advcl", "csubj"} or governor.pos_ == "ADJ"
    )


def _governs_through(governor: Token, step: Step) -> bool:
    """ "accused of killing", "hopes for talks", "the threat of war"; not "before killing"."""
    lemma = governor.lemma_.lower()
    if governor.pos_ == "NOUN" and step.preposition not in {"of", "for", "against"}:
        return False
    if step.inner.pos_ not in NOMINAL:
        return step.preposition in CARRIES and lemma not in ONLY_PASSIVE
    if lemma in lexicon.say_verbs() or lemma in ONLY_PASSIVE:
        return False
    return step.preposition == "for" or (step.preposition == "of" and governor.pos_ == "NOUN")
