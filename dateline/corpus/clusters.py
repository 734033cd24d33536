"""Brings joined names together, and guards against chains: A like B, B like C, but A not like C."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from dateline.corpus.candidates import Candidate, Candidates
from dateline.corpus.joins import Join, certain_joins
from dateline.corpus.only_joins import only_joins
from dateline.entities.name_parts import is_full
from dateline.entities.spelling import agree


class Clusters:
    """Names that are one, as far as joined. Every name begins as a cluster of its own.

    Names are their places in the order of the alphabet: of a million, two hundred thousand are joined, and lists
    of them with the reasons would take 80 MB.
    """

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates
        self._names = candidates.names
        self._head = array("I", range(len(candidates)))  # the name that stands for the cluster
        self._next = array("I", range(len(candidates)))  # in a ring of those that are one
        self._latest = array("I", bytes(4 * len(candidates)))  # join by which a name came, from 1
        self._joins = array("I", [0] * 3)  # each: the name it came to, why, the join before
        self._whys: dict[tuple[str, str], int] = {}  # rule and reason → number
        self._told: list[tuple[str, str]] = []  # by that number

    def head(self, name: str) -> int:
        """The place of the name that stands for the cluster of `name`."""
        return self._head[self._names.place(name)]

    def join(self, joins: Iterable[Join]) -> None:
        """Joins what the guard allows."""
        for join in joins:
            left, right = self.head(join.name), self.head(join.other)
            if left == right or not self._may_join(left, right, join):
                continue
            for place in self._ring(right):
                self._head[place] = left
            self._next[left], self._next[right] = self._next[right], self._next[left]
            self._keep(join)

    def _keep(self, join: Join) -> None:
        place, other = self._names.place(join.name), self._names.place(join.other)
        why = self._whys.setdefault((join.rule, join.reason), len(self._whys))
        if why == len(self._told):
            self._told.append((join.rule, join.reason))
        before, self._latest[other] = self._latest[other], len(self._joins) // 3
        self._joins.extend((place, why, before))

    def _ring(self, head: int) -> Iterator[int]:
        yield head
        place = self._next[head]
        while place != head:
            yield place
            place = self._next[place]

    def _may_join(self, left: int, right: int, join: Join) -> bool:
        """Every two full names of a person must agree, not just the two that were compared."""
        if self._candidates.type_of(join.name) != "person":
            return True
        full = [
            [name for place in self._ring(head) if is_full(name := self._names[place])]
            for head in (left, right)
        ]
        return all(agree(name, other) for name in full[0] for other in full[1])

    def joins_of(self, name: str) -> Iterator[Join]:
        """The joins by which a name came to others, the latest first."""
        number = self._latest[self._names.place(name)]
        while number:
            place, why, before = self._joins[3 * number : 3 * number + 3]
            yield Join(self._names[place], name, *self._told[why])
            number = before

    def groups(self) -> Iterator[tuple[list[int], list[Candidate]]]:
        """The candidates of each cluster with their places, in the order of the alphabet."""
        for place, found in enumerate(self._candidates.values()):
            if self._next[place] == place:
                yield [place], [found]
            elif place == min(self._ring(place)):
                places = sorted(self._ring(place))
                yield places, [self._candidates[self._names[each]] for each in places]


def clustered(candidates: Candidates) -> Clusters:
    """The candidates with every join that a rule makes and the guard allows."""
    clusters = Clusters(candidates)
    clusters.join(certain_joins(candidates))
    # Each of these asks for what is the only one, so those before it must have been joined
    for joins in only_joins(candidates, clusters.head):
        clusters.join([joins])
    return clusters
