"""The rows of each article with entities in place of names, made anew whenever they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.corpus.corrected_events import correct_events
from dateline.corpus.entities import ResolvedEntities
from dateline.corpus.link import LinkedRecord, link
from dateline.corpus.lookup import ById
from dateline.corpus.reports import Report, reports_of
from dateline.corrections import Entry
from dateline.model import ArticleRecord, Correction
from dateline.shelf import Shelf


class Linker:
    """Puts entities in place of names, an article at a time.

    `people.id_of` maps a full name to its entity; `moved` the mentions that a correction gives to another
    entity, or to none: such a mention is no row, and what pointed to it keeps its words alone. `entries` are
    the corrections, of which those about events apply here.
    """

    def __init__(
        self,
        shelf: Shelf,
        people: ResolvedEntities,
        moved: Mapping[str, str | None],
        entries: Sequence[Entry],
    ) -> None:
        self.shelf = shelf
        self.people = people
        self.entities = ById(people.entities)
        self._moved = moved
        self._entries = entries
        self._edited: dict[str, LinkedRecord] = {}
        self.corrections: tuple[Correction, ...] = ()
        self.correct()

    def correct(self) -> None:
        """Applies the corrections of events anew, after records on the shelf have changed."""
        self._edited, self.corrections = correct_events(self._linked, self.people, self._entries)

    def __getitem__(self, article_id: str) -> LinkedRecord:
        """The rows of an article. Raises KeyError when there is none."""
        return self._edited.get(article_id) or self._link(self.shelf[article_id])

    def __iter__(self) -> Iterator[LinkedRecord]:
        """The articles in the order of their ids, one at a time."""
        return (self[article_id] for article_id in self.shelf.ids)

    def reports_of(self, article_id: str) -> list[Report]:
        """What comparing needs of an article's events."""
        return self.reports_in(self[article_id])

    def reports_in(self, rows: LinkedRecord) -> list[Report]:
        """The same, of an article that is at hand."""
        return reports_of(rows.events, rows.sentences, rows.mentions, self.entities)

    def _linked(self, article_id: str) -> LinkedRecord | None:
        return self._link(self.shelf[article_id]) if article_id in self.shelf else None

    def _link(self, record: ArticleRecord) -> LinkedRecord:
        return link(record, self.people.id_of, self.entities, self._moved)
