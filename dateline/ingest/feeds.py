"""A feed (RSS 0.9 to 2.0, RDF, Atom) → the articles in it.

A feed often has of an article only what it says of it: such an item is a summary and marked so.
Entities a document declares are never expanded, and nothing it names is fetched.
"""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from dateline.ingest.decode import cleaned
from dateline.ingest.export_values import one_line, value_of
from dateline.ingest.items import Field, Form, Item, Source, Stated
from dateline.ingest.page.tree import MAX_ELEMENTS
from dateline.ingest.refused import Refused
from dateline.model import Refusal

ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
CONTENT = "http://purl.org/rss/1.0/modules/content/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_AMPERSANDS = 2_000_000  # one by one they are made XML: 18 million take 1 GB
MAX_PRINTED = 2_000  # characters of a byline
ROOTS = ("rss", "RDF", "feed")
XML_ENTITIES = (b"lt", b"gt", b"amp", b"quot", b"apos")
NAMED = re.compile(rb"&(?:(?P<name>[A-Za-z][A-Za-z0-9]{0,31});|(?!#[0-9xX]))")
MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,8}|[a-zA-Z]\w{1,31});")
MAIL = re.compile(r"\S{1,99}@\S{1,99}\s*\((?P<name>[^()]{1,200})\)")  # RSS 2.0: jo@a.org (Jo Do)
CALLED: dict[Field, tuple[str, ...]] = {
    "title": ("title",),
    "published": ("pubDate", "published", "date", "issued"),
    "modified": ("updated", "modified"),
}


def read_feed(source: Source) -> Iterator[Item | Refusal]:
    """The items of a feed, in its order. Raises Refused when it is no feed or has no items.

    >>> import io
    >>> news = b"<item><title>Port</title><description>Gunmen came.</description></item>"
    >>> feed = io.BytesIO(b"<rss><channel>" + news + b"</channel></rss>")
    >>> [item] = read_feed(Source("a", "a.rss", "rss", 99, feed))
    >>> item.content, item.stated.is_summary, item.stated.values
    ('Gunmen came.', True, {'title': 'Port'})
    """
    root = _root(source.content())
    found = [child for child in root.iter("{*}item", "{*}entry") if _is_item(child)]
    if not found:
        raise Refused("empty", "the feed has no items")
    channel = root if (first := root.find("{*}channel")) is None else first
    publisher, language = value_of("publisher", _text(channel, "title")), _language(channel, root)
    for number, element in enumerate(found, start=1):
        own = etree.tostring(element, encoding="utf-8", with_tail=False)
        try:
            words, form, is_summary = _words(element)
            stated = _stated(element, publisher, language, is_summary=is_summary)
            yield source.item(words, form, number=number, own=own, stated=stated)
        except Refused as refused:
            yield source.refusal(refused, number=number, size=len(own))


def _root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_repaired(content.strip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("bad-xml", f"it is no XML: {error}") from error
    if root is None:
        raise Refused("bad-xml", "it is no XML; there is no element in it")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Refused("unsafe-xml", "it declares entities of its own, which no feed needs")
    name = _local(root)
    if name not in ROOTS:
        raise Refused(
            "unknown-kind",
            f"it is XML and no feed: its first element is <{name[:50]}>; save the articles as .html",
        )
    return root


def _repaired(content: bytes) -> bytes:
    """The feed with what HTML alone knows (&nbsp;) as XML has it; lxml would lose words after one.

    What stands in CDATA is words already. In UTF-16 nothing is found, and nothing is done.
    """
    if b"<!ENTITY" in content:
        return content
    if (count := content.count(b"&")) > MAX_AMPERSANDS:
        raise Refused("bad-xml", f"it has {count:,} ampersands and the limit is {MAX_AMPERSANDS:,}")
    parts, at = list[bytes](), 0
    while (begin := content.find(b"<![CDATA[", at)) >= 0:
        end = content.find(b"]]>", begin)
        end = len(content) if end < 0 else end
        parts += [NAMED.sub(_as_xml, content[at:begin]), content[begin:end]]
        at = end
    return b"".join([*parts, NAMED.sub(_as_xml, content[at:])])


def _as_xml(match: re.Match[bytes]) -> bytes:
    name = match["name"]
    if name in XML_ENTITIES:
        return match[0]
    words = html.unescape(match[0].decode("ascii"))
    if name is None or words == match[0].decode("ascii"):
        return b"&amp;" + match[0][1:]
    return b"".join(f"&#{ord(char)};".encode() for char in words)


def _local(element: etree._Element) -> str:
    """An element's name without its namespace; lxml's QName refuses a prefix that nothing declares."""
    return str(element.tag).rpartition("}")[2]


def _is_item(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and _local(parent) in (*ROOTS, "channel")


def _words(item: etree._Element) -> tuple[str, Form, bool]:
    """The article's words, their form, and whether they are only a summary."""
    whole = [item.find(f"{{{CONTENT}}}encoded"), *(item.find(f"{{{ns}}}content") for ns in ATOM)]
    for element in whole:
        if element is not None and (words := _said(element)).strip():
            return words, _form(element, words), False
    for name in ("description", "summary"):
        for element in item.iterfind(f"{{*}}{name}"):
            if (words := _said(element)).strip():
                return words, _form(element, words), True
    raise Refused(
        "no-body",
        "the feed only lists the article; fetch the page and save it as .html",
    )


def _said(element: etree._Element) -> str:
    """What an element says: its words, or its mark-up when that stands in it as elements."""
    if not len(element):
        return cleaned(element.text or "")
    if sum(1 for _ in islice(element.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise Refused("too-many-elements", f"it has more than {MAX_ELEMENTS:,} elements")
    inside = [copy.deepcopy(child) for child in element]
    for child in inside:
        if isinstance(child.tag, str):  # and is no entity of an outer DTD
            etree.cleanup_namespaces(child)  # of the feed's, which are no part of the article
    markup = (etree.tostring(child, encoding="unicode", method="html") for child in inside)
    return cleaned(html.escape(element.text or "") + "".join(markup))


def _form(element: etree._Element, words: str) -> Form:
    if element.get("type") in ("text", "text/plain"):
        return "text"
    return "html" if len(element) or MARKUP.search(words) else "text"


def _stated(
    item: etree._Element, publisher: str | None, language: str | None, *, is_summary: bool
) -> Stated:
    """What an item states of its article; `publisher` and `language` are its feed's."""
    values, keys = dict[Field, str](), dict[Field, str]()
    for field, names in CALLED.items():
        for name in names:
            if field not in values and (said := value_of(field, _text(item, name))):
                values[field], keys[field] = said, name
    if link := _link(item):
        values["url"], keys["url"] = link, "link"
    source = value_of("publisher", _text(item, "source")) or value_of(
        "publisher", _text(item, "source/{*}title")
    )
    if publisher := source or publisher:
        values["publisher"], keys["publisher"] = publisher, "title"
    own = (item.get(LANGUAGE), _text(item, "language"))
    if language := next(filter(None, (value_of("language", one) for one in own)), language):
        values["language"], keys["language"] = language, "language"
    people = [one_line(name.text or "") for name in item.iterfind("{*}author/{*}name")]
    printed = [
        *_all(item, "creator"),
        *(MAIL.sub(r"\g<name>", name) for name in _all(item, "author")),
    ]
    if printed:
        values["byline"], keys["byline"] = ", ".join(dict.fromkeys(printed)), "author"
    authors = tuple(dict.fromkeys(filter(None, people)))
    return Stated("feed", values, keys, authors, is_summary)


def _text(element: etree._Element, path: str) -> str | None:
    found = element.find(f"{{*}}{path}")
    return None if found is None else "".join(found.itertext())


def _all(item: etree._Element, name: str) -> list[str]:
    said = (element.text or "" for element in item.iterfind(f"{{*}}{name}"))
    found = (one_line(words) for words in said if len(words) <= MAX_PRINTED)
    return [words for words in found if words and ("@" not in words or MAIL.fullmatch(words))]


def _link(item: etree._Element) -> str | None:
    """Where the article is: an address of the item, before one that only a reader of feeds needs."""
    said = [_text(item, "origLink")]
    for link in item.iterfind("{*}link"):
        if link.get("rel", "alternate") == "alternate":
            said.append(link.get("href") or link.text)
    guid = item.find("{*}guid")
    if guid is not None and guid.get("isPermaLink") != "false":
        said.append(guid.text)
    return next((address for one in said if (address := value_of("url", one))), None)


def _language(channel: etree._Element, root: etree._Element) -> str | None:
    said = (_text(channel, "language"), channel.get(LANGUAGE), root.get(LANGUAGE))
    return next((code for one in said if (code := value_of("language", one))), None)
