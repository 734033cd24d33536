"""Rows → one SQLite file. The only module that imports sqlite_utils.

The file is written under another name, checked, and moved into place: a reader never sees half a build,
and a build that is killed leaves the old file as it was. A reader who has the old file open keeps it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

import sqlite_utils

from dateline import schema
from dateline.columns import uncollected
from dateline.corpus import Corpus
from dateline.corpus.link import LinkedRecord
from dateline.errors import BadBuild, BadSource
from dateline.memory import give_back
from dateline.model import BuildFact, Refusal, Text

AT_ONCE = 100  # articles whose rows are in memory while they are written
# kB of pages in memory: rows are appended, and nearly no page is asked for again …
WHILE_ROWS_COME = -8_000
WHILE_INDEXES_ARE_BUILT = -64_000  # … but an index is sorted in as much again
UNFINISHED = ".building-"
CHECKS = ("PRAGMA quick_check", "PRAGMA foreign_key_check")


def tables_of(
    corpus: Corpus, refusals: Iterable[Refusal], facts: dict[str, str]
) -> Iterator[Iterable[Any]]:
    """All rows of a database, some rows of one table at a time: each to be gone through before the next.

    Who goes through them to the end, and keeps no corpus of his own, has its memory back.
    """
    records = iter(corpus.records)
    while batch := list(islice(records, AT_ONCE)):
        yield from _of_articles(batch)
    yield corpus.people.entities
    yield corpus.people.place_candidates
    yield corpus.people.aliases
    yield corpus.people.merges
    yield corpus.people.suggestions
    yield corpus.stories
    yield corpus.incidents
    yield corpus.conflicts
    yield corpus.ties
    yield sorted(refusals, key=lambda refusal: refusal.path)
    yield corpus.corrections
    yield (BuildFact(key=key, value=value) for key, value in sorted(facts.items()))


def _of_articles(batch: list[LinkedRecord]) -> Iterator[Iterable[Any]]:
    """The rows of some articles; what they point to comes later, and is checked at the end."""
    articles = [linked.article for linked in batch]
    events = [event for linked in batch for event in linked.events]
    yield articles
    yield (Text(article_id=a.id, text=a.text) for a in articles)
    yield (row for a in articles for row in a.paragraphs)
    yield (row for a in articles for row in a.dropped_lines)
    yield (row for a in articles for row in a.authors)
    yield (row for a in articles for row in a.doubts)
    yield (row for linked in batch for row in linked.sentences)
    yield (row for linked in batch for row in linked.times)
    yield (row for linked in batch for row in linked.mentions)
    yield (row for linked in batch for row in linked.positions)
    yield events
    yield (row for event in events for row in event.sources)
    yield (row for event in events for row in event.participants)
    yield (row for linked in batch for row in linked.quotes)


def write(database: Path, tables: Iterable[Iterable[Any]]) -> None:
    """Writes the rows that `tables_of` gives as a database, replacing the one that is there.

    Raises BadBuild, leaving the old file, when the new one cannot be written (a full disk, a row that
    breaks a constraint) or fails SQLite's integrity or foreign-key check.
    """
    try:
        # Resolved, so that a link stays a link and what it names is replaced.
        with _replacing(database.resolve()) as unfinished:
            db = sqlite_utils.Database(unfinished)
            try:
                _fill(db, tables)
            finally:
                db.close()
            _check(unfinished)
    except (OSError, sqlite3.Error) as error:
        raise BadBuild(f"{database} could not be written, and is as it was: {error}") from error


def check_target(database: Path) -> None:
    """Raises BadSource unless the database can be written: before an hour is spent on what goes into it.

    Removes what killed builds left beside it. Only an earlier Dateline database is ever overwritten.
    """
    try:
        if _exists(database) and not is_dateline(database):
            raise BadSource(
                f"{database}: the file is no database that Dateline made, so it is not overwritten;"
                " move it away, or name another file with --db"
            )
        unfinished = _unfinished(database.resolve())
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        _sweep(database.resolve())
        unfinished.touch()
        unfinished.unlink()
    except (OSError, ValueError, RuntimeError) as error:  # the last two: a NUL, a loop of links
        why = getattr(error, "strerror", None) or str(error)
        raise BadSource(
            f"{database}: no database can be written there: {why}; name another file with --db"
        ) from error


def articles_in(database: Path) -> int:
    """How many articles an earlier Dateline database holds; 0 when there is none."""
    if not database.is_file():
        return 0
    try:
        return _value(database, "SELECT count(*) FROM articles") or 0
    except (sqlite3.Error, UnicodeError):  # of a damaged file
        return 0


def digest(database: Path) -> bytes:
    """SHA-256 of the file; no bytes where there is none."""
    try:
        with database.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def query(database: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows a query gives. The file is opened to be read only."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def _exists(database: Path) -> bool:
    """Whether something is there to be replaced. Raises BadSource when it is no regular file."""
    try:
        mode = database.stat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a device or pipe"
        raise BadSource(f"{database}: it is {what}; name a file with --db, such as dateline.db")
    return True


def is_dateline(database: Path) -> bool:
    """Whether a file is a database that Dateline built, this version or another."""
    try:
        return _value(database, "SELECT 1 FROM build WHERE key = 'dateline'") == 1
    except (sqlite3.Error, UnicodeError):  # of a damaged file
        return False


def _value(database: Path, sql: str) -> int | None:
    """The first value a query gives."""
    rows = query(database, sql)
    return int(rows[0][0]) if rows else None


def _fill(db: sqlite_utils.Database, tables: Iterable[Iterable[Any]]) -> None:
    # safe without a journal: until it is moved, nobody reads this file, and a crash throws it away
    db.conn.execute("PRAGMA journal_mode = off")
    db.conn.execute("PRAGMA synchronous = off")
    db.conn.execute(f"PRAGMA cache_size = {WHILE_ROWS_COME}")
    with db.conn:
        for statement in schema.create_sql():
            db.conn.execute(statement)
        with uncollected():
            for rows in tables:
                _insert(db, rows)
        give_back()  # the corpus, which goes with its last rows
        db.conn.execute(f"PRAGMA cache_size = {WHILE_INDEXES_ARE_BUILT}")
        for statement in (*schema.index_sql(), *schema.fill_sql()):
            db.conn.execute(statement)
    db.conn.execute("ANALYZE")
    db.conn.commit()


def _insert(db: sqlite_utils.Database, rows: Iterable[Any]) -> None:
    """Inserts rows of one dataclass. The statement is prepared once: half of insert_all's time is planning."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    columns = [column.name for column in schema.columns_of(type(first))]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    sql = f'INSERT INTO "{schema.table_name(type(first))}" ({names}) VALUES ({marks})'
    db.conn.executemany(sql, map(attrgetter(*columns), chain([first], rows)))


def _check(database: Path) -> None:
    """Raises BadBuild when the file is damaged, or a row points to one that is not there.

    The quick check reads every page, and leaves out whether each index has each row, as it has from the
    statement that made it: of 4.9 GB 25 s of a core, and 76 s with that. The two checks take a core each.
    """
    with ThreadPoolExecutor(2) as pool:
        damage, orphans = pool.map(partial(query, database), CHECKS)
    if damage != [("ok",)]:
        raise BadBuild(f"the new database fails SQLite's integrity check: {damage[0][0]}")
    if orphans:
        table, rowid, parent, _ = orphans[0]
        raise BadBuild(
            f"{len(orphans)} rows of the new database point to rows that are not there; the first is"
            f" row {rowid} of {table}, which points to {parent}"
        )


@contextmanager
def _replacing(database: Path) -> Iterator[Path]:
    """A path to write to; what is there when the block ends takes the database's place."""
    unfinished = _unfinished(database)
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(database)
    finally:
        unfinished.unlink(missing_ok=True)


def _unfinished(database: Path) -> Path:
    return database.with_name(f"{database.name}{UNFINISHED}{os.getpid()}")


def _sweep(database: Path) -> None:
    """Removes what killed builds left: unfinished files whose process is no more."""
    for leftover in database.parent.glob(f"{database.name}{UNFINISHED}*"):
        pid = leftover.name.rpartition("-")[2].removesuffix("-journal")
        if pid.isdecimal() and not _is_running(int(pid)):
            with suppress(OSError):
                leftover.unlink()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
