"""A Dask cluster, of processes on this machine, gives the database that one process gives."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from dateline.build import build
from dateline.errors import BadSource

pytest.importorskip("distributed")
SEEDS = Path(__file__).parent.parent / "seeds"
COMMAND = [sys.executable, "-m"]
PATIENCE = 60  # seconds


def _dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


@contextmanager
def _process(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address, and its two workers."""
    said = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        stack.enter_context(
            _process("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard",
                     "--scheduler-file", said)
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not said.exists() and time.monotonic() < until:
            time.sleep(0.1)
        address = json.loads(said.read_text())["address"]
        workers = [
            stack.enter_context(
                _process("distributed.cli.dask_worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard",
                         "--local-directory", tmp_path / f"worker{number}")
            )
            for number in range(2)
        ]  # fmt: skip
        _wait_for_workers(address, 2)
        yield address, workers


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout=PATIENCE) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_is_killed_half_way_changes_nothing(
    tmp_path: Path,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other worker does its share, and the dump is that of one process."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for seed in sorted(SEEDS.glob("*.txt")):
        for number, paragraph in enumerate(seed.read_text("utf-8").split("\n\n")[:8]):
            (folder / f"{seed.stem}-{number}.txt").write_text(f"News\n\n{paragraph}\n", "utf-8")
    build([folder], tmp_path / "alone.db", workers=1, use_cache=False)

    address, (first, _) = cluster
    monkeypatch.setattr("dateline.engine.MOST_IN_BATCH", 2)
    killed_at = []

    def tell(what: str, done: int, of: int) -> None:
        if what == "analysing" and done >= of // 2 and not killed_at:
            first.send_signal(signal.SIGKILL)
            killed_at.append(done)

    report = build([folder], tmp_path / "dask.db", dask=address, use_cache=False, tell=tell)
    assert killed_at
    assert killed_at[0] < report.articles
    assert first.wait(PATIENCE) == -signal.SIGKILL
    assert report.refused == ()
    assert _dump(tmp_path / "dask.db") == _dump(tmp_path / "alone.db")


@pytest.mark.filterwarnings("ignore")
def test_a_worker_with_another_version_is_not_believed(
    tmp_path: Path,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message says what to do, and nothing is written."""
    address, _ = cluster
    monkeypatch.setattr("dateline.engine.fingerprint", lambda model: b"of this process alone")
    with pytest.raises(BadSource, match="install the same"):
        build([SEEDS], tmp_path / "news.db", dask=address, use_cache=False)
    assert not (tmp_path / "news.db").exists()


@pytest.mark.filterwarnings("ignore")
def test_no_scheduler_is_told(tmp_path: Path) -> None:
    """With the command that starts one."""
    with pytest.raises(BadSource, match="start one with: dask scheduler"):
        build([SEEDS], tmp_path / "news.db", dask="tcp://127.0.0.1:9", use_cache=False)
