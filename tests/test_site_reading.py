"""Who may read what, and pages that agree with each other: what every page of our own has in common."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import close, site_of
from datasette.app import Datasette
from test_site import Page

from dateline.website import DESCRIBED

# a page, and a table or view it is made of
MADE_OF = (
    ("/-/timeline", "incidents"), ("/-/timeline", "entities"), ("/-/timeline.csv", "timeline"),
    ("/-/timeline.csv", "sentences"), ("/-/map", "entities"), ("/-/network", "ties"),
    ("/-/network.json", "parties"),
    ("/-/entity/khalifa-haftar", "sentences"), ("/-/entity/khalifa-haftar.json", "positions"),
    ("/-/article/000_3b096096091a3e06", "sentences"), ("/-/article/000_3b096096091a3e06.json", "quotes"),
    ("/-/article/000_3b096096091a3e06.tml", "texts"), ("/-/incidents.geojson", "sentences"),
    ("/-/search?q=a", "texts"),
)  # fmt: skip


@pytest.fixture
def own_site(tmp_path: Path, seeds_database: Path) -> Iterator[Datasette]:
    """A site of the seeds whose settings a test may change."""
    site = site_of(tmp_path / "site", seeds_database)
    yield site
    close(site)


@pytest.mark.parametrize(("path", "table"), MADE_OF)
async def test_who_may_not_see_a_table_sees_no_page_of_it(
    own_site: Datasette, path: str, table: str
) -> None:
    """Closing a table or view closes every page and file that is made of it."""
    await own_site.invoke_startup()
    own_site._metadata_local["databases"][DESCRIBED]["tables"][table]["allow"] = False
    assert (await own_site.client.get(path)).status_code == 403


async def test_links_to_the_table_need_no_sql(tmp_path: Path, seeds_database: Path) -> None:
    """On a public site, where readers may not write SQL, the pictures lead to the rows they count."""
    site = site_of(tmp_path / "site", seeds_database, settings={"default_allow_sql": False})
    numbers = []
    for path in ("/-/timeline?entity=khalifa-haftar&from=2016", "/-/map?type=CONSULT"):
        html = (await site.client.get(path)).text
        links = [link.replace("&amp;", "&") for link in Page(html).links if "_filters=" in link]
        assert links, path
        for link in links:
            response = await site.client.get(link.replace("/incidents?", "/incidents.json?"))
            assert response.status_code == 200, (path, link)
            numbers.append(response.json()["filtered_table_rows_count"])
    drawn = (await site.client.get("/-/timeline.json?entity=khalifa-haftar&from=2016")).json()
    assert drawn["drawn"] in numbers
    close(site)


async def test_the_parts_of_a_picture_are_found_in_the_table(seeds_site: Datasette) -> None:
    """Those with a date and those without are all of them."""

    async def count(query: str) -> int:
        response = await seeds_site.client.get(f"/dateline/incidents.json?{query}")
        return int(response.json()["filtered_table_rows_count"])

    filters = "_filters=entity%3Dkhalifa-haftar"
    parts = [await count(f"{filters}&_only={only}") for only in ("dated", "undated")]
    assert min(parts) > 0
    assert sum(parts) == await count(filters)
    for bad in ("_only=x", "_filters=from%3Dx"):
        response = await seeds_site.client.get(f"/dateline/incidents?{bad}")
        assert response.status_code == 400


async def test_downloads_take_names_as_the_pictures_do(seeds_site: Datasette) -> None:
    """A name stands for its entity; what nobody is called is said, and no empty file."""
    for path in ("/-/incidents.geojson", "/-/incidents.ics", "/-/ties.gexf"):
        by_id = await seeds_site.client.get(f"{path}?entity=khalifa-haftar")
        by_name = await seeds_site.client.get(f"{path}?entity=Khalifa+Haftar")
        assert by_id.status_code == by_name.status_code == 200
        assert by_id.content == by_name.content
        nobody = await seeds_site.client.get(f"{path}?entity=Nobody+Here")
        assert nobody.status_code == 400
        assert "Nobody Here" in nobody.text


async def test_a_period_that_ends_before_it_begins_is_refused(seeds_site: Datasette) -> None:
    """It would match nothing, and the page would say something untrue of it."""
    for path in ("/-/timeline", "/-/map", "/-/network", "/-/incidents.ics"):
        response = await seeds_site.client.get(f"{path}?from=2017&to=2016")
        assert response.status_code == 400
        assert "after" in response.text
        assert (await seeds_site.client.get(f"{path}?from=2016&to=2016-06")).status_code == 200


async def test_the_network_counts_facts_with_any_filter(seeds_site: Datasette) -> None:
    """A filter that leaves nothing out changes no status; plans are drawn when they are asked for."""

    async def types(query: str) -> set[tuple[str, str, str]]:
        edges = (await seeds_site.client.get(f"/-/network.json?{query}")).json()["edges"]
        return {(edge["source"], edge["target"], edge["type"]) for edge in edges}

    told = await types("entity=khalifa-haftar")
    planned = await types("entity=khalifa-haftar&status=planned&status=conditional")
    assert told == await types("entity=khalifa-haftar&status=asserted")
    assert planned - told


async def test_the_database_page_offers_no_temporary_tables(seeds_site: Datasette) -> None:
    """The search's own vocabulary is a temporary table, which is nobody's business."""
    assert "attached to this connection" not in (await seeds_site.client.get("/dateline")).text


async def test_a_database_of_another_program_is_told(tmp_path: Path) -> None:
    """Its pages say what is missing and what to do, instead of an error of SQLite's."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("create table incidents (id text primary key)")
    site = site_of(tmp_path / "site", tmp_path / "other.db")
    for path in ("/-/timeline", "/-/entity/x", "/-/article/x", "/-/incidents.ics"):
        response = await site.client.get(path)
        assert response.status_code == 503, path
        assert "Build it anew" in response.text
    close(site)


async def test_the_front_page_is_kept_for_those_who_come_without_a_name(
    tmp_path: Path, seeds_database: Path
) -> None:
    """Of a database that cannot change it is made once for each host; a reader with cookies has it made anew."""
    site = site_of(tmp_path / "site", seeds_database)
    await site.invoke_startup()
    for name in (DESCRIBED, "basemap"):
        site.databases[name].is_mutable = False
    first = await site.client.get("/", headers={"host": "news.example"})
    assert first.status_code == 200
    site._permission_checks.clear()
    again = await site.client.get("/", headers={"host": "news.example"})
    assert (again.text, again.headers["content-security-policy"]) == (
        first.text,
        first.headers["content-security-policy"],
    )
    assert not site._permission_checks
    other = await site.client.get("/", headers={"host": "other.example"})
    assert "other.example" in other.text
    assert "news.example" not in other.text
    site._permission_checks.clear()
    await site.client.get("/", cookies={"ds_actor": "x"}, headers={"host": "news.example"})
    assert site._permission_checks
    close(site)
