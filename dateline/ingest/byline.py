"""A line that says who wrote the article."""

from __future__ import annotations

import re

from dateline.ingest.furniture import agency_pattern

BY = re.compile(
    r"(?:(?:written |text |report )?by|par|von|por|di|door|av|от)\b\s?:?\s+", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_][\w.'’-]{0,30},?")
# Small words inside names and between them.
SMALL = {
    "and", "&", "und", "et", "y", "e", "en", "with", "in", "for", "at", "of", "the",
    "al", "el", "bin", "ibn", "abu", "de", "da", "del", "della", "di", "du", "la", "le",
    "van", "von", "der", "den",
}  # fmt: skip
MAX_LENGTH = 100


def byline_of(text: str) -> str | None:
    """Who wrote it, as the line prints it without its "By"; null when it is no byline.

    >>> byline_of("By Jane Doe and Ali al-Hasan, Reuters"), byline_of("By the time he came")
    ('Jane Doe and Ali al-Hasan, Reuters', None)
    """
    if len(text) > MAX_LENGTH:
        return None
    if re.fullmatch(rf"(?:{agency_pattern()})(?: staff| agencies)?", text, re.IGNORECASE):
        return text
    match = BY.match(text)
    if match is None:
        return None
    names = text[match.end() :]
    words = names.split()
    if not words or names[-1] in ".!?:;,…" or not words[0][0].isupper():
        return None
    capitals = sum(word[0].isupper() or "-" in word[1:3] for word in words)
    named = all(
        word == "&"
        or (WORD.fullmatch(word) and (word[0].isupper() or word in SMALL or "-" in word[1:4]))
        for word in words
    )
    return names if named and capitals >= 2 and len(words) <= 12 else None
