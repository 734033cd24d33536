"""What a name names, settled by the article as a whole: the model's label of a mention is only a vote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from lemminflect import getLemma

from dateline.entities import gazetteer
from dateline.entities.person_names import is_first_name, is_settled_surname
from dateline.entities.spans import TYPE_OF_LABEL, Found
from dateline.entities.titles import is_common_noun, known_types, title_kind
from dateline.model import TYPES_IN_ORDER, EntityType
from dateline.rules import read_words

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
    """Name → the type the article gives it. Adjectives of peoples ("Libyan") have none: they are no one."""
    mentions: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        mentions[item.name].append(item)
    people = {name for name, items in mentions.items() if _is_full_name(name, items)}
    surnames = {surname_of(name) for name in people}
    teams = {name.split()[-1] for name in mentions if is_team(name)}
    types = {
        name: kind
        for name, items in mentions.items()
        if (kind := _settled(name, items, people, surnames)) is not None
    }
    return types | dict.fromkeys(teams & types.keys(), "organization") | _starts(types, surnames)


def _starts(types: dict[str, EntityType], surnames: set[str]) -> dict[str, EntityType]:
    """Rice is no person where Rice University is named, and nobody called Rice."""
    people = {name.split()[0] for name, kind in types.items() if kind == "person" and " " in name}
    bodies = {
        name.split()[0]
        for name, kind in types.items()
        if kind == "organization" and name.count(" ") == 1 and type_of_head(name)
    }
    return {
        name: "organization"
        for name, kind in types.items()
        if kind == "person" and name in bodies - people - surnames
    }


def _is_full_name(name: str, items: list[Found]) -> bool:
    """Whether a name of several words is a person's: by most labels, or by its first name."""
    if " " not in name:
        return False
    label = Counter(item.label for item in items).most_common(1)[0][0]
    if type_of_head(name):  # Christopher Hill, and not Montmartre Cemetery
        return label == "PERSON" and is_first_name(name.split()[0]) and name.count(" ") == 1
    # the model is outvoted by Brock, but not by Houston
    return label == "PERSON" or (
        begins_with_first_name(name) and not gazetteer.cities_of(name.split()[0])
    )


def begins_with_first_name(name: str) -> bool:
    """Whether a name of two to four words can be a person's by its first word, and no word speaks against it.

    >>> begins_with_first_name("Brock Holt"), begins_with_first_name("Jean-Paul Sartre")
    (True, True)
    >>> begins_with_first_name("Santa Monica"), begins_with_first_name("Roman Catholic")
    (False, False)
    """
    first, *rest = name.split()
    words = [word for word in rest if word[0].isupper()]
    if not is_first_name(first.split("-")[0]) or not 1 <= len(words) <= 3:
        return False
    if gazetteer.cities_of(name) or any(word.isupper() and len(word) > 1 for word in words):
        return False
    if is_settled_surname(words[-1].lower()):
        return True
    return not any(is_common_noun(w.lower()) or is_quality(w) for w in (first, *words))


@cache
def _heads() -> dict[tuple[str, str], EntityType]:
    rows = read_words("name_heads.csv", "word", "type", "where")
    return {
        (row["word"], row["where"]): next(kind for kind in TYPES_IN_ORDER if kind == row["type"])
        for row in rows
    }


def type_of_head(name: str) -> EntityType | None:
    """What the head noun of a name of several words says it is; None when it says nothing.

    >>> type_of_head("Ministry of Defence"), type_of_head("Benina Airport"), type_of_head("Mount Sinai")
    ('organization', 'place', 'place')
    >>> type_of_head("Khalifa Haftar"), type_of_head("Airport")
    (None, None)
    """
    words = name.split()
    if len(words) < 2:
        return None
    joins = [n for n, word in enumerate(words) if word in {"of", "for", "and", "at"}]
    if joins and joins[0]:
        head = _heads().get((words[joins[0] - 1], "of"))
        return head or _heads().get((words[joins[0] - 1], "last"))
    return _heads().get((words[-1], "last")) or _heads().get((words[0], "first"))


def _settled(
    name: str, items: list[Found], people: set[str], surnames: set[str]
) -> EntityType | None:
    if gazetteer.country_of(name):
        return "country"
    if gazetteer.country_of_demonym(name):
        # "Americans", but not "American": only a noun in the plural names anyone
        return "group" if any(map(_is_plural, items)) else None
    if gazetteer.country_of_metonym(name):
        return "organization"
    if name in known_types():
        return known_types()[name]
    votes = Counter(TYPE_OF_LABEL[item.label] for item in items if item.label)
    if all(_is_adjective(item) for item in items) and ("group" in votes or is_quality(name)):
        return None  # "Islamist groups", "Republican voters": a quality, not a body
    if any(map(_names_a_body, items)):
        return "organization"
    if name in people:
        return "person"
    if head := type_of_head(name):
        return head
    if is_team(name):
        return "organization"
    if any(map(_has_title_before, items)):
        return "person"
    if " " not in name and name in surnames:
        return "person"
    cities = gazetteer.cities_of(name)
    if cities and (votes["place"] or any(map(_is_locative, items))) and not votes["person"]:
        return "place"
    return max(TYPES_IN_ORDER, key=lambda kind: (votes[kind], -TYPES_IN_ORDER.index(kind)))


def is_team(name: str) -> bool:
    """Whether a name is a city and what its team calls itself.

    >>> is_team("Pittsburgh Pirates"), is_team("New Orleans Saints"), is_team("Khalifa Haftar")
    (True, True, False)
    """
    city, _, last = name.rpartition(" ")
    plural = last.endswith(("s", "x")) and getLemma(last.lower(), upos="NOUN", lemmatize_oov=False)
    return bool(
        city and plural and plural[0] != last.lower() and gazetteer.cities_of(city)
    ) and not is_first_name(city)


def _is_plural(item: Found) -> bool:
    return item.tokens is not None and item.tokens.root.tag_ in {"NNS", "NNPS"}


def is_quality(name: str) -> bool:
    """Whether a word is listed as an adjective of English in lower case: "Republican", "Democratic"."""
    return " " not in name and bool(getLemma(name.lower(), upos="ADJ", lemmatize_oov=False))


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
