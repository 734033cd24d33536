"""Who a verb is said of: subjects through control, rows, relative and participial clauses."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from dateline.events.kinds import kinds_of
from dateline.events.phrases import LAST_ASKED, row_of

# "ordered them to leave": the object of these acts in the inner clause
OBJECT_CONTROL = {
    "ask",
    "order",
    "urge",
    "persuade",
    "invite",
    "force",
    "allow",
    "tell",
    "call",
    "help",
    "want",
}
# Verbs that nobody undergoes: "the bus overturned" is never a bus that was overturned
INTRANSITIVE = {
    "arrive", "capsize", "clash", "collapse", "collide", "crash", "derail", "die", "drown", "erupt", "explode",
    "march", "overturn", "perish", "plunge", "protest", "rally", "resign", "retreat", "riot", "sink", "sweep",
}  # fmt: skip
ASKING = {"appeal", "call", "plead"}
# "thanked Oman for hosting", "accused them of killing": their object did it
FOR_DOING = {
    "absolve", "accuse", "acquit", "arrest", "blame", "charge", "clear", "condemn", "convict", "criticise",
    "criticize", "denounce", "detain", "exonerate", "fine", "frame", "indict", "jail", "pardon", "praise",
    "sanction", "sentence", "sue", "suspect", "thank",
}  # fmt: skip
LONGEST_ROW = 50  # verbs joined in a row; the longest of the seeds has 3
OWN = {"nsubj", "nsubjpass", "aux", "auxpass", "dobj", "agent"}
STATES = {"commit", "oppose", "dedicate"}
FOILS = {"foil", "thwart", "avert", "uncover"}
SUBJECT_CONTROL = {
    "promise",
    "threaten",
    "vow",
    "swear",
    "use",
    "take",
    "leave",
    "join",
    "visit",
    "meet",
}
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
RELATIVE = {"WDT", "WP", "WP$"}


def subjects_of(verb: Token) -> list[Token]:
    """Who a verb is said of, through control, conjunction and relative clauses; may be empty.

    In "Haftar, who agreed to help", the subject of help is Haftar.
    """
    seen: set[int] = set()
    while verb.i not in seen and len(seen) < LONGEST_ROW:
        seen.add(verb.i)
        if own := own_subjects(verb):
            return [s for subject in own for s in row_of(antecedent(subject, verb))]
        if (beside := _subject_of_another_row(verb)) is not None:
            return [beside]
        governor = verb.head
        if verb.dep_ in {"xcomp", "advcl"} and governor.lemma_ in ASKING:
            asked = [
                far
                for prep in governor.children
                if prep.dep_ == "prep" and prep.lower_ in {"to", "on", "upon"}
                for far in prep.children
                if far.dep_ == "pobj"
            ]
            if asked:  # "appealed to Paris to send help"
                return row_of(asked[0])
        if verb.dep_ in {"xcomp", "advcl", "acl"} and governor.lemma_ in FOILS:
            return []  # "foiled a plot to bomb the embassy": not they
        objects = [child for child in governor.children if child.dep_ == "dobj"]
        if verb.dep_ == "xcomp" and objects and _acts_below(governor, objects[0]):
            return row_of(objects[0])
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and _stands_apart(verb):
            verb = _verb_over(governor)  # "Haftar fights them, branding them as terrorists"
            continue
        if verb.dep_ in {"acl", "relcl"}:
            return [governor]
        if (
            verb.dep_ == "pcomp"
            or verb.dep_ == "advcl"
            or verb.dep_ in {"xcomp", "conj", "ccomp", "prep"}
        ):
            if verb.dep_ == "pcomp":  # "accused of killing", "Russia's intention in backing him"
                governor = governor.head
                if governor.head.dep_ == "agent":  # "accused by rivals of killing": rivals accuse
                    return subjects_of(governor.head.head)
                if governor.pos_ in {"NOUN", "PROPN"}:
                    return [child for child in governor.children if child.dep_ == "poss"]
                through = verb.head.lower_  # "saved Rwanda from being attacked"
                known = governor.lemma_ in FOR_DOING or through == "from"
                if known and not is_passive(governor):
                    return [
                        o
                        for child in governor.children
                        if child.dep_ == "dobj"
                        for o in row_of(child)
                    ]
            is_verb = governor.pos_ in {"VERB", "AUX"} or own_subjects(governor)
            verb = governor if is_verb else _verb_over(governor)
            continue
        return []
    return []


@lru_cache(LAST_ASKED)
def own_subjects(verb: Token) -> tuple[Token, ...]:
    """The subjects that hang from a verb itself."""
    return tuple(child for child in verb.children if child.dep_ in SUBJECTS)


def _acts_below(governor: Token, whom: Token) -> bool:
    """Whether the object does what stands under the verb: "paid Brown to kill", not "promised him to leave"."""
    if governor.lemma_ in SUBJECT_CONTROL:
        return False
    return governor.lemma_ in OBJECT_CONTROL or "someone" in kinds_of(whom, {})


def _subject_of_another_row(verb: Token) -> Token | None:
    """Police, in "left by the timetable and police arrested him", though the parser rows it with the timetable."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.is_sent_start:
        return None
    before = verb.nbor(-1)
    joined = before.dep_ == "conj" and before.head.i < before.i and before.head != verb
    return before if joined and before.pos_ in {"NOUN", "PROPN"} else None


def _stands_apart(participle: Token) -> bool:
    """Whether a comma parts a participle from the noun that the parser hangs it from."""
    edge = participle.left_edge
    return edge.i > 0 and edge.nbor(-1).text == ","


def _verb_over(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def antecedent(subject: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for; any other subject itself."""
    if subject.tag_ in RELATIVE or (subject.lower_ == "that" and verb.dep_ == "relcl"):
        clause = verb
        while clause.dep_ in {"conj", "xcomp"}:
            clause = clause.head
        if clause.dep_ == "relcl":
            return _which(subject, clause.head)
    return subject


def _which(pronoun: Token, parsed: Token) -> Token:
    """What "which" stands for: the parser's noun, unless the phrase right before is another one.

    In "Haftar challenged the government in Tripoli which refuses" the small model says Haftar.
    """
    if pronoun.lower_ != "which" or pronoun.is_sent_start:
        return parsed
    token = pronoun.nbor(-1)
    row = [token]
    while token.head.i < token.i and token.head.pos_ in {"NOUN", "PROPN", "ADP"}:
        token = token.head
        row.append(token)
    if parsed in row or token.pos_ not in {"NOUN", "PROPN"}:
        return parsed
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject undergoes it: "were flown", "the men arrested in May"."""
    for _ in range(LONGEST_ROW):
        if verb.dep_ != "conj" or verb.tag_ != "VBN" or verb.head.tag_ != "VBN":
            break
        if any(child.dep_ in OWN for child in verb.children):
            break
        verb = verb.head  # "was convicted in May and banned for life"
    if any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children):
        return not _is_state(verb)
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    return participle and not _is_main_verb(verb) and not _is_state(verb)


def _is_state(verb: Token) -> bool:
    """ "Is committed to", "is opposed to": what somebody is, and nothing that was done to them."""
    if verb.lemma_ not in STATES or any(child.dep_ == "agent" for child in verb.children):
        return False
    return verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "to"


def _is_main_verb(participle: Token) -> bool:
    """Whether the parser took the verb of a sentence for a participle: "A ferry capsized off Java." """
    if participle.head.dep_ != "ROOT" or participle.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    intransitive = participle.lemma_.lower() in INTRANSITIVE
    return intransitive or any(
        child.dep_ in {"dobj", "prt", "oprd"} for child in participle.children
    )


def is_past(token: Token) -> bool:
    """Whether a verb is told in the past: "met", "has met", "were flown"."""
    for _ in range(LONGEST_ROW):
        if token.tag_ == "VBD":
            return True
        words = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
        if words & {"will", "would", "to", "can", "could", "may", "might", "should", "must"}:
            return False
        if token.dep_ != "conj" or words:
            break
        token = token.head
    return token.tag_ == "VBN" and (
        bool(words & {"has", "have", "had", "was", "were", "been", "'ve"}) or is_passive(token)
    )
