"""Measures what is gained and lost when a collection is cut into a database a month.

    python bench/months.py CSV_FOLDER [--months N]

Takes the articles of the first N months (by default 6) of the BBC articles in CSV_FOLDER (see bench/bbc.py:
their days are given, not theirs), builds one database of them all and one of each month, each of them cold, and
serves the one and the several with `dateline serve`. Prints seconds and bytes; how many of the entities of the one
database that are named in several months have the same id in each month's database; and the median of 15 answers,
in milliseconds, of the front page, of a search and of an entity's page with each number of databases.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import click
from bbc import articles_in
from figures import BUILD, ROOT, Figure, ran, show
from serving import asked, encoded, served

from dateline import store

TIMES = 15  # each address is asked for
SERVE = "from dateline.commands import main; main()"


def months_of(source: Path, folder: Path, count: int) -> dict[str, Path]:
    """The articles of so many months, in a folder each, by month."""
    found: dict[str, Path] = {}
    for name, day, text in articles_in(source):
        month = f"{day:%Y-%m}"
        if month not in found and len(found) == count:
            continue
        if month not in found:
            found[month] = folder / month
            found[month].mkdir(parents=True)
        found[month].joinpath(name).write_text(text, "utf-8")
    return found


def built(sources: Sequence[Path], database: Path, what: str) -> Figure:
    """What one cold build cost."""
    build = ran(BUILD, *sources, database)
    seconds, articles = build.said["seconds"]["all"], build.said["articles"]
    rate, size = (
        f"{articles / seconds:,.1f} articles",
        f"{build.said['bytes'] / 1e6:,.1f} MB of database",
    )
    return Figure(what, f"{articles:,} articles", seconds, build.processor, rate, build.said["parent"],
                  build.together, size)  # fmt: skip


def same_entities(whole: Path, months: dict[str, Path]) -> tuple[int, int]:
    """Of the entities named in several months: how many there are, and how many have one id in all of them."""
    sql = (
        "SELECT DISTINCT mentions.entity_id, substr(articles.published, 1, 7) FROM mentions"
        " JOIN articles ON articles.id = mentions.article_id WHERE mentions.entity_id IS NOT NULL"
    )
    named: dict[str, set[str]] = defaultdict(set)
    for entity, month in store.query(whole, sql):
        named[entity].add(month)
    ids = {
        m: {i for (i,) in store.query(file, "SELECT id FROM entities")}
        for m, file in months.items()
    }
    several = {entity: among for entity, among in named.items() if len(among) > 1}
    same = sum(all(entity in ids[month] for month in among) for entity, among in several.items())
    return len(several), same


def latencies(databases: Sequence[Path]) -> Iterator[tuple[str, float, float]]:
    """What was asked for, the milliseconds of the first answer, and the median of those after it."""
    first = databases[0]
    (key, name) = store.query(first, "SELECT id, name FROM entities WHERE type = 'person'"
                              " ORDER BY mention_count DESC, id LIMIT 1")[0]  # fmt: skip
    pages = {
        "front page": "/",
        "search": f"/-/search?q={quote(name)}",
        "entity's page": f"/{quote(first.stem)}/-/entity/{encoded(key)}",
    }
    arguments = ["-c", SERVE, "serve", *map(str, databases)]
    with served(arguments, ROOT) as address:
        for what, path in pages.items():
            first_answer, *others = [asked(address + path) for _ in range(TIMES + 1)]
            yield what, first_answer, statistics.median(others)


def measured(source: Path, count: int) -> Iterator[Figure]:
    """One database against several."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        months = months_of(source, folder / "articles", count)
        whole = folder / "whole" / "all.db"
        yield built(list(months.values()), whole, "one database")
        files = {month: folder / "cut" / f"{month}.db" for month in months}
        cut = [built([months[month]], files[month], f"  {month}") for month in months]
        size = sum(file.stat().st_size for file in files.values())
        yield Figure(
            f"{len(cut)} databases, one after the other",
            seconds=sum(figure.seconds or 0 for figure in cut),
            processor=sum(figure.processor or 0 for figure in cut),
            parent=max(figure.parent or 0 for figure in cut),
            together=max(figure.together or 0 for figure in cut),
            beside=f"{size / 1e6:,.1f} MB of databases, {size / whole.stat().st_size:.2f} times one",
        )
        yield from cut
        several, same = same_entities(whole, files)
        yield Figure("entities of several months", f"{several:,}",
                     beside=f"{same / several:.0%} have one id in all their months")  # fmt: skip
        for databases in ([whole], list(files.values())[:1], list(files.values())):
            of = f"{len(databases)} of {databases[0].stem}" + (" …" if len(databases) > 1 else "")
            for what, first, median in latencies(databases):
                yield Figure(what, f"databases: {of}",
                             beside=f"{median:,.0f} ms; {first:,.0f} ms the first time")  # fmt: skip


@click.command(help=__doc__)
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--months", default=6, show_default=True, help="How many months are taken.")
def main(source: Path, months: int) -> None:
    """The command line."""
    show(measured(source, months), pin=False, floor=False)


if __name__ == "__main__":
    main()
