"""Measures the whole build against bare spaCy on the same text, in the same run.

    python bench/build.py [FOLDER] [--copies N]

Prints articles/s and words/s of both, cold and warm, their ratio, and the peak memory of the build. Machines
differ, so the ratio is the figure that counts: the bar is 0.6 of bare spaCy's speed, cold, one process.
Without FOLDER the five seeds are copied N times, each copy with other numbers in it, so that no two
articles have the same words and the cache is of no help.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("build.json")

# Each measurement runs in a process of its own: memory and caches of one do not help the other.
BARE = """
import spacy, sys, time
from pathlib import Path
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL, PLAIN
from dateline.model import Article
pipeline = spacy.load(DEFAULT_MODEL)
articles = [a for a in read_sources([Path(sys.argv[1])]) if isinstance(a, Article)]
texts = [a.text[p.start:p.end].translate(PLAIN) for a in articles for p in a.paragraphs]
list(pipeline.pipe(texts[:20]))  # warm
started = time.perf_counter()
for _ in pipeline.pipe(texts):
    pass
print(len(articles), sum(a.word_count for a in articles), time.perf_counter() - started)
"""
WHOLE = """
import resource, sys, time
from pathlib import Path
from dateline.build import build
from dateline.language import load_language
list(load_language().pipeline.pipe(["Warm up."] * 20))
started = time.perf_counter()
build([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def varied(seeds: Path, folder: Path, copies: int) -> None:
    """Copies of the seeds, no two with the same words."""
    for number in range(copies):
        for seed in sorted(seeds.glob("*.txt")):
            text = re.sub(
                r"\b(\d+)\b(?= (?:fighters|soldiers|months))",
                str(number + 2),
                seed.read_text("utf-8"),
            )
            folder.joinpath(f"{number:04}-{seed.name}").write_text(
                f"{text}\n\nReport number {number}.\n", "utf-8"
            )


def run(code: str, *arguments: object) -> list[float]:
    """The numbers that a piece of Python prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--copies", default=20, show_default=True, help="How often the seeds are copied.")
@click.option("--check", is_flag=True, help="Exit 1 below the pinned ratio.")
def main(folder: Path | None, copies: int, check: bool) -> None:
    """Measure the build against bare spaCy."""
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch) / "articles"
            folder.mkdir()
            varied(ROOT / "seeds", folder, copies)
        articles, words, bare = run(BARE, folder)
        cold, memory = run(WHOLE, folder, Path(scratch) / "out" / "news.db")
        warm, _ = run(WHOLE, folder, Path(scratch) / "out" / "news.db")
    for name, seconds in (("bare spaCy", bare), ("build, cold", cold), ("build, warm", warm)):
        print(
            f"{name:12} {seconds:7.2f} s {articles / seconds:8.1f} articles/s {words / seconds:9.0f} words/s"
        )
    ratio = bare / cold
    floor = json.loads(PINNED.read_text())["cold_ratio"]
    print(f"cold build / bare spaCy: {ratio:.2f} (pinned: {floor}); peak memory {memory:.0f} MB")
    sys.exit(1 if check and ratio < floor else 0)


if __name__ == "__main__":
    main()
