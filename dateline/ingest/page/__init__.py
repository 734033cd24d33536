"""A saved web page → what an article is made of. `read_page` is the door."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import islice

from htmldate import find_date
from lxml.html import HtmlElement

from dateline.ingest.date_line import DateLine, Order
from dateline.ingest.day_order import day_order
from dateline.ingest.declared_date import declared_date
from dateline.ingest.lines import Drop, Line
from dateline.ingest.page.authors import declared_authors, guessed_authors
from dateline.ingest.page.body import body_lines, one_line, with_captions
from dateline.ingest.page.deck import deck_of
from dateline.ingest.page.declared import Declared, DeclaredDate, declared_by
from dateline.ingest.page.fragment import fragment_lines
from dateline.ingest.page.printed_date import best_printed, printed_dates
from dateline.ingest.page.tree import is_whole_page, page_tree
from dateline.ingest.published import DateFact, address_fact, line_facts
from dateline.ingest.refused import Refused
from dateline.ingest.site_name import squeezed, without_site_name
from dateline.ingest.stop_words import language_of

__all__ = ["Page", "read_page"]

# htmldate is kept from the clock: what it takes for the latest and the earliest day is fixed.
MAX_PIECES, MAX_TEXT = (
    5_000,
    20_000,
)  # of a page's text, for its language and the way it writes dates
NEAR_TOP = 4  # lines
MIN_HEADING_WORDS = 3  # "Skoda" stands under "Skoda: the long way" as a topic
MAX_AFFIX = 40  # letters
EARLIEST, LATEST = "1800-01-01", "2199-12-31"
PLACES = {
    "json-ld": "the page declares “{words}” (JSON-LD {place})",
    "meta": "the page declares “{words}” (meta {place})",
    "time-tag": "the page marks “{words}” as its date ({place})",
}

# What they print of a page they cannot make much of is told by Dateline, in the row of the article.
for name in ("trafilatura", "htmldate"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says about its article, its lines in order, and the prose that is not among them."""

    title: str | None
    lines: tuple[Line, ...]
    deck: str | None = None
    left_out: tuple[Drop, ...] = ()
    authors: tuple[str, ...] = ()
    guessed_authors: tuple[str, ...] = ()  # by what looks like a byline; where nothing declares any
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[DateFact, ...] = ()
    modified: str | None = None


def read_page(markup: str, *, title: str | None = None, url: str | None = None) -> Page:
    """What is in a page, or in a piece of one that is all article. `title` and `url` are known from elsewhere.

    Raises Refused when there is no article in it.

    >>> page = read_page("<p>By Jane Doe</p><p>He came to <b>Moscow</b> on Sunday.</p>")
    >>> [line.text for line in page.lines]
    ['By Jane Doe', 'He came to Moscow on Sunday.']
    """
    tree = page_tree(markup)
    if not is_whole_page(markup):
        lines = fragment_lines(tree)
        if not lines:
            raise Refused(
                "no-body", "there are no words in its mark-up; save the article's own page"
            )
        return Page(title=title, lines=tuple(lines))
    declared = declared_by(tree, url)
    own_title = title or _title(declared)
    authors = declared_authors(declared)
    text = " ".join(islice(tree.itertext(), MAX_PIECES))[:MAX_TEXT]
    language = declared.language or language_of(text)
    found = day_order([text], language=language, locale=declared.locale, url=declared.url)
    order = found[0] if found else None
    dates = _dates(tree, declared, order)
    body = body_lines(tree)
    deck = deck_of(tree, body, declared.descriptions)
    lines, left_out = with_captions(tree, body, own_title, deck)
    lines, repeated = _without_title(lines, own_title)
    return Page(
        title=own_title,
        deck=deck,
        authors=authors,
        guessed_authors=() if authors else guessed_authors(tree, declared),
        publisher=declared.publisher,
        url=declared.url,
        language=declared.language,
        dates=tuple(dates),
        modified=_first_date(declared.modified),
        lines=tuple(lines),
        left_out=(*repeated, *left_out),
    )


def _without_title(lines: list[Line], title: str | None) -> tuple[list[Line], list[Drop]]:
    """The lines without those on top that are the title again: all of it, or a heading with part of it or more."""
    name = squeezed(title or "")
    again = [line for line in lines[:NEAR_TOP] if name and _is_again(line, name)]
    return [line for line in lines if line not in again], [
        Drop(line.number, line.text, "header-repeated-title") for line in again
    ]


def _is_again(line: Line, title: str) -> bool:
    own = squeezed(line.text)
    if own == title:
        return True
    heading = line.mark in ("title", "heading") and len(line.text.split()) >= MIN_HEADING_WORDS
    return heading and (own in title or (title in own and len(own) <= len(title) + MAX_AFFIX))


def _title(declared: Declared) -> str | None:
    titles = [one_line(words) for words in declared.titles]
    return without_site_name(titles[0], declared.sites, declared.headings) if titles else None


def _dates(tree: HtmlElement, declared: Declared, order: Order | None) -> list[DateFact]:
    """What the page says of its date, in the order of the ladder."""
    facts = [_declared_fact(date, order) for date in declared.published]
    printed = printed_dates(tree, declared.titles, order)
    best: DateLine | None = best_printed(printed)
    facts += line_facts([best] if best else [], "beside the title")
    facts += [_declared_fact(date, order) for date in declared.dated]
    if fact := address_fact(declared.url):
        facts.append(fact)
    if not any(fact.day for fact in facts):
        facts += _guess(tree, declared)
    updated = [date.line for date in printed if date.line.label == "updated"]
    return facts + line_facts(updated[:1], "on the page")


def _declared_fact(date: DeclaredDate, order: Order | None) -> DateFact:
    value, problem = declared_date(date.words, order)
    where = PLACES[date.rung].format(words=date.words[:60], place=date.place)
    return DateFact(date.rung, date.words, where, value, problem)


def _guess(tree: HtmlElement, declared: Declared) -> list[DateFact]:
    try:
        day = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url=declared.url,
            min_date=EARLIEST,
            max_date=LATEST,
        )
    except Exception:  # a library's slip on odd input must not cost the article
        return []
    where = f"{day} was guessed from the page (htmldate); nothing on it says when it was published"
    if day and day == (_first_date(declared.modified) or "")[:10]:
        where += ", and this is when it was last changed"
    return [DateFact("guessed", day, where, day)] if day else []


def _first_date(dates: tuple[DeclaredDate, ...]) -> str | None:
    return next((value for date in dates if (value := declared_date(date.words)[0])), None)
