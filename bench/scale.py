"""Measures all of a build but the model, on folders of real files, and how that grows.

    python bench/scale.py ARTICLES [N …]

Makes N articles (by default 1,000 and 10,000) of the real ones in the folder ARTICLES, as bench/clones.py says,
and writes each as a text file. Their records are put into a cache under the keys that the build will ask for, so
that a build in a fresh process reads, hashes, looks up, compares and writes everything and runs no model. Making
and priming are not measured. Then one article is changed, which the model does read, and then nothing. All are
dated: an undated one would be analysed again as of other days.

Prints for each size the seconds until the records were there, of comparing and of the write with its rows a
second; the memory of the process that builds and of all processes; the bytes of the database; and the growth from
one size to the next (1.00 is linear), and how all of it and the memory grow from the smallest and the second
largest to the largest, which have bars.
"""

from __future__ import annotations

import json
import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from clones import Clones, Folder, read_folder
from figures import BUILD, Figure, Ran, power, ran, show

from dateline import store
from dateline.cache import FILE, FOLDER, Cache
from dateline.engine import Analyser
from dateline.ingest import Found, items_of, read_sources
from dateline.ingest.items import Item
from dateline.language import DEFAULT_MODEL
from dateline.model import Article, ArticleRecord
from dateline.outcome import Outcome, entry_of, key_of
from dateline.shelf import packed

SIZES = (1_000, 10_000)
STEEPEST = 1.1  # power that time may grow with
FATTEST = 1.3  # times the memory that the process that builds may take for ten times the articles
BATCH = 200  # records that are put into the cache at once
PRIME = f"""
import json, pickle, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from scale import prime
prime(pickle.load(sys.stdin.buffer), int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
print(json.dumps(None))
"""


def dated(folder: Folder) -> Folder:
    """The folder without what has no day."""
    kept = tuple(o for o in folder.originals if o.dated.article.published_earliest)
    return replace(folder, originals=kept)


def prime(folder: Folder, count: int, articles: Path, database: Path) -> None:
    """Writes so many files, and a cache that has the record of each."""
    articles.mkdir()
    fingerprint = Analyser(Cache(), DEFAULT_MODEL).fingerprint
    with Cache(database.parent / FOLDER / FILE) as cache:
        entries: list[tuple[bytes, bytes]] = []
        for record in _dated_clones(folder, count):
            file = articles / record.article.path
            file.write_text(_text(record.article), "utf-8")
            for item in items_of(Found(file, record.article.path, record.article.id)):
                if not isinstance(item, Item):
                    raise click.ClickException(f"{file}: {item.detail}")
                key = key_of(item, fingerprint)
                entries.append((key, entry_of(Outcome(key, item.id, packed(_of(record, item))))))
            if len(entries) >= BATCH:
                cache.put(entries)
                entries = []
        cache.put(entries)


def _dated_clones(folder: Folder, count: int) -> Iterator[ArticleRecord]:
    clones = Clones(folder, count)
    last = "2017-01-01"
    for number, record in enumerate(clones):
        is_undated = record.article.published_earliest is None
        made = clones.made(number, last) if is_undated else record
        last = made.article.published_earliest or last
        yield made


def _text(article: Article) -> str:
    stated = {
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
    }
    lines = [f"{name}: {json.dumps(value)}" for name, value in stated.items() if value]
    return "\n".join(["---", *lines, "---", "", article.text])


def _of(record: ArticleRecord, item: Item) -> ArticleRecord:
    """The record, with what its article says of the file."""
    article = replace(record.article, kind=item.kind, bytes=item.bytes, sha256=item.sha256)
    return replace(record, article=article)


# ---------------------------------------------------------------- figures


def measured(source: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    """What all but the model costs, by size."""
    folder = read_folder(a for a in read_sources([source]) if isinstance(a, Article))
    originals = pickle.dumps(dated(folder))
    builds = list[tuple[int, Ran]]()
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            articles, database = Path(scratch) / "articles", Path(scratch) / "out" / "news.db"
            ran(PRIME, size, articles, database, before=originals)
            first = ran(BUILD, articles, database)
            if first.said["reused"] != size:
                raise click.ClickException(
                    f"{size} records were primed, {first.said['reused']} used"
                )
            cached = database.parent.joinpath(FOLDER, FILE).stat().st_size
            yield from _stages(size, first, _rows(database), cached, builds[-1:])
            with articles.joinpath("a0000000.txt").open("a", encoding="utf-8") as file:
                file.write(
                    "\n\nThe minister of finance said on Monday that he had met the president.\n"
                )
            yield _row("one article changed", size, ran(BUILD, articles, database), "")
            yield _row("nothing changed", size, ran(BUILD, articles, database), "")
        builds.append((size, first))
    if len(builds) > 1:
        yield from _growth(builds[0], builds[-2], builds[-1])


def _growth(
    least: tuple[int, Ran], earlier: tuple[int, Ran], most: tuple[int, Ran]
) -> Iterator[Figure]:
    """How time grows from the smallest size to the largest, and memory from the one before.

    Held to their bars, and to nothing reached before: a small build that gets quicker makes both worse.
    """
    times = most[0] / least[0]
    slower = most[1].said["seconds"]["all"] / least[1].said["seconds"]["all"]
    of = f"{least[0]:,} to {most[0]:,}"
    yield Figure(
        "growth of time", of, beside=f"{slower:.1f} times the seconds, power {power(slower, 1, times)};"
        f" {times / slower:.2f} of the articles a second",
        ratio=times / slower, bar=round(times ** (1 - STEEPEST), 2),
    )  # fmt: skip
    fatter = most[1].said["parent"] / earlier[1].said["parent"]
    of = f"{earlier[0]:,} to {most[0]:,}"
    yield Figure(
        "growth of memory, parent", of, beside=f"{fatter:.2f} times; the inverse {1 / fatter:.2f}",
        ratio=1 / fatter, bar=round(1 / FATTEST, 3),
    )  # fmt: skip


def _stages(
    size: int, build: Ran, rows: int, cached: int, earlier: list[tuple[int, Ran]]
) -> Iterator[Figure]:
    seconds = _seconds(build)
    grows = {
        stage: f"; grows with the power {power(seconds[stage], before[stage], size / fewer)}"
        for fewer, before in [(fewer, _seconds(build)) for fewer, build in earlier]
        for stage in seconds
    }
    kilobytes = build.said["bytes"] / size / 1000
    beside = f"an article: {kilobytes:.0f} kB of database, {cached / size / 1000:.0f} kB of cache"
    yield _row("all but the model", size, build, f"{beside}{grows.get('all', '')}")
    rates = {"read": f"{size / seconds['read']:,.0f} articles",
             "compare": f"{size / seconds['compare']:,.0f} articles",
             "write": f"{rows / seconds['write']:,.0f} rows"}  # fmt: skip
    for stage, rate in rates.items():
        yield Figure(f"  {stage}", _of_size(size), seconds[stage], None, rate,
                     beside=grows.get(stage, "").removeprefix("; "))  # fmt: skip


def _seconds(build: Ran) -> dict[str, float]:
    """Seconds by stage; to read is what is neither comparing nor the write."""
    said = build.said["seconds"]
    return {**said, "read": said["all"] - said["compare"] - said["write"]}


def _row(what: str, size: int, build: Ran, beside: str) -> Figure:
    return Figure(what, _of_size(size), build.said["seconds"]["all"], build.processor,
                  f"{size / build.said['seconds']['all']:,.0f} articles",
                  build.said["parent"], build.together, beside)  # fmt: skip


def _of_size(size: int) -> str:
    return f"{size:,} made articles"


def _rows(database: Path) -> int:
    """How many rows the tables hold, without those of the indexes of words."""
    names = store.query(
        database,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'",
    )
    return sum(store.query(database, f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in names)


@click.command(help=__doc__)
@click.argument("articles", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("sizes", type=int, nargs=-1)
def main(articles: Path, sizes: tuple[int, ...]) -> None:
    """The command line."""
    show(measured(articles, sizes or SIZES), pin=False, floor=False)


if __name__ == "__main__":
    main()
