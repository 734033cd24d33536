"""Measures what it costs to say which reports are of one happening, and how that grows.

    python bench/grouping.py [N …]

Makes N reports (by default 10,000 and 100,000), twenty to an article, and finds their incidents, once in stories
of forty articles and once in one story of them all. A story has its own people, towns and days; one report in
three names nobody. Prints seconds, reports/s and peak memory, each size in a process of its own, and the growth
from one size to the next (1.0 is linear).
"""

from __future__ import annotations

import math
import random
import subprocess
import sys
from dataclasses import replace

import click

from dateline.corpus.reports import Report
from dateline.corpus.reports.wording import words_of
from dateline.model import Entity, EntityType

REPORTS_AN_ARTICLE = 20
ARTICLES_A_STORY = 40
DAYS = 300
TRIGGERS = (
    ("attack target|someone", "ASSAULT"), ("kill someone", "ASSAULT"), ("visit doer", "CONSULT"),
    ("hold talk", "CONSULT"), ("arrest someone", "COERCE"), ("condemn", "ACCUSE"), ("urge", "REQUEST"),
    ("launch missile", "MOBILIZE"),
)  # fmt: skip
NOUNS = ("soldier", "people", "engineer", "farmer", "driver", "official", "tanker", "school")

MEASURE = """
import resource, sys, time
sys.path.insert(0, "bench")
from grouping import made
from dateline.corpus.incidents import find_incidents
reports, entities, story_of, published = made(int(sys.argv[1]), one_story=sys.argv[2] == "one")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.perf_counter()
found = find_incidents(reports, entities, story_of, {}, published)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, before, peak, len(found.incidents))
"""

Made = tuple[list[Report], dict[str, Entity], dict[str, str], dict[str, tuple[str, str]]]


def made(count: int, *, one_story: bool) -> Made:
    """So many reports, always the same ones, with their entities, stories and days of publication."""
    dice = random.Random(7)
    reports: list[Report] = []
    entities: dict[str, Entity] = {}
    story_of: dict[str, str] = {}
    published: dict[str, tuple[str, str]] = {}
    common = [f"word{n}" for n in range(5_000)]
    for number in range(count // REPORTS_AN_ARTICLE):
        article, story = f"a{number:07}", number // ARTICLES_A_STORY
        story_of[article] = "s" if one_story else f"s{story}"
        day = _day(story % (DAYS - 10) + dice.randrange(10))
        published[article] = (day, day)
        for place in range(REPORTS_AN_ARTICLE):
            trigger, kind = dice.choice(TRIGGERS)
            people = [f"p{story}-{int(30 * dice.random() ** 2)}" for _ in range(2)]
            town = f"t{story}-{dice.randrange(4)}"
            for entity_id, of_type in (
                (people[0], "person"),
                (people[1], "person"),
                (town, "place"),
            ):
                entities.setdefault(entity_id, _entity(entity_id, of_type))
            words = words_of(" ".join(dice.choices(common, k=20)))
            report = _report(article, place * 100, trigger, kind, day, words)
            if dice.random() < 0.66:
                report = replace(report, actors=(people[0],), recipients=(people[1],))
            if dice.random() < 0.3:
                report = replace(report, place_id=town, cities=(town,))
            if dice.random() < 0.3:
                report = replace(report, earliest=day, date_source="text")
            nouns = ((dice.choice(("actor", "recipient")), dice.choice(NOUNS)),)
            reports.append(replace(report, nouns=nouns))
    return reports, entities, story_of, published


def _day(number: int) -> str:
    return f"2016-{1 + number // 28:02}-{1 + number % 28:02}"


def _entity(entity_id: str, kind: EntityType) -> Entity:
    return Entity(
        id=entity_id, name=entity_id, type=kind, country=None, latitude=None, longitude=None,
        gazetteer_id=None, stands_for_id=None, mention_count=1, article_count=1,
    )  # fmt: skip


def _report(article: str, start: int, trigger: str, kind: str, day: str, words: bytes) -> Report:
    return Report(
        id=f"{article}-e{start}", article_id=article, sentence_id=f"{article}-s{start}", start=start,
        type=kind, quad=None, status="asserted", trigger=trigger, is_series=False, is_again=False,
        number=None, is_plan=False, within_id=None, edtf=None, earliest=None, latest=day,
        date_source="publication", place_id=None, summary="", actors=(), recipients=(), linked=(),
        countries=(), undergoes=None, nouns=(), counts=(), cities=(), words=words, near=words[:40],
        objects=b"",
    )  # fmt: skip


@click.command(help=__doc__)
@click.argument("sizes", type=int, nargs=-1)
def main(sizes: tuple[int, ...]) -> None:
    """The command line."""
    for stories in ("many", "one"):
        earlier: tuple[int, float] | None = None
        for size in sizes or (10_000, 100_000):
            run = subprocess.run(
                [sys.executable, "-c", MEASURE, str(size), stories],
                check=True,
                capture_output=True,
                text=True,
            )
            seconds, before, peak, incidents = map(float, run.stdout.split())
            growth = ""
            if earlier:
                power = math.log(seconds / earlier[1]) / math.log(size / earlier[0])
                growth = f"; grows with the power {power:.2f}"
            click.echo(
                f"{size:>9,} reports, {stories:4} stor{'y' if stories == 'one' else 'ies'}:"
                f" {seconds:7.1f} s, {size / seconds:6,.0f} reports/s, peak {peak:6,.0f} MB"
                f" ({before:,.0f} MB of it the reports), {incidents:,.0f} incidents{growth}"
            )
            earlier = (size, seconds)


if __name__ == "__main__":
    main()
