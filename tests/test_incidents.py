"""Which reports are one incident, and which only look alike."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import record_of
from hypothesis import given
from hypothesis import strategies as st
from test_entities import with_id

from dateline.corpus import Corpus, resolve
from dateline.corpus.incidents import find_incidents
from dateline.corpus.reports import Report, reports_of
from dateline.model import Entity


def incident_count(*texts: str) -> int:
    """How many incidents the first events of some articles of 28 November 2016 are."""
    records = [with_id(record_of(text, "2016-11-28"), f"a{n}") for n, text in enumerate(texts)]
    return len(resolve(records).incidents)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (
            "Khalifa Haftar visited Moscow in November.",
            "Khalifa Haftar arrived in Moscow on Sunday.",
            1,
        ),
        ("Khalifa Haftar visited Moscow in June.", "Khalifa Haftar visited Moscow in November.", 2),
        ("Khalifa Haftar visited Moscow in June.", "Khalifa Haftar visited Cairo in June.", 2),
        (
            "Khalifa Haftar met Sergei Lavrov on Sunday.",
            "Khalifa Haftar met Sergei Shoygu on Sunday.",
            2,
        ),
        (
            "Khalifa Haftar met Sergei Lavrov on Sunday.",
            "Sergei Lavrov met Khalifa Haftar on Sunday.",
            1,
        ),
        ("Khalifa Haftar visited Moscow on Sunday.", "Omar Maetig visited Moscow on Sunday.", 2),
        ("Khalifa Haftar visited Moscow in 2015.", "Khalifa Haftar visited Moscow in May 2015.", 2),
        (
            "Khalifa Haftar visited Moscow on Sunday.",
            "Khalifa Haftar did not visit Moscow on Sunday.",
            2,
        ),
        ("Russia attacked Syria on Sunday.", "Russia attacked Syria on Sunday.", 2),
    ],
)
def test_reports_of_one_happening_are_one_incident(one: str, other: str, count: int) -> None:
    """Type, status, a person or organization, a narrow date and the rest of the names must agree."""
    assert incident_count(one, other) == count


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # a plan told with a modal is of the incident that it plans, and an outcome of what it came of
        ("Khalifa Haftar will visit Moscow on Monday.", ["CONSULT"]),
        ("Canada said it would not release the prisoners.", ["RETREAT"]),
        ("Rebels shelled Juba on Sunday, killing 20 people.", ["ASSAULT"]),
        ("A bomb killed two soldiers and wounded five.", ["ASSAULT"]),
        # a promise made with a verb of its own is an incident beside what is promised
        ("Kenya agreed to train Somali soldiers.", ["AGREE", "AID"]),
        ("Rebels shelled Juba on Sunday and attacked Derna on Monday.", ["ASSAULT", "ASSAULT"]),
    ],
)
def test_plans_and_outcomes_are_no_incident_beside(text: str, types: list[str]) -> None:
    """Every event has an incident, and what is told twice in one breath is one."""
    corpus = resolve([with_id(record_of(text, "2016-11-28"), "a")])
    assert sorted(incident.type for incident in corpus.incidents) == types
    (linked,) = corpus.records
    assert all(event.incident_id for event in linked.events)


def told(*articles: tuple[str, str]) -> Corpus:
    """The corpus of some articles, each its text and the day it was published on."""
    return resolve(
        [with_id(record_of(text, day), f"a{n}") for n, (text, day) in enumerate(articles)]
    )


# What makes short articles one story: they name the same firm and the same man.
STORY = " Montgomery Burns of Acme Energy lives in Springfield."


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        # casualties are of what caused them, and of nothing in another town
        (
            "A tram overturned in Croydon on Sunday, and seven people died.",
            "At least seven people were killed when a tram overturned in Croydon.",
            True,
        ),
        (
            "Gunmen attacked a market in Baghdad on Sunday.",
            "Gunmen attacked a market in Baghdad.",
            True,
        ),
        (
            "Gunmen attacked a market in Baghdad on Sunday.",
            "Gunmen attacked a market in Basra on Sunday.",
            False,
        ),
        # who did it and whom he did it to are two
        (
            "A gunman killed 20 people at a market in Lyon on Sunday.",
            "A gunman shot dead at least 18 people at a market in Lyon.",
            True,
        ),
        (
            "A gunman killed 20 people at a market in Lyon on Sunday.",
            "Police killed the gunman in Lyon on Sunday.",
            False,
        ),
        ("Police shot the attacker dead.", "The attacker was killed by police.", True),
        # one, three and dozens
        (
            "North Korea launched a missile over Japan on Sunday.",
            "North Korea fired a ballistic missile over Japan on Sunday.",
            True,
        ),
        (
            "North Korea launched a missile over Japan on Sunday.",
            "North Korea launched three missiles over Japan on Sunday.",
            False,
        ),
        (
            "North Korea launched a missile over Japan on Sunday.",
            "North Korea conducted dozens of missile tests.",
            False,
        ),
        ("Rebels released 21 girls on Sunday.", "Rebels released four engineers on Sunday.", False),
        # a wide date holds a narrow one where kind, doer and noun are the same
        (
            "Boko Haram kidnapped 276 schoolgirls in April 2014.",
            "Boko Haram abducted the schoolgirls in 2014.",
            True,
        ),
        (
            "Boko Haram kidnapped 276 schoolgirls in April 2014.",
            "Boko Haram kidnapped a soldier.",
            False,
        ),
        ("Khalifa Haftar visited Moscow in 2015.", "Khalifa Haftar visited Moscow.", False),
        # what hardly happens twice
        (
            "Muammar Gaddafi was toppled in October 2011.",
            "Muammar Gaddafi was overthrown in 2011.",
            True,
        ),
        (
            "Muammar Gaddafi was toppled in October 2011.",
            "Hosni Mubarak was overthrown in 2011.",
            False,
        ),
        ("Angela Merkel resigned on Sunday.", "Angela Merkel did not resign.", False),
        # statements: nearly the same words of the same speaker
        (
            "John Kerry condemned the bombing of the hospital in Aleppo as a war crime on Sunday.",
            "John Kerry condemned the bombing of the hospital in Aleppo as a war crime.",
            True,
        ),
        (
            "John Kerry condemned the bombing of the hospital in Aleppo as a war crime.",
            "Theresa May condemned the bombing of the hospital in Aleppo as a war crime.",
            False,
        ),
        (
            "John Kerry condemned the bombing of the hospital in Aleppo as a war crime.",
            "John Kerry condemned the coup.",
            False,
        ),
    ],
)
def test_alike_reports_of_a_story_are_told_apart(one: str, other: str, is_one: bool) -> None:
    """The first events of two articles of one story are one incident, or two."""
    corpus = told((one + STORY, "2016-11-28"), (other + STORY, "2016-11-28"))
    assert len(corpus.stories) == 1
    first, second = (record.events[0] for record in corpus.records)
    assert (first.incident_id == second.incident_id) == is_one


def test_a_report_says_why_it_is_of_its_incident() -> None:
    """The report an incident began with has no reason; the other names the report it is like."""
    text = "Khalifa Haftar visited Moscow on Sunday."
    corpus = told((text, "2016-11-28"), (text, "2016-11-29"))
    reasons = sorted(
        (e.incident_reason or "" for record in corpus.records for e in record.events), key=len
    )
    assert reasons[0] == ""
    assert reasons[1].startswith("like a0-e15: Khalifa Haftar, ")
    assert "the same day" in reasons[1]


def test_a_copy_is_no_source() -> None:
    """Two articles with the same words are two articles and one source."""
    text = "Khalifa Haftar visited Moscow on Sunday."
    (incident,) = told((text, "2016-11-28"), (text, "2016-11-28")).incidents
    assert (incident.article_count, incident.source_count) == (2, 1)


def test_an_incident_has_the_date_that_most_sources_support() -> None:
    """Three sources say Sunday, the fourth says the day before: the incident was on Sunday."""
    sentence = "Gunmen attacked the market in Baghdad on {}, a witness said."
    corpus = told(
        (sentence.format("Saturday") + STORY, "2016-11-28"),
        *((sentence.format("Sunday") + STORY + f" It was {n}.", "2016-11-28") for n in range(3)),
    )
    (attack,) = [i for i in corpus.incidents if i.type == "ASSAULT"]
    assert (attack.edtf, attack.earliest, attack.latest) == ("2016-11-27",) * 3
    assert (attack.year, attack.month) == (2016, "2016-11")


@pytest.mark.parametrize(
    ("plan", "done", "is_done"),
    [
        ("Khalifa Haftar will visit Moscow.", "Khalifa Haftar visited Moscow on Sunday.", True),
        (
            "Khalifa Haftar will visit Moscow on Sunday.",
            "Khalifa Haftar arrived in Moscow on Sunday.",
            True,
        ),
        ("Khalifa Haftar will visit Moscow.", "Khalifa Haftar visited Cairo on Sunday.", False),
        ("Khalifa Haftar will visit Moscow.", "Omar Maetig visited Moscow on Sunday.", False),
        ("Khalifa Haftar will visit Moscow.", "Khalifa Haftar visited Moscow in June.", False),
        ("Khalifa Haftar will visit Moscow.", "Khalifa Haftar did not visit Moscow.", False),
    ],
)
def test_a_plan_is_linked_to_what_was_done(plan: str, done: str, is_done: bool) -> None:
    """A plan and what later reports tell as done stay two incidents, the one linked to the other."""
    corpus = told((plan + STORY, "2016-11-25"), (done + STORY, "2016-11-28"))
    planned, outcome = sorted(corpus.incidents, key=lambda incident: incident.id)
    assert (planned.status, planned.fulfilled_by_id) == ("planned", outcome.id if is_done else None)
    assert ((planned.fulfilled_reason or "").startswith("planned in a0-e")) == is_done
    assert outcome.fulfilled_by_id is None


def test_a_plan_is_not_fulfilled_by_what_was_told_before() -> None:
    """What was done before the plan was told is another of its kind."""
    corpus = told(
        ("Khalifa Haftar visited Moscow on Sunday." + STORY, "2016-11-28"),
        ("Khalifa Haftar will visit Moscow." + STORY, "2017-01-20"),
    )
    assert not [i for i in corpus.incidents if i.fulfilled_by_id]


TEXTS = (
    "Gunmen attacked a market in Baghdad on Sunday, killing 20 people.",
    "At least 18 people died when gunmen attacked a market in Baghdad.",
    "Police killed one of the gunmen. John Kerry condemned the attack.",
    "Gunmen attacked a market in Basra on Monday. Another attack followed.",
    "Dozens were injured in the attack on Sunday.",
)


@cache
def reports() -> tuple[tuple[Report, ...], dict[str, Entity]]:
    """The reports of TEXTS, and their entities."""
    corpus = told(*((text, "2016-11-29") for text in TEXTS))
    entities = {entity.id: entity for entity in corpus.people.entities}
    found = [
        report
        for r in corpus.records
        for report in reports_of(r.events, r.sentences, r.mentions, entities)
    ]
    return tuple(found), entities


@given(order=st.permutations(range(8)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    """Incidents, their reports and the reasons are the same whatever comes first."""
    found, entities = reports()
    story_of = {report.article_id: "s" for report in found}
    published = {article: ("2016-11-29", "2016-11-29") for article in story_of}
    shuffled = [found[n] for n in order] + [*found[8:]]
    whole = find_incidents(found, entities, story_of, {}, published)
    assert find_incidents(shuffled, entities, story_of, {}, published) == whole
    assert set(whole.incident_of) == {report.id for report in found}
