"""An article's page shows its text exactly, with every span of every table marked in it."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from conftest import close, rows_of, site_of
from datasette.app import Datasette
from datasette.utils import tilde_encode
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from test_site import FIRST, Page

from dateline.site.article import with_others
from dateline.site.marks import Mark, mark_up

ROOT = Path(__file__).parent.parent
SPANS = ("paragraphs", "sentences", "time_expressions", "mentions", "events", "quotes")


def plugin(name: str) -> ModuleType:
    """A plugin as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "plugins" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(path.stem for path in ROOT.glob("plugins/*.py")))
def test_the_examples_of_the_plugins_run(name: str) -> None:
    """The examples in their docstrings are true."""
    assert doctest.testmod(plugin(name)).failed == 0


async def pages_of(site: Datasette) -> list[tuple[str, str, Page]]:
    """Each article's id, text and page."""
    pages = []
    for article_id, text in rows_of(site, "select article_id, text from texts"):
        response = await site.client.get(f"/-/article/{tilde_encode(article_id)}")
        assert response.status_code == 200, article_id
        pages.append((article_id, text, Page(response.text)))
    return pages


async def test_the_text_is_whole(site: Datasette) -> None:
    """Each paragraph without its tags is exactly its part of the text; between them is white space."""
    for article_id, text, page in await pages_of(site):
        end = 0
        for start, words in sorted(page.paragraphs.items()):
            assert text[end:start].strip() == "", article_id
            end = start + len(words)
            assert text[start:end] == words, article_id
        assert text[end:].strip() == "", article_id


async def test_every_span_has_its_place(site: Datasette) -> None:
    """The end of each row's id is the id of one element; every link within the page leads to one."""
    for article_id, _, page in await pages_of(site):
        assert len(page.ids) == len(set(page.ids)), article_id
        for table in SPANS:
            for (key,) in rows_of(
                site, f"select id from {table} where article_id = '{article_id}'"
            ):
                assert key.removeprefix(f"{article_id}-") in page.ids, key
        within = {link[1:] for link in page.links if link.startswith("#")}
        assert within <= set(page.ids), article_id
        assert page.deepest_link <= 1, article_id  # a link in a link is no HTML


async def test_marks_say_what_they_mean(seeds_site: Datasette) -> None:
    """A date has its value and reason, a name its entity, an event its type, status and summary."""
    html = (await seeds_site.client.get(f"/-/article/{FIRST}")).text
    notes = Page(html).notes
    assert (
        "→ Wednesday 11 January 2017 (2017-01-11): the Wednesday before the article of"
        " Monday 16 January 2017"
    ) in notes
    assert "Khalifa Haftar, person" in notes
    assert any(note.startswith("CONSULT, asserted (told as a fact): ") for note in notes)
    assert f"/-/entity/{tilde_encode('khalifa-haftar')}" in Page(html).links
    assert "16 January, 2017" in html  # how the day of the article is known
    assert "2 min read" in html  # a dropped line


async def test_what_stays_open_is_listed(seeds_site: Datasette) -> None:
    """An undated article lists what stays open, and what its inferred days make of the rest."""
    html = (await seeds_site.client.get("/-/article/004_63557bcf303fbc9e")).text
    assert "inferred: between" in html
    open_dates, _, worked_out = html.partition("Dates left open")[2].partition("Dates worked out")
    assert "about ten months" in open_dates
    assert "June 26th" not in open_dates
    assert "Sunday 26 June 2016 (2016-06-26), inferred" in worked_out


async def test_addresses_that_are_none_are_not_links(hostile_site: Datasette) -> None:
    """What front matter gives as an address is a link only when it is http or https."""
    for _, _, page in await pages_of(hostile_site):
        assert not [
            link for link in page.links if not re.match(r"(#|/|https://datasette\.io/)", link)
        ]


async def test_unknown_articles_are_not_found(seeds_site: Datasette) -> None:
    """The page says so, with status 404, and shows the id as text."""
    response = await seeds_site.client.get("/-/article/~3Cscript~3Ealert(1)")
    assert response.status_code == 404
    assert "There is no article &lt;script&gt;" in response.text


# ---------------------------------------------------------------- marking

KINDS = ("sentence", "quote", "event", "time", "name")


def marks_of(spans: list[tuple[int, int, str]]) -> list[Mark]:
    """Marks of these spans; places are told apart by number."""
    return [
        Mark(min(a, b), max(a, b) + 1, kind, f"x{n}", href)
        for n, (a, b, kind) in enumerate(spans)
        for href in ["" if kind in ("sentence", "quote") else f"#y{n}"]
    ]


SPAN = st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(KINDS))


@given(st.text("ab<&>\"' \u202e🙂", min_size=13, max_size=13), st.lists(SPAN, max_size=8))
def test_any_spans_keep_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    """However spans lie, no character is lost, doubled or unescaped; each span gets its id once."""
    html = mark_up(text, 0, len(text), marks_of(spans))
    page = Page(f'<p data-start="0">{html}</p>')
    assert page.paragraphs[0] == text
    assert sorted(page.ids) == sorted(f"x{n}" for n in range(len(spans)))
    assert page.deepest_link <= 1
    assert page.tags <= {"p", "span", "a"}
    assert html.count("<span") == html.count("</span>")


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([], "abcdef"),
        ([(1, 2, "quote")], 'a<span class="quote" id="x0">bc</span>def'),
        (  # one in the other
            [(0, 3, "quote"), (1, 2, "sentence")],
            '<span class="quote" id="x0">a<span class="sentence" id="x1">bc</span>d</span>ef',
        ),
        (  # across each other: the second is closed with the first and opened again, without its id
            [(0, 2, "quote"), (2, 3, "sentence")],
            '<span class="quote" id="x0">ab<span class="sentence" id="x1">c</span></span>'
            '<span class="sentence">d</span>ef',
        ),
        (  # the same words: the name is inside the event, and gives the link
            [(0, 1, "name"), (0, 1, "event")],
            '<span class="event" id="x1"><span class="name" id="x0">'
            '<a href="#y0" data-note="">ab</a></span></span>cdef',
        ),
    ],
)
def test_spans_nest(spans: list[tuple[int, int, str]], html: str) -> None:
    """The longer span is outside; what crosses is cut."""
    assert mark_up("abcdef", 0, 6, marks_of(spans)) == Markup(html)


async def test_an_event_shows_whom_its_source_cites_and_what_it_is_part_of(
    seeds_site: Datasette,
) -> None:
    """A chain of sources is told to its end, and an event within another leads to it."""
    response = await seeds_site.client.get(f"/-/article/{tilde_encode(FIRST)}")
    said = re.sub(r"<[^>]+>", "", response.text)
    assert "According to the French radio station, who has it from informed sources." in said
    assert 'Part of <a href="#about-' in response.text


# ---------------------------------------------------------------- what an address may ask


@pytest.mark.parametrize(
    ("query", "checked"),
    [
        ("", {"names", "times", "events", "quotes"}),
        ("?marks=times,events", {"times", "events"}),
        ("?marks=&marks=roles&marks=names", {"roles", "names"}),  # as the form writes it
        ("?marks=", set()),
    ],
)
async def test_the_address_says_what_is_marked(
    seeds_site: Datasette, query: str, checked: set[str]
) -> None:
    """Without `marks` all kinds are; a link with them shows what its writer saw."""
    html = (await seeds_site.client.get(f"/-/article/{FIRST}{query}")).text
    assert set(re.findall(r'name="marks" value="(\w+)" id="show-\w+" checked', html)) == checked


@pytest.mark.parametrize("query", ["marks=all", "marks=<b>", "part=0", "part=x", "part=-1"])
async def test_what_no_address_may_ask_is_explained(seeds_site: Datasette, query: str) -> None:
    """The answer has status 400 and says what to write."""
    response = await seeds_site.client.get(f"/-/article/{FIRST}?{query}")
    assert response.status_code == 400
    assert re.search("write any of names, times|write a number from 1", response.text)


async def test_the_page_is_there_as_json(site: Datasette) -> None:
    """The JSON has the text and every row of the page; another ending is not taken for an id."""
    for (key,) in rows_of(site, "select id from articles"):
        path = f"/-/article/{tilde_encode(key)}"
        found = (await site.client.get(f"{path}.json")).json()
        assert found["article"]["id"] == key
        for kind in ("paragraphs", "sentences", "times", "events", "quotes"):
            for row in found[kind]:
                assert row["id"].startswith(key)
                if "text" in row:
                    assert found["text"][row["start"] : row["end"]] == row["text"]
        assert (await site.client.get(f"{path}.nothing")).status_code == 404


async def test_events_lead_to_their_incidents(seeds_site: Datasette) -> None:
    """Each event has a link to its incident, and says how many others tell it."""
    page = await seeds_site.client.get(f"/-/article/{FIRST}")
    sql = f"select distinct incident_id from events where article_id = '{FIRST}'"
    wanted = {f"/-/incident/{tilde_encode(key)}" for (key,) in rows_of(seeds_site, sql)}
    assert wanted <= set(Page(page.text).links)
    assert "Told by no other source." in page.text


def test_others_and_contradictions_are_told_of_an_event() -> None:
    """The article itself is not among the other sources, unless it is a copy and never was one."""
    events = [{"id": "a-e1", "source_count": 3}, {"id": "a-e2", "source_count": 1}]
    conflicts = [{"event_id": "a-e2", "other_event_id": "b-e1", "kind": "date", "explanation": ""}]
    told = with_others(events, conflicts, copy=False)
    assert [(event["others"], len(event["conflicts"])) for event in told] == [(2, 0), (0, 1)]
    assert [event["others"] for event in with_others(events, [], copy=True)] == [3, 1]


# ---------------------------------------------------------------- an article that is too much

MANY = 2_000


@pytest.fixture(scope="module")
def crowded_site(
    tmp_path_factory: pytest.TempPathFactory, seeds_database: Path
) -> Iterator[Datasette]:
    """The site of an article that is one sentence of 2,000 names, each also an event, and of a long one."""
    folder = tmp_path_factory.mktemp("crowded")
    shutil.copy(seeds_database, folder / "dateline.db")
    names = "\u202eHaftar 🙂 <b>, " * MANY
    long = "\n\n".join(("word " * 23_000).strip() for _ in range(3))
    with closing(sqlite3.connect(folder / "dateline.db")) as db, db:
        for key, text in (("crowded", names), ("long", long)):
            columns = "kind, bytes, encoding, encoding_evidence, published_evidence, published_reason, is_summary"
            db.execute(
                f"insert into articles (id, path, sha256, word_count, {columns})"
                f" select ?, ?, ?, 1, {columns} from articles limit 1",
                (key, key, key),
            )
            db.execute("insert into texts values (?, ?)", (key, text))
            start = 0
            for number, paragraph in enumerate(text.split("\n\n"), start=1):
                row = (f"{key}-p{start}", key, number, "body", start, start + len(paragraph))
                db.execute("insert into paragraphs values (?, ?, ?, ?, ?, ?)", row)
                start += len(paragraph) + 2
        sentence = ("crowded-s0", "crowded", "crowded-p0", 1, 0, len(names), names)
        db.execute("insert into sentences values (?, ?, ?, ?, ?, ?, ?)", sentence)
        step = len(names) // MANY
        for start in range(1, len(names), step):
            values = (f"crowded-m{start}", start, start + 6)
            db.execute(
                "insert into mentions values"
                " (?, 'khalifa-haftar', 'crowded', 'crowded-s0', ?, ?, 'Haftar', 'name', 'model', 1)",
                values,
            )
            columns = "text, trigger, type, status, status_reason, date_source, date_reason"
            columns += ", summary, rule, incident_id"
            db.execute(
                f'insert into events (id, article_id, sentence_id, start, "end", {columns})'
                f" select ?, 'crowded', 'crowded-s0', ?, ?, {columns} from events limit 1",
                (f"crowded-e{start}", start, start + 8),
            )
    site = site_of(folder / "site", folder / "dateline.db")
    yield site
    close(site)


async def test_an_article_of_names_stays_a_page(crowded_site: Datasette) -> None:
    """2,000 names and events in one sentence: all are marked, what is listed is cut and says so."""
    began = time.perf_counter()
    response = await crowded_site.client.get("/-/article/crowded")
    assert time.perf_counter() - began < 3  # 0.2 s where it was written
    assert len(response.content) < 2_000_000
    page = Page(response.text)
    assert sum(key.startswith("m") for key in page.ids) == MANY
    assert "All 2,000</a>; here are 200" in response.text
    assert "/dateline/events?article_id=crowded" in page.links
    within = {link[1:] for link in page.links if link.startswith("#")}
    assert within <= set(page.ids)
    assert page.tags & {"b"} == set()


async def test_a_long_text_comes_in_parts(crowded_site: Datasette) -> None:
    """The parts together are the text, each begins where the one before ended."""
    ((text,),) = rows_of(crowded_site, "select text from texts where article_id = 'long'")
    end = 0
    for number in (1, 2, 3, 4):
        html = (await crowded_site.client.get(f"/-/article/long?part={number}")).text
        page = Page(html)
        assert len(page.ids) == len(set(page.ids))
        assert html.count("<h1") == 1
        for start, words in sorted(page.paragraphs.items()):
            assert text[end:start].strip() == ""
            assert text[start : start + len(words)] == words
            end = start + len(words)
        assert (f"?part={number + 1}" in page.links) == (number < 4)
    assert end == len(text)
