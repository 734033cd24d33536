"""Words of offices and ranks, and names whose type is known beforehand."""

from __future__ import annotations

from functools import cache

from lemminflect import getLemma

from dateline.model import TYPES_IN_ORDER, EntityType
from dateline.rules import read_words


@cache
def titles() -> dict[str, str]:
    """Title word → its kind: rank, office, style or portfolio."""
    return {row["title"]: row["kind"] for row in read_words("titles.csv", "title", "kind")}


def title_kind(word: str) -> str | None:
    """What kind of title a word is; in lower case only an office is one: "minister", but not "major".

    >>> title_kind("Major"), title_kind("major"), title_kind("minister"), title_kind("strongman")
    ('rank', None, 'office', None)
    """
    kind = titles().get(word)
    if kind is None and titles().get(word.capitalize()) == "office":
        return "office"
    return kind


@cache
def known_types() -> dict[str, EntityType]:
    """Name → type, of the names in rules/aliases.csv and of news agencies."""
    rows = read_words("aliases.csv", "name", "alias", "type", "source")
    known: dict[str, EntityType] = {}
    for row in rows:
        kind = next(kind for kind in TYPES_IN_ORDER if kind == row["type"])
        known |= {row["name"]: kind, row["alias"]: kind}
    agencies = read_words("news_agencies.csv", "name")
    return known | {row["name"]: "organization" for row in agencies}


@cache
def is_common_noun(word: str) -> bool:
    """Whether a word in lower case is a noun of English: then a capital alone makes no name of it.

    >>> is_common_noun("coach"), is_common_noun("sergei")
    (True, False)
    """
    return bool(getLemma(word, upos="NOUN", lemmatize_oov=False))
