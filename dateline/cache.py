"""Records kept by content, so that a second build of unchanged files runs no model.

A record's key is a hash of the article, the rules, the model and Dateline's own code. An entry is
believed only if its checksum holds; a damaged one is made again. The file lies in `.dateline/`, beside the
database, where `datasette .` does not serve it; it may be deleted at any time.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
import typing
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from dateline import rules
from dateline.model import Article, ArticleRecord

FOLDER = ".dateline"
CREATE = """CREATE TABLE IF NOT EXISTS records (
  key TEXT PRIMARY KEY, checksum TEXT NOT NULL, record BLOB NOT NULL
) STRICT"""


class Cache:
    """A file of records. Reading or writing never raises: a cache that cannot be used is no cache."""

    def __init__(self, file: Path, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.connection: sqlite3.Connection | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self.connection = _opened(file)
        except (OSError, sqlite3.Error):
            self.connection = None

    def key_of(self, article: Article) -> str:
        """The key of an article's record."""
        return hashlib.sha256(f"{self.fingerprint}\0{encoded(article)}".encode()).hexdigest()

    def get(self, article: Article) -> ArticleRecord | None:
        """The record of an article, if it is there and whole."""
        if self.connection is None:
            return None
        key = self.key_of(article)
        try:
            sql = "SELECT checksum, record FROM records WHERE key = ?"
            row = self.connection.execute(sql, (key,)).fetchone()
            if row is None or hashlib.sha256(key.encode() + row[1]).hexdigest() != row[0]:
                return None
            return decoded(zlib.decompress(row[1]).decode())
        except (sqlite3.Error, ValueError, KeyError, TypeError, zlib.error):
            return None

    def put(self, article: Article, record: ArticleRecord) -> None:
        """Keeps the record of an article."""
        if self.connection is None:
            return
        key, blob = self.key_of(article), zlib.compress(encoded(record).encode(), 1)
        checksum = hashlib.sha256(key.encode() + blob).hexdigest()
        try:
            with self.connection:
                self.connection.execute(
                    "INSERT OR REPLACE INTO records VALUES (?, ?, ?)", (key, checksum, blob)
                )
        except sqlite3.Error:
            return

    def close(self) -> None:
        """Closes the file."""
        if self.connection is not None:
            self.connection.close()


def _opened(file: Path) -> sqlite3.Connection:
    """The cache file, made anew when it is no database."""
    for _ in range(2):
        connection = sqlite3.connect(file, timeout=60)
        try:
            connection.execute("PRAGMA journal_mode = wal")
            connection.execute("PRAGMA synchronous = normal")
            connection.execute(CREATE)
            return connection
        except sqlite3.DatabaseError:
            connection.close()
            file.unlink(missing_ok=True)
    raise sqlite3.DatabaseError(f"{file} cannot be made a cache")


def code_fingerprint() -> str:
    """SHA-256 over the rules and Dateline's own code, so that a change to either makes records stale."""
    digest = hashlib.sha256(rules.fingerprint().encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(
            path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()


# ---------------------------------------------------------------- records as text


def encoded(value: Article | ArticleRecord) -> str:
    """A dataclass as JSON, the same for the same value.

    >>> from dateline.model import Refusal
    >>> encoded(Refusal(path="a.txt", reason="empty", detail="no text", bytes=0))
    '{"path":"a.txt","reason":"empty","detail":"no text","bytes":0}'
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def decoded(text: str) -> ArticleRecord:
    """The record that `encoded` made the text from. Raises KeyError or TypeError for any other text."""
    record: ArticleRecord = _rebuilt(ArticleRecord, json.loads(text))
    return record


def _rebuilt(cls: type, values: dict[str, Any]) -> Any:
    return cls(**{name: _value(kind, values[name]) for name, kind in _members(cls)})


def _value(kind: tuple[str, type | None], value: Any) -> Any:
    shape, cls = kind
    if shape == "tuple":
        return tuple(_rebuilt(cls, item) for item in value) if cls else tuple(value)
    return _rebuilt(cls, value) if cls else value


@cache
def _members(cls: type) -> tuple[tuple[str, tuple[str, type | None]], ...]:
    """A dataclass's fields and whether each holds a dataclass, a tuple of them, or neither."""
    hints = typing.get_type_hints(cls)
    return tuple((f.name, _shape(hints[f.name])) for f in dataclasses.fields(cls))


def _shape(hint: Any) -> tuple[str, type | None]:
    if typing.get_origin(hint) is tuple:
        (inner, *_) = typing.get_args(hint)
        return "tuple", _as_dataclass(inner)
    return "one", _as_dataclass(hint)


def _as_dataclass(hint: Any) -> type | None:
    return hint if isinstance(hint, type) and dataclasses.is_dataclass(hint) else None
