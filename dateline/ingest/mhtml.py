"""A page saved whole by a browser (.mht, .mhtml) → the page.

Only the page itself is read, not its pictures, styles and frames. The date in its head is the day on
which it was saved, and no date of publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from dateline.ingest.export_values import value_of
from dateline.ingest.items import MAX_BYTES, Field, Item, Source, Stated
from dateline.ingest.refused import Refused
from dateline.model import Refusal

MAX_WHOLE = 50_000_000  # bytes: pictures make most of it
# Python's parser keeps every line apart and compares it with all boundaries that are open: 48 MB of
# empty lines inside 20 boundaries took it 63 s and 2.3 GB. Real files have lines of 76 characters.
MAX_BOUNDARIES = 4
MAX_LINES = 1_000_000
MAX_PARTS = 10_000
PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(source: Source) -> Iterator[Item | Refusal]:
    r"""The page of an .mhtml file. Raises Refused when there is none, or it is damaged.

    >>> import io
    >>> saved = b"Content-Type: text/html\nContent-Location: https://e.org/a\n\n<p>Gunmen came.</p>\n"
    >>> [item] = read_mhtml(Source("a", "a.mht", "mhtml", 80, io.BytesIO(saved)))
    >>> item.content, item.stated.values
    (b'<p>Gunmen came.</p>\n', {'url': 'https://e.org/a'})
    """
    content = source.content(MAX_WHOLE)
    _check(content)
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
        page = _page(message)
        body = page.get_payload(decode=True) if page is not None else None
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise Refused("bad-mhtml", f"it cannot be taken apart: {str(error)[:200]}") from error
    if page is None:
        raise Refused("no-pages", "no page of HTML is in it; save the page as .html")
    if not isinstance(body, bytes) or not body.strip():
        raise Refused("empty", "the page in it is empty; save it again, as .html")
    if len(body) > MAX_BYTES:
        raise Refused(
            "too-large", f"its page has {len(body):,} bytes and the limit is {MAX_BYTES:,}"
        )
    yield source.item(
        body, "html", own=content, stated=_stated(message, page), charset=part_charset(page)
    )


def part_charset(part: Message) -> str | None:
    """The encoding that the head of a part names for it, in lower case, if it does.

    >>> from email import message_from_string
    >>> part_charset(message_from_string("Content-Type: text/html; charset=Windows-1252"))
    'windows-1252'
    """
    return part.get_content_charset()


def _check(content: bytes) -> None:
    found = (
        (content.lower().count(b"boundary="), MAX_BOUNDARIES, "nested messages"),
        (content.count(b"\n"), MAX_LINES, "lines"),
        (content.count(b"\n--"), MAX_PARTS, "parts"),
    )
    for count, limit, what in found:
        if count > limit:
            raise Refused(
                "bad-mhtml",
                f"it has {count:,} {what} and the limit is {limit:,}; save the page as .html",
            )


def _page(message: Message) -> Message | None:
    """The part the message says it begins with, or else its first page."""
    pages = [part for part in message.walk() if part.get_content_type() in PAGES]
    start = message.get_param("start")
    named = [part for part in pages if start and part.get("Content-ID", "").strip() == start]
    return next(iter(named or pages), None)


def _stated(message: Message, page: Message) -> Stated:
    for head, name in ((message, "Snapshot-Content-Location"), (page, "Content-Location")):
        if url := value_of("url", "".join(str(head.get(name, "")).split())):
            values: dict[Field, str] = {"url": url}
            keys: dict[Field, str] = {"url": name}
            return Stated("", values, keys)
    return Stated()
