"""The place that opens a news story, as in "KATHMANDU, April 25 (Reuters) - ".

Only read, never cut off: the words stay in the text, and `dateline_end` tells where the story begins.
"""

from __future__ import annotations

import re

from dateline.entities.gazetteer import cities_of, country_of

# "Tunis - ", "WASHINGTON —", "BENGHAZI -- ", "MANILA _ " (the dash of old wires): a plain hyphen needs its
# spaces, a long dash does not; after an agency or a day one space is enough ("Jan 2- Gunmen").
OPENING = re.compile(
    r"(?P<head>[^\n]{2,90}?)"
    r"(?:\s+(?:-|–|--|_)\s+|\s?(?:—|--)\s?|(?<=[)\d])(?:-\s+|\s+-)(?=[\"“‘']?[A-Z]))(?=\S)"
)
AGENCY = re.compile(r"\s*\((?P<agency>[A-Z][^()]{1,40})\)$")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = re.compile(
    rf",?\s+(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH})(?:,?\s+\d{{4}})?$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r",\s+(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?$", re.IGNORECASE
)
# What a story's first sentence begins with, and an aside hardly: "KATHMANDU - A 6.4-magnitude quake".
BEGINNING = re.compile(r"[\"“‘']?[A-Z\d]")
# A capital inside a word or after a full stop is a brand or a web address: "PanARMENIAN.Net".
WORD = re.compile(r"(?:[^\W\d_][^\W\d_A-Z]*|[^\W\d_a-z]+)(?:['’-][^\W\d_]+)*\.?")
INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
SMALL = {"of", "de", "del", "la", "el", "al", "and", "the", "upon", "am", "du"}
MAX_WORDS = 4
LOOK = 300  # characters; bounds the search on a line of megabytes


def dateline_place(text: str) -> str | None:
    """The place a paragraph opens with, as printed.

    A day or an agency before the dash is proof enough; without them the place must be a known city
    or country, and no second dash may follow that makes it an aside, unless capitals open a sentence.

    >>> dateline_place("TRIPOLI/BENGHAZI, Libya (Reuters) - Forces loyal to")
    'TRIPOLI/BENGHAZI, Libya'
    >>> dateline_place("Tunis - He said"), dateline_place("Haftar - once an ally - has")
    ('Tunis', None)
    """
    found = _dateline(text)
    return found[0] if found else None


def dateline_end(text: str) -> int:
    """Where a paragraph's story begins: the offset after the dateline's dash and space, 0 without one.

    >>> text = "KADUNA, Nigeria, Jan 2 - Gunmen kidnapped"
    >>> text[dateline_end(text):], dateline_end("Haftar - once an ally - has")
    ('Gunmen kidnapped', 0)
    """
    found = _dateline(text)
    return found[1] if found else 0


def _dateline(text: str) -> tuple[str, int] | None:
    """The place and where the dateline ends."""
    match = OPENING.match(text[:LOOK])
    if match is None:
        return None
    head, proven = match["head"].strip(), False
    # The agency stands behind the day or, in some houses, before it.
    for pattern in (AGENCY, DAY, AGENCY):
        if found := pattern.search(head):
            head, proven = head[: found.start()].rstrip(" ,"), True
    head = WEEKDAY.sub("", head)
    places = [place.strip() for part in head.split(",") for place in part.split("/")]
    if not 1 <= len(places) <= 4 or not all(map(_like_a_place, places)):
        return None
    aside = re.search(r"\s[-–—]\s", text[match.end() : LOOK]) is not None
    if head.isupper() and BEGINNING.match(text, match.end()):
        aside = False
    known = any(cities_of(name) or country_of(name) for name in map(_as_name, places))
    return (head, match.end()) if proven or (known and not aside) else None


def _like_a_place(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= MAX_WORDS
        and name[0].isupper()
        and len(name) > 1
        and all(
            word in SMALL
            or INITIALS.fullmatch(word)
            or (WORD.fullmatch(word) and word[0].isupper())
            for word in words
        )
    )


def _as_name(place: str) -> str:
    """KATHMANDU as the gazetteer writes it."""
    return place.title() if place.isupper() else place
