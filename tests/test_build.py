"""The build keeps its promises: the same dump every time, whole after a kill, no traceback on bad input."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from build_db import build
from dateline.errors import BadSource

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def dump(database: Path) -> str:
    """The database as SQL text."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


def run(*arguments: object, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """`python build_db.py` with the arguments, to its end."""
    return subprocess.run(
        [sys.executable, "build_db.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def hostile_folder(tmp_path: Path) -> Path:
    """A folder with what nobody should have in a folder of articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    noise = random.Random(7)
    folder.joinpath("noise.txt").write_bytes(noise.randbytes(20_000))
    folder.joinpath("line.txt").write_bytes(b"word " * 10_000_000)
    folder.joinpath("long-paragraph.txt").write_text("A long one\n\n" + "He said no. " * 4_000)
    folder.joinpath("nuls.txt").write_bytes(b"A title\n\nSome\0 text with\0 nothing in it.\0\n")
    folder.joinpath("bad-utf-8.txt").write_bytes(
        b"Caf\xe9 in Paris\n\nThe caf\xe9 closed on \xff Monday.\n"
    )
    folder.joinpath("empty.txt").write_bytes(b"")
    folder.joinpath("script.txt").write_text(
        "<script>alert(1)</script>\n\nAngela Merkel met <b>François Hollande</b> in Paris.\n"
    )
    folder.joinpath("loop.txt").symlink_to("loop.txt")
    folder.joinpath("self").symlink_to(folder)
    folder.joinpath("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + noise.randbytes(500))
    folder.joinpath("unreadable.txt").write_text("Nobody may read this.")
    folder.joinpath("unreadable.txt").chmod(0)
    folder.joinpath("french.txt").write_text(
        "Le président est arrivé\n\nLe président de la République est arrivé à Alger dans la nuit avec les"
        " ministres et il a dit que la visite est une chance pour les deux pays et pour la région.\n"
    )
    return folder


def test_two_builds_give_one_dump(tmp_path: Path) -> None:
    """Workers, hash seeds and a warm cache change nothing."""
    dumps = set()
    for workers, seed, cache in ((1, "0", "cold"), (2, "1", "cold"), (1, "1", "warm")):
        folder = tmp_path / f"{workers}{seed}" if cache == "cold" else tmp_path / "10"
        result = run(SEEDS, "--db", folder / "news.db", "--workers", workers, seed=seed)
        assert result.returncode == 0, result.stderr
        dumps.add(dump(folder / "news.db"))
    assert len(dumps) == 1


def test_the_order_of_sources_changes_nothing(tmp_path: Path) -> None:
    """Files named one by one, in any order, give the same articles."""
    files = sorted(SEEDS.glob("*.txt"))[:2]
    build(files, tmp_path / "a.db")
    build(files[::-1], tmp_path / "b.db")
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_a_second_build_runs_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged files are taken from the cache."""
    build([SEEDS], tmp_path / "news.db")
    monkeypatch.setattr("dateline.engine.analyse_with", lambda *_: pytest.fail("the model was run"))
    report = build([SEEDS], tmp_path / "news.db")
    assert report.reused == 5


def test_a_damaged_cache_is_not_believed(tmp_path: Path) -> None:
    """A cache of flipped bytes, or no cache at all, costs time and nothing else."""
    source = sorted(SEEDS.glob("*.txt"))[1]
    build([source], tmp_path / "news.db")
    whole = dump(tmp_path / "news.db")
    records = tmp_path / ".dateline" / "records.db"
    with closing(sqlite3.connect(records)) as cache, cache:
        (blob,) = cache.execute("select record from records").fetchone()
        cache.execute("update records set record = ?", (blob[:100] + b"\0" + blob[101:],))
    assert build([source], tmp_path / "news.db").reused == 0
    records.write_bytes(b"no database at all" * 100)
    build([source], tmp_path / "news.db")
    assert dump(tmp_path / "news.db") == whole


def test_a_killed_build_leaves_the_old_database(tmp_path: Path) -> None:
    """Twenty builds killed at random moments: the old file stays whole, and the next build is the same."""
    database, source = tmp_path / "news.db", tmp_path / "articles"
    source.mkdir()
    for seed in sorted(SEEDS.glob("*.txt"))[:2]:
        source.joinpath(seed.name).write_bytes(seed.read_bytes())
    started = time.monotonic()
    assert run(source, "--db", database, "--no-cache").returncode == 0
    whole_build = time.monotonic() - started
    before = dump(database)
    moments = random.Random(11)
    for number in range(20):
        arguments = [sys.executable, "build_db.py", str(source), "--db", str(database)]
        with subprocess.Popen(
            [*arguments, *(["--no-cache"] if number % 2 else [])],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(whole_build * moments.uniform(0.3, 1.0))
            process.send_signal(signal.SIGKILL)
        assert dump(database) == before
    assert run(source, "--db", database).returncode == 0
    assert dump(database) == before
    assert [path.name for path in tmp_path.glob("news.db*")] == ["news.db"]


def test_an_empty_folder_gives_the_full_schema(tmp_path: Path, seeds_database: Path) -> None:
    """Nothing to read: the same tables, no rows, exit status 1."""
    (tmp_path / "articles").mkdir()
    result = run(tmp_path / "articles", "--db", tmp_path / "news.db")
    assert result.returncode == 1
    assert "No article could be read" in result.stdout
    shapes = []
    for database in (tmp_path / "news.db", seeds_database):
        with closing(sqlite3.connect(database)) as connection:
            sql = "select type, name, sql from sqlite_master where name not like 'sqlite_stat%' order by 1, 2"
            shapes.append(connection.execute(sql).fetchall())
    assert shapes[0] == shapes[1]


def test_a_hostile_folder_gives_a_database(tmp_path: Path, hostile_folder: Path) -> None:
    """Every bad file is a row that says why, and the good ones are read."""
    result = run(hostile_folder, "--db", tmp_path / "news.db")
    assert result.returncode == 0
    assert "Traceback" not in result.stdout + result.stderr
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        refused = dict(connection.execute("select path, reason from refused_files").fetchall())
        titles = dict(connection.execute("select id, title from articles").fetchall())
        skipped = dict(connection.execute("select id, skipped_reason from articles").fetchall())
    assert refused["line.txt"] == "too-large"
    assert refused["empty.txt"] == "empty"
    assert refused["picture.txt"] == refused["noise.txt"] == "binary"
    assert refused["loop.txt"] == refused["self"] == "symlink"
    assert titles["script"] == "<script>alert(1)</script>"
    assert "no prose" in skipped["long-paragraph"]
    assert "'fr'" in skipped["french"]
    assert len(refused) + len(titles) == len(list(hostile_folder.iterdir()))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nowhere"], 2, "nowhere"),
        (["seeds", "--model", "en_no_such"], 2, "pip install en_no_such"),
        (["--workers", "0"], 2, "--workers"),
        (["--workers", "2", "--dask", "local"], 2, "--dask"),
        (["--no-such-option"], 2, "--no-such-option"),
    ],
)
def test_wrong_arguments_are_told(
    arguments: list[str], status: int, said: str, tmp_path: Path
) -> None:
    """A wrong argument ends with status 2, a sentence that names it, and no traceback."""
    result = run(*arguments, "--db", tmp_path / "news.db")
    assert result.returncode == status
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_the_report_names_what_needs_an_eye(tmp_path: Path) -> None:
    """At the end a person reads what was built, what is undated, and what to type next."""
    result = run(SEEDS, "--db", tmp_path / "news.db")
    assert "Undated" in result.stdout
    assert "003_cc0142905d58663d.txt" in result.stdout
    assert f"datasette {tmp_path / 'news.db'}" in result.stdout
    assert run(SEEDS, "--db", tmp_path / "news.db", "--quiet").stdout == ""


def test_a_database_that_fails_its_check_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file stays when the new one has an orphan."""
    from dataclasses import replace

    from dateline.corpus import resolve
    from dateline.errors import BadBuild

    source = sorted(SEEDS.glob("*.txt"))[1]
    build([source], tmp_path / "news.db")
    before = dump(tmp_path / "news.db")

    def resolved_badly(records):  # type: ignore[no-untyped-def]
        corpus = resolve(records)
        return replace(corpus, incidents=())

    monkeypatch.setattr("build_db.resolve", resolved_badly)
    with pytest.raises(BadBuild, match="point to rows that are not there"):
        build([source], tmp_path / "news.db")
    assert dump(tmp_path / "news.db") == before


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    """A folder that is not there is the caller's mistake, not a row."""
    with pytest.raises(BadSource, match="nowhere"):
        build([tmp_path / "nowhere"], tmp_path / "news.db")
