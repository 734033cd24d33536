"""What the folder says of each name, and what is kept of each article, added up as the articles stream by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.columns import uncollected
from dateline.corpus.beside import evidence_in, packed
from dateline.corpus.candidates import Candidate, add_names, agreed
from dateline.corpus.sketches import Sketch, sketch_of
from dateline.corpus.speakers import actors_in
from dateline.corpus.stories.terms import Terms, terms_of
from dateline.model import ArticleRecord


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


@uncollected()
def gather(records: Iterable[ArticleRecord]) -> Gathered:
    """What the records say of names. None of them is kept."""
    candidates: dict[str, Candidate] = {}
    evidence: dict[str, list[bytes]] = defaultdict(list)
    actors: set[str] = set()
    sketches, terms, undated = [], [], []
    for number, record in enumerate(records):
        add_names(candidates, record, number)
        for full_name, found in evidence_in(record).items():
            evidence[full_name].append(packed(found))
        actors |= actors_in(record)
        sketches.append(sketch_of(record.article))
        terms.append(terms_of(record.article, record.names))
        if record.article.published_earliest is None and record.article.published_latest is None:
            undated.append(record.article.id)
    return Gathered(agreed(candidates), evidence, actors, sketches, terms, undated)
