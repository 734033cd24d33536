"""The rest of the article: names that were missed in one sentence and known in another, and full names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from spacy.tokens import Span

from dateline.entities import gazetteer
from dateline.entities.borders import is_headline
from dateline.entities.person_names import is_first_name
from dateline.entities.shapes import surname_of, type_of_head
from dateline.entities.spans import Found
from dateline.entities.titles import is_common_noun, known_types
from dateline.language import Passage
from dateline.model import EntityType
from dateline.rules import any_of

WORD = re.compile(r"[^\W\d_]+")


def cut_short(found: list[Found]) -> list[Found]:
    """The names, with people's cut where the model went on: "George Floyd" of "George Floyd Justice in …"."""
    known = {item.name for item in found if item.label == "PERSON" and item.name.count(" ") == 1}
    return [
        _cut(item, known) if item.label in {"PERSON", "ORG"} and item.tokens else item
        for item in found
    ]


def _cut(item: Found, known: set[str]) -> Found:
    name, _, last = item.name.rpartition(" ")
    if name not in known or not is_common_noun(last.lower()) or type_of_head(item.name):
        return item
    tokens = item.tokens[:-1] if item.tokens else None
    return replace(
        item, end=item.start + len(name), name=name, tokens=tokens, rule="model-repaired"
    )


def outside_headline_case(found: list[Found], types: dict[str, EntityType]) -> list[Found]:
    """Without what only a Headline In Capitals names: there the model takes any word for a name."""
    in_body = {item.name for item in found if item.passage.paragraph.role != "title"}
    known = in_body | {surname_of(name) for name in in_body if types[name] == "person"}
    return [
        item
        for item in found
        if item.passage.paragraph.role != "title"
        or item.name in known
        or types[item.name] == "country"
        or not is_headline(item.passage.plain)
    ]


def completed(
    passages: tuple[Passage, ...], found: list[Found], types: dict[str, EntityType]
) -> list[Found]:
    """Names the model saw in one sentence of the article and missed, or cut short, in another."""
    sure = {item.name for item in found if item.rule != "capitals"}
    known = {name for name in types if len(name) > 2 and types[name] != "group"}
    people = {name for name, kind in types.items() if kind == "person" and " " in name}
    surnames = {surname_of(name) for name in people}
    first = {name.split()[0] for name in people}
    known |= {name for name in first if is_first_name(name) and not gazetteer.cities_of(name)}
    words = {word for passage in passages for word in WORD.findall(passage.plain)}
    # "Marbles" is Jenna Marbles wherever it stands, if the article has no marbles
    surnames -= {name for name in surnames if name.lower() in words}
    known |= surnames
    for name in known - types.keys():
        types[name] = "person"
    here = {name for name in known if words.issuperset(WORD.findall(name))}
    here |= {name for name, parts in _listed().items() if parts <= words}
    if not here:
        return found
    pattern = re.compile(rf"(?<![\w-])(?:{any_of(here)})(?![\w-])")
    complete = []
    by_passage: dict[int, list[Found]] = defaultdict(list)
    for item in found:
        by_passage[id(item.passage)].append(item)
    for passage in passages:
        items = by_passage[id(passage)]
        for match in pattern.finditer(passage.plain):
            start, end = match.span()
            span = passage.doc.char_span(start, end)
            if span is None or not _is_used_as_name(span, surnames):
                continue
            inside = [item for item in items if item.start < end and item.end > start]
            if all(
                start <= i.start and i.end <= end and not _is_settled(i, match[0], sure)
                for i in inside
            ):
                rule = _known_by(match[0], known)
                types.setdefault(match[0], known_types().get(match[0], "country"))
                items = [item for item in items if item not in inside]
                items.append(Found(passage, start, end, match[0], "", rule, span))
        complete += sorted(items, key=lambda item: item.start)
    return complete


@cache
def _listed() -> dict[str, frozenset[str]]:
    """A name that is known before any article is read → its words: a pattern of the 20 that an article may
    have compiles in 1 ms, and one of all 500 in 28.
    """
    aliases = [name for name in known_types() if len(name) > 2]
    return {name: frozenset(WORD.findall(name)) for name in (*aliases, *gazetteer.country_names())}


def _is_settled(item: Found, name: str, sure: set[str]) -> bool:
    return item.name == name and not (item.rule == "capitals" and name in sure)


def _is_used_as_name(span: Span, surnames: set[str]) -> bool:
    """Whether the tagger takes the words for a name; what is known otherwise it need not know."""
    if span.text in known_types() or span.text in surnames:
        return True
    return any(token.pos_ == "PROPN" for token in span)


def _known_by(name: str, in_article: set[str]) -> str:
    if name in in_article:
        return "known-in-article"
    return "alias-list" if name in known_types() else "gazetteer-country"
