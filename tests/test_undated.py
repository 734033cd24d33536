"""When an undated article was published, as far as it and the rest of its story tell, and what follows."""

from __future__ import annotations

import pytest
from conftest import record_of
from test_entities import with_id

from dateline.corpus import Corpus, resolve
from dateline.corpus.link import LinkedRecord
from dateline.corpus.undated.ages import ages_of
from dateline.model import ArticleRecord

VISIT = (
    "President Adama Keita of Mali visited Dakar on Sunday. Adama Keita met Omar Diallo, the Senegalese"
    " foreign minister, and the two signed a fishing accord with the port of Dakar."
)


def told(text: str, name: str, published: str | None = None) -> ArticleRecord:
    """The record of an article with its own id."""
    return with_id(record_of(text, published), name)


def undated(*records: ArticleRecord) -> tuple[Corpus, LinkedRecord]:
    """The corpus, and the article of it that is called undated."""
    corpus = resolve(records)
    return corpus, next(linked for linked in corpus.records if linked.article.id == "undated")


def window(*records: ArticleRecord) -> tuple[str | None, str | None]:
    """The first and last day on which the undated article may have been published."""
    article = undated(*records)[1].article
    assert article.published is None
    return article.published_earliest, article.published_latest


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("yesterday", "2016-11-28", "2016-11-28"),
        ("last week", "2016-11-28", "2016-12-10"),
        ("last month", "2016-11-28", "2017-01-27"),
        ("two days ago", "2016-11-29", "2016-11-29"),
    ],
)
def test_words_that_only_the_publication_dates_bound_it(
    words: str, earliest: str, latest: str
) -> None:
    """The visit of 27 November 2016 and what was said of it are told by a dated article too."""
    text = (
        f"President Adama Keita visited Dakar {words}. He met Omar Diallo, Senegal's foreign minister,"
        " to sign a fishing accord."
    )
    got = window(told(VISIT, "dated", "2016-11-28"), told(text, "undated"))
    assert got == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Adama Keita visited Dakar. He met Omar Diallo.", "no word that hangs on the publication"),
        ("Adama Keita visited Dakar last week.", "one sign is not enough: he may often be there"),
        ("Adama Keita visited Bamako last week. He met Omar Diallo.", "another town"),
        ("Moussa Traore visited Dakar last week. He met Omar Diallo.", "another visitor"),
        (
            "Adama Keita will visit Dakar next week to meet Omar Diallo.",
            "a plan is not yet a visit",
        ),
        ("Adama Keita did not visit Dakar last week. He met Omar Diallo.", "it did not happen"),
    ],
)
def test_what_bounds_nothing(text: str, why: str) -> None:
    """Null over a guess."""
    got = window(
        told(VISIT, "dated", "2016-11-28"), told(f"{text} The fishing accord of Dakar.", "undated")
    )
    assert got == (None, None), why


def test_of_two_visits_neither_is_chosen() -> None:
    """Two that fit as well as each other leave it open."""
    june = VISIT.replace("on Sunday", "on 12 June 2016")
    text = (
        "President Adama Keita visited Dakar last week. He met Omar Diallo over the fishing accord."
    )
    records = told(VISIT, "a", "2016-11-28"), told(june, "b", "2016-06-13"), told(text, "undated")
    assert window(*records) == (None, None)


def test_a_day_without_its_year_is_dated_by_who_gives_the_year() -> None:
    """Words keep their value, the year is uncertain in EDTF, and what is recent is five weeks old at most."""
    text = (
        "Adama Keita recently visited Dakar. Keita arrived in Dakar on November 27th for talks with Omar Diallo"
        " over a fishing accord. Adama Keita will be in Mopti in March."
    )
    _, linked = undated(told(VISIT, "dated", "2016-11-28"), told(text, "undated"))
    article = linked.article
    assert (article.published, article.published_evidence) == (None, "inferred")
    assert (article.published_earliest, article.published_latest) == ("2016-11-27", "2017-01-01")
    assert "dated tells" in article.published_reason
    times = {time.text: time for time in linked.times}
    day = times["November 27th"]
    assert (day.value, day.edtf, day.anchor) == ("XXXX-11-27", "2016?-11-27", "inferred")
    assert (day.earliest, day.latest) == ("2016-11-27", "2016-11-27")
    assert (times["March"].earliest, times["March"].latest) == ("2017-03-01", "2017-03-31")
    arrived = next(event for event in linked.events if event.trigger.startswith("arrive"))
    assert (arrived.date_source, arrived.edtf, arrived.year) == ("inferred", "2016?-11-27", 2016)


def test_what_the_text_dates_bounds_it_from_below() -> None:
    """It tells a day of 2015 as past, so it was written then or later; no other article is needed."""
    text = "Omar Diallo resigned on 3 May 2015. Police had arrested him in 2014."
    assert window(told(text, "undated")) == ("2015-05-03", None)
    _, linked = undated(told(text, "undated"))
    assert (
        "3 May" in linked.article.published_reason
        or "2015-05-03" in linked.article.published_reason
    )
    plan = "Omar Diallo will resign on 3 May 2030."
    assert window(told(plan, "undated")) == (None, None)


def test_nothing_inferred_is_evidence() -> None:
    """The second undated article tells what only the first one tells, whose days are inferred: it stays open."""
    first = (
        "President Adama Keita visited Dakar last week. He met Omar Diallo. Last week Adama Keita also"
        " visited Thies and met Awa Ndiaye over the fishing accord."
    )
    second = "Adama Keita visited Thies yesterday. He met Awa Ndiaye over the fishing accord."
    corpus = resolve([told(VISIT, "a", "2016-11-28"), told(first, "b"), told(second, "c")])
    found = {linked.article.id: linked.article.published_latest for linked in corpus.records}
    assert found["b"] is not None
    assert found["c"] is None


def test_what_contradicts_itself_is_open() -> None:
    """It tells of 2020, and of last week what was in 2016."""
    text = (
        "President Adama Keita visited Dakar last week. He met Omar Diallo over the fishing accord. On"
        " 3 May 2020 Omar Diallo resigned."
    )
    assert window(told(VISIT, "dated", "2016-11-28"), told(text, "undated")) == (None, None)


def test_the_order_of_the_articles_does_not_matter() -> None:
    """The same window, whichever comes first."""
    text = (
        "President Adama Keita visited Dakar last week. He met Omar Diallo over the fishing accord."
    )
    one, other = told(VISIT, "dated", "2016-11-28"), told(text, "undated")
    assert window(one, other) == window(other, one)


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        ("yesterday", (1, 1)),
        ("today", (0, 0)),
        ("last week", (1, 13)),
        ("this year", (0, 364)),
        ("three days ago", (3, 3)),
        # explicit, or of no day, or no time at all
        ("in 2016", None),
        ("soon", None),
        ("quietly", None),
    ],
)
def test_how_old_what_a_phrase_names_is(words: str, ages: tuple[int, int] | None) -> None:
    """From the fewest to the most days before the publication."""
    assert ages_of(words) == ages
