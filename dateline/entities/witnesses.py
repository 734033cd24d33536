"""Which countries a text speaks of: by name, by their people ("Libyan"), by what stands for them.

A text speaks of Virginia, and so of the United States, in "Alexandria, Va." too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dateline.entities.countries import (
    capitals,
    country_names,
    country_of,
    country_of_metonym,
    demonyms,
    folded,
    neighbours,
    rivals,
)
from dateline.entities.regions import divisions
from dateline.rules import read_words

Kind = Literal["country", "division", "abbreviation", "people", "metonym"]
FIRST_WORD = re.compile(r"(?<![\w-])[^\W\d_a-z]\w*")
IN = re.compile(r"(?<!\w)[Ii]n\s+$")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text speaks of a country, or of a state of one."""

    start: int
    end: int
    country: str
    division: str | None
    kind: Kind


def hits_in(text: str) -> Iterator[Hit]:
    """Every place where a text names a country, a state, a people or a metonym, none inside another.

    Names that need a witness are hits too; it is for the caller to doubt them.

    >>> [(hit.country, hit.kind) for hit in hits_in("Libyan officials left New Mexico, the Kremlin said")]
    [('LBY', 'people'), ('USA', 'division'), ('RUS', 'metonym')]
    """
    end = 0
    for match in FIRST_WORD.finditer(text):
        start = match.start()
        if start < end:
            continue
        for name, country, division, kind in _known().get(match[0], ()):
            end_of_name = start + len(name)
            if text.startswith(name, start) and not text[end_of_name : end_of_name + 1].isalnum():
                end = end_of_name
                yield Hit(start, end, country, division, kind)
                break


def is_witnessed(name: str, text: str) -> bool:
    """Whether a text that has the name of a country (see needs_witness) means the country by it.

    It does when it speaks of the country's people, capital or neighbours more often than of the country
    that has the other place so called; and "in Jordan" is no person.

    >>> is_witnessed("Georgia", "Georgia's parliament in Tbilisi"), is_witnessed("Georgia", "Atlanta, Georgia")
    (True, False)
    """
    iso3, rival = country_of(name), rivals().get(name, "")
    if iso3 is None:
        return False
    witnesses = 0
    for hit in hits_in(text):
        if text[hit.start : hit.end] == name:
            continue
        witnesses += hit.country == iso3 or hit.country in neighbours(iso3)
        witnesses -= hit.country == rival
    for capital in capitals().get(iso3, ()):
        witnesses += len(re.findall(rf"(?<!\w){re.escape(capital)}(?!\w)", text))
    if witnesses > 0 or rival:
        return witnesses > 0
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!['’\w])", text)
    return any(IN.search(text, max(0, match.start() - 5), match.start()) for match in found)


@cache
def _known() -> dict[str, tuple[tuple[str, str, str | None, Kind], ...]]:
    """First word → the names that begin with it, the longest first."""
    names: dict[str, tuple[str, str | None, Kind]] = {}
    for row in read_words("metonyms.csv", "name", "iso3"):
        names[row["name"]] = (country_of_metonym(row["name"]) or row["iso3"], None, "metonym")
    for form, region in divisions().items():
        kind: Kind = "division" if folded(form) == folded(region.name) else "abbreviation"
        names[form] = (region.country or "", region.division, kind)
    for name in (*country_names(), *rivals()):
        bare = name.removeprefix("The ")
        names[bare] = (country_of(bare) or "", None, "country")
    for word, iso3 in demonyms().items():
        names[word] = (iso3, None, "people")
    by_first: dict[str, list[tuple[str, str, str | None, Kind]]] = defaultdict(list)
    for name, (iso3, division, kind) in names.items():
        if first := FIRST_WORD.match(name):
            by_first[first[0]].append((name, iso3, division, kind))
    return {
        first: tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))
        for first, found in by_first.items()
    }
