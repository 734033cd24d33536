"""Whether a predicate is told as having happened: asserted, planned, possible, conditional, alleged, negated.

Read outward from the predicate: its own negation, modal and adverbs, then each word that governs it
("refused to", "is set to", "is said to have"), from rules/controls.csv. The idea of multiplying what each
governor does is De Facto's (Saurí and Pustejovsky 2012). Reported speech is not doubt: "police said he
fled" asserts, with an attribution.
"""

from __future__ import annotations

from functools import cache
from typing import get_args

from spacy.tokens import Token

from dateline.errors import BadRule
from dateline.events import lexicon
from dateline.events.triggers import is_passive
from dateline.model import Status
from dateline.rules import read_words

MODALS: dict[str, Status] = {
    "will": "planned", "'ll": "planned", "shall": "planned", "wo": "planned", "would": "possible",
    "'d": "possible", "could": "possible", "might": "possible", "may": "possible", "can": "possible",
    "ca": "possible", "should": "possible", "must": "possible", "ought": "possible",
}  # fmt: skip
ADVERBS: dict[str, Status] = {
    "reportedly": "alleged", "allegedly": "alleged", "supposedly": "alleged", "purportedly": "alleged",
    "possibly": "possible", "perhaps": "possible", "probably": "possible", "maybe": "possible",
    "likely": "possible", "never": "negated", "hardly": "negated",
}  # fmt: skip
ADJECTIVES: dict[str, Status] = {
    "planned": "planned", "scheduled": "planned", "upcoming": "planned", "forthcoming": "planned",
    "expected": "planned", "proposed": "planned", "future": "planned", "imminent": "planned",
    "possible": "possible", "potential": "possible", "likely": "possible", "threatened": "possible",
    "alleged": "alleged", "suspected": "alleged", "reported": "alleged",
}  # fmt: skip
CONDITIONS = {"if", "unless", "whether", "provided", "lest"}
# What wins when several apply: a plan that is denied is denied.
STRENGTH: tuple[Status, ...] = (
    "asserted",
    "alleged",
    "planned",
    "possible",
    "conditional",
    "negated",
)
CLAUSES = {
    "xcomp",
    "ccomp",
    "pcomp",
    "conj",
    "acl",
    "advcl",
    "prep",
    "csubj",
    "oprd",
    "pobj",
    "agent",
}
ROLES = {
    "dobj",
    "nsubj",
    "nsubjpass",
}  # what a noun may be to the verb that says whether it happened
PURPOSE = "told as a purpose"
TOLD_AS_FACT = "told as a fact"


@cache
def controls() -> dict[str, Status]:
    """Lemma of a governing word → what it makes of the predicate under it.

    >>> controls()["refuse"], controls()["plan"]
    ('negated', 'planned')
    """
    found: dict[str, Status] = {}
    for row in read_words("controls.csv", "lemma", "status", "example", "inner"):
        if row["status"] not in get_args(Status):
            raise BadRule("controls.csv", row["lemma"], f"has an unknown status {row['status']}")
        found[row["lemma"]] = next(status for status in STRENGTH if status == row["status"])
    return found


def status_of(predicate: Token) -> tuple[Status, str]:
    """The status of a predicate and the words that decided it.

    >>> from dateline.language import load_language
    >>> doc = load_language().pipeline("He refused to leave.")
    >>> status_of(doc[3]), status_of(doc[1])
    (('negated', 'under "refused"'), ('asserted', 'told as a fact'))
    """
    effects = _own_effects(predicate)
    token, seen = predicate, {predicate.i}
    if predicate.pos_ == "NOUN" and predicate.dep_ == "pobj":
        return _strongest(effects + _effects_on_pobj(predicate))
    while token.head.i not in seen and (token.dep_ in CLAUSES or token.dep_ in ROLES):
        governor = token.head
        seen.add(governor.i)
        if token.dep_ == "acl" and token.tag_ == "VBN":
            break  # "a goal backed by Egypt": told of the noun, whatever is planned with it
        if (
            token.dep_ == "advcl"
        ):  # "refused to sign, supporting a rival": only conditions reach over
            effects += [e for e in _own_effects(governor) if e[0] == "conditional"]
            break
        effects += _effects_from(governor, token)
        if token.dep_ == "ccomp" and governor.lemma_ in lexicon.say_verbs():
            break  # what is said of the saying ("he may say") is not said of the thing
        token = governor
    if not any(status == "negated" for status, _ in effects) and _is_question(predicate):
        effects.append(("possible", "asked as a question"))
    return _strongest(effects)


def _effects_on_pobj(noun: Token) -> list[tuple[Status, str]]:
    """ "hopes for talks" is no talks yet; "despite", "after" or "during" a visit takes it for granted."""
    preposition = noun.head
    governor = preposition.head
    effect = controls().get(governor.lemma_.lower())
    if preposition.lower_ == "for" and effect and governor.lemma_ not in lexicon.say_verbs():
        return [(effect, f'under "{governor.text}"')]
    return []


def _strongest(effects: list[tuple[Status, str]]) -> tuple[Status, str]:
    negations = [effect for effect in effects if effect[0] == "negated"]
    if len(negations) % 2 == 0 and negations:  # "did not deny meeting her"
        return "possible", " and ".join(reason for _, reason in negations)
    return max(
        effects, key=lambda effect: STRENGTH.index(effect[0]), default=("asserted", TOLD_AS_FACT)
    )


def _own_effects(token: Token) -> list[tuple[Status, str]]:
    effects: list[tuple[Status, str]] = []
    helpers = list(token.children)
    if token.dep_ == "conj" and not any(child.dep_ == "nsubj" for child in helpers):
        helpers += [
            child for child in token.head.children if child.dep_ == "aux" and child.i < token.head.i
        ]
    for child in helpers:
        word = child.lower_
        if child.dep_ == "neg" or (child.dep_ == "det" and word == "no"):
            effects.append(("negated", f'"{child.text}"'))
        elif child.dep_ == "aux" and word in MODALS:
            effects.append((MODALS[word], f'"{child.text}"'))
        elif child.dep_ == "advmod" and word in ADVERBS:
            effects.append((ADVERBS[word], f'"{child.text}"'))
        elif child.dep_ == "amod" and word in ADJECTIVES:
            effects.append((ADJECTIVES[word], f'"{child.text}"'))
        elif child.dep_ in {"mark", "advmod"} and word in CONDITIONS:
            effects.append(("conditional", f'"{child.text}"'))
        elif child.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in child.children):
            effects.append(("conditional", "with an if-clause"))
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children):
        if token.dep_ == "advcl":
            effects.append(("planned", PURPOSE))
        elif (
            token.dep_ in {"acl", "relcl"} and token.head.lemma_ not in controls()
        ):  # "the right to protest", "the man to beat"
            effects.append(("possible", "told of a noun with “to”"))
    return effects


def _effects_from(governor: Token, inner: Token) -> list[tuple[Status, str]]:
    """What a governing word does to the predicate under it, with its own negation or modal."""
    conditions = [own for own in _own_effects(governor) if own[0] == "conditional"]
    if inner.dep_ == "conj":
        return conditions
    if inner.dep_ == "pcomp" and governor.lower_ == "without":
        return [("negated", '"without"')]
    effects = conditions
    effect = controls().get(governor.lemma_.lower())
    if effect and _governs(governor, inner):
        effects.append((effect, f'under "{governor.text}"'))
    if inner.dep_ in {"xcomp", "pcomp", "oprd", "nsubj", "nsubjpass", "dobj", "pobj"} or effects:
        own = [own for own in _own_effects(governor) if own not in effects]
        effects += [e for e in own if e[1] != PURPOSE]
    return effects


def _governs(governor: Token, inner: Token) -> bool:
    """Whether the word controls what is under it; "he said that …" and "X reported …" do not."""
    if governor.lemma_ in {"say", "report", "set", "schedule", "slate"} and inner.dep_ != "dobj":
        return inner.dep_ in {"xcomp", "oprd"} and (is_passive(governor) or governor.tag_ == "VBN")
    if inner.pos_ in {"NOUN", "PROPN"}:
        return inner.dep_ == "dobj" and governor.lemma_ not in lexicon.say_verbs()
    if inner.dep_ == "agent":  # "accused by opponents of committing", as the parser has it
        return governor.lemma_ == "accuse"
    if inner.dep_ == "prep":  # "accused of killing", "warned against going"
        return any(child.dep_ == "pcomp" for child in inner.children)
    return inner.dep_ in {"xcomp", "ccomp", "oprd", "acl"}


def _is_question(token: Token) -> bool:
    last = token.sent[-1]
    return last.text == "?" or token.sent.text.rstrip().endswith("?")
