"""A million names in twenty bytes each: as bytes in the order of the alphabet, and by numbers of their keys."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from dateline.memory import remembering

RECENT = 1 << 15  # names whose place is remembered: those of some thousand articles
STEP = 32  # names: one is found in 4 µs, by halves of all of them in 15

Item = TypeVar("Item")
Key = tuple[str | None, ...]


class Names(Sequence[str]):
    """Different texts, given in the order of the alphabet; a Python string takes five times the memory.

    >>> names = Names(["Haftar", "Lavrov"])
    >>> names[1], names.place("Haftar"), "Putin" in names
    ('Lavrov', 0, False)
    """

    def __init__(self, ordered: Iterable[str]) -> None:
        self._ends = array("Q", [0])
        self._letters = bytearray()
        self._steps = list[str]()  # every so many a name, as Python has it
        for number, name in enumerate(ordered):
            if number % STEP == 0:
                self._steps.append(name)
            # halves of surrogate pairs too: their order as bytes is the same
            self._letters += name.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._letters))
        self.place = remembering(self._place, RECENT)

    def _place(self, name: str) -> int:
        """Where a name stands. Raises KeyError when it does not."""
        first = max(bisect_right(self._steps, name) - 1, 0) * STEP
        place = bisect_left(self, name, first, min(first + STEP, len(self)))
        if place == len(self) or self[place] != name:
            raise KeyError(name)
        return place

    def __reduce__(self) -> tuple[type[Names], tuple[list[str]]]:
        return Names, (list(self),)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        letters = self._letters[self._ends[place] : self._ends[place + 1]]
        return letters.decode("utf-8", "surrogatepass")

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        try:
            self.place(name)
        except KeyError:
            return False
        return True


class Chosen(Sequence[str]):
    """Some of the names, by their places: four bytes each."""

    def __init__(self, names: Names, places: array[int]) -> None:
        self._names = names
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self._names[place] for place in self._places[number]]
        return self._names[self._places[number]]

    def __iter__(self) -> Iterator[str]:
        return (self._names[place] for place in self._places)


def number_of(*key: str | None) -> int:
    """A key in 64 bits, the same in every run: of a million two are one once in 40 million folders.

    What is grouped by them is looked at again, so that two names more would be compared.
    """
    letters = "\0".join(map(str, key)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(letters, digest_size=8).digest(), "little")


def sharing(items: Iterable[Item], keys_of: Callable[[Item], Iterable[Key]]) -> list[Item]:
    """The items that have a key which another has too, in their order. Most names of a folder have none.

    `items` are gone through twice. A key takes twelve bytes while it is looked for.

    >>> sharing(["Lavrov", "Khalifa Haftar", "Sergei Lavrov"], lambda name: [(name.split()[-1],)])
    ['Lavrov', 'Sergei Lavrov']
    """
    keys, owners, place = array("Q"), array("I"), -1
    for place, item in enumerate(items):
        for key in set(keys_of(item)):
            keys.append(number_of(*key))
            owners.append(place)
    order, _, lengths = _runs(keys)
    wanted = np.zeros(place + 1, bool)
    if keys:
        wanted[np.frombuffer(owners, np.uint32)[order[np.repeat(lengths > 1, lengths)]]] = True
    return [item for item, is_wanted in zip(items, wanted, strict=True) if is_wanted]


def groups_of(names: Sequence[str], keyed: Iterable[tuple[int, Key]]) -> Iterator[list[str]]:
    """The names that have a key in common, two and more, in the order in which the keys first come.

    `keyed` gives places in `names`, going up, each with a key.

    >>> list(groups_of(["Ann Lee", "Bo Li", "Al Li"], [(0, ("l", "a")), (1, ("l", "b")), (2, ("l", "a"))]))
    [['Ann Lee', 'Al Li']]
    """
    keys, owners = array("Q"), array("I")
    for place, key in keyed:
        keys.append(number_of(*key))
        owners.append(place)
    order, starts, lengths = _runs(keys)
    several = np.flatnonzero(lengths > 1)
    first = np.argsort(order[starts[several]], kind="stable")
    for group in several[first].tolist():
        members = order[starts[group] : starts[group] + lengths[group]].tolist()
        yield [names[owners[member]] for member in members]


def _runs(keys: array[int]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The order of the keys, and where in it the runs of equal ones begin, and how long they are."""
    if not keys:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    numbers = np.frombuffer(keys, np.uint64)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return order, starts, np.diff(np.append(starts, len(keys)))


class Taken:
    """Which texts were taken: nine bytes and up for each in place of a hundred and twenty.

    >>> taken = Taken()
    >>> taken.add("sirte")
    >>> "sirte" in taken, "derna" in taken
    (True, False)
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 << 10))
        self._count = 0

    def _slot(self, number: int) -> int:
        """Where a number is, or the free slot for it: the first of them from the one it points to."""
        mask = len(self._slots) - 1
        slot = number & mask
        while self._slots[slot] not in (0, number):
            slot = (slot + 1) & mask
        return slot

    def __contains__(self, text: object) -> bool:
        number = number_of(str(text)) or 1  # 0 is a free slot
        return self._slots[self._slot(number)] == number

    def add(self, text: str) -> None:
        """Takes a text."""
        number = number_of(text) or 1
        self._slots[self._slot(number)] = number
        self._count += 1
        if self._count * 3 > len(self._slots) * 2:
            numbers = self._slots
            self._slots = array("Q", bytes(16 * len(numbers)))
            for number in numbers:
                if number:
                    self._slots[self._slot(number)] = number
