"""Scores the names found in a folder of texts, and which of them are one, against gold made by hand.

    python bench/entities.py GOLD_DIR [--recall-only] [--floor] [--scorer FOLDER]

GOLD_DIR holds `text/*.txt` and `gold.jsonl`. The texts are read as articles in a folder of their own are, each
name is an entity of the whole folder, and spaCy alone is scored in the same run: its spans, its labels, and one
entity for each spelling. The counting is done by `score.py` of FOLDER (or of $DATELINE_ENTITIES_SCORER; by
default ../shared/eval/entities beside the project). What was reached is held in bench/entities.json, by a
fingerprint of the texts. `python bench/linking.py` measures what joining costs.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from dateline.analysis import analyse
from dateline.corpus import resolve
from dateline.ingest import read_sources
from dateline.language import load_language
from dateline.model import Article

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("entities.json")
BESIDE = ROOT.parent / "shared" / "eval" / "entities"
# The gold knows no countries apart from places; its groups of people are its own matter
LABELS = {
    "person": "PERSON", "organization": "ORG", "country": "GPE", "place": "GPE", "group": "NORP",
}  # fmt: skip
FIGURES = ("strict_f1", "recall", "type_accuracy", "b_cubed", "ceaf_e")
SLACK = 0.0005  # one name of 2,294 moves F1 by 0.0004

Row = dict[str, str | int]


def of_dateline(folder: Path) -> Iterator[Row]:
    """The names of the folder, as Dateline finds and joins them."""
    articles = [item for item in read_sources([folder]) if isinstance(item, Article)]
    corpus = resolve([analyse(article) for article in articles])
    types = {entity.id: entity.type for entity in corpus.people.entities}
    for linked in corpus.records:
        article = linked.article
        place = places_in_file(article, (folder / article.path).read_text("utf-8"))
        for mention in linked.mentions:
            if mention.kind == "name" and mention.start in place:
                start = place[mention.start]
                yield {
                    "doc": Path(article.path).stem,
                    "start": start,
                    "end": start + mention.end - mention.start,
                    "type": LABELS[types[mention.entity_id]],
                    "entity": mention.entity_id,
                }


def places_in_file(article: Article, text: str) -> dict[int, int]:
    """Offset in the article's text → offset in its file, of every letter of the lines that were kept."""
    place: dict[int, int] = {}
    reached = 0
    for paragraph in article.paragraphs:
        words = article.text[paragraph.start : paragraph.end]
        found = text.find(words, reached)
        if found < 0:
            found = text.find(words)  # a title that was taken from further down
        else:
            reached = found + len(words)
        if found >= 0:
            place |= {paragraph.start + n: found + n for n in range(len(words))}
    return place


def of_spacy(folder: Path) -> Iterator[Row]:
    """The spans and labels of the pipeline alone, an entity for each spelling."""
    files = sorted(folder.glob("*.txt"))
    docs = load_language().pipeline.pipe(file.read_text("utf-8") for file in files)
    for file, doc in zip(files, docs, strict=True):
        for ent in doc.ents:
            yield {
                "doc": file.stem,
                "start": ent.start_char,
                "end": ent.end_char,
                "type": ent.label_,
                "entity": ent.text,
            }


def scores(gold: Path, scorer: Path, rows: Iterable[Row], *, recall_only: bool) -> dict[str, float]:
    """What the scorer says of these rows."""
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch) / "system.jsonl"
        system.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        command = [sys.executable, scorer / "score.py", gold, system]
        command += ["--no-precision"] if recall_only else []
        said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    figures = {
        "strict_f1": said["strict"].get("f1"),
        "recall": said["strict"]["r"],
        "type_accuracy": said["type_accuracy"],
        "b_cubed": said["b_cubed"]["f1"],
        "ceaf_e": said["ceaf_e"]["f1"],
    }
    return {name: value for name, value in figures.items() if value is not None}


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--recall-only", is_flag=True, help="For gold that does not mark every name.")
@click.option("--scorer", type=click.Path(path_type=Path), envvar="DATELINE_ENTITIES_SCORER")
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", metavar="NAME", help="Write what was reached down, under this name.")
def main(gold: Path, recall_only: bool, scorer: Path | None, floor: bool, pin: str | None) -> None:
    """Score the names found in GOLD, a folder with text/ and gold.jsonl."""
    scorer = scorer or BESIDE
    if not scorer.joinpath("score.py").exists():
        raise click.ClickException(f"no score.py in {scorer}; give its folder as --scorer")
    texts = sorted((gold / "text").glob("*.txt"))
    known = hashlib.sha256(b"\0".join(file.read_bytes() for file in texts)).hexdigest()
    alone = scores(gold, scorer, of_spacy(gold / "text"), recall_only=recall_only)
    reached = scores(gold, scorer, of_dateline(gold / "text"), recall_only=recall_only)
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    if pin:
        pinned[pin] = {"texts": known, "articles": len(texts), **reached}
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    before = next((entry for entry in pinned.values() if entry["texts"] == known), {})
    print(f"{len(texts)} articles{'':8} Dateline  spaCy alone")
    for name in (name for name in FIGURES if name in reached):
        floor_of = f"  (pinned {before[name]:.2%})" if name in before else ""
        print(f"{name.replace('_', ' '):18} {reached[name]:8.2%} {alone[name]:8.2%}{floor_of}")
    if floor and not before:
        raise click.ClickException("these texts are not among those of bench/entities.json")
    if floor and any(reached[name] < before[name] - SLACK for name in reached):
        raise click.ClickException("below what was reached before")


if __name__ == "__main__":
    main()
