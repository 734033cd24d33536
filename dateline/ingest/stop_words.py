"""The language of a text, by a vote of the small words that no text does without."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from dateline.rules import read_words

MAX_CHARACTERS = 10_000  # 1,600 words tell it
MIN_WORDS = 20  # below this a headline of names decides
MIN_SHARE = (
    0.12  # of the words; the five seeds have 0.33 to 0.43, English words in other languages less
)
MIN_LEAD = 1.5  # over the second: Portuguese and Spanish share "de", "que", "se"
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Two-letter code of the language; null when the text is too short or the vote is close.

    >>> language_of("Haftar in Moscow") is None
    True
    """
    words = WORD.findall(text[:MAX_CHARACTERS].casefold())
    if len(words) < MIN_WORDS:
        return None
    votes = Counter(code for word in words for code in stop_words().get(word, ()))
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < MIN_SHARE * len(words):
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= MIN_LEAD * second else None


@cache
def stop_words() -> dict[str, tuple[str, ...]]:
    """Stop word, in lower case → the languages that have it."""
    languages = dict[str, tuple[str, ...]]()
    for row in read_words("stop_words.csv", "language", "word"):
        word = row["word"].casefold()
        languages[word] = (*languages.get(word, ()), row["language"])
    return languages
