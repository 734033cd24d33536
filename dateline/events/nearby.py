"""Whom an event is directed at when no object and no complement tells.

Who stands in the clause below ("threatened to ban the party"), against whom people protest, the nearest name
in the clause, and the country in which it is done.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.events.kinds import kinds_of
from dateline.events.lexicon import OWNERS
from dateline.events.phrases import (
    Part,
    has_name_inside,
    head_of,
    is_half_word,
    phrase_tokens,
    row_of,
)
from dateline.events.triggers import Trigger
from dateline.model import Name

Named = Mapping[int, Name]

NO_RECIPIENT = {"CONSULT", "RETREAT", "DEATH", "ACCIDENT", "DISASTER", "ELECTION", "APPOINT"}
# What is done in a country is done to it: "lifted a curfew in Montenegro", "forces in Lebanon".
TERRITORIAL = {"CONCEDE", "MOBILIZE", "SANCTION", "COERCE", "THREATEN", "AID", "REJECT"}
LOCATIVES = {"in", "at", "from", "near", "after", "before", "inside", "outside"}


def preposition_over(head: Token) -> str | None:
    """The preposition over a head or over the first of the row it stands in."""
    while head.dep_ == "conj":
        head = head.head
    return head.head.lower_ if head.dep_ == "pobj" else None


def is_somebody(head: Token, named: Named) -> bool:
    """Whether a phrase is about somebody: a name, a nationality ("an Indian proposal") or people."""
    if head.i in named or has_name_inside(head, named):
        return True
    if any(gazetteer.country_of_demonym(token.text) for token in phrase_tokens(head)):
        return True
    return "someone" in kinds_of(head, named) and head.lower_ not in {"it", "that", "which", "all"}


def in_clause_below(trigger: Trigger, named: Named) -> list[Part]:
    """Who stands in the clause that a promise, refusal, demand or threat governs.

    Who should do it ("demanded that Hamas renounce …"), or whom it is to be done to ("threatened to ban the
    opposition").
    """
    if trigger.entry.type not in OWNERS:
        return []
    for clause in trigger.token.rights:
        told = clause.dep_ == "ccomp" and trigger.entry.type not in {"REQUEST", "THREATEN"}
        if clause.dep_ not in {"xcomp", "ccomp"} or clause.pos_ not in {"VERB", "AUX"} or told:
            continue  # "denied that troops attacked Kyiv" is said to nobody
        subjects = [child for child in clause.lefts if child.dep_ in {"nsubj", "nsubjpass"}]
        if trigger.entry.type == "REQUEST":
            asked = [noun for s in subjects for noun in row_of(s) if is_somebody(noun, named)]
            if asked:
                return [Part(noun, None, "asked") for noun in asked if noun.pos_ != "PRON"]
        inner = [
            noun
            for child in clause.rights
            if child.dep_ in {"dobj", "ccomp"}
            for noun in (row_of(child) if child.dep_ == "dobj" else _small_subjects(child))
            if is_somebody(noun, named) and noun.pos_ != "PRON"
        ]
        if inner:
            return [Part(noun, None, "below") for noun in inner]
    return []


def _small_subjects(clause: Token) -> list[Token]:
    """ "the planes" of "allow the planes to land"."""
    return [child for child in clause.lefts if child.dep_ == "nsubj"]


def protested_against(trigger: Trigger, named: Named) -> list[Part]:
    """Against whom: the first name after "in protest of", "to protest against", "against", "in defiance of"."""
    if trigger.entry.type != "PROTEST":
        return []
    doc, end = trigger.token.doc, trigger.token.right_edge.i + 1
    opening = [
        token.i
        for token in doc[trigger.first.i : end]
        if token.lower_ in {"against", "defiance", "protest", "over", "denounce"}
    ]
    for token in doc[min(opening, default=end) : end]:
        if token.i in named and named[token.i].type != "place" and not is_half_word(token):
            return [_against(head_of(named[token.i], token, named))]
        if gazetteer.country_of_demonym(token.text) and token.head.pos_ in {"NOUN", "PROPN"}:
            return [_against(token.head)]
    return []


def _against(head: Token) -> Part:
    """ "Against the government" says so; of "against a ruling on Svalbard" the summary says nothing."""
    direct = head.dep_ == "pobj" and head.head.lower_ == "against"
    return Part(head, "against", "against" if direct else "protested")


def nearest_name(trigger: Trigger, named: Named, actors: list[Token]) -> list[Part]:
    """The nearest name after the trigger in its own clause, when the parse gives no complement.

    Of a promise, refusal or demand also a name in the clause under it: "refused to recognise Kosovo".
    """
    quiet = trigger.entry.type in NO_RECIPIENT | {"PROTEST"}
    if quiet and trigger.entry.mode != "visit":
        return []
    clauses = {trigger.token.i}
    if trigger.entry.type in OWNERS:
        clauses |= {c.i for c in trigger.token.rights if c.dep_ == "xcomp"}
        if trigger.entry.type in {"REQUEST", "THREATEN"}:
            clauses |= {c.i for c in trigger.token.rights if c.dep_ == "ccomp"}
    clauses |= _clauses_of_object(trigger)
    taken = {t.i for actor in actors for t in phrase_tokens(actor)}
    for token in trigger.token.doc[trigger.last.i + 1 : trigger.token.sent.end]:
        if token.i in taken:
            continue
        head = _somebody_at(token, named)
        if head is None:
            continue
        preposition = preposition_over(head)
        adjacent = head.left_edge.i == trigger.last.i + 1 and trigger.entry.type not in OWNERS
        inside = _clause_of(head).i in clauses and head.dep_ not in {"nsubj", "nsubjpass"}
        if not inside and not adjacent:  # "resigned after the Times reported": not of its clause
            continue
        if preposition not in LOCATIVES and not is_half_word(head):
            together = row_of(head) if preposition == "between" else [head]
            return [Part(o, preposition, "nearest") for o in together]
    return []


def _somebody_at(token: Token, named: Named) -> Token | None:
    """The head of the name a token is in, or of the noun whose nationality it is."""
    if token.i in named:
        return head_of(named[token.i], token, named)
    if gazetteer.country_of_demonym(token.text) and token.dep_ in {"amod", "compound", "nmod"}:
        return token.head
    return None


def _clauses_of_object(trigger: Trigger) -> set[int]:
    """The clauses inside the object: "an inquiry into crimes committed by Croat forces"."""
    return {
        inner.i
        for child in trigger.token.rights
        if child.dep_ in {"dobj", "prep"}
        for inner in child.subtree
        if inner.dep_ == "acl"
    }


def done_there(trigger: Trigger, named: Named) -> list[Part]:
    """The country or town in which it is done, of what is done to countries and towns."""
    if trigger.entry.type not in TERRITORIAL:
        return []
    doc, end = trigger.token.doc, trigger.token.sent.end
    clauses = {c.i for c in trigger.token.rights if c.dep_ == "xcomp"}
    if trigger.entry.type != "REJECT":  # "was rejected in Luxembourg": where, and not whom
        clauses.add(trigger.token.i)
    for token in doc[trigger.last.i + 1 : end]:
        name = named.get(token.i)
        if name is None or name.type not in {"place", "country"} or is_half_word(token):
            continue
        head = head_of(name, token, named)
        if preposition_over(head) in {"in", "into", "inside"} and _clause_of(head).i in clauses:
            return [Part(head, "in", "there")]
    return []


def _clause_of(token: Token) -> Token:
    """The verb over a noun."""
    while token.head != token and (token.pos_ not in {"VERB", "AUX"}):
        token = token.head
    return token
