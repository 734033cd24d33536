"""Noun phrases: where one begins and ends, whom it names, and what is joined to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.entities.positions import is_head
from dateline.model import Name

# Answers of pure functions of a token that are kept: each is asked for twice and more of the same token, and in
# a sentence of 1,250 verbs in a row a thousand times. The tokens keep their documents, so the number is small.
LAST_ASKED = 2_000

# Prepositions whose complement belongs to a participant's phrase.
INSIDE = {"of", "for", "from", "to", "against", "by", "within", "inside"}


@dataclass(frozen=True, slots=True)
class Part:
    """The head of a participant's phrase, the preposition that brings it in, and how it was found."""

    head: Token
    preposition: str | None = None
    rule: str = ""


def is_half_word(token: Token) -> bool:
    """ "UN" in "UN-backed" """
    return token.i + 1 < len(token.doc) and not token.whitespace_ and token.nbor().text == "-"


def head_of(name: Name, token: Token, named: Mapping[int, Name]) -> Token:
    """The head of the name a token is in."""
    while token.head.i != token.i and named.get(token.head.i) is name:
        token = token.head
    return token


def name_of(head: Token, named: Mapping[int, Name]) -> Name | None:
    """The name a phrase is of: its head's, or the person whose office the head is.

    "Russia's ambassador to Libya Ivan Molotkov" is Molotkov, though the parser takes ambassador for its head.
    """
    if head.i in named:
        return named[head.i]
    for child in head.children:
        if child.dep_ == "appos" and child.i in named and named[child.i].type == "person":
            return named[child.i]
    last = named.get(head.right_edge.i)
    if last is not None and last.type == "person" and is_head(head.text):
        first = head.right_edge
        while first.i > 0 and named.get(first.i - 1) is last:
            first = first.nbor(-1)
        if (
            first.i > 0 and first.nbor(-1).pos_ != "ADP"
        ):  # not Hakkari, of "the governor of Hakkari"
            return last
    return None


def phrase_tokens(head: Token) -> list[Token]:
    """A noun phrase from its left edge, without relative clause, apposition or co-ordinated nouns."""
    last = head.i
    for child in head.rights:
        belongs = child.dep_ == "amod" or (
            child.dep_ == "prep"
            and child.lower_ in INSIDE
            and any(far.dep_ == "pobj" for far in child.children)
        )
        if not belongs or child.i != last + 1:
            break
        last = _end_of(child)
    first = head.left_edge.i
    while first < head.i and (
        head.doc[first].is_punct or head.doc[first].pos_ in {"CCONJ", "SPACE"}
    ):
        first += 1
    return list(head.doc[first : last + 1])


def _end_of(token: Token) -> int:
    """The last token of a complement that still belongs to the phrase: no clause inside it."""
    for inner in token.subtree:
        tight = inner.text == "-" and not inner.whitespace_
        if inner.dep_ in {"relcl", "acl", "appos", "advcl"} or (inner.is_punct and not tight):
            return int(inner.i) - 1
    return int(token.right_edge.i)


def row_of(token: Token) -> list[Token]:
    """A head and those joined to it, also through its apposition: "deputy chief Omar Maetig and Haftar"."""
    joined = [
        other
        for child in token.children
        if child.dep_ == "appos"
        for other in child.conjuncts
        if other.pos_ == "PROPN"
    ]
    return [one for one in (token, *token.conjuncts, *joined) if not _is_denied(one)] or [token]


def with_members(token: Token) -> list[Token]:
    """A row, and those named of it: "senior figures including Sergei Lavrov"."""
    return [*row_of(token), *members_of(token)]


def members_of(token: Token) -> list[Token]:
    """Those named of a group: Lavrov, of "senior figures including Sergei Lavrov"."""
    return [
        noun
        for prep in token.children
        if prep.lower_ == "including" and prep.i > token.i
        for far in prep.children
        if far.dep_ == "pobj"
        for noun in (far, *far.conjuncts, *(c for c in far.children if c.dep_ == "appos"))
        if noun.pos_ == "PROPN"
    ]


def _is_denied(token: Token) -> bool:
    """Whether it is said not to be this one: the sides, in "not the sides but the whole of Libya"."""
    edge = token.left_edge
    denied = edge.lower_ == "not" or (edge.i > 0 and edge.nbor(-1).lower_ == "not")
    contrasted = any(child.lower_ in {"but", "and"} for child in token.children)
    return denied and (contrasted or token.dep_ == "conj")


def has_name_inside(head: Token, named: Mapping[int, Name]) -> bool:
    return any(token.i in named and not is_half_word(token) for token in phrase_tokens(head))
