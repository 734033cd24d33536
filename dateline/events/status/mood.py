"""What the form of a verb says of whether it happened: orders, infinitives, the subjunctive, plans.

"Call the police", "to call the police", "that he call", "calls tomorrow": none of them has happened.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.events.subjects import is_past
from dateline.model import Status

Told = tuple[Status, str]  # a status and the words that decided it

# "when he arrives, they will talk": the present tense after these is still to come
WHEN = {"when", "whenever", "once", "until", "till", "before", "after"}
# "is visiting Rome next week", "talks begin tomorrow": the present tense with these is a plan
SOON = {"tomorrow", "soon", "shortly"}
NEXT = {"next", "coming"}
QUESTION_WORDS = {"WDT", "WP", "WP$", "WRB"}
TAKES_BARE = {"let", "make", "help", "see", "hear", "watch", "feel", "have", "bid"}
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}
# A verb farther along a row than this is told on its own; it bounds the work on a hostile text.
LONGEST_ROW = 12
PURPOSE = "told as a purpose"
ONE_OR_OTHER = 'told of one "or" the other'
HELPERS = {"aux", "auxpass"}
BE = {"is", "are", "am", "'s", "'re", "'m"}


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def word_before(token: Token) -> str:
    """The word before a token in lower case; "" at the beginning of the text."""
    return token.nbor(-1).lower_ if token.i else ""


def is_order(verb: Token, children: list[Token]) -> bool:
    """Whether a verb is an imperative, or joined to one: "call the police and wait"."""
    for _ in range(LONGEST_ROW):
        if verb.tag_ != "VB" or any(child.dep_ in SUBJECTS for child in children):
            return False
        if any(c.dep_ == "aux" and c.lower_ not in {"do", "please"} for c in children):
            return False
        if verb.dep_ == "ROOT" or any(child.lower_ == "please" for child in children):
            return True
        if verb.dep_ != "conj":
            return False
        if word_before(verb) == "so":
            return True  # "it is late, so go home"
        verb = verb.head
        children = list(verb.lefts)
    return False


def of_mood(verb: Token, children: list[Token]) -> list[Told]:
    """What infinitives, the subjunctive and the present tense of what is still to come say, if anything."""
    helpers = {child.lower_ for child in children if child.dep_ in HELPERS}
    if "to" in helpers:
        return _of_infinitive(verb, children)
    if any(child.tag_ == "MD" for child in children):
        return []
    if verb.lower_ == "going" and any(c.dep_ == "xcomp" and is_infinitive(c) for c in children):
        return [("planned", f'"{verb.text} to"')]
    if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBG" and helpers & BE):
        return _to_come(verb, children)
    if verb.dep_ == "ccomp" and verb.head.lemma_ not in TAKES_BARE:
        return _of_subjunctive(verb, children, helpers)
    return []


def _of_subjunctive(verb: Token, children: list[Token], helpers: set[str]) -> list[Told]:
    """ "That he leave", "that steps be taken"; with a plural subject a bare verb may be the present."""
    subject = next((c for c in children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return []
    singular = subject.tag_ in {"NN", "NNP"} or subject.lower_ in {"he", "she", "it"}
    bare = verb.tag_ == "VB" and not helpers and (singular or verb.lemma_ == "be")
    if bare or helpers == {"be"}:
        return [("possible", f'demanded under "{verb.head.text}"')]
    return []


def _of_infinitive(verb: Token, children: list[Token]) -> list[Told]:
    """What an infinitive is for, or what its governor's tense makes of it."""
    head, before = verb.head, [child for child in children if child.i < verb.i]
    if verb.dep_ == "csubj" or any(child.tag_ in QUESTION_WORDS for child in before):
        return [("possible", "told of as a thing to do")]  # "how to leave"
    if verb.dep_ == "advcl":
        only = any(child.lower_ == "only" for child in before)
        return [] if only else [("planned", PURPOSE)]  # "rose, only to fall again"
    if verb.dep_ != "xcomp":
        return []
    if head.lemma_ == "stop":  # "stopped to rest" did not stop resting
        return [("planned", PURPOSE)]
    if head.lower_ == "going" or (
        head.lemma_ == "be" and all(child.dep_ != "acomp" for child in head.rights)
    ):
        return [("planned", f'"{head.text} to"')]  # "is to meet", "was to meet"
    if head.lemma_ == "have" and not is_past(head):
        return [("possible", f'"{head.text} to"')]
    return []


def _to_come(verb: Token, children: list[Token]) -> list[Told]:
    """ "When he arrives, they will talk": the arrival is still to come; "talks begin tomorrow"."""
    for child in children:
        soon = child.lower_ in SOON and child.dep_ in {"advmod", "npadvmod"}
        if soon or (child.dep_ == "npadvmod" and any(c.lower_ in NEXT for c in child.lefts)):
            return [("planned", f'the present tense with "{child.text}"')]
    mark = next((child for child in children if child.lower_ in WHEN), None)
    if mark is None or verb.dep_ != "advcl":
        return []
    main = list(verb.head.children)
    if is_order(verb.head, main) or any(child.tag_ == "MD" for child in main):
        return [("planned", f'"{mark.text}" of what is to come')]
    return []
