"""Terms → weights: how much each term of an article tells of what it is about.

Weight = (1 + log count) · log((N + M) / (df + M · p)): TF-IDF whose N articles are those of the folder and M
more, of which a share p holds the term as print in general does (wordfreq). So in a folder about one story
"Haftar" still tells that it is about Haftar, though every article has it.

An article's weights have length one, in whole numbers of 1/10,000: sums of whole numbers are the same
in whatever order and on whatever machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.corpus.stories.terms import RAREST, Terms, share_of

# Clusters that are a folder each keep 475 of their 693 pairs without, 639 with 1,000, 654 with 3,000, 655 with
# 10,000, which tells clusters in one folder apart less well.
IN_PRINT = 3000
# In a larger folder so many times its articles: else a folder of 20,000 about one war would be about nothing.
TIMES = 5
UNIT = 10_000
AT_ONCE = 4096  # articles whose weights are reckoned together

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The weights of the articles, one after another: article i has `terms[starts[i] : starts[i + 1]]`.

    A term is its place in `hashes`. One that only one article has is left out of it, though not of the
    length of its article.
    """

    starts: Longs
    terms: Ints  # rising within an article
    weights: Ints
    hashes: NDArray[np.uint32]


def weigh(articles: Sequence[Terms]) -> Vectors:
    """The weights of the terms of the articles."""
    sizes = np.array([len(article.hashes) for article in articles], dtype=np.int64)
    vocabulary, found_in = np.unique(_hashes(articles), return_counts=True)
    shared = found_in > 1
    number = np.cumsum(shared) - 1
    more = max(IN_PRINT, TIMES * len(articles))
    in_print = more * np.array([share_of(rarity) for rarity in range(RAREST + 1)])
    emphasis = 1 + np.log(np.maximum(np.arange(256), 1))
    terms, weights, kept = [], [], []
    for first in range(0, len(articles), AT_ONCE):
        some = articles[first : first + AT_ONCE]
        places = np.searchsorted(vocabulary, _hashes(some))
        rarities = np.frombuffer(b"".join(a.rarities for a in some), np.uint8)
        counts = np.frombuffer(b"".join(a.counts for a in some), np.uint8)
        held = found_in[places] + in_print[rarities]
        weight = emphasis[counts] * np.log((len(articles) + more) / held)
        row = np.repeat(np.arange(len(some)), sizes[first : first + AT_ONCE])
        length = np.sqrt(np.bincount(row, weight * weight, minlength=len(some)))
        whole = np.rint(UNIT * weight / np.maximum(length, 1e-9)[row]).astype(np.int32)
        keep = shared[places] & (whole > 0)
        terms.append(number[places[keep]].astype(np.int32))
        weights.append(whole[keep])
        kept.append(np.bincount(row[keep], minlength=len(some)))
    starts = np.concatenate([[0], np.cumsum(np.concatenate([*kept, np.zeros(0, np.int64)]))])
    nothing = np.zeros(0, np.int32)
    return Vectors(
        starts.astype(np.int64),
        np.concatenate([*terms, nothing]),
        np.concatenate([*weights, nothing]),
        vocabulary[shared],
    )


def _hashes(articles: Sequence[Terms]) -> NDArray[np.uint32]:
    return np.concatenate(
        [np.zeros(0, np.uint32), *(np.frombuffer(a.hashes, np.uint32) for a in articles)]
    )
