"""What kind of thing a phrase is about: somebody, an armed force, a place, a vehicle, an offer …

Names are known by their type; common nouns by rules/event_things.csv and the nouns that stand for people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.entities.role_nouns import role_noun
from dateline.model import Name
from dateline.rules import read_words

SOMEBODY = {
    "he", "him", "she", "her", "they", "them", "i", "me", "we", "us", "who", "whom", "one", "it",
    "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "none", "himself",
    "herself", "themselves", "others", "those", "many", "some", "several", "both", "all", "two", "three",
}  # fmt: skip
OF_NAMES = {
    "person": {"someone", "named", "person"},
    "organization": {"someone", "named", "body", "outlet", "site", "target", "armed"},
    "group": {"someone", "named", "person", "armed"},
    "country": {"someone", "named", "state", "place", "target", "armed"},
    "place": {"someone", "named", "state", "place", "target"},
}
WHEN_AND_HOW_MUCH = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "EVENT"}
PEACEKEEPING = {"peacekeeping", "peace-keeping"}
# "a first batch of peacekeepers", "part of a stronghold": what they are of tells what they are
QUANTITIES = {
    "group", "number", "dozen", "hundred", "thousand", "million", "score", "wave", "batch", "patch", "part",
    "half", "most", "rest", "whole", "lot", "bulk", "contingent", "deployment", "column", "handful", "series",
    "swathe",
}  # fmt: skip
DEEPEST = 4  # "dozens of members of a group of soldiers" has 3
GATHERED = {"band", "wave", "crowd", "mob", "group", "series", "line", "ring"}
# "shoppers", "cyclists", "policemen": plurals made of what people do or are
PEOPLE = re.compile(r"(?:ers|eers|ists|ians|men|women|folk|ees|people)$")


@cache
def things() -> Mapping[str, frozenset[str]]:
    """Noun lemma → the kinds it has in rules/event_things.csv.

    >>> sorted(things()["bridge"])
    ['building', 'site', 'target']
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_words("event_things.csv", "noun", "kind"):
        found[row["noun"]].add(row["kind"])
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


def kinds_of(token: Token, named: Mapping[int, Name], depth: int = 0) -> set[str]:
    """The kinds of the phrase that a token heads; a name's by its type, none for what is not known.

    Of "a group of dozens of soldiers" those of the soldiers, at most DEEPEST phrases further in.
    """
    if depth > DEEPEST:
        return set()
    name = named.get(token.i)
    if name is not None:
        return set(OF_NAMES[name.type])
    lemma = token.lemma_.lower()
    kinds = set(things().get(lemma, ())) | set(things().get(token.lower_, ()))
    if "armed" in kinds:
        kinds.add("troops")
    if lemma in GATHERED and (members := _of_phrase(token)):
        return {
            kind
            for far in members
            if far.dep_ == "pobj"
            for kind in kinds_of(far, named, depth + 1)
        }
    if _is_someone(token, lemma):
        kinds |= {"someone", "person", "nameless"}
    if any(child.lower_ in PEACEKEEPING for child in token.lefts):
        kinds.add("peacekeeper")
    if token.pos_ == "NUM":
        kinds.add("number")
    if token.pos_ == "NUM" or lemma in QUANTITIES:
        for inner in _of_phrase(token):
            kinds |= kinds_of(inner, named, depth + 1) if inner.dep_ == "pobj" else set()
    if "someone" in kinds:
        kinds.add("target")
    return kinds


def _of_phrase(token: Token) -> list[Token]:
    """What a quantity is of: the soldiers of "dozens of soldiers from Mali"."""
    return [far for prep in token.children if prep.lower_ == "of" for far in prep.children]


def _is_someone(token: Token, lemma: str) -> bool:
    if token.pos_ == "PRON" or token.tag_ in {"WP", "PRP"}:
        return token.lower_ in SOMEBODY
    if token.ent_type_ in WHEN_AND_HOW_MUCH and token.pos_ != "NUM":
        return False
    if token.pos_ == "PROPN" or token.pos_ == "NUM":  # a name the model passed over; "killed nine"
        return True
    if token.pos_ == "ADJ":  # "the wounded"
        return any(child.lower_ in {"the", "many", "several"} for child in token.children)
    if lemma == "old" and any(child.lower_ in {"year", "years", "month"} for child in token.lefts):
        return True  # "the 26-year-old"
    if gazetteer.country_of_demonym(token.text) and token.pos_ == "NOUN":  # "Britons"
        return True
    listed = things().get(lemma, frozenset()) | things().get(token.lower_, frozenset())
    if role_noun(lemma) is not None or "someone" in listed:
        return True
    word = token.lower_
    return (
        token.tag_ == "NNS"
        and PEOPLE.search(word) is not None
        and "thing" not in things().get(lemma, ())
    )
