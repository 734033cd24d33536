"""The place that opens a news story, as in "KATHMANDU, April 25 (Reuters) - ".

Only read, never cut off: the words stay in the text.
"""

from __future__ import annotations

import re

from dateline.entities.gazetteer import cities_of, country_of

# "Tunis - ", "WASHINGTON —", "BENGHAZI -- ": a plain hyphen needs its spaces, a long dash does not.
OPENING = re.compile(r"(?P<head>[^\n]{2,90}?)(?:\s+(?:-|–|--)\s+|\s?(?:—|--)\s?)(?=\S)")
AGENCY = re.compile(r"\s*\((?P<agency>[A-Z][^()]{1,40})\)$")
DAY = re.compile(
    r",?\s+(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2}"
    r"|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?)"
    r"(?:st|nd|rd|th)?(?:,?\s+\d{4})?$",
    re.IGNORECASE,
)
# A capital inside a word or after a full stop is a brand or a web address: "PanARMENIAN.Net".
WORD = re.compile(r"(?:[^\W\d_][^\W\d_A-Z]*|[^\W\d_a-z]+)(?:['’-][^\W\d_]+)*\.?")
INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
SMALL = {"of", "de", "del", "la", "el", "al", "and", "the", "upon", "am", "du"}
MAX_WORDS = 4
LOOK = 300  # characters; bounds the search on a line of megabytes


def dateline_place(text: str) -> str | None:
    """The place a paragraph opens with, as printed.

    A day or an agency before the dash is proof enough; without them the place must be a known city
    or country, and no second dash may follow that makes it an aside.

    >>> dateline_place("TRIPOLI/BENGHAZI, Libya (Reuters) - Forces loyal to")
    'TRIPOLI/BENGHAZI, Libya'
    >>> dateline_place("Tunis - He said"), dateline_place("Haftar - once an ally - has")
    ('Tunis', None)
    """
    match = OPENING.match(text[:LOOK])
    if match is None:
        return None
    head, proven = match["head"].strip(), False
    for pattern in (AGENCY, DAY):
        if found := pattern.search(head):
            head, proven = head[: found.start()].rstrip(), True
    places = [place.strip() for part in head.split(",") for place in part.split("/")]
    if not 1 <= len(places) <= 4 or not all(map(_like_a_place, places)):
        return None
    aside = re.search(r"\s[-–—]\s", text[match.end() : LOOK]) is not None
    known = any(cities_of(name) or country_of(name) for name in map(_as_name, places))
    return head if proven or (known and not aside) else None


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
