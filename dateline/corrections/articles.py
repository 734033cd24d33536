"""What is known about an article from outside: its day, publisher and address.

A corrected article is analysed again, since its times lean on its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from dateline.corrections.entry import Entry, told, with_reason
from dateline.corrections.lookup import Unmatched, find_article
from dateline.ingest.partial_date import bounds_of
from dateline.model import DATE_DOUBTS, Article, Correction


class Filed(NamedTuple):
    """An article's id, and its path under the source folder."""

    id: str
    path: str


def correct_articles(
    articles: Iterable[Filed], article_of: Callable[[str], Article], entries: Iterable[Entry]
) -> tuple[list[Article], tuple[Correction, ...]]:
    """The articles that were corrected, and what became of each entry that is about one.

    `articles` are all of the folder; `article_of` gives the one of an id.
    """
    by_id = {article.id: article for article in articles}
    corrected: dict[str, Article] = {}
    settled: dict[tuple[str, str], Entry] = {}
    rows = []
    for entry in entries:
        if entry.kind == "article":
            did, problems = "", list[str]()
            try:
                article_id = find_article(entry.target, by_id).id
                article = corrected.get(article_id) or article_of(article_id)
                _check_unsettled(article, entry, settled)
                corrected[article.id], did = _corrected(article, entry)
                settled |= {(article.id, key): entry for key, _ in entry.fields}
            except Unmatched as unmatched:
                problems = [str(unmatched)]
            rows.append(told(entry, did, problems))
    return list(corrected.values()), tuple(rows)


def _check_unsettled(article: Article, entry: Entry, settled: dict[tuple[str, str], Entry]) -> None:
    """Raises Unmatched when another entry, under the article's other name, set one of the fields."""
    for key, _ in entry.fields:
        if other := settled.get((article.id, key)):
            where = f"{other.path}, line {other.line}"
            raise Unmatched(f"{article.id} has its {key} from {where}; keep one")


def _corrected(article: Article, entry: Entry) -> tuple[Article, str]:
    """The article with the entry's fields, and what they were."""
    before = {"published": article.published, "publisher": article.publisher, "url": article.url}
    new = {key: value for key, value in entry.fields if before[key] != value}
    if not new:
        raise Unmatched(f"{article.id} says so already; the entry can go")
    did = [f"{key} of {article.id}: {before[key] or 'not known'} → {new[key]}" for key in new]
    article = replace(
        article,
        publisher=new.get("publisher", article.publisher),
        url=new.get("url", article.url),
        correction=with_reason(article.correction, entry.why),
    )
    if published := new.get("published"):
        earliest, latest = bounds_of(published)
        did.append(f"its file: {article.published_reason}")
        article = replace(
            article,
            published=published,
            published_evidence="correction",
            published_raw=published,
            published_earliest=earliest,
            published_latest=latest,
            published_reason=f"{entry.path}, by hand: {entry.why}",
            doubts=tuple(doubt for doubt in article.doubts if doubt.kind not in DATE_DOUBTS),
        )
    return article, "; ".join(did)
