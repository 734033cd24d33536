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
from dateline.events.subjects import is_passive
from dateline.model import Status
from dateline.rules import read_words

MODALS: dict[str, Status] = {
    "will": "planned", "'ll": "planned", "shall": "planned", "wo": "planned", "would": "possible",
    "'d": "possible", "could": "possible", "might": "possible", "may": "possible", "can": "possible",
    "ca": "possible", "should": "possible", "must": "possible", "ought": "possible",
}  # fmt: skip
ADVERBS: dict[str, Status] = {
    "reportedly": "alleged", "allegedly": "alleged", "supposedly": "alleged", "purportedly": "alleged",
    "almost": "negated", "nearly": "negated",
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
# What wins when several apply: a plan that is denied is denied, and what stands under "if" is open.
STRENGTH: tuple[Status, ...] = (
    "asserted",
    "alleged",
    "planned",
    "possible",
    "negated",
    "conditional",
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
ARGUMENTS = {"nsubj", "nsubjpass", "dobj"}
NOBODY = {"nobody", "none", "nothing", "neither"}
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
    if predicate.dep_ == "relcl" and controls().get(predicate.head.lemma_) == "alleged":
        # "reports that he had died": the parser takes it for a relative clause
        return _strongest([*effects, ("alleged", f'under "{predicate.head.text}"')])
    if predicate.pos_ == "NOUN" and predicate.dep_ == "pobj":
        return _strongest(effects + _effects_on_pobj(predicate))
    while token.head.i not in seen and (token.dep_ in CLAUSES or token.dep_ in ROLES):
        governor = token.head
        seen.add(governor.i)
        if token.dep_ == "acl" and token.tag_ == "VBN" and not _has_clause(token):
            break  # "a goal backed by Egypt": told of the noun, whatever is planned with it
        if (
            token.dep_ == "advcl"
        ):  # "refused to sign, supporting a rival": only conditions reach over
            effects += [e for e in _own_effects(governor) if e[0] == "conditional"]
            break
        if is_finite_in_row(token):
            effects += [e for e in _own_effects(governor) if e[0] == "conditional"]
            break  # "refused to concede and accused": what is told in the past is not refused
        effects += _effects_from(governor, token)
        if token.dep_ == "ccomp" and governor.lemma_ in lexicon.say_verbs():
            break  # what is said of the saying ("he may say") is not said of the thing
        token = governor
    if not any(status == "negated" for status, _ in effects) and _is_question(predicate):
        effects.append(("possible", "asked as a question"))
    return _strongest(effects)


def _has_clause(token: Token) -> bool:
    """Whether a participle has a subject of its own: "the report that he had died"."""
    return any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in token.children)


def is_finite_in_row(token: Token) -> bool:
    """Whether a verb joined to an infinitive is told in a tense of its own."""
    return (
        token.dep_ == "conj" and token.tag_ in {"VBD", "VBZ"} and token.head.tag_ in {"VB", "VBG"}
    )


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
    open_ = any(effect[0] == "conditional" for effect in effects)
    if len(negations) % 2 == 0 and negations and not open_:  # "did not deny meeting her"
        return "possible", " and ".join(reason for _, reason in negations)
    return max(
        effects, key=lambda effect: STRENGTH.index(effect[0]), default=("asserted", TOLD_AS_FACT)
    )


def _own_effects(token: Token) -> list[tuple[Status, str]]:
    """What a predicate's own helpers, subject, object and clause say of it."""
    effects = [*_negations(token), *_of_infinitive(token)]
    for child in (*token.children, *_shared_helpers(token)):
        word = child.lower_
        if child.dep_ == "aux" and word in MODALS and token.tag_ != "VBD":  # "May met" is a name
            effects.append((MODALS[word], f'"{child.text}"'))
        elif child.dep_ == "advmod" and word in ADVERBS:
            effects.append((ADVERBS[word], f'"{child.text}"'))
        elif child.dep_ == "amod" and word in ADJECTIVES:
            effects.append((ADJECTIVES[word], f'"{child.text}"'))
        elif child.dep_ in {"mark", "advmod"} and word in CONDITIONS:
            effects.append(("conditional", f'"{child.text}"'))
        elif child.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in child.children):
            effects.append(("conditional", "with an if-clause"))
    return effects


def _negations(token: Token) -> list[tuple[Status, str]]:
    """ "not", "no", "nobody", "none of", "neither … nor": each makes the predicate untrue."""
    found = []
    for child in (*token.children, *_shared_helpers(token)):
        word = child.lower_
        if (
            child.dep_ == "neg"
            or (child.dep_ == "det" and word == "no")
            or (
                child.dep_ in ARGUMENTS
                and (word in NOBODY or any(c.lower_ == "no" for c in child.children))
            )
            or (word == "neither" and child.dep_ in {"preconj", "cc", "advmod", "dep", "det"})
        ):
            found.append(child)
    if token.dep_ == "conj":
        found += [c for c in token.head.children if c.lower_ == "nor" and c.i < token.i]
    return [("negated", f'"{child.text}"') for child in found[:1]]


def _of_infinitive(token: Token) -> list[tuple[Status, str]]:
    if not any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children):
        return []
    if token.dep_ == "advcl":
        return [("planned", PURPOSE)]
    if token.dep_ == "xcomp" and token.head.lemma_ == "be":  # "is to meet", "was to meet"
        return [("planned", f'"{token.head.text} to"')]
    if token.dep_ in {"acl", "relcl"} and token.head.lemma_ not in controls():
        return [("possible", "told of a noun with “to”")]  # "the right to protest"
    return []


def _shared_helpers(token: Token) -> list[Token]:
    """Auxiliaries of the first in a row that hold for the next: "will meet and praise"."""
    own = [child.dep_ for child in token.children]
    first = token.head
    if token.dep_ != "conj" or "nsubj" in own or "aux" in own or token.tag_ != first.tag_:
        return []
    return [child for child in first.children if child.dep_ in {"aux", "neg"} and child.i < first.i]


def _effects_from(governor: Token, inner: Token) -> list[tuple[Status, str]]:
    """What a governing word does to the predicate under it, with its own negation or modal."""
    conditions = [own for own in _own_effects(governor) if own[0] == "conditional"]
    if inner.dep_ == "conj":
        return conditions
    if inner.dep_ == "pcomp" and governor.lower_ == "without":
        return [("negated", '"without"')]
    if truth := _of_truth(governor, inner):
        return conditions + truth
    effects = conditions
    effect = controls().get(governor.lemma_.lower())
    if effect and _governs(governor, inner):
        effects.append((effect, f'under "{governor.text}"'))
    if inner.dep_ in {"xcomp", "pcomp", "oprd", "nsubj", "nsubjpass", "dobj", "pobj"} or effects:
        own = [own for own in _own_effects(governor) if own not in effects]
        effects += [e for e in own if e[1] != PURPOSE]
    return effects


def _of_truth(governor: Token, inner: Token) -> list[tuple[Status, str]]:
    """ "It is not true that …", "no evidence shows that …": the clause is said not to be so."""
    if inner.dep_ not in {"ccomp", "csubj", "acl", "advcl"}:
        return []
    negated = bool(_negations(governor))
    words = {child.lemma_.lower() for child in governor.children if child.dep_ in {"acomp", "attr"}}
    if governor.lemma_ == "be" and words & {"true", "case"} and negated:
        return [("negated", '"not true"')]
    if governor.lemma_ == "be" and words & {"false", "untrue", "wrong"} and not negated:
        return [("negated", '"false"')]
    if governor.lemma_ in {"show", "prove", "suggest", "indicate"} and negated:
        return [("negated", f'not said to be so under "{governor.text}"')]
    return []


def _governs(governor: Token, inner: Token) -> bool:
    """Whether the word controls what is under it; "he said that …" and "X reported …" do not."""
    if governor.pos_ == "NOUN" and inner.pos_ in {"VERB", "AUX"}:  # "reports that he died"
        return inner.dep_ in {"acl", "ccomp", "relcl"}
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
