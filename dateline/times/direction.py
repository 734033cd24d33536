"""Which way a clause looks, so that "on Friday" or "in June" is the one gone by or the one to come.

News looks back unless something says otherwise, so only the future has to be proved. Lexical signs come before
verbal ones: "until June" looks ahead whatever its verb does.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.times.tense import (
    NEGATIVE,
    PERFECT,
    REACH,
    SUBJECTS,
    WAS,
    Direction,
    cues,
    governing_verb,
    is_verb,
    past_plan,
    tense_of,
)

NEAR = 9  # words before a date in which a "planned" is looked for, up to the last verb
FAR = 40  # words to look for a verb on either side; 9 of 10 of 3,178 sentences are no longer
POSSESSIVE = frozenset(["'s", "’s"])
DATING = frozenset(["in", "on", "at", "of", "by", "during"])  # prepositions of a date that say when
CONDITIONS = frozenset(["if", "when", "unless", "once", "whether"])
BETWEEN = frozenset(
    ["on", "in", "by", "at", "to", "for", "from", "the", "of", ",", "early", "late", "mid"]
)


def direction_at(
    doc: Doc, first: Token, after: Token | None, *, tagged: bool
) -> tuple[Direction, str]:
    """The direction of the clause an expression stands in, and the words that show it.

    `after` is the token that follows it: "Wednesday's ruling" has been given already, and "the
    Jan. 14 deadline" is to come.
    """
    cue, word = _word_before(doc, first)
    if after is not None and after.text in POSSESSIVE:
        return _of_possessive(after, cue) if tagged else ("past", after.text)
    if after is not None and (sign := _deadline(doc, after)):
        return "future", sign
    if cue in cues("behind"):
        return "past", cue
    if cue in cues("ahead"):
        return (tagged and past_plan(word)) or "future", cue
    if not tagged:
        return ("future", cue) if cue in cues("until") else ("unknown", "")
    verb = governing_verb(first) or _nearest_verb(first)
    if verb is not None and verb.i > first.i and word.tag_ == "VBD" and word.i < first.i:
        verb = word  # "said on Monday troops would arrive", whatever the parse
    if verb is None:
        return ("future", cue) if cue in cues("until") else ("unknown", "")
    preposition = doc[first.i - 1].lower_ if first.i else ""
    direction, sign = _of_planned_thing(first) or tense_of(verb)
    if _puts_off(verb, preposition):
        return "future", sign
    if arranged := _arranged_for(verb, preposition, direction):
        return arranged, sign
    if cue in cues("until"):
        return _until(verb, direction), cue
    return (_of_present(verb, first) if direction == "present" else direction), sign


def _of_possessive(mark: Token, cue: str) -> tuple[Direction, str]:
    """ "Friday's attack" has been; "ahead of Friday's vote" and "Friday's vote will decide" look ahead."""
    if cue in cues("awaiting"):
        return "future", cue
    noun = mark.head.head
    if noun.dep_ in SUBJECTS and noun.i > mark.i:
        direction, sign = tense_of(noun.head)
        if direction == "future":
            return direction, sign
    verb = governing_verb(noun)
    if noun.lemma_.lower() in cues("fixture") and verb is not None:
        direction, sign = tense_of(verb)
        if direction == "future" or (direction == "present" and verb.lemma_ in cues("timetable")):
            return "future", sign
    return "past", mark.text


def _of_present(verb: Token, first: Token) -> Direction:
    """The present of a plan ("takes office Friday", "the final is on Saturday") or any other."""
    if any(
        child.lower_ in CONDITIONS for child in verb.children if child.dep_ in ("mark", "advmod")
    ):
        return "near"
    if verb.lemma_.lower() in cues("report") or verb.lower_ in cues("same-form"):
        return "unknown"
    if verb.lemma_.lower() in cues("timetable"):
        return "future"
    is_plan = verb.lemma_ == "be" or verb.tag_ == "VBG"
    return "near" if is_plan and _hangs_freely(first, verb) else "present"


def _hangs_freely(first: Token, verb: Token) -> bool:
    """Whether a time hangs on the verb itself, and not on what it tells of: "the third attack since Friday"."""
    token = first.head
    for _ in range(REACH):
        if token.i == verb.i:
            return True
        if token.dep_ in (*SUBJECTS, "attr", "dobj", "relcl", "acl") or token.lower_ == "of":
            return False
        token = token.head
    return False


def _until(verb: Token, direction: Direction) -> Direction:
    """ "Ran until 5 March" is over; "closed the road until Thursday" may not be."""
    if direction != "past":
        return "future"
    words = {child.lower_ for child in verb.children}
    lasted = verb.lemma_.lower() in cues("lasting") or words & {"had", *NEGATIVE}
    return "past" if lasted else "either"


def _arranged_for(verb: Token, preposition: str, direction: Direction) -> Direction | None:
    """Ahead for "called a strike for Friday", "ordered his release by Tuesday"; open for "was set for Friday"."""
    if preposition == "for" and verb.lemma_.lower() in cues("arrange"):
        words = {child.lower_ for child in verb.children}
        if verb.tag_ != "VBN" or words & {*PERFECT, "are", "is"}:
            return "future"
        return "either" if words & WAS else None
    if preposition == "by" and direction in ("past", "present"):
        asking = cues("demand") | cues("plan")
        lemmas = {verb.lemma_.lower()} | (
            {verb.head.lemma_.lower()} if verb.tag_ != "VBD" else set()
        )
        return "future" if lemmas & asking else None
    return None


def _deadline(doc: Doc, after: Token) -> str:
    """The word right behind a date that makes it one to come: "the Jan. 14 return date"."""
    return next(
        (word.text for word in doc[after.i : after.i + 2] if word.lower_ in cues("behind-it")), ""
    )


def _puts_off(verb: Token, preposition: str) -> bool:
    """Whether a verb of any tense gives time until a day: "was extended to", "has set Friday as"."""
    if preposition in ("to", "until", "till"):
        return verb.lemma_.lower() in cues("put-off")
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


def _of_planned_thing(first: Token) -> tuple[Direction, str] | None:
    """Which way "his planned visit in September" looks: ahead, but both ways when that "was called off"."""
    doc = first.doc
    for word in reversed(doc[max(first.i - NEAR, first.sent.start) : first.i]):
        if word.dep_ == "amod" and word.lower_ in cues("planned"):
            noun = word.head
            done = noun.dep_ in SUBJECTS and tense_of(noun.head)[0] == "past"
            return ("either" if done else "future"), f"{word.text} {noun.text}"
        if is_verb(word):
            break
    return None


def tells_main_event(first: Token) -> bool:
    """Whether an expression says when the past main verb was: "the 2011 vote" and "since 2014" do not."""
    token = first
    for _ in range(REACH):
        if is_verb(token) or token.head.i == token.i:
            break
        if token.dep_ == "prep" and token.lower_ not in DATING:
            return False
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in (
            "pobj",
            "npadvmod",
            "nmod",
            "compound",
        ):
            return False
        token = token.head
    for _ in range(REACH):
        if token.dep_ != "conj" or not is_verb(token):
            break
        token = token.head
    return is_verb(token) and token.dep_ == "ROOT" and tense_of(token)[0] == "past"


def _nearest_verb(first: Token) -> Token | None:
    """The last verb before the expression in its sentence, else the first after it."""
    doc, at = first.doc, first.i
    while at > 0 and not doc[at].is_sent_start and first.i - at < FAR:
        at -= 1
        if is_verb(doc[at]):
            return doc[at]
    for token in doc[first.i + 1 : first.i + FAR]:
        if token.is_sent_start:
            break
        if is_verb(token):
            return token
    return None
