"""A web page's text → its tree, unless it is made to wear a reader out."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from dateline.ingest.refused import Refused

# Of 1,429 real pages the median has 1,000 elements, the 99th in 100 has 2,846 and the largest 10,106. Time grows
# faster than their number: 40,000 <p> in 360 kB take trafilatura 19 s.
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 200_000  # the largest of 1,845 saved pages has 40,000
LIMITS = (
    ("<", "count(//*)", MAX_ELEMENTS, "elements"),
    ("=", "count(//@*)", MAX_ATTRIBUTES, "attributes"),
)
# Some systems put a screenful of styles above the page's own beginning.
HEAD_AND_BODY = re.compile(r"</head\s*>[^<]*<body\b", re.IGNORECASE)
MARKS_OF_A_PAGE = ("<html", "<body", "<head", "<!doctype")


def page_tree(markup: str) -> HtmlElement:
    """The tree of a page or of a piece of one. Raises Refused when there is none, or too much of it.

    >>> page_tree("<p>He came.").findtext(".//p")
    'He came.'
    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        why = str(error).partition("\n")[0]
        raise Refused(
            "no-body", f"it cannot be read as a web page: {why}; save the article's text as .txt"
        ) from error
    for sign, path, limit, what in LIMITS:
        # most pages are too small by their signs alone, and need no counting
        if markup.count(sign) > limit and (count := int(tree.xpath(path))) > limit:
            raise Refused(
                f"too-many-{what}",
                f"the page has {count:,} {what}, and the limit is {limit:,}: save the article's text as .txt",
            )
    return tree


def is_whole_page(markup: str) -> bool:
    """Whether the mark-up is a page, with a head and a menu, and not the piece of one that a feed carries.

    >>> is_whole_page("<!doctype html><title>Aid</title>"), is_whole_page("<p>He came.</p>")
    (True, False)
    """
    start = markup[:5_000].casefold()
    return (
        any(mark in start for mark in MARKS_OF_A_PAGE) or HEAD_AND_BODY.search(markup) is not None
    )
