"""To whom: the ways in which a sentence tells whom an event is directed at, the surest first.

The order is that of PLOVER's coders: the object, what it belongs to, the complement of a preposition, who
stands in the clause below ("threatened to ban the party"), and at last the nearest name in the clause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
    with_members,
)
from dateline.events.subjects import antecedent, is_passive
from dateline.events.triggers import Trigger
from dateline.model import Name

Named = Mapping[int, Name]

# In the order in which they are believed when several bring in somebody.
PREPOSITIONS = (
    "with", "behind", "against", "to", "into", "on", "upon", "for", "from", "at", "of", "over", "in", "toward",
    "towards", "between", "among", "form",  # a frequent misprint of "from"
)  # fmt: skip
NAMELESS = {"with", "against", "to", "on", "at", "from", "between"}
LOCATIVES = {"in", "at", "from", "near", "after", "before", "inside", "outside"}
NO_RECIPIENT = {"CONSULT", "RETREAT", "DEATH", "ACCIDENT", "DISASTER", "ELECTION", "APPOINT"}
# What is done in a country is done to it: "lifted a curfew in Montenegro", "forces in Lebanon".
TERRITORIAL = {"CONCEDE", "MOBILIZE", "SANCTION", "COERCE", "THREATEN", "AID", "REJECT"}
AGAINST_THINGS = {"ASSAULT", "COERCE"}  # a village is attacked, a tanker seized
# The object of these is what is given; who gets it stands after "to".
GIVING = {"AID", "MOBILIZE", "COOPERATE", "AGREE", "SUPPORT"}


def find_recipients(
    trigger: Trigger, named: Named, actors: list[Token], undergoers: list[Token]
) -> list[Part]:
    """Whom an event is directed at, each with the rule that says so; empty when the sentence does not tell.

    `undergoers` are the objects of the verb, or its subjects when it is passive.
    """
    ways: tuple[Callable[[], list[Part]], ...] = (
        lambda: _given_to(trigger, named),
        lambda: _undergone(trigger, named, undergoers),
        lambda: _by_preposition(trigger, named),
        lambda: _nameless(trigger, named),
        lambda: _below(trigger, named),
        lambda: _protested(trigger, named),
        lambda: _next(trigger, named, actors),
        lambda: _there(trigger, named),
        lambda: _noun_itself(trigger, named),
    )
    if trigger.entry.type == "DEATH":
        return []
    taken = {token.i for actor in actors for token in phrase_tokens(actor)}
    for way in ways:
        parts = [part for part in way() if part.head.i not in taken and _may_be_whom(part.head)]
        if parts:
            return parts
    return []


def _may_be_whom(head: Token) -> bool:
    """Nobody is done to who does it ("blew himself up"), and no day or number is somebody."""
    if head.lower_.endswith(("self", "selves")):
        return False
    return head.pos_ != "NUM" or head.dep_ in {"dobj", "nsubjpass", "conj"}


def _noun_itself(trigger: Trigger, named: Named) -> list[Part]:
    """ "Summoned the Iranian ambassador", "put its force on alert": who the object noun of the phrase is."""
    noun = trigger.noun
    if noun is None or trigger.entry.type not in {"ACCUSE", "MOBILIZE", "ASSAULT", "COERCE"}:
        return []
    if trigger.entry.lemma.startswith("summon"):
        return [Part(noun, None, "object")]
    objects = {"dobj", "nsubjpass"}
    if noun.dep_ == "nsubjpass" and kinds_of(noun, named) & {"someone", "force"}:
        return [Part(noun, None, "object")]
    others = [
        antecedent(c, trigger.token)
        for c in trigger.token.children
        if c.dep_ in objects and c != noun
    ]
    return [Part(c, None, "object") for c in others if kinds_of(c, named) & {"someone", "force"}]


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


def is_somebody(head: Token, named: Named) -> bool:
    """Whether a phrase is about somebody: a name, a nationality ("an Indian proposal") or people."""
    if head.i in named or has_name_inside(head, named):
        return True
    if any(gazetteer.country_of_demonym(token.text) for token in phrase_tokens(head)):
        return True
    return "someone" in kinds_of(head, named) and head.lower_ not in {"it", "that", "which", "all"}


def _given_to(trigger: Trigger, named: Named) -> list[Part]:
    """ "Fiji contributed soldiers to the mission": the mission, and not the soldiers."""
    moved = trigger.noun is None and is_passive(trigger.token)  # "soldiers were flown to Russia"
    if trigger.entry.type not in GIVING or moved:
        return []
    for owner in trigger.tokens:
        for prep in owner.children:
            if prep.dep_ in {"prep", "dative"} and prep.lower_ == "to":
                return [
                    Part(noun, "to", "to")
                    for far in complements(prep)
                    for noun in with_members(far)
                    if is_somebody(noun, named)
                ]
        for child in owner.children:
            if child.dep_ == "dative" and child.pos_ != "ADP" and is_somebody(child, named):
                return [Part(noun, None, "object") for noun in row_of(child)]
    return []


def _undergone(trigger: Trigger, named: Named, undergoers: list[Token]) -> list[Part]:
    """The object, when it is somebody or somebody's; what is signed or imposed is no recipient."""
    if trigger.noun is not None and trigger.noun.dep_ in {"dobj", "nsubjpass"}:
        return []
    others = [noun for noun in undergoers if trigger.noun not in {*noun.subtree}]
    found = [noun for noun in others if is_somebody(noun, named)]
    if not found and trigger.entry.type in AGAINST_THINGS:
        found = [noun for noun in others if "target" in kinds_of(noun, named)]
    return [Part(noun, None, "object") for noun in found]


def _by_preposition(trigger: Trigger, named: Named) -> list[Part]:
    """Named complements of the verb's or the object noun's prepositions, the likeliest one first."""
    if trigger.entry.type == "PROTEST":  # "marched through Santiago": where, and not against whom
        return []
    found: list[tuple[int, list[Part]]] = []
    objects = [child for child in trigger.token.children if child.dep_ in {"dobj", "nsubjpass"}]
    for owner in (*trigger.tokens, *(noun for noun in objects if noun not in trigger.tokens)):
        found += _owned_by(owner, trigger, named)
        for prep in owner.children:
            if prep.dep_ not in {"prep", "dative"} or prep.lower_ not in PREPOSITIONS:
                continue
            parts = [
                Part(noun, prep.lower_, prep.lower_)
                for far in complements(prep)
                for noun in with_members(far)
                if _is_named(noun, named) and not _is_locative(prep, noun, trigger, named)
            ]
            if parts:
                found.append((PREPOSITIONS.index(prep.lower_), parts))
    return min(found, key=lambda pair: pair[0])[1] if found else []


def _owned_by(owner: Token, trigger: Trigger, named: Named) -> list[tuple[int, list[Part]]]:
    """ "Lifted Israel's blockade", "met the miners' demands": whose the object is, after all prepositions."""
    if owner == trigger.token or owner.pos_ == "VERB":
        return []
    owners = [
        child for child in owner.children if child.dep_ == "poss" and is_somebody(child, named)
    ]
    parts = [Part(noun, None, "possessor") for noun in owners if noun.pos_ != "PRON"]
    return [(len(PREPOSITIONS), parts)] if parts else []


def _is_named(noun: Token, named: Named) -> bool:
    if noun.i in named or has_name_inside(noun, named):
        return True
    return any(gazetteer.country_of_demonym(token.text) for token in phrase_tokens(noun))


def _is_locative(prep: Token, head: Token, trigger: Trigger, named: Named) -> bool:
    """ "in Tobruk" says where, except of visits, where the place visited is the recipient."""
    place = head.i in named and named[head.i].type in {"place", "country"}
    return place and prep.lower_ in {"in", "at", "from"} and trigger.entry.mode != "visit"


def _nameless(trigger: Trigger, named: Named) -> list[Part]:
    """ "met with senior officials", "an attack on a mine": who or what has no name, after such a word."""
    whom = {"someone", "target"} if trigger.entry.type in AGAINST_THINGS else {"someone"}
    return [
        Part(noun, prep.lower_, prep.lower_)
        for owner in trigger.tokens
        for prep in owner.children
        if prep.dep_ in {"prep", "dative"} and prep.lower_ in NAMELESS
        for far in prep.children
        if far.dep_ == "pobj"
        for noun in with_members(far)
        if kinds_of(noun, named) & whom
    ]


def _below(trigger: Trigger, named: Named) -> list[Part]:
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


def _protested(trigger: Trigger, named: Named) -> list[Part]:
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
            return [Part(head_of(named[token.i], token, named), "against", "against")]
        if gazetteer.country_of_demonym(token.text) and token.head.pos_ in {"NOUN", "PROPN"}:
            return [Part(token.head, "against", "against")]
    return []


def _next(trigger: Trigger, named: Named, actors: list[Token]) -> list[Part]:
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


def _there(trigger: Trigger, named: Named) -> list[Part]:
    """The country or town in which it is done, of what is done to countries and towns."""
    if trigger.entry.type not in TERRITORIAL:
        return []
    doc, end = trigger.token.doc, trigger.token.sent.end
    clauses = {trigger.token.i} | {c.i for c in trigger.token.rights if c.dep_ == "xcomp"}
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
