"""Groups of articles while they are made: summed weights, days, and how alike two of them are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dateline.corpus.stories.terms import Terms
from dateline.corpus.stories.vectors import UNIT, Ints, Longs, Vectors

Bools = NDArray[np.bool_]

# Two reports of the same words are .6 as alike years apart as on one day, and half of what is lost is lost
# within three weeks. Without, the best F1 of the even clusters is .93 in place of .96.
LEAST = 0.6
FADES = 30  # days
DIGITS = 6  # of a likeness; the last bit of an exponential differs between machines
UNDATED = (-(10**6), 10**6)  # days that lie no days from any other


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Articles taken to be of one story so far."""

    size: int
    first: int  # day of publication, from 1 January of year 1
    last: int
    terms: Ints  # in order
    sums: Longs  # of the weights of its articles


def single_groups(articles: Sequence[Terms], vectors: Vectors) -> dict[int, Group]:
    """Each article a group, by its number."""
    cuts = vectors.starts.tolist()
    sums = vectors.weights.astype(np.int64)
    return {
        number: Group(1, *_days(article), vectors.terms[start:end], sums[start:end])
        for number, (article, start, end) in enumerate(
            zip(articles, cuts[:-1], cuts[1:], strict=True)
        )
    }


def _days(article: Terms) -> tuple[int, int]:
    if article.earliest is None or article.latest is None:
        return UNDATED
    first, last = map(date.fromisoformat, (article.earliest, article.latest))
    return first.toordinal(), last.toordinal()


def joined(one: Group, other: Group) -> Group:
    """Both groups in one."""
    small, large = (one, other) if len(one.terms) <= len(other.terms) else (other, one)
    at, has = _places(small, large)
    sums = large.sums.copy()
    sums[at[has]] += small.sums[has]
    dated = [group for group in (one, other) if group.first != UNDATED[0]] or [one]
    return Group(
        one.size + other.size,
        min(group.first for group in dated),
        max(group.last for group in dated),
        np.insert(large.terms, at[~has], small.terms[~has]),
        np.insert(sums, at[~has], small.sums[~has]),
    )


def likeness(one: Group, other: Group) -> float:
    """The mean cosine of an article of the one and one of the other, times how near they are in time, 0 to 1."""
    small, large = (one, other) if len(one.terms) <= len(other.terms) else (other, one)
    at, has = _places(small, large)
    product = int(small.sums[has] @ large.sums[at[has]])
    return round(product / (one.size * other.size * UNIT * UNIT) * nearness(one, other), DIGITS)


def _places(small: Group, large: Group) -> tuple[Longs, Bools]:
    """Where the terms of one group stand, or would stand, among those of another, and which are there."""
    at = large.terms.searchsorted(small.terms)
    if not len(large.terms):
        return at, np.zeros(0, bool)
    return at, large.terms.take(at, mode="clip") == small.terms


def nearness(one: Group, other: Group) -> float:
    """What is left of a likeness for the days between the last report of the one and the first of the other."""
    days = max(one.first - other.last, other.first - one.last, 0)
    return LEAST + (1 - LEAST) * math.exp(-days / FADES)
