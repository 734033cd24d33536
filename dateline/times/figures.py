"""Four figures that are no year, "a crowd of 1800", and quarters of a game, by the words around.

The words are those of rules/time_vetoes.csv.
"""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from dateline.times.lexicon import cue_words

DEGREES = frozenset({"about", "around", "some", "approximately", "roughly"})
NEARBY = 25  # tokens on either side in which a game shows; a sentence of news has about as many
DESIGNATION = re.compile(r"[A-Z]{1,3}\d+$")  # "Asteroid 2016 WF9"
YEAR = re.compile(r"1[1-9]\d\d|20\d\d")
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}$")


def is_count(first: Token, last: Token) -> bool:
    """Whether four figures count, number or price something."""
    doc, start = last.doc, first.i
    start -= start > 0 and doc[start - 1].lower_ in DEGREES
    start -= start > 1 and doc[start - 1].text == "."  # "Rs. 1999"
    if start > 1 and doc[start - 1].lower_ in ("and", "or") and _is_figures(doc[start - 2]):
        start -= 2  # "resolutions 1970 and 1973"
    before = neighbour(doc[start], -1)
    after = neighbour(last, 1)
    return (
        (before is not None and _is_told_before(before))
        or (after is not None and _is_told_behind(before, after))
        or (after is not None and _are_subject(last, before, after))
    )


def _is_told_before(before: Token) -> bool:
    """Whether the words before four figures make a number of them."""
    if {before.text, before.lower_} & (cue_words("numbered") | cue_words("takes")):
        return True
    if _is_figures(before) and len(before) >= 3 and not YEAR.fullmatch(before.text):
        return True  # a telephone
    above = neighbour(before, -1)
    if above is None:
        return False
    match before.lower_:
        case "of":
            return above.lower_ in cue_words("sized")
        case "than":
            return above.lower_ in ("more", "fewer", "less")
        case "at" | "to":
            return bool({above.lemma_, above.lower_} & cue_words("moves"))
    return False


def _is_told_behind(before: Token | None, after: Token) -> bool:
    """Whether the words behind four figures are counted, or are a street."""
    if after.text == "-" and after.i + 1 < len(after.doc):
        after = after.nbor(1)  # "1500-strong"
    doc, following = after.doc, neighbour(after, 1)
    dates = before is not None and before.lower_ in cue_words("dating")
    begins = before is not None and before.text[0].isupper() and before.lower_ != "the"
    if after.lower_ in cue_words("counted") and not (dates and begins):
        return True
    if DESIGNATION.match(after.text):
        return True
    if dates and before is not None and before.lower_ not in ("to", "of"):
        return False
    if after.tag_ in ("JJ", "NN", "VBN", "JJR") and following is not None and not dates:
        return after.lower_ == "more" or following.lower_ in cue_words("counted")
    for token in doc[after.i : after.i + 4]:
        if not token.text[0].isupper():
            return False
        if token.i > after.i and token.text in cue_words("street"):
            return True
    return False


def _are_subject(last: Token, before: Token | None, after: Token) -> bool:
    """Whether the figures are many: "1700 were expected", but "2016 was", "2011 and 2012 were"."""
    if after.lower_ not in ("were", "are", "have") or (before is not None and before.tag_ == "IN"):
        return False
    coordinated = last.i > 0 and last.nbor(-1).lower_ in ("and", "or", ",")
    return last.dep_ in ("nsubj", "nsubjpass") and not coordinated


def is_played(quarter: Span) -> bool:
    """Whether a quarter is one of a game, by the words around."""
    near = quarter.doc[max(quarter.start - NEARBY, 0) : quarter.end + NEARBY]
    words = {token.lower_ for token in near}
    if words & cue_words("business"):
        return False
    return bool(words & cue_words("play")) or any(SCORE.match(word) for word in words)


def _is_figures(token: Token) -> bool:
    return token.text.isascii() and token.text.isdigit()


def neighbour(token: Token, step: int) -> Token | None:
    """The token beside, when it is of the same sentence."""
    at = token.i + step
    if not 0 <= at < len(token.doc):
        return None
    beside = token.doc[at]
    return None if (token if step < 0 else beside).is_sent_start else beside
