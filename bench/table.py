"""Measures what Dateline costs, and prints one table of it: what `make bench` does.

    make bench BBC=CSV_FOLDER CLUSTERS=ARTICLES TML=TML_FOLDER SIZES="1000 10000 100000"

BBC has the csv files of the BBC articles (bench/bbc.py says which); without it the seeds are built, copied and
varied. CLUSTERS is a folder of articles whose names begin with their story (bench/clusters.py makes it), of which
as many articles are made as SIZES says. TML is a folder of TimeML files, HEIDELTIME the one of
HeidelTime (bench/date_readers.py says which). All are options too. What has no data or
tool here says so in its row. Beside each figure stands what it is compared with, measured in the same run.

--pin writes the ratios down that are better than those of bench/scale.json; --floor fails below them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NoReturn

import build
import click
import scale
from date_readers import dateparser_speed, heideltime_speed
from figures import ROOT, Figure, not_measured, show

from dateline.crew import default_workers

NAMES = (10_000, 100_000)  # to link
SIZE = re.compile(
    r"^([\d,]+) articles, [\d,]+ words: ([\d.]+) s by the clock, ([\d.]+) s of a core; peak .*?"
    r"([\d,]+) MB written .*?with its workers ([\d,]+) MB(.*?)bare spaCy takes ([\d.]+) times",
    re.MULTILINE | re.DOTALL,
)
LINKED = re.compile(
    r"([\d,]+ names): +([\d.]+) s, +([\d,]+) names/s, peak +([\d,]+) MB(?:.*; (grows.*))?"
)
PAGE = re.compile(
    r"^(.+?) +p50 +([\d.]+) ms +p99 +([\d.]+) ms +slowest first +([\d.]+) ms +([\d.]+) x", re.M
)
TIMES = re.compile(r"([\d,]+ articles), (\d+) articles/s")


class CannotMeasure(Exception):
    """Why something has no figure here, for its row."""


def compared(articles: Path, sizes: tuple[int, ...], database: Path) -> Iterator[Figure]:
    """The stages that need all articles; the last database is kept."""
    said = _said("corpus.py", articles, *sizes, "--keep", database)
    for size, seconds, processor, parent, together, rest, ratio in SIZE.findall(said):
        grows = re.search(r"grows with the power [\d.]+", rest)
        yield Figure(
            "compare and write (bench/corpus.py)", f"{size} made articles", float(seconds), float(processor),
            f"{_number(size) / float(seconds):,.0f} articles", _number(parent), _number(together),
            f"bare spaCy takes {ratio} times as long" + (f"; {grows[0]}" if grows else ""),
            float(ratio), pin=f"compare, {size}",
        )  # fmt: skip


def linked() -> Iterator[Figure]:
    """Which names are one."""
    for names, seconds, rate, peak, grows in LINKED.findall(_said("linking.py", *NAMES)):
        yield Figure("link names (bench/linking.py)", names, float(seconds), None, f"{rate} names",
                     _number(peak), beside=grows)  # fmt: skip


def answered(database: Path) -> Iterator[Figure]:
    """How long the pages of the last database take."""
    if shutil.which("wrk") is None:
        raise CannotMeasure("wrk is not installed")
    if not database.exists():
        raise CannotMeasure("no database to serve; give CLUSTERS")
    for page, p50, p99, first, ratio in PAGE.findall(_said("web.py", database)):
        beside = f"{p50} ms, p99 {p99} ms, first {first} ms; {ratio} x Datasette's bare row page"
        yield Figure(f"{page} (bench/web.py)", "answers, p50", beside=beside)


def dated(folder: Path, heideltime: Path | None) -> Iterator[Figure]:
    """How quickly times are found, spaCy's own time left out."""
    found = TIMES.search(_said("times.py", folder))
    if found is None:
        raise CannotMeasure("bench/times.py says nothing of them")
    other, speed = dateparser_speed(folder), float(found[2])
    yield Figure("times (bench/times.py)", found[1], None, None, f"{speed:,.0f} articles", None, None,
                 f"{speed / other:.1f} times as fast as dateparser's search_dates ({other:,.0f} a second)",
                 speed / other, pin="times beside dateparser")  # fmt: skip
    other = heideltime_speed(folder, heideltime)
    yield Figure("times, HeidelTime", found[1], None, None, f"{other:,.1f} articles", None, None,
                 f"Dateline is {speed / other:,.0f} times as fast", speed / other,
                 pin="times beside HeidelTime")  # fmt: skip


def _said(script: str, *arguments: object) -> str:
    """What a measurement prints. Raises CannotMeasure with its last words where that is nothing."""
    command = [sys.executable, str(Path("bench") / script), *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if not run.stdout:
        raise CannotMeasure((run.stderr.strip().splitlines() or ["no word of why"])[-1])
    return run.stdout


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _lacking(name: str) -> NoReturn:
    raise CannotMeasure(f"give {name}=FOLDER")


def each(what: str, measure: Callable[[], Iterator[Figure]]) -> Iterator[Figure]:
    """The figures of one measurement, or the row that says why there are none; tells each as it is known."""
    click.echo(f"measuring: {what} …", err=True)
    try:
        for figure in measure():
            click.echo(f"  {' · '.join(filter(None, figure.cells))}", err=True)
            yield figure
    except (CannotMeasure, click.ClickException) as error:
        yield not_measured(what, str(error))


@click.command(help=__doc__)
@click.option("--bbc", envvar="BBC", type=click.Path(path_type=Path, exists=True))
@click.option("--clusters", envvar="CLUSTERS", type=click.Path(path_type=Path, exists=True))
@click.option("--tml", envvar="TML", type=click.Path(path_type=Path, exists=True))
@click.option("--heideltime", envvar="HEIDELTIME", type=click.Path(path_type=Path, exists=True))
@click.option("--sizes", envvar="SIZES", default="1000 10000", show_default=True)
@click.option("--pin", is_flag=True, help="Write what was reached down.")
@click.option("--floor", is_flag=True, help="Exit 1 below a bar or what was reached before.")
def main(
    bbc: Path | None,
    clusters: Path | None,
    tml: Path | None,
    heideltime: Path | None,
    sizes: str,
    pin: bool,
    floor: bool,
) -> None:
    """The command line."""
    bbc, clusters, tml = (folder and folder.resolve() for folder in (bbc, clusters, tml))
    many = tuple(int(size) for size in sizes.split())
    click.echo(f"{default_workers(1, 0)} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / "news.db"
        figures = chain(
            each("the whole build", lambda: build.measured(bbc)),
            each(
                "all but the model", lambda: scale.measured(clusters or _lacking("CLUSTERS"), many)
            ),
            each(
                "compare and write",
                lambda: compared(clusters or _lacking("CLUSTERS"), many, database),
            ),
            each("link names", linked),
            each("times", lambda: dated(tml or _lacking("TML"), heideltime)),
            each("pages", lambda: answered(database)),
        )
        show(figures, pin=pin, floor=floor)


if __name__ == "__main__":
    main()
