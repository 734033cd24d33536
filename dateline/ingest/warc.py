"""A web archive (WARC) → the pages in it.

What a crawler saved beside pages (pictures, scripts, redirects, errors) is counted and told in one
row. The day of the crawl is no date of publication, and is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dateline.ingest.decode import cleaned
from dateline.ingest.export_values import value_of
from dateline.ingest.items import MAX_BYTES, Field, Item, Source, Stated
from dateline.ingest.refused import Refused
from dateline.model import Refusal

PAGES = ("text/html", "application/xhtml+xml")
ANSWERS = ("response", "resource")  # what else an archive has (warcinfo, request) is about itself
CHARSET = re.compile(r";\s{0,9}charset\s{0,9}=\s{0,9}[\"']?(?P<name>[\w.:-]{1,40})", re.IGNORECASE)
PIECE = 65_536
MAX_KINDS = 1_000  # a hostile archive has a kind of its own for each record
MAX_SHOWN = 8
# Bytes of a line and lines of a head: warcio keeps both as they come, 60 MB of lines in more than 1 GB, and a line
# of 60 MB takes it over 20 s.
MAX_LINE, MAX_LINES = 50_000, 10_000


def read_warc(source: Source) -> Iterator[Item | Refusal]:
    """The pages of a .warc file that came with status 200, and one row for all that is no page.

    Raises Refused when warcio is not installed (the extra `warc`), or it is no web archive.
    """
    number, others = 0, Counter[str]()
    records = _records(source)
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            if (other := _other(record)) is not None:
                others[other if other in others or len(others) < MAX_KINDS else "others"] += 1
                continue
        except Refused:
            raise
        except Exception as error:  # whatever warcio meets: it cannot go on after it
            why = cleaned(str(error))[:200].strip()
            refused = Refused("bad-warc", f"from here on it cannot be read: {why}")
            if not number and not others:
                raise refused from error
            yield source.refusal(refused, number=number + 1)
            break
        number += 1
        try:
            yield _page(source, record, number)
        except Refused as refused:
            yield source.refusal(refused, number=number)
    if others or not number:
        yield source.refusal(_no_pages(number, others))


def http_charset(record: Any) -> str | None:
    """The encoding that a record's server named for its page, in lower case, if it did.

    It stands above what the page says of itself (WHATWG HTML, 13.2.3.2: the transport layer).

    >>> from types import SimpleNamespace
    >>> headers = SimpleNamespace(get_header=lambda name: "text/html; charset=Windows-1252")
    >>> http_charset(SimpleNamespace(http_headers=headers))
    'windows-1252'
    """
    match = CHARSET.search(_type_of(record))
    return match["name"].lower() if match else None


def _records(source: Source) -> Iterator[Any]:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise Refused(
            "needs-extra", "web archives are read with warcio: pip install 'dateline[warc]'"
        ) from error
    archive = ArchiveIterator(source.stream)
    archive.reader = _Heads(archive.reader)
    yield from (record for record in archive if record.rec_type in ANSWERS)


class _Heads:
    """What warcio reads an archive with, and of its heads no more than heads have."""

    def __init__(self, reader: Any) -> None:
        self.reader, self.lines = reader, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)

    def read(self, length: int | None = None) -> bytes:
        self.lines = 0
        content: bytes = self.reader.read(length)
        return content

    def readline(self, length: int = 0) -> bytes:
        self.lines += 1
        most = 4 * MAX_LINE  # of a line that is longer, warcio gives a half
        line: bytes = self.reader.readline(min(length or most, most))
        if len(line) > MAX_LINE or self.lines > MAX_LINES:
            raise ValueError("a record's head has no end")
        return line


def _type_of(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _other(record: Any) -> str | None:
    """What a record is when it is no page."""
    if record.rec_type == "response":
        if record.http_headers is None:
            return "without an HTTP header"
        status = record.http_headers.get_statuscode()
        if status != "200":
            return f"status {cleaned(status or '')[:20] or 'unknown'}"
    kind = _type_of(record).partition(";")[0].strip().lower()
    return None if kind in PAGES else cleaned(kind)[:50] or "of no stated kind"


def _page(source: Source, record: Any, number: int) -> Item:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = value_of("url", address.strip("<> "))
    values: dict[Field, str] = {"url": url} if url else {}
    keys: dict[Field, str] = {"url": "WARC-Target-URI"} if url else {}
    content = _body(record)
    return source.item(
        content,
        "html",
        number=number,
        stated=Stated("", values, keys),
        charset=http_charset(record),
    )


def _body(record: Any) -> bytes:
    """The page, out of its transfer and content encoding, which may be a bomb."""
    parts, size = list[bytes](), 0
    try:
        stream = record.content_stream()
        while size <= MAX_BYTES and (piece := stream.read(PIECE)):
            parts.append(piece)
            size += len(piece)
    except Refused:
        raise
    except Exception as error:  # zlib, brotli and chunks each fail in their own way
        why = cleaned(str(error))[:200].strip()
        raise Refused("bad-item", f"the page cannot be unpacked: {why}") from error
    if size > MAX_BYTES:
        raise Refused("too-large", f"the page has more than {MAX_BYTES:,} bytes, unpacked")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise Refused("bad-item", "the archive ends before the page does; fetch it again")
    if not (body := b"".join(parts)).strip():
        raise Refused("empty", "there is nothing in it")
    return body


def _no_pages(pages: int, others: Counter[str]) -> Refused:
    shown = ", ".join(f"{count:,} × {kind}" for kind, count in others.most_common(MAX_SHOWN))
    rest = len(others) - MAX_SHOWN
    shown += f" and {rest:,} kinds more" if rest > 0 else ""
    if not pages:
        return Refused("no-pages", f"no page of HTML is in it: {shown or 'it has no records'}")
    return Refused("not-pages", f"beside the pages it has, and they are not read: {shown}")
