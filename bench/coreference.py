"""Measures whom pronouns and definite phrases are said to stand for, against the gold of GUM.

    python bench/coreference.py GUM_DIR

GUM_DIR holds `text/DOC.txt` and `gold.jsonl`, a line a mention: doc, start, end, text, core_start, core_end,
entity, and kind (name, nominal or pronoun). Prints for each rule how many were answered and how many are
right: the full name's own mentions are of the entity that gold gives the pronoun or phrase. The texts may not be
passed on, so nothing is kept here.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from dateline.analysis import analyse
from dateline.entities.sexes import PRONOUNS
from dateline.model import Name
from dateline.times import article_of

Gold = dict[str, Any]
SAME = 0.5  # of the characters of two names that either has, at least this share must be in both
NEAR = 4  # characters by which a phrase may begin elsewhere: "the "


def entities_of(names: Iterable[Name], gold: list[Gold]) -> dict[str, str]:
    """Full name → the gold entity that most of its mentions are of."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    rows = [row for row in gold if row["kind"] == "name"]
    for name in names:
        best = max(rows, key=lambda row: _shared(name, row), default=None)
        if name.kind == "name" and best is not None and _shared(name, best) >= SAME:
            votes[name.full_name][best["entity"]] += 1
    return {name: max(sorted(found), key=lambda e: found[e]) for name, found in votes.items()}


def _shared(name: Name, row: Gold) -> float:
    common = min(name.end, row["core_end"]) - max(name.start, row["core_start"])
    return common / (max(name.end, row["core_end"]) - min(name.start, row["core_start"]))


def gold_of(name: Name, gold: list[Gold]) -> Gold | None:
    """The gold mention that a pronoun is, or that begins where a phrase begins; None where gold has none."""
    if name.kind == "pronoun":
        return next((r for r in gold if (r["start"], r["end"]) == (name.start, name.end)), None)
    rows = [
        row
        for row in gold
        if abs(row["start"] - name.start) <= NEAR and row["end"] >= name.end
        if row["kind"] != "pronoun"
    ]
    return min(rows, key=lambda r: (r["core_end"] != name.end, r["end"], r["start"]), default=None)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path) -> None:
    """Measure pronouns and definite phrases on FOLDER, a folder of GUM texts with gold."""
    gold: dict[str, list[Gold]] = defaultdict(list)
    for line in folder.joinpath("gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"]].append(row)
    right, answered, not_in_gold = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(folder.glob("text/*.txt")):
        names = analyse(article_of(path.read_text("utf-8"), None)).names
        entity_of = entities_of(names, gold[path.stem])
        for name in names:
            row = gold_of(name, gold[path.stem]) if name.kind != "name" else None
            for key in (name.kind, name.rule) if row else ():
                answered[key] += 1
                right[key] += entity_of.get(name.full_name) == row["entity"]
            not_in_gold[name.kind] += row is None
    asked = sum(
        row["kind"] == "pronoun" and row["text"].lower() in PRONOUNS
        for rows in gold.values()
        for row in rows
    )
    print(f"pronouns in gold: {asked}")
    for key in sorted(answered, key=lambda key: (-answered[key], key)):
        print(
            f"{key:28} {right[key]:4} of {answered[key]:4} right ({right[key] / answered[key]:.1%})"
        )
    print(f"not in gold: {not_in_gold['pronoun']} pronouns, {not_in_gold['nominal']} phrases")


if __name__ == "__main__":
    main()
