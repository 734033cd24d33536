"""Who a name is, and what is known of an entity: looked up on disk, the latest of them remembered."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

from dateline.corpus.names import Names
from dateline.memory import remembering
from dateline.model import Entity

RECENT = 1 << 14  # entities, 10 MB: those that the articles of one time have in common


class IdOf(Mapping[str, str]):
    """Full name → the id of its entity."""

    def __init__(self, names: Names, entity_of: array[int], ids: Names) -> None:
        self._names = names
        self._entity_of = entity_of  # place of a name → place of an id
        self._ids = ids

    def __getitem__(self, name: str) -> str:
        return self._ids[self._entity_of[self._names.place(name)]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class ById(Mapping[str, Entity]):
    """Entities by their ids, in whose order they are given."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.ids = Names(entity.id for entity in entities)
        self._entities = entities
        self._recent = remembering(self._read, RECENT)

    def _read(self, entity_id: str) -> Entity:
        return self._entities[self.ids.place(entity_id)]

    def __getitem__(self, entity_id: str) -> Entity:
        return self._recent(entity_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)
