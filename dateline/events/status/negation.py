"""Negation by the words beside a predicate: "not", "no", "nobody", "neither … nor", "in no way"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from dateline.events.phrases import LAST_ASKED
from dateline.events.status.mood import SUBJECTS, Told, word_before

ARGUMENTS = {"nsubj", "nsubjpass", "dobj"}
NOBODY = {"nobody", "none", "nothing", "neither"}
AFTER_NOT = {"only", "just", "merely", "simply", "necessarily"}


def negations_of(token: Token, helpers: list[Token]) -> list[Told]:
    """ "not", "no", "nobody", "none of", "neither … nor": each makes the predicate untrue."""
    for child in helpers:
        word, role = child.lower_, child.dep_
        if role == "neg" and not _is_limit(child, token, helpers):
            return [("negated", f'"{child.text}"')]
        if word == "longer" and word_before(child) == "no":
            return [("negated", f'"no {child.text}"')]
        if word in {"no", "neither"} and role in {"det", "preconj", "cc", "advmod", "dep"}:
            return [("negated", f'"{child.text}"')]
        if role in ARGUMENTS and word in NOBODY:
            return [("negated", f'"{child.text}"')]
        if role in ARGUMENTS and any(c.lower_ in {"no", "neither"} for c in child.lefts):
            return [("negated", f'"no {child.text}"')]
        if role in SUBJECTS and child.left_edge.lower_ == "not" and not _is_contrasted(child):
            return [("negated", f'"not {child.text}"')]  # "not a single soldier left"
        if role == "prep" and any(_is_at_no_point(far) for far in child.children):
            return [("negated", f'"{child.text} no"')]
    if token.dep_ == "conj":
        row = row_words(token.head)
        if row.alternative is not None and row.alternative.i < token.i and row.denial is not None:
            # "had not admitted a role or implicated anyone"
            return [("negated", f'"{row.denial.text} … or"')]
        if row.contrast is not None and row.contrast.i < token.i:
            return [("negated", f'"{row.contrast.text}"')]
    return []


@dataclass(frozen=True, slots=True)
class RowWords:
    """The words under the first of a row that bear on the others; of each kind the first."""

    alternative: Token | None  # "or"
    denial: Token | None  # "not"
    contrast: Token | None  # "nor", and the "than" of "rather than"
    either: bool  # whether "or" or "nor" joins the row


@lru_cache(LAST_ASKED)
def row_words(first: Token) -> RowWords:
    """What is told by the words under the first of a row, which may have a thousand words under it."""
    children = list(first.children)
    return RowWords(
        next((c for c in children if c.lower_ == "or"), None),
        next((c for c in children if c.dep_ == "neg"), None),
        next((c for c in children if c.lower_ == "nor" or _is_rather_than(c)), None),
        any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in children),
    )


def _is_limit(negation: Token, verb: Token, helpers: list[Token]) -> bool:
    """ "not only visited", "did not sign until Monday": it happened; "not necessarily" denies nothing."""
    doc, after = negation.doc, negation.i + 1
    if after < len(doc) and doc[after].lower_ in AFTER_NOT:
        return True
    past = verb.tag_ == "VBD" or any(c.lower_ in {"did", "was", "were"} for c in helpers)
    return past and any(
        (child.dep_ == "prep" and child.lower_ == "until")
        or (child.dep_ == "advcl" and any(c.lower_ == "until" for c in child.lefts))
        for child in helpers
    )


def _is_contrasted(subject: Token) -> bool:
    """ "Not Israel but Hamas attacked": Hamas did."""
    return any(child.lower_ == "but" for child in subject.children)


def _is_at_no_point(noun: Token) -> bool:
    """ "In no way", "at no point", "under no circumstances"."""
    return noun.lemma_ in {"way", "point", "time", "circumstance"} and any(
        child.lower_ == "no" for child in noun.lefts
    )


def _is_rather_than(word: Token) -> bool:
    return word.dep_ == "cc" and word.lower_ == "than" and word_before(word) == "rather"
