"""The timeline, the map and the network: what is drawn is what the tables hold, and what is not drawn is told."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import close, rows_of, site_of
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from test_site import Page

from dateline.schema import create_sql, index_sql
from dateline.site import timeline_svg
from dateline.site.filter_form import has_blanks
from dateline.site.filters import (
    MOST_VALUES,
    PARTS,
    STATUSES,
    BadFilter,
    Filters,
    as_arguments,
    first_day,
    last_day,
)
from dateline.site.network import MOST_EDGES, MOST_NODES, Edge, drawn_of, edges_sql, nodes_of
from dateline.site.network_layout import LABEL_HEIGHT, LABEL_WIDTH, layout
from dateline.site.places_map import COUNTED as PLACES_COUNTED
from dateline.site.places_map import PLACES, radius
from dateline.site.svg import KINDS
from dateline.site.timeline import COUNTED, ITEMS, MOST_ITEMS, UNDATED, lanes_of
from dateline.site.timeline_bars import HALF, WIDE, bars_of, bars_sql
from dateline.site.window import Window, day_of, ticks_of, window_of

PICTURES = ("timeline", "map", "network")
MANY = "entity=khalifa-haftar&type=CONSULT&status=asserted&sources=1&from=2008&to=2017"

# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("query", ["", "?" + MANY, "?entity=nobody+of+this+name", "?place=moscow"])
async def test_pages_answer_and_are_safe(site: Datasette, picture: str, query: str) -> None:
    """Every picture answers on every site, has one h1, ids once, and loads nothing from elsewhere."""
    response = await site.client.get(f"/-/{picture}{query}")
    assert response.status_code == 200, response.text[:300]
    page = Page(response.text)
    assert response.text.count("<h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert page.deepest_link <= 1
    assert page.language == "en"
    for attack in ("<script>alert", "<img src=x", "<b>nobody"):
        assert attack not in response.text.lower()
    assert not [link for link in page.loads if re.match(r"\s*([a-z]+:|//)", link)]
    assert not [
        link for link in page.links if re.match(r"\s*(javascript|data|https?://(?!d)):?", link)
    ]


@pytest.mark.parametrize("picture", PICTURES)
async def test_json_and_csv_stand_at_the_same_address(site: Datasette, picture: str) -> None:
    """The endings .json and .csv give data for the same filters."""
    for query in ("", "?" + MANY):
        answer = await site.client.get(f"/-/{picture}.json{query}")
        assert isinstance(answer.json(), dict)
        answer = await site.client.get(f"/-/{picture}.csv{query}")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=yesterday", "write a day as 2016-11-28"),
        ("to=2016-02-30", "write a day as 2016-11-28"),
        ("sources=many", "write a number"),
        ("status=true", "a status is one of"),
    ],
)
async def test_what_is_no_filter_is_told(
    seeds_site: Datasette, picture: str, query: str, says: str
) -> None:
    """A wrong argument is answered with 400 and what to write instead."""
    response = await seeds_site.client.get(f"/-/{picture}?{query}")
    assert response.status_code == 400
    assert says in response.text


async def test_names_stand_for_ids(seeds_site: Datasette) -> None:
    """A name or another spelling finds the entity; a name that nobody has finds nothing and is said to."""
    by_id = (await seeds_site.client.get("/-/timeline.json?entity=khalifa-haftar")).json()
    for name in ("Khalifa+Haftar", "Haftar"):
        assert (await seeds_site.client.get(f"/-/timeline.json?entity={name}")).json() == by_id
    assert by_id["drawn"] > 5
    nobody = (await seeds_site.client.get("/-/timeline.json?entity=Nobody+Here")).json()
    assert nobody["not_found"] == ["Nobody Here"]
    assert nobody["drawn"] == 0
    page = (await seeds_site.client.get("/-/timeline?entity=%3Cb%3ENobody")).text
    assert (
        "“<bdi>&lt;b&gt;Nobody</bdi>” matches nothing. Nobody and nothing here is called so."
        in page
    )


@pytest.mark.parametrize("picture", PICTURES)
async def test_filters_are_links_that_take_them_away(seeds_site: Datasette, picture: str) -> None:
    """Each filter has a link without it, and the other pictures have links with all of them."""
    html = (await seeds_site.client.get(f"/-/{picture}?entity=khalifa-haftar&from=2016")).text
    links = [link.replace("&amp;", "&") for link in Page(html).links]
    assert f"/-/{picture}?from=2016" in links
    assert f"/-/{picture}?entity=khalifa-haftar" in links
    assert f"/-/{picture}" in links
    for other in (*PICTURES, "downloads"):
        assert f"/-/{other}?entity=khalifa-haftar&from=2016" in links
    # what the form sends again is the name, which leads back to the same id
    assert 'name="entity" id="entity-1" value="Khalifa Haftar"' in html


@pytest.mark.parametrize("picture", PICTURES)
async def test_what_a_form_leaves_empty_leaves_the_address(
    seeds_site: Datasette, picture: str
) -> None:
    """An address with empty values leads to the one without."""
    response = await seeds_site.client.get(f"/-/{picture}?entity=Haftar&type=&from=")
    assert response.status_code == 302
    assert response.headers["location"] == f"/-/{picture}?entity=khalifa-haftar"
    assert not has_blanks("entity=khalifa-haftar")


# ---------------------------------------------------------------- nothing is left out unseen


async def test_the_timeline_draws_or_counts_every_incident(seeds_site: Datasette) -> None:
    """Incidents with a date are drawn, each as a link to its page; the others are counted."""
    ids = {row["id"] for row in rows_of(seeds_site, "select id from incidents")}
    answer = (await seeds_site.client.get("/-/timeline.json")).json()
    assert len(answer["incidents"]) + answer["undated"] == len(ids)
    page = Page((await seeds_site.client.get("/-/timeline")).text)
    drawn = {link.rpartition("/")[2] for link in page.links if link.startswith("/-/incident/")}
    assert drawn == {item["id"] for item in answer["incidents"]} <= ids
    assert {"svg", "table", "caption"} <= page.tags


async def test_the_map_lists_every_place(seeds_site: Datasette) -> None:
    """Every place of an incident is in the CSV; those with a position are in the GeoJSON, longitude first."""
    wanted = rows_of(
        seeds_site,
        "select place_id, count(*), longitude, latitude from incidents"
        " join entities on entities.id = place_id group by 1",
    )
    table = csv.DictReader(io.StringIO((await seeds_site.client.get("/-/map.csv")).text))
    assert {row["id"]: int(row["incidents"]) for row in table} == {r[0]: r[1] for r in wanted}
    features = (await seeds_site.client.get("/-/map.json")).json()["features"]
    assert {f["id"]: f["geometry"]["coordinates"] for f in features} == {
        r[0]: [r[2], r[3]] for r in wanted if r[2] is not None
    }


async def test_the_map_has_its_tiles(seeds_site: Datasette) -> None:
    """Once a page was asked for, the tiles it names are there, from this site."""
    html = (await seeds_site.client.get("/-/map")).text
    tiles, leaflet = (re.search(rf'data-{name}="([^"]+)"', html) for name in ("tiles", "leaflet"))
    assert tiles
    assert leaflet
    assert (await seeds_site.client.get(f"{tiles[1]}2/2/1.png")).content[:4] == b"\x89PNG"
    assert (await seeds_site.client.get(leaflet[1])).status_code == 200


async def test_the_network_draws_ties(seeds_site: Datasette) -> None:
    """Edges are those of `ties`, strongest first; around one entity, that one is in the middle."""
    answer = (await seeds_site.client.get("/-/network.json")).json()
    drawn = {(e["source"], e["target"], e["type"], e["incidents"]) for e in answer["edges"]}
    ties = rows_of(seeds_site, "select source_id, target_id, type, incident_count from ties")
    assert drawn == {tuple(row) for row in ties}
    around = (await seeds_site.client.get("/-/network.json?entity=khalifa-haftar")).json()
    middle = next(node for node in around["nodes"] if node["id"] == "khalifa-haftar")
    assert (middle["x"], middle["y"]) == (500, 350)


async def test_pictures_work_below_a_path(tmp_path: Path, seeds_database: Path) -> None:
    """With base_url set, every link and file of the pictures is below it."""
    site = site_of(tmp_path / "site", seeds_database, settings={"base_url": "/data/"})
    try:
        for picture in PICTURES:
            html = (await site.client.get(f"/-/{picture}?entity=khalifa-haftar")).text
            page = Page(html)
            given = re.findall(r'data-(?:places|tiles|leaflet)="([^"]+)"', html)
            inside = [*page.loads, *page.links, *given]
            assert not [link for link in inside if link[:1] == "/" and link[:6] != "/data/"]
    finally:
        close(site)


# ---------------------------------------------------------------- filters

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
SOME = st.lists(st.text(min_size=1, max_size=9), max_size=2).map(tuple)
FILTERS = st.builds(
    Filters,
    entity=SOME,
    type=SOME,
    status=st.lists(st.sampled_from(STATUSES), max_size=2).map(tuple),
    place=SOME,
    story=SOME,
    sources=st.just("") | st.integers(0, 999_999).map(str),
    start=st.just("") | st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda d: d[0][: d[1]]),
    end=st.just("") | st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda d: d[0][: d[1]]),
).filter(lambda f: not (f.start and f.end) or first_day(f.start) <= last_day(f.end))


@pytest.fixture(scope="module")
def empty() -> sqlite3.Connection:
    """A database with the tables and nothing in them."""
    connection = sqlite3.connect(":memory:")
    for statement in (*create_sql(), *index_sql()):
        connection.execute(statement)
    return connection


@given(filters=FILTERS)
def test_any_filters_make_sql_that_runs(empty: sqlite3.Connection, filters: Filters) -> None:
    """Whatever the filters, every query of the pictures runs; a window and its axis can be made."""
    where, values = filters.where()
    few: dict[str, Any] = values | {"limit": 5}
    for sql in (COUNTED, UNDATED, ITEMS, PLACES, PLACES_COUNTED):
        empty.execute(sql.format(where=where), few).fetchall()
    sql, values_of_edges = edges_sql(filters)
    empty.execute(sql, values_of_edges | {"limit": 5}).fetchall()
    for part in PARTS.values():
        empty.execute(
            f"select * from incidents where {where} and {part.condition}", values
        ).fetchall()
    window = window_of(filters, "2016-01-01", "2016-12-31")
    assert window
    assert window.first <= window.last
    first_last = {"first": window.first.isoformat(), "last": window.last.isoformat()}
    rows = empty.execute(bars_sql(window, where), values | first_last)
    bars = bars_of(window, rows)
    assert 1 <= len(bars) <= 1_001
    assert all(window.first <= day <= window.last for day, _ in ticks_of(window))


@given(filters=FILTERS)
def test_filters_come_back_from_their_address(filters: Filters) -> None:
    """What a query is made of is what is read from it, but for white space at its ends."""
    stripped = Filters.of(as_arguments(filters.query))
    assert Filters.of(as_arguments(stripped.query)) == stripped


def test_more_values_than_sqlite_takes_are_refused() -> None:
    """A condition of hundreds of parts would be an error of the database."""
    with pytest.raises(BadFilter, match="at most"):
        Filters.of(as_arguments("&".join(f"entity=e{n}" for n in range(MOST_VALUES + 1))))


# ---------------------------------------------------------------- the timeline

A_DAY = st.dates(date(1990, 1, 1), date(2030, 12, 31))
INCIDENT = st.tuples(
    st.none() | A_DAY, st.none() | A_DAY, st.sampled_from([None, *list(KINDS)[:4]])
)


@given(
    incidents=st.lists(INCIDENT, max_size=30),
    first=A_DAY,
    days=st.sampled_from((1, 60, 700, 4_000, 20_000)),
)
def test_bars_count_every_incident_once(
    incidents: list[tuple[date | None, date | None, str | None]], first: date, days: int
) -> None:
    """All that may have happened in the window is in one bar of it, whatever the step."""
    db = sqlite3.connect(":memory:")
    db.execute("create table incidents (earliest text, latest text, quad text)")
    for one, other, quad in incidents:
        begin, end = sorted((one, other)) if one and other else (one, other)
        db.execute("insert into incidents values (?, ?, ?)",
                   [day and day.isoformat() for day in (begin, end)] + [quad])  # fmt: skip
    window = Window(first, first + timedelta(days=days - 1))
    where, values = Filters(start=window.first.isoformat(), end=window.last.isoformat()).where()
    wanted = db.execute(f"select count(*) from incidents where {where}", values).fetchone()[0]
    between = {"first": window.first.isoformat(), "last": window.last.isoformat()}
    bars = bars_of(window, db.execute(bars_sql(window, where), values | between))
    assert sum(sum(bar.counts.values()) for bar in bars) == wanted
    assert bars[0].first <= window.first
    assert bars[-1].last >= window.last
    assert all(before.last + timedelta(days=1) == bar.first for before, bar in pairwise(bars))
    assert {kind for bar in bars for kind in bar.counts} <= {*KINDS, WIDE, HALF}


EXTENT = st.tuples(st.floats(0, 1000), st.floats(0, 300)).map(lambda e: (e[0], e[0] + e[1]))


@given(st.lists(EXTENT, max_size=60).map(sorted))
def test_nothing_in_a_lane_touches(extents: list[tuple[float, float]]) -> None:
    """Two extents in one lane have a gap, and no lane is empty."""
    lanes = lanes_of(extents)
    assert sorted(set(lanes)) == list(range(max(lanes, default=-1) + 1))
    for (a, lane), (b, other) in combinations(zip(extents, lanes, strict=True), 2):
        assert lane != other or a[1] < b[0]


@given(first=A_DAY, days=st.integers(1, 10_000), factor=st.sampled_from((0.5, 2)))
def test_windows_zoom_and_move(first: date, days: int, factor: float) -> None:
    """Zooming keeps the middle and moving keeps the length, to a day."""
    window = Window(first, first + timedelta(days=days - 1))
    zoomed = window.zoomed(factor)
    assert zoomed.days == max(1, round(days * factor))
    assert abs((zoomed.first - first).days + (zoomed.last - window.last).days) <= 1
    assert window.moved(0.5).days == window.moved(-0.5).days == days
    assert window.moved(0.5).first > window.first > window.moved(-0.5).first


def test_windows_end_where_calendars_do() -> None:
    """Nothing is asked of a day before the year 1 or after 9999."""
    everything = Window(date.min, date.max)
    assert everything.zoomed(2) == everything.moved(1) == everything.moved(-1) == everything
    assert window_of(Filters(end="9999-12"), None, None) == Window(date.max, date.max)
    assert len(bars_of(everything, [])) == 1_000


def item(number: int, earliest: str | None, latest: str | None, **more: Any) -> dict[str, Any]:
    """An incident as the drawing takes it."""
    return {
        "id": f"i{number}", "summary": f"Incident {number} <b>", "edtf": None, "earliest": earliest,
        "latest": latest, "type": "AID", "quad": "material cooperation", "status": "asserted",
    } | more  # fmt: skip


def test_dates_are_drawn_as_long_as_they_are_unsure() -> None:
    """A year is a bar over the year, a day a mark, "no later than" an arrow, a plan is hollow."""
    window = Window(date(2016, 1, 1), date(2017, 12, 31))
    rows = [
        item(1, "2016-01-01", "2016-12-31"),
        item(2, "2016-07-01", "2016-07-01", status="planned"),
        item(3, None, "2017-03-01"),
    ]
    drawn = [str(timeline_svg.lanes(window, [row], lambda row: f"/{row['id']}")) for row in rows]
    assert re.findall(r'width="(\d+)\.\d" height="6\.0"', drawn[0]) == ["475"]
    assert "stretch" not in drawn[1]
    assert 'class="k-mc hollow"' in drawn[1]
    assert 'class="k-mc line"' in drawn[2]
    assert "2017-03-01: Incident 3 &lt;b&gt; (AID, asserted)" in drawn[2]


async def test_many_incidents_are_drawn_as_bars(tmp_path: Path, seeds_database: Path) -> None:
    """Above the limit the timeline counts; a bar leads to the incidents in it, which are then drawn singly."""
    database = tmp_path / "many.db"
    with sqlite3.connect(seeds_database) as old, sqlite3.connect(database) as new:
        old.backup(new)
        names = [row[1] for row in new.execute("pragma table_info(incidents)")]
        kept = ", ".join(
            {"id": "id || n", "earliest": "day", "latest": "day"}.get(n, n) for n in names
        )
        new.execute(
            "with recursive days(n, day) as (select 0, '2015-01-01' union all"
            f" select n + 1, date(day, '+1 day') from days where n < {MOST_ITEMS + 50})"
            f" insert into incidents select {kept} from days, (select * from incidents limit 1)"
        )
    new.close()
    old.close()
    site = site_of(tmp_path / "site", database)
    try:
        answer = (await site.client.get("/-/timeline.json")).json()
        counts = [bar for bar in answer["bars"] if len(bar) > 2]
        assert not answer["incidents"]
        assert (
            sum(sum(v for v in bar.values() if isinstance(v, int)) for bar in counts)
            == answer["drawn"]
        )
        page = Page((await site.client.get("/-/timeline")).text)
        link = next(link for link in page.links if "from=2015-02-01" in link)
        inside = (await site.client.get(link.replace("timeline?", "timeline.json?"))).json()
        assert len(inside["incidents"]) == 28
        assert all("2015-02" in row["earliest"] for row in inside["incidents"])
    finally:
        close(site)


# ---------------------------------------------------------------- the network

NAMES = [f"e{number}" for number in range(60)]
EDGE = st.builds(
    Edge,
    source=st.sampled_from(NAMES),
    target=st.sampled_from(NAMES),
    type=st.sampled_from(["AID", "ACCUSE"]),
    quad=st.none(),
    incidents=st.integers(1, 500),
    first=st.none(),
    last=st.none(),
)


@given(edges=st.lists(EDGE, max_size=90), focus=st.none() | st.sampled_from(NAMES))
def test_a_network_fits_its_picture(edges: list[Edge], focus: str | None) -> None:
    """However many ties there are, few are drawn, all inside the box, and twice in the same places."""
    drawn = drawn_of(edges, focus)
    nodes = nodes_of(drawn, {}, 1000, 700, focus)
    assert len(drawn) <= MOST_EDGES
    assert len(nodes) <= MOST_NODES
    assert {node.id for node in nodes} == {end for e in drawn for end in (e.source, e.target)}
    assert all(0 <= node.x <= 1000 and 0 <= node.y <= 700 for node in nodes)
    assert nodes == nodes_of(drawn, {}, 1000, 700, focus)


def test_labels_of_a_network_do_not_overlap() -> None:
    """In a chain, a star and pairs, no two nodes with their names lie on each other."""
    chain = {(n, n + 1): 1 for n in range(29)}
    star = {(0, n): n for n in range(1, 30)}
    pairs = {(n, n + 1): 5 for n in range(0, 40, 2)}
    for count, shape in ((30, chain), (30, star), (40, pairs)):
        points = layout(count, shape, 1000, 700)
        lying = [
            (a, b)
            for (a, p), (b, q) in combinations(enumerate(points), 2)
            if abs(p[0] - q[0]) < LABEL_WIDTH - 10 and abs(p[1] - q[1]) < LABEL_HEIGHT - 10
        ]
        assert not lying


def test_circles_go_by_their_area() -> None:
    """Four times as many incidents are twice the radius, and none is larger than the largest."""
    assert radius(400, 400) == 2 * radius(100, 400)
    assert max(radius(n, 50) for n in range(1, 51)) == radius(50, 50)


def test_days_beyond_the_calendar_are_its_ends() -> None:
    """A stored day is never an error."""
    assert day_of("-0500-01-01") == date.min
    assert day_of("12000-01-01") == date.max
