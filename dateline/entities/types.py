"""What a name names, settled by the article as a whole: the model's label of a mention is only a vote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from dateline.entities import gazetteer
from dateline.entities.spans import TYPE_OF_LABEL, Found
from dateline.entities.titles import known_types, title_kind
from dateline.model import TYPES_IN_ORDER, EntityType

# "the Ansar Sharia and Majliss Shura groups": the noun after the names says what they are
BODIES = {
    "agency",
    "brigade",
    "faction",
    "group",
    "magazine",
    "militia",
    "movement",
    "newspaper",
    "party",
    "website",
}
LOCATIVES = {"in", "at", "near", "from", "to", "outside", "inside", "around"}


def settled_types(found: Iterable[Found]) -> dict[str, EntityType]:
    """Name → the type the article gives it. Names of peoples ("Libyan") have none: they are no one."""
    mentions: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        mentions[item.name].append(item)
    people = {
        name
        for name, items in mentions.items()
        if " " in name and Counter(item.label for item in items).most_common(1)[0][0] == "PERSON"
    }
    surnames = {surname_of(name) for name in people}
    return {
        name: kind
        for name, items in mentions.items()
        if (kind := _settled(name, items, surnames)) is not None
    }


def _settled(name: str, items: list[Found], surnames: set[str]) -> EntityType | None:
    if gazetteer.country_of(name):
        return "country"
    if gazetteer.country_of_demonym(name):
        return None
    if gazetteer.country_of_metonym(name):
        return "organization"
    if name in known_types():
        return known_types()[name]
    if any(_has_title_before(item) for item in items):
        return "person"
    if " " not in name and name in surnames:
        return "person"
    votes = Counter(TYPE_OF_LABEL[item.label] for item in items if item.label)
    if set(votes) == {"group"} and all(_is_adjective(item) for item in items):
        return None  # "Islamist groups": a quality, not a body
    if any(map(_names_a_body, items)):
        return "organization"
    cities = gazetteer.cities_of(name)
    if cities and (votes["place"] or any(map(_is_locative, items))) and not votes["person"]:
        return "place"
    return max(TYPES_IN_ORDER, key=lambda kind: (votes[kind], -TYPES_IN_ORDER.index(kind)))


def _has_title_before(item: Found) -> bool:
    if item.tokens is None or item.tokens.start == 0:
        return False
    before = item.passage.doc[item.tokens.start - 1].text
    kind = title_kind(before)
    if kind == "office":  # "chief executive Lars Hedlund", not "Foreign Minister Libya's"
        return item.label == "PERSON" or " " in item.name
    return kind in {"rank", "style"}


def _names_a_body(item: Found) -> bool:
    if item.tokens is None:
        return False
    row = [item.tokens.root, *item.tokens.root.conjuncts]
    return any(
        token.dep_ in {"compound", "nmod", "amod"} and token.head.lemma_ in BODIES for token in row
    )


def _is_locative(item: Found) -> bool:
    if item.tokens is None:
        return False
    token = item.tokens.root
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in LOCATIVES


def _is_adjective(item: Found) -> bool:
    return item.tokens is not None and item.tokens.root.pos_ == "ADJ"


def surname_of(name: str) -> str:
    """The last word of a person's name, with its "al-".

    >>> surname_of("Khalifa Haftar"), surname_of("Fayez al-Sarraj")
    ('Haftar', 'Sarraj')
    """
    last = name.split()[-1]
    return re.sub(r"^(?:al|el|as|ash)-", "", last) if last[0].islower() else last
