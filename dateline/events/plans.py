"""Plans, refusals and demands that are told with a modal or an adjective, and not with a verb of their own.

"Will visit", "is ready to send" promise (AGREE), or announce a retreat (CONCEDE) or harm (THREATEN);
"said it would not" refuses (REJECT); "said that Sudan must return it" demands (REQUEST). As PLOVER has it, a
promise of cooperation is one event, AGREE; what is promised is an event within it, told as planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from dateline.events.kinds import kinds_of
from dateline.events.lexicon import Entry
from dateline.events.speech.binding import bound, sayer_over
from dateline.events.status import status_of
from dateline.events.subjects import is_passive, subjects_of
from dateline.events.triggers import Trigger
from dateline.model import Name
from dateline.rules import read_words

WILL = {"will", "'ll", "shall", "wo"}
WOULD = {"would", "'d"}
MUST = {"must", "should", "ought"}
# What PLOVER makes of the plan of each type; what is not here keeps its type, told as planned.
PLANNED = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "CONCEDE": "AGREE",
    "RETREAT": "CONCEDE",
}
# The plan of harm is a threat when those who plan it say so themselves: a forecast is none.
THREATENED = {"SANCTION", "COERCE", "ASSAULT"}
PROMISES = {"vow", "swear", "pledge", "promise"}


@cache
def plan_words() -> frozenset[str]:
    """The lemmas of rules/event_plans.csv: "ready", "plan", "intend"."""
    rows = read_words("event_plans.csv", "word", "kind", "example")
    return frozenset(row["word"] for row in rows if row["kind"] == "plan")


def with_plans(sentence: Span, triggers: list[Trigger], named: Mapping[int, Name]) -> list[Trigger]:
    """The triggers of a sentence and, each before what it holds, the plans, refusals and demands."""
    by_verb = {trigger.token.i: trigger for trigger in triggers if not trigger.is_noun}
    found = [_as_threat(trigger, by_verb) for trigger in triggers]
    for verb in sentence:
        if verb.pos_ in {"VERB", "AUX"} and verb.dep_ not in {"aux", "auxpass"}:
            plan = (
                _demand(verb, by_verb.get(verb.i), named)
                or _refusal(verb, by_verb.get(verb.i), named)
                or _plan(verb, by_verb.get(verb.i), named)
            )
            if plan is not None:
                found.append(plan)
    return sorted(found, key=lambda trigger: (trigger.first.i, trigger.marker is None))


def _demand(verb: Token, inner: Trigger | None, named: Mapping[int, Name]) -> Trigger | None:
    """ "Russia said that Sudan must return the helicopter": what somebody else has to do."""
    modal = next((c for c in _modals(verb) if c.lower_ in MUST), None) or _has_to(verb)
    sayer = sayer_over(verb) if modal is not None else None
    if modal is None or sayer is None:
        return None
    subjects = [s for s in subjects_of(verb) if "someone" in kinds_of(s, named)]
    if not subjects or subjects[0].pos_ == "PRON":
        return None
    if any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children):
        return None  # "should have returned it" blames, and asks for nothing
    if not _are_people([sayer], named) or subjects[0].lemma_ == sayer.lemma_:
        return None
    return _trigger("REQUEST", "must", verb, modal, inner)


def _has_to(verb: Token) -> Token | None:
    """ "have" of "have to leave", "need" of "needs to leave"."""
    over = verb.head
    if verb.dep_ == "xcomp" and over.lemma_ in {"have", "need"} and over.tag_ in {"VBP", "VBZ"}:
        return over
    return None


def _refusal(verb: Token, inner: Trigger | None, named: Mapping[int, Name]) -> Trigger | None:
    """ "The U.S. said it would not meet the demands", "Israel will not leave the Golan"."""
    negation = next((child for child in verb.children if child.dep_ == "neg"), None)
    if negation is None:
        return None
    modal = next((c for c in _modals(verb) if c.lower_ in WILL | WOULD), None)
    if modal is None or is_passive(verb) or verb.lemma_ == "be":
        return None
    own = _says_so_itself(verb, named)
    if not own and (modal.lower_ in WOULD or inner is None):
        return None
    if not _are_people(subjects_of(verb), named):
        return None
    return _trigger("REJECT", "will not", verb, negation, inner)


def _plan(verb: Token, inner: Trigger | None, named: Mapping[int, Name]) -> Trigger | None:
    if inner is None or is_passive(verb) or any(child.dep_ == "neg" for child in verb.children):
        return None
    own = _says_so_itself(verb, named)
    modal = next(
        (c for c in _modals(verb) if c.lower_ in WILL or (own and c.lower_ in WOULD)), None
    )
    word = modal or _plan_word(verb)
    subjects = subjects_of(verb)
    if word is None or not _are_people(subjects, named) or _is_conditional(verb):
        return None
    if modal is not None and status_of(verb)[0] not in {
        "planned",
        "possible" if own else "planned",
    }:
        return None  # "they believe that Trump will cooperate" is their belief, and not his promise
    kind = PLANNED.get(inner.entry.type)
    if inner.entry.type in THREATENED and (own or modal is None):
        kind = "THREATEN"
    if kind is None:
        return None
    told = word.lemma_.lower()
    if modal is not None:
        told = "will" if modal.lower_ in WILL else "would"
    return _trigger(kind, told, verb, word, inner)


def _plan_word(verb: Token) -> Token | None:
    """ "ready" of "is ready to send", "plans" of "plans to send": what is not denied itself."""
    over = verb.head
    if verb.dep_ == "pcomp":  # "committed to sending"
        over = over.head
    if over.lemma_.lower() not in plan_words() or verb.dep_ not in {"xcomp", "pcomp", "ccomp"}:
        return None
    if over.lemma_ == "go" and over.tag_ != "VBG":
        return None
    negated = any(c.dep_ == "neg" for token in (over, over.head) for c in token.children)
    return None if negated else over


def _as_threat(trigger: Trigger, by_verb: dict[int, Trigger]) -> Trigger:
    """ "Vowed to attack" is a threat, and no promise."""
    if trigger.entry.lemma.split(" ")[0] not in PROMISES:
        return trigger
    below = [c for c in trigger.token.rights if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB"]
    inside = [by_verb[clause.i] for clause in below if clause.i in by_verb]
    if not any(inner.entry.type in THREATENED for inner in inside):
        return trigger
    entry = replace(trigger.entry, type="THREATEN", rule=f"{trigger.entry.rule} + harm")
    return replace(trigger, entry=entry)


def _says_so_itself(verb: Token, named: Mapping[int, Name]) -> bool:
    """Whether the subject is who says it: "they said they would blockade Paris"."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    sayer = sayer_over(verb)
    return sayer is not None and any(
        bound(subject, verb, named) == sayer or subject.lemma_ == sayer.lemma_
        for subject in subjects
    )


def _are_people(subjects: list[Token], named: Mapping[int, Name]) -> bool:
    return any(kinds_of(subject, named) & {"someone", "armed", "body"} for subject in subjects)


def _is_conditional(verb: Token) -> bool:
    return any(
        mark.lower_ in {"if", "unless", "once"}
        for clause in verb.children
        if clause.dep_ == "advcl"
        for mark in clause.children
    )


def _modals(verb: Token) -> Iterator[Token]:
    yield from (child for child in verb.children if child.dep_ == "aux")
    if verb.dep_ == "conj" and not any(child.dep_ in {"nsubj", "aux"} for child in verb.children):
        yield from (child for child in verb.head.children if child.dep_ == "aux")


def _trigger(kind: str, word: str, verb: Token, marker: Token, inner: Trigger | None) -> Trigger:
    entry = Entry(
        lemma=word,
        type=kind,
        mode=None,
        needs=(),
        base="",
        past="",
        undergo=False,
        received=False,
        example="",
        rule=f"event_plans:{word}",
    )
    return Trigger(verb, None, entry, marker, inner)
