"""Scores the days that are inferred for articles without a date: one article at a time is robbed of its own.

    python bench/undated.py CLUSTERS_DIR [--floor] [--pin]

CLUSTERS_DIR holds articles of clusters, each on one story, as cNN_XXXXXXXX.txt with front matter
(bench/clusters.py says how they are had). Each article in turn is taken for undated while the rest of its
cluster keeps its dates.
Scored are windows that are closed on both sides: right when the day the article bears lies within. Days that a
file bears may be of another time zone than its words, so a window may be a day off and be right all the same; that
counts as wrong here.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from dateline.corpus.entities import resolve_entities
from dateline.corpus.gathered import gather
from dateline.corpus.incidents import find_incidents
from dateline.corpus.linker import Linker
from dateline.corpus.undated import Window, find_windows
from dateline.engine import analyse_all
from dateline.ingest import read_sources
from dateline.language import DEFAULT_MODEL
from dateline.model import Article, ArticleRecord
from dateline.shelf import Shelf

PINNED = Path(__file__).with_name("undated.json")
SLACK = 0.0005  # figures have four digits


def window_of(undated: ArticleRecord, others: list[ArticleRecord]) -> Window | None:
    """The days on which an article may have been published, by the dated articles of its story."""
    shelf = Shelf.of([undated, *others])
    with NamedTemporaryFile() as told:
        gathered = gather(shelf, Path(told.name))
    linker = Linker(shelf, resolve_entities(gathered.candidates), {}, ())
    reports = {article_id: linker.reports_of(article_id) for article_id in shelf.ids}
    story_of = dict.fromkeys(shelf.ids, "story")
    days = {
        record.article.id: (record.article.published_earliest, record.article.published_latest)
        for record in (undated, *others)
    }
    told = [report for of_article in reports.values() for report in of_article]
    found = find_incidents(told, linker.entities, story_of, {}, days)
    article_id = undated.article.id
    return find_windows(
        [linker[article_id]], linker.entities, reports, story_of, found.incident_of
    ).get(article_id)


def robbed(article: Article) -> Article:
    """The article without its date."""
    return replace(article, published=None, published_earliest=None, published_latest=None)


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", is_flag=True, help="Write what was reached down.")
def main(folder: Path, floor: bool, pin: bool) -> None:
    """Score the days inferred for the articles in FOLDER."""
    texts = sorted(folder.glob("*.txt"))
    known = hashlib.sha256(b"\0".join(file.read_bytes() for file in texts)).hexdigest()
    articles = [a for a in read_sources([folder]) if isinstance(a, Article) and a.published]
    dated = list(analyse_all(articles, model=DEFAULT_MODEL, workers=2))
    without = list(analyse_all(map(robbed, articles), model=DEFAULT_MODEL, workers=2))
    clusters: dict[str, list[ArticleRecord]] = defaultdict(list)
    for record in dated:
        clusters[record.article.id.partition("_")[0]].append(record)
    right = wrong = open_ended = 0
    for own, record in zip(dated, without, strict=True):
        others = [r for r in clusters[own.article.id.partition("_")[0]] if r is not own]
        window = window_of(record, others)
        if window is None or window.latest is None:
            open_ended += window is not None
            continue
        day = str(own.article.published)[:10]
        if str(window.earliest) <= day <= str(window.latest):
            right += 1
        else:
            wrong += 1
            click.echo(f"{own.article.id} of {day}: {window.reason}")
    figures = {
        "articles": len(dated),
        "closed windows": right + wrong,
        "right": round(right / ((right + wrong) or 1), 4),
        "answered": round(right / (len(dated) or 1), 4),
    }
    click.echo(f"{open_ended} more windows have a first day alone")
    before = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    for name, value in figures.items():
        click.echo(f"{name:16} {value:8}  pinned {before.get(name, '-')}")
    if pin:
        PINNED.write_text(json.dumps({"texts": known, **figures}, indent=2) + "\n", "utf-8")
    if floor and before.get("texts") != known:
        raise click.ClickException("these texts are not those of bench/undated.json")
    if floor and any(figures[k] < before[k] - SLACK for k in ("right", "answered")):
        raise click.ClickException("below what was reached before")


if __name__ == "__main__":
    main()
