"""What needs every article: who is who, what is one incident, who acts with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.analysis import analyse
from dateline.columns import uncollected
from dateline.corpus.comparing import Folder, comparers
from dateline.corpus.copies import find_copies
from dateline.corpus.corrected_entities import correct_entities
from dateline.corpus.entities import ResolvedEntities, resolve_entities
from dateline.corpus.gathered import gather
from dateline.corpus.incidents import Incidents
from dateline.corpus.link import LinkedRecord
from dateline.corpus.linker import Linker
from dateline.corpus.sketches import Sketch
from dateline.corpus.stories import FoundStories, find_stories
from dateline.corpus.stories.terms import Terms
from dateline.corpus.undated.reading import Read, infer_dates
from dateline.corrections import Entry
from dateline.crew import crew
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
    stories: FoundStories
    copy_of: Mapping[str, str]
    incidents: Incidents

    def __len__(self) -> int:
        return len(self.linker.shelf)

    def __iter__(self) -> Iterator[LinkedRecord]:
        """The articles in the order of their ids: one at a time, so that memory never holds the folder."""
        for linked in self.linker:
            article = linked.article
            yield replace(
                linked,
                article=replace(
                    article,
                    story_id=self.stories.story_of[article.id],
                    story_reason=self.stories.reason_of.get(article.id),
                    copy_of=self.copy_of.get(article.id),
                ),
                events=self.incidents.told_of(linked.events),
            )


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with everything that only all of its articles together can tell."""

    records: Resolved
    people: ResolvedEntities
    stories: tuple[Story, ...]
    incidents: tuple[Incident, ...]
    conflicts: tuple[Conflict, ...]
    ties: tuple[Tie, ...]
    corrections: tuple[Correction, ...]


def analyse_each(articles: Iterable[Article]) -> Iterator[ArticleRecord]:
    """The records of some articles, made in this process."""
    return (analyse(article) for article in articles)


@uncollected()
def copies_and_stories(
    sketches: Sequence[Sketch], terms: Sequence[Terms]
) -> tuple[dict[str, str], FoundStories]:
    """Which article copies which, and the stories of all of them."""
    copies = find_copies(sketches)
    return copies, find_stories(terms, copies)


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
    with crew(workers or comparers(len(shelf))) as hands:
        gathered = gather(shelf, hands.run)
        published = {sketch.id: (sketch.earliest, sketch.latest) for sketch in gathered.sketches}
        undated = gathered.undated
        # beside the names, in another process
        ask = hands.start(copies_and_stories, gathered.sketches, gathered.terms)
        gathered = replace(gathered, sketches=[], terms=[])  # of 100,000 articles 0.5 GB
        corrected = correct_entities(shelf, resolve_entities(gathered), entries)
        people = corrected.people
        linker = Linker(shelf, people, corrected.moved, entries)
        del gathered
        copies, stories = ask()
        folder = Folder(linker, stories.story_of, copies, hands.run)
        windows = folder.windows(undated, published)
        if windows:
            infer_dates(shelf, windows, read)
            linker.correct()
        published |= {article_id: window.bounds for article_id, window in windows.items()}
        compared = folder.compared(published)
    return Corpus(
        records=Resolved(linker, stories, copies, compared.incidents),
        people=people,
        stories=stories.stories,
        incidents=compared.incidents.incidents,
        conflicts=compared.conflicts,
        ties=compared.ties,
        corrections=tuple(
            sorted((*told, *corrected.corrections, *linker.corrections), key=lambda row: row.number)
        ),
    )
