"""Writes the news clusters of Giveme5W1H as a folder of articles, one file each, for bench/stories.py.

    git clone https://github.com/fhamborg/Giveme5W1H
    python bench/clusters.py Giveme5W1H CLUSTERS_DIR --parity even

Reads Giveme5W1H/examples/datasets/news_cluster/data/*.json of the checkout: articles that people grouped by the
event they report. File names begin with the cluster, such as c02_. The rules were made looking at the even
clusters; the odd ones are for measuring alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

DATA = Path("Giveme5W1H/examples/datasets/news_cluster/data")
PARITIES = {"even": {0}, "odd": {1}, "all": {0, 1}}
# Their field → ours in front matter
FIELDS = {"title": "title", "date_publish": "published", "source_domain": "publisher"}
DAY = 10  # letters of a date: their times are of the crawl's zone


def clusters(checkout: Path, parity: str) -> Iterator[tuple[str, str]]:
    """The file name and the text of each article of the clusters of that parity."""
    for file in sorted((checkout / DATA).glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        cluster = int(told["newsCluster"]["EventId"])
        if cluster % 2 in PARITIES[parity]:
            yield f"c{cluster:02}_{told['dId'][:8]}.txt", article(told)


def article(told: dict[str, Any]) -> str:
    """The article as a text with front matter.

    >>> print(article({"title": "Ship hits  bridge", "date_publish": "2017-12-27 10:00:00", "text": "It did."}))
    ---
    title: "Ship hits bridge"
    published: "2017-12-27"
    ---
    <BLANKLINE>
    It did.
    """
    stated = {ours: " ".join((told.get(theirs) or "").split()) for theirs, ours in FIELDS.items()}
    stated["published"] = stated["published"][:DAY]
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in stated.items()
        if value
    ]
    return "\n".join(["---", *lines, "---", "", told.get("text") or ""])


@click.command(help=__doc__)
@click.argument("checkout", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--parity", type=click.Choice(sorted(PARITIES)), default="even", show_default=True)
def main(checkout: Path, folder: Path, parity: str) -> None:
    """The command line."""
    if not (checkout / DATA).is_dir():
        raise click.ClickException(f"no {DATA} in {checkout}; clone fhamborg/Giveme5W1H")
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        folder.joinpath(name).write_text(text, "utf-8") for name, text in clusters(checkout, parity)
    ]
    click.echo(f"{len(written)} articles in {folder}")


if __name__ == "__main__":
    main()
