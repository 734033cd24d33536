"""What several test files share: the seeds built once, and small articles made from a line of text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_db import build
from dateline.analysis import analyse
from dateline.model import Article, ArticleRecord, Paragraph

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --update-golden, which writes tests/golden/ anew."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


@pytest.fixture(scope="session")
def seeds_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the five seeds, built once a session."""
    database = tmp_path_factory.mktemp("seeds") / "dateline.db"
    build([SEEDS], database)
    return database


@pytest.fixture
def db(seeds_database: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the seeds' database that can only read."""
    connection = sqlite3.connect(f"file:{seeds_database}?mode=ro", uri=True)
    yield connection
    connection.close()


def article_of(text: str, published: str | None = None, title: str | None = None) -> Article:
    """An article of these paragraphs (split at newlines), the first its title if one is given."""
    parts = [(title, "title")] if title else []
    parts += [(line, "body") for line in text.split("\n")]
    whole = "\n\n".join(part for part, _ in parts)
    paragraphs, start = [], 0
    for number, (part, role) in enumerate(parts, start=1):
        paragraphs.append(
            Paragraph(
                id=f"a-p{start}",
                article_id="a",
                number=number,
                role="title" if role == "title" else "body",
                start=start,
                end=start + len(part),
            )
        )
        start += len(part) + 2
    return Article(
        id="a", path="a.txt", kind="txt", bytes=len(whole), sha256="0" * 64, encoding="utf-8",
        encoding_evidence="utf-8", title=title, deck=None, byline=None, publisher=None, url=None,
        language="en", dateline_place=None, published=published,
        published_evidence="front-matter" if published else "unknown", published_raw=None,
        published_earliest=published, published_latest=published, published_reason="",
        word_count=len(whole.split()), text=whole, paragraphs=tuple(paragraphs), dropped_lines=(),
    )  # fmt: skip


def record_of(text: str, published: str | None = None, title: str | None = None) -> ArticleRecord:
    """The record of a text."""
    return analyse(article_of(text, published, title))
