"""Who publishes a page, by the names it gives its site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.ingest.site_name import squeezed

HTTP = re.compile(r"https?://", re.IGNORECASE)
MAX_PUBLISHER = 100  # characters
TAIL = re.compile(r"[|–—·•»-]\s+[^|–—·•»:]{2,60}")
SLOGAN = re.compile(r"\s+[|–—·•»-]\s+")


def publisher_of(
    sites: Sequence[str | None], host: str | None, window: str, headings: Sequence[str]
) -> str | None:
    """Who publishes the page: what it calls its site, without a slogan; else what stands behind its heading.

    `window` is the page's `<title>`, `host` that of its address.

    >>> publisher_of(["La Prensa - all the news"], "www.laprensa.com", "Aid", ["Aid"])
    'La Prensa'
    >>> publisher_of([], None, "Aid for Libya - Example News", ["Aid for Libya"])
    'Example News'
    """
    named = (words for words in sites if words and len(words) <= MAX_PUBLISHER)
    for words in named:
        if not HTTP.match(words) and words != window and words[0] != "@":
            return _without_slogan(words, squeezed(host or ""))
    for heading in headings:
        tail = window.removeprefix(heading).strip()
        if tail != window and TAIL.fullmatch(tail) and len(tail.split()) <= 5:
            return tail.strip(" |–—·•»-")
    return None


def _without_slogan(name: str, host: str) -> str:
    """The part of a site's name that its address has: "La Prensa - all the news" is "La Prensa"."""
    parts = [part.strip() for part in SLOGAN.split(name)]
    own = [part for part in parts if len(squeezed(part)) >= 4 and squeezed(part) in host]
    return own[0] if len(parts) > 1 and own else name
