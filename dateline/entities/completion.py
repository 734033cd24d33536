"""The rest of the article: names that were missed in one sentence and known in another, and full names."""

from __future__ import annotations

import re

from spacy.tokens import Span

from dateline.entities import gazetteer
from dateline.entities.spans import Found
from dateline.entities.titles import known_types
from dateline.entities.types import surname_of
from dateline.language import Passage
from dateline.model import EntityType
from dateline.rules import any_of

DEFINITION = re.compile(r"\s*\((?P<acronym>[A-Z][A-Za-z]{0,2}[A-Z]{1,4})\)")


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
        or not _is_headline_case(item.passage)
    ]


def _is_headline_case(passage: Passage) -> bool:
    words = [token.text for token in passage.doc if token.is_alpha and len(token.text) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 0.7 * len(words)  # a sentence-case headline of the seeds has .25–.55


def completed(
    passages: tuple[Passage, ...], found: list[Found], types: dict[str, EntityType]
) -> list[Found]:
    """Names the model saw in one sentence of the article and missed, or cut short, in another."""
    known = {name for name in types if len(name) > 2 and types[name] != "group"}
    known |= {surname_of(name) for name, kind in types.items() if kind == "person" and " " in name}
    listed = {name: kind for name, kind in known_types().items() if len(name) > 2}
    for name in known - types.keys():
        types[name] = "person"
    pattern = re.compile(
        rf"(?<![\w-])(?:{any_of({*known, *listed, *gazetteer.country_names()})})(?![\w-])"
    )
    complete = []
    for passage in passages:
        items = [item for item in found if item.passage is passage]
        for match in pattern.finditer(passage.plain):
            start, end = match.span()
            span = passage.doc.char_span(start, end)
            if span is None or not _is_used_as_name(span):
                continue
            inside = [item for item in items if item.start < end and item.end > start]
            if all(start <= i.start and i.end <= end and i.name != match[0] for i in inside):
                rule = _known_by(match[0], known)
                types.setdefault(match[0], listed.get(match[0], "country"))
                items = [item for item in items if item not in inside]
                items.append(Found(passage, start, end, match[0], "", rule, span))
        complete += items
    return complete


def _is_used_as_name(span: Span) -> bool:
    """Whether the tagger takes the words for a name; names of our own list it may not know."""
    return span.text in known_types() or any(token.pos_ == "PROPN" for token in span)


def _known_by(name: str, in_article: set[str]) -> str:
    if name in in_article:
        return "known-in-article"
    return "alias-list" if name in known_types() else "gazetteer-country"


def definitions(passages: tuple[Passage, ...], found: list[Found]) -> dict[str, str]:
    """Acronym → full name, from "Libyan National Army (LNA)"."""
    defined = {}
    for item in found:
        match = DEFINITION.match(item.passage.plain, item.end)
        if match and is_acronym_of(match["acronym"], item.name):
            defined[match["acronym"]] = item.name
    return defined


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters are the initials of the name, small words counted or not.

    >>> is_acronym_of("HoR", "House of Representatives"), is_acronym_of("GNA", "Government of National Accord")
    (True, True)
    >>> is_acronym_of("LNA", "Lebanese Armed Forces")
    False
    """
    words = re.split(r"[\s-]+", name)
    initials = {"".join(w[0] for w in words if w), "".join(w[0] for w in words if w[:1].isupper())}
    return len(words) > 1 and acronym.lower() in {letters.lower() for letters in initials}


def full_names(
    types: dict[str, EntityType], definitions: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Short name → (the full name the article gives it, the rule), where just one fits."""
    links = {short: (full, "defined-acronym") for short, full in definitions.items()}
    for short, kind in types.items():
        if kind == "person" and " " not in short:
            fuller = [
                n for n in types if types[n] == "person" and " " in n and surname_of(n) == short
            ]
            rule = "surname-in-article"
        elif short.isupper() and kind == "organization":
            fuller = [n for n in types if types[n] == "organization" and is_acronym_of(short, n)]
            rule = "acronym-in-article"
        else:
            continue
        if len(fuller) == 1 and short not in links:
            links[short] = (fuller[0], rule)
    return links
