"""Whether a predicate is told as having happened: asserted, planned, possible, conditional, alleged, negated.

Two things say so: the predicate's own words (modality.py) and each word that governs it (governors.py).
They are read from the outside in, so that what a governor makes of the predicate can depend on whether
the governor itself is negated or open, as De Facto does (Saurí and Pustejovsky 2012). Reported speech is
not doubt: "police said he fled" asserts, with an attribution.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from dateline.events.phrases import LAST_ASKED
from dateline.events.status.controls import Step, controls, is_report
from dateline.events.status.governors import NOT_DONE, under
from dateline.events.status.modality import (
    MODALS,
    STRENGTH,
    is_finite_in_row,
    own_status,
    strongest,
)
from dateline.events.status.mood import LONGEST_ROW, QUESTION_WORDS, Told, is_infinitive
from dateline.model import Status

__all__ = ["MODALS", "STRENGTH", "controls", "is_finite_in_row", "status_of"]

CLAUSES = {"xcomp", "ccomp", "csubj", "oprd", "acomp", "attr"}
# What a noun may be to the verb that says whether it happened.
ROLES = {"dobj", "nsubj", "nsubjpass"}
# Words between a predicate and the outermost one that can say something of it. News seldom has four;
# the bound keeps a hostile text from costing more than its length.
DEEPEST = 12
LAST_MARKS = 3  # of a sentence: ?”)


@lru_cache(LAST_ASKED)
def status_of(predicate: Token) -> tuple[Status, str]:
    """The status of a predicate and the words that decided it.

    >>> from dateline.language import load_language
    >>> doc = load_language().pipeline("He refused to leave.")
    >>> status_of(doc[3]), status_of(doc[1])
    (('negated', 'under "refused"'), ('asserted', 'told as a fact'))
    """
    steps: list[tuple[Token, Step]] = []
    token = predicate
    while len(steps) < DEEPEST and (step := _step(token)) is not None:
        steps.append((token, step))
        token = step.governor
        if is_report(token):
            break  # "reports that he died were denied" are reports all the same
    told = _own_in_row(token)
    for token, step in reversed(steps):
        told = _both(under(step, told), _own_in_row(token), step)
    if told[0] in {"asserted", "planned"} and _is_asked(predicate):
        return "possible", "asked as a question"
    return told


def _both(outer: Told, own: Told, step: Step) -> Told:
    """What is said of a predicate from outside and by its own words, taken together."""
    if outer[0] == own[0] == "negated":
        if step.inner.dep_ in ROLES:
            return own  # the "no" of "has no plan" is of the verb and of the noun
        return "possible", f"{outer[1]} and {own[1]}"  # "denied that he had not paid"
    if own[0] == "negated" and outer[0] in {"possible", "alleged"}:
        return outer  # "asked not to leave", "accused of not paying"
    return strongest([outer, own])


def _own_in_row(token: Token) -> Told:
    """A predicate's own words, and the condition under which a row it is in stands."""
    own = own_status(token)
    for _ in range(LONGEST_ROW):
        if token.dep_ != "conj":
            break
        token = token.head
        before = own_status(token)
        if before[0] == "conditional":
            return before
    return own


def _step(token: Token) -> Step | None:
    """The step outward from a word, or None where what is said farther out does not reach it."""
    first = _first_of_row(token)
    if first is None or first.head == first:
        return None
    head, role = first.head, first.dep_
    if role in CLAUSES or role in ROLES:
        return Step(first, head, "")
    if role == "advcl":
        return Step(first, head, "")
    if role in {"acl", "relcl"}:
        return Step(first, head, "") if _is_clause_of_noun(first) else None
    if role in {"pcomp", "pobj"} and head.dep_ in {"prep", "agent", "pcomp"}:
        return _through(first, head)
    return None


def _first_of_row(token: Token) -> Token | None:
    """The first of the row a predicate is in, to which what governs the row is joined."""
    for _ in range(LONGEST_ROW):
        if token.dep_ != "conj":
            return token
        if is_finite_in_row(token):
            return None  # "refused to concede and accused": what is told in the past is not refused
        token = token.head
    return None


def _through(inner: Token, preposition: Token) -> Step:
    """The step over a preposition to the word it hangs on."""
    word, governor = preposition.lower_, preposition.head
    before = f"{preposition.nbor(-1).lower_} {word}" if preposition.i else word
    if before in NOT_DONE:
        return Step(inner, governor, before)
    if governor.dep_ == "pobj" and governor.head.dep_ == "agent":
        governor = governor.head.head  # "accused by opponents of killing", as the parser has it
    return Step(inner, governor, word)


def _is_clause_of_noun(clause: Token) -> bool:
    """Whether a noun says something of the clause on it: "a plan to attack", "reports that he died".

    "A goal backed by Egypt" is told of the noun, whatever is planned with it.
    """
    if is_infinitive(clause):
        return True
    if any(
        child.dep_ == "mark" or (child.lower_ == "that" and child.dep_ != "nsubj")
        for child in clause.children
    ):
        return clause.head.lemma_.lower() in controls()
    bare = clause.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and any(
        child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ not in QUESTION_WORDS
        for child in clause.children
    )  # "rejected claims he had resigned"
    return bare and is_report(clause.head)


def _is_asked(predicate: Token) -> bool:
    """Whether the sentence asks if the predicate is so; "why did he leave?" takes it for granted."""
    token = predicate
    for _ in range(DEEPEST):
        if token.dep_ not in {"conj", "xcomp", "dobj", "attr", "acomp"}:
            break
        token = token.head
    if token.dep_ != "ROOT":
        return False
    sentence = token.sent
    if all(last.text != "?" for last in sentence[-LAST_MARKS:]):
        return False
    return all(c.tag_ not in QUESTION_WORDS for c in token.doc[sentence.start : token.i])
