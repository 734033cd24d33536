"""A path → the bytes of a file we can read, within limits.

Looks at what the file is before opening it, and never at what it says: that is `decode.py`.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from dateline.ingest.refused import Refused

# The largest of 1,429 real news pages was 2.2 MB with all its mark-up; 20 MB of text is no article.
MAX_BYTES = 20_000_000
KINDS = {".txt": "txt", ".md": "md"}
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


def read_file(file: Path) -> tuple[str, bytes]:
    """The kind of file (txt or md) and its bytes. Raises Refused when it is not to be read."""
    try:
        status = file.lstat()
        _check(file, status)
        content = _content(file)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refused("unreadable", f"it cannot be opened: {why}; check its permissions") from error
    if not content:
        raise Refused("empty", "there is nothing in it")
    return KINDS[file.suffix.lower()], content


def size_of(file: Path) -> int | None:
    """The size in bytes of a regular file, when it can be known."""
    try:
        status = file.lstat()
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _check(file: Path, status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise Refused(
            "symlink", "it is a symbolic link, and links are not followed; copy what it names here"
        )
    if not stat.S_ISREG(status.st_mode):
        what = SPECIAL.get(stat.S_IFMT(status.st_mode), "no regular file")
        raise Refused("not-a-file", f"it is {what}, not a file with text in it")
    if file.suffix.lower() not in KINDS:
        ending = (
            f"files ending in {_shown(file.suffix)}" if file.suffix else "files without an ending"
        )
        raise Refused("unknown-kind", f"{ending} are not read; save the article as .txt or .md")
    if status.st_size > MAX_BYTES:
        raise _too_large(status.st_size)


def _content(file: Path) -> bytes:
    with os.fdopen(os.open(file, OPEN_FLAGS), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Refused("not-a-file", "it stopped being a regular file while it was opened")
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _too_large(len(content))
    return content


def _too_large(size: int) -> Refused:
    return Refused(
        "too-large",
        f"it has {size:,} bytes and the limit is {MAX_BYTES:,}; split it into one file an article",
    )


def _shown(ending: str) -> str:
    return ending.encode("utf-8", "backslashreplace").decode()
