"""A headline without the name of the site that pages put behind or before it.

On 845 saved pages trafilatura's title is right in 61 of 100, and this one in 79 (`bench/ingest.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.ingest.title import normal

SEPARATOR = re.compile(
    r"\s*｜\s*|\s+(?:[|–—·•»«>‹›⁄*~:-]+|::)\s+|\s*[|»]\s*|(?<=[^\x00-\xff])[_-](?=[^\x00-\xff])"
)
BAR = {"|", "»"}
MAX_SITE_WORDS = 6
# Each piece is tried with each after it: 200 pieces take 0.1 s, and no headline has 20.
MAX_LENGTH, MAX_PIECES = 2_000, 50  # characters, pieces
MAX_UNKNOWN_SITE_WORDS = 4  # after a bar, where nothing else says what the site is called
MIN_TITLE_WORDS = 3
MIN_SHARED = 4  # letters: "BBC" inside another name proves nothing


def without_site_name(title: str, sites: Sequence[str] = (), headings: Sequence[str] = ()) -> str:
    """The title without the site's name, of which `sites` are ways to write it.

    A heading of the page that is a part of the title is where the title begins and ends.

    >>> without_site_name("Haftar arrives in Moscow | The Libya Observer")
    'Haftar arrives in Moscow'
    >>> without_site_name("Libya - Day Two - Example News", sites=["example-news.com"])
    'Libya - Day Two'
    """
    title = title.strip(" |–—·•»«-｜") or title
    pieces = _pieces(title) if len(title) <= MAX_LENGTH else []
    if not 2 <= len(pieces) <= MAX_PIECES:
        return title
    known = {name for heading in headings if len(name := normal(heading)) >= 8}
    if normal(title) in known:
        return title
    spans = [(first, last) for first in range(len(pieces)) for last in range(first, len(pieces))]
    parts = [title[pieces[first][0] : pieces[last][1]] for first, last in spans]
    if own := max((part for part in parts if normal(part) in known), key=len, default=""):
        return own
    names = {squeezed(site) for site in sites} | {squeezed(_host(site)) for site in sites}
    begin, end = 0, len(pieces)
    while end - begin > 1 and _is_site(title[slice(*pieces[end - 1])], names):
        end -= 1
    while end - begin > 1 and _is_site(title[slice(*pieces[begin])], names):
        begin += 1
    if (begin, end) == (0, len(pieces)) and _ends_with_a_name(title, pieces):
        end -= 1
    return title[pieces[begin][0] : pieces[end - 1][1]].strip()


def squeezed(words: str) -> str:
    """Letters and digits alone, in lower case: "ZEIT ONLINE" and "zeit-online" are one.

    >>> squeezed("ZEIT Online!")
    'zeitonline'
    """
    return re.sub(r"[\W_]", "", words.casefold())


def _pieces(title: str) -> list[tuple[int, int]]:
    """Where the parts between separators begin and end."""
    starts = [0, *(match.end() for match in SEPARATOR.finditer(title))]
    ends = [*(match.start() for match in SEPARATOR.finditer(title)), len(title)]
    return [
        (start, end) for start, end in zip(starts, ends, strict=True) if title[start:end].strip()
    ]


def _is_site(part: str, names: set[str]) -> bool:
    own = squeezed(part)
    if own in names:
        return bool(own)
    return (
        len(own) >= MIN_SHARED
        and len(part.split()) <= MAX_SITE_WORDS
        and any(
            (own in name and 2 * len(own) >= len(name)) or name in own
            for name in names
            if len(name) >= MIN_SHARED
        )
    )


def _ends_with_a_name(title: str, pieces: Sequence[tuple[int, int]]) -> bool:
    *_, before, last = pieces
    separator, tail = title[before[1] : last[0]].strip(), title[slice(*last)]
    return (
        separator in BAR
        and len(tail.split()) <= MAX_UNKNOWN_SITE_WORDS
        and len(title[: before[1]].split()) >= MIN_TITLE_WORDS
    )


def _host(site: str) -> str:
    """A host's name without "www." and its ending: "www.zeit.de" is "zeit"."""
    return site.removeprefix("www.").rpartition(".")[0] if "." in site and " " not in site else site
