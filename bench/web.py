"""Measures how long the pages take, against Datasette's own bare row page.

    python bench/web.py DATABASE [--pin | --floor]

Serves DATABASE (python bench/corpus.py CLUSTERS_DIR 100000 --keep DATABASE makes one of 100,000 articles) on
loopback twice, as `make serve-public` does and by Datasette alone, and asks for each kind of page with wrk: one
connection, the addresses of many rows in turn. Each is asked for once before, and the slowest of those first
answers is printed too, since a site of a database that cannot change keeps what took long
(plugins/kept_answers.py). Prints p50 and p99 in milliseconds, and p50 in units of that of a row page of `articles`
served by Datasette alone, in the same run. What was reached is held in bench/web.json.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import click
from serving import asked, encoded, served

from dateline import store

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("web.json")
SECONDS = 5  # of asking for one kind of page
ROWS = 40  # of each kind, spread over the table
SLOWEST = 1000  # milliseconds; no page may take longer
SLACK = 1.5  # machines differ, and so do runs
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s)\s*$", re.MULTILINE)
UNITS = {"us": 0.001, "ms": 1, "s": 1000}
YARDSTICK = "bare row page"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its addresses, and how many times as long as the yardstick it may take."""

    name: str
    paths: list[str]
    bar: float | None = None


def kinds_of(database: Path) -> list[Kind]:
    """The kinds of page, with addresses of rows that the database holds."""

    def ids(table: str, condition: str = "1") -> list[str]:
        sql = f"select id from {table} where {condition}"
        found = [str(key) for (key,) in store.query(database, f"{sql} order by id")]
        return [encoded(key) for key in found[:: max(1, len(found) // ROWS)]][:ROWS]

    def most(table: str, column: str, condition: str = "1") -> list[str]:
        sql = f"select id from {table} where {condition} order by {column} desc limit {ROWS // 4}"
        return [encoded(str(key)) for (key,) in store.query(database, sql)]

    entities = [*ids("entities", "article_count > 1"), *most("entities", "mention_count")]
    words = store.query(database, "select name from entities where article_count > 2 limit 20")
    names = [quote(str(name)) for (name,) in words]
    return [
        Kind("article", [f"/-/article/{key}" for key in ids("articles")], 6),
        Kind("entity", [f"/-/entity/{key}" for key in entities], 6),
        Kind(
            "incident",
            [
                f"/-/incident/{key}"
                for key in [*ids("incidents"), *most("incidents", "event_count")]
            ],
            6,
        ),
        Kind(
            "table with three facets",
            [
                "/dateline/incidents?_facet=type&_facet=status&_facet=year",
                "/dateline/incidents?type=CONSULT&_facet=type&_facet=status&_facet=year",
            ],
            10,
        ),
        Kind("timeline", ["/-/timeline", "/-/timeline?type=CONSULT", "/-/timeline?from=2017"], 15),
        Kind(
            "timeline data",
            ["/-/timeline.json", *(f"/-/timeline.json?entity={key}" for key in entities[-8:])],
            15,
        ),
        Kind("map", ["/-/map", "/-/map?type=CONSULT"]),
        Kind("network", ["/-/network", *(f"/-/network?entity={key}" for key in entities[-8:])]),
        Kind("front page", ["/"], 15),
        Kind("search", [f"/-/search?q={name}" for name in names]),
        Kind("question", [f"/dateline/person_timeline?name={name}" for name in names]),
    ]


def latencies(address: str, paths: list[str], script: Path) -> tuple[float, float]:
    """p50 and p99 in milliseconds of asking for the paths in turn. Raises ClickException when one fails."""
    listed = ", ".join(json.dumps(path) for path in paths)
    script.write_text(
        f"local paths = {{{listed}}}\nlocal n = 0\n"
        'request = function() n = n + 1; return wrk.format("GET", paths[(n - 1) % #paths + 1]) end\n',
        "utf-8",
    )
    command = ["wrk", "-t1", "-c1", f"-d{SECONDS}s", "--timeout", "30s", "--latency"]
    run = subprocess.run(
        [*command, "-s", str(script), address], check=True, capture_output=True, text=True
    )
    if "Non-2xx" in run.stdout:
        raise click.ClickException(f"some of {paths[:3]} … do not answer:\n{run.stdout}")
    found = {share: float(n) * UNITS[unit] for share, n, unit in LATENCY.findall(run.stdout)}
    return found["50"], found["99"]


def measured(database: Path) -> dict[str, dict[str, float]]:
    """p50, p99 and ratio by kind of page."""
    kinds = kinds_of(database)
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        site, script = Path(scratch) / "site", Path(scratch) / "paths.lua"
        site.mkdir()
        for name in ("metadata.yml", "plugins", "templates", "static"):
            site.joinpath(name).symlink_to(ROOT / name)
        site.joinpath("settings.json").symlink_to(ROOT / "settings-public.json")
        site.joinpath("dateline.db").symlink_to(database.resolve())
        counts = site / "inspect-data.json"  # with it Datasette takes the database for immutable
        command = [sys.executable, "-m", "datasette", "inspect", "dateline.db"]
        subprocess.run([*command, "--inspect-file", str(counts)], check=True, cwd=site)
        rows = [path.replace("/-/article/", "/dateline/articles/") for path in kinds[0].paths]
        datasette = ("-m", "datasette", "serve")
        bare_site = (*datasette, "-i", "dateline.db", "--inspect-file", "inspect-data.json")
        with served(bare_site, site) as address:
            latencies(address, rows, script)  # warm
            p50, p99 = latencies(address, rows, script)
            figures[YARDSTICK] = {"first": 0.0, "p50": p50, "p99": p99, "ratio": 1.0}
        with served((*datasette, "."), site) as address:
            for kind in kinds:
                first = max(asked(address + path) for path in kind.paths)
                p50, p99 = latencies(address, kind.paths, script)
                ratio = p50 / figures[YARDSTICK]["p50"]
                figures[kind.name] = {"first": first, "p50": p50, "p99": p99, "ratio": ratio}
                tell(kind, figures[kind.name])
    return figures


def tell(kind: Kind, found: dict[str, float]) -> None:
    """Prints one kind of page."""
    bar = f"bar {kind.bar:g}" if kind.bar else ""
    over = (
        " OVER"
        if (kind.bar and found["ratio"] > kind.bar) or max(found["p99"], found["first"]) > SLOWEST
        else ""
    )
    click.echo(
        f"{kind.name:24} p50 {found['p50']:8.1f} ms  p99 {found['p99']:8.1f} ms "
        f" slowest first {found['first']:7.1f} ms"
        f" {found['ratio']:6.1f} x {bar}{over}"
    )


@click.command(help=__doc__)
@click.argument("database", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--floor", is_flag=True, help="Exit 1 when pages are slower than was reached before.")
@click.option("--pin", is_flag=True, help="Write what was reached down.")
def main(database: Path, floor: bool, pin: bool) -> None:
    """The command line."""
    if shutil.which("wrk") is None:
        raise click.ClickException("wrk is not installed; on Debian: apt-get install wrk")
    figures = measured(database)
    yardstick = figures[YARDSTICK]
    click.echo(f"{YARDSTICK}: p50 {yardstick['p50']:.1f} ms, p99 {yardstick['p99']:.1f} ms")
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    ratios = {name: round(found["ratio"], 1) for name, found in figures.items()}
    if pin:
        PINNED.write_text(json.dumps(ratios, indent=2) + "\n", "utf-8")
    worse = [name for name, ratio in ratios.items() if ratio > pinned.get(name, ratio) * SLACK]
    if floor and worse:
        raise click.ClickException(f"slower than was reached before: {', '.join(worse)}")


if __name__ == "__main__":
    main()
