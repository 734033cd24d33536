"""For each group the few others that are most like it, found through the terms they share.

A term that many groups share finds everything and tells little, so each group reads the lists of its rarest
shared terms first and stops after `READ` entries, `LIST` of a list: time grows with the groups, not with their
pairs. Where thousands of articles share every term they have, all find the same first few, and each other
through them. In a folder of 500 articles nothing is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.corpus.stories.groups import FADES, LEAST, Group, likeness
from dateline.corpus.stories.vectors import UNIT, Floats, Ints, Longs

# Ten times as many of the three, at ten times the time, change no pair of the even clusters or of ECB+
READ = 10_000  # entries
LIST = 500  # entries
HEAVIEST = 400  # terms of a group that has many: what it is about
PROMISING = 0.2  # of the least likeness: who has less of it from these lists does not reach it
LIKELIEST = 12  # groups whose likeness is reckoned in full

Pair = tuple[float, int, int]  # likeness, and the two groups, the lower number first


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """Term → the groups that have it, with their mean weights."""

    numbers: list[int]  # place in the index → the group's number
    first: Longs
    last: Longs
    found_in: Longs  # of a term: how many groups
    starts: Longs
    holders: Ints
    weights: Floats


def find_neighbours(
    groups: Mapping[int, Group], asking: Sequence[int], least: float
) -> Iterator[Pair]:
    """The pairs of an asking group and another one that are at least so alike; some come twice."""
    index = _index_of(groups)
    score = np.zeros(len(index.numbers))
    for number in asking:
        group = groups[number]
        holders, gains = _read(index, group)
        np.add.at(score, holders, gains)
        found = np.unique(holders[score[holders] >= PROMISING * least])
        promise = score[found] * _nearness(index, group, found)
        score[holders] = 0
        for place in _most(found, promise):
            other = index.numbers[place]
            if other != number and (alike := likeness(group, groups[other])) >= least:
                yield alike, min(number, other), max(number, other)


def _nearness(index: _Index, group: Group, others: Ints) -> Floats:
    days = np.maximum(index.first[others] - group.last, group.first - index.last[others])
    return LEAST + (1 - LEAST) * np.exp(-np.maximum(days, 0) / FADES)


def _index_of(groups: Mapping[int, Group]) -> _Index:
    numbers = sorted(groups)
    inside = [groups[number] for number in numbers]
    nothing = np.zeros(0, np.int32)
    terms = np.concatenate([nothing, *(group.terms for group in inside)])
    means = np.concatenate([nothing, *((g.sums / g.size).astype(np.float32) for g in inside)])
    found_in = np.bincount(terms)
    order = np.argsort(terms, kind="stable")
    holders = np.repeat(np.arange(len(inside), dtype=np.int32), [len(g.terms) for g in inside])
    return _Index(
        numbers,
        np.array([group.first for group in inside], np.int64),
        np.array([group.last for group in inside], np.int64),
        found_in,
        np.concatenate([[0], np.cumsum(found_in)]),
        holders[order],
        means[order],
    )


def _read(index: _Index, group: Group) -> tuple[Ints, Floats]:
    """Whom the lists of the group's terms name, again and again, with what each time adds to their likeness."""
    terms, weights = group.terms, group.sums
    if len(terms) > HEAVIEST:
        heaviest = np.sort(np.argsort(-weights, kind="stable")[:HEAVIEST])
        terms, weights = terms[heaviest], weights[heaviest]
    rarest = np.argsort(index.found_in[terms], kind="stable")
    lengths = np.minimum(index.found_in[terms][rarest], LIST)
    ends = np.cumsum(lengths)
    rarest, lengths, ends = (part[ends <= READ] for part in (rarest, lengths, ends))
    total = int(ends[-1]) if len(ends) else 0
    places = np.repeat(index.starts[terms[rarest]] - (ends - lengths), lengths) + np.arange(total)
    mean = weights[rarest] / (group.size * UNIT * UNIT)
    gains = index.weights[places] * np.repeat(mean, lengths)
    return index.holders[places], gains


def _most(found: Ints, score: Floats) -> list[int]:
    """Those with the highest scores, of equals the first."""
    if len(found) > LIKELIEST:
        worst = np.partition(score, -LIKELIEST)[-LIKELIEST]
        keep = score >= worst
        found, score = found[keep], score[keep]
    order = np.lexsort((found, -score))[:LIKELIEST]
    return [int(place) for place in found[order]]
