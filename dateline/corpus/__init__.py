"""What needs every article: who is who, what is one incident, who acts with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.analysis import analyse
from dateline.columns import uncollected
from dateline.corpus.comparing import Folder, comparers
from dateline.corpus.corrected_entities import correct_entities
from dateline.corpus.entities import ResolvedEntities, resolve_entities
from dateline.corpus.findings import Compared, Findings
from dateline.corpus.gathered import gather
from dateline.corpus.link import LinkedRecord
from dateline.corpus.linker import Linker
from dateline.corpus.placed import NONE, Placed, placed_in
from dateline.corpus.undated.reading import Read, infer_dates
from dateline.corrections import Entry
from dateline.crew import crew
from dateline.memory import give_back
from dateline.model import (
    Article,
    ArticleRecord,
    Conflict,
    Correction,
    Incident,
    Story,
    Tie,
)
from dateline.shelf import Shelf

__all__ = ["Corpus", "Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rows of each article, with all that only the folder can tell; made anew when they are asked for."""

    linker: Linker
    placed: Placed
    compared: Compared

    def __len__(self) -> int:
        return len(self.linker.shelf)

    def __iter__(self) -> Iterator[LinkedRecord]:
        """The articles in the order of their ids: one at a time, so that memory never holds the folder."""
        ids, placed = self.linker.shelf.ids, self.placed
        reasons = iter(placed.reasons)
        for place, linked in enumerate(self.linker):
            copied = placed.copy_of[place]
            yield replace(
                linked,
                article=replace(
                    linked.article,
                    story_id=placed.story_ids[placed.story_of[place]],
                    story_reason=next(reasons),
                    copy_of=None if copied == NONE else ids[copied],
                ),
                events=self.compared.told_of(place, linked.events),
            )


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with everything that only all of its articles together can tell."""

    records: Resolved
    people: ResolvedEntities
    stories: Sequence[Story]
    incidents: Sequence[Incident]
    conflicts: Sequence[Conflict]
    ties: Sequence[Tie]
    corrections: tuple[Correction, ...]


def analyse_each(articles: Iterable[Article]) -> Iterator[ArticleRecord]:
    """The records of some articles, made in this process."""
    return (analyse(article) for article in articles)


@uncollected()
def resolve(
    records: Shelf | Iterable[ArticleRecord],
    entries: Sequence[Entry] = (),
    told: Collection[Correction] = (),
    read: Read = analyse_each,
    workers: int | None = None,
) -> Corpus:
    """The corpus of the records, which may come in any order.

    `entries` are the corrections, which apply in their order; `told` is what became of those about articles.
    `read` analyses articles: those whose publication is inferred are read again (corpus.undated.reading).
    `workers` is how many processes compare stories; without it, one a core for a folder that is worth it.
    """
    shelf = records if isinstance(records, Shelf) else Shelf.of(records)
    with crew(workers or comparers(len(shelf))) as hands, TemporaryDirectory() as scratch:
        told_of_articles = Path(scratch) / "told"
        gathered = gather(shelf, told_of_articles, hands.run)
        ask = hands.start(placed_in, told_of_articles)  # beside the names, in another process
        corrected = correct_entities(shelf, resolve_entities(gathered.candidates), entries)
        people = corrected.people
        linker = Linker(shelf, people, corrected.moved, entries)
        undated = gathered.undated
        del gathered
        give_back()
        folder = Folder(linker, placed := ask(), hands.run, Findings(len(shelf)))
        windows = folder.windows(undated)
        if windows:
            infer_dates(shelf, windows, read)
            linker.correct()
        compared = folder.compared()
    return Corpus(
        records=Resolved(linker, placed, compared),
        people=people,
        stories=placed.stories,
        incidents=compared.incidents,
        conflicts=compared.conflicts,
        ties=compared.ties,
        corrections=tuple(
            sorted((*told, *corrected.corrections, *linker.corrections), key=lambda row: row.number)
        ),
    )
