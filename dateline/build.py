"""Builds one SQLite file from a folder of news articles: the table of contents of all that Dateline does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy import about

import dateline
from dateline import store
from dateline.cache import FILE, FOLDER, Cache
from dateline.corpus import resolve
from dateline.corrections import correct_articles, find_corrections, read_corrections
from dateline.engine import Analyser
from dateline.ingest import find_files
from dateline.intake import Intake, Tell
from dateline.language import DEFAULT_MODEL, ModelVersion, model_version
from dateline.memory import give_back_at_once
from dateline.shelf import Shelf
from dateline.terminal import Report


def build(
    sources: Sequence[Path],
    database: Path,
    *,
    model: str = DEFAULT_MODEL,
    workers: int | None = None,
    dask: str | None = None,
    use_cache: bool = True,
    corrections: Sequence[Path] = (),
    tell: Tell = lambda what, done, of: None,
) -> Report:
    """Builds the database and says what was built. `tell` hears of progress: what, how many articles, of how many.

    `corrections` are files beside those at the top of source folders, which are read by themselves.
    Raises BadSource for a source, model or database that cannot be used, and BadCorrections for such a
    file, before anything is analysed; BadBuild when the result fails its checks. Where nothing can be
    read, or all is as it was when the database was built, an earlier database stays. A script calls it under
    `if __name__ == "__main__":`, since each process it starts imports that script.
    """
    give_back_at_once()
    version = model_version(model)
    store.check_target(database)
    entries = read_corrections(files := find_corrections(sources, corrections))
    found = find_files(sources, database, files)
    with Cache(database.parent / FOLDER / FILE if use_cache else None) as cache:
        analyser = Analyser(cache, model, workers, dask)
        intake = Intake(shelf := Shelf(database.parent / FOLDER), tell)
        analyser.read(intake.items(found), intake.take)
        del found  # half a kilobyte of each file
        tell("analysed", len(shelf), len(shelf))
        if not len(shelf) and (kept := store.articles_in(database)):
            return Report.of(database, intake.refusals, kept=kept)
        state = intake.state(entries, analyser.fingerprint)
        if (made := cache.made(state)) and made == store.digest(database):
            return Report.of(database, intake.refusals, reused=analyser.reused, is_unchanged=True)

        reused = analyser.reused
        corrected, told = correct_articles(intake.filed, intake.article, entries)
        facts = {**_versions(version), "input": intake.input(entries)}
        intake.forget()
        for record in analyser.analyse(corrected):
            shelf.put(record)
        tell("comparing", 0, len(shelf))
        corpus = resolve(shelf, entries, told, analyser.analyse, workers)
        tell("compared", len(shelf), len(shelf))
        tell("writing", 0, len(shelf))
        refusals, is_lasting = intake.refusals, intake.is_lasting
        tables = store.tables_of(corpus, refusals, facts)
        del corpus, intake, shelf  # so that they go with the last of their rows
        store.write(database, tables)
        if is_lasting:
            cache.keep_made(state, store.digest(database))
    return Report.of(database, refusals, reused=reused)


def _versions(version: ModelVersion) -> dict[str, str]:
    """What the database was made with."""
    return {
        "dateline": dateline.__version__,
        "spacy": about.__version__,
        "model": f"{version.name} {version.version}",
    }
