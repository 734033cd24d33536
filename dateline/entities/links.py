"""Which names of one article name the same: the fullest name that the article gives each.

An article says "Khalifa Haftar" once and "Haftar" nine times, explains LNA once, and writes "the Red Sox" for
the Boston Red Sox. A short form stands for the one full name that it fits. Where it fits several (Bill
and Hillary Clinton), it stands for the one of the headline, or for the only one named so far; when two are
named before it is first used alone, it stands for neither.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.entities import gazetteer
from dateline.entities.definitions import also_known, end_of, initials_of
from dateline.entities.name_parts import generation, is_full, name_parts, surname_key
from dateline.entities.organizations import is_public_body
from dateline.entities.shapes import is_quality, type_of_head
from dateline.entities.spans import Found
from dateline.entities.spelling import is_part_of, same_person, skeleton
from dateline.model import EntityType

OWNED = re.compile(r"[A-Z]\w*'s?\s*$")
INTRODUCTION = re.compile(r",?\s*(?:\(|\[|(?:was\s)?born\b)")
# Full names with one surname skeleton in one article; a list of more is a register, and no two are compared
LARGEST_FAMILY = 100
LONGEST_NAME = 12  # words; what is longer has no short forms


def meanings(
    found: list[Found], types: dict[str, EntityType], defined: dict[str, str]
) -> list[tuple[str, str | None]]:
    """For each name in the order of the text: the full name it stands for, and the rule, if not itself."""
    counts = Counter(item.name for item in found)
    people = [name for name in counts if types[name] == "person" and is_full(name)]
    fuller = _fuller(people, counts, _introduced(found))
    known = also_known(found, types, counts)
    index = _Index()
    for name in sorted(counts):
        if types[name] in {"person", "organization"} and not gazetteer.country_of_metonym(name):
            head = known.get(name, name)
            index.add(name, types[name], fuller.get(head, head))
    reader = _Reader(index, {item.name for item in found if item.passage.paragraph.role == "title"})
    result: list[tuple[str, str | None]] = []
    for item in found:
        if item.is_there:
            result.append((item.name, None))
        elif item.name in fuller:
            result.append((fuller[item.name], "fuller-name-in-article"))
        elif item.name in known:
            other = known[item.name]
            result.append((fuller.get(other, other), "also-known-as"))
        elif (full := defined.get(item.name)) and full in counts:
            result.append((full, "defined-acronym"))
        elif types[item.name] == "organization" and OWNED.search(
            item.passage.plain[max(0, item.start - 60) : item.start]
        ):
            result.append((item.name, None))  # Russia's Security Council is not the UN's
        else:
            result.append(reader.meaning(item.name, types[item.name]))
        reader.named.add(result[-1][0])
    return result


@dataclass(slots=True)
class _Index:
    """Which full names each short form fits, by the rule that says so."""

    fits: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, name: str, kind: EntityType, head: str) -> None:
        """Notes all short forms of a full name. `head` is the fullest form of it."""
        for rule, short in _short_forms(name, kind):
            self.fits[rule][short].add(head)


def _short_forms(name: str, kind: EntityType) -> Iterable[tuple[str, str]]:
    """The rules and short forms, those of people folded."""
    words = name.split()
    if kind == "person" and is_full(name):
        parts = name_parts(_plain(name))
        yield "surname-in-article", surname_key(name)
        yield "first-name-in-article", parts[0]  # Jenna of Jenna Marbles, Xi of Xi Jinping
    elif kind == "organization" and 1 < len(words) <= LONGEST_NAME:
        yield from (("acronym-in-article", initials) for initials in initials_of(name))
        for n in range(1, len(words)):
            rest = " ".join(words[n:])
            if words[n - 1] not in {"of", "for", "the", "and", "in"} and not _is_another(words[:n]):
                yield "short-name-in-article", rest  # Red Sox of Boston Red Sox
            start = " ".join(words[:n])
            if _is_start(start, words[n], name):
                yield "short-name-in-article", start


def _is_another(dropped: list[str]) -> bool:
    """Whether what a short form leaves out makes another body: the Free Syrian Army is not the Syrian Army."""
    if gazetteer.cities_of(" ".join(dropped)):
        return False  # New Orleans Saints
    return any(is_quality(word) and not gazetteer.country_of_demonym(word) for word in dropped)


def _is_start(start: str, following: str, name: str) -> bool:
    """Harvard of Harvard University, House of House of Representatives; not Microsoft of Microsoft Word."""
    if following == "of":
        return " " in start or is_public_body(start)
    return following[0].isupper() and len(start) > 3 and type_of_head(name) is not None


@dataclass(slots=True)
class _Reader:
    """Reads the names of an article in order and remembers who has been named and what shorts meant."""

    index: _Index
    headline: set[str]
    named: set[str] = field(default_factory=set)
    meant: dict[str, tuple[str, str]] = field(default_factory=dict)

    def meaning(self, name: str, kind: EntityType) -> tuple[str, str | None]:
        """What a name stands for here: itself, or the full name that it is short for."""
        if name in self.meant:
            return self.meant[name]
        if kind == "person" and not is_full(name):
            rules = ["surname-in-article", "first-name-in-article"]
            short = surname_key(name)
        elif kind == "organization":
            rules = ["acronym-in-article"] if name.isupper() else []
            rules.append("short-name-in-article")
            short = name
        else:
            return name, None
        for rule in rules:
            key = name.lower() if rule == "acronym-in-article" else short
            fitting = self.index.fits[rule].get(key, set()) - {name}
            if fitting:
                for known in (fitting, fitting & self.headline, fitting & self.named):
                    if len(known) == 1:
                        self.meant[name] = (min(known), rule)
                        return self.meant[name]
                break
        return name, None


def _introduced(found: list[Found]) -> set[str]:
    """The names that an article introduces as somebody's full one: "Brock Wyatt Holt (born …)"."""
    return {item.name for item in found if INTRODUCTION.match(item.passage.plain, item.end)}


def _fuller(names: list[str], counts: Counter[str], introduced: set[str]) -> dict[str, str]:
    """Full name → the one it is short for or a spelling of, if there is just one.

    A name more makes another man of him (George Bush, George W. Bush), unless the article introduces
    somebody by it.
    """
    families: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        families[skeleton(name_parts(_plain(name))[-1])].append(name)
    longer: dict[str, str] = {}
    for family in families.values():
        for name in family if len(family) <= LARGEST_FAMILY else ():
            fuller = [other for other in family if other in introduced and _is_fuller(other, name)]
            top = [o for o in fuller if all(o == other or _is_fuller(o, other) for other in fuller)]
            alike = [other for other in family if other != name and same_person(name, other)]
            best = max([name, *alike], key=lambda n: (counts[n], len(n), n))
            if len(top) == 1:
                longer[name] = top[0]
            elif not fuller and best != name:  # two spellings in one article: the one it uses more
                longer[name] = best
    return {name: end_of(longer, name) for name in longer}


def _is_fuller(full: str, name: str) -> bool:
    """Whether one name of a person is the other with some of its parts left out, but not the surname."""
    parts, longer = name_parts(_plain(name)), name_parts(_plain(full))
    return parts[-1] == longer[-1] and not generation(name) and is_part_of(parts, longer)


def _plain(name: str) -> str:
    """The name without what follows "of": Patrick Gordon of Auchleuchries."""
    return name.partition(" of ")[0]
