"""Which words of a sentence name an event: verb with object noun, then verb, then noun.

A noun names one only when somebody named takes part ("Haftar's visit to Moscow"); alone it is
background. A participle before a noun ("a planned deal") names none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from dateline.entities import gazetteer
from dateline.events import lexicon
from dateline.events.lexicon import Entry

# a place undergoes a disaster: "the earthquake in Nepal"
STRUCK = {lemma: {"in"} for lemma, entry in lexicon.nouns().items() if entry.type == "DISASTER"}
TAKES_PART = {"of", "by", "between", "with", "against", "to", "from", "among"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that name an event: the head, the object noun that completes it, and the entry."""

    token: Token
    noun: Token | None
    entry: Entry

    @property
    def first(self) -> Token:
        return min(self.tokens, key=lambda token: token.i)

    @property
    def last(self) -> Token:
        return max(self.tokens, key=lambda token: token.i)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return (self.token, self.noun) if self.noun is not None else (self.token,)

    @property
    def is_noun(self) -> bool:
        return self.token.pos_ not in {"VERB", "AUX"}


def find_triggers(sentence: Span, named: set[int]) -> list[Trigger]:
    """The triggers of a sentence in its order. `named` holds the indices of tokens inside names."""
    found = [trigger for token in sentence if (trigger := _verb_trigger(token, named))]
    used = {trigger.noun.i for trigger in found if trigger.noun is not None}
    found += [
        Trigger(token, None, lexicon.nouns()[token.lemma_.lower()])
        for token in sentence
        if token.pos_ == "NOUN"
        and token.i not in used | named
        and token.lemma_.lower() in lexicon.nouns()
        and any(is_named(taker, named) for taker in takers_part(token))
    ]
    return sorted(found, key=lambda trigger: trigger.first.i)


def is_named(head: Token, named: set[int]) -> bool:
    """Whether a phrase is somebody in particular: a name, or people of a country ("Russian officials")."""
    return head.i in named or any(
        child.i in named or gazetteer.country_of_demonym(child.text) is not None
        for child in head.children
        if child.dep_ in {"amod", "compound", "nmod"}
    )


def _verb_trigger(token: Token, named: set[int]) -> Trigger | None:
    if token.pos_ != "VERB" or token.i in named or token.dep_ == "amod":
        return None
    if token.dep_ == "compound" and token.tag_ != "VBD":
        return None
    lemma = token.lemma_.lower()
    for noun in _object_nouns(token):
        entry = lexicon.phrases().get((lemma, noun.lemma_.lower()))
        if entry and noun.i not in named:
            return Trigger(token, noun, entry)
    for entry in lexicon.verbs().get(lemma, ()):
        if not entry.needs or _has(token, entry.needs):
            return Trigger(token, None, _by_cause(token, entry))
    return None


def _by_cause(verb: Token, entry: Entry) -> Entry:
    """The entry as a disaster or accident, when no one did it: "killed by an earthquake", "in a crash"."""
    if entry.type != "ASSAULT":
        return entry
    about = [c for c in verb.children if c.dep_ == "nsubj"]
    about += [
        far
        for prep in verb.children
        if prep.dep_ in {"agent", "prep"} and prep.lower_ in {"by", "in", "from", "during", "after"}
        for far in prep.children
    ]
    for noun in about:
        kind = lexicon.causes().get(noun.lemma_.lower())
        if kind:
            return replace(entry, type=kind, mode=None, rule=f"{entry.rule} + causes:{noun.lemma_}")
    return entry


def _has(verb: Token, needed: str) -> bool:
    if needed == "passive":
        return is_passive(verb)
    return any(
        child.lower_ == needed and child.dep_ in {"prep", "prt", "dative"} for child in verb.rights
    ) and not (needed == "to" and is_passive(verb))


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject undergoes it: "were flown", "the men arrested in May"."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def _object_nouns(verb: Token) -> Iterator[Token]:
    """The nouns a verb acts on: objects, the subject of a passive, the head of "signed … in deals"."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            yield child
            yield from child.conjuncts
            # "signed a $10 billion in arms deals", "printed billions of debt"
            yield from (
                far for prep in child.children if prep.dep_ == "prep" for far in prep.children
            )
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head


def takers_part(noun: Token) -> Iterator[Token]:
    """The heads of the phrases that tell who takes part in what a noun names."""
    for child in noun.children:
        if child.dep_ in {"poss", "compound", "nmod"}:
            yield child
        elif child.dep_ == "prep" and child.lower_ in TAKES_PART | STRUCK.get(noun.lemma_, set()):
            for far in child.children:
                if far.dep_ == "pobj":
                    yield far
                    yield from far.conjuncts
