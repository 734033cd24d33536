"""Whether what somebody is called is praise or blame: "a leading figure", "a war criminal"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from spacy.tokens import Token

from dateline.errors import BadRule
from dateline.rules import read_words

Appraisal = Literal["praise", "blame"]


@cache
def appraisals() -> dict[str, Appraisal]:
    """Lemma → praise or blame, from rules/appraisals.csv.

    >>> appraisals()["hero"], appraisals()["farce"]
    ('praise', 'blame')
    """
    found: dict[str, Appraisal] = {}
    for row in read_words("appraisals.csv", "word", "appraisal"):
        if row["appraisal"] == "praise":
            found[row["word"]] = "praise"
        elif row["appraisal"] == "blame":
            found[row["word"]] = "blame"
        else:
            raise BadRule("appraisals.csv", row["word"], "is neither praise nor blame")
    return found


def appraisal_of(verb: Token) -> Appraisal | None:
    """What a verb of naming calls somebody; None when its words are neither, or both, or denied."""
    words = list(_words_of(verb))
    if any(word.dep_ == "neg" or word.lower_ in {"no", "not", "never"} for word in words):
        return None
    listed = (appraisals().get(w.lower_) or appraisals().get(w.lemma_.lower()) for w in words)
    said = {appraisal for appraisal in listed if appraisal is not None}
    return said.pop() if len(said) == 1 else None


def _words_of(verb: Token) -> Iterator[Token]:
    """The words after "as", or beside the object: "called the vote a farce"."""
    beside = {"oprd", "attr", "ccomp", "xcomp", "acomp"}
    if verb.lemma_ in {
        "brand",
        "label",
    }:  # the parser may take "the group terrorists" for one phrase
        beside.add("dobj")
    for child in verb.rights:
        if child.dep_ in beside or (child.dep_ == "prep" and child.lower_ == "as"):
            yield from child.subtree
