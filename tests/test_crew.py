"""Processes that die are replaced; what they were at is tried once more, and then given up."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dateline.build import build
from dateline.crew import Crew, Lost
from dateline.engine import HOPELESS, Batch, read_batch
from dateline.errors import BadBuild
from dateline.outcome import Outcome

DEADLY = "deadly"


def square(asked: tuple[int, Path]) -> int:
    """The square of a number; three costs the process its life, while there is no file of that name."""
    number, file = asked
    if number == 3 and not file.exists():
        file.touch()
        _die()
    return number * number


def square_or_die(number: int) -> int:
    """The square of a number; three costs the process its life each time."""
    return number * number if number != 3 else _die()


def read_or_die(batch: Batch) -> list[Outcome]:
    """As `read_batch`, but for one article, over which the process dies; and one over which it does once."""
    for _, source in batch.sources:
        once = Path(os.environ["DATELINE_TEST_ONCE"])
        if source.id == DEADLY or (source.id == "a7" and not once.exists()):
            once.touch()
            _die()
    return read_batch(batch)


def die_over_two(batch: Batch) -> list[Outcome]:
    """As `read_batch`, but for the first two articles of the folder, over which the process dies each time."""
    if {"a0", "a1"} & {source.id for _, source in batch.sources}:
        _die()
    return read_batch(batch)


def die_at_once(batch: Batch) -> list[Outcome]:
    """No process is of any use."""
    _die()


def _die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it is dead")


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Two processes."""
    with closing(Crew(2)) as hands:
        yield hands


def test_a_process_that_dies_is_replaced(crew: Crew, tmp_path: Path) -> None:
    """All results are there, in order."""
    asked = [(number, tmp_path / "once") for number in range(9)]
    assert list(crew.run(square, asked)) == [number * number for number in range(9)]
    assert (tmp_path / "once").exists()


def test_the_item_over_which_a_process_died_is_told(crew: Crew) -> None:
    """Only that one, though each process is given two at a time."""
    done = list(crew.each(square_or_die, range(9)))
    assert [result for result in done if isinstance(result, Lost)] == [Lost(3)]
    squares = sorted(result for result in done if not isinstance(result, Lost))
    assert squares == [number * number for number in range(9) if number != 3]


def test_what_kills_two_processes_ends_what_needs_it(crew: Crew) -> None:
    """Not for ever, and the message says what to do; the others are still of use."""
    with pytest.raises(BadBuild, match="fewer --workers"):
        list(crew.run(square_or_die, [1, 2, 3]))
    with pytest.raises(BadBuild, match="two processes died"):
        crew.start(square_or_die, 3)()
    assert list(crew.run(square_or_die, [1, 2, 4])) == [1, 4, 16]


def test_a_call_is_begun_again_when_its_process_dies(crew: Crew, tmp_path: Path) -> None:
    """While others go on beside it."""
    ask = crew.start(square, (3, tmp_path / "once"))
    assert list(crew.run(square_or_die, range(3))) == [0, 1, 4]
    assert ask() == 9


def test_no_more_is_taken_than_the_processes_hold(crew: Crew) -> None:
    """Of a stream without end two items a process are taken before the first result is there."""
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    results = crew.each(square_or_die, numbers())
    next(results)
    assert len(taken) <= 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles enough for a pool."""
    (tmp_path / "articles").mkdir()
    for number in range(42):
        article = f"News {number}\n\nVladimir Putin visited Cairo on Monday.\n"
        (tmp_path / "articles" / f"a{number}.txt").write_text(article)
    return tmp_path / "articles"


def _without_refusals(database: Path) -> list[str]:
    """The dump, without what was refused and what is reckoned with it."""
    apart = ("refused_files", "sqlite_stat1", "'input'")
    with closing(sqlite3.connect(database)) as connection:
        return [line for line in connection.iterdump() if not any(word in line for word in apart)]


def test_an_article_that_kills_processes_is_refused_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that killed a process by chance is there, as are those that were sent with either."""
    build([folder], tmp_path / "whole.db", workers=1, use_cache=False)
    (folder / f"{DEADLY}.txt").write_text("News\n\nIt kills.\n")
    monkeypatch.setenv("DATELINE_TEST_ONCE", str(tmp_path / "once"))
    monkeypatch.setattr("dateline.engine.read_batch", read_or_die)
    report = build([folder], tmp_path / "news.db", workers=2)
    assert (tmp_path / "once").exists()
    ((path, why),) = report.refused
    assert path == f"{DEADLY}.txt"
    assert "two processes died over it" in why
    assert _without_refusals(tmp_path / "news.db") == _without_refusals(tmp_path / "whole.db")
    monkeypatch.undo()
    again = build([folder], tmp_path / "news.db", workers=1)
    assert (again.refused, again.reused) == ((), 42)


def test_the_only_new_article_may_be_deadly(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, and the others are as they were."""
    build([folder], tmp_path / "news.db", workers=1)
    (folder / f"{DEADLY}.txt").write_text("News\n\nIt kills.\n")
    monkeypatch.setenv("DATELINE_TEST_ONCE", str(tmp_path / "once"))
    monkeypatch.setattr("dateline.engine.read_batch", read_or_die)
    report = build([folder], tmp_path / "news.db", workers=2)
    assert (report.articles, len(report.refused)) == (42, 1)


def test_processes_that_are_of_no_use_at_all_end_the_build(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than refuse every article, and replace a good database by an empty one."""
    for file in sorted(folder.iterdir())[4:]:  # each that is tried alone costs a process
        file.unlink()
    monkeypatch.setattr("dateline.engine.MOST_IN_BATCH", 2)
    monkeypatch.setattr("dateline.engine.read_batch", die_at_once)
    with pytest.raises(BadBuild, match="before it had analysed an article"):
        build([folder], tmp_path / "news.db", workers=2)
    assert not (tmp_path / "news.db").exists()


def test_deaths_before_the_first_article_need_not_be_hopeless(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One less than would end the build: those articles are refused, and the others are there."""
    monkeypatch.setattr("dateline.engine.HOPELESS", 3)
    monkeypatch.setattr("dateline.engine.MOST_IN_BATCH", 1)
    monkeypatch.setattr("dateline.engine.read_batch", die_over_two)
    report = build([folder], tmp_path / "news.db", workers=2)
    assert (report.articles, [path for path, _ in report.refused]) == (40, ["a0.txt", "a1.txt"])


def test_a_script_without_its_guard_is_told(folder: Path, tmp_path: Path) -> None:
    """Each process imports the script, and would build in its turn: soon given up, with the cure."""
    script = tmp_path / "mine.py"
    script.write_text(
        "from pathlib import Path\n"
        "from dateline.build import build\n"
        f"build([Path({str(folder)!r})], Path({str(tmp_path / 'news.db')!r}), workers=2)\n"
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=240)
    assert ran.returncode == 1
    assert 'under `if __name__ == "__main__":`' in ran.stderr  # processes may still write after it
    # those that died, and what was begun when the last did; not one an article
    assert ran.stderr.count("bootstrapping phase") <= 2 * HOPELESS
    assert not (tmp_path / "news.db").exists()
