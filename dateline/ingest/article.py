"""A file's bytes → the article in them: everything that ingest knows, put together once.

The text is assembled here, and from here on its offsets hold.
"""

from __future__ import annotations

import hashlib
import re

from dateline.ingest.dateline import dateline_place
from dateline.ingest.decode import Decoded, decode
from dateline.ingest.folders import Found
from dateline.ingest.front_matter import FrontMatter, read_front_matter
from dateline.ingest.lines import Drop
from dateline.ingest.published import published_of
from dateline.ingest.stop_words import language_of
from dateline.ingest.text import Parts, read_text
from dateline.ingest.title import without_site_name
from dateline.model import Article, DroppedLine, Paragraph

# Bidirectional controls, zero-width space and byte order mark can make a title read as another. The
# zero-width joiners stay: Persian and Hindi are spelt with them.
DECEPTIVE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]")
BETWEEN = "\n\n"


def article_of(found: Found, kind: str, content: bytes) -> Article:
    """The article in a file. Raises Refused when there is none."""
    decoded = decode(content)
    front = read_front_matter(decoded.text)
    stated = front.values if front else {}
    first_line = front.length + 1 if front else 1
    story = decoded.text.split("\n", front.length)[-1] if front else decoded.text
    parts = read_text(
        story, first_line=first_line, markdown=kind == "md", title=stated.get("title")
    )
    published = published_of(
        parts.date_lines,
        front_matter=stated.get("published"),
        has_front_matter=front is not None,
        has_date_key=front is not None and "date" in map(str.casefold, front.unknown),
    )
    text = BETWEEN.join(words for _, words in parts.blocks)
    opening = next((words for role, words in parts.blocks if role == "body"), "")
    earliest, latest = published.bounds
    return Article(
        id=found.id,
        path=found.path,
        kind=kind,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=decoded.encoding,
        encoding_evidence=decoded.evidence,
        title=_shown(stated.get("title") or (parts.title and without_site_name(parts.title))),
        deck=_shown(parts.deck),
        byline=_shown(stated.get("byline") or parts.byline),
        publisher=_shown(stated.get("publisher")),
        url=stated.get("url"),
        language=stated.get("language") or language_of(text),
        dateline_place=dateline_place(opening),
        published=published.value,
        published_evidence=published.evidence,
        published_raw=published.raw,
        published_earliest=earliest,
        published_latest=latest,
        published_reason=published.reason,
        word_count=len(text.split()),
        text=text,
        paragraphs=_paragraphs(found.id, parts),
        dropped_lines=_dropped_lines(found.id, decoded, front, parts),
    )


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


def _dropped_lines(
    article_id: str, decoded: Decoded, front: FrontMatter | None, parts: Parts
) -> tuple[DroppedLine, ...]:
    """One row a line, in order. Line 0 is the file as a whole: what could not be decoded."""
    lost = [Drop(0, decoded.lost, "undecodable")] if decoded.lost else []
    # A line can be both taken apart (a link's address) and dropped; the drop says more.
    drops = {drop.number: drop for drop in (*lost, *(front.drops if front else ()), *parts.drops)}
    return tuple(
        DroppedLine(article_id=article_id, number=number, text=drop.text, rule=drop.rule)
        for number, drop in sorted(drops.items())
    )


def _shown(words: str | None) -> str | None:
    return None if words is None else DECEPTIVE.sub("", words).strip() or None
