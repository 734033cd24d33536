"""What the folder says of each name, and what is kept of each article, added up as the articles stream by."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from dateline.columns import uncollected
from dateline.corpus.beside import evidence_in, packed
from dateline.corpus.candidates import Candidate, Named, add_names, agreed, names_in
from dateline.corpus.sketches import Sketch, sketch_of
from dateline.corpus.speakers import actors_in
from dateline.corpus.stories.terms import Terms, terms_of
from dateline.crew import Run
from dateline.model import ArticleRecord
from dateline.shelf import Shelf, record_in

AT_ONCE = 50  # articles: a batch takes a tenth of a second


@dataclass(frozen=True, slots=True)
class Gathered:
    """Full names with all that is said of them, what places are said to be near, and who acts;

    and of each article, in the order of their ids, what tells whose words it has and what it is about.
    """

    candidates: dict[str, Candidate]
    evidence: dict[str, list[bytes]]  # place name → what each article says (beside.unpacked)
    actors: set[str]  # full names
    sketches: list[Sketch]
    terms: list[Terms]
    undated: list[str]  # articles of which nothing says when they were published


@dataclass(frozen=True, slots=True)
class Gist:
    """What is kept of one article."""

    named: Named
    evidence: tuple[tuple[str, bytes], ...]  # place name and what is said of where it is
    actors: frozenset[str]
    sketch: Sketch
    terms: Terms


@uncollected()
def gather(shelf: Shelf, run: Run = map) -> Gathered:
    """What the records say of names. None of them is kept."""
    candidates: dict[str, Candidate] = {}
    evidence: dict[str, list[bytes]] = defaultdict(list)
    actors: set[str] = set()
    sketches, terms = [], []
    batches = (shelf.ids[first : first + AT_ONCE] for first in range(0, len(shelf), AT_ONCE))
    sent = ([shelf.packed(article_id) for article_id in batch] for batch in batches)
    for number, gist in enumerate(chain.from_iterable(run(gists_of, sent))):
        add_names(candidates, gist.named, number)
        for full_name, found in gist.evidence:
            evidence[full_name].append(found)
        actors |= gist.actors
        sketches.append(gist.sketch)
        # most have been met before, and those of another process are its own copies
        letters = tuple(map(sys.intern, gist.terms.letters))
        terms.append(replace(gist.terms, letters=letters))
    undated = [sketch.id for sketch in sketches if sketch.earliest is sketch.latest is None]
    return Gathered(agreed(candidates), evidence, actors, sketches, terms, undated)


@uncollected()
def gists_of(packed: Sequence[bytes]) -> list[Gist]:
    """The gists of some articles, given as the shelf keeps them."""
    return [_gist(record_in(each)) for each in packed]


def _gist(record: ArticleRecord) -> Gist:
    return Gist(
        named=names_in(record),
        evidence=tuple((name, packed(found)) for name, found in evidence_in(record).items()),
        actors=frozenset(actors_in(record)),
        sketch=sketch_of(record.article),
        terms=terms_of(record.article, record.names),
    )
