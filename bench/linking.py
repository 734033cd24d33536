"""Measures what it costs to say which names of a folder are one, and how that grows.

    python bench/linking.py [N …]

Makes N distinct names (by default 10,000, 100,000 and 1,000,000), twenty to an article, and resolves them:
seven in ten are people's, with first names and surnames as unevenly common as in life, one in twenty of them a
spelling of another; the rest are organizations and places. Prints seconds, names/s and peak memory, each size
in a process of its own, and the growth from one size to the next (1.0 is linear).
"""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Iterator

import click

from dateline.entities.person_names import first_names, surnames
from dateline.model import Article, ArticleRecord, EntityType, Name, Sentence

NAMES_AN_ARTICLE = 20
# What transliterations do to a name
TURNS = (("ei", "ey"), ("ou", "u"), ("kh", "h"), ("g", "q"), ("y", "i"), ("ss", "s"), ("e", "a"))
BODIES = (
    "Ministry of",
    "Bank of",
    "University of",
    "Council of",
    "Party of",
    "Army of",
    "Union of",
)
KINDS = ("Brigade", "Company", "League", "Front", "Agency", "Institute", "Group", "Movement")

MEASURE = """
import resource, sys, tempfile, time
from pathlib import Path
sys.path.insert(0, "bench")
from linking import records
from dateline.corpus.gathered import gather
from dateline.corpus.entities import resolve_entities
from dateline.shelf import Shelf
made = Shelf.of(records(int(sys.argv[1])))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.perf_counter()
with tempfile.NamedTemporaryFile() as told:
    people = resolve_entities(gather(made, Path(told.name)).candidates)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, before, peak, len(people.entities), len(people.merges), len(people.suggestions))
"""


def names(count: int) -> Iterator[tuple[str, EntityType]]:
    """So many distinct names with their types, always the same ones."""
    dice = random.Random(7)
    given, family = sorted(first_names()), sorted(surnames())
    dice.shuffle(given)
    dice.shuffle(family)
    seen: set[str] = set()
    last = "Ivan Petrov"
    while len(seen) < count:
        kind: EntityType = "person"
        share = dice.random()
        if share < 0.66:
            name = f"{_uneven(dice, given)} {_uneven(dice, family)}"
            if dice.random() < 0.2:
                name = name.replace(" ", f" {dice.choice('ABCDEFGHJKLMNPRST')}. ")
            last = name
        elif share < 0.7:
            name = last.replace(*dice.choice(TURNS), 1)
        elif share < 0.8:
            name, kind = f"{dice.choice(BODIES)} {_uneven(dice, family)}", "organization"
        elif share < 0.92:
            words = (_uneven(dice, family), _uneven(dice, given), dice.choice(KINDS))
            name, kind = " ".join(words), "organization"
        else:
            name, kind = f"{_uneven(dice, family)} {_uneven(dice, given)[:5].title()}ville", "place"
        if name not in seen:
            seen.add(name)
            yield name, kind


def _uneven(dice: random.Random, words: list[str]) -> str:
    """The nth word 1/n as often as the first, as first names and surnames are."""
    return words[int(len(words) ** dice.random()) - 1]


def records(count: int) -> list[ArticleRecord]:
    """Articles that name so many distinct names."""
    made: list[ArticleRecord] = []
    batch: list[Name] = []
    for name, kind in names(count):
        number = len(made)
        batch.append(_name(f"a{number}", len(batch) * 100, name, kind))
        if len(batch) == NAMES_AN_ARTICLE:
            article, text = _article(f"a{number}"), ". ".join(name.text for name in batch)
            sentence = _sentence(f"a{number}", text)
            made.append(ArticleRecord(article=article, sentences=(sentence,), names=tuple(batch)))
            batch = []
    return made


def _name(article_id: str, start: int, name: str, kind: EntityType) -> Name:
    return Name(
        id=f"{article_id}-m{start}", article_id=article_id, sentence_id=f"{article_id}-s0", start=start,
        end=start + len(name), text=name, name=name, full_name=name, link_rule=None, type=kind, kind="name",
        rule="model", confidence=0.85,
    )  # fmt: skip


def _sentence(article_id: str, text: str) -> Sentence:
    return Sentence(
        id=f"{article_id}-s0", article_id=article_id, paragraph_id=f"{article_id}-p0", number=1,
        start=0, end=len(text), text=text,
    )  # fmt: skip


def _article(article_id: str) -> Article:
    nothing = dict.fromkeys(("title", "deck", "byline", "publisher", "url", "language", "dateline_place",
                             "published", "published_raw", "published_earliest", "published_latest"))  # fmt: skip
    return Article(
        id=article_id, path=article_id, kind="txt", bytes=0, sha256="", encoding="utf-8",
        encoding_evidence="utf-8", published_evidence="unknown", published_reason="", word_count=0,
        text="", paragraphs=(), dropped_lines=(), **nothing,
    )  # fmt: skip


@click.command(help=__doc__)
@click.argument("sizes", type=int, nargs=-1)
def main(sizes: tuple[int, ...]) -> None:
    """The command line."""
    earlier: tuple[int, float] | None = None
    for size in sizes or (10_000, 100_000, 1_000_000):
        run = subprocess.run(
            [sys.executable, "-c", MEASURE, str(size)], check=True, capture_output=True, text=True
        )
        seconds, before, peak, entities, merges, suggestions = map(float, run.stdout.split())
        growth = ""
        if earlier:
            power = math.log(seconds / earlier[1]) / math.log(size / earlier[0])
            growth = f"; grows with the power {power:.2f}"
        click.echo(
            f"{size:>9,} names: {seconds:7.1f} s, {size / seconds:7,.0f} names/s, peak {peak:6,.0f} MB"
            f" ({before:,.0f} MB of it the records), {entities:,.0f} entities, {merges:,.0f} merges,"
            f" {suggestions:,.0f} suggestions{growth}"
        )
        earlier = (size, seconds)


if __name__ == "__main__":
    main()
