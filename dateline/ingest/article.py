"""An item → the article in it: everything that ingest knows, put together once.

The text is assembled here, and from here on its offsets hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from dateline.ingest.byline import names_in
from dateline.ingest.date_line import date_line
from dateline.ingest.dateline import dateline_place
from dateline.ingest.day_order import day_order
from dateline.ingest.declared_date import declared_date
from dateline.ingest.decode import Decoded, cleaned, decode, decode_page, without_mojibake
from dateline.ingest.doubts import doubts_of
from dateline.ingest.front_matter import FrontMatter, read_front_matter
from dateline.ingest.items import Field, Item, Stated
from dateline.ingest.lines import Drop
from dateline.ingest.page import Page, read_page
from dateline.ingest.published import DateFact, Published, line_facts, published_of, stated_fact
from dateline.ingest.site_name import without_site_name
from dateline.ingest.stop_words import language_of
from dateline.ingest.text import Parts, parts_of, read_text
from dateline.model import Article, Author, DroppedLine, Paragraph

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class _Read:
    """An item's parts, what is said about it, and by what."""

    parts: Parts
    stated: Stated
    drops: tuple[Drop, ...]
    without: str  # what could have said the date and is not there
    page: Page | None = None
    repaired: str = ""


def article_of(item: Item) -> Article:
    """The article in an item. Raises Refused when there is none."""
    decoded = _decoded(item)
    read = _read_page(item, decoded) if item.form == "html" else _read_text(item, decoded)
    decoded = replace(decoded, repaired=decoded.repaired or read.repaired)
    parts, values, page = read.parts, read.stated.values, read.page
    text = BETWEEN.join(words for _, words in parts.blocks)
    opening = next((words for role, words in parts.blocks if role == "body"), "")
    language = values.get("language") or language_of(text) or (page.language if page else None)
    published = _published(read, language, text)
    earliest, latest = published.bounds
    byline = values.get("byline") or parts.byline
    authors = (
        read.stated.authors
        or (page.authors if page else ())
        or names_in(byline or "")
        or (page.guessed_authors if page else ())
    )
    title = values.get("title") or (page.title if page else None)
    return Article(
        id=item.id,
        path=item.path,
        kind=item.kind,
        bytes=item.bytes,
        sha256=item.sha256,
        encoding=decoded.encoding,
        encoding_evidence=decoded.evidence,
        title=_shown(title or (parts.title and without_site_name(parts.title))),
        deck=_shown(parts.deck),
        byline=_shown(byline or ", ".join(authors)),
        publisher=_shown(values.get("publisher") or (page.publisher if page else None)),
        url=values.get("url") or (page.url if page else None),
        language=language,
        dateline_place=dateline_place(opening),
        published=published.value,
        published_evidence=published.evidence,
        published_raw=published.raw,
        published_earliest=earliest,
        published_latest=latest,
        published_reason=published.reason,
        modified=_modified(read, published),
        is_summary=read.stated.is_summary,
        word_count=len(text.split()),
        text=text,
        paragraphs=_paragraphs(item.id, parts),
        authors=tuple(
            Author(article_id=item.id, number=number, name=name)
            for number, name in enumerate(filter(None, map(_shown, authors)), start=1)
        ),
        dropped_lines=_dropped_lines(item.id, decoded, read),
        doubts=doubts_of(item, decoded, published, parts),
    )


def _decoded(item: Item) -> Decoded:
    if isinstance(item.content, str):
        # a page's own lines are looked at alone, once they are found
        text, repaired = (
            without_mojibake(item.content) if item.form != "html" else (item.content, "")
        )
        return Decoded(text, "utf-8", "export", "", repaired)
    return decode_page(item.content, item.charset) if item.form == "html" else decode(item.content)


def _read_text(item: Item, decoded: Decoded) -> _Read:
    """A text, with the front matter that may stand above it."""
    front = read_front_matter(decoded.text) if item.kind in ("txt", "md") else None
    stated = _stated_above(front) if front else item.stated
    first_line = front.length + 1 if front else 1
    story = decoded.text.split("\n", front.length)[-1] if front else decoded.text
    parts = read_text(
        story,
        first_line=first_line,
        markdown=item.form == "markdown",
        title=stated.values.get("title"),
        deck=stated.values.get("deck"),
    )
    return _Read(parts, stated, front.drops if front else (), _without_date(item, front))


def _read_page(item: Item, decoded: Decoded) -> _Read:
    stated = item.stated.values
    page, repaired = _mended(
        read_page(decoded.text, title=stated.get("title"), url=stated.get("url"))
    )
    parts = parts_of(
        page.lines, page.left_out, title=page.title, deck=stated.get("deck") or page.deck
    )
    return _Read(parts, item.stated, (), "the page declares none", page, repaired)


def _mended(page: Page) -> tuple[Page, str]:
    """The page with letters put right in its own lines, and examples: of its programs nobody asks."""
    text, repaired = without_mojibake(
        "\n".join([page.title or "", page.deck or "", *(line.text for line in page.lines)])
    )
    title, deck, *lines = text.split("\n")
    mended = tuple(replace(line, text=words) for line, words in zip(page.lines, lines, strict=True))
    return replace(page, title=title or None, deck=deck or None, lines=mended), repaired


def _stated_above(front: FrontMatter) -> Stated:
    values = {field: front.values[field] for field in get_args(Field) if field in front.values}
    return Stated("front-matter", values)


def _without_date(item: Item, front: FrontMatter | None) -> str:
    if front is None:
        return (
            "it has no front matter" if item.kind in ("txt", "md") else "no field of it says when"
        )
    if "date" in map(str.casefold, front.unknown):
        # of what the date is, the key does not say: an event's, the file's, the article's
        return "the front matter has a date: key; name it published:"
    return "its front matter does not say when"


def _published(read: _Read, language: str | None, text: str) -> Published:
    facts = list[DateFact]()
    if words := read.stated.values.get("published"):
        key = read.stated.keys.get("published", "published")
        facts.append(stated_fact(read.stated.evidence, words, key))  # type: ignore[arg-type]
    page, lines = read.page, read.parts.date_lines
    if page is None:
        found = day_order([text, *(line.text for line in lines)], language=language)
        lines = tuple(date_line(line.text, found[0] if found else None) or line for line in lines)
    declared = list(page.dates) if page else []
    below = [fact for fact in declared if fact.evidence in ("url", "guessed")]
    above = [fact for fact in declared if fact not in below]
    # a line of a page's article comes after what the page declares, and before its address
    facts += [*above, *line_facts(lines), *below]
    return published_of(facts, without=read.without)


def _modified(read: _Read, published: Published) -> str | None:
    """When it was last changed; null where that is before it was published, since one of the two is wrong."""
    words = read.stated.values.get("modified")
    day = (declared_date(words)[0] if words else None) or (
        read.page.modified if read.page else None
    )
    return day if day and day[:10] >= (published.value or "")[:10] else None


def _paragraphs(article_id: str, parts: Parts) -> tuple[Paragraph, ...]:
    paragraphs, start = list[Paragraph](), 0
    for number, (role, words) in enumerate(parts.blocks, start=1):
        end = start + len(words)
        paragraphs.append(
            Paragraph(
                id=f"{article_id}-p{start}",
                article_id=article_id,
                number=number,
                role=role,
                start=start,
                end=end,
            )
        )
        start = end + len(BETWEEN)
    return tuple(paragraphs)


def _dropped_lines(article_id: str, decoded: Decoded, read: _Read) -> tuple[DroppedLine, ...]:
    """One row a line, in order. Line 0 is the file as a whole: what could not be decoded."""
    lost = [Drop(0, decoded.lost, "undecodable")] if decoded.lost else []
    # A line can be both taken apart (a link's address) and dropped; the drop says more.
    drops = {drop.number: drop for drop in (*lost, *read.drops, *read.parts.drops)}
    return tuple(
        DroppedLine(article_id=article_id, number=number, text=drop.text, rule=drop.rule)
        for number, drop in sorted(drops.items())
    )


def _shown(words: str | None) -> str | None:
    return None if words is None else cleaned(words).strip() or None
