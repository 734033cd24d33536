"""All that a folder says of each full name, gathered from the records: what joining decides on."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from dateline.corpus.beside import evidence_in, packed
from dateline.corpus.names import Chosen, Names
from dateline.corpus.speakers import actors_in
from dateline.corpus.spool import Runs, Spool
from dateline.entities import gazetteer
from dateline.entities.name_parts import is_full, surname_key
from dateline.entities.titles import known_types
from dateline.model import TYPES_IN_ORDER, ArticleRecord, EntityType

RUN = 20_000  # names that are added up in memory, 20 MB: those of two thousand articles

Plain = tuple[Any, ...]  # a candidate as marshal takes it, its name first
NAME = itemgetter(0)


@dataclass(slots=True)
class Candidate:
    """One full name: how often it is of which type, how it is written, where, and with what offices."""

    name: str
    types: dict[EntityType, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)  # as written → mentions
    links: dict[str, str] = field(default_factory=dict)  # short form → rule that led here
    articles: array[int] = field(default_factory=lambda: array("I"))  # their numbers, going up
    offices: frozenset[str] = frozenset()
    evidence: list[bytes] = field(default_factory=list)  # where it is, by each article (beside.py)
    acts: bool = False  # or speaks, in some event or quote

    @property
    def type(self) -> EntityType:
        """The type that most of its mentions were given; the first in TYPES_IN_ORDER when equal."""
        return majority(self.types)

    def add(self, other: Candidate) -> None:
        """Adds what later articles say of the same name."""
        for kind, mentions in other.types.items():
            self.types[kind] = self.types.get(kind, 0) + mentions
        for form, mentions in other.forms.items():
            self.forms[form] = self.forms.get(form, 0) + mentions
        new = {form: rule for form, rule in other.links.items() if form not in self.links}
        self.links |= new
        self.articles += other.articles
        self.offices |= other.offices
        self.evidence += other.evidence
        self.acts |= other.acts

    def plain(self) -> Plain:
        """What it is made of, as marshal takes it."""
        return (
            self.name,
            self.types,
            self.forms,
            self.links,
            self.articles.tobytes(),
            sorted(self.offices),
            self.evidence,
            self.acts,
        )

    @classmethod
    def of(cls, plain: Plain, first: int = 0) -> Candidate:
        """The candidate that `plain` was made of; its articles counted from a number."""
        name, types, forms, links, articles, offices, evidence, acts = plain
        numbers = array("I", articles)
        if first:
            numbers = array("I", (number + first for number in numbers))
        return cls(
            name, types, forms, links, numbers, frozenset(offices),
            evidence, acts,
        )  # fmt: skip


def majority(votes: Mapping[EntityType, int]) -> EntityType:
    """The type with most votes; the first in TYPES_IN_ORDER when equal."""
    if len(votes) == 1:
        return next(iter(votes))
    return max(TYPES_IN_ORDER, key=lambda kind: (votes.get(kind, 0), -TYPES_IN_ORDER.index(kind)))


class _ByName(dict[str, Candidate]):
    def __missing__(self, name: str) -> Candidate:
        self[name] = candidate = Candidate(name)
        return candidate


def names_in(records: Iterable[ArticleRecord]) -> list[Plain]:
    """What some articles say of each full name; what only stands for one that is named does not count."""
    found = _ByName()
    for number, record in enumerate(records):
        for name in record.names:
            if name.kind != "name":
                continue
            candidate = found[name.full_name]
            candidate.types[name.type] = candidate.types.get(name.type, 0) + 1
            candidate.forms[name.name] = candidate.forms.get(name.name, 0) + 1
            if not candidate.articles or candidate.articles[-1] != number:
                candidate.articles.append(number)
            if name.link_rule:
                candidate.links.setdefault(name.name, name.link_rule)
        if record.positions:
            full_names = {name.id: name.full_name for name in record.names}
            for row in record.positions:
                found[full_names[row.mention_id]].offices |= {office(row.position)}
        for full_name, said in evidence_in(record).items():
            found[full_name].evidence.append(packed(said))
        for full_name in actors_in(record):
            found[full_name].acts = True
    return [candidate.plain() for candidate in found.values()]


class Candidates(Mapping[str, Candidate]):
    """The candidates of a folder in the order of the alphabet; memory holds their names and types alone."""

    def __init__(self, batches: Iterable[tuple[int, list[Plain]]]) -> None:
        """Adds up what `names_in` gives, each with the number of its first article."""
        self._spool = Spool()
        self._kinds = bytearray()  # in TYPES_IN_ORDER
        self._linked = bytearray()  # 1 for those that have a short form
        self.names = Names(self._kept(_added(batches)))
        _outvote(self)

    def _kept(self, candidates: Iterable[Candidate]) -> Iterator[str]:
        for found in candidates:
            self._spool.put(found.plain())
            self._kinds.append(TYPES_IN_ORDER.index(found.type))
            self._linked.append(bool(found.links))
            yield found.name

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __getitem__(self, name: str) -> Candidate:
        place = self.names.place(name)
        return self._put_right(place, self._spool[place])

    def values(self) -> Iterator[Candidate]:  # type: ignore[override]
        """The candidates, read one after another."""
        return (self._put_right(place, plain) for place, plain in enumerate(self._spool))

    def _put_right(self, place: int, plain: Plain) -> Candidate:
        found = Candidate.of(plain)
        kind = TYPES_IN_ORDER[self._kinds[place]]
        if found.type != kind:
            found.types = {kind: sum(found.types.values())}
        return found

    def type_of(self, name: str) -> EntityType:
        """The type of a name."""
        return TYPES_IN_ORDER[self._kinds[self.names.place(name)]]

    def retype(self, name: str, kind: EntityType) -> None:
        """Gives all mentions of a name one type."""
        self._kinds[self.names.place(name)] = TYPES_IN_ORDER.index(kind)

    def of_type(self, kind: EntityType) -> Chosen:
        """The names of a type."""
        wanted = TYPES_IN_ORDER.index(kind)
        return Chosen(
            self.names, array("I", (n for n, kind in enumerate(self._kinds) if kind == wanted))
        )

    def linked(self) -> Iterator[Candidate]:
        """The candidates that an article has a short form for."""
        places = (place for place, has_link in enumerate(self._linked) if has_link)
        return (self._put_right(place, self._spool[place]) for place in places)


def _added(batches: Iterable[tuple[int, list[Plain]]]) -> Iterator[Candidate]:
    """One candidate for each name, in the order of the alphabet: added up by runs, and these merged."""
    runs = Runs()
    found: dict[str, Candidate] = {}
    for first, plains in batches:
        for candidate in (Candidate.of(plain, first) for plain in plains):
            known = found.setdefault(candidate.name, candidate)
            if known is not candidate:
                known.add(candidate)
        if len(found) >= RUN:
            runs.put(_in_order(found))
            found = {}
    for _, same in groupby(merge(*runs, _in_order(found), key=NAME), NAME):
        whole, *later = map(Candidate.of, same)
        for candidate in later:
            whole.add(candidate)
        yield whole


def _in_order(found: dict[str, Candidate]) -> Iterator[Plain]:
    return (found[name].plain() for name in sorted(found))


def _outvote(candidates: Candidates) -> None:
    """A bare "Haftar" that one article takes for an organization is a person where others name one in full.

    Not so LNA, what rules/aliases.csv knows, or Tesla where Tesla Motors is named.
    """
    organizations = candidates.of_type("organization")
    bare = [
        name
        for name in organizations
        if " " not in name and not name.isupper() and name not in known_types()
    ]
    asked = {surname_key(name) for name in bare}
    surnames = {key for name in full_persons(candidates) if (key := surname_key(name)) in asked}
    heads = set(bare)
    bodies = {w for name in organizations if " " in name and (w := name.split()[0]) in heads}
    for name in bare:
        if name not in bodies and surname_key(name) in surnames:
            candidates.retype(name, "person")


def office(position: str) -> str:
    """The office without its country, so that "Russian Defence Minister" and "Defence Minister" agree.

    >>> office("Russian Defence Minister"), office("Defence Minister")
    ('defence minister', 'defence minister')
    """
    words = [word for word in position.split() if not gazetteer.country_of_demonym(word)]
    return " ".join(words[-2:]).lower()


def full_persons(candidates: Candidates) -> Iterator[str]:
    """The names of persons that have more than one part."""
    return filter(is_full, candidates.of_type("person"))
