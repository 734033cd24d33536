"""To whom: the complements, names and nameless people that a verb is directed at, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

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

# In the order in which they are believed when several bring in a name.
RECIPIENT_PREPOSITIONS = (
    "with",
    "against",
    "to",
    "on",
    "for",
    "from",
    "at",
    "of",
    "over",
    "in",
    "form",  # a frequent misprint of "from"
)
NO_RECIPIENT = {"CONSULT", "RETREAT", "DEATH", "ACCIDENT", "DISASTER"}


def preposition_over(head: Token) -> str | None:
    """The preposition over a head or over the first of the row it stands in."""
    while head.dep_ == "conj":
        head = head.head
    return head.head.lower_ if head.dep_ == "pobj" else None


def complements(preposition: Token) -> Iterator[Token]:
    """The nouns after a preposition; "neighbouring Egypt" is one, though the parser makes it a clause."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "pcomp":
            yield from (far for far in child.children if far.dep_ == "dobj")


def nameless(trigger: Trigger) -> list[Part]:
    """ "met with senior officials": people without a name after with, against or to."""
    return [
        Part(o, prep.lower_)
        for prep in trigger.token.children
        if prep.dep_ == "prep" and prep.lower_ in {"with", "against", "to"}
        for child in prep.children
        if child.dep_ == "pobj"
        for o in row_of(child)
        if is_someone(o)
    ]


def is_someone(head: Token) -> bool:
    """Whether a phrase without a known name may be people: a plural, a proper noun, "them"."""
    if head.pos_ == "PRON":
        return head.lower_ not in {"it", "this", "that", "what", "which"}
    return head.tag_ in {"NNS", "NNP", "NNPS"} and head.ent_type_ not in {"DATE", "MONEY", "TIME"}


def by_preposition(trigger: Trigger, named: Mapping[int, Name]) -> list[Part]:
    """Named complements of the verb's or the object noun's prepositions, the likeliest one first."""
    owners = trigger.tokens
    found: list[tuple[int, list[Part]]] = []
    for owner in owners:
        for prep in owner.children:
            if prep.dep_ not in {"prep", "dative"} or prep.lower_ not in RECIPIENT_PREPOSITIONS:
                continue
            parts = [
                Part(o, prep.lower_)
                for child in prep.children
                if child.dep_ == "pobj"
                for o in row_of(child)
                if (o.i in named or has_name_inside(o, named))
                and not _is_locative(prep, o, trigger, named)
            ]
            if parts:
                found.append((RECIPIENT_PREPOSITIONS.index(prep.lower_), parts))
    return min(found, key=lambda pair: pair[0])[1] if found else []


def _is_locative(prep: Token, head: Token, trigger: Trigger, named: Mapping[int, Name]) -> bool:
    """ "in Tobruk" says where, except of visits, where the place visited is the recipient."""
    place = head.i in named and named[head.i].type in {"place", "country"}
    return place and prep.lower_ in {"in", "at", "from"} and trigger.entry.mode != "visit"


def next_name(trigger: Trigger, named: Mapping[int, Name], actors: list[Token]) -> list[Part]:
    """The nearest name after the trigger in its own clause, when the parse gives no complement.

    Of a promise, refusal or demand also a name in the infinitive under it: "refused to recognise Kosovo".
    """
    if trigger.entry.type in NO_RECIPIENT and trigger.entry.mode != "visit":
        return []
    clauses = {trigger.token.i}
    if trigger.entry.type in OWNERS:
        clauses |= {child.i for child in trigger.token.rights if child.dep_ == "xcomp"}
    taken = {t.i for actor in actors for t in phrase_tokens(actor)}
    for token in trigger.token.doc[trigger.last.i + 1 : trigger.token.sent.end]:
        if token.i not in named or token.i in taken:
            continue
        head = head_of(named[token.i], token, named)
        preposition = preposition_over(head)
        adjacent = head.left_edge.i == trigger.last.i + 1 and trigger.entry.type not in OWNERS
        inside = _clause_of(head).i in clauses and head.dep_ not in {"poss", "nsubj", "nsubjpass"}
        if not inside and not adjacent:  # "resigned after the Times reported": not of its clause
            continue
        if preposition not in {"in", "at", "near", "from", "after", "before"} and not is_half_word(
            head
        ):
            together = row_of(head) if preposition == "between" else [head]
            return [Part(o, preposition) for o in together if o.i in named]
    return []


def _clause_of(token: Token) -> Token:
    """The verb over a noun."""
    while token.head != token and (token.pos_ not in {"VERB", "AUX"}):
        token = token.head
    return token
