"""What the form of the filters shows: names for ids, what there is to choose, and what was not found.

A name may be typed where an id is meant; it stands for the entity of that name or alias. A name that nobody
has stays a filter, so that it finds nothing and is said to.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from dateline.rules import read_words
from dateline.site.filters import STATUSES, Arguments, Filters

Execute = Callable[[str, Mapping[str, Any]], Awaitable[Iterable[Any]]]

OFFERED = (
    60  # names in a list of suggestions; a browser shows about twenty and narrows them by typing
)
NAMED_IN_TITLES = 70  # characters of a story's title that a list of choices shows on a phone

# what the chips call the filters; the form has the same words
SAID = {
    "entity": "who",
    "place": "where",
    "type": "what",
    "status": "told as",
    "sources": "sources, at least",
}

MISSING = {
    "entity": "Nobody and nothing here is called so. Names are found as they are written in the articles.",
    "place": "No place or country here is called so.",
    "story": "No story here has this id.",
    "type": "That is no type of event; the form lists those there are.",
}

# an id, then a name, then an alias; of several that are equal the one that most articles name
FIND = """
select id, name from (
  select id, name, type, 0 as step, article_count as present from entities where id = :text
  union all select id, name, type, 1, article_count from entities where name = :text
  union all select entities.id, name, type, 2, aliases.mention_count
    from aliases join entities on entities.id = entity_id where alias = :text
)
order by step, :as_place and type not in ('place', 'country'), present desc, id limit 1
"""
NAMES = "select name from entities order by article_count desc limit :offered"
PLACES = (
    "select name from entities where type in ('place', 'country')"
    " order by article_count desc limit :offered"
)
STORIES = "select id, title from stories where article_count > 1 order by article_count desc limit :offered"
# by the index of each: counting the incidents of every type would read them all
TYPES = (
    "select value from json_each(:words) where exists (select 1 from incidents where type = value)"
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on: what it says, the address's query without it, and whether it is in the database."""

    name: str
    label: str
    query: str
    found: bool
    missing: str = ""  # what to say when it is not


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a page: the filters with ids for names, and all that is shown about them.

    `typed` holds for `entity`, `place` and `story` what stands in each input: a name where the name leads back to
    the same id.
    """

    filters: Filters
    chips: tuple[Chip, ...]
    typed: dict[str, tuple[str, ...]]
    names: tuple[str, ...]
    places: tuple[str, ...]
    types: tuple[tuple[str, str], ...]  # a type and its meaning
    stories: tuple[tuple[str, str], ...]  # an id and a title
    statuses: tuple[str, ...] = STATUSES

    @property
    def missing(self) -> list[str]:
        """What was asked for and is not in the database."""
        return [chip.label for chip in self.chips if not chip.found]


async def form_of(execute: Execute, arguments: Arguments) -> Form:
    """The form for what an address asks. Raises BadFilter for what cannot be a filter."""
    filters = Filters.of(arguments)
    entities = [await _found(execute, text, place=False) for text in filters.entity]
    places = [await _found(execute, text, place=True) for text in filters.place]
    stories = [await _story(execute, text) for text in filters.story]
    filters = replace(
        filters,
        entity=_ids(filters.entity, entities),
        place=_ids(filters.place, places),
    )
    labels = {
        **{("entity", row[0]): row[1] for row in entities if row},
        **{("place", row[0]): row[1] for row in places if row},
        **{("story", row[0]): row[1] for row in stories if row},
    }
    wanted = {"offered": OFFERED}
    offered = {row[0]: row[1] for row in await execute(STORIES, wanted)}
    offered |= {row[0]: row[1] for row in stories if row}
    return Form(
        filters=filters,
        chips=tuple(_chips(filters, labels)),
        typed={
            "entity": await _inputs(execute, filters.entity, labels, "entity"),
            "place": await _inputs(execute, filters.place, labels, "place"),
            "story": filters.story,
        },
        names=tuple(dict.fromkeys(row[0] for row in await execute(NAMES, wanted))),
        places=tuple(dict.fromkeys(row[0] for row in await execute(PLACES, wanted))),
        types=await _types(execute),
        stories=tuple((key, title[:NAMED_IN_TITLES]) for key, title in offered.items()),
    )


def has_blanks(query: str) -> bool:
    """Whether a query has empty values, as a form without scripts sends them.

    >>> has_blanks("entity=&type=AID"), has_blanks("type=AID")
    (True, False)
    """
    return any(not value.strip() for _, value in parse_qsl(query, keep_blank_values=True))


@cache
def meanings() -> dict[str, str]:
    """Each type of event with what somebody does in it.

    >>> meanings()["CONSULT"]
    'meets, visits or talks'
    """
    rows = read_words("event_types.csv", "type", "quad", "meaning")
    return {row["type"]: row["meaning"].partition(" (extension")[0] for row in rows}


async def _found(execute: Execute, text: str, *, place: bool) -> tuple[str, str] | None:
    for row in await execute(FIND, {"text": text, "as_place": place}):
        return row[0], row[1]
    return None


async def _story(execute: Execute, text: str) -> tuple[str, str] | None:
    for row in await execute("select id, title from stories where id = :text", {"text": text}):
        return row[0], row[1]
    return None


def _ids(texts: tuple[str, ...], rows: list[tuple[str, str] | None]) -> tuple[str, ...]:
    ids = (row[0] if row else text for text, row in zip(texts, rows, strict=True))
    return tuple(dict.fromkeys(ids))


def _chips(filters: Filters, labels: Mapping[tuple[str, str], str]) -> Iterable[Chip]:
    named = ("entity", "place", "story")
    for name, value in filters.given:
        field = {"from": "start", "to": "end"}.get(name, name)
        known = name not in named or (name, value) in labels
        known = known and (name != "type" or value in meanings())
        yield Chip(
            name=SAID.get(name, name),
            label=labels.get((name, value), value),
            query=filters.without(field, value).query,
            found=known,
            missing=MISSING.get(name, ""),
        )


async def _inputs(
    execute: Execute, ids: tuple[str, ...], labels: Mapping[tuple[str, str], str], name: str
) -> tuple[str, ...]:
    """What to write into each input: the name, or the id where another entity has the name too."""
    texts = []
    for key in ids:
        text = labels.get((name, key), key)
        back = await _found(execute, text, place=name == "place")
        texts.append(text if back and back[0] == key else key)
    return tuple(texts)


async def _types(execute: Execute) -> tuple[tuple[str, str], ...]:
    words = '["' + '", "'.join(meanings()) + '"]'
    return tuple((row[0], meanings()[row[0]]) for row in await execute(TYPES, {"words": words}))
