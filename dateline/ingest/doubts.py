"""What was read of an article, but not surely: a person should look at it, or may fix it for good."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.ingest.decode import Decoded
from dateline.ingest.items import Item
from dateline.ingest.published import Published
from dateline.ingest.text import Parts
from dateline.model import Doubt, DoubtKind

MIN_BODY_WORDS = 50  # of 990 saved pages 14 give fewer
SETTLED = "to settle it, state the day in corrections.yml"


def doubts_of(
    item: Item, decoded: Decoded, published: Published, parts: Parts
) -> tuple[Doubt, ...]:
    """The doubts about an article, one of a kind."""
    return tuple(
        Doubt(article_id=item.id, kind=kind, detail=detail)
        for kind, detail in _doubts(item, decoded, published, parts)
    )


def _doubts(
    item: Item, decoded: Decoded, published: Published, parts: Parts
) -> Iterator[tuple[DoubtKind, str]]:
    if published.doubt:
        yield published.doubt, f"{published.reason}; {SETTLED}"
    if decoded.evidence in ("fallback", "detected"):
        yield (
            "unsure-encoding",
            f"its characters were read as {decoded.encoding}, which nothing in the file says;"
            " if letters are wrong, save it as UTF-8",
        )
    if decoded.repaired:
        yield (
            "mojibake-repaired",
            f"letters that were decoded wrongly before were put right: {decoded.repaired}",
        )
    words = sum(
        len(text.split()) for role, text in parts.blocks if role not in ("title", "deck", "caption")
    )
    if item.stated.is_summary:
        yield (
            "summary-only",
            "the file has a summary of the article and not its text; save the article's page",
        )
    elif words < MIN_BODY_WORDS:
        yield (
            "short-body",
            f"its body has {words} words; if the article is longer, save its text as .txt",
        )
