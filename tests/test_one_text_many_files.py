"""The five seeds as text, page, markdown, export, table and feed: the same articles, text and facts from each."""

from __future__ import annotations

import csv
import gzip
import html
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from dateline import read_sources
from dateline.analysis import analyse
from dateline.model import Article, ArticleRecord
from tests.conftest import SEEDS


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(p.role, article.text[p.start : p.end]) for p in article.paragraphs]


def story(article: Article) -> str:
    """What an export calls the text: all but the headline and the deck."""
    return "\n\n".join(text for role, text in blocks(article) if role not in ("title", "deck"))


def as_html(article: Article, *, whole: bool) -> str:
    tags = {"title": "h1", "subheading": "h2", "quote": "blockquote"}
    body = []
    for role, text in blocks(article):
        words = html.escape(text)
        if role == "caption":
            body.append(f"<figure><img src='a.jpg'><figcaption>{words}</figcaption></figure>")
        elif role == "deck":
            body.append(f"<p class='standfirst'>{words}</p>")
        elif role != "title" or whole:
            body.append(f"<{tags.get(role, 'p')}>{words}</{tags.get(role, 'p')}>")
    return "\n".join(body)


def page(article: Article) -> str:
    title = html.escape(article.title or "")
    date = (
        f"<meta property='article:published_time' content='{article.published}'>"
        if article.published
        else ""
    )
    menu = "".join(
        f"<li><a href='/{name}'>{name}</a></li>" for name in ("World", "Africa", "Sport", "Opinion")
    )
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | Example News</title>"
        f"<meta property='og:site_name' content='Example News'>{date}</head><body>"
        f"<nav><ul>{menu}</ul></nav><article>{as_html(article, whole=True)}</article>"
        "<footer><p>© 2009 Example News. All rights reserved; nothing may be copied.</p></footer></body></html>"
    )


def markdown(article: Article) -> str:
    marks = {"title": "# ", "subheading": "## ", "quote": "> "}
    parts = [marks.get(role, "") + text for role, text in blocks(article)]
    if article.published:
        day = datetime.fromisoformat(article.published)
        clock = f", {day:%H:%M}" if "T" in article.published else ""
        parts.insert(1 + (article.deck is not None), f"{day.day} {day:%B %Y}{clock}")
    return "\n\n".join(parts)


def fields(article: Article) -> dict[str, str | None]:
    deck = next((text for role, text in blocks(article) if role == "deck"), None)
    return {
        "title": article.title,
        "subtitle": deck,
        "date_publish": article.published,
        "maintext": story(article),
    }


def write_txt(folder: Path, articles: list[Article]) -> None:
    for article in articles:
        (folder / article.path).write_bytes((SEEDS / article.path).read_bytes())


def write_html(folder: Path, articles: list[Article]) -> None:
    for article in articles:
        (folder / f"{article.id}.html").write_text(page(article), encoding="utf-8")


def write_html_gz(folder: Path, articles: list[Article]) -> None:
    for article in articles:
        (folder / f"{article.id}.htm.gz").write_bytes(gzip.compress(page(article).encode("utf-16")))


def write_md(folder: Path, articles: list[Article]) -> None:
    for article in articles:
        (folder / f"{article.id}.md").write_text(markdown(article), encoding="utf-8")


def write_json(folder: Path, articles: list[Article]) -> None:
    for article in articles:
        (folder / f"{article.id}.json").write_text(json.dumps(fields(article)), encoding="utf-8")


def write_json_list(folder: Path, articles: list[Article]) -> None:
    rows = {"articles": [fields(article) for article in articles]}
    (folder / "news.json").write_text(
        json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def write_jsonl(folder: Path, articles: list[Article]) -> None:
    lines = (json.dumps(fields(article)) + "\n" for article in articles)
    (folder / "news.jsonl").write_text("".join(lines), encoding="utf-8")


def write_csv(folder: Path, articles: list[Article]) -> None:
    rows = [fields(article) for article in articles]
    with (folder / "news.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def write_rss(folder: Path, articles: list[Article]) -> None:
    items = []
    for article in articles:
        date = ""
        if article.published:
            day = datetime.fromisoformat(article.published)
            date = f"<pubDate>{format_datetime(day)}</pubDate>"
        content = html.escape(as_html(article, whole=False))
        title = f"<title>{html.escape(article.title or '')}</title>"
        items.append(f"<item>{title}{date}<content:encoded>{content}</content:encoded></item>")
    (folder / "news.rss").write_text(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example News</title>'
        f"{''.join(items)}</channel></rss>",
        encoding="utf-8",
    )


WRITERS: dict[str, Callable[[Path, list[Article]], None]] = {
    "txt": write_txt, "html": write_html, "html in gzip": write_html_gz, "md": write_md, "json": write_json,
    "json list": write_json_list, "jsonl": write_jsonl, "csv": write_csv, "rss": write_rss,
}  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    return [item for item in read_sources([SEEDS]) if isinstance(item, Article)]


@pytest.fixture(scope="module")
def facts(seeds: list[Article]) -> list[ArticleRecord]:
    return [record_as(article, article) for article in seeds]


def record_as(article: Article, seed: Article) -> ArticleRecord:
    """The article's record, under the name of a seed, and with nothing in it of what kind of file it was."""
    named = replace(seed, text=article.text, published=article.published, language=article.language)
    paragraphs = tuple(
        replace(p, id=f"{seed.id}-p{p.start}", article_id=seed.id) for p in article.paragraphs
    )
    return analyse(replace(named, paragraphs=paragraphs))


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_articles_text_and_facts_from_each(kind, tmp_path, seeds, facts):
    WRITERS[kind](tmp_path, seeds)
    read = [item for item in read_sources([tmp_path]) if isinstance(item, Article)]
    assert len(read) == len(seeds)
    for article, seed, record in zip(read, seeds, facts, strict=True):
        assert blocks(article) == blocks(seed)
        assert (article.title, article.deck) == (seed.title, seed.deck)
        assert article.published == seed.published
        assert article.dateline_place == seed.dateline_place
        assert (article.published_evidence == "unknown") == (seed.published is None)
        assert record_as(article, seed) == record


def test_a_folder_with_all_of_them_gives_each_once(tmp_path, seeds):
    for number, write in enumerate(WRITERS.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        write(folder, seeds)
    read = list(read_sources([tmp_path]))
    assert len(read) == len(WRITERS) * len(seeds)
    assert len({item.id for item in read if isinstance(item, Article)}) == len(read)
