"""All that a folder says of each full name, gathered from the records: what joining decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dateline.entities import gazetteer
from dateline.entities.name_parts import is_full, surname_key
from dateline.entities.titles import known_types
from dateline.model import TYPES_IN_ORDER, ArticleRecord, EntityType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Candidate:
    """One full name: how often it is of which type, how it is written, where, and with what offices.

    A large folder has half a million that are named once, so what most have none of takes no memory.
    """

    name: str
    types: Counter[EntityType] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)  # as written → mentions
    links: Mapping[str, str] = field(
        default_factory=lambda: NOTHING
    )  # short form → rule that led here
    articles: list[int] = field(default_factory=list)  # their numbers, going up
    offices: frozenset[str] = frozenset()

    @property
    def type(self) -> EntityType:
        """The type that most of its mentions were given; the first in TYPES_IN_ORDER when equal."""
        return majority(self.types)


def majority(votes: Counter[EntityType]) -> EntityType:
    """The type with most votes; the first in TYPES_IN_ORDER when equal."""
    if len(votes) == 1:
        return next(iter(votes))
    return max(TYPES_IN_ORDER, key=lambda kind: (votes[kind], -TYPES_IN_ORDER.index(kind)))


@dataclass(frozen=True, slots=True)
class Named:
    """What one article says of each full name."""

    # full name, its type, as written, the rule that led from there to the full name → mentions
    mentions: dict[tuple[str, EntityType, str, str | None], int]
    offices: tuple[tuple[str, str], ...]  # full name and office


def names_in(record: ArticleRecord) -> Named:
    """What an article says of each full name; what only stands for one that is named does not count."""
    full_names = {name.id: name.full_name for name in record.names} if record.positions else {}
    return Named(
        dict(
            Counter(
                (name.full_name, name.type, name.name, name.link_rule)
                for name in record.names
                if name.kind == "name"
            )
        ),
        tuple((full_names[p.mention_id], office(p.position)) for p in record.positions),
    )


def add_names(candidates: dict[str, Candidate], named: Named, number: int) -> None:
    """Adds what one article says of each full name; `number` is one that no earlier article had."""
    for (full_name, kind, form, link_rule), mentions in named.mentions.items():
        found = candidates.get(full_name)
        if found is None:
            found = candidates[full_name] = Candidate(full_name)
        found.types[kind] += mentions
        found.forms[form] += mentions
        if found.articles[-1:] != [number]:
            found.articles.append(number)
        if link_rule and form not in found.links:
            found.links = {**found.links, form: link_rule}
    for full_name, its_office in named.offices:
        candidates[full_name].offices |= {its_office}


def agreed(candidates: dict[str, Candidate]) -> dict[str, Candidate]:
    """The candidates of the whole folder in the order of the alphabet, their types put right by each other."""
    _outvote(candidates)
    return dict(sorted(candidates.items()))


def _outvote(candidates: dict[str, Candidate]) -> None:
    """A bare "Haftar" that one article takes for an organization is a person where others name one in full.

    Not so LNA, what rules/aliases.csv knows, or Tesla where Tesla Motors is named.
    """
    surnames = {surname_key(name) for name in full_persons(candidates.values())}
    bodies = {
        name.split()[0]
        for name, found in candidates.items()
        if found.type == "organization" and " " in name
    }
    for name, found in candidates.items():
        if (
            found.type == "organization"
            and " " not in name
            and not name.isupper()
            and name not in bodies
            and name not in known_types()
            and surname_key(name) in surnames
        ):
            found.types = Counter({"person": found.types.total()})


def office(position: str) -> str:
    """The office without its country, so that "Russian Defence Minister" and "Defence Minister" agree.

    >>> office("Russian Defence Minister"), office("Defence Minister")
    ('defence minister', 'defence minister')
    """
    words = [word for word in position.split() if not gazetteer.country_of_demonym(word)]
    return " ".join(words[-2:]).lower()


def full_persons(candidates: Iterable[Candidate]) -> list[str]:
    """The names of persons that have more than one part."""
    return [found.name for found in candidates if found.type == "person" and is_full(found.name)]
