"""Scores the events found in sentences against gold made by hand, and what finding them costs.

    python bench/events.py GOLD.jsonl … [--floor] [--scorer FOLDER]

A gold file holds PLOVER's records (type, actor, recipient) or factuality (did it happen, -3 … 3). Each sentence
is read as an article of its own; what stands within another event is not counted. The counting is done by
`score.py` of FOLDER (or of $DATELINE_EVENTS_SCORER; by default ../shared/eval/events beside the project).
Without a gold file only what the project brings itself is measured: how many of the sentences of
tests/no_events.csv, which report none, give an event, and what the rules cost a sentence beside bare spaCy.

What was reached is held in bench/events.json, by a fingerprint of the gold. Types are scored on the two halves
of the gold as well: more than .05 between them would be a sign of rules that fit single sentences.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from dateline.analysis import analyse
from dateline.entities.names import find_names
from dateline.events import find_events, names_by_token
from dateline.events.status import status_of
from dateline.language import PLAIN, load_language, sentences_of
from dateline.model import Event, Status
from dateline.times import article_of, find_times

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("events.json")
BESIDE = ROOT.parent / "shared" / "eval" / "events"
NO_EVENTS = ROOT / "tests" / "no_events.csv"
# How far a predicate is told as the case: a certain future counts as yes, as in FactBank (Saurí and Pustejovsky
# 2009); what hangs on a condition is not told as the case.
FACTUALITY: dict[Status, int] = {
    "asserted": 3, "planned": 2, "alleged": 0, "possible": 0, "conditional": -2, "negated": -3,
}  # fmt: skip
PLAINEST: dict[Status, int] = {
    "asserted": 3, "planned": 0, "alleged": 0, "possible": 0, "conditional": 0, "negated": -3,
}  # fmt: skip
SLACK = 0.0005  # figures have four digits

Row = dict[str, Any]
Scores = dict[str, float]


def events_in(text: str) -> tuple[Event, ...]:
    """The events of a text that stand in no other event."""
    return tuple(event for event in analyse(article_of(text, None)).events if not event.within_id)


def answers(gold: Iterable[Row]) -> list[Row]:
    """The events of each text in the scorer's form."""
    return [
        {
            "id": row["id"],
            "events": [
                {
                    "type": event.type,
                    "actor": [p.text for p in event.participants if p.role == "actor"],
                    "recipient": [p.text for p in event.participants if p.role == "recipient"],
                }
                for event in events_in(row["text"])
            ],
        }
        for row in gold
    ]


def facts(gold: list[Row], values: dict[Status, int]) -> list[Row]:
    """How far each predicate of each text is told as the case. The texts are tokens joined by blanks."""
    docs = load_language().pipeline.pipe(row["text"].translate(PLAIN) for row in gold)
    rows = []
    for row, doc in zip(gold, docs, strict=True):
        starts = [0]
        for word in row["text"].split(" "):
            starts.append(starts[-1] + len(word) + 1)
        found = []
        for fact in row["facts"]:
            token = next(t for t in doc if t.idx + len(t) > starts[fact["token"]])
            found.append({"token": fact["token"], "factuality": values[status_of(token)[0]]})
        rows.append({"id": row["id"], "facts": found})
    return rows


def score(scorer: Path, gold: list[Row], system: list[Row]) -> Row:
    """What the scorer says."""
    with tempfile.TemporaryDirectory() as scratch:
        files = [Path(scratch) / name for name in ("gold.jsonl", "system.jsonl")]
        for file, rows in zip(files, (gold, system), strict=True):
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        command = [sys.executable, scorer / "score.py", *files, "--json"]
        said: Row = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return said


def scores_of(scorer: Path, gold: list[Row]) -> Scores:
    """The figures of a gold file."""
    if "facts" in gold[0]:
        said = score(scorer, gold, facts(gold, FACTUALITY))
        plain = score(scorer, gold, facts(gold, PLAINEST))
        corpora = [name for name in said if name != "per_type"]
        return {f"{name} macro F1": said[name]["macro_f1"] for name in corpora} | {
            f"{name} macro F1, yes and no alone": plain[name]["macro_f1"] for name in corpora
        }
    system = answers(gold)
    said = score(scorer, gold, system)
    halves = [score(scorer, gold[n::2], system[n::2])["type"]["f1"] for n in (0, 1)]
    return {
        "type F1": said["type"]["f1"],
        "type F1, first fold": halves[0],
        "type F1, second fold": halves[1],
        "actor F1": said["actor_typed"]["f1"],
        "recipient F1": said["recipient_typed"]["f1"],
        "swapped": said["swapped"],
    }


def firing() -> float:
    """Share of the sentences that report no event and give one all the same."""
    with NO_EVENTS.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(line for line in lines if line[0] != "#")]
    return sum(bool(analyse(article_of(text, None)).events) for text in texts) / len(texts)


def cost() -> tuple[float, float]:
    """CPU milliseconds a sentence of the seeds costs, by the rules of events alone and by bare spaCy."""
    language = load_language()
    texts = [file.read_text("utf-8") for file in sorted((ROOT / "seeds").glob("*.txt"))]
    ready, count = [], 0
    for text in texts:
        article = article_of(text, None)
        passages = language.parse(article, {})
        sentences = sentences_of(article, passages)
        times = find_times(article, passages, sentences)
        named = names_by_token(passages, find_names(article, passages, sentences))
        ready.append((article, passages, sentences, named, named, times))
        count += len(sentences)
    fastest = []
    for run in (
        lambda: [find_events(*arguments) for arguments in ready],
        lambda: [*language.pipeline.pipe(texts)],
    ):
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            run()
            best = min(best, time.process_time() - start)
        fastest.append(1000 * best / count)
    return fastest[0], fastest[1]


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--scorer", type=click.Path(path_type=Path), envvar="DATELINE_EVENTS_SCORER")
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", is_flag=True, help="Write what was reached down.")
def main(gold: tuple[Path, ...], scorer: Path | None, floor: bool, pin: bool) -> None:
    """Score the events found in the sentences of each GOLD file."""
    scorer = scorer or BESIDE
    if gold and not scorer.joinpath("score.py").exists():
        raise click.ClickException(f"no score.py in {scorer}; give its folder as --scorer")
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    below = []
    measured: dict[str, tuple[str, Scores]] = {
        "no events": (
            hashlib.sha256(NO_EVENTS.read_bytes()).hexdigest(),
            {"sentences that fire": round(firing(), 4)},
        )
    }
    for file in gold:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        known = hashlib.sha256(file.read_bytes()).hexdigest()
        measured[file.stem] = known, scores_of(scorer, rows)
    for name, (known, reached) in measured.items():
        before = pinned.get(name, {})
        floors: Scores = before.get("scores", {}) if before.get("texts") == known else {}
        for figure, value in reached.items():
            print(
                f"{name:20} {figure:42} {value:7.4f}  pinned {floors.get(figure, float('nan')):7.4f}"
            )
            lower_is_better = figure in {"swapped", "sentences that fire"}
            worse = floors.get(figure, value) - value
            if (-worse if lower_is_better else worse) > SLACK:
                below.append(f"{name}: {figure}")
        if pin:
            pinned[name] = {"texts": known, "scores": reached}
    rules, bare = cost()
    print(
        f"{'rules alone':20} {rules:.2f} ms a sentence; bare spaCy {bare:.2f}; ratio {rules / bare:.2f}"
    )
    if pin:
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    if floor and below:
        raise click.ClickException(f"below what was reached before: {'; '.join(below)}")


if __name__ == "__main__":
    main()
