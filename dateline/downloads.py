"""Writes all of a database as files to download:  python -m dateline.downloads dateline.db downloads/

A .csv.gz and a .jsonl.gz for each table and view, datapackage.json and croissant.json, which describe them, and
SHA256SUMS. Rows are never all in memory, and two runs on one database give the same bytes. CSV holds the cells
as they are, those that begin with = + - or @ too: they are what the articles say, and a spreadsheet should open
them as text.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import click

from dateline.errors import BadSource
from dateline.site.exports.croissant import croissant
from dateline.site.exports.datapackage import File, package
from dateline.site.exports.tables import Table, tables

SUMS = "SHA256SUMS"
LEVEL = 6  # of gzip: 9 takes three times as long for 1 % less
Writer = Callable[[sqlite3.Cursor, io.TextIOBase], None]


def write_downloads(database: Path, folder: Path) -> list[str]:
    """Writes the files and gives their names. Raises BadSource for what is no Dateline database.

    SHA256SUMS is removed first and written last, so that half a set is never taken for a whole one.
    """
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
            facts = dict(db.execute("select key, value from build"))
            folder.mkdir(parents=True, exist_ok=True)
            folder.joinpath(SUMS).unlink(missing_ok=True)
            sums: dict[str, File] = {}
            for table in tables():
                for ending, write in (("csv", _csv), ("jsonl", _json_lines)):
                    name = f"{table.name}.{ending}.gz"
                    sums[name] = _table(db, table, folder / name, write)
    except (OSError, sqlite3.Error) as error:
        raise BadSource(f"{database} cannot be made into files in {folder}: {error}") from error
    files = {table.name: sums[f"{table.name}.csv.gz"] for table in tables()}
    for name, described in (
        ("datapackage.json", package(files, facts)),
        ("croissant.json", croissant(files, facts)),
    ):
        sums[name] = _json(folder / name, described)
    with _replacing(folder / SUMS) as file:
        file.writelines(f"{sums[name].sha256}  {name}\n".encode() for name in sorted(sums))
    return [*sorted(sums), SUMS]


def names_in(sums: str) -> dict[str, str]:
    """The files that a SHA256SUMS lists, with their hashes.

    >>> names_in("ab12  articles.csv.gz\\n")
    {'articles.csv.gz': 'ab12'}
    """
    rows = (line.split("  ", 1) for line in sums.splitlines())
    return {row[1]: row[0] for row in rows if len(row) == 2}


def _table(db: sqlite3.Connection, table: Table, path: Path, write: Writer) -> File:
    with _replacing(path) as file, closing(db.execute(table.sql)) as rows:
        hashed = _Hashed(file)
        # no name and no time in it: the same rows are the same bytes
        with (
            gzip.GzipFile("", "wb", LEVEL, hashed, mtime=0) as packed,
            io.TextIOWrapper(packed, "utf-8", newline="") as text,
        ):
            write(rows, text)
    return File(path=path.name, bytes=hashed.bytes, sha256=hashed.digest.hexdigest())


def _csv(rows: sqlite3.Cursor, text: io.TextIOBase) -> None:
    writer = csv.writer(text)
    writer.writerow(column[0] for column in rows.description)
    writer.writerows(rows)


def _json_lines(rows: sqlite3.Cursor, text: io.TextIOBase) -> None:
    names = [column[0] for column in rows.description]
    for row in rows:
        text.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _json(path: Path, described: Mapping[str, Any]) -> File:
    content = (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
    with _replacing(path) as file:
        file.write(content)
    return File(path=path.name, bytes=len(content), sha256=sha256(content).hexdigest())


class _Hashed(io.RawIOBase):
    """Passes bytes on to a file, and counts and hashes them."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.bytes, self.digest = file, 0, sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.bytes += len(content)
        self.digest.update(content)
        return self.file.write(content)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes its place when it is whole."""
    unfinished = path.with_name(f"{path.name}.building-{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@click.command()
@click.argument("database", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def main(database: Path, folder: Path) -> None:
    """Write every table as compressed CSV and JSON lines.

    All tables and views of DATABASE go to FOLDER, with files that describe them and their checksums.
    """
    try:
        names = write_downloads(database, folder)
    except BadSource as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {len(names)} files to {folder}.")


if __name__ == "__main__":
    main()
