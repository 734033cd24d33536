"""Scores which articles are said to be of one story, against clusters made by hand.

    python bench/stories.py CLUSTERS_DIR

CLUSTERS_DIR holds articles whose file names begin with their story: cNN_… (`bench/clusters.py` writes
them), or ECB_TOPIC_NUMBER… of ECB+, where a topic has two stories, ecb and ecbplus. Prints precision, recall and
F1 of the pairs of articles that share a story: of the folder, of each half of its stories as a folder of
its own, and the recall when each story is a folder. What was reached is held in bench/stories.json, by a
fingerprint of the texts. `python bench/stories_scale.py` measures what it costs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from dateline.corpus.stories import find_copies, find_stories
from dateline.corpus.stories.terms import Terms, terms_of
from dateline.engine import analyse_all
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL
from dateline.model import Article

PINNED = Path(__file__).with_name("stories.json")
STORY = re.compile(r"(c\d+)_|ECB_(\d+)_\d+(ecb(?:plus)?)")
SLACK = 0.0005

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Folder:
    """The articles of a folder, ready to be compared."""

    terms: Mapping[str, Terms]
    copies: Mapping[str, str]
    gold: Mapping[str, str]  # article → its story

    def of(self, stories: Collection[str]) -> Folder:
        """The part of it that is of these stories."""
        gold = {article: story for article, story in self.gold.items() if story in stories}
        copies = {a: b for a, b in self.copies.items() if a in gold and b in gold}
        return Folder({article: self.terms[article] for article in gold}, copies, gold)

    def found(self) -> Mapping[str, str]:
        """Article → story, as Dateline finds them."""
        return find_stories(self.terms.values(), self.copies).story_of


def read(folder: Path) -> Folder:
    """The articles of a folder whose file names begin with a story."""
    articles = [item for item in read_sources([folder]) if isinstance(item, Article)]
    gold = {a.id: "-".join(filter(None, m.groups())) for a in articles if (m := STORY.match(a.id))}
    articles = [article for article in articles if article.id in gold]
    records = analyse_all(articles, model=DEFAULT_MODEL)
    terms = {r.article.id: terms_of(r.article, r.names) for r in records}
    return Folder(terms, find_copies(articles), gold)


def scores(found: Mapping[str, str], gold: Mapping[str, str]) -> Figures:
    """Precision, recall and F1 of the pairs that share a story.

    >>> scores({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "x"})
    {'precision': 1.0, 'recall': 0.3333, 'f1': 0.5}
    """
    right = _pairs((found[article], gold[article]) for article in gold)
    said, true = _pairs(found[article] for article in gold), _pairs(gold.values())
    precision, recall = right / (said or 1), right / (true or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _pairs(labels: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def measured(folder: Folder) -> dict[str, Figures]:
    """The figures of the folder, of its halves, and of its stories alone."""
    stories = sorted(set(folder.gold.values()))
    rows = {"all": scores(folder.found(), folder.gold)}
    for name, half in (("one half", stories[::2]), ("other half", stories[1::2])):
        part = folder.of(half)
        rows[name] = scores(part.found(), part.gold)
    alone = {a: f"{s} {found}" for s in stories for a, found in folder.of({s}).found().items()}
    rows["each alone"] = {"recall": scores(alone, folder.gold)["recall"]}
    return rows


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", metavar="NAME", help="Write what was reached down, under this name.")
def main(folder: Path, floor: bool, pin: str | None) -> None:
    """Score the stories found in FOLDER, whose file names begin with the story of the article."""
    read_from = read(folder)
    if not read_from.gold:
        raise click.ClickException(f"no file in {folder} is named cNN_… or ECB_…")
    texts = sorted(folder.glob("*.txt"))
    known = hashlib.sha256(b"\0".join(file.read_bytes() for file in texts)).hexdigest()
    reached = measured(read_from)
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    if pin:
        pinned[pin] = {"texts": known, "articles": len(read_from.gold), "figures": reached}
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    before = next((entry["figures"] for entry in pinned.values() if entry["texts"] == known), {})
    click.echo(f"{len(read_from.gold)} articles, {len(set(read_from.gold.values()))} stories")
    for row, figures in reached.items():
        told = ", ".join(f"{name} {value:.2%}" for name, value in figures.items())
        held = ", ".join(f"{value:.2%}" for value in before.get(row, {}).values())
        earlier = f"  (pinned {held})" if held else ""
        click.echo(f"{row:11} {told}{earlier}")
    if floor and not before:
        raise click.ClickException("these texts are not among those of bench/stories.json")
    if floor and any(
        value < before[row][name] - SLACK
        for row, figures in reached.items()
        for name, value in figures.items()
    ):
        raise click.ClickException("below what was reached before")


if __name__ == "__main__":
    main()
