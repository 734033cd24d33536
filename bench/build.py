"""Measures the whole build against bare spaCy on the same texts, in the same run, on all cores.

    python bench/build.py [CSV_FOLDER]

CSV_FOLDER has the csv files of the 2,225 BBC articles (see bench/bbc.py); without it the five seeds are copied
twenty times, each copy with other numbers in it, so that no two articles have the same words. Measured are a cold
build, one in which nothing has changed, one whose database was deleted (all but the model is done again) and one
after a single article was changed.

There are two yardsticks: `nlp.pipe(texts, n_process=N)`, and N processes of `nlp.pipe(texts)` side by side, each
with its share and timed until the slowest is done, which is as quick as spaCy can be made. Both have the
components of the build, and loading the model is not in their time; it is in the build's. Machines differ, so the
ratios are what counts.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from bbc import write_articles
from figures import BUILD, ROOT, Figure, Ran, ran, show

COPIES = 20  # of the seeds

BARE = """
import json, os, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
import spacy
from dateline.crew import default_workers
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL, PLAIN
from dateline.model import Article

def timed(pipeline, texts, **options):
    list(pipeline.pipe(texts[:20]))  # warm
    started, used = time.perf_counter(), time.process_time()
    for _ in pipeline.pipe(texts, **options):
        pass
    return time.perf_counter() - started, time.process_time() - used

articles = [a for a in read_sources([Path(sys.argv[1])]) if isinstance(a, Article)]
texts = [a.text[p.start:p.end].translate(PLAIN) for a in articles for p in a.paragraphs]
cores = default_workers(1, 0)
pipeline = spacy.load(DEFAULT_MODEL)
found = {"articles": len(articles), "words": sum(a.word_count for a in articles), "cores": cores}
found["pipe"] = timed(pipeline, texts, n_process=cores)[0]
with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
    shares = [pool.submit(timed, pipeline, texts[n::cores]) for n in range(cores)]
    found["apart"] = max(share.result()[0] for share in shares)
    found["processor"] = sum(share.result()[1] for share in shares)
print(json.dumps(found))
"""


def varied(seeds: Path, folder: Path) -> None:
    """Copies of the seeds, no two with the same words."""
    folder.mkdir(parents=True)
    for number in range(COPIES):
        for seed in sorted(seeds.glob("*.txt")):
            text = re.sub(
                r"\b(\d+)\b(?= (?:fighters|soldiers|months))",
                str(number + 2),
                seed.read_text("utf-8"),
            )
            folder.joinpath(f"{number:04}-{seed.name}").write_text(
                f"{text}\n\nReport number {number}.\n", "utf-8"
            )


def measured(source: Path | None) -> Iterator[Figure]:
    """What building costs, cold and warm."""
    with tempfile.TemporaryDirectory() as scratch:
        articles, database = Path(scratch) / "articles", Path(scratch) / "out" / "news.db"
        if source is None:
            varied(ROOT / "seeds", articles)
        else:
            write_articles(source, articles)
        bare = ran(BARE, articles).said
        cold = ran(BUILD, articles, database)
        of = f"{bare['articles']:,} {'BBC articles' if source else 'copies of seeds'}"
        yield from _cold(bare, cold, of)
        yield _again(cold, ran(BUILD, articles, database), of, "nothing changed", 25)
        yield _again(cold, _without_database(articles, database), of, "database deleted")
        change(min(articles.iterdir()))
        yield _again(cold, ran(BUILD, articles, database), of, "one article changed")


def _cold(bare: dict[str, float], build: Ran, of: str) -> Iterator[Figure]:
    words, cores, seconds = bare["words"], bare["cores"], build.said["seconds"]["all"]
    for name, took, processor in (
        (f"bare nlp.pipe, n_process={cores}", bare["pipe"], None),
        (f"bare nlp.pipe, {cores} processes apart", bare["apart"], bare["processor"]),
    ):
        yield Figure(name, f"{of}, {words:,} words", took, processor, f"{words / took:,.0f} words")
    ratio = bare["pipe"] / seconds
    yield Figure("cold build", of, seconds, build.processor, f"{words / seconds:,.0f} words",
                 build.said["parent"], build.together, f"{ratio:.2f} of the first's words a second",
                 ratio, 0.8, f"cold, {of}")  # fmt: skip
    ratio = bare["apart"] / seconds
    yield Figure("  beside those apart", beside=f"{ratio:.2f} of their words a second",
                 ratio=ratio, pin=f"cold beside processes apart, {of}")  # fmt: skip
    ratio = bare["processor"] / build.processor
    yield Figure("  in seconds of a core", beside=f"{ratio:.2f} of their words a second of a core",
                 ratio=ratio, pin=f"cold in seconds of a core, {of}")  # fmt: skip


def _again(cold: Ran, warm: Ran, of: str, what: str, bar: float | None = None) -> Figure:
    seconds = warm.said["seconds"]["all"]
    ratio = cold.said["seconds"]["all"] / seconds
    return Figure(what, of, seconds, warm.processor, "", warm.said["parent"], warm.together,
                  f"{ratio:.1f} times as fast as cold", ratio, bar, f"{what}, {of}")  # fmt: skip


def _without_database(articles: Path, database: Path) -> Ran:
    """The middle one of three builds, by their seconds: one alone takes from 10.7 to 12.5 s within minutes."""
    tries = []
    for _ in range(3):
        database.unlink()
        tries.append(ran(BUILD, articles, database))
    return sorted(tries, key=lambda each: float(each.said["seconds"]["all"]))[1]


def change(article: Path) -> None:
    """Adds a sentence to an article."""
    with article.open("a", encoding="utf-8") as file:
        file.write("\n\nThe minister of finance said on Monday that he had met the president.\n")


@click.command(help=__doc__)
@click.argument("source", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--pin", is_flag=True, help="Write what was reached down.")
@click.option("--floor", is_flag=True, help="Exit 1 below a bar or what was reached before.")
def main(source: Path | None, pin: bool, floor: bool) -> None:
    """The command line."""
    show(measured(source), pin=pin, floor=floor)


if __name__ == "__main__":
    main()
