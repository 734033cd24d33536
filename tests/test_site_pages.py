"""The pages of entities, incidents and searches, and the front page: what they say and where they lead."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import rows_of
from datasette.app import Datasette
from datasette.utils import tilde_encode
from hypothesis import given
from hypothesis import strategies as st
from test_site import FIRST, Page

from dateline.site import front
from dateline.site.bars import MOST_BARS, bars_of
from dateline.site.entity import QUERIES as ENTITY_QUERIES
from dateline.site.incident import QUERIES as INCIDENT_QUERIES
from dateline.site.incident import cards_of, said_by
from dateline.site.search import FIRST as BEGIN
from dateline.site.search import LAST as END
from dateline.site.search import highlighted, pieces, words_of

ARRIVED = f"{FIRST}-i958"  # told by three articles
SEIZED = f"{FIRST}-i2188"  # dated differently by another


async def page_of(site: Datasette, path: str) -> tuple[str, Page]:
    response = await site.client.get(path)
    assert response.status_code == 200, f"{path}: {response.text[:300]}"
    return response.text, Page(response.text)


# ---------------------------------------------------------------- every entity, every incident


@pytest.mark.parametrize(
    ("kind", "table"), [("entity", "entities"), ("incident", "incidents"), ("article", "articles")]
)
async def test_every_page_has_one_heading_and_real_places(
    site: Datasette, kind: str, table: str
) -> None:
    """Each has one h1, ids that do not repeat, and links that lead to pages and places that are there."""
    seen: dict[str, Page] = {}
    for (key,) in rows_of(site, f"select id from {table} order by id limit 25"):
        html, page = await page_of(site, f"/-/{kind}/{tilde_encode(key)}")
        assert len(re.findall("<h1", html)) == 1, key
        assert len(page.ids) == len(set(page.ids)), key
        for link in page.links:
            path, _, place = link.partition("#")
            if not path.startswith("/-/article/") or not place:
                continue
            if path not in seen:
                seen[path] = (await page_of(site, path))[1]
            assert place in seen[path].ids, link


@pytest.mark.parametrize("kind", ["entity", "incident"])
async def test_pages_are_json_too(site: Datasette, kind: str) -> None:
    """The same address with .json gives the rows that the page is made of."""
    table = {"entity": "entities", "incident": "incidents"}[kind]
    for (key,) in rows_of(site, f"select id from {table} limit 3"):
        response = await site.client.get(f"/-/{kind}/{tilde_encode(key)}.json")
        assert response.status_code == 200
        assert response.json()[kind]["id"] == key


@pytest.mark.parametrize("kind", ["entity", "incident"])
async def test_what_is_not_there_is_not_found(seeds_site: Datasette, kind: str) -> None:
    """The page says so, and shows the id as text."""
    response = await seeds_site.client.get(f"/-/{kind}/~3Cscript~3Ealert(1)")
    assert response.status_code == 404
    assert f"There is no {kind} &lt;script&gt;" in response.text


# ---------------------------------------------------------------- an entity


async def test_an_entity_says_all_that_is_known(seeds_site: Datasette) -> None:
    """Names, why they are one, offices, incidents, ties and quotes, each with its way to the sentence."""
    html, page = await page_of(seeds_site, "/-/entity/khalifa-haftar")
    assert "the surname of the one Khalifa Haftar in the article" in html
    assert "we hope we will eliminate terrorism" in html
    links = set(page.links)
    assert "/-/timeline?entity=khalifa-haftar" in links
    assert "/-/timeline?entity=khalifa-haftar&entity=moscow&status=asserted" in links
    assert f"/-/incident/{ARRIVED}" in links
    assert "/-/entity/sergei-lavrov" in links


async def test_a_place_says_where_it_is_and_why(seeds_site: Datasette) -> None:
    """Coordinates with the reason, what happened there, what it stands for, and a way to the map."""
    html, page = await page_of(seeds_site, "/-/entity/moscow")
    assert "55.75° north" in html
    assert "How that is known" in html
    assert "Happened there" in html
    assert {"/-/entity/russia", "/-/map?place=moscow"} <= set(page.links)


# ---------------------------------------------------------------- an incident


async def test_sources_stand_side_by_side(seeds_site: Datasette) -> None:
    """One card an article, each with its own date and why it is the same; dates that fit are not a conflict."""
    html, page = await page_of(seeds_site, f"/-/incident/{ARRIVED}")
    assert html.count('class="card"') == 3
    assert "they fit together: they have days in common" in html
    assert "the most recent Sunday up to the article of Monday 28 November 2016" in html
    assert "the report it began with" in html
    assert f"/-/article/{FIRST}#e958" in page.links


async def test_conflicts_show_both_sentences(seeds_site: Datasette) -> None:
    """What cannot both be right has its explanation, and both places to read."""
    html, page = await page_of(seeds_site, f"/-/incident/{SEIZED}")
    assert "One of the two is wrong, or it happened twice" in html
    assert {
        f"/-/article/{FIRST}#e2188",
        "/-/article/001_5e47b088289c2b92#e2083",
    } <= set(page.links)
    assert "nobody is named" in html


async def test_a_plan_and_what_became_of_it_lead_to_each_other(seeds_site: Datasette) -> None:
    """The plan names what fulfilled it, and that names the plan, with the reason."""
    plan, done = rows_of(
        seeds_site,
        "select id, fulfilled_by_id from incidents where fulfilled_by_id is not null limit 1",
    )[0]
    html, page = await page_of(seeds_site, f"/-/incident/{plan}")
    assert f"/-/incident/{done}" in page.links
    assert "told as done in" in html
    assert f"/-/incident/{plan}" in (await page_of(seeds_site, f"/-/incident/{done}"))[1].links


def report(article: str, earliest: str, latest: str, **other: Any) -> dict[str, Any]:
    """A report's row, as the page's query gives it."""
    return {
        "id": f"{article}-e4", "article_id": article, "start": 4, "end": 8, "sentence": "He did.",
        "sentence_start": 0, "edtf": None, "earliest": earliest, "latest": latest, "place": None,
        "status": "asserted", "copy_of": None, **other,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (("2016-11-01", "2016-11-30"), "fit together: they have days in common"),
        (("2016-11-27", "2016-11-27"), "agree"),
        (("2016-11-28", "2016-11-28"), "differ"),
    ],
)
def test_dates_that_can_both_be_right_do_not_differ(days: tuple[str, str], verdict: str) -> None:
    """November and 27 November fit; the 27th and the 28th do not."""
    rows = [report("a", "2016-11-27", "2016-11-27"), report("b", *days)]
    when = said_by(cards_of(rows, [], []))[0]
    assert (when.question, when.verdict) == ("When", verdict)


def test_a_copy_has_no_say() -> None:
    """It has its card, and agrees with nobody."""
    rows = [
        report("a", "2016-11-27", "2016-11-27"),
        report("b", "2016-11-28", "2016-11-28", copy_of="a"),
    ]
    cards = cards_of(rows, [], [])
    assert len(cards) == 2
    assert said_by(cards) == []


# ---------------------------------------------------------------- a search


@pytest.mark.parametrize(
    ("typed", "kind", "found"),
    [
        ("Haftar", "entities", "khalifa-haftar"),
        ("Qaddafi", "entities", "muammar-gaddafi"),
        ("Haft", "entities", "khalifa-haftar"),  # just begun
        ('"arms embargo"', "articles", FIRST),
        ("visit moscow", "incidents", ARRIVED),
        ("Shoigu", "did_you_mean", "sergei-shoygu"),  # written Shoygu and Shaigu
        ("minister Lavrow", "did_you_mean", "sergei-lavrov"),
    ],
)
async def test_searches_find(seeds_site: Datasette, typed: str, kind: str, found: str) -> None:
    """One box finds names, incidents and articles, and knows what a name not used here is like."""
    answer = await seeds_site.client.get("/-/search.json", params={"q": typed})
    assert found in [row["id"] for row in answer.json()[kind]]
    response = await seeds_site.client.get("/-/search", params={"q": typed})
    assert found in response.text


@pytest.mark.parametrize("typed", ['"', "'", "*", "AND (", "-", "a:b", '""', "%", "⟦", "\x02\0x"])
async def test_no_words_break_the_search(site: Datasette, typed: str) -> None:
    """What the query language of the index would refuse is searched for, not obeyed."""
    response = await site.client.get("/-/search", params={"q": typed})
    assert response.status_code == 200
    for link in Page(response.text).links:
        if "_searchmode=raw" in link:
            assert (await site.client.get(link)).status_code == 200, link


async def test_a_search_for_nothing_explains_itself(seeds_site: Datasette) -> None:
    """Without words it says what to write; with too many it is refused, and says why."""
    for typed in ("", "  ", '"?"'):
        response = await seeds_site.client.get("/-/search", params={"q": typed})
        assert "Write one word or several" in response.text
    response = await seeds_site.client.get("/-/search", params={"q": "nosuchword"})
    assert "Nothing was found" in response.text
    response = await seeds_site.client.get("/-/search", params={"q": "x" * 201})
    assert response.status_code == 400
    assert "write at most 200" in response.text


async def test_what_is_found_is_text(hostile_site: Datasette) -> None:
    """Words are marked in the article's own HTML, which is shown and not used."""
    html = (await hostile_site.client.get("/-/search?q=alert")).text
    assert "<mark>alert</mark>" in html
    assert "&lt;script&gt;<mark>alert</mark>" in html
    assert "<script>alert" not in html


@given(st.text(f'ab"*-: \0{BEGIN}{END}é🙂', max_size=12))
def test_any_search_marks_and_keeps_the_text(typed: str) -> None:
    """Whatever is typed, no text is lost or doubled by marking."""
    texts = ["a b", f"ab {BEGIN}é{END} 🙂", ""]
    for text, marked in zip(texts, highlighted(texts, words_of(typed)), strict=True):
        assert "".join(part for part, _ in marked) == re.sub(f"[{BEGIN}{END}]", "", text)
    assert "".join(part for part, _ in pieces(typed)) == re.sub(f"[{BEGIN}{END}]", "", typed)


# ---------------------------------------------------------------- the front page


async def test_the_front_page_shows_what_is_here(seeds_site: Datasette) -> None:
    """Numbers, a histogram with its table, incidents, people and places, a search, what needs an eye."""
    html, page = await page_of(seeds_site, "/")
    assert "Published 28 November 2016 to 2 February 2017" in html
    assert "<caption>Incidents by month</caption>" in html
    assert {
        f"/-/incident/{ARRIVED}",
        "/-/entity/khalifa-haftar",
        "/-/entity/moscow",
        "/-/timeline?from=2016-11&to=2016-11",
        "/dateline/articles?published__isnull=1",
    } <= set(page.links)
    assert "/-/search" in page.loads
    assert "basemap" not in html


async def test_the_numbers_are_those_of_the_tables(seeds_site: Datasette) -> None:
    """Each number of the front page is the number of rows where it leads, if that is a table."""
    for count in (*front.HOLDS, *front.NEEDS_AN_EYE):
        ((number,),) = rows_of(seeds_site, count.sql)
        if count.kind != "table" or "_facet" in count.arguments:
            continue
        ending = count.arguments.replace("?", "&")
        rows = await seeds_site.client.get(f"/dateline/{count.target}.json?_size=0{ending}")
        assert rows.json()["filtered_table_rows_count"] == number, count.label


def test_bars_lose_nothing() -> None:
    """A date far from the others is a bar of its own, and does not make the others too narrow to see."""
    months = {f"2016-{month:02}": 10 for month in range(1, 13)} | {"1914-07": 1, "2030-01": 1}
    bars = bars_of(months, {2016: 120, 1914: 1, 2030: 1})
    assert bars.unit == "month"
    assert bars.total == 122
    assert [bars.bars[0].label, bars.bars[-1].label] == [
        "before January 2016",
        "after December 2016",
    ]


@given(
    st.dictionaries(st.integers(1, 9999), st.integers(1, 50), max_size=80),
    st.dictionaries(st.integers(12, 99999), st.integers(1, 50), max_size=80),
)
def test_any_counts_make_bars(years: dict[int, int], numbers: dict[int, int]) -> None:
    """At most 60 bars and the two outside; together they count all that was given."""
    months = {f"{n // 12:04}-{n % 12 + 1:02}": count for n, count in numbers.items()}
    bars = bars_of(months, years)
    assert len(bars.bars) <= MOST_BARS + 2
    assert bars.total in (sum(years.values()), sum(months.values()))
    assert all(0 <= bar.height <= 100 and bar.left + bar.width <= 100.1 for bar in bars.bars)


# ---------------------------------------------------------------- speed


@pytest.mark.parametrize(
    "sql",
    [*ENTITY_QUERIES.values(), *INCIDENT_QUERIES.values(), front.LATEST, front.BEST_SOURCED,
     front.PEOPLE, front.PLACES],
)  # fmt: skip
def test_no_page_reads_a_table_through(seeds_site: Datasette, sql: str) -> None:
    """Every query of the pages goes by an index; a scan is of what a bounded query gave."""
    filled = sql.replace(":id", "'x'")
    for row in rows_of(seeds_site, f"explain query plan {filled}"):
        tables = "articles|texts|entities|aliases|mentions|events|incidents|parties|quotes|ties"
        assert not re.fullmatch(rf"SCAN ({tables})", row["detail"]), f"{row['detail']}: {sql}"
