"""How alike two sentences are: cosine over their words, the rarer the heavier."""

from __future__ import annotations

import math
import re
import zlib
from array import array
from collections.abc import Iterable
from functools import lru_cache

from wordfreq import word_frequency

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words in a sentence: what a word's chance to be met is counted over
SENTENCE = 25
RAREST = 1e-7  # of all words; names that no list has
# A word's weight is kept in the lowest bits of its number, in quarters: no table beside it, in any process
BITS = 6
QUARTERS = 4
MASK = (1 << BITS) - 1
SQUARES = [(weight / QUARTERS) ** 2 for weight in range(1 << BITS)]
WORDS = (
    1 << 16
)  # that are kept ready: a hundred thousand articles have a million, most of them names
KEPT = 1 << 15  # sentences that are kept ready to be compared
LIGHTEST = 2  # quarters; lighter words (the, of, in, to, and) tell no two sentences apart


def words_of(text: str) -> bytes:
    """The words of a text as sorted numbers of 32 bits, the same in every run on one machine.

    >>> len(numbers_in(words_of("The missile flew over the island.")))
    4
    """
    numbers = sorted({n for word in WORD.findall(text.lower()) if (n := _number(word))})
    return array("I", numbers).tobytes()


def numbers_in(words: bytes) -> frozenset[int]:
    """The numbers of the words that `words_of` gives."""
    return _prepared(words)[0]


@lru_cache(maxsize=WORDS)
def _number(word: str) -> int:
    """A word's hash with its weight in the lowest bits; 0 for a word too common to count."""
    chance = 1 - math.exp(-SENTENCE * max(word_frequency(word, "en"), RAREST))
    weight = round(QUARTERS * math.log(1 / chance))
    if weight < LIGHTEST:
        return 0
    return zlib.crc32(word.encode()) >> BITS << BITS | min(weight, MASK)


def weight_of(number: int) -> float:
    """The weight of a word: the logarithm of one over its chance to stand in a sentence."""
    return (number & MASK) / QUARTERS


def likeness(one: bytes, other: bytes) -> float:
    """Cosine of two sets of words: 1 for the same words, 0 for none in common.

    >>> one = words_of("The army fired a missile over Hokkaido.")
    >>> round(likeness(one, words_of("A missile flew over Hokkaido on Friday.")), 1)
    0.7
    >>> likeness(one, words_of("She apologised."))
    0.0
    """
    mine, my_square = _prepared(one)
    its, its_square = _prepared(other)
    shared = mine & its
    return _square(shared) / math.sqrt(my_square * its_square) if shared else 0.0


@lru_cache(maxsize=KEPT)
def _prepared(words: bytes) -> tuple[frozenset[int], float]:
    """Words as a set, and the square of their length: a sentence is compared with many."""
    numbers = array("I")
    numbers.frombytes(words)
    found = frozenset(numbers)
    return found, _square(found)


def _square(words: Iterable[int]) -> float:
    return sum(SQUARES[word & MASK] for word in words)
