"""Writes the 2,225 BBC articles of 2004 and 2005 as a folder of texts, for bench/build.py and bench/months.py.

    git clone https://github.com/LTSACH/AILearningHub
    python bench/bbc.py AILearningHub/datasets/bbcnews/data FOLDER

Reads train.csv, val.csv and test.csv (columns text and category). They have no days, so each article is given
one, in their order and evenly over 400 days from 1 June 2004: what stories are made of them means nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click

FILES = ("train.csv", "val.csv", "test.csv")
FIRST, DAYS = date(2004, 6, 1), 400


def articles_in(folder: Path) -> Iterator[tuple[str, date, str]]:
    """Name, day and text of each article. Raises ClickException where a file is missing."""
    if missing := [name for name in FILES if not folder.joinpath(name).is_file()]:
        raise click.ClickException(f"{folder} has no {', '.join(missing)}")
    rows: list[dict[str, str]] = []
    for name in FILES:
        with folder.joinpath(name).open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    for number, row in enumerate(rows):
        day = FIRST + timedelta(number * DAYS // len(rows))
        text = f"---\npublished: {day}\npublisher: BBC News\n---\n{row['text']}"
        yield f"{number:04}-{row['category']}.txt", day, text


def write_articles(source: Path, folder: Path) -> None:
    """All of them in one folder."""
    folder.mkdir(parents=True)
    for name, _, text in articles_in(source):
        folder.joinpath(name).write_text(text, "utf-8")


@click.command(help=__doc__)
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, exists=False))
def main(source: Path, folder: Path) -> None:
    """The command line."""
    write_articles(source, folder)


if __name__ == "__main__":
    main()
