"""The tense of the verb a time hangs on: whether its clause tells what was or what is to come."""

from __future__ import annotations

from functools import cache
from typing import Literal

from spacy.tokens import Token

from dateline.rules import read_words

# "unknown" has the default of news, the most recent; of "either" nothing is assumed; "near" is the present of a
# plan ("they meet Monday"): a weekday is the next one, other dates are the nearest
Direction = Literal["past", "present", "near", "future", "unknown", "either"]

REACH = 12  # steps up the parse from an expression to its verb; bounds a bad parse, not tuned
DEEP = 6  # verbs above a verb that are asked for its tense; bounds a bad parse, not tuned
PERFECT = frozenset(["has", "have", "'ve"])
MODALS = frozenset(["would", "could", "should", "may", "might", "can", "must"])
NEGATIVE = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "no", "none", "nobody"])
WAS = frozenset(["was", "were"])
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD", "TO"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])


@cache
def cues(cue: str) -> frozenset[str]:
    """The words of rules/time_cues.csv that are such a cue."""
    return frozenset(
        row["word"] for row in read_words("time_cues.csv", "cue", "word") if row["cue"] == cue
    )


def is_verb(token: Token) -> bool:
    """Whether it is tagged as a verb or a modal."""
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def governing_verb(first: Token) -> Token | None:
    """The verb the expression hangs on in the parse."""
    token = first
    for _ in range(REACH):
        if token.head.i == token.i:
            return None
        token = token.head
        if is_verb(token):
            return token
    return None


def tense_of(verb: Token, depth: int = 0) -> tuple[Direction, str]:
    """The tense of a verb with its auxiliaries, or of the verb it depends on."""
    if depth > DEEP:
        return "unknown", ""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    shown = " ".join([*(child.text for child in helpers), verb.text])
    if words & {"will", "'ll", "wo", "shall"} or verb.lower_ in ("will", "shall"):
        return "future", shown
    if "have" in words and words & {"to", *MODALS}:  # "is said to have met", "would have met"
        return "past", shown
    if "could" in words:
        return ("past" if _is_negated(verb) else "either"), shown
    if words & MODALS:
        return "future", shown
    if "to" in words:
        return _of_infinitive(verb, shown, depth)
    if words & {"was", "were", "had", "did", "'d"}:
        return "past", shown
    if words & PERFECT:
        return ("future" if verb.lemma_ in ("plan", "schedule") else "past"), shown
    match verb.tag_:
        case "VBD":
            return ("future" if verb.lemma_ in ("plan", "schedule") else "past"), shown
        case "VBN":
            set_for = any(child.lower_ == "for" for child in verb.children)
            if verb.lemma_.lower() in cues("plan") and (set_for or verb.lemma_ != "set"):
                # a summit set for April, but a record set on Friday
                return past_plan(verb) or "future", shown
            if (
                verb.dep_ == "xcomp"
                and helpers
                and not any(word.tag_ in FINITE for word in helpers)
            ):
                outer = governing_verb(verb)  # "is going to start getting beaten"
                return tense_of(outer, depth + 1) if outer is not None else ("unknown", "")
            return ("present", shown) if helpers else ("past", shown)
        case "VBZ" | "VBP":
            return ("future" if verb.lemma_ in ("plan", "schedule") else "present"), shown
        case "VBG":
            if words & {"is", "are", "am", "'s", "'re", "'m", "be"}:
                return "present", shown
            outer = governing_verb(verb)
            direction, shown = tense_of(outer, depth + 1) if outer is not None else ("unknown", "")
            return (
                "unknown" if direction == "present" else direction
            ), shown  # "is accused of killing her"
    return "unknown", shown


def _is_negated(verb: Token) -> bool:
    """Whether a "could" tells what was not possible: "none of them could be reached"."""
    return any(word.lower_ in NEGATIVE for word in verb.lefts) or any(
        word.lower_ in NEGATIVE
        for subject in verb.lefts
        if subject.dep_ in SUBJECTS
        for word in (subject, *subject.lefts)
    )


def _of_infinitive(verb: Token, shown: str, depth: int) -> tuple[Direction, str]:
    """ "To meet" looks ahead after a plan or a present; after another past verb nobody can tell."""
    outer, above = verb.head, governing_verb(verb)
    if outer.i < verb.i and _is_arranged(outer):
        if (planned := past_plan(outer)) is not None:
            return planned, shown
    elif above and any(child.lower_ == "had" and child.dep_ == "aux" for child in above.children):
        return "past", shown  # "had managed to escape"
    if outer.tag_ == "JJ" and outer.lower_ not in cues("plan") and past_plan(outer) == "either":
        # "was able to leave" tells that he left, "was eager to leave" does not
        return ("past" if outer.lower_ in ("able", "unable") else "either"), shown
    if outer.i != verb.i and is_verb(outer) and outer.lemma_.lower() not in cues("plan"):
        direction, _ = tense_of(outer, depth + 1)
        return ("unknown" if direction == "past" else "future"), shown
    return "future", shown


def _is_arranged(word: Token) -> bool:
    """Whether it makes an infinitive a plan of nobody in particular: "was to", "was due to".

    "They were planning to" is not such a one: the same people would have told that they did.
    """
    if word.tag_ == "VBG" and word.lower_ != "going":
        return False
    return word.lower_ in WAS or word.lemma_.lower() in cues("arranged")


def past_plan(word: Token) -> Direction | None:
    """Where a plan told of in the past tense looks; None when the tense is another.

    "Was due on Sunday" is printed before that Sunday and after it. "Had been due on Sunday" is
    printed after it, but "had been due on Nov. 6" is not always, so that has the default.
    """
    verb = word if is_verb(word) else word.head
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if "had" in words:
        return "unknown"
    if (words | {verb.lower_}) & WAS:
        return "either"
    noun = word.head  # "a rally planned for Saturday was called off"
    if word.dep_ in ("acl", "amod") and noun.i < word.i and noun.dep_ in SUBJECTS:
        above = noun.head
        if above.tag_ == "VBD" or any(child.lower_ in WAS for child in above.children):
            return "either"
    return None
