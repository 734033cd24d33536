"""Scores which reports are taken to be of one happening, against labels made by hand.

    python bench/incidents.py CLUSTERS_DIR [--floor] [--pin]

CLUSTERS_DIR holds the articles of twenty clusters, each on one story, as cNN_XXXXXXXX.txt with front matter
(bench/stories.py says how they are had). All are built in one folder, with the stories that Dateline finds.
bench/incident_labels.csv has a number for the happening each event is of, by cluster, article and the offset of
the trigger, and no text. Scored are pairs of labelled events of one cluster: a pair is right when both have one
label and are of one incident. Reports are compared within a story alone, so that pairs of two stories are missed;
the figures "of one story" leave them out. Events that are no longer found count as incidents of their own.

The labels are of two people, made before any rule was tuned, by one guide: one happening is one act or
occurrence, however worded or misdated; what an attack or accident did at once is part of it, and reactions,
arrests and trials are not; a plan is not what came of it; a statement is one where speaker, occasion and matter
are; nothing is labelled that nobody can say. On the four clusters that both labelled they agree by a precision
of .99 and a recall of 1.0 over pairs. The clusters of LOOKED_AT were looked at while the rules were written; of
the others, only the figures.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import click

from dateline.corpus import resolve
from dateline.engine import analyse_all
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL
from dateline.model import Article

LABELS = Path(__file__).with_name("incident_labels.csv")
PINNED = Path(__file__).with_name("incidents.json")
LOOKED_AT = {"c04", "c10", "c14", "c20", "c36", "c54", "c62", "c66", "c68", "c70", "c74"}
SLACK = 0.0005  # figures have four digits

Place = tuple[str, int]  # article and offset


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of events: of one incident and one label, of one incident alone, of one label alone."""

    both: int = 0
    incident: int = 0
    label: int = 0

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(
            self.both + other.both, self.incident + other.incident, self.label + other.label
        )

    @property
    def precision(self) -> float | None:
        """Of the pairs of one incident, those of one label; None where there are none."""
        found = self.both + self.incident
        return self.both / found if found else None

    @property
    def recall(self) -> float | None:
        """Of the pairs of one label, those of one incident; None where there are none."""
        gold = self.both + self.label
        return self.both / gold if gold else None


def labels() -> dict[str, dict[Place, str]]:
    """Cluster → the labels of its events, those that somebody could say."""
    found: dict[str, dict[Place, str]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if line[0] != "#"):
            if row["label"]:
                found[row["cluster"]][row["article"], int(row["offset"])] = row["label"]
    return found


def incidents_in(folder: Path) -> tuple[dict[Place, str], dict[str, str]]:
    """The incident of each event of the folder's articles, and the story of each article."""
    articles = [item for item in read_sources([folder]) if isinstance(item, Article)]
    corpus = resolve(analyse_all(articles, model=DEFAULT_MODEL, workers=2))
    incident_of, story_of = {}, {}
    for rows in corpus.records:
        story_of[rows.article.id] = rows.article.story_id or ""
        incident_of |= {(e.article_id, e.start): e.incident_id for e in rows.events}
    return incident_of, story_of


def pairs_of(
    gold: dict[Place, str], incident_of: dict[Place, str], counts: Callable[[str, str], bool]
) -> Pairs:
    """The pairs of a cluster's events, those of two articles that count."""
    both = incident = label = 0
    for one, other in combinations(sorted(gold), 2):
        if not counts(one[0], other[0]):
            continue
        found = incident_of.get(one, str(one)) == incident_of.get(other, str(other))
        right = gold[one] == gold[other]
        both += found and right
        incident += found and not right
        label += right and not found
    return Pairs(both, incident, label)


def figures_of(scored: dict[str, dict[str, Pairs]], clusters: set[str]) -> dict[str, float]:
    """Precision and recall over the pairs of each sort, and the means of the clusters'."""
    figures = {}
    for sort, pairs in scored.items():
        chosen = [found for cluster, found in pairs.items() if cluster in clusters]
        total = sum(chosen, Pairs())
        for name, of_all, each in (
            ("precision", total.precision, [found.precision for found in chosen]),
            ("recall", total.recall, [found.recall for found in chosen]),
        ):
            known = [value for value in each if value is not None]
            figures[f"{name}, {sort}"] = round(of_all or 0.0, 4)
            figures[f"{name}, {sort}, mean of clusters"] = round(sum(known) / len(known), 4)
    return figures


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", is_flag=True, help="Write what was reached down.")
def main(folder: Path, floor: bool, pin: bool) -> None:
    """Score the incidents of the articles in FOLDER."""
    gold = labels()
    texts = sorted(folder.glob("*.txt"))
    known = hashlib.sha256(b"\0".join(file.read_bytes() for file in texts)).hexdigest()
    incident_of, story_of = incidents_in(folder)
    sorts: dict[str, Callable[[str, str], bool]] = {
        "all pairs": lambda one, other: True,
        "of two articles": lambda one, other: one != other,
        "of one story": lambda one, other: story_of[one] == story_of[other],
    }
    scored = {
        sort: {c: pairs_of(gold[c], incident_of, counts) for c in sorted(gold)}
        for sort, counts in sorts.items()
    }
    missing = sum(place not in incident_of for of_cluster in gold.values() for place in of_cluster)
    click.echo(f"{missing} of {sum(map(len, gold.values()))} labelled events are found no longer")
    for cluster, found in scored["all pairs"].items():
        looked_at = "looked at" if cluster in LOOKED_AT else ""
        click.echo(
            f"{cluster}  {found.both:5} right {found.incident:4} wrong {found.label:4} missed  {looked_at}"
        )
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    below = []
    reached = {}
    for name, clusters in (
        ("all", set(gold)),
        ("looked at", LOOKED_AT),
        ("never looked at", set(gold) - LOOKED_AT),
    ):
        figures = figures_of(scored, clusters)
        reached[name] = figures
        before = pinned.get(name, {}) if pinned.get("texts") == known else {}
        for figure, value in figures.items():
            click.echo(
                f"{name:16} {figure:44} {value:.4f}  pinned {before.get(figure, float('nan')):.4f}"
            )
            if value < before.get(figure, value) - SLACK:
                below.append(f"{name}: {figure}")
    if pin:
        PINNED.write_text(json.dumps({"texts": known, **reached}, indent=2) + "\n", "utf-8")
    if floor and below:
        raise click.ClickException(f"below what was reached before: {'; '.join(below)}")


if __name__ == "__main__":
    main()
