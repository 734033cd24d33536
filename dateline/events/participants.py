"""Who takes part in an event, read off the parse: actors, recipients, and the phrase of each.

Subjects are found through control ("agreed to help"), conjunction, relative and participial clauses.
Recipients come in the order object, name inside the object, prepositional complement, next name in the
clause, and at last the object's phrase. A pronoun stays a phrase: whom it means is not guessed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.events.phrases import (
    has_name_inside,
    head_of,
    is_half_word,
    name_of,
    phrase_tokens,
    row_of,
)
from dateline.events.subjects import RELATIVE, antecedent, subjects_of
from dateline.events.triggers import Trigger, is_named, is_passive, takers_part
from dateline.language import Passage
from dateline.model import Name, Participant, ParticipantRole

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
    "form",
)

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}  # what may head a participant's phrase
OWNERS = {
    "AGREE",
    "REJECT",
    "REQUEST",
    "ACCUSE",
    "THREATEN",
}  # they own what they govern, and who stands there


NO_RECIPIENT = {"CONSULT", "RETREAT", "DEATH", "ACCIDENT", "DISASTER"}


@dataclass(frozen=True, slots=True)
class Part:
    """The head of a participant's phrase, and the preposition that brings it in."""

    head: Token
    preposition: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Who acts, who undergoes, and the object's phrase when it is nobody ("military experts")."""

    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    thing: Token | None
    received: bool = False  # the recipients are the verb's subject: "received backing from Egypt"


def find_parts(trigger: Trigger, named: dict[int, Name]) -> Parts:
    """The participants of a trigger. `named` maps a token's index to the name it is in."""
    return _parts_of_noun(trigger, named) if trigger.is_noun else _parts_of_verb(trigger, named)


def _parts_of_noun(trigger: Trigger, named: dict[int, Name]) -> Parts:
    """Possessor and by-phrase act; of-phrase undergoes, unless nobody else acts; between: all act."""
    noun = trigger.token
    actors, recipients, of = [], [], []
    for head in takers_part(noun):
        preposition = _preposition(head)
        part = Part(head, preposition)
        if not is_named(head, set(named)):
            continue
        if preposition is None or preposition in {"by", "between", "among"}:
            actors.append(part)
        elif preposition == "of":
            of.append(part)
        else:
            recipients.append(part)
    if trigger.entry.undergo:
        return Parts(tuple(actors), (*of, *recipients), None)
    return Parts((*actors, *of), tuple(recipients), None)


def _preposition(head: Token) -> str | None:
    """The preposition over a head or over the first of the row it stands in."""
    while head.dep_ == "conj":
        head = head.head
    return head.head.lower_ if head.dep_ == "pobj" else None


def _parts_of_verb(trigger: Trigger, named: dict[int, Name]) -> Parts:
    verb = trigger.token
    subjects = subjects_of(verb)
    if trigger.entry.received:
        return _received(trigger, subjects)
    objects = [
        o for child in verb.children if child.dep_ in {"dobj", "dative"} for o in row_of(child)
    ]
    if verb.dep_ == "compound":  # "overthrew dictator Gaddafi", which the parser took for one name
        objects.append(_head_of_compound(verb))
    objects = [antecedent(o, verb) for o in objects if o.pos_ in NOMINAL]
    objects = [o for o in objects if o.tag_ not in RELATIVE]
    subjects = [s for s in subjects if s.pos_ in NOMINAL and s.tag_ not in RELATIVE]
    if is_passive(verb):
        undergoers = [o for o in subjects if trigger.noun is None or o != trigger.noun]
        actors = [
            o
            for child in verb.children
            if child.dep_ == "agent"
            for p in child.children
            for o in row_of(p)
            if o.pos_ in NOMINAL
        ]
        thing = trigger.noun
    else:
        actors, undergoers = subjects, [o for o in objects if o != trigger.noun]
        thing = trigger.noun
    recipients = [Part(o) for o in undergoers if o.i in named or has_name_inside(o, named)]
    if is_passive(verb) and not recipients:
        recipients = [Part(o) for o in undergoers if _is_someone(o)]
    if not recipients:
        recipients = _by_preposition(trigger, named) or _next_name(trigger, named, actors)
    plain = [o for o in undergoers if o.i not in {part.head.i for part in recipients}]
    if not recipients:
        recipients = [Part(o) for o in plain if _is_someone(o)] or _nameless(trigger)
    left = [o for o in plain if o.i not in {part.head.i for part in recipients}]
    if thing is None and left:
        thing = left[0]
    heads = {part.head.i for part in recipients}
    return Parts(tuple(Part(a) for a in actors if a.i not in heads), tuple(recipients), thing)


def _head_of_compound(token: Token) -> Token:
    while token.dep_ == "compound":
        token = token.head
    return token


def _received(trigger: Trigger, subjects: list[Token]) -> Parts:
    """Who receives is the recipient; who acts stands after "from" or "of", if anywhere."""
    givers = [
        Part(o, prep.lower_)
        for owner in trigger.tokens
        for prep in owner.children
        if prep.dep_ == "prep" and prep.lower_ in {"from", "of"}
        for child in _complements(prep)
        for o in row_of(child)
        if o.pos_ in NOMINAL
    ]
    receivers = tuple(Part(subject) for subject in subjects if subject.pos_ in NOMINAL)
    return Parts(tuple(givers), receivers, trigger.noun, received=True)


def _complements(preposition: Token) -> Iterator[Token]:
    """The nouns after a preposition; "neighbouring Egypt" is one, though the parser makes it a clause."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "pcomp":
            yield from (far for far in child.children if far.dep_ == "dobj")


def _nameless(trigger: Trigger) -> list[Part]:
    """ "met with senior officials": people without a name after with, against or to."""
    return [
        Part(o, prep.lower_)
        for prep in trigger.token.children
        if prep.dep_ == "prep" and prep.lower_ in {"with", "against", "to"}
        for child in prep.children
        if child.dep_ == "pobj"
        for o in row_of(child)
        if _is_someone(o)
    ]


def _is_someone(head: Token) -> bool:
    """Whether a phrase without a known name may be people: a plural, a proper noun, "them"."""
    if head.pos_ == "PRON":
        return head.lower_ not in {"it", "this", "that", "what", "which"}
    return head.tag_ in {"NNS", "NNP", "NNPS"} and head.ent_type_ not in {"DATE", "MONEY", "TIME"}


def _by_preposition(trigger: Trigger, named: dict[int, Name]) -> list[Part]:
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


def _is_locative(prep: Token, head: Token, trigger: Trigger, named: dict[int, Name]) -> bool:
    """ "in Tobruk" says where, except of visits, where the place visited is the recipient."""
    place = head.i in named and named[head.i].type in {"place", "country"}
    return place and prep.lower_ in {"in", "at", "from"} and trigger.entry.mode != "visit"


def _next_name(trigger: Trigger, named: dict[int, Name], actors: list[Token]) -> list[Part]:
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
        preposition = _preposition(head)
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


def participants_of(
    parts: Parts, passage: Passage, named: dict[int, Name], article_id: str, text: str
) -> tuple[Participant, ...]:
    """Participant rows, actors first, each phrase once."""
    rows: list[Participant] = []
    seen: set[tuple[int, int]] = set()
    for role, part in _in_order(parts):
        name = name_of(part.head, named)
        tokens = phrase_tokens(part.head)
        if name is not None:
            start, end = name.start, name.end
        else:
            start, end = passage.span_of(tokens[0], tokens[-1])
        if (start, end) in seen:
            continue
        seen.add((start, end))
        inside = next((named[token.i] for token in tokens if token.i in named), None)
        rows.append(
            Participant(
                event_id="",
                number=len(rows) + 1,
                role=role,
                mention_id=name.id if name else None,
                linked_mention_id=inside.id if inside and not name else None,
                article_id=article_id,
                start=start,
                end=end,
                text=text[start:end],
                country=_country(tokens, name),
            )
        )
    return tuple(rows)


def _in_order(parts: Parts) -> Iterator[tuple[ParticipantRole, Part]]:
    yield from (("actor", part) for part in parts.actors)
    yield from (("recipient", part) for part in parts.recipients)


def _country(tokens: list[Token], name: Name | None) -> str | None:
    """The country of a participant: its own, or the one adjective of nationality in the phrase."""
    if name and name.type == "country":
        return gazetteer.country_of(name.name)
    words = {gazetteer.country_of_demonym(token.text) for token in tokens} - {None}
    return words.pop() if len(words) == 1 else None
