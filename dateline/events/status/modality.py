"""What a predicate's own words say of whether it happened: modals, negations, adverbs, conditions, mood.

Helpers of the first verb in a row hold for the next ones: "will meet and praise". What governs the
predicate ("refused to") is read in governors.py.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from dateline.events.phrases import LAST_ASKED
from dateline.events.status.mood import LONGEST_ROW, SUBJECTS, Told, is_order, of_mood, word_before
from dateline.events.status.negation import negations_of, row_words
from dateline.model import Status

MODALS: dict[str, Status] = {
    "will": "planned", "'ll": "planned", "shall": "planned", "wo": "planned", "would": "possible",
    "'d": "possible", "could": "possible", "might": "possible", "may": "possible", "can": "possible",
    "ca": "possible", "should": "possible", "must": "possible", "ought": "possible",
}  # fmt: skip
# "could not" and "would not" say that it did not happen; "may not" and "should not" leave it open
OPEN_WHEN_NEGATED = {"may", "might", "should", "must", "ought"}
ADVERBS: dict[str, Status] = {
    "reportedly": "alleged", "allegedly": "alleged", "supposedly": "alleged", "purportedly": "alleged",
    "almost": "negated", "nearly": "negated",
    "possibly": "possible", "perhaps": "possible", "probably": "possible", "maybe": "possible",
    "likely": "possible", "presumably": "possible", "hopefully": "possible",
    "nowhere": "negated", "rarely": "negated", "seldom": "negated", "never": "negated",
    "hardly": "negated", "scarcely": "negated",
}  # fmt: skip
ADJECTIVES: dict[str, Status] = {
    "planned": "planned", "scheduled": "planned", "upcoming": "planned", "forthcoming": "planned",
    "expected": "planned", "proposed": "planned", "future": "planned", "imminent": "planned",
    "postponed": "planned",
    "possible": "possible", "potential": "possible", "likely": "possible", "threatened": "possible",
    "hypothetical": "possible", "feared": "possible", "would-be": "possible",
    "alleged": "alleged", "suspected": "alleged", "reported": "alleged",
    "cancelled": "negated", "canceled": "negated", "foiled": "negated", "thwarted": "negated",
    "averted": "negated", "aborted": "negated", "failed": "negated", "attempted": "possible",
    "mock": "negated", "fake": "negated", "simulated": "negated", "fictional": "negated",
    "supposed": "alleged", "so-called": "alleged", "purported": "alleged",
}  # fmt: skip
BEFORE = {"cc", "advmod", "prep"}  # what may open a clause before "had" or "were"
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
TOLD_AS_FACT = "told as a fact"
# "would like" is a wish that is there, and "can see" is seeing
POLITE = {"like", "love", "prefer", "hate"}
FRANK = {"say", "suggest", "recommend", "argue", "advise"}  # "I would say"
PERCEIVED = {"see", "hear", "feel"}
ASKS = {"ask", "wonder", "know", "see", "tell", "decide", "determine", "check", "find", "learn"}


@lru_cache(LAST_ASKED)
def own_status(token: Token) -> Told:
    """What a predicate's own helpers, subject, object and clause say of it.

    >>> from dateline.language import load_language
    >>> doc = load_language().pipeline("He may not leave, and nobody stayed.")
    >>> own_status(doc[3]), own_status(doc[7])
    (('possible', '"may not"'), ('negated', '"nobody"'))
    """
    children = list(token.children)
    helpers = [*children, *_shared_helpers(token, children)]
    effects = negations_of(token, helpers)
    if not effects and is_order(token, children):
        return "possible", "an order"
    for child in helpers:
        effects = _with(child, token, helpers, effects)
    if _is_inverted(children):
        effects.append(("conditional", "told as an inverted condition"))
    return strongest([*effects, *of_mood(token, children)])


def _with(child: Token, token: Token, helpers: list[Token], effects: list[Told]) -> list[Told]:
    """The effects, with what one of the words under the predicate adds."""
    word, role, quoted = child.lower_, child.dep_, f'"{child.text}"'
    if role == "aux":
        return _with_modal(child, token, helpers, effects) if word in MODALS else effects
    if role == "advmod" and word in ADVERBS:
        return [*effects, (ADVERBS[word], quoted)]
    if role == "amod" and word in ADJECTIVES:
        return [*effects, (ADJECTIVES[word], quoted)]
    if role in {"mark", "advmod"} and word in CONDITIONS:
        return [*effects, ("possible" if word_before(child) == "as" else "conditional", quoted)]
    if role == "advcl" and _is_still_awaited(child, helpers):
        return [*effects, ("conditional", 'with "once"')]
    if role == "advcl" and token.lemma_ not in ASKS and _is_condition(child):
        return [*effects, ("conditional", "with an if-clause")]
    return effects


def strongest(effects: list[Told]) -> Told:
    """The effect that wins (see STRENGTH), or a plain fact when there is none."""
    return max(
        effects, key=lambda effect: STRENGTH.index(effect[0]), default=("asserted", TOLD_AS_FACT)
    )


def is_finite_in_row(token: Token) -> bool:
    """Whether a verb joined to an infinitive is told in a tense of its own."""
    return (
        token.dep_ == "conj" and token.tag_ in {"VBD", "VBZ"} and token.head.tag_ in {"VB", "VBG"}
    )


def _with_modal(modal: Token, verb: Token, helpers: list[Token], effects: list[Told]) -> list[Told]:
    """The effects of a predicate's negation, with its modal's."""
    word, text = modal.lower_, modal.text
    perfect = any(child.lower_ == "have" for child in helpers)
    if verb.tag_ == "VBD" and not perfect:
        return effects  # "May met" is a name
    if word == "'d" and verb.tag_ == "VBN" and not perfect:
        return effects  # "that I'd seen" is "had seen"
    negated = any(status == "negated" for status, _ in effects)
    if word in {"should", "ought"} and perfect:
        # "should have told them" did not, "should not have told them" did
        return [] if negated else [("negated", f'"{text} have"')]
    if negated and word in OPEN_WHEN_NEGATED:
        return [("possible", f'"{text} not"')]
    if word in {"would", "'d"}:
        ours = any(c.dep_ == "nsubj" and c.lower_ in {"i", "we"} for c in helpers)
        if verb.lemma_ in POLITE or (verb.lemma_ in FRANK and ours):
            return effects
        if not perfect and _is_future_in_past(verb, helpers):
            return [*effects, ("planned", f'"{text}" after "{verb.head.text}"')]
    if word in {"can", "could"} and not negated and verb.lemma_ in PERCEIVED:
        return effects
    return [*effects, (MODALS[word], f'"{text}"')]


def _is_future_in_past(verb: Token, helpers: list[Token]) -> bool:
    """ "Said that it would", "so that it would": the future seen from the past."""
    if verb.dep_ == "advcl":
        marks = {child.lower_ for child in helpers if child.dep_ in {"mark", "advmod"}}
        return "so" in marks and not marks & CONDITIONS
    return (
        verb.dep_ in {"ccomp", "acl"}
        and verb.head.tag_ in {"VBD", "VBN", "NN"}
        and any(child.dep_ in SUBJECTS and child.i < verb.i for child in helpers)
    )


def _is_still_awaited(clause: Token, helpers: list[Token]) -> bool:
    """ "Will recognise it once parliament has approved": not before."""
    marks = {child.lower_ for child in clause.children if child.dep_ in {"mark", "advmod"}}
    return "once" in marks and any(helper.lower_ in MODALS for helper in helpers)


def _is_condition(clause: Token) -> bool:
    """Whether a clause is "if …" or "unless …", and not "even if" or "as if", which change nothing."""
    return any(
        child.lower_ in {"if", "unless"} and word_before(child) not in {"even", "as"}
        for child in clause.children
    )


def _is_inverted(children: list[Token]) -> bool:
    """ "Had China bombed Tokyo", "were Russia to attack": a condition without "if"."""
    first = next((c for c in children if c.dep_ in {"aux", "auxpass"}), None)
    if first is None or first.lower_ not in {"had", "were", "should"}:
        return False
    subject = next((c for c in children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return (
        subject is not None
        and first.i < subject.left_edge.i
        and all(
            child.i >= first.i or child.is_punct or child.dep_ in {"cc", "advmod", "prep"}
            for child in children
        )
        and not first.sent.text.rstrip().endswith("?")
    )


def _shared_helpers(token: Token, children: list[Token]) -> list[Token]:
    """Auxiliaries of the first in a row that hold for the next: "will meet, praise and thank"."""
    first = token
    for _ in range(LONGEST_ROW):
        if first.dep_ != "conj":
            break
        if any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in children):
            return []
        first = first.head
        if first.tag_ != token.tag_:
            return []
        children = list(first.lefts)
    if first == token:
        return []
    shared = [child for child in children if child.dep_ in {"aux", "neg"}]
    if any(child.dep_ == "aux" for child in shared):
        return shared
    return (
        shared if row_words(token.head).either else []
    )  # "never slept or ate", not "never slept and left"
