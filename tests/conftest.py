"""What several test files share: the seeds built once, and small articles made from a line of text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from dateline.analysis import analyse
from dateline.build import build
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


# ---------------------------------------------------------------- sites

HOSTILE = """---
title: <script>alert(1)</script> "Obama" meets Putin's 'guard' & others
publisher: '"><img src=x onerror=alert(2)>'
url: javascript:alert(3)
byline: <b>Nobody</b> </title></textarea>
published: 2017-01-16
---
Barack Obama met Vladimir Putin in Moscow last Wednesday. <script>alert(1)</script>

“I met him in <script>alert(1)</script> June,” said Vladimir \u202ePutin\u202c 🙂 in "Moscow" & Kiev.

The <img src=x onerror=alert(2)> Kremlin said on Friday that ⟦Russia⟧ will send troops to Syria.

Russia's troops attacked https://example.org/"onmouseover="alert(4) in Aleppo 🙂🙂 yesterday.
"""


def site_of(folder: Path, database: Path, **options: Any) -> Datasette:
    """The site as `datasette .` would serve it from a checkout that holds this database."""
    folder.mkdir()
    for name in ("metadata.yml", "settings.json", "plugins", "templates", "static"):
        folder.joinpath(name).symlink_to(ROOT / name)
    folder.joinpath("dateline.db").symlink_to(database)
    return Datasette(config_dir=folder, **options)


def close(site: Datasette) -> None:
    """Ends the site's threads and closes its databases."""
    for db in site.databases.values():
        db.close()
    site.executor.shutdown()


@pytest.fixture(scope="session")
def seeds_site(
    tmp_path_factory: pytest.TempPathFactory, seeds_database: Path
) -> Iterator[Datasette]:
    """The site of the five seeds."""
    site = site_of(tmp_path_factory.mktemp("seeds-site") / "site", seeds_database)
    yield site
    close(site)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    """The site of articles that attack it: in their text, their front matter and their file names."""
    folder = tmp_path_factory.mktemp("hostile")
    articles = folder / "articles"
    articles.mkdir()
    articles.joinpath("plain.txt").write_text(HOSTILE, "utf-8")
    articles.joinpath("über <b>#1?&'%2e.txt").write_text(HOSTILE.replace("Moscow", "Kyiv"), "utf-8")
    articles.joinpath("<script>alert(1)<.txt").write_bytes(b"\0\1\2\3" * 50)
    build([articles], folder / "dateline.db", use_cache=False)
    site = site_of(folder / "site", folder / "dateline.db")
    yield site
    close(site)


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    """The site of a folder without articles."""
    folder = tmp_path_factory.mktemp("empty")
    folder.joinpath("articles").mkdir()
    build([folder / "articles"], folder / "dateline.db", use_cache=False)
    site = site_of(folder / "site", folder / "dateline.db")
    yield site
    close(site)


@pytest.fixture(params=["seeds_site", "hostile_site", "empty_site"])
def site(request: pytest.FixtureRequest) -> Datasette:
    """Each of the three sites in turn."""
    found: Datasette = request.getfixturevalue(request.param)
    return found


def rows_of(site: Datasette, sql: str) -> list[sqlite3.Row]:
    """The rows that the site's database gives, read without Datasette."""
    path = site.get_database("dateline").path
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
