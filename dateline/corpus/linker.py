"""The rows of each article with entities in place of names, made anew whenever they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.corpus.corrected_events import correct_events
from dateline.corpus.entities import ResolvedEntities
from dateline.corpus.link import LinkedRecord, link
from dateline.corpus.reports import Report, reports_of
from dateline.corrections import Entry
from dateline.model import ArticleRecord, Correction, Entity
from dateline.shelf import Shelf, full_names_in, record_in


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
        self.entities = people.by_id
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

    def unlinked(self, article_ids: Iterable[str]) -> Unlinked:
        """The articles for another process to link, which costs this one less than linking them."""
        records = list[bytes | LinkedRecord]()
        id_of, moved, named = dict[str, str](), dict[str, str | None](), set[str | None]()
        for article_id in article_ids:
            if edited := self._edited.get(article_id):
                records.append(edited)
                named |= _named_in(edited)
                continue
            records.append(packed := self.shelf.packed(article_id))
            full_names = full_names_in(packed)
            id_of |= {n: self.people.id_of[n] for n in full_names.values() if n not in id_of}
            moved |= {i: self._moved[i] for i in full_names if i in self._moved}
            named |= {moved.get(i, id_of[name]) for i, name in full_names.items()}
        entities = {i: self.entities[i] for i in sorted(filter(None, named))}
        return Unlinked(tuple(records), id_of, moved, entities)

    def _linked(self, article_id: str) -> LinkedRecord | None:
        return self._link(self.shelf[article_id]) if article_id in self.shelf else None

    def _link(self, record: ArticleRecord) -> LinkedRecord:
        return link(record, self.people.id_of, self.entities, self._moved)


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Some articles, packed or edited, with what putting entities into them needs and no more."""

    records: tuple[bytes | LinkedRecord, ...]
    id_of: dict[str, str]  # of the names in them
    moved: dict[str, str | None]  # of the mentions in them
    entities: dict[str, Entity]  # that they name

    def linked(self) -> Iterator[LinkedRecord]:
        """The articles with their entities."""
        for record in self.records:
            if isinstance(record, bytes):
                yield link(record_in(record), self.id_of, self.entities, self.moved)
            else:
                yield record


def _named_in(rows: LinkedRecord) -> set[str | None]:
    """The entities of an article, those too that only an edit names."""
    people = [person for event in rows.events for person in event.participants]
    return {
        *(mention.entity_id for mention in rows.mentions),
        *(event.place_id for event in rows.events),
        *(person.entity_id for person in people),
        *(person.linked_id for person in people),
    }
