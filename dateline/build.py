"""Builds one SQLite file from a folder of news articles: the table of contents of all that Dateline does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spacy import about

import dateline
from dateline import store
from dateline.cache import FOLDER, Cache, code_fingerprint
from dateline.corpus import resolve
from dateline.corrections import Entry, correct_articles, find_corrections, read_corrections
from dateline.engine import Analyser
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL, ModelVersion, model_version
from dateline.model import Article, Refusal
from dateline.shelf import Shelf
from dateline.terminal import Report, input_hash


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
