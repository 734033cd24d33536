"""Which words can be a source: people, bodies and papers, and not what one acts according to."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from spacy.tokens import Token

from dateline.entities.role_nouns import role_noun
from dateline.errors import BadRule
from dateline.rules import read_words

KINDS = {"person", "paper", "none"}


@cache
def source_nouns() -> dict[str, str]:
    """Lemma of a noun → person, paper (which somebody wrote), or none for what is never a source.

    >>> source_nouns()["statement"], source_nouns()["timetable"]
    ('paper', 'none')
    """
    nouns = {}
    for row in read_words("source_nouns.csv", "noun", "kind", "example"):
        if row["kind"] not in KINDS:
            raise BadRule("source_nouns.csv", row["noun"], f"has an unknown kind {row['kind']}")
        nouns[row["noun"]] = row["kind"]
    return nouns


def _kind(head: Token) -> str | None:
    nouns = source_nouns()
    return nouns.get(head.lemma_.lower()) or nouns.get(
        head.lower_
    )  # media is a medium to the model


def is_paper(head: Token) -> bool:
    """Whether a noun is something written or said, such as a report."""
    return _kind(head) == "paper"


def may_be_source(head: Token) -> bool:
    """Whether a noun can be a source: no plan, law or schedule."""
    return _kind(head) != "none"


def may_be_cited(head: Token, named: Collection[int]) -> bool:
    """Whether what is cited is a source and no ground: "citing officials", not "citing high costs"."""
    role = role_noun(head.lemma_.lower())
    known = head.i in named or role is not None or head.pos_ == "PRON" or _kind(head) is not None
    return known and may_be_source(head)
