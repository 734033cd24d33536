"""The entities of a folder while they are corrected: who they are, where they are named, how they came to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import token_sort_ratio

from dateline.corpus.entities import ResolvedEntities
from dateline.corpus.lookup import ById
from dateline.corrections.entry import Entry, with_reason
from dateline.corrections.lookup import Called, Unmatched, called, find_entity
from dateline.entities.gazetteer import folded
from dateline.model import Alias, Article, ArticleRecord, Entity, Merge, MergeSuggestion, Name

Done = tuple[str, list[str]]  # what an entry did, and what of it fits nothing


@dataclass(slots=True)
class Roster:
    """Entities by id, with their names in the articles and the joins that made them."""

    entities: dict[str, Entity]
    names: dict[str, list[Name]]
    merges: dict[str, list[Merge]]
    bearers: Called
    articles: dict[str, Article]
    taken: set[str]  # ids, those of entities that are no more included
    changed: dict[str, str] = field(default_factory=dict)  # entity → why
    gone: dict[str, list[Name]] = field(default_factory=dict)  # dropped entity → its names
    settled: dict[tuple[str, str], Entry] = field(default_factory=dict)  # entity, kind → by whom

    @classmethod
    def of(cls, records: Iterable[ArticleRecord], people: ResolvedEntities) -> Roster:
        """The roster as the rules left it."""
        names: dict[str, list[Name]] = defaultdict(list)
        articles: dict[str, Article] = {}
        for record in records:
            articles[record.article.id] = record.article
            for name in record.names:
                names[people.id_of[name.full_name]].append(name)
        merges: dict[str, list[Merge]] = defaultdict(list)
        for merge in people.merges:
            merges[merge.entity_id].append(merge)
        entities = {entity.id: entity for entity in people.entities}
        bearers = called(people.entities, people.aliases)
        return cls(entities, names, merges, bearers, articles, set(entities))

    def find(self, words: str, kind: str | None) -> Entity:
        """The entity of that id or name. Raises Unmatched."""
        return find_entity(words, {kind} if kind else (), self.entities, self.bearers)

    def bearing(self, name: str) -> set[str]:
        """The ids of all who go by a name."""
        return self.bearers.get(folded(name), set()) & self.entities.keys()

    def settle(self, entity: Entity, entry: Entry) -> None:
        """Keeps that the entry sets something of the entity. Raises Unmatched when another entry did."""
        other = self.settled.setdefault((entity.id, entry.kind), entry)
        if other is not entry:
            raise Unmatched(
                f"{entity.id} has a {entry.kind} already, in {other.path}, line {other.line}; keep one"
            )

    def put(self, entity: Entity, why: str) -> None:
        """Adds an entity, or changes one."""
        self.entities[entity.id] = entity
        self.taken.add(entity.id)
        self.changed[entity.id] = with_reason(self.changed.get(entity.id), why)
        for name in (entity.name, *(name.name for name in self.names[entity.id])):
            self.bearers[folded(name)].add(entity.id)

    def take(self, entity_id: str) -> list[Name]:
        """Removes an entity; what comes back are its names. What stood for it stands for none."""
        del self.entities[entity_id]
        self.changed.pop(entity_id, None)
        for other in list(self.entities.values()):
            if other.stands_for_id == entity_id:
                self.entities[other.id] = replace(other, stands_for_id=None)
        return self.names.pop(entity_id, [])

    def join(self, entity: Entity, name: str, merged_name: str, why: str) -> None:
        """Adds the row that says a person took two names to be one."""
        score = round(token_sort_ratio(folded(name), folded(merged_name)) / 100, 3)
        self.merges[entity.id].append(
            Merge(id="", entity_id=entity.id, name=name, merged_name=merged_name, rule="correction",
                  score=score, reason=why)
        )  # fmt: skip

    def spellings(self, entity_id: str) -> Counter[str]:
        """The names an entity goes by, with how often."""
        return Counter(name.name for name in self.names[entity_id] if name.kind == "name")

    def unlink(self, entity_id: str, names: Collection[Name]) -> None:
        """Takes names away from an entity, with the joins that only they stood for."""
        away = {name.id for name in names}
        self.names[entity_id] = [n for n in self.names[entity_id] if n.id not in away]
        left = {folded(word) for n in self.names[entity_id] for word in (n.name, n.full_name)}
        self.merges[entity_id] = [
            merge
            for merge in self.merges[entity_id]
            if folded(merge.merged_name) in left
            and (folded(merge.name) in left or merge.rule == "correction")
        ]
        for name in names:
            if folded(name.name) not in left:
                self.bearers[folded(name.name)].discard(entity_id)

    def result(self, people: ResolvedEntities) -> ResolvedEntities:
        """The rows of the corrected folder: what no entry touched is as it was."""
        for entity_id, why in sorted(self.changed.items()):
            self._explain_every_alias(self.entities[entity_id], why)
        same = self.entities.keys() - self.changed.keys()
        aliases = [row for row in people.aliases if row.entity_id in same]
        for entity_id in sorted(self.changed):
            aliases += [
                Alias(entity_id=entity_id, alias=alias, mention_count=count)
                for alias, count in sorted(self.spellings(entity_id).items())
            ]
        merges = [row for row in people.merges if row.entity_id in same]
        for entity_id in sorted(self.changed):
            rows = sorted(
                self.merges[entity_id], key=lambda m: (m.name, m.merged_name, m.rule, m.reason)
            )
            merges += [
                replace(row, id=f"{entity_id}-g{number}", entity_id=entity_id)
                for number, row in enumerate(rows, start=1)
            ]
        entities = tuple(self._counted(entity) for _, entity in sorted(self.entities.items()))
        return replace(
            people,
            entities=entities,
            by_id=ById(entities),
            aliases=tuple(aliases),
            merges=tuple(merges),
            suggestions=self._still_open(people.suggestions),
        )

    def _still_open(self, rows: Iterable[MergeSuggestion]) -> tuple[MergeSuggestion, ...]:
        """The suggestions that no entry has answered: both entities are there, and have their names."""
        return tuple(
            replace(row, name=self.entities[row.entity_id].name,
                    other_name=self.entities[row.other_id].name)
            for row in rows
            if {row.entity_id, row.other_id} <= self.entities.keys()
        )  # fmt: skip

    def moved(self) -> dict[str, str | None]:
        """The entity of each mention that a correction touched; None when it was dropped."""
        whose: dict[str, str | None] = {
            name.id: None for names in self.gone.values() for name in names
        }
        return whose | {name.id: key for key in self.changed for name in self.names[key]}

    def _counted(self, entity: Entity) -> Entity:
        if entity.id not in self.changed:
            return entity
        names = [name for name in self.names[entity.id] if name.kind == "name"]
        return replace(
            entity,
            mention_count=len(names),
            article_count=len({name.article_id for name in names}),
            correction=self.changed[entity.id],
        )

    def _explain_every_alias(self, entity: Entity, why: str) -> None:
        """Adds a join for each alias that none is left to explain: its other half was split off."""
        told = {entity.name}
        for merge in self.merges[entity.id]:
            told |= {merge.name, merge.merged_name}
        for alias in sorted(self.spellings(entity.id).keys() - told):
            self.join(entity, entity.name, alias, why)
