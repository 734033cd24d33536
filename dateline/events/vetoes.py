"""Words of the lists that name no event where they stand: in a film, in a participle, or told already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from dateline.events import lexicon
from dateline.events.conditions import doers

if TYPE_CHECKING:
    from dateline.events.triggers import Trigger

FICTION = {
    "film",
    "movie",
    "novel",
    "play",
    "game",
    "series",
    "drama",
    "thriller",
    "cartoon",
    "dream",
    "sequel",
}


def is_fiction(sentence: Span) -> bool:
    """ "In the film, Tom Cruise kills a spy": told of a story."""
    return any(
        token.lower_ in FICTION
        and token.dep_ == "pobj"
        and token.head.lower_ == "in"
        and token.head.dep_ == "prep"
        for token in sentence
    )


def is_said_again(trigger: Trigger, verbs: list[Trigger]) -> bool:
    """ "I met the officials whom I wished to meet": the wish came true in the same breath."""
    clause = trigger.token.head if trigger.token.dep_ == "xcomp" else trigger.token
    return clause.dep_ == "relcl" and any(
        verb.token == clause.head.head and verb.entry == trigger.entry for verb in verbs
    )


def is_told_by(noun: Token, verbs: list[Trigger]) -> bool:
    """ "Floods in Pakistan have killed 1,700 people": the verb tells what the noun names."""
    kind = lexicon.nouns()[noun.lemma_.lower()].type
    return noun.dep_ in {"nsubj", "agent", "pobj"} and any(
        verb.entry.type == kind and noun in doers(verb.token) for verb in verbs
    )


def is_compound_participle(verb: Token) -> bool:
    """ "Break the UN imposed arms embargo": no embargo is imposed without an article before it."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return (
        len(objects) == 1
        and objects[0].tag_ == "NN"
        and objects[0].left_edge.i == verb.i + 1
        and not any(child.dep_ in {"det", "poss", "nummod"} for child in objects[0].lefts)
        and any(s.i == verb.i - 1 and s.left_edge.lower_ == "the" for s in subjects)
        and not any(child.dep_ == "mark" for child in verb.children)
        and verb.head.lemma_ not in lexicon.say_verbs()
    )


def is_finite(participle: Token) -> bool:
    return any(
        child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in participle.children
    )
