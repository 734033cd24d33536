"""What a name names, settled by the article as a whole: the model's label of a mention is only a vote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.entities import gazetteer
from dateline.entities.person_names import is_first_name, is_settled_surname
from dateline.entities.shapes import (
    begins_with_first_name,
    is_quality,
    is_team,
    surname_of,
    type_of_head,
)
from dateline.entities.spans import TYPE_OF_LABEL, Found
from dateline.entities.titles import is_common_noun, known_types, title_kind
from dateline.entities.witnesses import is_witnessed
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
INSIDE = {"in", "at", "near", "outside", "inside"}  # one goes to a person, but is in a city
MARKS = "\"'.,;:!?()[]"
AGE = re.compile(r",\s(?:aged\s)?\d{1,2},")
LARGE_CITY = 100_000  # Obama in Japan has 30,000 people, Monza 120,000
LOCATIVES = {"in", "at", "near", "from", "to", "outside", "inside", "around"}


def settled_types(found: Iterable[Found]) -> dict[str, EntityType]:
    """Name → the type the article gives it. Adjectives of peoples ("Libyan") have none: they are no one."""
    mentions: dict[str, list[Found]] = defaultdict(list)
    passages: dict[int, str] = {}
    for item in found:
        mentions[item.name].append(item)
        passages[item.passage.start] = item.passage.plain
    text = "\n".join(passages[start] for start in sorted(passages))
    alone = _words_alone(text)
    people = {name for name, items in mentions.items() if _is_full_name(name, items, alone)}
    surnames = {surname_of(name) for name in people}
    article = _Article(
        people=people,
        surnames=surnames,
        text=text,
    )
    teams = {name.split()[-1] for name in mentions if is_team(name)}
    types = {
        name: kind
        for name, items in mentions.items()
        if (kind := _settled(name, items, article)) is not None
    }
    return types | dict.fromkeys(teams & types.keys(), "organization") | _starts(types, surnames)


def with_places(found: list[Found], types: dict[str, EntityType]) -> list[Found]:
    """The names, with those marked that are a place here and somebody's surname elsewhere: "in Austin"."""
    return [
        replace(item, is_there=True)
        if types[item.name] == "person"
        and " " not in item.name
        and any(city.is_own_name for city in gazetteer.cities_of(item.name))
        and _is_locative(item, INSIDE)
        else item
        for item in found
    ]


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


def _is_full_name(name: str, items: list[Found], alone: set[str]) -> bool:
    """Whether a name of several words is a person's: by most labels, or by what outvotes them."""
    if " " not in name:
        return False
    first, last = name.split()[0], name.split()[-1]
    label = Counter(item.label for item in items).most_common(1)[0][0]
    if type_of_head(name):  # Christopher Hill, and not Montmartre Cemetery
        return label == "PERSON" and is_first_name(first) and name.count(" ") == 1
    if label == "PERSON" or any(map(_has_age, items)):
        return True
    if begins_with_first_name(name):  # Brock Holt and Paris Hilton, but not Houston Astros
        return not gazetteer.cities_of(first) or _is_like_a_surname(last)
    # Ratko Mladić, since he is Mladić after that: an organization goes by its first word
    return (
        name.count(" ") == 1
        and last in alone
        and first not in alone
        and first.istitle()
        and first[-1].isalpha()
        and _is_like_a_surname(last)
        and not any(is_common_noun(word.lower()) or is_quality(word) for word in (first, last))
        and not gazetteer.cities_of(first)
        and not gazetteer.country_of_demonym(first)
    )


def _is_like_a_surname(word: str) -> bool:
    """Whether the last word of a name can be somebody's: Zelenskyy, but not Astros or Saint-Germain."""
    if is_settled_surname(word.lower()):
        return True
    return word.isalpha() and not word.endswith("s") and not is_common_noun(word.lower())


def _words_alone(text: str) -> set[str]:
    """The words with a capital that somewhere stand between words without."""
    words = ["", *text.split(), ""]
    return {
        word.strip(MARKS)
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if word[:1].isupper()
        and not (before[:1].isupper() and before[-1].isalnum())
        and not (after[:1].isupper() and word[-1].isalnum())
    }


def _has_age(item: Found) -> bool:
    """Whether an age follows, as it does after persons only: "Djokovic, 37, …"."""
    return bool(AGE.match(item.passage.plain, item.end))


@dataclass(frozen=True, slots=True)
class _Article:
    """What the article says as a whole, before the type of any name is settled."""

    people: set[str]  # full names
    surnames: set[str]
    text: str


def _settled(name: str, items: list[Found], article: _Article) -> EntityType | None:
    if gazetteer.country_of(name) and _is_country(name, article):
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
    if name in article.people:
        return "person"
    if head := type_of_head(name):
        return head
    if is_team(name):
        return "organization"
    if any(map(_has_title_before, items)):
        return "person"
    if " " not in name and name in article.surnames:
        return "person"
    if gazetteer.is_region(name) and not votes["person"]:
        return "place"
    if _is_city(name, items, votes):
        return "place"
    if not votes:  # found by its capitals alone
        return "organization" if name.isupper() or name[-1].isdigit() else "person"
    return max(TYPES_IN_ORDER, key=lambda kind: (votes[kind], -TYPES_IN_ORDER.index(kind)))


def _is_city(name: str, items: list[Found], votes: Counter[EntityType]) -> bool:
    """Whether a city's name is the city here: Khartoum is, whatever the model says of it."""
    cities = gazetteer.cities_of(name)
    if not cities:
        return False
    if any(map(_is_dateline, items)):
        return True
    if not votes["person"]:
        return bool(votes["place"]) or any(_is_locative(item, LOCATIVES) for item in items)
    if is_first_name(name) or is_settled_surname(name.lower()) or not cities[0].is_own_name:
        return False
    large = cities[0].population >= LARGE_CITY and not votes["organization"]
    return large or any(_is_locative(item, INSIDE) for item in items)


def _is_dateline(item: Found) -> bool:
    """Whether the name is in what was cut off the story's beginning: "ODESSA, Ukraine - "."""
    passage = item.passage
    return passage.start == passage.paragraph.start and passage.end < passage.paragraph.end


def _is_country(name: str, article: _Article) -> bool:
    """Whether a country's name is the country: Georgia and Jordan need a witness in the article."""
    if not gazetteer.needs_witness(name):
        return True
    return name not in article.surnames and is_witnessed(name, article.text)


def _is_plural(item: Found) -> bool:
    return item.tokens is not None and item.tokens.root.tag_ in {"NNS", "NNPS"}


def _has_title_before(item: Found) -> bool:
    if item.tokens is None or item.tokens.start == 0:
        return False
    before = item.passage.doc[item.tokens.start - 1].text
    kind = title_kind(before)
    if kind == "office":  # "chief executive Lars Hedlund", not "Foreign Minister Libya's"
        return item.label == "PERSON" or " " in item.name
    return kind in {"rank", "style"}


def _names_a_body(item: Found) -> bool:
    """Whether the noun that the name, or one in a row with it, stands before is a body: "… groups"."""
    if item.tokens is None:
        return False
    row = [item.tokens.root, *item.tokens.root.conjuncts]
    return any(
        token.lemma_ in BODIES
        or (token.dep_ in {"compound", "nmod", "amod"} and token.head.lemma_ in BODIES)
        for token in row
    )


def _is_locative(item: Found, words: set[str]) -> bool:
    if item.tokens is None:
        return False
    token = item.tokens.root
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in words


def _is_adjective(item: Found) -> bool:
    return item.tokens is not None and item.tokens.root.pos_ == "ADJ"
