"""A name or id in a corrections file → what it means in this folder, or the nearest that is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol, TypeVar

from dateline.corrections.check import nearest
from dateline.entities.gazetteer import folded
from dateline.model import Alias, Entity

Called = dict[str, set[str]]  # a folded name → the ids of the entities that bear it


class Unmatched(Exception):
    """An entry, or a part of one, that fits nothing; its text says what is near."""


def called(entities: Iterable[Entity], aliases: Iterable[Alias]) -> Called:
    """Who bears which name, in any spelling of the articles."""
    bearers: Called = defaultdict(set)
    for entity in entities:
        bearers[folded(entity.name)].add(entity.id)
    for alias in aliases:
        bearers[folded(alias.alias)].add(alias.entity_id)
    return bearers


def find_entity(
    words: str, types: Collection[str], entities: Mapping[str, Entity], bearers: Called
) -> Entity:
    """The entity of that id, or the only one of that name; of one of the types, if any are given.

    An id comes first, so that it can always tell namesakes apart. Raises Unmatched.
    """
    if words in entities and (not types or entities[words].type in types):
        return entities[words]
    bearing = [entities[i] for i in sorted(bearers.get(folded(words), ())) if i in entities]
    fits = [entity for entity in bearing if not types or entity.type in types]
    if len(fits) == 1:
        return fits[0]
    what = " or ".join(sorted(types)) or "entity"
    if fits:
        raise Unmatched(f"{words!r} fits {_listed(fits)}; give one of these ids or its type")
    if bearing:
        raise Unmatched(f"no {what} is called {words!r}; there is {_listed(bearing)}")
    known = [name for name, ids in bearers.items() if not ids.isdisjoint(entities)]
    near = nearest(folded(words), [*known, *entities])
    raise Unmatched(f"no {what} is called {words!r}{_meant(near, entities, bearers)}")


def _listed(entities: Iterable[Entity]) -> str:
    return ", ".join(f"{entity.id} ({entity.type})" for entity in entities)


def _meant(near: str | None, entities: Mapping[str, Entity], bearers: Called) -> str:
    if near is None:
        return ""
    ids = {near} if near in entities else bearers[near]
    return f"; did you mean {' or '.join(entities[i].name for i in sorted(ids) if i in entities)}?"


class HasPath(Protocol):
    """What is known of an article by its id; its path at least."""

    @property
    def path(self) -> str: ...


Known = TypeVar("Known", bound=HasPath)


def find_article(words: str, articles: Mapping[str, Known]) -> Known:
    """The article of that id or path. Raises Unmatched."""
    if words in articles:
        return articles[words]
    for article in articles.values():
        if article.path == words:
            return article
    near = nearest(words, [*articles, *(article.path for article in articles.values())])
    meant = f"; did you mean {near}?" if near else ""
    raise Unmatched(f"no article has the id or path {words!r}{meant}")
