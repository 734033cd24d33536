"""Facets: periods in the order of time, and who takes part, each leading to the rows that it counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from conftest import rows_of
from datasette.app import Datasette


async def facets_of(site: Datasette, path: str) -> dict[str, dict[str, Any]]:
    """The facets of a table page, by name."""
    found: dict[str, dict[str, Any]] = (await site.client.get(path)).json()["facet_results"]
    return found


async def test_years_are_in_the_order_of_time(seeds_site: Datasette) -> None:
    """Not in the order of frequency; the months come with the year that is chosen."""
    for table in ("incidents", "timeline", "events"):
        facets = await facets_of(seeds_site, f"/dateline/{table}.json")
        years = [row["value"] for row in facets["year"]["results"]]
        assert years == sorted(years)
        assert len(years) > 2
        assert "month" not in facets
    months = (await facets_of(seeds_site, "/dateline/incidents.json?year=2016"))["month"]["results"]
    assert [row["value"] for row in months][:2] == ["2016-06", "2016-09"]


async def test_articles_have_the_years_of_their_publication(seeds_site: Datasette) -> None:
    """However precisely the day is known."""
    facets = await facets_of(seeds_site, "/dateline/articles.json?published__startswith=2017")
    assert [row["value"] for row in facets["published by year"]["results"]] == ["2017"]
    assert [row["value"] for row in facets["published by month"]["results"]] == [
        "2017-01",
        "2017-02",
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/dateline/incidents.json", "year"),
        ("/dateline/incidents.json?year=2016", "month"),
        ("/dateline/incidents.json", "who takes part"),
        ("/dateline/incidents.json?type=CONSULT&_party=russia", "who takes part"),
        ("/dateline/timeline.json?status=asserted", "who takes part"),
        ("/dateline/articles.json", "published by year"),
    ],
)
async def test_a_value_leads_to_as_many_rows_as_it_counts(
    seeds_site: Datasette, path: str, name: str
) -> None:
    """And the page it leads to has it chosen, with the way back."""
    facet = (await facets_of(seeds_site, path))[name]
    assert facet["results"]
    for value in facet["results"]:
        if value["selected"]:
            continue
        chosen = value["toggle_url"].replace("http://localhost", "")
        page = (await seeds_site.client.get(chosen)).json()
        assert page["filtered_table_rows_count"] == value["count"]
        selected = {row["value"]: row for row in page["facet_results"][name]["results"]}
        again = selected[value["value"]]
        assert again["selected"]
        back = (
            await seeds_site.client.get(again["toggle_url"].replace("http://localhost", ""))
        ).json()
        assert back["filtered_table_rows_count"] >= value["count"]


async def test_who_takes_part_is_named(seeds_site: Datasette) -> None:
    """By name and not by id, those in most incidents first."""
    rows = (await facets_of(seeds_site, "/dateline/incidents.json"))["who takes part"]["results"]
    assert "Khalifa Haftar" in [row["label"] for row in rows]
    counts = [row["count"] for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) <= 20
    page = (
        await seeds_site.client.get("/dateline/timeline?_party=khalifa-haftar&type=CONSULT")
    ).text
    assert "where Khalifa Haftar takes part and type = &#34;CONSULT&#34;" in page


async def test_columns_that_are_none_are_no_facets(seeds_site: Datasette) -> None:
    """What an address may ask for harms nothing: not a column, not a table, not SQL."""
    for asked in ('"', "nothing", "year", 'published", 1) from texts --', "year) union select 1"):
        for kind in ("period", "party"):
            path = f"/dateline/articles.json?_facet_{kind}={quote(asked)}"
            assert (await seeds_site.client.get(path)).status_code in (200, 400), path
    assert rows_of(seeds_site, "select count(*) from articles")[0][0] == 5
