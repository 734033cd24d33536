"""What the folder says of each name, and what is kept of each article, added up as the articles stream by."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.columns import uncollected
from dateline.corpus.candidates import Candidates, Plain, names_in
from dateline.corpus.sketches import Sketch, sketch_of
from dateline.corpus.stories.terms import Terms, terms_of
from dateline.crew import Run
from dateline.shelf import Shelf, record_in

AT_ONCE = 50  # articles: a batch takes a tenth of a second


@dataclass(frozen=True, slots=True)
class Gathered:
    """Full names with all that is said of them, and the articles that nothing dates."""

    candidates: Candidates
    undated: list[str]


@dataclass(frozen=True, slots=True)
class Gists:
    """What is kept of some articles."""

    names: list[Plain]  # candidates.names_in
    told: bytes  # for `told_in`: 2 kB an article, which this process only passes on
    undated: tuple[str, ...]


@uncollected()
def gather(shelf: Shelf, told: Path, run: Run = map) -> Gathered:
    """What the records say of names. None of them is kept.

    What tells whose words an article has, and what it is about, is written to the file `told`.
    """
    undated: list[str] = []
    batches = (shelf.ids[first : first + AT_ONCE] for first in range(0, len(shelf), AT_ONCE))
    sent = ([shelf.packed(article_id) for article_id in batch] for batch in batches)
    with told.open("wb") as file:

        def names() -> Iterator[tuple[int, list[Plain]]]:
            for number, gists in enumerate(run(gists_of, sent)):
                file.write(gists.told)
                undated.extend(gists.undated)
                yield number * AT_ONCE, gists.names

        return Gathered(Candidates(names()), undated)


@uncollected()
def gists_of(packed: Sequence[bytes]) -> Gists:
    """The gists of some articles, given as the shelf keeps them."""
    records = [record_in(each) for each in packed]
    told = [(sketch_of(r.article), terms_of(r.article, r.names)) for r in records]
    return Gists(
        names_in(records),
        pickle.dumps(told, -1),
        tuple(s.id for s, _ in told if s.earliest is s.latest is None),
    )


def told_in(file: Path) -> tuple[list[Sketch], list[Terms]]:
    """The sketches and the terms of the articles, in the order of their ids."""
    sketches, terms = [], []
    with file.open("rb") as packed:
        while packed.peek(1):
            for sketch, of_article in pickle.load(packed):
                sketches.append(sketch)
                terms.append(of_article)
    return sketches, terms
