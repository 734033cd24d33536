"""To whom: the ways in which a sentence tells whom an event is directed at, the surest first.

The order is that of PLOVER's coders: the object, what it belongs to, the complement of a preposition, who
stands in the clause below ("threatened to ban the party"), and at last the nearest name in the clause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.events.kinds import kinds_of
from dateline.events.nearby import (
    done_there,
    in_clause_below,
    is_somebody,
    nearest_name,
    protested_against,
)
from dateline.events.phrases import (
    Part,
    has_name_inside,
    members_of,
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
NEVER_BESIDE = {"PROTEST", "ACCIDENT"}  # what stands after a preposition there says where
TOPICS = {"on", "over", "in", "of"}  # "talks on the use of the river"
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
        lambda: in_clause_below(trigger, named),
        lambda: protested_against(trigger, named),
        lambda: nearest_name(trigger, named, actors),
        lambda: done_there(trigger, named),
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


def complements(preposition: Token) -> Iterator[Token]:
    """The nouns after a preposition; "neighbouring Egypt" is one, though the parser makes it a clause."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "pcomp":
            yield from (far for far in child.children if far.dep_ == "dobj")


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
    whole = trigger.noun
    others = [n for n in undergoers if whole is None or not (n == whole or n.is_ancestor(whole))]
    found = [noun for noun in others if is_somebody(noun, named)]
    if not found and trigger.entry.type in AGAINST_THINGS:
        found = [noun for noun in others if "target" in kinds_of(noun, named)]
    members = [Part(one, None, "among") for noun in found for one in members_of(noun)]
    return [*(Part(noun, None, "object") for noun in found), *members]


def _by_preposition(trigger: Trigger, named: Named) -> list[Part]:
    """Named complements of the verb's or the object noun's prepositions, the likeliest one first."""
    if (
        trigger.entry.type in NEVER_BESIDE
    ):  # "marched through Santiago": where, and not against whom
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
                if _is_named(noun, named)
                and not _is_topic(prep, trigger)
                and not _is_locative(prep, noun, trigger, named)
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


def _is_topic(prep: Token, trigger: Trigger) -> bool:
    """ "Talks on the use of the river" are about it, and with nobody of it."""
    spoken = trigger.entry.type in {"CONSULT", "AGREE"} and trigger.entry.mode != "visit"
    return spoken and prep.lower_ in TOPICS


def _is_locative(prep: Token, head: Token, trigger: Trigger, named: Named) -> bool:
    """ "in Tobruk" says where, except of visits, where the place visited is the recipient."""
    place = head.i in named and named[head.i].type in {"place", "country"}
    return place and prep.lower_ in {"in", "at", "from"} and trigger.entry.mode != "visit"


def _nameless(trigger: Trigger, named: Named) -> list[Part]:
    """ "met with senior officials", "an attack on a mine": who or what has no name, after such a word."""
    if trigger.entry.type in NEVER_BESIDE:
        return []
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
