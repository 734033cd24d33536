"""The bytes of a table → its records, one at a time.

A line break inside quotation marks does not end a record. A record longer than the limit is read
past and not kept, and one whose quotation mark never closes is told from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

QUOTE = b'"'
# Where the reading stands: before a field, in one without marks, in one with, after a mark in one.
BEFORE, PLAIN, INSIDE, AFTER = range(4)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it begins on, its size in bytes, and its bytes unless they are too many."""

    line: int
    size: int
    content: bytes | None
    is_closed: bool


def records(
    stream: BinaryIO, delimiter: bytes, *, limit: int, first: bytes = b""
) -> Iterator[Record]:
    r"""The records of a table that are not blank; `first` was read from the stream before.

    >>> import io
    >>> rows = io.BytesIO(b'a,b\n1,"x\ny"\n\n2,"z\n')
    >>> [(row.line, row.content, row.is_closed) for row in records(rows, b",", limit=99)]
    [(1, b'a,b\n', True), (2, b'1,"x\ny"\n', True), (5, b'2,"z\n', False)]
    """
    line, begun, size, state = 1, 1, 0, BEFORE
    parts = list[bytes]()
    for piece in chain([first], iter(lambda: stream.readline(limit + 1), b"")):
        state = _after(piece, state, delimiter)
        size += len(piece)
        if size <= limit:
            parts.append(piece)
        else:
            parts.clear()
        line += piece.endswith(b"\n")
        if piece.endswith(b"\n") and state != INSIDE:
            yield from _record(begun, size, parts, limit, is_closed=True)
            begun, size, state, parts = line, 0, BEFORE, []
    yield from _record(begun, size, parts, limit, is_closed=state != INSIDE)


def _record(
    line: int, size: int, parts: list[bytes], limit: int, *, is_closed: bool
) -> Iterator[Record]:
    content = b"".join(parts)
    if size > limit:
        yield Record(line, size, None, is_closed)
    elif content.strip():
        yield Record(line, size, content, is_closed)


def _after(piece: bytes, state: int, delimiter: bytes) -> int:
    """Where the reading stands after a line or a piece of one, as the csv module would have it."""
    at = 0
    while at < len(piece):
        if state == INSIDE:
            found = piece.find(QUOTE, at)
            if found < 0:
                break
            at, state = found + 1, AFTER
        elif state == PLAIN:
            found = piece.find(delimiter, at)
            if found < 0:
                break
            at, state = found + 1, BEFORE
        elif piece.startswith(QUOTE, at):
            at, state = at + 1, INSIDE  # a field begins, or a doubled mark stands for one
        else:
            state = PLAIN
    return state
