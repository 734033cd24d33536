"""What the corpus keeps in files: the same as in memory, in the same order, at any size."""

from __future__ import annotations

import os
import pickle
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corpus import names as names_module
from dateline.corpus import spool as spool_module
from dateline.corpus.candidates import Candidates, Plain
from dateline.corpus.names import Names, Taken, groups_of, sharing
from dateline.corpus.spool import Ordered, Rows, Spool, spooled
from dateline.model import Alias

TEXTS = st.lists(st.text(), unique=True, max_size=90)  # halves of surrogate pairs are below


def rows(count: int) -> list[Alias]:
    """So many rows."""
    return [Alias(entity_id=f"e{n}", alias="x" * n, mention_count=n) for n in range(count)]


@pytest.mark.parametrize("late", [0, 40, 1 << 20])
def test_a_spool_gives_what_was_put(monkeypatch: pytest.MonkeyPatch, late: int) -> None:
    """From memory, from disk, and where one value lies across both; also while it still grows."""
    monkeypatch.setattr(spool_module, "LATE", late)
    spool = Spool()
    values = [("ä" * n, None, n, [1.5]) for n in range(20)]
    for number, value in enumerate(values):
        spool.put(value)
        assert spool[number] == value
        assert spool[0] == values[0]
    assert list(spool) == values
    assert list(pickle.loads(pickle.dumps(spool))) == values
    with pytest.raises(IndexError):
        spool[20]


def test_the_file_of_a_spool_has_no_name_and_goes_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody else can write what is read from it."""
    monkeypatch.setattr(spool_module, "LATE", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = spooled(["one"])
    assert spool._file is not None
    assert list(tmp_path.iterdir()) == []
    number = spool._file.fileno()
    del spool
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 100])
@pytest.mark.parametrize("block", [1, 32])
def test_rows_are_those_that_were_put(count: int, block: int) -> None:
    """In blocks and one by one, and equal to a tuple of them."""
    there = Rows(Alias, rows(count), block)
    assert len(there) == count
    assert list(there) == rows(count) == [there[n] for n in range(count)]
    assert there == tuple(rows(count))
    assert there != tuple(rows(count + 1))
    assert there[:2] == rows(count)[:2]


@pytest.mark.parametrize("run", [1, 2, 7, 100])
def test_values_come_in_order_whatever_the_run(monkeypatch: pytest.MonkeyPatch, run: int) -> None:
    """Of equals the first that was put comes first, also when they are of several runs."""
    monkeypatch.setattr(spool_module, "RUN", run)
    values = [(n % 3, n) for n in range(20)]
    ordered = Ordered(key=lambda value: value[0])
    ordered.extend(values)
    assert list(ordered) == sorted(values, key=lambda value: value[0])


@settings(deadline=None)
@given(TEXTS, st.text())
def test_a_name_is_found_where_it_stands(texts: list[str], other: str) -> None:
    """And nowhere when it is not there."""
    ordered = sorted(texts)
    names = Names(ordered)
    assert list(names) == ordered
    assert [names.place(name) for name in ordered] == list(range(len(ordered)))
    assert (other in names) == (other in texts)
    assert list(pickle.loads(pickle.dumps(names))) == ordered


def test_names_may_have_halves_of_surrogate_pairs() -> None:
    """The order of their bytes is that of the letters."""
    ordered = sorted(["a", "\ud800", "\udfff", "\uffff", "\U0001f600", "\ue000"])
    assert list(Names(ordered)) == ordered
    assert Names(ordered).place("\udfff") == ordered.index("\udfff")


def test_only_names_that_share_a_key_are_kept() -> None:
    """In their order; a name that has one key twice shares it with nobody."""
    assert sharing(["ab", "bc", "cd", "ee"], lambda name: [(letter,) for letter in name]) == [
        "ab",
        "bc",
        "cd",
    ]
    assert sharing(list[str](), lambda name: [(name,)]) == []
    assert list(groups_of([], [])) == []


def test_taken_holds_more_than_it_began_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also texts whose first slots are the same."""
    monkeypatch.setattr(names_module, "number_of", lambda text: len(text) << 40)
    taken = Taken()
    for n in range(2_000):
        assert "x" * n not in taken
        taken.add("x" * n)
    assert all("x" * n in taken for n in range(2_000))


def plain(name: str, articles: list[int], link: str) -> Plain:
    """What some articles say of a name."""
    numbers = array("I", articles).tobytes()
    return (name, {"person": len(articles)}, {name: 1}, {"H": link}, numbers, [], [], False)


@pytest.mark.parametrize("run", [1, 1_000])
def test_candidates_are_added_up_in_the_order_of_articles(
    monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    """Whether they meet in memory or when runs are merged: the first link stands, articles go up."""
    monkeypatch.setattr("dateline.corpus.candidates.RUN", run)
    batches = [
        (0, [plain("Khalifa Haftar", [0, 1], "first"), plain("Al Sarraj", [1], "first")]),
        (50, [plain("Khalifa Haftar", [3], "second")]),
    ]
    candidates = Candidates(batches)
    assert list(candidates) == ["Al Sarraj", "Khalifa Haftar"]
    found = candidates["Khalifa Haftar"]
    assert list(found.articles) == [0, 1, 53]
    assert (found.types, found.forms) == ({"person": 3}, {"Khalifa Haftar": 2})
    assert found.links == {"H": "first"}
    assert [each.name for each in candidates.linked()] == ["Al Sarraj", "Khalifa Haftar"]
