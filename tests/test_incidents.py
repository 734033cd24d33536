"""Which reports are one incident, and which only look alike."""

from __future__ import annotations

import pytest
from conftest import record_of
from test_entities import with_id

from dateline.corpus import resolve


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
