"""Which names are one because the folder has only one that fits: asked when spellings are brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from dateline.corpus.candidates import Candidates
from dateline.corpus.joins import Join
from dateline.corpus.names import groups_of, sharing
from dateline.entities.name_parts import is_full, name_parts, surname_key
from dateline.entities.organizations import is_public_body, key_of, without_country

# Short forms whose meaning another article may lend. A first name is not one: there are many Sams.
LENT = {
    "also-known-as",
    "acronym-in-article",
    "defined-acronym",
    "fuller-name-in-article",
    "short-name-in-article",
}


def only_joins(candidates: Candidates, head: Callable[[str], int]) -> Iterator[Join]:
    """Pairs that hold because the folder has no other that fits. `head` tells clusters apart."""
    yield from _known_elsewhere(candidates, head)
    yield from _only_country(candidates, head)
    yield from _only_initial(candidates, head)
    yield from _only_bearer(candidates, head)


def _known_elsewhere(candidates: Candidates, head: Callable[[str], int]) -> Iterator[Join]:
    """A short form that one article leaves alone and others use for just one thing: LNA, Red Sox."""
    meant: dict[str, set[str]] = defaultdict(set)
    for found in candidates.linked():
        for short, rule in found.links.items():
            if rule in LENT and short in candidates and short != found.name:
                meant[short].add(found.name)
    for short, names in meant.items():
        kinds = {candidates.type_of(name) for name in (short, *names)}
        if len({head(name) for name in names}) == 1 and len(kinds) == 1:
            name = min(names)
            reason = (
                f"another article of the folder writes {short} for {name}, and none for another"
            )
            yield Join(name, short, "known-elsewhere", reason)


def _only_country(candidates: Candidates, head: Callable[[str], int]) -> Iterator[Join]:
    """ "Libyan House of Representatives" is "House of Representatives" when no other country's is named."""
    alike = sharing(
        candidates.of_type("organization"),
        lambda name: {(key_of(name),), (key_of(without_country(name) or name),)},
    )
    longer: dict[str, list[str]] = defaultdict(list)
    for name in alike:
        if rest := without_country(name):
            longer[key_of(rest)].append(name)
    for name in alike:
        if " " in name or is_public_body(name):
            names = longer.get(key_of(name), [])
            if len({head(other) for other in names}) == 1 and not without_country(name):
                reason = f"no other country's {name} is named in the folder"
                yield Join(name, names[0], "only-country", reason)


def _only_initial(candidates: Candidates, head: Callable[[str], int]) -> Iterator[Join]:
    """ "J. Smith" is John Smith, when no other Smith of the folder has a first name with a J."""
    people = candidates.of_type("person")
    keyed = (
        (place, (parts[0][0], parts[-1]))
        for place, name in enumerate(people)
        if is_full(name) and len(parts := name_parts(name)) > 1
    )
    joins = list[Join]()
    for alike in groups_of(people, keyed):
        short = [n for n in alike if len(parts := name_parts(n)) == 2 and len(parts[0]) == 1]
        whole = set(alike) - set(short)
        if short and len({head(name) for name in whole}) == 1:
            name = _first_of(alike, whole)
            reason = f"the initial and surname of nobody else in the folder than {name}"
            joins += [Join(name, other, "only-initial", reason) for other in short]
    yield from sorted(joins, key=lambda join: join.other)


def _only_bearer(candidates: Candidates, head: Callable[[str], int]) -> Iterator[Join]:
    """A bare surname, where the whole folder has one person of that surname, in whatever spelling."""
    people = candidates.of_type("person")
    joins = list[Join]()
    for alike in groups_of(people, ((n, (surname_key(name),)) for n, name in enumerate(people))):
        whole = set(filter(is_full, alike))
        if len(whole) < len(alike) and len({head(name) for name in whole}) == 1:
            name = _first_of(alike, whole)
            joins += [
                Join(name, bare, "only-bearer", f"no one else in the folder is called {bare}")
                for bare in alike
                if bare not in whole
            ]
    yield from sorted(joins, key=lambda join: join.other)


def _first_of(alike: list[str], whole: set[str]) -> str:
    return next(name for name in alike if name in whole)
