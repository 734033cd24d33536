"""The records of a folder, kept on disk and read one at a time: memory holds where each lies, and no more."""

from __future__ import annotations

import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import orjson

from dateline.columns import layout_of, put_together, rows_of, taken_apart
from dateline.errors import BadBuild
from dateline.model import Article, ArticleRecord, Name

IN_MEMORY = (
    64_000_000  # bytes; some ten thousand articles take 7 kB each. What is more goes to disk
)
_KINDS = tuple(layout_of(ArticleRecord).inner.values())  # of the rows in a record, in their order
_NAMES = 1 + _KINDS.index(Name)  # where the names are in what is packed
_ID, _FULL_NAME = (layout_of(Name).names.index(field) for field in ("id", "full_name"))


class Shelf:
    """Records by the id of their article, in the order of the ids, whatever the order they came in.

    The file has no name and is gone with the process, so nobody else can write what is read from it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        where = (
            str(folder) if folder and folder.is_dir() else None
        )  # else the system's folder for such
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY, dir=where)  # noqa: SIM115
        weakref.finalize(self, _closed, self._file)
        self._end = 0
        self._number_of: dict[str, int] = {}
        self._starts, self._lengths = (
            array("Q"),
            array("Q"),
        )  # by number: a pair in the dict is 100 bytes more
        self._ids: list[str] | None = None

    @classmethod
    def of(cls, records: Iterable[ArticleRecord]) -> Shelf:
        """A shelf with these records."""
        shelf = cls()
        for record in records:
            shelf.put(record)
        return shelf

    def put(self, record: ArticleRecord) -> None:
        """Puts a record on the shelf, in place of an earlier one of the same article."""
        self.put_packed(record.article.id, packed(record))

    def put_packed(self, article_id: str, blob: bytes) -> None:
        """Puts what `packed` made of an article's record on the shelf. Raises BadBuild when the disk is full."""
        try:
            self._file.seek(self._end)
            self._file.write(blob)
            self._file.flush()
        except OSError as error:
            raise BadBuild(
                f"there is no room for the records of {len(self)} articles: {error.strerror}; make some, and build"
                " again: what was analysed is kept"
            ) from error
        if article_id not in self._number_of:
            self._number_of[article_id] = len(self._starts)
            self._ids = None
            self._starts.append(0)
            self._lengths.append(0)
        number = self._number_of[article_id]
        self._starts[number], self._lengths[number] = self._end, len(blob)
        self._end += len(blob)

    def __getitem__(self, article_id: str) -> ArticleRecord:
        """The record of an article. Raises KeyError when there is none."""
        return record_in(self.packed(article_id))

    def packed(self, article_id: str) -> bytes:
        """The record of an article as it is kept, for `record_in`; raises KeyError when there is none."""
        number = self._number_of[article_id]
        self._file.seek(self._starts[number])
        return self._file.read(self._lengths[number])

    def size_of(self, article_id: str) -> int:
        """The bytes that `packed` gives."""
        return self._lengths[self._number_of[article_id]]

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._number_of

    def __len__(self) -> int:
        return len(self._number_of)

    def __iter__(self) -> Iterator[ArticleRecord]:
        """The records, read one at a time."""
        return (self[article_id] for article_id in self.ids)

    @property
    def ids(self) -> list[str]:
        """The ids of the articles, in their order."""
        if self._ids is None:
            self._ids = sorted(self._number_of)
        return self._ids


def _closed(file: SpooledTemporaryFile[bytes]) -> None:
    with suppress(OSError):  # on a full disk its last words do not matter
        file.close()


def packed(record: ArticleRecord) -> bytes:
    """The record as it is kept and sent from process to process: its columns as JSON, compressed.

    An article of 600 words takes 5 kB and 0.25 ms (0.07 to take apart, 0.01 as JSON, 0.15 compressed). JSON, since
    what is read back may have been made elsewhere (dateline.cache), and as quick here as Python's own marshal.
    """
    article, *tables = layout_of(ArticleRecord).values(record)
    apart = (taken_apart(cls, rows) for cls, rows in zip(_KINDS, tables, strict=True))
    return zlib.compress(orjson.dumps([taken_apart(Article, (article,)), *apart]), 1)


def record_in(blob: bytes) -> ArticleRecord:
    """The record that `packed` made the bytes of, in whatever process.

    Raises ValueError, TypeError or zlib.error for bytes that are none.
    """
    apart, *tables = orjson.loads(zlib.decompress(blob))
    rows: Iterator[Any] = (
        put_together(cls, table) for cls, table in zip(_KINDS, tables, strict=True)
    )
    return rows_of(ArticleRecord, zip((*put_together(Article, apart), *rows), strict=True))[0]


def full_names_in(blob: bytes) -> dict[str, str]:
    """The full name of each name in a packed record, by its id: for half of what `record_in` costs."""
    count, columns = orjson.loads(zlib.decompress(blob))[_NAMES]
    return dict(zip(columns[_ID], columns[_FULL_NAME], strict=True)) if count else {}
