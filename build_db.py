"""Builds one SQLite file from a folder of news articles.  Try: python build_db.py --help"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from spacy import about

import dateline
from dateline import store
from dateline.cache import FOLDER, Cache, code_fingerprint
from dateline.corpus import resolve
from dateline.corrections import Entry, correct_articles, find_corrections, read_corrections
from dateline.engine import Analyser
from dateline.errors import DatelineError
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL, ModelVersion, model_version
from dateline.model import Article, Refusal
from dateline.shelf import Shelf
from dateline.terminal import Report, Terminal, input_hash


def build(
    sources: Sequence[Path],
    database: Path,
    *,
    model: str = DEFAULT_MODEL,
    workers: int | None = None,
    dask: str | None = None,
    use_cache: bool = True,
    corrections: Sequence[Path] = (),
    tell: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Report:
    """Builds the database and says what was built. `tell` hears of progress: what, how many, and of how
    many (0 where that is not known).

    `corrections` are files beside those at the top of source folders, which are read by themselves.
    Raises BadSource for a source, model or database that cannot be used, and BadCorrections for such a
    file, before anything is analysed; BadBuild when the result fails its checks. Where nothing can be
    read, an earlier database stays.
    """
    version = model_version(model)
    store.check_target(database)
    files = find_corrections(sources, corrections)
    entries = read_corrections(files)
    read = list[Article | Refusal]()
    for item in read_sources(sources, besides=database, corrections=files):
        read.append(item)
        tell("reading", len(read), 0)
    articles, told = correct_articles([a for a in read if isinstance(a, Article)], entries)
    refusals = [item for item in read if isinstance(item, Refusal)]
    tell("read", len(articles), len(articles))
    if not articles and (kept := store.articles_in(database)):
        return Report.of(database, resolve([]), refusals, kept=kept)

    cache = Cache(database.parent / FOLDER / "records.db", code_fingerprint() + version.fingerprint)
    shelf = Shelf(database.parent / FOLDER)
    analyser = Analyser(cache if use_cache else None, model, workers, dask)
    for record in analyser.analyse(articles):
        shelf.put(record)
        tell("analysed", len(shelf), len(articles))
    reused = analyser.reused
    corpus = resolve(shelf, entries, told, analyser.analyse, workers)
    cache.close()
    tell("compared", len(articles), len(articles))
    store.write(database, corpus, refusals, _facts(version, articles, refusals, entries))
    return Report.of(database, corpus, refusals, reused=reused)


def _facts(
    version: ModelVersion,
    articles: list[Article],
    refusals: list[Refusal],
    entries: Sequence[Entry],
) -> dict[str, str]:
    """What the database was made with and from."""
    return {
        "dateline": dateline.__version__,
        "spacy": about.__version__,
        "model": f"{version.name} {version.version}",
        "input": input_hash(articles, refusals, entries),
    }


@click.command()
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
def main(
    sources: Iterable[Path], database: Path, model: str, workers: int | None,
    dask: str | None, corrections: Sequence[Path], no_cache: bool, quiet: bool,
) -> None:  # fmt: skip
    """Read the articles in each SOURCE (a folder or a file; by default seeds) and build a database."""
    if workers and dask:
        raise click.UsageError("--workers and --dask are two ways of one thing; give one")
    terminal = Terminal(quiet=quiet)
    try:
        with terminal.progress() as tell:
            report = build(list(sources) or [Path("seeds")], database, model=model, workers=workers,
                           dask=dask, corrections=corrections, use_cache=not no_cache, tell=tell)  # fmt: skip
    except DatelineError as error:
        raise click.UsageError(str(error)) from error
    terminal.show(report)
    sys.exit(0 if report.articles else 1)


if __name__ == "__main__":
    main()
