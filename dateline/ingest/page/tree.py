"""A web page's text → its tree, unless it is made to wear a reader out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from dateline.ingest.refused import Refused

# Of 1,429 real pages the median has 1,000 elements, the 99th in 100 has 2,846 and the largest 10,106. Time grows
# faster than their number: 40,000 <p> in 360 kB take trafilatura 19 s.
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 200_000  # the most that 1,990 saved pages have is 10,154
# Some systems put a screenful of styles above the page's own beginning.
HEAD_AND_BODY = re.compile(r"</head\s*>[^<]*<body\b", re.IGNORECASE)
# To put one more on an element, lxml looks at all that it has: 40,000 on one took 5 s.
MAX_ON_ONE = 1_000
MAX_PIECE = 100_000  # characters: longer pieces would be split again for each element around them
LONG_TAG = re.compile(r"<[^<>]{5000}")  # so long are 1,000 attributes at least
MARKS_OF_A_PAGE = ("<html", "<body", "<head", "<!doctype")


def page_tree(markup: str) -> HtmlElement:
    """The tree of a page or of a piece of one. Raises Refused when there is none, or too much of it.

    >>> page_tree("<p>He came.").findtext(".//p")
    'He came.'
    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    content = markup.encode("utf-8", "replace")
    try:
        if _has_many(markup):  # the others are too small by their signs alone, and need no counting
            _check(content)
        tree: HtmlElement = document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        why = str(error).partition("\n")[0]
        raise Refused(
            "no-body", f"it cannot be read as a web page: {why}; save the article's text as .txt"
        ) from error
    return tree


def _has_many(markup: str) -> bool:
    # an attribute takes two characters at least
    many = markup.count("<") > MAX_ELEMENTS or len(markup) > 2 * MAX_ATTRIBUTES
    return many or LONG_TAG.search(markup) is not None


def _check(content: bytes) -> None:
    """Raises Refused when there is too much in the mark-up; no tree is built, which would take the memory."""
    parser = etree.HTMLParser(
        target=_Count(), encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False
    )
    etree.fromstring(content, parser)


class _Count:
    """Told of each start tag, as libxml2 meets it, until there are too many of them."""

    def __init__(self) -> None:
        self.elements = self.attributes = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        self.attributes += len(attributes)
        if self.elements > MAX_ELEMENTS:
            raise _too_many("elements", MAX_ELEMENTS)
        if self.attributes > MAX_ATTRIBUTES or len(attributes) > MAX_ON_ONE:
            raise _too_many("attributes", MAX_ATTRIBUTES)

    def close(self) -> None:
        """Nothing is made of them."""


def _too_many(what: str, limit: int) -> Refused:
    return Refused(
        f"too-many-{what}",
        f"the page has more than {limit:,} {what}, or {MAX_ON_ONE:,} attributes on one element:"
        " save the article's text as .txt",
    )


def pieces_of(element: HtmlElement, length: int) -> list[str]:
    """The pieces of an element's text, or as many as are longer than `length` together.

    Headings hold headings on a hostile page: each has the whole text of the page in it.
    """
    pieces, total = list[str](), 0
    for piece in element.itertext():
        pieces.append(piece[:MAX_PIECE])
        total += len(piece)
        if total > length:
            break
    return pieces


def is_whole_page(markup: str) -> bool:
    """Whether the mark-up is a page, with a head and a menu, and not the piece of one that a feed carries.

    >>> is_whole_page("<!doctype html><title>Aid</title>"), is_whole_page("<p>He came.</p>")
    (True, False)
    """
    start = markup[:5_000].casefold()
    return (
        any(mark in start for mark in MARKS_OF_A_PAGE) or HEAD_AND_BODY.search(markup) is not None
    )
