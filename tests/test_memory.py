"""What is large is let go of when its last reader is done, without a search for cycles."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

import pytest
from conftest import record_of

from dateline.columns import uncollected
from dateline.corpus import resolve
from dateline.corpus.names import Names
from dateline.memory import give_back, give_back_at_once, remembering


@pytest.fixture(autouse=True)
def no_search() -> Iterator[None]:
    """No search for cycles within a test."""
    with uncollected():
        yield


class Doubling:
    """Doubles numbers, and counts how often it must."""

    def __init__(self) -> None:
        self.asked = 0
        self.double = remembering(self._double, most=2)

    def _double(self, number: int) -> int:
        self.asked += 1
        return 2 * number


def test_the_latest_answers_are_remembered() -> None:
    """Only those."""
    of = Doubling()
    assert [of.double(n) for n in (1, 2, 1, 2)] == [2, 4, 2, 4]
    assert of.asked == 2
    assert [of.double(n) for n in (3, 1)] == [6, 2]
    assert of.asked == 4


def test_what_remembers_does_not_keep_itself() -> None:
    """Its object goes with its last reader, though it holds what remembers."""
    of = Doubling()
    assert of.double(2) == 4
    names = Names(["Haftar", "Lavrov"])
    assert names.place("Lavrov") == 1
    gone = [weakref.ref(of), weakref.ref(names)]
    del of, names
    assert [ref() for ref in gone] == [None, None]


def test_a_corpus_goes_with_its_last_reader() -> None:
    """Nothing of it is in a cycle that keeps it."""
    corpus = resolve([record_of("Vladimir Putin met Khalifa Haftar in Moscow on Monday.")])
    assert corpus.people.by_id[next(iter(corpus.people.by_id))]
    gone = [weakref.ref(part) for part in (corpus.people.by_id, corpus.people.by_id.ids)]
    del corpus
    assert [ref() for ref in gone] == [None, None]


def test_memory_is_given_back_at_any_time() -> None:
    """Twice too."""
    give_back_at_once()
    for _ in range(2):
        give_back()
