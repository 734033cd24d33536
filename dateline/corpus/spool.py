"""Rows and other plain values in a file without a name: memory holds where each lies, eight bytes, and no more.

A million articles tell fifteen million events and ten million names. What the corpus keeps of each for the end
lies here, and is read one at a time or in the order it came in.
"""

from __future__ import annotations

import marshal
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, pairwise
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar, overload

from dateline.columns import layout_of, put_together, rows_of, taken_apart

Row = TypeVar("Row")

LATE = 1 << 20  # bytes that wait for the disk: what a small folder keeps never gets there
READ = 1 << 16  # bytes that are read at once by who reads everything
BLOCK = 32  # rows together: kept alone each takes twice the room
RUN = 1 << 14  # values that are put in order in memory: 10 MB of incidents


class Spool:
    """Values that marshal takes, by their number, in the order they were put."""

    def __init__(self) -> None:
        self._ends = array("Q", [0])
        self._late = bytearray()
        self._early = 0  # bytes on disk
        self._file: IO[bytes] | None = None

    def put(self, value: Any) -> None:
        """Keeps a value; its number is how many there were."""
        self._late += marshal.dumps(value)
        self._ends.append(self._early + len(self._late))
        if len(self._late) > LATE:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        self._file.seek(self._early)
        self._file.write(self._late)
        self._early += len(self._late)
        self._late.clear()

    def _bytes(self, start: int, end: int) -> bytes:
        if self._file is None or start >= self._early:
            return bytes(self._late[start - self._early : end - self._early])
        self._file.seek(start)
        early = self._file.read(min(end, self._early) - start)
        return early + self._late[: max(0, end - self._early)]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> Any:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return marshal.loads(self._bytes(self._ends[number], self._ends[number + 1]))

    def __iter__(self) -> Iterator[Any]:
        """The values in their order, those that were put until it is asked."""
        return self.part(0, len(self))

    def part(self, number: int, count: int) -> Iterator[Any]:
        """The values from a number until another."""
        while number < count:
            first = self._ends[number]
            last = number + 1
            while last < count and self._ends[last + 1] - first <= READ:
                last += 1
            some = memoryview(self._bytes(first, self._ends[last]))
            for n in range(number, last):
                yield marshal.loads(some[self._ends[n] - first : self._ends[n + 1] - first])
            number = last

    def __getstate__(self) -> tuple[array[int], bytes]:
        """What another process is sent: all of it."""
        return self._ends, self._bytes(0, self._ends[-1])

    def __setstate__(self, state: tuple[array[int], bytes]) -> None:
        self.__init__()  # type: ignore[misc]
        self._ends, late = state
        self._late += late
        self._write()


class Rows(Sequence[Row], Generic[Row]):
    """Rows of one dataclass, in the order they were put; some lie in memory, the rest in a spool.

    >>> from dateline.model import Refusal
    >>> rows = Rows(Refusal, (Refusal(path=f"{n}", reason="empty", detail="", bytes=n) for n in range(99)))
    >>> len(rows), rows[98].path, [row.bytes for row in rows] == [*range(99)]
    (99, '98', True)
    """

    def __init__(self, cls: type[Row], rows: Iterable[Row] = (), block: int = BLOCK) -> None:
        """A block of one is for rows that are asked for one by one: 6 µs each, and 30 out of 32."""
        self._cls = cls
        self._block = block
        self._spool = Spool()
        self._late: list[Row] = []
        self.extend(rows)

    def extend(self, rows: Iterable[Row]) -> None:
        """Keeps the rows."""
        for row in rows:
            self._late.append(row)
            if len(self._late) == self._block:
                self._spool.put(taken_apart(self._cls, self._late))
                self._late = []

    def __len__(self) -> int:
        return len(self._spool) * self._block + len(self._late)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        block, row = divmod(range(len(self))[place], self._block)
        if block == len(self._spool):
            return self._late[row]
        return put_together(self._cls, self._spool[block])[row]

    def __iter__(self) -> Iterator[Row]:
        blocks = (put_together(self._cls, apart) for apart in self._spool)
        yield from chain(chain.from_iterable(blocks), self._late)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(map(lambda one, two: one == two, self, other))

    __hash__ = None  # type: ignore[assignment]


def values_of(row: Any) -> tuple[Any, ...]:
    """A row as marshal takes it."""
    return layout_of(type(row)).values(row)


def row_of(cls: type[Row], values: Iterable[Any]) -> Row:
    """The row that `values_of` was given."""
    (row,) = rows_of(cls, ((value,) for value in values))
    return row


class Runs:
    """Values that come a run at a time, each run in order: all of them in one file, and to be merged.

    >>> runs = Runs()
    >>> runs.put([1, 3])
    >>> runs.put([2])
    >>> [list(run) for run in runs]
    [[1, 3], [2]]
    """

    def __init__(self) -> None:
        self._spool = Spool()
        self._starts = [0]

    def put(self, values: Iterable[Any]) -> None:
        """Keeps a run."""
        for value in values:
            self._spool.put(value)
        self._starts.append(len(self._spool))

    def __iter__(self) -> Iterator[Iterator[Any]]:
        return (self._spool.part(first, last) for first, last in pairwise(self._starts))


class Ordered:
    """Plain values in the order of their keys, of equals the first that was put: a run of them in memory.

    >>> ordered = Ordered(key=lambda number: -number)
    >>> ordered.extend([2, 1, 3])
    >>> list(ordered)
    [3, 2, 1]
    """

    def __init__(self, key: Callable[[Any], Any]) -> None:
        self._key = key
        self._late: list[Any] = []
        self._runs = Runs()

    def extend(self, values: Iterable[Any]) -> None:
        """Keeps the values."""
        for value in values:
            self._late.append(value)
            if len(self._late) == RUN:
                self._runs.put(sorted(self._late, key=self._key))
                self._late = []

    def __iter__(self) -> Iterator[Any]:
        return merge(*self._runs, sorted(self._late, key=self._key), key=self._key)


def spooled(values: Iterable[Any]) -> Spool:
    """A spool of the values."""
    spool = Spool()
    for value in values:
        spool.put(value)
    return spool
