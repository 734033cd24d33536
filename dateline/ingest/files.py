"""A path → the file opened, what kind of file it is, and its bytes, within limits.

Looks at what the file is before opening it.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.ingest.folders import Found
from dateline.ingest.items import MAX_BYTES, Source, too_large
from dateline.ingest.kinds import PICTURED, SEVERAL, endings_of, is_read, kind_of, not_read
from dateline.ingest.refused import Refused

SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}
# A link or pipe put in the file's place after the look at it is neither followed nor waited for.
OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
GZIP = b"\x1f\x8b"
# Text shrinks to a third, a crawler's JSON to a tenth; a thousandth is a bomb.
MAX_RATIO, UNSUSPICIOUS = 100, 32_000_000  # bytes out for each byte in, once there are so many
HEAD = 4096


@contextmanager
def open_source(found: Found) -> Iterator[Source]:
    """The file, opened, out of gzip, with its kind. Raises Refused when it is not to be read."""
    try:
        status = found.file.lstat()
        _check(found.file, status)
        stream = os.fdopen(os.open(found.file, OPEN_FLAGS), "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    with stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Refused("not-a-file", "it stopped being a regular file while it was opened")
        try:
            if stream.peek(2).startswith(GZIP):
                stream = io.BufferedReader(cast(io.RawIOBase, _Unzipped(stream)))
                if stream.peek(2).startswith(GZIP):  # warcio would unpack it, without a limit
                    raise Refused("binary", "it is a gzip file in a gzip file; unpack it")
            head = stream.peek(HEAD)[:HEAD]
            kind = kind_of(endings_of(found.file)[0], head)
            if kind not in SEVERAL | PICTURED and status.st_size > MAX_BYTES:
                raise too_large(status.st_size, MAX_BYTES)
            yield Source(found.id, found.path, kind, status.st_size, cast(BinaryIO, stream))
        except OSError as error:
            raise _unreadable(error) from error


def size_of(file: Path) -> int | None:
    """The size in bytes of a regular file, when it can be known."""
    try:
        status = file.lstat()
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


class _Unzipped(io.RawIOBase):
    """The bytes in a gzip file, as long as they are no bomb."""

    def __init__(self, packed: BinaryIO) -> None:
        self.packed = packed
        self.file = gzip.GzipFile(fileobj=packed, mode="rb")
        self.out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self.file.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused(
                "damaged", f"the gzip file is damaged: {error}; unpack it and save what is whole"
            ) from error
        self.out += len(piece)
        if self.out > UNSUSPICIOUS and self.out > MAX_RATIO * max(self.packed.tell(), 1):
            raise Refused(
                "bomb",
                f"it unpacks to more than {MAX_RATIO} times its size, as no text does;"
                " unpack it if you know what it is",
            )
        buffer[: len(piece)] = piece
        return len(piece)


def _check(file: Path, status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise Refused(
            "symlink", "it is a symbolic link, and links are not followed; copy what it names here"
        )
    if not stat.S_ISREG(status.st_mode):
        what = SPECIAL.get(stat.S_IFMT(status.st_mode), "no regular file")
        raise Refused("not-a-file", f"it is {what}, not a file with text in it")
    if not is_read(file):
        raise not_read(file)
    if status.st_size == 0:
        raise Refused("empty", "there is nothing in it")


def _unreadable(error: Exception) -> Refused:
    why = getattr(error, "strerror", None) or str(error)
    return Refused("unreadable", f"it cannot be opened: {why}; check its permissions")
