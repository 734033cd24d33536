"""The pages: each answers, is safe whatever an article holds, and loads nothing from elsewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import close, rows_of, site_of
from datasette.app import Datasette
from datasette.utils import tilde_encode

from dateline.schema import described

ROOT = Path(__file__).parent.parent
METADATA = yaml.safe_load(ROOT.joinpath("metadata.yml").read_text("utf-8"))
TABLES = {
    name: table
    for name, table in METADATA["databases"]["dateline"]["tables"].items()
    if not table.get("hidden")
}
QUERIES: dict[str, Any] = METADATA["databases"]["dateline"]["queries"]
SEARCHABLE = ("articles", "texts", "entities", "events")
FIRST = "000_3b096096091a3e06"


def pages_of(site: Datasette) -> list[str]:
    """The address of every kind of page: listings, a row of each table, questions, articles."""
    pages = ["/", "/dateline", "/-/metadata", "/dateline?sql=select+*+from+articles"]
    for table in TABLES:
        pages.append(f"/dateline/{table}")
        columns = rows_of(
            site, f"select name from pragma_table_info('{table}') where pk order by pk"
        )
        keys = ", ".join(f'"{name}"' for (name,) in columns)
        for row in rows_of(site, f"select {keys} from {table} limit 1") if keys else ():
            pages.append(f"/dateline/{table}/{','.join(tilde_encode(str(key)) for key in row)}")
    pages += [f"/dateline/{query}" for query in QUERIES]
    pages += [f"/dateline/{table}?_search=alert" for table in SEARCHABLE]
    pages += [
        f"/-/article/{tilde_encode(key)}" for (key,) in rows_of(site, "select id from articles")
    ]
    for kind, table in (("entity", "entities"), ("incident", "incidents")):
        keys = rows_of(site, f"select id from {table} order by id limit 25")
        pages += [f"/-/{kind}/{tilde_encode(key)}" for (key,) in keys]
    pages += ["/-/search", "/-/search?q=alert", "/-/search?q=Putim"]
    return pages


class Page(HTMLParser):
    """What the tests ask of a page: its ids, links, what it loads, and the text of each paragraph."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: set[str] = set()
        self.notes: list[str] = []
        self.open_links = self.deepest_link = 0
        self.language: str | None = None
        self.paragraphs: dict[int, str] = {}
        self._paragraph: tuple[int, str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang")
        if tag == "a":
            self.links.append(given.get("href", ""))
            self.open_links += 1
            self.deepest_link = max(self.deepest_link, self.open_links)
            self.notes += [given["data-note"]] if "data-note" in given else []
        if tag in ("script", "img", "iframe", "source", "embed") and "src" in given:
            self.loads.append(given["src"])
        if (tag == "link" and given.get("rel") != "alternate") or tag == "form":
            self.loads.append(given.get("href") or given.get("action") or "")
        if "data-start" in given:
            self._paragraph = int(given["data-start"]), tag
            self.paragraphs[int(given["data-start"])] = ""

    def handle_endtag(self, tag: str) -> None:
        self.open_links -= tag == "a"
        if self._paragraph and tag == self._paragraph[1]:
            self._paragraph = None

    def handle_data(self, data: str) -> None:
        if self._paragraph:
            self.paragraphs[self._paragraph[0]] += data


# ---------------------------------------------------------------- every page


async def test_every_page_answers_and_loads_nothing_from_elsewhere(site: Datasette) -> None:
    """No page fails, lets an article's HTML through, or refers to another host."""
    for path in pages_of(site):
        response = await site.client.get(path)
        assert response.status_code == 200, f"{path}: {response.text[:300]}"
        assert response.headers["content-type"].startswith("text/html"), path
        for attack in ("<script>alert", "<img src=x", "<b>nobody", 'href="javascript'):
            assert attack not in response.text.lower(), f"{path}: {attack}"
        assert 'class="message-error"' not in response.text, path
        assert "facets timed out" not in response.text, path
        page = Page(response.text)
        assert page.language == "en", path
        assert not [link for link in page.loads if re.match(r"\s*([a-z]+:|//)", link)], path
        assert not [link for link in page.links if re.match(r"\s*(javascript|data):", link)], path
        assert "content-security-policy" in response.headers, path


@pytest.mark.parametrize("ending", ["json", "csv"])
async def test_everything_can_be_downloaded(site: Datasette, ending: str) -> None:
    """Each table, view and question gives JSON and CSV, with the security headers."""
    for name in (*TABLES, *QUERIES):
        response = await site.client.get(f"/dateline/{name}.{ending}")
        assert response.status_code == 200, f"{name}: {response.text[:300]}"
        assert not response.headers["content-type"].startswith("text/html"), name
        assert response.headers["x-content-type-options"] == "nosniff"
        if ending == "json":
            assert not response.json()["truncated"], name


@pytest.mark.parametrize(
    "path", ["/-/article/nothing", "/static/site.css", "/dateline/nothing", "/-/no"]
)
async def test_every_response_has_the_security_headers(seeds_site: Datasette, path: str) -> None:
    """Files and errors have them too, once each."""
    headers = (await seeds_site.client.get(path)).headers
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert len(headers.get_list(name)) == 1, name
    assert "default-src 'self'" in headers["content-security-policy"]


def test_our_own_files_load_nothing_from_elsewhere() -> None:
    """No style or script of ours names another host."""
    for path in ROOT.joinpath("static").iterdir():
        assert not re.search(r"https?:|@import|url\(", path.read_text("utf-8")), path.name


# ---------------------------------------------------------------- what the pages say


async def test_every_column_is_described(seeds_site: Datasette) -> None:
    """The metadata describe each table, view and column of the database, and none that is not there."""
    listed = (await seeds_site.client.get("/-/metadata.json")).json()["databases"]["dateline"][
        "tables"
    ]
    names = {name for name, table in listed.items() if not table.get("hidden")}
    assert names == set(described())
    for name in names:
        columns = {
            r["name"] for r in rows_of(seeds_site, f"select name from pragma_table_info('{name}')")
        }
        assert listed[name]["description"]
        assert set(listed[name]["columns"]) == columns, name
        assert all(listed[name]["columns"].values()), name


async def test_metadata_name_only_columns_that_are_there(seeds_site: Datasette) -> None:
    """Labels, sorts and facets are columns of their table, and a table's facets are indexed."""
    for name, table in TABLES.items():
        assert "units" not in table  # an unknown unit fails the page
        info = rows_of(seeds_site, f"select name from pragma_table_info('{name}')")
        columns = {row["name"] for row in info}
        facets = [facet for facet in table.get("facets", []) if isinstance(facet, str)]
        used = [table.get(key) for key in ("label_column", "sort", "sort_desc")] + facets
        assert {column for column in used if column} <= columns, name
        indexes = rows_of(
            seeds_site,
            f"select info.name from pragma_index_list('{name}') as list, pragma_index_info(list.name) as info",
        )
        if name not in ("timeline", "event_list"):
            assert set(facets) <= {row["name"] for row in indexes}, name
        page = (await seeds_site.client.get(f"/dateline/{name}.json")).json()
        shown = {facet_name(facet) for facet in table.get("facets", [])}
        assert set(page["facet_results"]) == shown, name
        for facet in page["facet_results"].values():
            path = facet["results"][0]["toggle_url"] if facet["results"] else f"/dateline/{name}"
            path = path.replace("http://localhost", "").replace(f"{name}.json", name)
            assert (await seeds_site.client.get(path)).status_code == 200, path


def facet_name(facet: str | dict[str, str]) -> str:
    """What a facet of metadata.yml is called on its page."""
    if isinstance(facet, str):
        return facet
    ((kind, column),) = facet.items()
    if kind == "party":
        return "who takes part"
    return column if column == "year" else f"{column} by year"


def test_settings_work_together() -> None:
    """A facet limit above the SQL limit would be ignored without a word."""
    settings = json.loads(ROOT.joinpath("settings.json").read_text("utf-8"))
    assert settings["facet_time_limit_ms"] <= settings["sql_time_limit_ms"]
    assert settings["suggest_facets"] is False


async def test_front_page_leads_to_every_question(seeds_site: Datasette) -> None:
    """It counts what is there, and lists each question by its title."""
    html = (await seeds_site.client.get("/")).text
    assert "<strong>5</strong> articles" in html
    assert set(Page(html).links) >= {f"/dateline/{name}" for name in QUERIES}


# ---------------------------------------------------------------- searches


@pytest.mark.parametrize(
    ("table", "words", "key", "found"),
    [
        ("entities", "Qaddafi", "id", "muammar-gaddafi"),
        ("articles", "Tobruk", "id", FIRST),
        ("texts", "Tobruk", "article_id", FIRST),
        ("events", "Lavrov praised", "id", f"{FIRST}-e1055"),
    ],
)
async def test_search_boxes_find(
    seeds_site: Datasette, table: str, words: str, key: str, found: str
) -> None:
    """Each box is there and finds by the words of another column, table or spelling."""
    assert 'name="_search"' in (await seeds_site.client.get(f"/dateline/{table}")).text
    response = await seeds_site.client.get(
        f"/dateline/{table}.json", params={"_search": words, "_shape": "objects"}
    )
    assert found in [row[key] for row in response.json()["rows"]]


@pytest.mark.parametrize("words", ['"', "'", "*", "AND (", "-", "a:b", '""', "%", "⟦", "\u202e"])
async def test_no_words_break_a_search(seeds_site: Datasette, words: str) -> None:
    """What the query language of the index would refuse is searched for, not obeyed."""
    for table in SEARCHABLE:
        response = await seeds_site.client.get(f"/dateline/{table}", params={"_search": words})
        assert response.status_code == 200, table
    response = await seeds_site.client.get("/dateline/search", params={"words": words})
    assert response.status_code == 200
    assert "message-error" not in response.text


async def test_a_snippet_is_escaped_before_it_is_marked(hostile_site: Datasette) -> None:
    """The words found are marked; the article's own HTML is shown, not used."""
    html = (await hostile_site.client.get("/dateline/search?words=alert")).text
    assert "<mark>alert</mark>" in html
    assert "&lt;script&gt;<mark>alert</mark>" in html


# ---------------------------------------------------------------- links


async def test_ids_lead_to_rows_and_places(seeds_site: Datasette) -> None:
    """In views and questions an id leads to its row, and to its place in the article."""
    for path in ("/dateline/timeline", "/dateline/relative_dates", "/dateline/spellings"):
        links = set(Page((await seeds_site.client.get(path)).text).links)
        rows = [
            link for link in links if re.match(r"/dateline/(events|entities|time_exp\w+)/", link)
        ]
        assert rows, path
        for link in rows[:3]:
            assert (await seeds_site.client.get(link)).status_code == 200, link
    links = Page((await seeds_site.client.get("/dateline/relative_dates")).text).links
    assert f"/-/article/{FIRST}#t540" in links


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/dateline/entities", "/-/entity/khalifa-haftar"),
        ("/dateline/aliases", "/-/entity/khalifa-haftar"),  # a foreign key with a name
        ("/dateline/incidents", f"/-/incident/{FIRST}-i958"),
        ("/dateline/timeline", f"/-/incident/{FIRST}-i958"),
        ("/dateline/event_list", f"/-/incident/{FIRST}-i958"),
        ("/dateline/entities/moscow", "/-/entity/moscow"),
    ],
)
async def test_rows_lead_to_pages(seeds_site: Datasette, path: str, leads_to: str) -> None:
    """Where an entity or an incident stands in a table, its page is one step away."""
    page = Page((await seeds_site.client.get(path, params={"_size": "max"})).text)
    assert leads_to in page.links


@pytest.mark.parametrize(
    "table", ["sentences", "paragraphs", "mentions", "positions", "participants"]
)
async def test_rows_with_a_span_lead_to_it(seeds_site: Datasette, table: str) -> None:
    """Each row's offset has a link to a place that the article's page has."""
    html = (await seeds_site.client.get(f"/dateline/{table}?_size=3")).text
    places = [link for link in Page(html).links if link.startswith("/-/article/") and "#" in link]
    assert len(places) >= 3
    for link in places:
        path, _, place = link.partition("#")
        assert place in Page((await seeds_site.client.get(path)).text).ids, link


@pytest.mark.parametrize(
    ("value", "linked"),
    [
        ("https://example.org/a?b=c&d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("https://example.org/\"onmouseover='x", True),
        ("see https://example.org", False),
        ("//example.org", False),
    ],
)
async def test_only_whole_addresses_become_links(
    seeds_site: Datasette, value: str, linked: bool
) -> None:
    """An http or https address is a link that gives nothing away; any other text is not."""
    response = await seeds_site.client.get(
        "/dateline", params={"sql": "select :v as v", "v": value}
    )
    cell = re.search(r'<td class="col-v">(.*?)</td>', response.text, re.DOTALL)
    assert cell
    assert ("<a " in cell[1]) == linked
    assert ('rel="nofollow noopener"' in cell[1]) == linked


# ---------------------------------------------------------------- under another path


async def test_pages_work_below_a_path(tmp_path: Path, seeds_database: Path) -> None:
    """With base_url set, every link and file of the article's page is below it."""
    site = site_of(tmp_path / "site", seeds_database, settings={"base_url": "/data/"})
    try:
        for path in (
            f"/-/article/{FIRST}",
            "/-/entity/khalifa-haftar",
            f"/-/incident/{FIRST}-i958",
            "/-/search?q=Moscow",
            "/",
            "/dateline/timeline",
        ):
            page = Page((await site.client.get(path)).text)
            inside = [*page.loads, *page.links]
            wrong = [link for link in inside if link[:1] == "/" and not link.startswith("/data/")]
            assert not wrong, path
    finally:
        close(site)
