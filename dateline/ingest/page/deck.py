"""The sentence under a page's headline, where the page prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, islice

from lxml.html import HtmlElement

from dateline.ingest.lines import NEAR, Line
from dateline.ingest.page.body import one_line
from dateline.ingest.page.tree import pieces_of
from dateline.ingest.title import normal
from dateline.rules import any_of

# What the box of a standfirst is called, in the classes of pages.
NAMES = (
    "standfirst", "deck", "dek", "subtitle", "sub-title", "subheadline", "sub-headline", "strapline", "chapeau",
    "sottotitolo", "bajada", "vorspann", "article-summary", "article-intro", "article-lead", "article-description",
)  # fmt: skip
NAMED = re.compile(rf"(?:^|[\s_-])(?:{any_of(NAMES)})(?:$|[\s_-])", re.IGNORECASE)
MIN_WORDS, MAX_LENGTH = 5, 500
MAX_PARTS = 5  # elements in it: links and marks; a box of more is not one sentence
MAX_AFTER = 60  # elements after the headline
START = 15  # letters that must agree before a whole element is compared with the description


def deck_of(tree: HtmlElement, lines: Sequence[Line], descriptions: Sequence[str]) -> str | None:
    """The deck, when the page prints it above the article, among the first of its lines or left out of them.

    It is the page's description, word for word, or stands in a box that is named for it.

    >>> from dateline.ingest.page.tree import page_tree
    >>> page = page_tree("<h1>Aid</h1><p class='standfirst'>The general asks Russia for arms.</p>")
    >>> deck_of(page, [], [])
    'The general asks Russia for arms.'
    """
    top = {normal(line.text) for line in lines[:NEAR]}
    text = normal(" ".join(line.text for line in lines))
    described = {normal(words) for words in descriptions}
    start = next((words[:START] for words in descriptions if len(words) >= START), "\0")
    after = dropwhile(
        lambda element: element.tag != "h1", tree.iter("h1", "p", "h2", "div", "span")
    )
    for element in islice(after, MAX_AFTER):
        named = NAMED.search(element.get("class") or "")
        if len(element) > MAX_PARTS or not (
            named or (element.text or "").lstrip().startswith(start)
        ):
            continue
        words = one_line("".join(pieces_of(element, 4 * MAX_LENGTH)))
        name = normal(words)
        if (
            (named or name in described)
            and len(words.split()) >= MIN_WORDS
            and len(words) <= MAX_LENGTH
        ):
            return words if name in top or name not in text else None
    return None
