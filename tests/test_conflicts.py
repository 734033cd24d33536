"""Reports that cannot both be right, and those that only seem so; and who acts with or against whom."""

from __future__ import annotations

import pytest
from conftest import record_of
from test_entities import with_id

from dateline.corpus import Corpus, resolve

# What keeps the small articles of one test in one story, told in words of their own
ABOUT = (
    "The Karuma dam on the Nile in Uganda, built by Sinohydro, was to be opened by minister Irene Muloni. Its"
    " turbines have long been waited for in Kiryandongo.",
    "Irene Muloni, the Ugandan minister, has been praised for the dam at Karuma, for which Sinohydro brought six"
    " turbines up the Nile; Kiryandongo awaits them still.",
)


def told(*articles: tuple[str, str | None]) -> Corpus:
    """The corpus of some articles on one story, each a text and its day of publication."""
    return resolve(
        with_id(
            record_of(f"{text}\n{ABOUT[number]}", published, "Karuma dam in Uganda"), f"a{number}"
        )
        for number, (text, published) in enumerate(articles)
    )


def kinds(*articles: tuple[str, str | None]) -> list[str]:
    """The kinds of the conflicts between some articles."""
    return [conflict.kind for conflict in told(*articles).conflicts]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # a town is hardly seized twice in three months
        (
            "Forces loyal to Charles Okello seized several gold mines in June 2016.",
            "In September 2016 the forces of Charles Okello seized most of the gold mines.",
            ["date"],
        ),
        (
            "Forces loyal to Charles Okello seized several gold mines in June 2016.",
            "In June 2016 the forces of Charles Okello seized most of the gold mines.",
            [],
        ),
        (
            "Forces loyal to Charles Okello seized several gold mines in June 2016.",
            "In September 2016 the forces of Charles Okello seized the airport of Gulu.",
            [],
        ),
        (
            "Forces loyal to Charles Okello seized several gold mines in June 2016.",
            "In September 2016 the forces of Joseph Ongwen seized most of the gold mines.",
            [],
        ),
        # visits, meetings and attacks happen again and again
        (
            "Charles Okello visited Nairobi in June 2016.",
            "Charles Okello visited Nairobi in September 2016.",
            [],
        ),
        (
            "Officers overthrew president Charles Okello on 3 May 2016.",
            "Officers overthrew president Charles Okello on 9 May 2016.",
            ["date"],
        ),
        # the day differs around the globe
        (
            "Officers overthrew president Charles Okello on 3 May 2016.",
            "Officers overthrew president Charles Okello on 4 May 2016.",
            [],
        ),
    ],
)
def test_dates(one: str, other: str, expected: list[str]) -> None:
    """Two dates of what hardly happens twice contradict each other."""
    assert kinds((one, "2016-12-01"), (other, "2016-12-02")) == expected


CRASH = "A bus overturned in Gulu on Friday. {} people were killed when the bus overturned near the Gulu market."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Seven", "Eight", ["number"]),
        ("Seven", "Seven", []),
        ("At least seven", "Eight", []),
        ("At least nine", "Eight", ["number"]),
        ("More than seven", "Seven", ["number"]),
        ("Dozens of", "Eight", []),
        ("About seven", "Eight", []),
    ],
)
def test_numbers(one: str, other: str, expected: list[str]) -> None:
    """How many were killed in one accident, by two articles of one day."""
    articles = ((CRASH.format(words), "2016-12-03") for words in (one, other))
    assert kinds(*articles) == expected


def test_the_dead_are_not_set_against_the_wounded() -> None:
    """Seven killed and nine injured are both told."""
    one = CRASH.format("Seven")
    other = one.replace("killed", "injured").replace("Seven", "Nine")
    assert kinds((one, "2016-12-03"), (other, "2016-12-03")) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Charles Okello and Joseph Ongwen met in London on Monday.",
            "Charles Okello and Joseph Ongwen met in Kampala on Monday.",
            ["place"],
        ),
        (
            "Charles Okello and Joseph Ongwen met in London on Monday.",
            "Charles Okello and Joseph Ongwen met in Kampala on Thursday.",
            [],
        ),
        (
            "Charles Okello and Joseph Ongwen met in London on Monday.",
            "Charles Okello and Irene Muloni met in Kampala on Monday.",
            [],
        ),
    ],
)
def test_places(one: str, other: str, expected: list[str]) -> None:
    """The same two cannot meet in two cities on one day, as a rule."""
    assert kinds((one, "2016-12-01"), (other, "2016-12-02")) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Charles Okello shot Joseph Ongwen on Monday.",
            "Charles Okello did not shoot Joseph Ongwen.",
            ["status"],
        ),
        (
            "Charles Okello shot Joseph Ongwen on Monday.",
            "Charles Okello did not shoot Irene Muloni.",
            [],
        ),
        (
            "Charles Okello shot Joseph Ongwen on Monday.",
            "Charles Okello will not shoot Joseph Ongwen.",
            [],
        ),
        (
            "Charles Okello shot Joseph Ongwen on Monday.",
            "Charles Okello refused to shoot Joseph Ongwen.",
            [],
        ),
        (
            "Charles Okello shot Joseph Ongwen on Monday.",
            "A spokesman denied that Charles Okello had shot Joseph Ongwen.",
            ["status"],
        ),
        (
            "Charles Okello shot Joseph Ongwen on 3 May 2016.",
            "Charles Okello did not shoot Joseph Ongwen on 8 June 2016.",
            [],
        ),
    ],
)
def test_denials(one: str, other: str, expected: list[str]) -> None:
    """What one asserts and another denies."""
    assert kinds((one, "2016-12-01"), (other, "2016-12-02")) == expected


def test_one_source_does_not_contradict_itself() -> None:
    """Two sentences of one article, and an article and its copy, are one source's."""
    seven, eight = CRASH.format("Seven"), CRASH.format("Eight")
    assert kinds((f"{seven} {eight}", "2016-12-03")) == []


def test_a_conflict_says_what_each_tells() -> None:
    """Both summaries and both articles are in the explanation, and both events in the row."""
    corpus = told((CRASH.format("Seven"), "2016-12-03"), (CRASH.format("Eight"), "2016-12-04"))
    (conflict,) = corpus.conflicts
    events = {e.id: e for rows in corpus.records for e in rows.events}
    for event_id in (conflict.event_id, conflict.other_event_id):
        assert events[event_id].summary in conflict.explanation
        assert events[event_id].article_id in conflict.explanation
    assert conflict.incident_id == events[conflict.event_id].incident_id


# ---------------------------------------------------------------- ties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Charles Okello shot Joseph Ongwen on Monday.", {("charles-okello", "joseph-ongwen")}),
        (
            "Charles Okello and Joseph Ongwen met on Monday.",
            {("charles-okello", "joseph-ongwen")},
        ),
        # a town that is visited is nobody, and what did not happen ties nobody
        ("Charles Okello visited Gulu on Monday.", set()),
        ("Charles Okello did not shoot Joseph Ongwen.", set()),
        ("Charles Okello will visit Joseph Ongwen.", set()),
        # both act, on nobody that is named
        ("Charles Okello and Joseph Ongwen protested on Monday.", set()),
    ],
)
def test_who_is_tied_to_whom(text: str, expected: set[tuple[str, str]]) -> None:
    """One row for each pair and type of what happened."""
    corpus = resolve([with_id(record_of(text, "2016-12-01"), "a")])
    assert {(tie.source_id, tie.target_id) for tie in corpus.ties} == expected


def test_ties_count_incidents_and_not_reports() -> None:
    """One shooting told by two articles is one incident and two reports."""
    text = "Charles Okello shot Joseph Ongwen in Gulu on Monday."
    (tie,) = (
        tie
        for tie in told((text, "2016-12-01"), (f"{text} It was a surprise.", "2016-12-02")).ties
        if tie.source_id == "charles-okello"
    )
    assert (tie.incident_count, tie.event_count, tie.article_count) == (1, 2, 2)
    assert (tie.earliest, tie.latest) == ("2016-11-28", "2016-11-28")
