"""The questions: each explains what it asks for, offers choices and examples that are there, and answers."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from conftest import ROOT, close, rows_of, site_of
from datasette.app import Datasette
from test_site import FIRST, QUERIES, Page

from dateline.build import build
from dateline.model import ConflictKind, CorrectionKind, Status
from dateline.site.questions import WAYS, inputs_of

METADATA = yaml.safe_load(ROOT.joinpath("metadata.yml").read_text("utf-8"))
CHOICES: dict[str, str] = METADATA["databases"]["dateline"]["plugins"]["questions"]["choices"]
NOTHING_IN_SEEDS = (
    "ambiguous_places",
    "contradictions",
    "corrected_by_hand",
    "may_be_one",
    "read_with_doubt",
)
# examples of what the seeds have none of: two people who act on each other, a second teller
NO_EXAMPLE_IN_SEEDS = (*NOTHING_IN_SEEDS, "told_by_several")


def parameters_of(question: dict[str, Any]) -> set[str]:
    """The names of an SQL statement's parameters."""
    return set(re.findall(r"(?<!:):([a-z_]+)", question["sql"]))


# ---------------------------------------------------------------- what they declare


@pytest.mark.parametrize("name", QUERIES)
async def test_questions_explain_themselves(seeds_site: Datasette, name: str) -> None:
    """Each has a title, a description and an input for every parameter, and shows rows without any."""
    question = QUERIES[name]
    parameters = parameters_of(question)
    assert question["title"]
    assert question["description"].strip().count("\n") == 0
    assert {each.name for each in inputs_of(question)} == parameters
    answer = (await seeds_site.client.get(f"/dateline/{name}.json")).json()
    assert answer["rows"] or name in NOTHING_IN_SEEDS
    wrong = dict.fromkeys(parameters, "'\"%_;--")
    answer = (await seeds_site.client.get(f"/dateline/{name}.json", params=wrong)).json()
    assert not answer["rows"] or name == "told_by_several"  # whose parameter is a number


@pytest.mark.parametrize("name", QUERIES)
def test_inputs_name_what_is_there(name: str) -> None:
    """An input is asked for in one way, with nothing else declared, and a list named is a list."""
    for key, given in QUERIES[name].get("inputs", {}).items():
        assert {"means", "empty"} <= set(given) <= {"means", "empty", *WAYS}, key
        assert len(set(given) & set(WAYS)) <= 1, key
    for each in inputs_of(QUERIES[name]):
        assert not each.list or each.list in CHOICES, each.name
        assert not each.means.endswith("."), each.name


def test_every_list_of_choices_is_used(seeds_site: Datasette) -> None:
    """Each gives one column of different words from the seeds, and some question asks for it."""
    used = {each.list for question in QUERIES.values() for each in inputs_of(question)}
    assert set(CHOICES) == used - {""}
    for name, sql in CHOICES.items():
        rows = [tuple(row) for row in rows_of(seeds_site, sql)]
        assert rows, name
        assert all(len(row) == 1 and row[0] for row in rows), name
        assert len(rows) == len(set(rows)), name


@pytest.mark.parametrize(
    ("name", "parameter", "allowed"),
    [
        ("not_told_as_fact", "status", set(get_args(Status)) - {"asserted"}),
        ("contradictions", "kind", set(get_args(ConflictKind))),
        ("corrected_by_hand", "kind", set(get_args(CorrectionKind))),
    ],
)
def test_lists_written_out_are_those_of_the_model(
    name: str, parameter: str, allowed: set[str]
) -> None:
    """A list in metadata.yml has all that the column may hold."""
    assert set(QUERIES[name]["inputs"][parameter]["choose"]) == allowed


@pytest.mark.parametrize("name", ["needs_an_eye", "left_out"])
def test_kinds_written_out_are_those_of_the_sql(name: str) -> None:
    """The kinds that can be chosen are the first columns of the question's parts."""
    inside = re.findall(r"select\s+'([^']+)'", QUERIES[name]["sql"])
    assert QUERIES[name]["inputs"]["kind"]["choose"] == inside


# ---------------------------------------------------------------- what they show


@pytest.mark.parametrize("name", QUERIES)
async def test_examples_fill_the_form_and_find(seeds_site: Datasette, name: str) -> None:
    """Each example's link gives rows, and the form shows what it asked for."""
    html = (await seeds_site.client.get(f"/dateline/{name}")).text
    links = re.findall(r'<a href="([^"]+)"><bdi>', html.partition("For example:")[2])
    assert links or name in NO_EXAMPLE_IN_SEEDS
    for link in links:
        path = link.replace("&amp;", "&")
        asked = parse_qs(urlsplit(path).query)
        assert set(asked) <= parameters_of(QUERIES[name])
        page = (await seeds_site.client.get(path)).text
        assert "Nothing was found." not in page, path
        assert 'class="message-error"' not in page, path
        form = page.partition('class="question"')[2].partition("</form>")[0]
        for (value,) in asked.values():
            assert f'value="{value}"' in form or f"selected>{value}</option>" in form, path


@pytest.mark.parametrize("name", QUERIES)
async def test_forms_can_be_used(seeds_site: Datasette, name: str) -> None:
    """Every input has a label and a hint, and the answer says where its JSON and CSV are."""
    html = (await seeds_site.client.get(f"/dateline/{name}")).text
    ids = Page(html).ids
    for each in inputs_of(QUERIES[name]):
        assert f'<label for="q-{each.name}">{each.label}</label>' in html
        assert {f"q-{each.name}", f"q-{each.name}-hint"} <= set(ids)
    assert len(ids) == len(set(ids))
    links = Page(html).links
    assert any(link.startswith(f"/dateline/{name}.json") for link in links)
    assert any(link.startswith(f"/dateline/{name}.csv") for link in links)


async def test_a_value_that_is_no_choice_is_kept_and_escaped(seeds_site: Datasette) -> None:
    """A form shows what the address asked, whatever it is."""
    for path in ("/dateline/not_told_as_fact?status=", "/dateline/search?words="):
        html = (await seeds_site.client.get(path + "%3Cb%3Enot%22")).text
        assert "&lt;b&gt;not&#34;" in html.partition('class="question"')[2]
        assert "<b>not" not in html


async def test_an_answer_that_is_cut_says_so(tmp_path: Path, seeds_database: Path) -> None:
    """Where a question has more rows than it may give, the page tells it and leads to whole tables."""
    site = site_of(tmp_path / "site", seeds_database, settings={"max_returned_rows": 3})
    try:
        html = (await site.client.get("/dateline/relative_dates")).text
        assert "The first 3 rows" in html
        assert "There are more." in html
        assert "/-/downloads" in Page(html).links
    finally:
        close(site)


async def test_empty_tables_leave_a_form_that_works(empty_site: Datasette) -> None:
    """Without articles there is nothing to choose and nothing to find, and no error."""
    for name in QUERIES:
        html = (await empty_site.client.get(f"/dateline/{name}")).text
        assert 'class="message-error"' not in html, name
        assert "For example" not in html, name


# ---------------------------------------------------------------- what they answer


def test_what_only_a_person_can_decide_is_asked(tmp_path: Path) -> None:
    """Namesakes of a place, and names that are alike, are questions with all one needs to answer them."""
    (tmp_path / "a.txt").write_text("Regina Benjamin told reporters in Springfield that she left.")
    (tmp_path / "b.txt").write_text(
        "Regina M. Benjamin told reporters in Paris that she would stay."
    )
    build([tmp_path], tmp_path / "made.db", workers=1)
    with closing(sqlite3.connect(tmp_path / "made.db")) as db:
        alike = db.execute(QUERIES["may_be_one"]["sql"], {"name": "benjamin"}).fetchall()
        places = db.execute(QUERIES["ambiguous_places"]["sql"], {"name": ""}).fetchall()
    assert [row[:2] for row in alike] == [("Regina Benjamin", "Regina M. Benjamin")]
    assert yaml.safe_load(alike[0][7]) == [
        {"merge": ["regina-benjamin", "regina-m-benjamin"], "type": "person", "why": None}
    ]
    assert {row[0] for row in places} == {"Springfield"}
    assert len(places) > 3


@pytest.mark.parametrize(
    ("question", "arguments", "column", "expected"),
    [
        ("person_timeline", {"name": "Lavrov"}, "about", "Sergei Lavrov"),
        ("who_met_whom", {"since": "2017-01-11", "until": "2017-01-11"}, "where", "Tobruk"),
        ("who_met_whom", {"since": "2017", "until": "2017-01"}, "where", "Tobruk"),
        ("in_a_place", {"place": "Tobruk"}, "where", "Tobruk"),
        ("who_acts_with_whom", {"name": "Haftar"}, "who", "Khalifa Haftar"),
        ("naming_two", {"first": "Haftar", "second": "Shaigu"}, "second", "Sergei Shoygu"),
        ("who_says_so", {"source": "RFI"}, "source", "Radio France International"),
        ("quotes_by_speaker", {"speaker": "Molotkov"}, "speaker", "Ivan Molotkov"),
        ("offices", {"name": "Shaigu"}, "name", "Sergei Shoygu"),
        ("spellings", {"name": "Shaigu"}, "name", "Sergei Shoygu"),
        ("relative_dates", {"words": "last Wednesday"}, "earliest", "2017-01-11"),
        ("unresolved_dates", {"words": "one day"}, "known_so_far", "P1D"),
        ("relative_dates", {"words": "June 26th"}, "earliest", "2016-06-26"),
        ("planned_not_done", {"name": "Russia"}, "event_id", f"{FIRST}-e318"),
        ("not_told_as_fact", {"status": "planned"}, "status", "planned"),
        ("incidents_by_month", {"type": "CONSULT"}, "month", "2016-11"),
        ("search", {"words": "arms embargo"}, "article_id", FIRST),
        ("needs_an_eye", {"kind": "date"}, "kind", "article without a date"),
        ("left_out", {"kind": "line"}, "item", "2 min read"),
    ],
)
async def test_questions_answer(
    seeds_site: Datasette, question: str, arguments: dict[str, str], column: str, expected: str
) -> None:
    """What is known of the seeds is found."""
    response = await seeds_site.client.get(
        f"/dateline/{question}.json", params={**arguments, "_shape": "objects"}
    )
    assert expected in [row[column] for row in response.json()["rows"]]
