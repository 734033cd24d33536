"""Several databases on one site, under any names, and what a person says of her site over what Dateline says."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SEEDS, close
from datasette.app import Datasette
from test_site import QUERIES, TABLES, Page

from dateline.build import build
from dateline.commands.serve import find_databases, metadata_beside, site_of
from dateline.errors import BadMetadata, BadSource

NOVEMBER, DECEMBER = "2016-11", "2016.12 & more"
# as addresses have them
AT = {NOVEMBER: "/2016-11", DECEMBER: "/2016~2E12+~26+more"}
FIRST = {NOVEMBER: "000_3b096096091a3e06", DECEMBER: "003_cc0142905d58663d"}
HERS = """
title: The road to Tobruk
description: Gathered by <b>hand</b>.
license: ask us
databases:
  2016-11:
    tables:
      authors: {allow: false}
    queries:
      mine: select 1
"""


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory, seeds_database: Path) -> list[Path]:
    """The seeds, and one of their articles under a name that needs care."""
    folder = tmp_path_factory.mktemp("several")
    folder.joinpath(f"{NOVEMBER}.db").write_bytes(seeds_database.read_bytes())
    build([SEEDS / f"{FIRST[DECEMBER]}.txt"], folder / f"{DECEMBER}.db", use_cache=False)
    folder.joinpath("metadata.yml").write_text(HERS, "utf-8")
    sqlite3.connect(folder / "other.db").close()
    return find_databases([folder])


@pytest.fixture(scope="module")
def several(databases: list[Path]) -> Iterator[Datasette]:
    """The site of both."""
    site = site_of(databases, metadata_beside(databases))
    yield site
    close(site)


def test_a_folder_stands_for_its_databases(databases: list[Path]) -> None:
    """Those that Dateline built, in the order of their names; dateline.db alone where there is one."""
    assert [file.stem for file in databases] == [NOVEMBER, DECEMBER]


@pytest.mark.parametrize("name", AT)
async def test_pages_of_one_lead_to_pages_of_that_one(several: Datasette, name: str) -> None:
    """Every link of every page answers, and none leads to another database or asks which is meant."""
    at, here = AT[name], AT[name] + "/-"
    pages = [at, *(f"{at}/{table}" for table in TABLES if table != "authors")]
    pages += [
        f"{here}/{page}" for page in ("timeline", "map", "network", "search?q=a", "downloads")
    ]
    pages += [f"{here}/article/{FIRST[name]}", f"{here}/entity/khalifa-haftar"]
    incidents = await several.client.get(f"{at}/incidents.json?_shape=array&_size=3")
    pages += [f"{here}/incident/{row['id']}" for row in incidents.json()]
    followed = {"/"}
    for path in pages:
        response = await several.client.get(path)
        assert response.status_code == 200, (path, response.text[:300])
        page = Page(response.text)
        links = {link.partition("#")[0] for link in page.links + page.loads if link.startswith("/")}
        for link in sorted(links):
            if re.match(r"/(static|-/static|-/static-plugins|-/tiles|llms)", link):
                continue
            assert link == "/" or re.match(re.escape(at) + r"([/.?]|$)", link), (path, link)
            kind = re.sub(r"\?.*", "", link).removeprefix(at)
            kind = re.sub(r"^(/-/(article|incident|entity)/)[^.]*|^(/\w+/)[^.]*", r"\1\3", kind)
            if kind not in followed:  # one of each kind
                followed.add(kind)
                found = await several.client.get(link)
                assert found.status_code == 200, (path, link, found.text[:300])


@pytest.mark.parametrize("name", AT)
async def test_each_has_its_own_rows(several: Datasette, name: str) -> None:
    """What the pages of a database count is what is in it."""
    articles = (await several.client.get(f"{AT[name]}/articles.json?_shape=array")).json()
    assert len(articles) == {NOVEMBER: 5, DECEMBER: 1}[name]
    found = (await several.client.get(f"{AT[name]}/-/search.json?q=haftar")).json()
    assert {row["id"] for row in found["articles"]} <= {row["id"] for row in articles}
    drawn = (await several.client.get(f"{AT[name]}/-/timeline.json")).json()
    rows = (await several.client.get(f"{AT[name]}/incidents.json?_size=0")).json()
    assert drawn["drawn"] + drawn["undated"] == rows["filtered_table_rows_count"]
    feed = (await several.client.get(f"{AT[name]}/-/incidents.atom")).text
    assert f'"http://localhost{AT[name]}/-/timeline"' in feed


@pytest.mark.parametrize("name", AT)
async def test_each_has_every_question_facet_and_description(several: Datasette, name: str) -> None:
    """Nothing has to be copied into her metadata.yml for them."""
    for question in QUERIES:
        response = await several.client.get(f"{AT[name]}/{question}")
        assert response.status_code == 200, question
        assert QUERIES[question]["title"].replace("’", "") in response.text.replace("’", "")
        assert '<form class="question"' in response.text, question
    table = (await several.client.get(f"{AT[name]}/incidents")).text
    assert "What the columns hold" in table
    assert "who takes part" in table


async def test_an_address_that_names_none_of_them_asks_which(several: Datasette) -> None:
    """Pages of a single database offer the same page of each, with what was asked."""
    response = await several.client.get("/-/timeline?type=CONSULT")
    assert response.status_code == 300
    links = Page(response.text).links
    assert [f"{at}/-/timeline?type=CONSULT" for at in AT.values()] == [
        link for link in links if "type=" in link
    ]
    assert (await several.client.get("/-/article/x.tml")).status_code == 300
    assert (await several.client.get("/other/-/timeline")).status_code == 404
    assert (await several.client.get("/nothing/-/timeline")).status_code == 404


async def test_a_search_goes_through_all_of_them(several: Datasette) -> None:
    """How much each has, the best of it, and where the rest is; as JSON, the same."""
    html = (await several.client.get("/-/search?q=haftar")).text
    links = Page(html).links
    found = (await several.client.get("/-/search.json?q=haftar")).json()["found"]
    for name, at in AT.items():
        assert f"{at}/-/search?q=haftar" in links
        assert f"{at}/-/entity/khalifa-haftar" in links
        alone = (await several.client.get(f"{at}/-/search.json?q=haftar")).json()
        assert found[name]["counts"] == alone["counts"]
    for link in {link for link in links if link.startswith(tuple(AT.values()))}:
        assert (await several.client.get(link)).status_code == 200, link
    for asked in ("", "?q=", "?q=%22", "?q=zzzzzz"):
        assert (await several.client.get(f"/-/search{asked}")).status_code == 200
    assert (await several.client.get(f"/-/search?q={'a' * 1000}")).status_code == 400


async def test_the_front_page_shows_each(several: Datasette) -> None:
    """Numbers and ways into each database, and what she says of them all."""
    html = (await several.client.get("/")).text
    assert "The road to Tobruk" in html
    assert "Gathered by &lt;b&gt;hand&lt;/b&gt;." in html
    assert "Data license:" in html
    assert "ask us" in html
    assert "How to read it" in html
    links = Page(html).links
    for at in AT.values():
        assert {f"{at}/-/timeline", f"{at}/-/map", f"{at}/-/downloads", f"{at}/articles"} <= {
            *links
        }
    for link in {link for link in links if link.startswith("/") and "/-/" in link}:
        status = (await several.client.get(link)).status_code
        assert status == (200 if link.startswith(("/-/search", *AT.values())) else 300), link


async def test_what_she_writes_is_laid_over(several: Datasette) -> None:
    """She closes a table of one database and adds a question; the other has what it had."""
    assert (await several.client.get(f"{AT[NOVEMBER]}/authors")).status_code == 403
    assert (await several.client.get(f"{AT[DECEMBER]}/authors")).status_code == 200
    assert (await several.client.get(f"{AT[NOVEMBER]}/mine.json")).json()["rows"] == [[1]]
    assert (await several.client.get("/basemap")).status_code == 403


async def test_crawlers_and_models_are_told_of_each(several: Datasette) -> None:
    """robots.txt closes the files of each, llms.txt names them."""
    robots = (await several.client.get("/robots.txt")).text
    for at in AT.values():
        assert f"Disallow: {at}.db" in robots
        assert f"Disallow: {at}/-/search" in robots
    assert "2016-11, 2016~2E12+~26+more" in (await several.client.get("/llms.txt")).text


async def test_one_database_of_another_name_is_as_dateline(databases: list[Path]) -> None:
    """Its pages are below /-/, and below /NAME/-/ too, so that addresses hold when another joins it."""
    site = site_of(databases[1:], {})
    front = await site.client.get("/")
    assert "What needs an eye" in front.text
    assert "/-/timeline" in Page(front.text).links
    for path in ("/-/timeline", f"{AT[DECEMBER]}/-/timeline", f"/-/article/{FIRST[DECEMBER]}"):
        assert (await site.client.get(path)).status_code == 200
    close(site)


async def test_a_closed_database_is_not_named(databases: list[Path]) -> None:
    """Neither where pages ask which is meant, nor on the front page, in the menu and for crawlers."""
    site = site_of(databases, {"databases": {NOVEMBER: {"allow": False}}})
    for path in ("/", "/-/timeline", "/-/search?q=haftar", "/robots.txt", "/llms.txt"):
        text = (await site.client.get(path)).text
        assert DECEMBER.partition(".")[0] in text
        assert f"/{NOVEMBER}" not in text, path
        assert f">{NOVEMBER}<" not in text, path
    assert (await site.client.get(f"{AT[NOVEMBER]}/-/timeline")).status_code == 403
    close(site)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gone.db", "no such file"),
        ("other.db", "did not build it"),
        ("empty", "there is no dateline.db"),
    ],
)
def test_what_cannot_be_served_says_why(databases: list[Path], name: str, says: str) -> None:
    """A file that is not there, one of another making, a folder without any; each with the cure."""
    folder = databases[0].parent
    folder.joinpath("empty").mkdir(exist_ok=True)
    with pytest.raises(BadSource, match=rf"{name}.*{says}.*(dateline build|datasette)"):
        find_databases([folder / name])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: a: b", r"metadata\.yml, line 1: .*quotation marks"),
        ("- title", "title: My articles"),
        ("databases: [a]", "dateline init"),
    ],
)
def test_metadata_that_cannot_be_used_says_why(tmp_path: Path, text: str, says: str) -> None:
    """With the file, the line where there is one, and the cure."""
    tmp_path.joinpath("metadata.yml").write_text(text, "utf-8")
    with pytest.raises(BadMetadata, match=says):
        metadata_beside([tmp_path / "dateline.db"])
