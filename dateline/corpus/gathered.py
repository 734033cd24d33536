"""What the folder says of each name, added up as the articles stream by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.corpus.beside import evidence_in, packed
from dateline.corpus.candidates import Candidate, add_names, agreed
from dateline.corpus.speakers import actors_in
from dateline.model import ArticleRecord


@dataclass(frozen=True, slots=True)
class Gathered:
    """Full names with all that is said of them, what places are said to be near, and who acts."""

    candidates: dict[str, Candidate]
    evidence: dict[str, list[bytes]]  # place name → what each article says (beside.unpacked)
    actors: set[str]  # full names


def gather(records: Iterable[ArticleRecord]) -> Gathered:
    """What the records say of names. None of them is kept."""
    candidates: dict[str, Candidate] = {}
    evidence: dict[str, list[bytes]] = defaultdict(list)
    actors: set[str] = set()
    for record in records:
        add_names(candidates, record)
        for full_name, found in evidence_in(record).items():
            evidence[full_name].append(packed(found))
        actors |= actors_in(record)
    return Gathered(agreed(candidates), evidence, actors)
