"""A file → its items: which reader is for which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.ingest.csv_files import read_csv
from dateline.ingest.docx import read_docx
from dateline.ingest.feeds import read_feed
from dateline.ingest.files import open_source, size_of
from dateline.ingest.folders import Found
from dateline.ingest.items import Form, Item, Source
from dateline.ingest.json_files import read_json
from dateline.ingest.mhtml import read_mhtml
from dateline.ingest.refused import Refused
from dateline.ingest.warc import read_warc
from dateline.model import Refusal

MOST_REFUSED = 1_000  # rows for one file
Reader = Callable[[Source], Iterator[Item | Refusal]]


def items_of(found: Found) -> Iterator[Item | Refusal]:
    """The items of a file, in its order. One that cannot be used costs none of the others.

    Of a file whose items are all wrong the first are told one by one, and the rest in one row.
    """
    try:
        if found.refused:
            raise found.refused
        with open_source(found) as source:
            refused_items = 0
            for item in READERS[source.kind](source):
                refused_items += isinstance(item, Refusal)
                if refused_items <= MOST_REFUSED or isinstance(item, Item):
                    yield item
        if refused_items > MOST_REFUSED:
            raise Refused(
                "and-more",
                f"{refused_items - MOST_REFUSED:,} more of its items are refused, for reasons as above",
            )
    except Refused as refused:
        yield Refusal(
            path=found.path,
            reason=refused.reason,
            detail=refused.detail,
            bytes=size_of(found.file),
        )


def _whole(form: Form) -> Reader:
    """The reader of a file that is one article."""

    def read(source: Source) -> Iterator[Item | Refusal]:
        yield source.item(source.content(), form)

    return read


READERS: dict[str, Reader] = {
    "txt": _whole("text"),
    "md": _whole("markdown"),
    "html": _whole("html"),
    "mhtml": read_mhtml,
    "json": read_json,
    "jsonl": read_json,
    "csv": read_csv,
    "feed": read_feed,
    "warc": read_warc,
    "docx": read_docx,
}
