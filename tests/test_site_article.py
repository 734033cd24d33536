"""An article's page shows its text exactly, with every span of every table marked in it."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import rows_of
from datasette.app import Datasette
from datasette.utils import tilde_encode
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from test_site import FIRST, Page

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


mark_up = plugin("marks").mark_up


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
    assert f"/dateline/entities/{tilde_encode('khalifa-haftar')}" in Page(html).links
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


def marks_of(spans: list[tuple[int, int, str]]) -> list[dict[str, Any]]:
    """Marks of these spans; places are told apart by number."""
    return [
        {"start": min(a, b), "end": max(a, b) + 1, "kind": kind, "place": f"x{n}", "href": href}
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
