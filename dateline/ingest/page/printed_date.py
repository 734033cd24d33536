"""Dates that a page prints beside its headline, where a reader would look for them.

They stand in small lines of their own ("16 January 2017", "Datum: 03.02.2022 Autor: se"), above or below
the title. What else the page dates (comments, teasers, the footer) stands elsewhere, or in a box whose name
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from dateline.ingest.date_line import DateLine, Order, date_line, month_words
from dateline.ingest.page.tree import pieces_of
from dateline.ingest.title import normal

ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comment|related|sidebar|footer|teaser|recent|archive|widget|calendar|recommend|most-?read"
    r"|copyright|kommentar|newsticker|breaking)",
    re.IGNORECASE,
)
SKIPPED = {"script", "style", "footer", "nav", "noscript", "template", "svg", "select", "option"}
MAX_ASIDE = 300  # characters: a box of date, author and topic; what is larger tells of other things
PARTS = re.compile(
    r"\s*[|•·∙⋅/]\s+|\s+[–—-]\s+|\s*,\s+(?=(?:von|by|par|por|di)\b)|\s+(?=(?:von|by|par|por|di|at|um)\s)|\s{2,}"
)
DATE_INSIDE = re.compile(
    r"(?<![\d./-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}(?:[-/]|\.\s?)\d{1,2}(?:[-/]|\.\s?)\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|º)?(?: de| of)? (?P<month>[^\W\d_]{3,12})\.?,?(?: de)? \d{4}"
    r"|(?P<first>[^\W\d_]{3,12})\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?![\d/-])"
)
YEAR = re.compile(r"\d{4}", re.ASCII)
MAX_LENGTH = 120  # characters of a line with a date in it
MAX_BESIDE = 8  # words that may stand beside the date in that line: a label, a byline, a category
# In words of the page; measured on pages that declare no date: 71 of 75 right in the first 60 after the title,
# 17 of 19 in the 30 before it.
AFTER, BEFORE = 60, 30
MAX_AFTER = 1_000  # words: further down even "Published:" is another article's
MAX_NODES = 60_000


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with a date, and how many words it stands after the title (before it, when below 0)."""

    line: DateLine
    distance: int | None


def printed_dates(tree: HtmlElement, titles: tuple[str, ...], order: Order | None) -> list[Printed]:
    """The dates that stand in small lines of the page, in its order.

    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring("<h1>Haftar in Moscow</h1><p>Datum: 16.01.2017 Autor: se</p><p>He came.")
    >>> [(d.line.value, d.distance) for d in printed_dates(page, ("Haftar in Moscow",), "dmy")]
    [('2017-01-16', 3)]
    """
    names = [name for name in map(normal, titles) if len(name) > 8]
    title = next((h for h in tree.iter("h1", "h2", "h3") if _is_title(_text(h), names)), None)
    around = set() if title is None else {title, *title.iterancestors()}
    found, title_at, at = list[tuple[int, DateLine]](), None, 0
    for text, element in _lines(tree, around):
        if title_at is not None and at > title_at + MAX_AFTER:
            break
        words = text.split()
        if title_at is None and element is title:
            title_at = at
        if (
            len(text) <= MAX_LENGTH
            and YEAR.search(text)
            and (line := date_in(" ".join(words), order))
        ):
            found.append((at, line))
        at += len(words)
    return [Printed(line, None if title_at is None else at - title_at) for at, line in found]


def best_printed(dates: list[Printed]) -> DateLine | None:
    """The date of publication among them: labelled so, or nearest to the title."""
    whole = [
        date
        for date in dates
        if date.line.value and len(date.line.value) >= 10 and date.line.label != "updated"
    ]
    near = [d.line for d in whole if d.distance is not None and 0 <= d.distance <= AFTER]
    above = [d.line for d in whole if d.distance is not None and -BEFORE <= d.distance < 0]
    labelled = [d.line for d in whole if d.line.label == "published"]
    return next(iter([*labelled, *near, *above[-1:]]), None)


def date_in(text: str, order: Order | None) -> DateLine | None:
    """The date of a small line: the whole of it, one of its parts, or between a label and a byline."""
    if line := date_line(text, order):
        return line
    for part in PARTS.split(text):
        if part and (line := date_line(part, order)):
            return line
    matches = [m for m in DATE_INSIDE.finditer(text) if not (m["month"] or m["first"]) or _month(m)]
    if len(matches) != 1:
        return None
    match = matches[0]
    before, after = text[: match.start()], text[match.end() :]
    if len((before + after).split()) > MAX_BESIDE or re.search(r"[.!?]\s+\S", before):
        return None
    label_and_date = date_line(f"{before.strip(' (,|·')} {match[0]}", order)
    return label_and_date or date_line(match[0], order)


def _month(match: re.Match[str]) -> bool:
    return (match["month"] or match["first"]).casefold() in month_words()


def _is_title(words: str, names: list[str]) -> bool:
    return len(words) > 8 and any(words in name or name in words for name in names)


def _text(element: HtmlElement) -> str:
    return normal(" ".join(pieces_of(element, 2000))[:2000])


def _lines(tree: HtmlElement, around: set[HtmlElement]) -> Iterator[tuple[str, HtmlElement | None]]:
    """The page's pieces of text in their order, each with its element; no box of other things.

    A box `around` the title is the article's own, whatever it is called.
    """
    body = tree.find("body")
    outside = {element for element in around if element.tag not in ("h1", "h2", "h3")}
    waiting: list[tuple[str | None, HtmlElement | None]] = [(None, tree if body is None else body)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        text, element = waiting.pop()
        if element is None or text is not None:
            yield text or "", element
            continue
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            continue
        if element not in around and _is_elsewhere(element):
            continue
        whole = None if element in outside else _short_text(element)
        if whole is not None:
            waiting.append((whole, element))
            continue
        inner: list[tuple[str | None, HtmlElement | None]] = [(element.text or "", element)]
        for child in element:
            inner.append((None, child))
            if child.tail and child.tail.strip():
                inner.append((child.tail, None))
        waiting += reversed(inner)


def _short_text(element: HtmlElement) -> str | None:
    """The element's text when it is one small line, whatever is marked in it."""
    text = (
        " ".join(" ".join(pieces_of(element, 4 * MAX_LENGTH)).split()) if len(element) <= 12 else ""
    )
    return text if 0 < len(text) <= MAX_LENGTH else None


def _is_elsewhere(element: HtmlElement) -> bool:
    if element.tag == "aside" and len(" ".join(pieces_of(element, 2 * MAX_ASIDE))) > MAX_ASIDE:
        return True
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("body", "main", "article") and ELSEWHERE.search(name) is not None
