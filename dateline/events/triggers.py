"""Which words of a sentence name an event: verb with object noun, then verb, then noun.

A noun names one only when somebody named takes part ("Haftar's visit to Moscow"); alone it is
background. A participle before a noun ("a planned deal") names none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dateline.entities import gazetteer
from dateline.events import lexicon
from dateline.events.causes import by_cause
from dateline.events.conditions import doers, holds, says_who
from dateline.events.lexicon import Entry, Phrase
from dateline.events.subjects import RELATIVE, is_passive
from dateline.events.vetoes import (
    is_compound_participle,
    is_fiction,
    is_finite,
    is_said_again,
    is_told_by,
)
from dateline.model import Name

# a place undergoes a disaster: "the earthquake in Nepal"
STRUCK = {lemma: {"in"} for lemma, entry in lexicon.nouns().items() if entry.type == "DISASTER"}
WITH_WHAT = {"provide", "supply", "equip"}  # "provided Ukraine with rockets"
# What happens to people or things, with nobody who does it.
DONE_BY_NOBODY = {"ACCIDENT", "DEATH", "DISASTER"}
# "The Paris attacks" were not Paris's, and "Cruise murders Pitt" is no murder by Cruise.
ALONE = {"PERSON", "FAC", "LOC"}
UNDERGONE = {"of", "by", "against"}  # an extradition from Britain is not of Britain
TAKES_PART = {"of", "by", "between", "with", "against", "to", "from", "among"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that name an event: the head, the object noun that completes it, and the entry.

    A plan, refusal or demand (plans.py) is told by its `marker` ("will", "ready") alone: `token` is then the
    verb of what is planned, and `inner` the event that it names, if it names one.
    """

    token: Token
    noun: Token | None
    entry: Entry
    marker: Token | None = None
    inner: Trigger | None = None

    @property
    def first(self) -> Token:
        return min(self.tokens, key=lambda token: token.i)

    @property
    def last(self) -> Token:
        return max(self.tokens, key=lambda token: token.i)

    @property
    def tokens(self) -> tuple[Token, ...]:
        if self.marker is not None:
            return (self.marker,)
        return (self.token, self.noun) if self.noun is not None else (self.token,)

    @property
    def is_noun(self) -> bool:
        return self.token.pos_ not in {"VERB", "AUX"}


def find_triggers(
    sentence: Span, named: Mapping[int, Name], spoken_of: Mapping[int, Name]
) -> list[Trigger]:
    """The triggers of a sentence in its order.

    `named` maps a token's index to the name it is in, `spoken_of` to what stands for one ("his visit").
    """
    if is_fiction(sentence):
        return []
    found = [trigger for token in sentence if (trigger := _verb_trigger(token, named))]
    found = [trigger for trigger in found if not is_said_again(trigger, found)]
    used = {token.i for trigger in found for token in trigger.tokens}
    everybody = {**spoken_of, **named}
    found += [
        Trigger(token, None, lexicon.nouns()[token.lemma_.lower()])
        for token in sentence
        if token.pos_ == "NOUN"
        and token.dep_ not in {"compound", "nmod"}  # "the Paris attacks suspect"
        and token.i not in used
        and token.i not in named
        and token.lemma_.lower() in lexicon.nouns()
        and any(is_named(taker, everybody) for taker in takers_part(token))
        and not is_told_by(token, found)
    ]
    return sorted(found, key=lambda trigger: trigger.first.i)


def is_named(head: Token, named: Mapping[int, Name]) -> bool:
    """Whether a phrase is somebody in particular: a name, or people of a country ("Russian officials")."""
    return head.i in named or any(
        child.i in named or gazetteer.country_of_demonym(child.text) is not None
        for child in head.children
        if child.dep_ in {"amod", "compound", "nmod", "appos"}
    )


def _verb_trigger(token: Token, named: Mapping[int, Name]) -> Trigger | None:
    if token.pos_ != "VERB" or token.i in named or token.dep_ == "amod":
        return None
    if token.dep_ == "compound" and token.tag_ != "VBD":
        return None
    if token.dep_ == "acl" and token.tag_ == "VBN" and token.head.i > token.i:
        return None  # "the newly appointed minister", as the parser may have it
    if token.dep_ == "ROOT" and token.tag_ in {"VBN", "VB"} and not is_finite(token):
        return None  # "Newly appointed …", as the parser may have it; "Press the button"
    if token.dep_ == "ccomp" and is_compound_participle(token):
        return None
    lemma = token.lemma_.lower()
    for noun, preposition in _complements(token):
        for phrase in lexicon.phrases().get((lemma, noun.lemma_.lower()), ()):
            known = noun.i in named or _is_about(noun, token, named)
            if not known and _fits(phrase, token, noun, preposition):
                entry = by_cause(token, phrase.entry, named)
                return Trigger(token, noun, entry) if _is_done(entry, token, named) else None
    for entry in lexicon.verbs().get(lemma, ()):
        if holds(entry.needs, token, named):
            entry = by_cause(token, entry, named)
            if _is_done(entry, token, named):
                return Trigger(token, None, entry)
    return None


def _is_about(noun: Token, verb: Token, named: Mapping[int, Name]) -> bool:
    """ "The resignation of Kabuya was announced": the noun has somebody, and nobody announces."""
    return (
        is_passive(verb)
        and not doers(verb)
        and noun.lemma_.lower() in lexicon.nouns()
        and any(is_named(taker, named) for taker in takers_part(noun))
    )


def _is_done(entry: Entry, verb: Token, named: Mapping[int, Name]) -> bool:
    """Whether people do it, unless the entry says who does: "the course offers" is no offer."""
    if entry.received or entry.type in DONE_BY_NOBODY or says_who(entry.needs):
        return True
    if verb.lemma_ == "close" and not doers(verb):  # "banks will be closed on Monday"
        return False
    people = ("people", "paper") if entry.type in {"ACCUSE", "REQUEST"} else ("people",)
    return holds((people,), verb, named)


def _fits(phrase: Phrase, verb: Token, noun: Token, preposition: str | None) -> bool:
    if any(child.dep_ == "neg" for child in noun.children):  # "was found not guilty"
        return False
    if phrase.particle is not None and phrase.particle not in {c.lower_ for c in verb.children}:
        return False
    if phrase.preposition is not None and phrase.preposition != preposition:
        return False
    if verb.lemma_ == "call" and any(c.dep_ == "oprd" for c in verb.children if c != noun):
        return False  # "called the vote a farce"
    given = {"with", phrase.particle} if verb.lemma_ in WITH_WHAT else {phrase.particle}
    if phrase.preposition is None and preposition not in {None, "in", "of"} | given:
        return False
    return phrase.modifier is None or any(
        child.lemma_.lower() == phrase.modifier for child in noun.lefts
    )


def _complements(verb: Token) -> Iterator[tuple[Token, str | None]]:
    """The nouns, and words like "hostage", that complete a verb, each with its preposition."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass", "oprd", "attr", "acomp", "advmod", "dative"}:
            yield child, None
            yield from ((other, None) for other in child.conjuncts)
            # "signed a $10 billion in arms deals", "took part in talks"
            yield from _after_prepositions(child)
        elif child.dep_ == "ccomp":  # "held Moscow responsible"
            yield child, None
    yield from _after_prepositions(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head, None
    elif verb.dep_ == "relcl" and all(
        c.tag_ in RELATIVE or c.lower_ == "that"
        for c in verb.children
        if c.dep_ in {"dobj", "nsubjpass"}
    ):
        yield verb.head, None  # "the deal that they signed"


def _after_prepositions(token: Token) -> Iterator[tuple[Token, str | None]]:
    for prep in token.children:
        if prep.dep_ in {"prep", "prt"}:
            for far in prep.children:
                if far.dep_ == "pobj":
                    yield far, prep.lower_
                elif far.dep_ == "prep":  # "out of the country"
                    yield from ((end, prep.lower_) for end in far.children if end.dep_ == "pobj")


def _may_act(modifier: Token, *, undergone: bool) -> bool:
    """Whether a name before a noun may be who does it: "US airstrikes", not "the Kenya bombing"."""
    if modifier.ent_type_ == "GPE":
        return not undergone and gazetteer.country_of(modifier.text) is not None
    return modifier.ent_type_ not in ALONE


def takers_part(noun: Token) -> Iterator[Token]:
    """The heads of the phrases that tell who takes part in what a noun names."""
    entry = lexicon.nouns().get(noun.lemma_.lower())
    undergone = entry is not None and entry.undergo and entry.type != "DISASTER"
    prepositions = UNDERGONE if undergone else TAKES_PART | STRUCK.get(noun.lemma_, set())
    for child in noun.children:
        before = child.dep_ in {"compound", "nmod"}
        if child.dep_ == "poss" or (before and _may_act(child, undergone=undergone)):
            yield child
        elif child.dep_ == "prep" and child.lower_ in prepositions:
            for far in child.children:
                if far.dep_ == "pobj":
                    yield far
                    yield from far.conjuncts
