"""The groups of a story that a new one may belong to, found through what they name and not by comparing all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dateline.corpus.incidents.groups import Group, specific, towns
from dateline.corpus.reports.wording import KEPT, numbers_in, weight_of
from dateline.model import Entity

# Groups that one is compared with: those that share most keys, the rarer the heavier.
CANDIDATES = 12
LONGEST = 128  # groups under one key; beyond it the half with most articles stays
RAREST = 3  # words of a sentence that are keys

Keys = list[tuple[str, str]]


@lru_cache(maxsize=KEPT)
def _rarest(words: bytes) -> tuple[str, ...]:
    """The rarest words of a sentence, as keys."""
    return tuple(map(str, sorted(numbers_in(words), key=lambda n: (-weight_of(n), n))[:RAREST]))


class Pool:
    """Groups, by what they name. Grows, and is never compared with as a whole."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.groups: list[Group] = []
        self._entities = entities
        self._holders: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)

    def add(self, group: Group, keys: Keys) -> None:
        """Takes in a group of its own, which has these keys."""
        self.groups.append(group)
        self.index(len(self.groups) - 1, keys)

    def index(self, number: int, keys: Keys) -> None:
        """Lets a group be found by the keys of a part of it."""
        for key in keys:
            holders = self._holders[key]
            holders[number] = None
            if len(holders) > LONGEST:
                ranked = sorted(holders, key=lambda n: (-len(self.groups[n].articles), -n))
                self._holders[key] = dict.fromkeys(sorted(ranked[: LONGEST // 2]))

    def candidates(self, keys: Keys) -> list[int]:
        """The numbers of the groups that share most with one of these keys, in the order they were added."""
        votes: dict[int, float] = defaultdict(float)
        for key in keys:
            holders = self._holders.get(key, {})
            for number in holders:
                votes[number] += 1 / len(holders)
        ranked = sorted((-votes[number], number) for number in votes)
        return sorted(number for _, number in ranked[:CANDIDATES])

    def keys(self, group: Group) -> Keys:
        """What a group is found by: its kind of happening with each thing it names."""
        return sorted({(group.family, key) for key in self._named(group)})

    def _named(self, group: Group) -> Iterator[str]:
        yield from specific([*group.actors, *group.recipients, *group.linked], self._entities)
        yield from towns(group.places, self._entities)
        for role in ("actor", "recipient", "thing"):
            yield from (f"{role} {noun}" for noun in group.noun_set(role))
        yield from (f"{number} {noun}" for noun, number in group.counts)
        for report in group.reports[:2]:
            yield from _rarest(report.words)
        # a country or a day alone tells too little to join on, and yet the great ones must be found
        yield "great"
