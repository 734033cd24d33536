"""What stands under a verb of saying: whose words they are, and whom a pronoun in them stands for."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from dateline.entities.person_names import sex_of
from dateline.events import lexicon
from dateline.events.kinds import kinds_of
from dateline.events.speech.reported_clauses import REPORTED, reported_clauses
from dateline.events.speech.sayers import sayers_of
from dateline.model import Name

CLAUSES = REPORTED | {"xcomp", "conj", "advcl", "pcomp", "acl", "relcl", "prep"}
SINGULAR = {"he": "m", "she": "f"}
PEOPLE_AND_BODIES = {"organization", "country", "place", "group"}


def sayer_over(verb: Token) -> Token | None:
    """The one who says what a verb is part of; None when nobody or several do."""
    saying = _saying_over(verb)
    levels = sayers_of(saying)[0] if saying is not None else []
    sayers = levels[-1] if levels else []
    return sayers[0] if len(sayers) == 1 and sayers[0].pos_ != "PRON" else None


def _saying_over(token: Token) -> Token | None:
    """The verb of saying whose reported words a token is part of."""
    while token.head != token:
        over = token.head
        says = over.lemma_ in lexicon.say_verbs() and over.pos_ == "VERB"
        if token.dep_ in REPORTED and says:
            return over if token in reported_clauses(over) else None
        if token.dep_ not in CLAUSES and token.pos_ in {"VERB", "AUX"}:
            return None
        token = over
    return None


def bound(subject: Token, verb: Token, named: Mapping[int, Name]) -> Token:
    """Who says it, if the subject is a pronoun that can only be the one who says it; else the subject.

    "Hungary has said it will support a resolution": it is Hungary. With a listener beside ("Lavrov told
    Haftar that he …") he may be either, and stays he.
    """
    if subject.pos_ != "PRON" or subject.dep_ not in {"nsubj", "nsubjpass"}:
        return subject
    if not _is_root_of_report(subject.head):  # "… when they blew themselves up, police said"
        return subject
    sayer = sayer_over(verb)
    if sayer is None or not _agrees(subject, sayer, named) or _has_listener(verb):
        return subject
    return sayer


def _is_root_of_report(verb: Token) -> bool:
    while verb.dep_ in {"xcomp", "conj"} and verb.head.pos_ in {"VERB", "AUX"}:
        if any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
            break
        verb = verb.head
    return verb.dep_ in {"ccomp", "parataxis"} or (
        verb.dep_ == "conj" and verb.head.dep_ in {"ccomp", "parataxis"}
    )


def _agrees(pronoun: Token, sayer: Token, named: Mapping[int, Name]) -> bool:
    name, word = named.get(sayer.i), pronoun.lower_
    kind = name.type if name is not None else None
    many = sayer.tag_ in {"NNS", "NNPS"}
    if word == "it":
        return not many and (kind in PEOPLE_AND_BODIES or (kind is None and _is_body(sayer, named)))
    if word == "they":
        return (
            many or kind in {"organization", "group"} or (kind is None and _is_body(sayer, named))
        )
    if word in SINGULAR and not many:
        if kind == "person" and name is not None:
            return sex_of(name.full_name.split()[0]) in {None, SINGULAR[word]}
        return kind is None and "someone" in kinds_of(sayer, named) and not _is_body(sayer, named)
    return False


def _is_body(noun: Token, named: Mapping[int, Name]) -> bool:
    return noun.lemma_.lower() in BODIES or "body" in kinds_of(noun, named)


BODIES = {
    "government", "ministry", "army", "police", "company", "firm", "bank", "union", "group", "party",
    "organisation", "organization", "agency", "administration", "commission", "authority", "side",
    "movement", "militia", "office", "team", "country", "embassy", "club", "association", "coalition",
}  # fmt: skip


def _has_listener(verb: Token) -> bool:
    saying = _saying_over(verb)
    return saying is not None and any(child.dep_ == "dobj" for child in saying.children)
