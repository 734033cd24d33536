"""What a file holds of one article, still to be read; and what every kind of file is opened as.

Splitting a file into its items is quick and done in order; reading an item (finding the body of a web
page, peeling a header) is slow, depends on nothing but the item, and can be done in any process.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from dateline.ingest.refused import Refused
from dateline.model import Refusal

# The largest of 1,429 real news pages was 2.2 MB with all its mark-up; 20 MB of text is no article.
MAX_BYTES = 20_000_000

Field = Literal["title", "deck", "byline", "publisher", "url", "language", "published", "modified"]
Form = Literal["text", "markdown", "html"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands beside an article's text and says things about it: an export's fields, a feed's.

    `keys` has for a field what the file itself calls it. `evidence` is what a date here is known by.
    """

    evidence: str = ""
    values: dict[Field, str] = field(default_factory=dict)
    keys: dict[Field, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    is_summary: bool = False  # the text is what a feed says of the article, and not the article


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article as its file has it: its words in some form, and what is stated beside them.

    `content` is bytes where the encoding is still to be found, and else text.
    """

    id: str
    path: str
    kind: str
    form: Form
    content: bytes | str
    bytes: int
    sha256: str
    stated: Stated = NOTHING_STATED
    charset: str | None = None  # of a web page, as its server said


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was opened: what its items are named after, and its bytes, out of any compression."""

    id: str
    path: str
    kind: str
    size: int  # of the file as it lies there
    stream: BinaryIO

    def content(self, limit: int = MAX_BYTES) -> bytes:
        """All its bytes. Raises Refused when they are more than the limit, or none."""
        content = self.stream.read(limit + 1)
        if len(content) > limit:
            raise too_large(max(len(content), self.size), limit)
        if not content:
            raise Refused("empty", "there is nothing in it")
        return content

    def item(
        self,
        content: bytes | str,
        form: Form,
        *,
        number: int | None = None,
        own: bytes | None = None,
        stated: Stated = NOTHING_STATED,
        charset: str | None = None,
    ) -> Item:
        """The file's only article, or the `number`-th of several, counted from 1.

        `own` are the item's bytes in the file (a line, a record), where they are not its content.

        >>> import io
        >>> source = Source("news", "news.jsonl", "jsonl", 9, io.BytesIO())
        >>> item = source.item("He came.", "text", number=3)
        >>> item.id, item.path
        ('news-3', 'news.jsonl#3')
        """
        if own is None:
            own = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return Item(
            id=self.id if number is None else f"{self.id}-{number}",
            path=self.path_of(number),
            kind=self.kind,
            form=form,
            content=content,
            bytes=len(own),
            sha256=hashlib.sha256(own).hexdigest(),
            stated=stated,
            charset=charset,
        )

    def refusal(
        self, refused: Refused, *, number: int | None = None, size: int | None = None
    ) -> Refusal:
        """The row for an item that gives no article, or for the file as a whole."""
        return Refusal(
            path=self.path_of(number),
            reason=refused.reason,
            detail=refused.detail,
            bytes=self.size if number is None else size,
        )

    def path_of(self, number: int | None) -> str:
        """What an item is called where files are named."""
        return self.path if number is None else f"{self.path}#{number}"


def too_large(size: int, limit: int) -> Refused:
    """Why a file or an item of so many bytes is not read."""
    return Refused(
        "too-large",
        f"it has {size:,} bytes and the limit is {limit:,}; split it into one file an article",
    )
