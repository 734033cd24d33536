"""Records on disk: what is put on the shelf comes back, in order, and goes with the process."""

from __future__ import annotations

import dataclasses
import gc
import os
import pickle
import random
import subprocess
import sys
import typing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import shelf as shelf_module
from dateline.analysis import analyse
from dateline.columns import put_together, rows_like, taken_apart, uncollected
from dateline.corpus import resolve
from dateline.ingest import read_sources
from dateline.model import Article, ArticleRecord, Event, Mention, Name, Participant, Refusal
from dateline.shelf import Shelf, full_names_in, packed

SEEDS = Path(__file__).parent.parent / "seeds"


@cache
def records() -> tuple[ArticleRecord, ...]:
    """The records of the seeds."""
    return tuple(analyse(a) for a in read_sources([SEEDS]) if isinstance(a, Article))


def test_records_come_in_the_order_of_their_ids() -> None:
    """Whatever the order they were put in."""
    mixed = list(records())
    random.Random(7).shuffle(mixed)
    shelf = Shelf.of(mixed)
    ids = sorted(record.article.id for record in mixed)
    assert shelf.ids == ids
    assert [record.article.id for record in shelf] == ids
    assert len(shelf) == len(ids)


def test_names_are_read_without_the_rest_of_a_record() -> None:
    """The same as in the record; an article without any has none."""
    nameless = ArticleRecord(article=dataclasses.replace(records()[0].article, id="nameless"))
    for record in (*records(), nameless):
        names = full_names_in(packed(record))
        assert names == {name.id: name.full_name for name in record.names}
    assert any(record.names for record in records())


def test_a_record_in_place_of_another_has_its_size() -> None:
    """What was put last is what is kept, and its size is told."""
    first, *_ = records()
    shelf = Shelf.of(records())
    longer = dataclasses.replace(
        first, article=dataclasses.replace(first.article, title="x" * 9999)
    )
    shelf.put(longer)
    assert len(shelf) == len(records())
    assert shelf[first.article.id] == longer
    for record in records():
        assert shelf.size_of(record.article.id) == len(shelf.packed(record.article.id))


def test_a_record_is_the_one_that_was_put() -> None:
    """Equal in every row, and a frozen dataclass as before."""
    shelf = Shelf.of(records())
    for record in records():
        again = shelf[record.article.id]
        assert again == record
        assert repr(again) == repr(record)
        assert hash(again) == hash(record)
        assert pickle.loads(pickle.dumps(again)) == record
        with pytest.raises(dataclasses.FrozenInstanceError):
            again.article.title = "another"  # type: ignore[misc]


def test_a_later_record_takes_the_place_of_an_earlier() -> None:
    """One record an article, at the same place in the order; the others are as they were."""
    shelf = Shelf.of(records())
    first, *others = records()
    changed = dataclasses.replace(
        first, article=dataclasses.replace(first.article, title="x" * 9_000), events=()
    )
    shelf.put(changed)
    assert len(shelf) == len(records())
    assert shelf[first.article.id] == changed
    assert [record for record in shelf if record != changed] == others


def test_an_article_may_come_after_the_ids_were_asked_for() -> None:
    """The order is that of all that are there."""
    *early, late = records()
    shelf = Shelf.of([*early[1:], late])
    assert early[0].article.id not in shelf
    assert len(shelf.ids) == len(records()) - 1
    shelf.put(early[0])
    assert early[0].article.id in shelf
    assert shelf.ids == sorted(record.article.id for record in records())


def test_what_is_not_there_is_a_key_error() -> None:
    """As with any mapping."""
    with pytest.raises(KeyError):
        Shelf()["nobody"]
    assert list(Shelf()) == []


def test_much_goes_to_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """To a file without a name, so the folder stays empty; what comes back is the same."""
    monkeypatch.setattr(shelf_module, "IN_MEMORY", 1_000)
    shelf = Shelf(tmp_path)
    for record in records():
        shelf.put(record)
    assert shelf._file._rolled  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []
    assert list(shelf) == list(records())


def test_the_file_goes_with_the_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its space is given back as soon as nobody has the shelf."""
    monkeypatch.setattr(shelf_module, "IN_MEMORY", 1_000)
    shelf = Shelf(tmp_path)
    shelf.put(records()[0])
    number = shelf._file.fileno()
    assert os.fstat(number).st_size > 0
    del shelf
    gc.collect()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


def test_a_folder_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    """The system's own is used."""
    shelf = Shelf(tmp_path / "nowhere")
    shelf.put(records()[0])
    assert list(shelf) == [records()[0]]


def test_a_shelf_gives_the_corpus_that_its_records_give() -> None:
    """Records in memory, in another order, or spooled to disk."""
    plain = resolve(records())
    other = resolve(Shelf.of(reversed(records())))
    assert other.people == plain.people
    assert other.incidents == plain.incidents
    assert list(other.records) == list(plain.records)


# ---------------------------------------------------------------- rows as columns


def _any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value a field of model.py may hold."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(_any_of(arguments[0]), max_size=3).map(tuple)
    if arguments:
        return st.one_of(*map(_any_of, arguments))
    if dataclasses.is_dataclass(hint):
        return _rows(typing.cast(type, hint))
    texts = st.text(max_size=5)  # all that UTF-8 and so SQLite holds
    values = {
        str: texts,
        int: st.integers(-(2**63), 2**63 - 1),  # what SQLite holds
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
    }
    return st.none() if hint is type(None) else values[hint]


def _rows(cls: type) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    return st.builds(cls, **{field.name: _any_of(hints[field.name]) for field in fields})


@given(st.lists(st.one_of(_rows(Event)), max_size=3).map(tuple))
def test_rows_come_back_from_their_columns(events: tuple[Event, ...]) -> None:
    """Whatever they hold, and however many rows hold rows of their own."""
    assert put_together(Event, taken_apart(Event, events)) == events


@given(_rows(ArticleRecord))
def test_any_record_comes_back_from_the_shelf(record: ArticleRecord) -> None:
    """Whatever it holds."""
    assert list(Shelf.of([record])) == [record]


def test_rows_of_another_dataclass_take_what_has_one_name() -> None:
    """A mention is a name with its entity."""
    names = [name for record in records() for name in record.names]
    mentions = rows_like(Mention, names, entity_id=[name.full_name for name in names])
    for name, mention in zip(names, mentions, strict=True):
        assert mention == Mention(
            entity_id=name.full_name,
            **{
                f.name: getattr(name, f.name)
                for f in dataclasses.fields(Mention)
                if f.name != "entity_id"
            },
        )


def test_no_rows_are_no_rows() -> None:
    """Of whatever class."""
    assert rows_like(Mention, ()) == ()
    assert taken_apart(Participant, ()) == (0, ())
    assert put_together(Name, taken_apart(Name, ())) == ()


def test_rows_that_differ_in_kind_are_refused() -> None:
    """A row without the fields is an error, and no row with holes."""
    with pytest.raises(AttributeError):
        taken_apart(Name, [Refusal(path="a", reason="empty", detail="", bytes=None)])


def test_the_search_for_cycles_comes_back() -> None:
    """It is as it was before the block, whatever happened in it."""
    with pytest.raises(KeyError), uncollected():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """In words, and without a second complaint when the shelf goes."""
    code = f"""
import resource, signal
from pathlib import Path
from dateline import shelf
from dateline.errors import BadBuild
shelf.IN_MEMORY = 1_000
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
records = shelf.Shelf(Path({str(tmp_path)!r}))
try:
    for number in range(100):
        records.put_packed(str(number), b"x" * 1_000)
except BadBuild as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "no room for the records" in done.stdout
    assert done.stderr == ""
