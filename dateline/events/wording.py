"""The words of a summary: names in full, phrases as they stand, rows with "and"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from spacy.tokens import Token

from dateline.events.phrases import Part, name_of, phrase_tokens
from dateline.model import Name


def with_prepositions(parts: tuple[Part, ...], named: Mapping[int, Name]) -> list[str]:
    words = []
    for preposition, group in groupby(parts, key=lambda part: part.preposition):
        phrases = joined([phrase_of(part, named) for part in group])
        words.append(f"{preposition} {phrases}" if preposition else phrases)
    return words


def phrase_of(part: Part, named: Mapping[int, Name]) -> str:
    name = name_of(part.head, named)
    tokens = phrase_tokens(part.head)
    if name is not None and name.kind == "pronoun":
        return f"[{name.full_name}]"
    if name is not None and name.kind == "nominal":
        return f"{text_of(tokens)} [{name.full_name}]"
    if name is not None and (name.type == "person" or not any(map(_is_thing_before, tokens))):
        the = name.type != "person" and _has_the(part.head, name, named)
        bare = with_article(name)
        return bare if not the or bare.lower().startswith("the ") else f"the {bare}"
    return text_of(tokens)


def _has_the(head: Token, name: Name, named: Mapping[int, Name]) -> bool:
    """Whether "the" stands right before a name."""
    first = head
    while first.i > 0 and named.get(first.i - 1) is name:
        first = first.nbor(-1)
    return first.i > 0 and first.nbor(-1).lower_ == "the"


def _is_thing_before(token: Token) -> bool:
    """A common noun before a name: "military assistance form Algeria" is no mere Algeria."""
    return token.pos_ == "NOUN" and token.dep_ == "compound" and token.text.islower()


def with_article(name: Name) -> str:
    if name.full_name.startswith(("United ", "Soviet ", "European ")):
        return f"the {name.full_name}"
    return name.full_name


def text_of(tokens: list[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens).strip()


def joined(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def is_many(parts: tuple[Part, ...], noun: Token | None) -> bool:
    heads = [part.head for part in parts] or ([noun] if noun is not None else [])
    return len(heads) > 1 or any(
        head.tag_ in {"NNS", "NNPS"}
        or head.lower_ in {"those", "these", "they", "others", "many", "both"}
        or (head.pos_ == "NUM" and head.lower_ not in {"one", "1"})
        for head in heads
    )
