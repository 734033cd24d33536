"""An article → its terms: the words and names it is compared by, as small arrays.

Made once, while records stream by, so that stories need no article in memory: a term is 32 bits (the CRC of
its letters, the same everywhere), a count, and how common the word is in print. Only the heaviest few are kept
in letters too, to say what an article shares with its story.
"""

from __future__ import annotations

import math
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from zlib import crc32

from wordfreq import available_languages, word_frequency

from dateline.model import Article, Name

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
NAME = "name:"  # before a full name: no word has a colon, so no name is taken for a word
# What is news stands first; what comes after is background that a story shares with others. The even clusters
# stay apart, and whole, at thresholds from .089 to .144 with 250 words (150 and 300 do as well), with the
# whole text from .125 to .152.
LEAD = 250  # words
TITLE = 3  # times a word of the title counts
OF_NAMES = 1e-5  # the share of leads in print that hold a name; 1e-4 gives the same stories
COMMON = 0.5  # a word that half of all leads hold is left out, which changes no pair of the even clusters
STEPS = 12  # rarity in twelfths of a halving: a share is kept to 3 %, and one in a million is 239
RAREST = 255
IN_LETTERS = 40  # terms
LONGEST = 60  # letters of a word; what is longer is no word, and may be as long as the file
ENGLISH = "en"
UNCUT = {"ja", "ko", "zh"}  # wordfreq cuts their words out with packages that Dateline does without


@dataclass(frozen=True, slots=True)
class Terms:
    """What an article is compared by. The three arrays run in step, in order of the hashes."""

    article_id: str
    title: str | None
    earliest: str | None  # bounds of its publication
    latest: str | None
    hashes: array[int]  # CRC-32 of each term
    counts: bytes  # how often it stands in the article, at most 255
    rarities: bytes  # how rare it is in print, see `share_of`
    letters: tuple[str, ...]  # its heaviest terms; a name has `NAME` before it


def terms_of(article: Article, names: Iterable[Name]) -> Terms:
    """The terms of an article: the words of its first 250 and of its title, and the full names among them.

    Pronouns and descriptions that stand for a name do not count.
    """
    lead = list(islice(WORD.finditer(article.text), LEAD))
    end = lead[-1].end() if lead else 0
    title = (found.group() for found in islice(WORD.finditer(article.title or ""), LEAD))
    counts = Counter(_plain(found.group()) for found in lead)
    for word in title:
        counts[_plain(word)] += TITLE - 1  # it stands at the head of the text, too
    language = article.language or ENGLISH
    rarity = {word: rarity_of(word, language) for word in counts}
    named = Counter(NAME + n.full_name for n in names if n.kind == "name" and n.start < end)
    counts.update(named)
    rarity |= dict.fromkeys(named, RARITY_OF_NAMES)
    heaviest = sorted(
        (term for term in counts if rarity[term] > MOST_COMMON),
        key=lambda term: (-(1 + math.log(counts[term])) * rarity[term], term),
    )
    by_hash: dict[int, str] = {}
    for term in heaviest:
        # of two with one hash the heavier stands
        by_hash.setdefault(crc32(term.encode()), term)
    ordered = sorted(by_hash)
    return Terms(
        article.id,
        article.title,
        article.published_earliest,
        article.published_latest,
        array("I", ordered),
        bytes(min(counts[by_hash[number]], 255) for number in ordered),
        bytes(rarity[by_hash[number]] for number in ordered),
        tuple(sys.intern(term) for term in heaviest[:IN_LETTERS]),
    )


def share_of(rarity: int) -> float:
    """The share of leads in print that hold a term of that rarity.

    >>> [round(share_of(rarity), 6) for rarity in (0, 12, 120, 239)]
    [1.0, 0.5, 0.000977, 1e-06]
    """
    return math.pow(2, -rarity / STEPS)


def _rarity(share: float) -> int:
    return min(RAREST, round(-STEPS * math.log2(share)))


RARITY_OF_NAMES = _rarity(OF_NAMES)
MOST_COMMON = _rarity(COMMON)


@cache
def _counted() -> frozenset[str]:
    """The languages whose words can be looked up."""
    return frozenset(available_languages("small")) - UNCUT


@lru_cache(maxsize=200_000)
def rarity_of(word: str, language: str) -> int:
    """How rare a word is in the leads of a language, 0 to 255, after the frequencies of wordfreq (Speer 2022).

    >>> [rarity_of(word, "en") for word in ("the", "russia", "carrier", "haftar")]
    [0, 67, 92, 255]
    """
    spoken = language if language in _counted() else ENGLISH
    share = 1 - math.exp(-word_frequency(word, spoken, wordlist="small") * LEAD)
    return _rarity(share) if share > 0 else RAREST


def _plain(word: str) -> str:
    """A word in small letters, without a possessive.

    >>> [_plain(word) for word in ("Haftar's", "Haftars’", "O'Neill", "Jan")]
    ['haftar', 'haftars', "o'neill", 'jan']
    """
    word = word[:LONGEST].casefold()
    return word if word.isalpha() else POSSESSIVE.sub("", word)
