"""The sayings of a sentence: who says, and which of its words they say.

A saying is made by a verb ("RFI reported that …", "…, police said"), by "as the Post reported", by "according
to", or by words put in a mouth ("Reuters quoted him as saying that …"). Verbs that are denied, planned or
possible ("did not confirm that", "may say") and what one acts according to (a plan, the law) make none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span, Token

from dateline.events import lexicon
from dateline.events.speech.cited import may_be_cited
from dateline.events.speech.reported_clauses import MARKS, last_said, reported_clauses
from dateline.events.speech.sayers import (
    CITE,
    GIVE,
    according_heads,
    objects_of,
    puts_in_mouth,
    sayers_of,
)
from dateline.events.status import status_of

CONTRAST = {"but", "while", "whereas", "although", "though"}
TENSED = {"VBD", "VBZ", "VBP", "MD"}


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says the words between two tokens of a sentence, and from whom they have it."""

    levels: tuple[tuple[Token, ...], ...]  # heads of the sources, from whom the article cites on
    rules: tuple[str, ...]  # how each level is cited
    first: int  # index of the first token that is said
    last: int
    own_first: int  # the words that say who says it, which nobody says
    own_last: int

    def covers(self, token: Token) -> bool:
        """Whether the token is among the words said."""
        said = self.first <= token.i <= self.last
        return said and not self.own_first <= token.i <= self.own_last


def sayings_in(sentence: Span, named: Collection[int]) -> tuple[Saying, ...]:
    """The sayings of a sentence, the widest first. `named` holds the indices of tokens inside names."""
    saying = [token for token in sentence if token.lower_ == "according" or _may_say(token)]
    if not saying:
        return ()
    parts = _Parts.of(sentence)
    found: list[Saying] = []
    for token in saying:
        found += _according(token, parts) if token.lower_ == "according" else _said(token, parts)
    for token in sentence if found else ():
        if token.lemma_ in CITE and token.pos_ == "VERB" and not puts_in_mouth(token):
            heads = tuple(head for head in objects_of(token) if may_be_cited(head, named))
            if heads and (token.tag_ == "VBG" or token.dep_ == "relcl"):
                place = min(range(len(found)), key=lambda place: _gap(found[place], token))
                near = found[place]
                found[place] = replace(
                    near, levels=(*near.levels, heads), rules=(*near.rules, "citing")
                )
    return tuple(sorted(found, key=lambda saying: (saying.first - saying.last, saying.own_first)))


def _may_say(token: Token) -> bool:
    """Whether a word can be a verb of saying, or of giving what says something."""
    return token.pos_ == "VERB" and (token.lemma_ in lexicon.say_verbs() or token.lemma_ in GIVE)


def _gap(saying: Saying, token: Token) -> int:
    """How far a token is from the words that say who says it."""
    if saying.own_first <= token.i <= saying.own_last:
        return 0
    return min(abs(token.i - saying.own_first), abs(token.i - saying.own_last))


def _said(verb: Token, parts: _Parts) -> Iterator[Saying]:
    """What a verb of saying reports: clauses under it, or the clause that it is put into or stands beside."""
    clauses = reported_clauses(verb)
    levels, rules = sayers_of(verb) if clauses or _is_aside(verb) else ([], [])
    if not levels or status_of(verb)[0] not in {"asserted", "alleged"}:
        return
    who = tuple(tuple(level) for level in levels)
    heads = [head for level in levels for head in level]
    for clause in parts.in_marks(clauses, verb):
        last = last_said(clause, verb, heads)
        first, last = parts.within_semicolons(clause.left_edge.i, last, clause.i)
        edges = [edge.i for head in heads for edge in (head.left_edge, head.right_edge)]
        inside = [place for place in (*edges, verb.i) if first <= place <= last] or [verb.i]
        yield Saying(who, tuple(rules), first, last, min(inside), max(inside))
    if not clauses:
        own = verb.left_edge.i, verb.right_edge.i
        if verb.dep_ == "parataxis":
            yield Saying(who, tuple(rules), *parts.around(*own), *own)
        else:
            yield Saying(who, ("as",), *parts.beside(*own), *own)


def _is_aside(verb: Token) -> bool:
    """Whether a verb is put into a clause, or beside it with "as": ", witnesses said,"; "as the Post reported"."""
    if verb.lemma_ not in lexicon.say_verbs() or verb.head.pos_ not in {"VERB", "AUX"}:
        return False
    if verb.lemma_ != "tell" and any(child.dep_ == "dobj" for child in verb.children):
        return False
    marked = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    return verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and marked)


def _according(token: Token, parts: _Parts) -> Iterator[Saying]:
    heads = according_heads(token)
    if heads:
        own = token.i, max(head.right_edge.i for head in heads)
        yield Saying((tuple(heads),), ("according-to",), *parts.beside(*own), *own)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where in a sentence something begins or ends: indices of tokens, in order."""

    first: int
    last: int
    semicolons: list[int]
    openings: list[int]  # the first token of a clause: ", and police", "but police", "that,"
    tensed: list[int]  # verbs, but for those in "which cited officials"
    marks: list[int]  # quotation marks

    @classmethod
    def of(cls, sentence: Span) -> _Parts:
        tokens = list(sentence)
        return cls(
            sentence.start,
            sentence.end - 1,
            [token.i for token in tokens if token.text == ";"],
            [b.i for a, b in pairwise(tokens) if _opens_clause(a, b)],
            [t.i for t in tokens if t.tag_ in TENSED and t.lemma_ not in CITE],
            [token.i for token in tokens if token.text in MARKS],
        )

    def within_semicolons(self, first: int, last: int, place: int) -> tuple[int, int]:
        """The part of a stretch that no semicolon parts from a place in it."""
        number = bisect_left(self.semicolons, place)
        before = self.semicolons[number - 1] + 1 if number else first
        after = self.semicolons[number] if number < len(self.semicolons) else last
        return max(first, before), min(last, after)

    def beside(self, first: int, last: int) -> tuple[int, int]:
        """What words at the beginning or end of a sentence hold for: all of it; in its middle, their clause."""
        left, right = self.within_semicolons(self.first, self.last, first)
        before = bisect_left(self.tensed, first) > bisect_left(self.tensed, left)
        after = bisect_right(self.tensed, right) > bisect_right(self.tensed, last)
        return self.around(first, last) if before and after else (left, right)

    def around(self, first: int, last: int) -> tuple[int, int]:
        """The clause that words are put into or follow."""
        left, right = self.within_semicolons(self.first, self.last, first)
        before = bisect_left(self.openings, first)
        after = bisect_right(self.openings, last)
        if before:
            left = max(left, self.openings[before - 1])
        if after < len(self.openings):
            right = min(right, self.openings[after] - 1)
        return left, right

    def in_marks(self, clauses: list[Token], verb: Token) -> list[Token]:
        """The clauses inside quotation marks, if any is: he said “we won”, however the other lost."""
        between = [
            abs(bisect_left(self.marks, clause.i) - bisect_left(self.marks, verb.i))
            for clause in clauses
        ]
        fewest = 1 if 1 in between else 0 if 0 in between else None
        return [c for c, n in zip(clauses, between, strict=True) if fewest is None or n == fewest]


def _opens_clause(before: Token, token: Token) -> bool:
    """Whether a clause of its own begins at a token: ", and police", "but police"; not "and attacked"."""
    if token.lower_ in {"and", "or"}:
        return before.text == ","
    return token.lower_ in CONTRAST or (before.lower_ == "that" and token.text == ",")
