"""Builds one folder again and again while things go wrong, and compares each result with a fresh build.

    python bench/soak.py [--builds 200] [--seed 1]

Before each round articles are added, changed and removed at random; the cache is sometimes damaged or gone.
Then one or two builders start at the same time, in a pool or without; most rounds one of them, or one of its
workers, is killed with SIGKILL at a random moment. After a round in which a build ended, the database must have
the dump of a build from nothing; after any other it must be whole, and that of a folder there was. Anything else
ends the run with status 1 and leaves the folder to look at. The same seed gives the same folders; the moment of a
kill depends on the machine.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import click

from dateline.build import build

ROOT = Path(__file__).parent.parent
MOST = 14  # articles in the folder
LONGEST = 10.0  # seconds until a kill


def sentences() -> list[str]:
    """What articles are put together from."""
    texts = [file.read_text("utf-8") for file in sorted((ROOT / "seeds").glob("*.txt"))]
    return [line for text in texts for line in text.split("\n") if 40 < len(line) < 700]


def change(folder: Path, chance: random.Random, lines: list[str]) -> Counter[str]:
    """Adds, changes and removes some articles."""
    did = Counter[str]()
    for _ in range(chance.randint(0, 4)):
        there = sorted(folder.iterdir())
        what = chance.choice(["added", "changed", "removed"]) if there else "added"
        if what == "removed" or (what == "added" and len(there) >= MOST):
            chance.choice(there).unlink()
            did["removed"] += 1
            continue
        file = folder / f"a{chance.randrange(40)}.txt" if what == "added" else chance.choice(there)
        day = f"2017-01-{chance.randint(1, 28):02}"
        text = "\n\n".join(chance.sample(lines, chance.randint(1, 4)))
        file.write_text(f"---\ntitle: News\npublished: {day}\n---\n{text}\n", "utf-8")
        did[what] += 1
    return did


def damage(cache: Path, chance: random.Random) -> str:
    """Sometimes the cache is cut short, written over in places, or gone."""
    what = chance.choice(["whole"] * 6 + ["cut", "scribbled", "gone"])
    if what == "whole" or not cache.exists():
        return "whole"
    content = bytearray(cache.read_bytes())
    if what == "gone":
        shutil.rmtree(cache.parent)
    elif what == "cut":
        cache.write_bytes(content[: chance.randrange(len(content))])
    else:
        for _ in range(20):
            content[chance.randrange(len(content))] ^= 0xFF
        cache.write_bytes(content)
    return what


def start(folder: Path, database: Path, chance: random.Random) -> subprocess.Popen[bytes]:
    """Begins a build in a process of its own."""
    workers = chance.choice([1, 1, 2])
    command = [sys.executable, "build_db.py", str(folder), "--db", str(database), "--quiet"]
    return subprocess.Popen(
        [*command, "--workers", str(workers)], cwd=ROOT, stdout=subprocess.DEVNULL
    )


def kill(builder: subprocess.Popen[bytes], chance: random.Random) -> str:
    """Kills a build, or one of its processes, at some moment; it may be over before."""
    try:
        builder.wait(chance.uniform(0.5, LONGEST))
        return "none"
    except subprocess.TimeoutExpired:
        pass
    children = _children(builder.pid)
    whom = chance.choice(children) if children and chance.random() < 0.5 else builder.pid
    try:
        os.kill(whom, signal.SIGKILL)
    except ProcessLookupError:
        return "none"
    return "builder" if whom == builder.pid else "worker"


def _children(pid: int) -> list[int]:
    """Its workers; Python starts a process of its own beside them, which is none."""
    try:
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(word) for word in words if b"spawn_main" in _command(word)]


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def dump(database: Path) -> str:
    """A hash of the dump; raises sqlite3.Error for a file that is damaged."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("the integrity check fails")
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


@click.command(help=__doc__)
@click.option("--builds", default=200, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(builds: int, seed: int) -> None:
    """The command line."""
    chance, lines, seen = random.Random(seed), sentences(), Counter[str]()
    scratch = Path(tempfile.mkdtemp(prefix="soak-"))
    folder, database = scratch / "articles", scratch / "news.db"
    folder.mkdir()
    known = set[str]()  # the dumps of all folders so far
    while seen["builds"] < builds:
        seen += change(folder, chance, lines)
        if not any(folder.iterdir()):
            continue
        build([folder], scratch / "fresh" / "news.db", workers=1, use_cache=False)
        fresh = dump(scratch / "fresh" / "news.db")
        known.add(fresh)
        seen["cache " + damage(scratch / ".dateline" / "records.db", chance)] += 1
        builders = [start(folder, database, chance) for _ in range(chance.choice([1, 1, 2]))]
        seen["builds"] += len(builders)
        seen["two at once"] += len(builders) == 2
        killed = kill(chance.choice(builders), chance) if chance.random() < 0.7 else "none"
        seen[f"killed: {killed}"] += 1
        statuses = [builder.wait() for builder in builders]
        whole = [status for status in statuses if status != -signal.SIGKILL]
        found = dump(database) if database.exists() else None
        wrong = []
        if any(status != 0 for status in whole):
            wrong.append(f"a build ended with {statuses}")
        if whole and found != fresh:
            wrong.append("a build that ended gave another dump than a fresh one")
        if found is not None and found not in known:
            wrong.append("the database is of no folder there ever was")
        left = [path.name for path in scratch.glob("news.db*") if path != database]
        if whole and len(whole) == len(statuses) and left:
            wrong.append(f"left behind: {left}")
        if wrong:
            click.echo(
                f"round {seen['rounds']}, killed {killed}: {'; '.join(wrong)}; see {scratch}"
            )
            sys.exit(1)
        seen["rounds"] += 1
        if seen["rounds"] % 10 == 0:
            click.echo(f"{seen['builds']} builds")
    click.echo(", ".join(f"{count} {what}" for what, count in sorted(seen.items())))
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
