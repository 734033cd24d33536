"""`dateline build`, which `python build_db.py` is too."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from dateline.build import build
from dateline.errors import BadSource, DatelineError
from dateline.language import DEFAULT_MODEL
from dateline.terminal import Terminal

DEFAULT_SOURCES = ("seeds", "articles")


@click.command("build")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("dateline.db"),
    show_default=True,
    help="The file to write; an earlier Dateline database is replaced, no other file is.",
)
@click.option(
    "--model", default=DEFAULT_MODEL, show_default=True, help="An installed spaCy pipeline."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes to use.  [default: one a core, for 40 articles and more]",
)
@click.option("--dask", metavar="ADDRESS", help="A Dask scheduler's address, or local.")
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="A file of corrections, beside the corrections.yml of each SOURCE; may be given again.",
)
@click.option("--no-cache", is_flag=True, help="Analyse every article anew.")
@click.option("--quiet", is_flag=True, help="Print errors only.")
def build_command(
    sources: Iterable[Path], database: Path, model: str, workers: int | None,
    dask: str | None, corrections: Sequence[Path], no_cache: bool, quiet: bool,
) -> None:  # fmt: skip
    """Build a database from articles.

    Each SOURCE is a folder or a file. Without one, the folder seeds is read or, where there is none, articles.
    """
    if workers and dask:
        raise click.UsageError("--workers and --dask are two ways of one thing; give one")
    terminal = Terminal(quiet=quiet)
    try:
        with terminal.progress() as tell:
            report = build(list(sources) or [_default_source()], database, model=model, workers=workers,
                           dask=dask, corrections=corrections, use_cache=not no_cache, tell=tell)  # fmt: skip
    except DatelineError as error:
        raise click.UsageError(str(error)) from error
    terminal.show(report)
    sys.exit(0 if report.articles else 1)


def _default_source() -> Path:
    """The seeds of a checkout, or the articles of a folder of `dateline init`."""
    for name in DEFAULT_SOURCES:
        if (source := Path(name)).is_dir():
            return source
    raise BadSource(
        "name a folder of articles: dateline build FOLDER; dateline init makes one to begin with"
    )
