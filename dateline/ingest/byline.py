"""A line that says who wrote the article."""

from __future__ import annotations

import re
from functools import cache

from dateline.ingest.furniture import agency_pattern
from dateline.rules import any_of, read_words

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
MAX_NAMES = (
    10_000  # characters: nobody is named in more, and every "by" before the names is a copy of them
)

BETWEEN_NAMES = re.compile(r"\s*(?:[;|/&]|\s(?:and|und|et|y|e|en|och|og|и)\s)\s*")
TITLED = re.compile(
    r",\s+(?:Ph\.?D|M\.?D|M\.?A|M\.?Sc|M\.?P\.?H|J\.?D|R\.?N|R\.?D|Jr|Sr|Esq|II|III)\b\.?",
    re.IGNORECASE,
)


def names_in(words: str) -> tuple[str, ...]:
    """The names of a byline, one by one, without the "By" before them.

    A comma parts names where what it parts look like names of two words: "Doe, Jane" is one.

    >>> names_in("By Jane Doe, Ali al-Hasan and Tom Rye"), names_in("Grant Tinsley, PhD")
    (('Jane Doe', 'Ali al-Hasan', 'Tom Rye'), ('Grant Tinsley, PhD',))
    >>> names_in("AFP/The Local")
    ('AFP', 'The Local')
    """
    found = list[str]()
    words = " ".join(words[:MAX_NAMES].split())
    while match := BY.match(words) or _label().match(words):
        words = words[match.end() :]
    for part in BETWEEN_NAMES.split(words):
        titles = TITLED.findall(part)
        pieces = [piece.strip(" ,.:–—-") for piece in TITLED.sub("", part).split(",")]
        pieces = [piece for piece in pieces if piece]
        if titles and len(pieces) == 1:
            found.append(part.strip())
        elif len(pieces) > 1 and all(len(piece.split()) >= 2 for piece in pieces):
            found += pieces
        elif pieces:
            found.append(", ".join(pieces))
    return tuple(name for name in found if any(map(str.isalpha, name)))


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


@cache
def _label() -> re.Pattern[str]:
    rows = read_words("byline_labels.csv", "words", "language")
    return re.compile(rf"(?:{any_of(row['words'] for row in rows)})\b\s?:?\s+", re.IGNORECASE)
