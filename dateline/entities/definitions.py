"""What an article itself explains: acronyms in brackets, and names by which somebody is better known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from dateline.entities import gazetteer
from dateline.entities.spans import Found
from dateline.entities.titles import known_types
from dateline.model import EntityType

DEFINITION = re.compile(r"\s*\((?:the\s)?[\"']?(?P<acronym>[A-Z][A-Za-z]{0,2}[A-Z]{1,4})\b")
ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
LONGEST_BETWEEN = 200  # characters from one name to the other that the article says it is known by
KNOWN_AS = re.compile(
    r"""\s?(?:\([^()]{0,80}\))?(?:,\s[^.;(),]{1,60})?,?\s   # (born 1971), an engineer,
    (?:who\s(?:is|was)\s|and\s|or\s)?
    (?:(?:\w+\s){0,2}known\s(?:\w+\s)?(?:as\s|by\s(?:his|her|its|the)\s(?:[\w-]+\s){1,3}(?:as\s)?)
      |a\.?k\.?a\.?\s|aka\s|alias\s|née\s)(?:the\s)?["']?\s*""",
    re.VERBOSE,
)


def definitions(found: Iterable[Found], types: dict[str, EntityType]) -> dict[str, str]:
    """Acronym → full name, from "Libyan National Army (LNA)".

    The initials may be those of another language, "National Liberation Army (ELN)", where the article goes
    on to use them; a stock exchange or a state behind a name is not used so.
    """
    defined: dict[str, str] = {}
    foreign: dict[str, str] = {}
    texts: dict[int, str] = {}
    for item in found:
        texts[item.passage.start] = item.passage.plain
        match = DEFINITION.match(item.passage.plain, item.end)
        if match and is_acronym_of(match["acronym"], item.name):
            defined[match["acronym"]] = item.name
        elif match and types[item.name] == "organization" and _may_be_foreign(match, item):
            foreign.setdefault(match["acronym"], item.name)
    words = Counter(ACRONYM.findall(" ".join(texts.values()))) if foreign else Counter[str]()
    return {short: full for short, full in foreign.items() if words[short] > 1} | defined


def _may_be_foreign(match: re.Match[str], item: Found) -> bool:
    """Whether letters in brackets can be a name's initials in another language: all capitals, and no place."""
    letters = match["acronym"]
    return (
        " " in item.name
        and letters.isupper()
        and len(letters) > 2
        and item.passage.plain[match.end() : match.end() + 1] == ")"
        and not gazetteer.country_of(letters)
        and letters not in known_types()
    )


def also_known(
    found: list[Found], types: dict[str, EntityType], counts: Counter[str]
) -> dict[str, str]:
    """Name → the name the article uses more for the same one, from "Ibrahim Awad, better known as Abu Bakr"."""
    known: dict[str, str] = {}
    for item, other in pairwise(found):
        between = item.passage.plain[item.end : other.start]
        if (
            item.passage is not other.passage
            or types[item.name] != types[other.name]
            or len(between) > LONGEST_BETWEEN
        ):
            continue
        if item.name != other.name and KNOWN_AS.fullmatch(between):
            used, unused = sorted((item.name, other.name), key=lambda name: -counts[name])
            if used not in known:
                known.setdefault(unused, used)
    return {name: end_of(known, name) for name in known}


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters are the initials of the name, small words counted or not.

    >>> is_acronym_of("HoR", "House of Representatives"), is_acronym_of("GNA", "Government of National Accord")
    (True, True)
    >>> is_acronym_of("LNA", "Lebanese Armed Forces")
    False
    """
    return acronym.lower() in initials_of(name)


def initials_of(name: str) -> set[str]:
    """The initials of a name of several words in lower case, with small words and without.

    >>> sorted(initials_of("House of Representatives"))
    ['hor', 'hr']
    """
    words = re.split(r"[\s-]+", name)
    if len(words) < 2:
        return set()
    every = "".join(word[0] for word in words if word)
    return {every.lower(), "".join(word[0] for word in words if word[:1].isupper()).lower()}


def end_of(links: dict[str, str], name: str) -> str:
    """Where a chain ends: Nida → Eugene Nida → Eugene A. Nida."""
    seen = {name}
    while name in links and links[name] not in seen:
        name = links[name]
        seen.add(name)
    return name
