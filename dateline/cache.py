"""What was made of each article, kept by content, so that a second build of unchanged files runs no model.

A key is a hash of the article as its file has it, of Dateline's own code and rules, of the model and of every
library that has a say (`fingerprint`), so the file may be carried to another machine, or be of many folders.
An entry is believed only if its checksum holds; a damaged one is made again. The file lies in `.dateline/`,
beside the database, where `datasette .` does not serve it; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from dateline import rules

FOLDER = ".dateline"
FILE = "records.db"
# Entries of earlier builds are kept until the file holds so many times what the last build used: room for
# the same articles under another model, and for a folder that is built now and then.
ROOM = 3
LEAST_ROOM = 256_000_000  # bytes: 50,000 articles
FORMAT = 2  # of the tables below
CREATE = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, checksum BLOB NOT NULL, record BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, build INTEGER NOT NULL, bytes INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (input BLOB PRIMARY KEY, database BLOB NOT NULL, build INTEGER NOT NULL) STRICT;
PRAGMA user_version = {FORMAT};
COMMIT;
"""
USE = "INSERT OR REPLACE INTO uses VALUES (?, ?, ?)"
ONLY_SERVES = {"commands", "site", "www"}  # parts of Dateline that a database does not depend on
TOO_OLD = """
SELECT key FROM (SELECT key, sum(bytes) OVER (ORDER BY build DESC, key) AS so_far FROM uses)
WHERE so_far > ?
"""
FAILURES = (sqlite3.Error, UnicodeError)  # the latter for a message with damaged names in it
PATIENCE = 60  # seconds for which another build may be writing
MOST_MADE = (
    100  # databases that are known by their hash: one of each folder, and what it was before
)
DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
}  # not busy, full or out of reach: these pass


class Cache:
    """A file of entries by key. Nothing here raises: a cache that cannot be used is no cache.

    Two builds may use one file at the same time. Each entry is written whole or not at all, so a build that is
    killed leaves what it had kept.
    """

    def __init__(self, file: Path | None = None) -> None:
        """The cache in a file, which is made where there is none; without a file one that keeps nothing."""
        self._file = file
        # of the entries that were there: half of the memory that a dict of them takes
        self._used_keys, self._used_bytes = list[bytes](), array("Q")
        self._put = 0  # bytes of those that were not
        self._damaged = False
        self._connection: sqlite3.Connection | None = None
        with suppress(OSError, *FAILURES):
            if file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                self._connection = _opened(file)
        last = self._asked("SELECT ifnull(max(build), 0) FROM uses")
        self._build = last[0][0] + 1 if last and isinstance(last[0][0], int) else 1

    def get(self, key: bytes) -> bytes | None:
        """The entry of that key, if it is there and whole."""
        rows = self._asked("SELECT checksum, record FROM records WHERE key = ?", (key,))
        for checksum, entry in rows:
            if isinstance(entry, bytes) and _checksum(key, entry) == checksum:
                self._used_keys.append(key)
                self._used_bytes.append(len(entry))
                return entry
        return None

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keeps entries by their keys, in place of those that are there."""
        rows = [(key, _checksum(key, entry), entry) for key, entry in entries]
        uses = [(key, self._build, len(entry)) for key, _, entry in rows]
        self._told(("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", rows), (USE, uses))
        self._put += sum(size for _, _, size in uses)

    def made(self, of: bytes) -> bytes | None:
        """The SHA-256 of the database that was last made of an input; None where none is known."""
        rows = self._asked("SELECT database FROM made WHERE input = ?", (of,))
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else None

    def keep_made(self, of: bytes, database: bytes) -> None:
        """Remembers the SHA-256 of the database that was made of an input."""
        sql = "INSERT OR REPLACE INTO made SELECT ?, ?, ifnull(max(build), 0) + 1 FROM made"
        self._told((sql, [(of, database)]))

    def close(self) -> None:
        """Marks what was used, lets go of what is too old, and closes the file; one that is damaged is removed."""
        if self._connection is None:
            return
        self._told((USE, self._uses()))
        room = max(LEAST_ROOM, ROOM * (self._put + sum(self._used_bytes)))
        if old := self._asked(TOO_OLD, (room,)):
            self._told(
                *((f"DELETE FROM {table} WHERE key = ?", old) for table in ("records", "uses"))
            )
            self._asked("PRAGMA incremental_vacuum")
        sql = "DELETE FROM made WHERE build <= (SELECT max(build) FROM made) - ?"
        self._told((sql, [(MOST_MADE,)]))
        self._connection.close()
        self._connection = None
        if self._damaged and self._file is not None:
            _remove(self._file)

    def _uses(self) -> Iterator[tuple[bytes, int, int]]:
        """A row for each entry that was there."""
        for key, size in zip(self._used_keys, self._used_bytes, strict=True):
            yield key, self._build, size

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _asked(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; none where the file fails."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(sql, values).fetchall()
        except FAILURES as error:
            self._notice(error)
            return []

    def _told(self, *statements: tuple[str, Iterable[tuple[object, ...]]]) -> None:
        """Runs each statement for each of its rows, all of them or none."""
        if self._connection is None:
            return
        try:
            with self._connection:
                for sql, rows in statements:
                    self._connection.executemany(sql, rows)
        except FAILURES as error:
            self._notice(error)

    def _notice(self, error: Exception) -> None:
        self._damaged |= _is_damage(error)


def _checksum(key: bytes, entry: bytes) -> bytes:
    return hashlib.sha256(key + entry).digest()


def _is_damage(error: Exception) -> bool:
    """Whether an error is of a damaged file, by SQLite's primary code of it."""
    return (
        isinstance(error, UnicodeError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED
    )


def _opened(file: Path) -> sqlite3.Connection:
    """The cache file, made anew when it is damaged or of another format."""
    for _ in range(2):
        connection = sqlite3.connect(file, timeout=PATIENCE)
        try:
            connection.execute("PRAGMA auto_vacuum = incremental")  # before the first table
            connection.execute("PRAGMA journal_mode = wal")
            connection.execute("PRAGMA synchronous = normal")
            ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
            ((version,),) = connection.execute("PRAGMA user_version")
            if version == FORMAT or not tables:
                connection.executescript(CREATE)
                return connection
        except FAILURES as error:
            if not _is_damage(error):
                raise
        connection.close()
        _remove(file)
    raise sqlite3.DatabaseError(f"{file} cannot be made a cache")


def _remove(file: Path) -> None:
    """Removes a cache. A build that has it open keeps what it has; SQLite clears a log without its file."""
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@cache
def fingerprint(model: str) -> bytes:
    """SHA-256 over all that an article's record depends on beside the article.

    Dateline's code and rules, the model (as language.model_version has it), and the version of each library
    that Dateline names.
    """
    digest = hashlib.sha256(f"{model}\n{rules.fingerprint()}\n{_libraries()}".encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] not in ONLY_SERVES:
            digest.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def _libraries() -> str:
    """The installed version of each library that Dateline needs by its own metadata.

    Where Dateline itself is not installed, of every library there is.
    """
    try:
        needed = [line for line in metadata.requires("dateline") or () if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        needed = [library.name for library in metadata.distributions()]
    names = {match[0] for line in needed if (match := re.match(r"[\w.-]+", line))}
    return "\n".join(f"{name} {metadata.version(name)}" for name in sorted(names))
