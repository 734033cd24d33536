"""Scores the time expressions found in a folder of TimeML against its gold, and times the finding.

    python bench/times.py TML_DIR [--floor] [--scorer FOLDER]

Prints strict, relaxed, type and value F1 as TempEval-3 defines them, and articles/s of finding and resolving,
spaCy's own time left out. The scores are counted by `score.py` of FOLDER (or of $DATELINE_TIMEX_SCORER; by
default ../shared/eval/timex beside the project); without it only the speed is measured. The corpora may not
be passed on, so they are known by a fingerprint of their texts, and bench/times.json holds what was reached
on each.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import click

from dateline.language import load_language, sentences_of
from dateline.model import TimeExpression
from dateline.times import article_of, find_times
from dateline.times.grammar import grammar

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("times.json")
BESIDE = ROOT.parent / "shared" / "eval" / "timex"
FIGURES = ("value_f1", "type_f1", "relaxed_f1", "strict_f1")
SLACK = 0.0005  # one flipped expression of 579 moves F1 by 0.0017; rounding moves it by less


@dataclass(frozen=True, slots=True)
class Document:
    """A TimeML file: its name, the day it was made, its text."""

    name: str
    made: str
    text: str


def read(path: Path) -> Document:
    """The document of a TimeML file."""
    root = ElementTree.parse(path).getroot()
    made, text = root.find(".//DCT/TIMEX3"), root.find(".//TEXT")
    if made is None or text is None:
        raise click.ClickException(f"{path} has no creation time or no text")
    return Document(path.stem, made.get("value", "")[:10], "".join(text.itertext()))


def documents_of(folder: Path) -> list[Document]:
    """The documents of a folder by name, `._` files of macOS left out. Raises ClickException without any."""
    paths = sorted(path for path in folder.glob("*.tml") if not path.name.startswith("."))
    if not paths:
        raise click.ClickException(f"{folder} has no .tml files")
    return [read(path) for path in paths]


def found_in(documents: list[Document]) -> tuple[list[list[TimeExpression]], float]:
    """The expressions of each document, and the seconds it took to find and resolve them."""
    articles = [article_of(document.text, document.made) for document in documents]
    parsed = [load_language().parse(article) for article in articles]
    sentences = [
        sentences_of(article, passages) for article, passages in zip(articles, parsed, strict=True)
    ]
    find_times(articles[0], parsed[0], sentences[0])  # compiles the rules
    started = time.process_time()
    rows = [list(find_times(*each)) for each in zip(articles, parsed, sentences, strict=True)]
    return rows, time.process_time() - started


def scores(
    folder: Path, scorer: Path, documents: list[Document], rows: list[list[TimeExpression]]
) -> dict[str, float]:
    """What the scorer says of these rows."""
    lines = [
        json.dumps(
            {
                "doc": document.name, "start": row.start, "end": row.end, "text": row.text,
                "type": row.type, "value": row.value,
            }
        )
        for document, found in zip(documents, rows, strict=True)
        for row in found
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch) / "system.jsonl"
        system.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, scorer / "score.py", folder, system, "--json"]
        said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    said |= {"relaxed_f1": said["relaxed"]["f1"], "strict_f1": said["strict"]["f1"]}
    return {name: round(said[name], 4) for name in FIGURES}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--scorer", type=click.Path(path_type=Path), envvar="DATELINE_TIMEX_SCORER")
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", metavar="NAME", help="Write what was reached down, under this name.")
def main(folder: Path, scorer: Path | None, floor: bool, pin: str | None) -> None:
    """Score the time expressions found in FOLDER, a folder of .tml files."""
    documents = documents_of(folder)
    known = hashlib.sha256("\0".join(document.text for document in documents).encode()).hexdigest()
    rows, seconds = found_in(documents)
    print(f"{len(documents)} articles, {len(documents) / seconds:.0f} articles/s without spaCy")
    fired = {row.rule for found in rows for row in found}
    quiet = [
        rule.id for rule in grammar().rules if rule.id not in fired and "nothing" not in rule.means
    ]
    print(f"rules that never fire here: {', '.join(quiet)}")
    scorer = scorer or BESIDE
    if not scorer.joinpath("score.py").exists():
        raise click.ClickException(f"no score.py in {scorer}; give its folder as --scorer")
    reached = scores(folder, scorer, documents, rows)
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    if pin:
        pinned[pin] = {"texts": known, "articles": len(documents), **reached}
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    before = next((entry for entry in pinned.values() if entry["texts"] == known), {})
    for name in FIGURES:
        floor_of = f"  (pinned {before[name]:.2%})" if name in before else ""
        print(f"{name.replace('_', ' '):12} {reached[name]:7.2%}{floor_of}")
    if floor and not before:
        raise click.ClickException("these texts are not among those of bench/times.json")
    if floor and any(reached[name] < before[name] - SLACK for name in FIGURES):
        raise click.ClickException("below what was reached before")


if __name__ == "__main__":
    main()
