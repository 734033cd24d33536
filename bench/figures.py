"""What the measurements of cost share: a table of figures, and processes that are measured from outside.

A figure may be held to what was reached before: bench/scale.json has those, by name; they only rise.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("scale.json")
SLACK = 0.85  # of what was reached before: in two quiet sessions one code had 1.18 and 1.04 of bare spaCy's speed
EVERY = 0.25  # seconds between two looks at the memory of a process and its children
COLUMNS = ("what", "of", "seconds", "of a core", "a second", "MB, parent", "MB, all", "beside it")

# What a build costs, printed by the process that builds. Its time is without Python's own start and imports.
BUILD = """
import json, re, sys, time
from pathlib import Path
import dateline.build
from dateline import store
seconds = {}
def timed(name, function):
    def within(*arguments, **named):
        started = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            seconds[name] = time.perf_counter() - started
    return within
dateline.build.resolve = timed("compare", dateline.build.resolve)
store.write = timed("write", store.write)
build = timed("all", dateline.build.build)
*sources, database = map(Path, sys.argv[1:])
report = build(sources, database)
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(json.dumps({"seconds": seconds, "parent": int(peak[1]) / 1024, "articles": report.articles,
                  "reused": report.reused, "bytes": database.stat().st_size}))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table. `pin` is what its ratio is held under, `bar` what it is to reach."""

    what: str
    of: str = ""
    seconds: float | None = None  # by the clock
    processor: float | None = None  # seconds of a core, all processes together
    rate: str = ""
    parent: float | None = None  # MB at the most, of the process that builds
    together: float | None = None  # MB at one time, of all processes
    beside: str = ""
    ratio: float | None = None
    bar: float | None = None
    pin: str | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        bar = f" (bar {self.bar:g})" if self.bar else ""
        return (
            self.what,
            self.of,
            *(
                "" if s is None else f"{s:,.{1 if s < 1000 else 0}f}"
                for s in (self.seconds, self.processor)
            ),
            self.rate,
            *("" if m is None else f"{m:,.0f}" for m in (self.parent, self.together)),
            f"{self.beside}{bar}",
        )


def not_measured(what: str, why: str) -> Figure:
    """The row of what could not be measured here."""
    return Figure(what, beside=f"not measured: {why}")


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, which reads as plain text too."""
    rows = [COLUMNS, *(figure.cells for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (n + 2) for n in widths) + "|", *lines[1:]])


def held(figures: Iterable[Figure], *, pin: bool) -> Iterator[str]:
    """What is below its bar, or below what was reached before. With `pin` the best is written down."""
    before = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    reached = dict(before)
    for figure in figures:
        if figure.ratio is None or (figure.pin is None and figure.bar is None):
            continue
        floor = before.get(figure.pin, 0.0) if figure.pin else 0.0
        if figure.ratio < max(figure.bar or 0.0, floor * SLACK):
            yield f"{figure.what}: {figure.ratio:.2f}, bar {figure.bar or 0:g}, reached before {floor:g}"
        if figure.pin:
            reached[figure.pin] = max(floor, round(figure.ratio, 2))
    if pin:
        PINNED.write_text(json.dumps(reached, indent=2) + "\n", "utf-8")


def show(figures: Iterable[Figure], *, pin: bool, floor: bool) -> None:
    """Prints the table, and what is below its bar. Raises ClickException for that where it is a floor."""
    kept = list(figures)
    click.echo(table(kept))
    worse = list(held(kept, pin=pin))
    for line in worse:
        click.echo(f"below: {line}", err=True)
    if floor and worse:
        raise click.ClickException("below its bar, or below what was reached before")


def power(seconds: float, before: float, times: float) -> str:
    """How a time grows with size: 1.00 is linear."""
    return f"{math.log(seconds / before) / math.log(times):.2f}"


# ---------------------------------------------------------------- processes


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process printed as JSON, and what it took with all it started."""

    said: Any
    processor: float  # seconds of a core
    together: float  # MB that all its processes held at one time


def ran(code: str, *arguments: object, before: bytes = b"") -> Ran:
    """Runs a piece of Python in a process of its own, so that memory and caches of one do not help another."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    most, over = [0.0], threading.Event()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(before)
        given.seek(0)
        process = subprocess.Popen(command, cwd=ROOT, stdin=given, stdout=said)

        def look() -> None:
            while not over.wait(EVERY):
                most[0] = max(most[0], sum(map(unshared, family(process.pid))))

        watch = threading.Thread(target=look, daemon=True)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        watch.join()
        said.seek(0)
        lines = said.read().decode().splitlines()
    if process.returncode or not lines:
        raise click.ClickException(f"the process ended with {process.returncode}; see above")
    return Ran(json.loads(lines[-1]), used.ru_utime + used.ru_stime, most[0])


def family(process: int) -> Iterator[int]:
    """A process and all that descend of it."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            born = children.read_text().split()
        except OSError:
            continue
        for child in born:
            yield from family(int(child))


def unshared(process: int) -> float:
    """What a process holds in MB that is not shared with others; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return sum(int(n) for n in re.findall(r"^Rss(?:Anon|Shmem):\s+(\d+)", status, re.M)) / 1024
