"""What a person sees while a database is built, and when it is.

A bar when somebody is watching, a line a stage when the output goes to a file; at the end what was built,
what needs her eye, and the next command to type.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from dateline import store
from dateline.intake import Tell
from dateline.model import Refusal

MOST_SHOWN = 5  # of each thing that needs an eye; the rest is counted
WORTH_SHOWING = 0.85  # of names that may be one; less likely ones are in merge_suggestions
# What the summary counts, in the order of its lines
COUNTED = {
    "articles": "articles",
    "people": "entities WHERE type = 'person'",
    "organizations": "entities WHERE type = 'organization'",
    "places and countries": "entities WHERE type IN ('place', 'country')",
    "time expressions": "time_expressions",
    "events (reports)": "events",
    "incidents": "incidents",
    "quotes": "quotes",
    "conflicts": "conflicts",
    "corrections by hand": "corrections WHERE applied",
}
UNDATED = """SELECT path, published_earliest, published_latest FROM articles
    WHERE published IS NULL AND skipped_reason IS NULL ORDER BY id"""
SKIPPED = "SELECT path, skipped_reason FROM articles WHERE skipped_reason IS NOT NULL ORDER BY id"
DOUBTS = """SELECT path, doubts.kind || ': ' || detail FROM doubts JOIN articles ON articles.id = article_id
    ORDER BY doubts.kind, path"""
UNCORRECTED = """SELECT path || ', line ' || line || ', ' || kind || ' ' || target, problem FROM corrections
    WHERE problem IS NOT NULL ORDER BY number"""
ALIKE = f"""SELECT name || ' = ' || other_name, reason FROM merge_suggestions
    WHERE score >= {WORTH_SHOWING} ORDER BY score DESC, rowid"""
CONFLICTS = "SELECT kind, explanation FROM conflicts ORDER BY kind, id"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made, in numbers, and what it could not settle."""

    database: Path
    counts: tuple[tuple[str, int], ...]
    articles: int
    reused: int
    undated: tuple[tuple[str, str | None, str | None], ...]  # with the days that were inferred
    skipped: tuple[tuple[str, str], ...]
    doubtful: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]
    uncorrected: tuple[tuple[str, str], ...]
    conflicts: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, str], ...] = ()
    kept: int = 0  # articles of an earlier build, whose file stays: there is nothing to replace it
    is_unchanged: bool = False  # the file of an earlier build stays: it would be made the same

    @classmethod
    def of(
        cls,
        database: Path,
        refusals: Iterable[Refusal],
        *,
        reused: int = 0,
        kept: int = 0,
        is_unchanged: bool = False,
    ) -> Report:
        """The report of a database that was written, or stays as it was.

        All is asked of the database itself, so it is true of what a reader will find.
        """
        ask = partial(_asked, None if kept else database)
        corrections = bool(ask("SELECT 1 FROM corrections LIMIT 1"))
        return cls(
            database=database,
            counts=tuple(
                (name, count)
                for name, rows in COUNTED.items()
                if "corrections" not in rows or corrections
                for (count,) in ask(f"SELECT count(*) FROM {rows}")
            ),
            articles=sum(count for (count,) in ask("SELECT count(*) FROM articles")),
            reused=reused,
            undated=ask(UNDATED),
            skipped=ask(SKIPPED),
            doubtful=ask(DOUBTS),
            conflicts=ask(CONFLICTS),
            refused=tuple((r.path, r.detail) for r in sorted(refusals, key=lambda r: r.path)),
            uncorrected=ask(UNCORRECTED),
            alike=ask(ALIKE),
            kept=kept,
            is_unchanged=is_unchanged,
        )


def _asked(database: Path | None, sql: str) -> tuple[Any, ...]:
    return tuple(store.query(database, sql)) if database else ()


class Terminal:
    """Where progress and the report are printed."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.console = Console(quiet=quiet, highlight=False, soft_wrap=True)

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """A function that shows how far the build is."""
        if self.quiet or not sys.stdout.isatty():
            yield self._say
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task("reading", total=None)

            def tell(what: str, done: int, of: int) -> None:
                bar.update(task, description=what, completed=done, total=of or None)

            yield tell

    def _say(self, what: str, done: int, of: int) -> None:
        """A plain line at the end of a stage; nothing for each article."""
        if done == of:
            self.console.print(f"{what} {done} article{'' if done == 1 else 's'}")

    def show(self, report: Report) -> None:
        """Prints what was built, what needs an eye, and the next command."""
        if not report.kept:
            table = Table(show_header=False, box=None, pad_edge=False)
            for name, count in report.counts:
                table.add_row(name, f"[bold]{count:,}[/]")
            self.console.print(table)
        if report.is_unchanged:
            self.console.print("Nothing has changed since it was built")
        elif report.reused:
            self.console.print(
                f"{report.reused:,} of the articles were unchanged and not analysed again"
            )
        self._needs_an_eye(report)
        if report.articles:
            next_step = escape(next_command(report.database))
            name = f"[bold]{escape(str(report.database))}[/]"
            said = f"{name} is as it was." if report.is_unchanged else f"Wrote {name}."
            self.console.print(f"\n{said}")
            self.console.print(f"Next: [bold]{next_step}[/] and open the address it prints")
        else:
            self._nothing_read(report)

    def _nothing_read(self, report: Report) -> None:
        """Says that there is no article; where a mistyped folder would be missed, as an error."""
        name = escape(str(report.database))
        outcome = f"[bold]{name}[/] holds empty tables"
        if report.kept:
            articles = "1 article" if report.kept == 1 else f"{report.kept:,} articles"
            outcome = (
                f"[bold]{name}[/] is as it was, with the {articles} of an earlier build."
                " Check the folder's name, or delete the file to start anew"
            )
        console = (
            Console(stderr=True, highlight=False, soft_wrap=True) if self.quiet else self.console
        )
        console.print(f"\nNo article could be read; {outcome}")

    def _needs_an_eye(self, report: Report) -> None:
        undated = [(path, _undated(*bounds)) for path, *bounds in report.undated]
        for title, rows in (
            ("Undated", undated),
            ("Sources disagree", report.conflicts),
            ("Stored but not analysed", report.skipped),
            ("Read with doubt", report.doubtful),
            ("Refused", report.refused),
            ("May be one; decide in corrections.yml", report.alike),
            ("Corrections that do not fit (any more)", report.uncorrected),
        ):
            if rows:
                self.console.print(f"\n[bold]{title}[/] ({len(rows)})")
                for path, why in rows[:MOST_SHOWN]:
                    self.console.print(f"  {escape(path)}: {escape(why)}")
                if len(rows) > MOST_SHOWN:
                    self.console.print(f"  … and {len(rows) - MOST_SHOWN} more")


def _undated(earliest: str | None, latest: str | None) -> str:
    """What an undated article leaves open, and the cure."""
    cure = "put published: and the day between --- lines at its top"
    if earliest is None and latest is None:
        return f"no publication date, so “last week” stays open: {cure}"
    days = earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"
    return f"what it tells puts it at {days}; to settle it, {cure}"


def next_command(database: Path) -> str:
    """What to type to see the database: this environment's dateline, by its name where the shell finds it.

    >>> next_command(Path("elsewhere/my news.db")).endswith("dateline serve 'elsewhere/my news.db'")
    True
    """
    script = Path(sys.executable).with_name("dateline")
    found = shutil.which("dateline")
    if not script.exists() or (found and Path(found).resolve() == script.resolve()):
        name = "dateline"
    else:  # a checkout's .venv that nobody activated, or one of several that are installed
        here = script.is_relative_to(Path.cwd())
        name = shlex.quote(str(script.relative_to(Path.cwd()) if here else script))
    served = database.absolute().parent == Path.cwd() and database.name == "dateline.db"
    return f"{name} serve" if served else f"{name} serve {shlex.quote(str(database))}"
