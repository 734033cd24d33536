"""Measures what it costs to say which articles are of one story, and how that grows.

    python bench/stories_scale.py CLUSTERS_DIR [N …]

Makes N articles (by default 1,000, 10,000 and 100,000) of the real ones in CLUSTERS_DIR, whose file names begin
with their story (see bench/stories.py): each story again and again, each time with every word and name
replaced, the same way in all its articles, by another as common in print, and all its days moved within two
years. One article in twenty is of a single story: the largest, over a hundred days, with a tenth of each
article's terms its own. Prints the seconds of a core, the peak of memory and how many stories are found, each
size in a process of its own, and the growth from one size to the next (1.0 is linear).
"""

from __future__ import annotations

import math
import pickle
import random
import subprocess
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import click
from stories import Folder, read
from wordfreq import top_n_list

from dateline.corpus.stories.terms import ENGLISH, RARITY_OF_NAMES, Terms, rarity_of

WORDS = 30_000  # of English, the most common
OF_ONE_STORY = 20  # one article in so many
OWN = 0.1  # of the terms of an article of the large story
YEARS, SEASON = 730, 100  # days

MEASURE = """
import pickle, resource, sys, time
from dateline.corpus.stories import find_stories
terms = pickle.load(sys.stdin.buffer)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.process_time()
found = find_stories(terms, {})
seconds = time.process_time() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, before, peak, len(found.stories), max(story.article_count for story in found.stories))
"""


def made(folder: Folder, count: int) -> Iterator[Terms]:
    """So many articles, always the same ones."""
    dice = random.Random(7)
    by_rarity: dict[int, list[int]] = defaultdict(list)
    for word in top_n_list(ENGLISH, WORDS, wordlist="small"):
        by_rarity[rarity_of(word, ENGLISH)].append(crc32(word.encode()))
    stories: dict[str, list[Terms]] = defaultdict(list)
    for article, story in sorted(folder.gold.items()):
        stories[story].append(folder.terms[article])

    def another(rarity: int) -> int:
        words = by_rarity[rarity] if rarity < RARITY_OF_NAMES else []
        return dice.choice(words) if words else dice.getrandbits(32)

    def altered(article: Terms, number: int, new: dict[int, int], moved: int, own: float) -> Terms:
        held: dict[int, tuple[int, int]] = {}
        columns = zip(article.hashes, article.counts, article.rarities, strict=True)
        for term, times, rarity in columns:
            shared = new.setdefault(term, another(rarity))
            held[another(rarity) if dice.random() < own else shared] = (times, rarity)
        ordered = sorted(held)
        days = [
            day and (date.fromisoformat(day) + timedelta(moved)).isoformat()
            for day in (article.earliest, article.latest)
        ]
        return replace(
            article,
            article_id=f"a{number:07}",
            earliest=days[0],
            latest=days[1],
            hashes=array("I", ordered),
            counts=bytes(held[term][0] for term in ordered),
            rarities=bytes(held[term][1] for term in ordered),
        )

    largest = max(stories.values(), key=len)
    new: dict[int, int] = {}
    number = count // OF_ONE_STORY
    for place in range(number):
        article = largest[place % len(largest)]
        yield altered(article, place, new, dice.randrange(SEASON), OWN)
    while True:
        for articles in stories.values():
            new, moved = {}, dice.randrange(YEARS)
            for article in articles:
                if number == count:
                    return
                yield altered(article, number, new, moved, 0.0)
                number += 1


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("sizes", type=int, nargs=-1)
def main(folder: Path, sizes: tuple[int, ...]) -> None:
    """The command line."""
    real = read(folder)
    earlier: tuple[int, float] | None = None
    for size in sizes or (1_000, 10_000, 100_000):
        run = subprocess.run(
            [sys.executable, "-c", MEASURE],
            check=True,
            capture_output=True,
            input=pickle.dumps(list(made(real, size))),
        )
        seconds, before, peak, stories, largest = map(float, run.stdout.split())
        growth = ""
        if earlier:
            power = math.log(seconds / earlier[1]) / math.log(size / earlier[0])
            growth = f"; grows with the power {power:.2f}"
        click.echo(
            f"{size:>7,} articles: {seconds:6.1f} s, peak {peak:5,.0f} MB ({before:,.0f} MB of it their"
            f" terms), {stories:,.0f} stories, the largest of {largest:,.0f}{growth}"
        )
        earlier = (size, seconds)


if __name__ == "__main__":
    main()
