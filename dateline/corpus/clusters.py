"""Brings joined names together, and guards against chains: A like B, B like C, but A not like C."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.corpus.candidates import Candidate, Candidates
from dateline.corpus.joins import Join, certain_joins
from dateline.corpus.only_joins import only_joins
from dateline.entities.name_parts import is_full
from dateline.entities.spelling import agree


@dataclass(slots=True)
class Clusters:
    """Names that are one, as far as joined. Every name begins as a cluster of its own."""

    candidates: Candidates
    head_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)  # of clusters of two and more
    applied: dict[str, list[Join]] = field(default_factory=dict)  # by the name that was joined

    def head(self, name: str) -> str:
        """The name that stands for the cluster of `name`."""
        return self.head_of.get(name, name)

    def join(self, joins: Iterable[Join]) -> None:
        """Joins what the guard allows."""
        for join in joins:
            left, right = self.head(join.name), self.head(join.other)
            if left == right or not self._may_join(left, right, join):
                continue
            together = self.members.pop(left, [left]) + self.members.pop(right, [right])
            self.members[left] = together
            self.head_of |= dict.fromkeys(together, left)
            self.applied.setdefault(join.other, []).append(join)

    def _may_join(self, left: str, right: str, join: Join) -> bool:
        """Every two full names of a person must agree, not just the two that were compared."""
        if self.candidates.type_of(join.name) != "person":
            return True
        full = [
            [name for name in self.members.get(head, [head]) if is_full(name)]
            for head in (left, right)
        ]
        return all(agree(name, other) for name in full[0] for other in full[1])

    def groups(self) -> Iterator[tuple[list[int], list[Candidate]]]:
        """The candidates of each cluster with their places, in the order of the alphabet."""
        for place, found in enumerate(self.candidates.values()):
            members = sorted(self.members.get(self.head(found.name), ()))
            if not members:
                yield [place], [found]
            elif found.name == members[0]:
                places = [self.candidates.names.place(name) for name in members]
                yield places, [self.candidates[name] for name in members]


def clustered(candidates: Candidates) -> Clusters:
    """The candidates with every join that a rule makes and the guard allows."""
    clusters = Clusters(candidates)
    clusters.join(certain_joins(candidates))
    # Each of these asks for what is the only one, so those before it must have been joined
    for joins in only_joins(candidates, clusters.head):
        clusters.join([joins])
    return clusters
