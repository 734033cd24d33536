"""Where an event happened, when the sentence says: never the actor's country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.events.kinds import kinds_of
from dateline.events.participants import Parts
from dateline.events.triggers import Trigger
from dateline.model import Name


@dataclass(frozen=True, slots=True)
class Where:
    """The name of a place, and how the event lies to it: "in", "near"."""

    name: Name
    preposition: str


LOCATIVES = {"in", "at", "near", "outside", "inside"}
PLACES = {"place", "country"}
SPOKEN = {"SUPPORT", "ACCUSE", "REJECT", "AGREE", "REQUEST", "THREATEN"}
WITHIN = {"of", "in", "near", "at"}
BESIDE = {"poss", "compound", "appos", "nmod", "amod"}
TOWNS = {"city", "town", "capital", "village"}


def place_of(
    trigger: Trigger, parts: Parts, named: Mapping[int, Name], dateline: Name | None
) -> Where | None:
    """The place of an event: where one went, or a locative on trigger, object or last participant.

    `dateline` is the name that opens the story ("TUNIS - "): where it happened when the sentence says "here" or
    "in the city".
    """
    if trigger.entry.mode == "visit":
        for part in parts.recipients:
            name = named.get(part.head.i)
            if name and name.type in PLACES:
                return Where(name, "in")
    owners = list(trigger.tokens)
    if parts.thing is not None:
        owners.append(parts.thing)
    if trigger.is_noun:  # "meetings between X and Y in Tobruk": the parse hangs "in" from Y
        owners += [part.head for part in (*parts.actors, *parts.recipients)]
    owners += [
        child for owner in trigger.tokens for child in owner.children if child.dep_ == "advmod"
    ]
    prepositions = LOCATIVES | ({"to"} if trigger.entry.mode == "visit" else set())
    for owner in owners:
        for child in owner.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                if _is_of_object(child, trigger, parts, named):
                    continue
                name = _place_under(child, named)
                if name:
                    return Where(name, child.lower_ if child.lower_ in LOCATIVES else "in")
    if dateline is not None and any(_is_here(owner) for owner in owners):
        return Where(dateline, "in")
    return None


def _place_under(preposition: Token, named: Mapping[int, Name]) -> Name | None:
    for head in preposition.children:
        if head.dep_ == "pobj":
            # "in the city of Sirte", "in Libya's Benghazi", and not "in deals with Tripoli"
            parts = [
                far
                for child in head.children
                if child.dep_ == "prep" and child.lower_ in WITHIN
                for far in child.children
            ]
            beside = [child for child in head.children if child.dep_ in BESIDE]
            for token in (head, *beside, *parts):
                name = named.get(token.i)
                if name and name.type in PLACES and (token == head or head.i not in named):
                    return name
    return None


def _is_of_object(
    preposition: Token, trigger: Trigger, parts: Parts, named: Mapping[int, Name]
) -> bool:
    """ "Recognised the government in Tripoli": the government is there, and nobody says where that was done."""
    if trigger.entry.type not in SPOKEN or trigger.is_noun or preposition.i == 0:
        return False
    before = preposition.nbor(-1)
    bodies = (p.head for p in parts.recipients if "body" in kinds_of(p.head, named))
    return any(head.i <= before.i <= head.right_edge.i for head in bodies) or any(
        part.head.i in named and named.get(before.i) is named[part.head.i]
        for part in parts.recipients
        if "body" in kinds_of(part.head, named)
    )


def _is_here(owner: Token) -> bool:
    """ "Here", "in the city": where the article was written, when it says where that is."""
    for child in owner.children:
        if child.dep_ == "advmod" and child.lower_ == "here":
            return True
        if child.dep_ == "prep" and child.lower_ in LOCATIVES:
            for head in child.children:
                words = {far.lower_ for far in head.children}
                if head.lower_ in TOWNS and "the" in words and words <= {"the", "this"}:
                    return True
    return False
