"""Which way a clause looks, so that "on Friday" or "in June" is the one gone by or the one to come.

News looks back unless something says otherwise, so only the future has to be proved. Lexical
signs come before verbal ones: "until June" looks ahead whatever its verb does.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.rules import read_words

# "unknown" has the default of news, the most recent; of "either" nothing is assumed
Direction = Literal["past", "present", "future", "unknown", "either"]

REACH = 12  # steps up the parse from an expression to its verb; bounds a bad parse, not tuned
DEEP = 6  # verbs above a verb that are asked for its tense; bounds a bad parse, not tuned
NEAR = 9  # words before a date in which a "planned" is looked for, up to the last verb
FAR = 40  # words to look for a verb on either side; 9 of 10 of 3,178 sentences are no longer
PERFECT = frozenset(["has", "have", "'ve"])
MODALS = frozenset(["would", "could", "should", "may", "might", "can", "must"])
POSSESSIVE = frozenset(["'s", "’s"])
NEGATIVE = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "no", "none", "nobody"])
WAS = frozenset(["was", "were"])
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD", "TO"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
BETWEEN = frozenset(
    ["on", "in", "by", "at", "to", "for", "from", "the", "of", ",", "early", "late", "mid"]
)


@cache
def _cues(cue: str) -> frozenset[str]:
    return frozenset(
        row["word"] for row in read_words("time_cues.csv", "cue", "word") if row["cue"] == cue
    )


def direction_at(
    doc: Doc, first: Token, after: Token | None, *, tagged: bool
) -> tuple[Direction, str]:
    """The direction of the clause an expression stands in, and the words that show it.

    `after` is the token that follows it: "Wednesday's ruling" has been given already, and "the
    Jan. 14 deadline" is to come.
    """
    if after is not None and after.text in POSSESSIVE:
        return "past", after.text
    if after is not None and (sign := _deadline(doc, after)):
        return "future", sign
    cue, word = _word_before(doc, first)
    if cue in _cues("behind"):
        return "past", cue
    if cue in _cues("ahead"):
        return (tagged and _past_plan(word)) or "future", cue
    if not tagged:
        return ("future", cue) if cue in _cues("until") else ("unknown", "")
    verb = _governing_verb(first) or _nearest_verb(first)
    if verb is not None and verb.i > first.i and word.tag_ == "VBD" and word.i < first.i:
        verb = word  # "said on Monday troops would arrive", whatever the parse
    if verb is None:
        return ("future", cue) if cue in _cues("until") else ("unknown", "")
    direction, sign = _of_planned_thing(first) or _tense_of(verb)
    if _puts_off(verb, doc[first.i - 1].lower_ if first.i else ""):
        return "future", sign
    if cue in _cues("until"):
        return ("unknown" if direction == "past" else "future"), cue
    if direction == "present" and verb.lemma_.lower() in _cues("timetable"):
        return "future", sign
    return direction, sign


def _deadline(doc: Doc, after: Token) -> str:
    """The word right behind a date that makes it one to come: "the Jan. 14 return date"."""
    return next(
        (word.text for word in doc[after.i : after.i + 2] if word.lower_ in _cues("behind-it")), ""
    )


def _puts_off(verb: Token, preposition: str) -> bool:
    """Whether a verb of any tense gives time until a day: "was extended to", "has set Friday as"."""
    if preposition in ("to", "until", "till"):
        return verb.lemma_.lower() in _cues("put-off")
    return verb.lemma_ == "set" and any(child.lower_ in PERFECT for child in verb.children)


def _word_before(doc: Doc, first: Token) -> tuple[str, Token]:
    """The last word before the expression that is more than a preposition or an article."""
    for at in range(first.i - 1, max(first.i - 5, -1), -1):
        word = doc[at].lower_
        if word == "as" and at and doc[at - 1].lower_ in ("soon", "early"):
            return "soonest", doc[at]  # "as early as Tuesday"
        if word == "record" and at and doc[at - 1].lower_ != "of":
            break  # a "stock of record Nov. 17" is to come, a "record third quarter" is not
        if word not in BETWEEN:
            return word, doc[at]
    return "", first


def _is_arranged(word: Token) -> bool:
    """Whether it makes an infinitive a plan of nobody in particular: "was to", "was due to".

    "They were planning to" is not such a one: the same people would have told that they did.
    """
    if word.tag_ == "VBG" and word.lower_ != "going":
        return False
    return word.lower_ in WAS or word.lemma_.lower() in _cues("arranged")


def _past_plan(word: Token) -> Direction | None:
    """Where a plan told of in the past tense looks; None when the tense is another.

    "Was due on Sunday" is printed before that Sunday and after it. "Had been due on Sunday" is
    printed after it, but "had been due on Nov. 6" is not always, so that has the default.
    """
    verb = word if _is_verb(word) else word.head
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


def _of_planned_thing(first: Token) -> tuple[Direction, str] | None:
    """Which way "his planned visit in September" looks: ahead, but both ways when that "was called off"."""
    doc = first.doc
    for word in reversed(doc[max(first.i - NEAR, first.sent.start) : first.i]):
        if word.dep_ == "amod" and word.lower_ in _cues("planned"):
            noun = word.head
            done = noun.dep_ in SUBJECTS and _tense_of(noun.head)[0] == "past"
            return ("either" if done else "future"), f"{word.text} {noun.text}"
        if _is_verb(word):
            break
    return None


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def _governing_verb(first: Token) -> Token | None:
    """The verb the expression hangs on in the parse."""
    token = first
    for _ in range(REACH):
        if token.head.i == token.i:
            return None
        token = token.head
        if _is_verb(token):
            return token
    return None


def _nearest_verb(first: Token) -> Token | None:
    """The last verb before the expression in its sentence, else the first after it."""
    doc, at = first.doc, first.i
    while at > 0 and not doc[at].is_sent_start and first.i - at < FAR:
        at -= 1
        if _is_verb(doc[at]):
            return doc[at]
    for token in doc[first.i + 1 : first.i + FAR]:
        if token.is_sent_start:
            break
        if _is_verb(token):
            return token
    return None


def _tense_of(verb: Token, depth: int = 0) -> tuple[Direction, str]:
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
            if verb.lemma_.lower() in _cues("plan") and (set_for or verb.lemma_ != "set"):
                # a summit set for April, but a record set on Friday
                return _past_plan(verb) or "future", shown
            if (
                verb.dep_ == "xcomp"
                and helpers
                and not any(word.tag_ in FINITE for word in helpers)
            ):
                outer = _governing_verb(verb)  # "is going to start getting beaten"
                return _tense_of(outer, depth + 1) if outer is not None else ("unknown", "")
            return ("present", shown) if helpers else ("past", shown)
        case "VBZ" | "VBP":
            return ("future" if verb.lemma_ in ("plan", "schedule") else "present"), shown
        case "VBG":
            if words & {"is", "are", "am", "'s", "'re", "'m", "be"}:
                return "present", shown
            outer = _governing_verb(verb)
            return _tense_of(outer, depth + 1) if outer is not None else ("unknown", "")
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
    outer, above = verb.head, _governing_verb(verb)
    if outer.i < verb.i and _is_arranged(outer):
        if (planned := _past_plan(outer)) is not None:
            return planned, shown
    elif above and any(child.lower_ == "had" and child.dep_ == "aux" for child in above.children):
        return "past", shown  # "had managed to escape"
    if outer.tag_ == "JJ" and outer.lower_ not in _cues("plan") and _past_plan(outer) == "either":
        # "was able to leave" tells that he left, "was eager to leave" does not
        return ("past" if outer.lower_ in ("able", "unable") else "either"), shown
    if outer.i != verb.i and _is_verb(outer) and outer.lemma_.lower() not in _cues("plan"):
        direction, _ = _tense_of(outer, depth + 1)
        return ("unknown" if direction == "past" else "future"), shown
    return "future", shown
