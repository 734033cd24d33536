"""What a word makes of the predicate under it: "refused to", "is likely to", "the threat of".

A word of rules/controls.csv has a signature (controls.py). A word that is not there passes on to an
infinitive what is said of itself, and takes a clause for granted: "did not see that he had left".
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.status.controls import ENDS, NOMINAL, Control, Step, control_of
from dateline.events.status.modality import MODALS, POLITE, TOLD_AS_FACT, strongest
from dateline.events.status.mood import QUESTION_WORDS, Told, is_infinitive

FACT: Told = ("asserted", TOLD_AS_FACT)
NOUN_ROLES = {"dobj", "nsubj", "nsubjpass", "pobj"}
# "a right to protest" is open, "the first jet to be built" is not
RANKS = {"first", "second", "third", "last", "latest", "next", "only", "youngest", "oldest"}
# What stands under these did not happen, whatever governs them.
NOT_DONE = {
    "without", "instead of", "rather than", "short of", "opposed to", "close to", "verge of", "brink of",
    "far from", "out of",
}  # fmt: skip
WRONGLY = {"wrongly", "falsely", "wrongfully", "mistakenly", "erroneously"}
# Words that no list knows leave open what stands under them ("plotted to", "acquitted of"), but for these.
OPEN = {"of", "from", "to"}
PASSES_ON = {
    "able",
    "be",
    "stop",
    "have",
    "use",
    "come",
    "get",
    "go",
    "prove",
    "turn",
    "keep",
    "serve",
    "need",
}
# A verb in -ing under these is part of what the governor does; under "after" or "despite" it is told as a fact.
PART_OF_IT = {"by", "in", "through", "of", "to", "from", "at", "on", "before", "while", "when"}
# An activity that is ended goes on no more; an event that is ended ("the siege") took place.
ACTIVITIES = {
    "production", "sale", "manufacture", "export", "import", "delivery", "construction",
    "development", "shipment", "operation",
}  # fmt: skip
ENDED_NOUNS = {"end", "halt", "stop", "close", "standstill"}


def under(step: Step, told: Told) -> Told:
    """What the governor makes of what it governs, `told` being what is known of the governor."""
    inner, governor = step.inner, step.governor
    if step.preposition in NOT_DONE:
        return "negated", f'"{step.preposition}"'
    if truth := _of_truth(step, told):
        return truth
    if (found := control_of(step)) is not None:
        word, control = found
        return _apply(control, word, told)
    if _is_ended(step):
        return ("possible", told[1]) if told[0] == "negated" else ("negated", f'"{governor.text}"')
    if inner.pos_ in NOMINAL and inner.dep_ in NOUN_ROLES:
        return told if _is_new(step) else _condition(told)
    if inner.dep_ in {"xcomp", "oprd", "acomp", "attr"}:
        return _degree(step, told)
    if inner.dep_ == "pcomp" and step.preposition in OPEN and inner.pos_ in {"VERB", "AUX"}:
        return strongest([told, ("possible", f'under "{governor.text} {step.preposition}"')])
    if inner.dep_ in {"pcomp", "pobj"}:
        passes = step.preposition in PART_OF_IT and told[0] != "negated"
        return told if passes else _condition(told)
    if inner.dep_ == "ccomp" and is_infinitive(inner):  # "will not cause America to retreat"
        return strongest([told, ("possible", f'under "{governor.text} to"')])
    if inner.dep_ in {"ccomp", "csubj"}:
        return _of_clause(step, told)
    if inner.dep_ in {"acl", "relcl"}:
        return _of_noun(step, told)
    return _condition(told)


def _of_noun(step: Step, told: Told) -> Told:
    """ "The right to protest" is open; "the first to be built" is as true as what is said of it."""
    noun = step.governor
    if is_infinitive(step.inner) and not RANKS & {noun.lower_, *(c.lower_ for c in noun.children)}:
        return strongest([told, ("possible", f'told of "{noun.text}" with "to"')])
    return told if is_infinitive(step.inner) else _condition(told)


def _condition(told: Told) -> Told:
    """What stands beside a condition stands under it too; nothing else of the governor reaches over."""
    return told if told[0] == "conditional" else FACT


def _of_truth(step: Step, told: Told) -> Told | None:
    """ "It is not true that …", "no evidence shows that …": the clause is said not to be so."""
    governor, negated = step.governor, told[0] == "negated"
    if step.inner.dep_ not in {"ccomp", "csubj", "acl", "advcl"}:
        return None
    if governor.lemma_ == "be":
        words = {c.lemma_.lower() for c in governor.children if c.dep_ in {"acomp", "attr"}}
        if words & {"true", "case"} and negated:
            return "negated", '"not true"'
        if words & {"false", "untrue", "wrong", "lie", "myth", "hoax"} and not negated:
            return "negated", '"false"'
    if governor.lemma_ in {"show", "prove", "suggest", "indicate", "mean"} and negated:
        return "negated", f'not said to be so under "{governor.text}"'
    return None


def _apply(control: Control, governor: Token, told: Told) -> Told:
    """The signature of a word, given what is known of the word itself."""
    if control == Control("asserted", "asserted"):
        return FACT
    status, word = told[0], governor.text
    if control.affirmed == "asserted" and any(c.lower_ in WRONGLY for c in governor.children):
        return "alleged", f'under "{word}", said to be wrong'
    if status == "negated" and control.negated == "asserted":
        ahead = next((c for c in governor.children if c.lower_ in MODALS and c.dep_ == "aux"), None)
        return (MODALS[ahead.lower_], f'"{ahead.text}"') if ahead is not None else FACT
    if control == Control("asserted", "negated"):
        return told
    if status == "negated" and governor.pos_ == "NOUN" and control.affirmed != "alleged":
        return told  # "rejected a demand to leave", "no threat of an attack"
    if status == "negated":
        return control.negated, f'{told[1]} and under "{word}"'
    if control.affirmed == "asserted":
        return told
    if status in {"asserted", "planned"} or control.affirmed != "negated":
        return strongest([(control.affirmed, f'under "{word}"'), told])
    return told  # "may refuse to leave" is open


def _is_ended(step: Step) -> bool:
    """ "halted production", "the end of production", "bringing production to an end"."""
    inner, governor = step.inner, step.governor
    if inner.lemma_ not in ACTIVITIES:
        return False
    if step.preposition:
        return governor.lemma_ in ENDED_NOUNS and step.preposition in {"of", "to"}
    return governor.lemma_ in ENDS or any(
        far.lemma_ in ENDED_NOUNS
        for prep in governor.children
        if prep.dep_ == "prep" and prep.lower_ == "to"
        for far in prep.children
    )


def _is_new(step: Step) -> bool:
    """Whether a noun is told of for the first time: "may send a mission", not "may praise the visit"."""
    inner = step.inner
    if step.preposition or inner.dep_ == "nsubj":
        return False
    return all(
        child.dep_ != "poss" and (child.dep_ != "det" or child.lower_ in {"a", "an", "any", "no"})
        for child in inner.children
    )


def _degree(step: Step, told: Told) -> Told:
    """ "too weak to fight" did not fight, "strong enough to win" may have."""
    governor = step.governor
    if governor.lemma_ in POLITE and any(c.lower_ in {"would", "'d"} for c in governor.children):
        return "possible", f'under "would {governor.text}"'
    words = {child.lower_ for child in governor.children if child.dep_ == "advmod"}
    if not is_infinitive(step.inner):
        return told
    if governor.pos_ == "ADJ" and "too" in words:
        return ("possible", '"too"') if told[0] == "negated" else ("negated", '"too"')
    if governor.pos_ == "ADJ" and "enough" in words and told[0] == "asserted":
        return "possible", '"enough"'
    if governor.lemma_ in PASSES_ON or governor.pos_ not in {"VERB", "ADJ"}:
        return told
    return strongest([told, ("possible", f'under "{governor.text} to"')])


def _of_clause(step: Step, told: Told) -> Told:
    """A clause is taken for granted, unless the saying of it is denied or its governor is yet to be."""
    inner, governor = step.inner, step.governor
    if told[0] == "conditional":
        return told
    if any(child.tag_ in QUESTION_WORDS and child.i < inner.i for child in inner.children):
        return FACT  # "want to know what happened"
    if governor.lemma_ in lexicon.say_verbs():
        if told[0] == "negated":
            return "possible", f'not said under "{governor.text}"'
        return FACT
    return FACT if told[0] == "negated" else told
