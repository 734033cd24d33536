"""Measures what it costs to compare a folder of articles and to write the database, and how that grows.

    python bench/corpus.py CLUSTERS_DIR [N …]

Makes N articles (by default 1,000, 10,000 and 100,000) of the real ones in CLUSTERS_DIR, whose file names begin
with their story (see bench/clusters.py), as bench/clones.py says; making them is not measured. Prints for each
stage the seconds by the clock, with as many processes as cores, the most memory that was held until its end, and
the growth from one size to the next (1.0 is linear); the seconds of all processes together, and how many times as
long the bare pipeline of spaCy takes for as many words, by a sample in the same run; and how many of the pairs of
articles that it takes for one story were made as one, and of those made how many it finds. Each size has a process
of its own. What was reached is held in bench/corpus.json.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from clones import Clones, Folder, read_folder
from figures import family, unshared

from dateline import corpus, store
from dateline.corpus.comparing import Folder as Stories
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL, PLAIN
from dateline.model import Article
from dateline.shelf import Shelf

PINNED = Path(__file__).with_name("corpus.json")
SLACK = 1.5  # what is slower than the pinned ratio by more than this is worse, and no other noise
# Function of dateline.corpus → the stage its time goes to; what is in none is "linking"
STAGES = {
    "gather": "gather", "resolve_entities": "entities", "correct_entities": "entities", "infer_dates": "undated",
}  # fmt: skip
UNMEASURED = "reading undated articles again, which is the analyser's"


class Clock:
    """The seconds of each stage by the clock; what one stage asks of another is the other's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.megabytes: dict[str, float] = {}  # the most memory until the end of a stage
        self._last = ""
        self._inside: list[str] = []
        self._since = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._inside:
            self.seconds[self._inside[-1]] += now - self._since
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the time of the block for a stage."""
        if name != self._last:
            self.megabytes[self._last] = _memory("VmHWM")
            self._last = name
        self._turn()
        self._inside.append(name)
        try:
            yield
        finally:
            self._turn()
            self._inside.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted for a stage."""

        def within(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return within


class Watch:
    """The most memory that this process and its workers held at one time, in MB, looked at every half second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Ends looking."""
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.5):
            self.most = max(self.most, sum(map(unshared, family(os.getpid()))))


def measured(folder: Folder, count: int, keep: str | None = None) -> dict[str, Any]:
    """Compares and writes so many articles in this process; gives seconds by stage, memory and what came out.

    The database is moved to `keep`, where that is given.
    """
    clones, clock = Clones(folder, count), Clock()
    with tempfile.TemporaryDirectory() as scratch:
        shelf = Shelf(Path(scratch))
        words = 0
        for record in clones:
            shelf.put(record)
            words += record.article.word_count
        before = _memory("VmHWM")
        for function, stage in STAGES.items():
            setattr(corpus, function, clock.timed(stage, getattr(corpus, function)))
        Stories.windows = clock.timed("undated", Stories.windows)  # type: ignore[method-assign]
        Stories.compared = clock.timed("incidents, conflicts, ties", Stories.compared)  # type: ignore[method-assign]
        read = clock.timed(UNMEASURED, lambda articles: list(clones.read(articles)))
        database = Path(scratch) / "news.db"
        before_all, watch = _processor(), Watch()
        watch.start()
        with clock.stage("linking"):
            made = corpus.resolve(shelf, read=read)
        resolved = _memory("VmHWM")
        with clock.stage("write"):
            store.write(database, store.tables_of(made, (), {}))
        watch.stop()
        found = {
            "articles": count,
            "words": words,
            "seconds": {name: s for name, s in clock.seconds.items() if name != UNMEASURED},
            "processor": _processor() - before_all - clock.seconds[UNMEASURED],
            "megabytes": {
                "before": before,
                "compared": resolved,
                "written": _memory("VmHWM"),
                "together": watch.most,
            },
            "found": clones.found(
                dict(
                    store.query(database, "select id, story_id from articles where copy_of is null")
                )
            ),
            "until": clock.megabytes,
            "database": database.stat().st_size / 1e6,
            "dump": _digest(database),
            "entities": len(made.people.entities),
            "copies": store.query(database, "select count(copy_of) from articles")[0][0],
            "stories": len(made.stories),
            "largest": max(story.article_count for story in made.stories),
            "bounded": store.query(
                database, "select count(*) from articles where published_evidence = 'inferred'"
            )[0][0],
            "incidents": len(made.incidents),
        }
        if keep:
            shutil.move(database, keep)
        return found


def _digest(database: Path) -> str:
    """A hash of the file, which is the same wherever and whenever it is made."""
    with database.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _usage(whose: int) -> resource.struct_rusage:
    return resource.getrusage(whose)


def _processor() -> float:
    """The seconds of a core that this process and those it waited for have used."""
    both = (_usage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _memory(field: str) -> float:
    """A figure of this process in MB; VmHWM is the most it ever had."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def words_a_second(folder: Folder) -> float:
    """The speed of the bare pipeline on the folder's own articles."""
    import spacy

    pipeline = spacy.load(DEFAULT_MODEL)
    articles = [original.dated.article for original in folder.originals]
    texts = [a.text[p.start : p.end].translate(PLAIN) for a in articles for p in a.paragraphs]
    list(pipeline.pipe(texts[:20]))  # warm
    started = time.process_time()
    for _ in pipeline.pipe(texts):
        pass
    return sum(a.word_count for a in articles) / (time.process_time() - started)


def in_fresh_process(what: str, folder: Folder) -> Any:
    """What an expression of this module gives, in a process of its own with one thread."""
    code = (
        f"import json, pickle, sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        f" from corpus import *; folder = pickle.load(sys.stdin.buffer); print(json.dumps({what}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        stdout=subprocess.PIPE,
        input=pickle.dumps(folder),
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    return json.loads(run.stdout)


def tell(found: dict[str, Any], ratio: float, earlier: dict[str, Any] | None) -> None:
    """Prints one size."""
    total = sum(found["seconds"].values())
    peak = found["megabytes"]
    click.echo(
        f"{found['articles']:,} articles, {found['words']:,} words: {total:.1f} s by the clock,"
        f" {found['processor']:.1f} s of a core; peak {peak['compared']:,.0f} MB compared,"
        f" {peak['written']:,.0f} MB written ({peak['before']:,.0f} MB before), with its workers"
        f" {peak['together']:,.0f} MB"
    )
    times = 1 if earlier is None else found["articles"] / earlier["articles"]
    for stage, seconds in found["seconds"].items():
        power = _power(seconds, earlier["seconds"][stage], times) if earlier else ""
        each = 1000 * seconds / found["articles"]
        until = found["until"].get(stage, peak["written"])
        click.echo(f"  {stage:27} {seconds:8.2f} s {each:7.3f} ms each {until:6,.0f} MB {power:>6}")
    if earlier:
        power = _power(total, sum(earlier["seconds"].values()), times)
        click.echo(f"  grows with the power {power}")
    click.echo(
        f"  {found['entities']:,} entities, {found['copies']:,} copies, {found['stories']:,} stories, the"
        f" largest of {found['largest']:,}, {found['bounded']:,} undated articles bounded,"
        f" {found['incidents']:,} incidents; {found['database']:,.0f} MB, {found['dump'][:12]}"
    )
    precision, recall = found["found"]
    click.echo(f"  pairs of one story as made: precision {precision:.2f}, recall {recall:.2f}")
    click.echo(f"  bare spaCy takes {ratio:.1f} times as long for as many words")


def _power(seconds: float, before: float, times: float) -> str:
    return f"{math.log(seconds / before) / math.log(times):.2f}"


@click.command(help=__doc__)
@click.argument("clusters", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("sizes", type=int, nargs=-1)
@click.option("--floor", is_flag=True, help="Exit 1 when it is slower than was reached before.")
@click.option("--pin", is_flag=True, help="Write what was reached down.")
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Keep the last database as this file."
)
def main(clusters: Path, sizes: tuple[int, ...], floor: bool, pin: bool, keep: Path | None) -> None:
    """The command line."""
    folder = read_folder(a for a in read_sources([clusters]) if isinstance(a, Article))
    speed = in_fresh_process("words_a_second(folder)", folder)
    click.echo(f"bare spaCy: {speed:,.0f} words/s")
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    earlier, worse = None, []
    sizes = sizes or (1_000, 10_000, 100_000)
    for size in sizes:
        kept = str(keep.resolve()) if keep and size == sizes[-1] else None
        found = in_fresh_process(f"measured(folder, {size}, {kept!r})", folder)
        ratio = found["words"] / speed / found["processor"]
        tell(found, ratio, earlier)
        reached = {"ratio": round(ratio, 1), "megabytes": round(found["megabytes"]["together"])}
        before = pinned.get(str(size), reached)
        if ratio * SLACK < before["ratio"] or reached["megabytes"] > before["megabytes"] * SLACK:
            worse.append(size)
        if pin:
            pinned[str(size)] = reached
        earlier = found
    if pin:
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    if floor and worse:
        raise click.ClickException(f"worse than was reached before: {worse}")


if __name__ == "__main__":
    main()
