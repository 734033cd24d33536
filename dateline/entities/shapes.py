"""What a name says of itself, wherever it stands: its first name, its head noun, its last word."""

from __future__ import annotations

import re
from functools import cache

from lemminflect import getLemma

from dateline.entities import gazetteer
from dateline.entities.name_parts import without_suffix
from dateline.entities.person_names import is_first_name, is_settled_surname
from dateline.entities.titles import is_common_noun
from dateline.model import TYPES_IN_ORDER, EntityType
from dateline.rules import read_words


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
        return not (is_quality(first) and is_common_noun(words[-1].lower()))  # Red Cross
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


def is_quality(name: str) -> bool:
    """Whether a word is listed as an adjective of English in lower case: "Republican", "Democratic"."""
    return " " not in name and bool(getLemma(name.lower(), upos="ADJ", lemmatize_oov=False))


def surname_of(name: str) -> str:
    """The last word of a person's name as written, without "al-", Jr. and honours.

    >>> surname_of("Khalifa Haftar"), surname_of("Fayez al-Sarraj"), surname_of("Robert Hale Jr.")
    ('Haftar', 'Sarraj', 'Hale')
    """
    last = without_suffix(name).split()[-1]
    return re.sub(r"^(?:al|el|as|ash)-", "", last) if last[0].islower() else last
