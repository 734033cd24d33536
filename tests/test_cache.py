"""The cache: what is put is there again, what is damaged is not believed, what is not used goes."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import article_of

from dateline import cache as cache_module
from dateline.cache import Cache, fingerprint
from dateline.ingest.items import Item, Stated
from dateline.model import Refusal
from dateline.outcome import Outcome, entry_of, key_of, outcome_in

ENTRIES = [(bytes([number]) * 32, b"entry %d" % number * 50) for number in range(5)]
ITEM = Item(
    id="a", path="a.txt", kind="txt", form="text", content=b"He came.", bytes=8, sha256="0" * 64
)


def kept(file: Path) -> list[bytes | None]:
    """What a cache gives for each key."""
    with Cache(file) as cache:
        return [cache.get(key) for key, _ in ENTRIES]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A cache with all entries."""
    with Cache(tmp_path / "c" / "records.db") as cache:
        cache.put(ENTRIES)
    return tmp_path / "c" / "records.db"


def test_what_was_put_is_there(file: Path, tmp_path: Path) -> None:
    """In the next build, and on another machine."""
    assert kept(file) == [entry for _, entry in ENTRIES]
    shutil.copy(file, tmp_path / "carried.db")
    assert kept(tmp_path / "carried.db") == [entry for _, entry in ENTRIES]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET record = x'00'",
        "UPDATE records SET checksum = x'00'",
        "UPDATE records SET record = (SELECT record FROM records ORDER BY key DESC LIMIT 1),"
        " checksum = (SELECT checksum FROM records ORDER BY key DESC LIMIT 1) WHERE key < x'0303'",
    ],
)
def test_an_entry_that_is_not_its_own_is_not_believed(file: Path, damage: str) -> None:
    """Another's with its checksum is as wrong as half of it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(damage)
    found = kept(file)
    assert found[0] is None
    with Cache(file) as cache:
        cache.put(ENTRIES)
    assert kept(file) == [entry for _, entry in ENTRIES]


@pytest.mark.parametrize("at", [0, 20, 4_096, 9_000])
def test_a_damaged_file_gives_nothing_wrong_and_mends(file: Path, at: int) -> None:
    """Wherever the damage is: an entry is as it was or not there, and the build after next has them all."""
    content = bytearray(file.read_bytes())
    content[at : at + 300] = b"\xff" * len(content[at : at + 300])
    file.write_bytes(content)
    for found, (_, entry) in zip(kept(file), ENTRIES, strict=True):
        assert found in (None, entry)
    for _ in range(2):
        with Cache(file) as cache:
            cache.put(ENTRIES)
    assert kept(file) == [entry for _, entry in ENTRIES]


@pytest.mark.parametrize("seed", range(40))
def test_scribbles_anywhere_raise_nothing(file: Path, seed: int) -> None:
    """In the tables' own names too, of which SQLite then speaks in no encoding."""
    chance = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 20, 200])):
        content[chance.randrange(len(content) if seed % 2 else 4_096)] = chance.randrange(256)
    file.write_bytes(content)
    for found, (_, entry) in zip(kept(file), ENTRIES, strict=True):
        assert found in (None, entry)
    with Cache(file) as cache:
        cache.put(ENTRIES)
        cache.keep_made(b"input", b"database")


def test_names_in_no_encoding_are_damage(file: Path) -> None:
    """SQLite tells of a schema that it cannot read by its words."""
    content = file.read_bytes()
    file.write_bytes(content.replace(b"CREATE TABLE uses", b"CREATE TA\xb0LE uses"))
    with Cache(file) as cache:
        cache.put(ENTRIES)
    assert kept(file) == [entry for _, entry in ENTRIES]


def test_a_file_of_another_format_is_made_anew(tmp_path: Path) -> None:
    """Of an earlier Dateline, or of anybody."""
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection, connection:
        connection.execute(
            "CREATE TABLE records (key TEXT PRIMARY KEY, checksum TEXT, record BLOB)"
        )
    with Cache(tmp_path / "records.db") as cache:
        cache.put(ENTRIES)
    assert kept(tmp_path / "records.db") == [entry for _, entry in ENTRIES]


def test_a_busy_file_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes to it: nothing is kept this time, and nothing is lost."""
    monkeypatch.setattr(cache_module, "PATIENCE", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Cache(file) as cache:
            cache.put([(b"6" * 32, b"more")])
        other.execute("ROLLBACK")
    assert kept(file) == [entry for _, entry in ENTRIES]


def test_two_builds_share_a_file(file: Path) -> None:
    """Each sees what the other has put."""
    with Cache(file) as one, Cache(file) as other:
        one.put([(b"6" * 32, b"of one")])
        other.put([(b"7" * 32, b"of the other")])
        assert one.get(b"7" * 32) == b"of the other"
        assert other.get(b"6" * 32) == b"of one"


def test_what_was_not_used_for_longest_goes_first(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When there is more than three times of what a build uses; what it uses stays."""
    monkeypatch.setattr(cache_module, "LEAST_ROOM", 0)
    with Cache(file) as cache:  # the second half is used more lately
        assert all(cache.get(key) for key, _ in ENTRIES[2:])
    with Cache(file) as cache:
        assert cache.get(ENTRIES[0][0])
    found = kept(file)
    assert found[0] == ENTRIES[0][1]
    assert found[1] is None
    assert sum(entry is not None for entry in found) == 3
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM uses").fetchone() == (3,)


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    """And no error."""
    (tmp_path / "file").write_text("a file and no folder")
    with Cache(tmp_path / "file" / "records.db") as cache:
        cache.put(ENTRIES)
        assert cache.get(ENTRIES[0][0]) is None


def test_the_database_of_an_input_is_remembered(file: Path) -> None:
    """The last one, while it is one of the last hundred."""
    with Cache(file) as cache:
        for number in range(150):
            cache.keep_made(b"%d" % number, b"database %d" % number)
        cache.keep_made(b"149", b"another")
    with Cache(file) as cache:
        assert cache.made(b"149") == b"another"
        assert cache.made(b"0") is None


@pytest.mark.parametrize(
    "other",
    [
        {"id": "b"},
        {"path": "b.txt"},
        {"content": b"He went."},
        {"content": "He came."},
        {"form": "html"},
        {"charset": "latin-1"},
        {"stated": Stated("export", {"published": "2017-01-16"})},
    ],
)
def test_a_key_is_of_all_that_is_said_of_an_item(other: dict[str, object]) -> None:
    """Another item has another key, and so has the same under another version."""
    assert key_of(replace(ITEM, **other), b"v1") != key_of(ITEM, b"v1")  # type: ignore[arg-type]
    assert key_of(ITEM, b"v2") != key_of(ITEM, b"v1") == key_of(replace(ITEM), b"v1")


def test_keys_of_articles_and_items_that_cannot_be_encoded() -> None:
    """A lone surrogate in an export's field is no reason to fail."""
    odd = replace(ITEM, stated=Stated("export", {"title": "\ud800"}), content="\udfff")
    assert len(key_of(odd, b"")) == len(key_of(article_of("He came."), b"")) == 32


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(b"k", "a", record=b"packed"),
        Outcome(b"k", "a", refusal=Refusal(path="a.txt", reason="no-body", detail="…", bytes=8)),
    ],
)
def test_an_outcome_comes_back_from_its_entry(outcome: Outcome) -> None:
    """A record or a refusal."""
    assert outcome_in(entry_of(outcome), ITEM, b"k") == outcome


def test_the_fingerprint_is_of_the_model_too() -> None:
    """Two models, two sets of records; the same in every process."""
    assert fingerprint("a") != fingerprint("b")
    assert len(fingerprint("a")) == 32
