"""A table (.csv, .tsv) with an article in each row → its articles.

Records are cut from the stream one by one, so a file of any length takes the memory of its longest
record. The bytes of a record are decoded for themselves: one broken byte does not turn a whole file
of UTF-8 into windows-1252.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.ingest.csv_records import Record, records
from dateline.ingest.decode import cleaned, decode
from dateline.ingest.export_values import merged
from dateline.ingest.exports import FORMS, MAX_ITEM, WORDS, article_in, keys_for, known_fields
from dateline.ingest.items import Item, Source
from dateline.ingest.refused import Refused
from dateline.model import Refusal

DELIMITERS = ",;\t|"
MAX_HEADER = 100_000  # bytes: some thousand columns
MAX_WHOLE = 50_000_000  # bytes of UTF-16, which is turned into UTF-8 as a whole
MAX_SHOWN = 20
EMPTY_CELLS = b' \t\r\n",;|'
# trafilatura writes its tables without a header (xmltocsv in its xml.py).
TRAFILATURA = (
    *("url", "id", "fingerprint", "hostname", "title", "image"),
    *("date", "text", "comments", "license", "pagetype"),
)
TRAFILATURA_ROW = re.compile(r"(?:null|https?://[^\t]+)(?:\t[^\t]*){5}\t(?:null|\d{4}-\d\d-\d\d)\t")

# The csv module refuses fields of more than 131,072 characters unless it is told, for all that use it.
csv.field_size_limit(max(csv.field_size_limit(), MAX_ITEM))


@dataclass(frozen=True, slots=True)
class Table:
    """What stands between the cells of a table, what its columns are called, and whether it says so."""

    delimiter: str
    columns: tuple[str, ...]
    has_header: bool


def read_csv(source: Source) -> Iterator[Item | Refusal]:
    r"""The articles of a table, one a row. Raises Refused when no column has their text.

    >>> import io
    >>> table = io.BytesIO(b'title;content\nPort;"Gunmen\ncame."\nTwo;A;B\n')
    >>> item, refusal = read_csv(Source("a", "a.csv", "csv", 45, table))
    >>> item.path, item.content, refusal.path, refusal.reason
    ('a.csv#1', 'Gunmen\ncame.', 'a.csv#2', 'bad-item')
    """
    first = source.stream.readline(MAX_HEADER + 1).removeprefix(codecs.BOM_UTF8)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in first:
        yield from read_csv(_in_utf_8(source, first))
        return
    if not first.strip():
        first = source.stream.readline(MAX_HEADER + 1)
    if not first.strip():
        raise Refused("empty", "it does not begin with a line of column names")
    if len(first) > MAX_HEADER:
        raise Refused(
            "no-text-column", f"its first line has more than {MAX_HEADER:,} bytes: no column names"
        )
    table = _table(_text(first))
    rows = records(source.stream, table.delimiter.encode(), limit=MAX_ITEM, first=first)
    if table.has_header:
        table = replace(table, columns=_columns(next(rows), table.delimiter))
    full = (row for row in rows if row.content is None or row.content.strip(EMPTY_CELLS))
    for number, row in enumerate(full, start=1):
        try:
            words, form, stated = article_in(_fields(row, table))
            own = (row.content or b"").strip(b"\r\n")
            yield source.item(words, form, number=number, own=own, stated=stated)
        except Refused as refused:
            yield source.refusal(refused, number=number, size=row.size)


def _in_utf_8(source: Source, first: bytes) -> Source:
    content = first + source.stream.read(MAX_WHOLE + 1 - len(first))
    if len(content) > MAX_WHOLE:
        raise Refused(
            "too-large",
            f"it is in UTF-16 and has more than {MAX_WHOLE:,} bytes; save it in UTF-8",
        )
    text = decode(content).text
    return replace(source, stream=io.BytesIO(text.encode()))


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return decode(content).text


def _table(first: str) -> Table:
    """The delimiter that gives the first line the most names that are known, and then the most cells."""
    if TRAFILATURA_ROW.match(first):
        return Table("\t", TRAFILATURA, has_header=False)
    cut = [(delimiter, _split(first, delimiter)) for delimiter in DELIMITERS]
    delimiter, columns = max(
        cut, key=lambda one: (len(known_fields(dict.fromkeys(one[1]))), len(one[1]))
    )
    return Table(delimiter, tuple(columns), has_header=True)


def _columns(header: Record, delimiter: str) -> tuple[str, ...]:
    """The names of the columns, once it is known that one of them is for the text."""
    columns = tuple(_split(_text(header.content or b""), delimiter))
    if known_fields(dict.fromkeys(columns)).isdisjoint(WORDS):
        shown = ", ".join(cleaned(column).strip()[:40] for column in columns[:MAX_SHOWN])
        names = ", ".join(keys_for(*FORMS)[:12])
        raise Refused(
            "no-text-column",
            f"no column is known to hold the articles' text; it has {shown}, and text is looked for"
            f" under {names}, …; rename the column, or if the table only lists articles, fetch the"
            " pages and save them as .html",
        )
    return columns


def _fields(row: Record, table: Table) -> dict[str, object]:
    if not row.is_closed:
        raise Refused("bad-item", f"a quotation mark that opens in line {row.line} is never closed")
    if row.content is None:
        raise Refused(
            "too-large",
            f"line {row.line}: it has {row.size:,} bytes and the limit for one article is {MAX_ITEM:,}",
        )
    cells, wanted = _split(_text(row.content), table.delimiter), len(table.columns)
    while len(cells) > wanted and not cells[-1].strip():
        cells.pop()
    if len(cells) != wanted:
        raise Refused(
            "bad-item", f"line {row.line}: it has {len(cells)} cells for {wanted} columns"
        )
    return merged(zip(table.columns, cells, strict=True))


def _split(record: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([record], delimiter=delimiter), [])
    except csv.Error as error:
        raise Refused("bad-item", f"its cells cannot be told apart: {error}") from error
