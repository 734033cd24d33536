"""The pages as a reader meets them: in a browser, by keyboard, on a phone, in the dark, under attack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Watched, chromium, needs_browser, served
from conftest import HOSTILE
from playwright.sync_api import Browser, expect

from dateline.build import build

pytestmark = needs_browser()

OWN = (
    "/", "/-/search?q=Haftar", "/-/search?q=", "/-/entity/khalifa-haftar", "/-/entity/moscow",
    "/-/timeline", "/-/timeline?entity=khalifa-haftar&status=asserted&from=2016", "/-/map", "/-/network",
    "/-/network?entity=khalifa-haftar", "/-/downloads",
)  # fmt: skip
DATASETTE = (
    "/dateline", "/dateline/timeline", "/dateline/incidents?_facet=type&_facet=year", "/dateline/articles",
    "/dateline/entities/khalifa-haftar", "/dateline/person_timeline?name=Haftar",
)  # fmt: skip
PHONE = {"width": 360, "height": 740}
SEVERE = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, seeds_database: Path) -> Iterator[str]:
    """The site of the seeds."""
    with served(tmp_path_factory.mktemp("browsed") / "site", seeds_database) as found:
        yield found


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of an article that attacks it, with a sentence of 5,000 words and 2,000 names."""
    folder = tmp_path_factory.mktemp("attacked")
    names = [f"John Smith{n}" for n in range(2_000)]
    sentence = " and ".join(["he met us"] * 1_250)  # 5,000 words
    articles = folder / "articles"
    articles.mkdir()
    lists = "\n\n".join(f"{', '.join(names[n : n + 500])} met." for n in range(0, 2_000, 500))
    articles.joinpath("attack.txt").write_text(f"{HOSTILE}\n\n{sentence}.\n\n{lists}\n", "utf-8")
    build([articles], folder / "dateline.db", use_cache=False)
    with served(folder / "site", folder / "dateline.db") as found:
        yield found


def paths_of(site: str, browser: Browser) -> list[str]:
    """The first article and the best-told incident of a site."""
    watched = Watched(browser, site)
    page = watched.open("/")
    rows = page.evaluate(
        "async () => [(await (await fetch('/dateline/articles.json?_shape=array')).json())[0].id,"
        " (await (await fetch('/dateline/incidents.json?_shape=array&_sort_desc=source_count')).json())[0].id]"
    )
    watched.context.close()
    return [f"/-/article/{rows[0]}", f"/-/incident/{rows[1]}"]


def severe(page: Any) -> list[str]:
    """What axe finds seriously wrong with a page: its rule and the first place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['help']} ({v['nodes'][0]['html'][:160]})"
        for v in found
        if v["impact"] in SEVERE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_keeps_to_itself(
    browser: Browser, address: str, scheme: Any
) -> None:
    """No serious finding of axe, no request to another host, no violation of the content policy."""
    wrong: dict[str, Any] = {}
    for path in (*OWN, *DATASETTE, *paths_of(address, browser)):
        watched = Watched(browser, address, color_scheme=scheme)
        page = watched.open(path)
        if found := severe(page) + watched.elsewhere + watched.complaints:
            wrong[path] = found
        watched.context.close()
    assert wrong == {}


def test_own_pages_fit_a_phone(browser: Browser, address: str) -> None:
    """Nothing is wider than a screen of 360 pixels; what must be wide scrolls in its own box."""
    wide = {}
    for path in (*OWN, *paths_of(address, browser)):
        watched = Watched(browser, address, viewport=PHONE)
        width = watched.open(path).evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[path] = width
        watched.context.close()
    assert wide == {}


def test_from_search_to_person_to_incident_to_sentence(browser: Browser, address: str) -> None:
    """The journey of a reader, at the end of which the very words are in sight and marked."""
    watched = Watched(browser, address)
    page = watched.open("/")
    page.get_by_role("searchbox").first.fill("Haftar")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Khalifa Haftar").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Haftar")
    page.locator("main a[href*='/-/incident/']").first.click()
    expect(page).to_have_url(re.compile("/-/incident/"))
    page.locator("main a[href*='/-/article/'][href*='#']").first.click()
    place = page.url.partition("#")[2]
    assert place
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    assert watched.elsewhere == [] and watched.complaints == []
    watched.context.close()


def test_the_same_journey_by_keyboard(browser: Browser, address: str) -> None:
    """Tab and Enter lead from the front page into an article."""
    watched = Watched(browser, address)
    page = watched.open("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Skip")
    page.keyboard.press("Enter")
    _tab_to(page, "input[type=search]")
    page.keyboard.type("Haftar")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=Haftar" in url)
    _tab_to(page, "main a[href*='/-/entity/']")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/-/entity/" in url)
    _tab_to(page, "main a[href*='/-/incident/']")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/-/incident/" in url)
    watched.context.close()


def _tab_to(page: Any, selector: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no {selector} is reached by Tab on {page.url}")


@pytest.mark.parametrize("path", ["/-/timeline", "/-/map", "/-/network"])
def test_filters_survive_reload_and_back(browser: Browser, address: str, path: str) -> None:
    """The address holds the filters, so they stay when it is loaded again, and go when it is left."""
    watched = Watched(browser, address)
    page = watched.open(f"{path}?type=CONSULT&from=2016")
    assert page.locator("main").inner_text().count("CONSULT")
    count = page.locator("main table").first.locator("tbody tr").count()
    page.reload()
    assert page.locator("main table").first.locator("tbody tr").count() == count
    page.goto(f"{address}{path}")
    page.go_back()
    assert "type=CONSULT" in page.url and "from=2016" in page.url
    assert page.locator("main table").first.locator("tbody tr").count() == count
    assert watched.complaints == []
    watched.context.close()


@pytest.mark.parametrize("path", OWN)
def test_reading_needs_no_script(browser: Browser, address: str, path: str) -> None:
    """Every page says what it has to say without JavaScript."""
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.open(path)
    assert page.get_by_role("heading", level=1).count() == 1
    assert len(page.locator("main").inner_text()) > 100
    watched.context.close()


def test_a_hostile_article_is_shown_safely(browser: Browser, attacked: str) -> None:
    """Its scripts do not run, its text turns nothing around, and its length breaks no page."""
    for path in (
        *paths_of(attacked, browser),
        "/",
        "/-/search?q=script",
        "/-/timeline",
        "/-/network",
    ):
        watched = Watched(browser, attacked, viewport=PHONE)
        page = watched.open(path)
        assert watched.complaints == [] and watched.elsewhere == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert page.locator("main script, main img").count() == 0, path
        watched.context.close()
