"""What a page says about its article in places made for it: JSON-LD, meta tags, microdata, time tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from dateline.ingest.decode import cleaned
from dateline.ingest.page.json_ld import MAX_TITLES, MAX_WORDS, Node, article_node, text
from dateline.ingest.page.publisher import publisher_of
from dateline.ingest.page.tree import pieces_of
from dateline.rules import read_words

Rung = Literal["json-ld", "meta", "time-tag"]
DateField = Literal["published", "modified"]

LOCALE = re.compile(r"[A-Za-z]{2}[-_][A-Za-z]{2}")
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
HTTP = re.compile(r"https?://[^\s/?#\"'<>]+[^\s\"'<>]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeclaredDate:
    """A date as the page writes it, and the place it stands in."""

    rung: Rung
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page says, best first; nothing is judged here but where it stands."""

    titles: tuple[str, ...]
    headings: tuple[str, ...]
    sites: tuple[str, ...]
    publisher: str | None
    authors: tuple[tuple[str, ...], ...]  # a group for each place: JSON-LD, every meta tag
    url: str | None
    language: str | None
    locale: str | None  # a language with a country, as "en-GB"
    descriptions: tuple[str, ...]
    published: tuple[DeclaredDate, ...]
    dated: tuple[DeclaredDate, ...]  # of meta tags that say "date" or "created", and not of what
    modified: tuple[DeclaredDate, ...]


def declared_by(tree: HtmlElement, url: str | None = None) -> Declared:
    """What the page declares. `url` is where it was found, if that is known.

    >>> from lxml.html import document_fromstring
    >>> page = '<meta property="article:published_time" content="2017-01-16"><h1>Haftar in Moscow</h1>'
    >>> declared_by(document_fromstring(page)).published
    (DeclaredDate(rung='meta', words='2017-01-16', place='article:published_time'),)
    """
    meta = _meta(tree)
    headings = tuple(islice((words for h1 in tree.iter("h1") if (words := _words(h1))), 10))
    window = next((_words(title) for title in tree.iter("title")), "")
    node = article_node(
        tree,
        [*(words for name in _names("title") for words in meta.get(name, ())), *headings, window],
    )
    headline = text(node.get("headline"))
    marked = tree.xpath("//body//*[@itemprop] | //time[@pubdate]")
    own_url = _address(tree, meta, url)
    languages = _languages(tree, node, meta)
    sites = [
        text(node.get("publisher")),
        *(words for name in _names("site") for words in meta.get(name, ())),
    ]
    return Declared(
        titles=_distinct(
            [
                headline,
                *(words for name in _names("title") for words in meta.get(name, ())),
                *(headings if len(headings) == 1 else ()),
                window,
                *headings,
            ]
        ),
        headings=headings,
        sites=_distinct([*sites, _host(own_url)]),
        publisher=publisher_of(sites, _host(own_url), window, headings),
        authors=_authors(node, meta),
        url=own_url,
        language=next((code for words in languages if (code := _code(words))), None),
        locale=next((words for words in languages if LOCALE.fullmatch(words)), None),
        descriptions=_distinct(
            [
                text(node.get("description")),
                *(w for name in _names("description") for w in meta.get(name, ())),
            ]
        ),
        published=_dates(marked, node, meta, "published"),
        dated=tuple(_meta_dates(meta, "dated")),
        modified=_dates(marked, node, meta, "modified"),
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Name, in lower case → what the page's meta tags (and microdata) of that name say, in their order."""
    found = dict[str, list[str]]()
    for element in tree.iter("meta"):
        said = element.get("content") or ""
        if len(said) > MAX_WORDS:
            continue
        words = " ".join(cleaned(said).split())
        for name in {
            element.get(key, "").strip().casefold()
            for key in ("property", "name", "itemprop", "http-equiv")
        }:
            if name and words and len(same := found.setdefault(name, [])) < MAX_TITLES:
                same.append(words)
    return found


def _authors(node: Node, meta: dict[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    stated = node.get("author") or node.get("creator")
    people = [
        name
        for person in (stated if isinstance(stated, list) else [stated])
        if not (isinstance(person, dict) and "Organization" in str(person.get("@type")))
        for name in (
            person["name"]
            if isinstance(person, dict) and isinstance(person.get("name"), list)
            else [person]
        )
    ]
    places = [
        _distinct([text(name) for name in people]),
        *(tuple(meta.get(name, ())) for name in _names("author")),
    ]
    return tuple(place for place in places if place)


def _dates(
    marked: list[HtmlElement], node: Node, meta: dict[str, list[str]], field: DateField
) -> tuple[DeclaredDate, ...]:
    key = "datePublished" if field == "published" else "dateModified"
    found = [DeclaredDate("json-ld", words, key)] if (words := text(node.get(key))) else []
    return (*found, *_meta_dates(meta, field), *_times(marked, field))


def _meta_dates(meta: dict[str, list[str]], field: str) -> Iterator[DeclaredDate]:
    return (
        DeclaredDate("meta", words, name)
        for name in _names(field)
        for words in meta.get(name, ())[:1]
    )


def _times(marked: list[HtmlElement], field: DateField) -> list[DeclaredDate]:
    """What the first element says that is marked as the article's date; others are of teasers and comments."""
    own = "datepublished" if field == "published" else "datemodified"
    for element in marked:
        is_own = element.get("itemprop", "").casefold() == own
        if is_own or (field == "published" and element.get("pubdate") is not None):
            said = (element.get(name) for name in ("datetime", "content", "title"))
            words = next(filter(None, said), None) or _words(element)
            place = f"itemprop {own}" if is_own else "time pubdate"
            return [DeclaredDate("time-tag", " ".join(words.split()), place)]
    return []


@cache
def _names(field: str) -> tuple[str, ...]:
    """What meta tags that say this are called, best first."""
    rows = read_words("page_keys.csv", "name", "field", "standard")
    return tuple(row["name"] for row in rows if row["field"] == field)


def _address(tree: HtmlElement, meta: dict[str, list[str]], found_at: str | None) -> str | None:
    links = [
        link.get("href", "")
        for link in tree.iter("link")
        if link.get("rel", "").casefold() == "canonical"
    ]
    base = next(
        (words for name in _names("url") for words in meta.get(name, ()) if HTTP.fullmatch(words)),
        found_at,
    )
    for link in [
        *links,
        *(words for name in _names("url") for words in meta.get(name, ())),
        found_at or "",
    ]:
        try:
            address = str(urljoin(base or "", link.strip()))
        except ValueError:
            continue
        if HTTP.fullmatch(address):
            return address
    return None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname or None
    except ValueError:
        return None


def _languages(tree: HtmlElement, node: Node, meta: dict[str, list[str]]) -> list[str]:
    stated = [
        text(node.get("inLanguage")),
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *(words for name in _names("language") for words in meta.get(name, ())),
    ]
    return [words.strip() for words in stated if words and words.strip()]


def _code(words: str) -> str | None:
    match = LANGUAGE.fullmatch(words)
    return match[1].lower() if match and len(match[1]) == 2 else None


def _words(element: HtmlElement) -> str:
    return " ".join(cleaned("".join(pieces_of(element, MAX_WORDS))).split())[:1000]


def _distinct(words: list[str | None] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in words if item))
