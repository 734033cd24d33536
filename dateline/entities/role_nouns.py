"""Nouns that stand for a person or a body: "the minister", "the militia", "the widow"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from dateline.entities.person_names import Sex
from dateline.entities.titles import titles
from dateline.rules import read_words


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """What a noun can stand for."""

    type: Literal["person", "organization"]
    sex: Sex | None


def role_noun(word: str) -> RoleNoun | None:
    """What the noun, in the singular and in lower case, stands for; None for other nouns.

    >>> role_noun("chairman"), role_noun("minister")
    (RoleNoun(type='person', sex='m'), RoleNoun(type='person', sex=None))
    >>> role_noun("militia").type, role_noun("desert")
    ('organization', None)
    """
    return _role_nouns().get(word)


@cache
def _role_nouns() -> dict[str, RoleNoun]:
    """rules/role_nouns.csv, and the offices and ranks of rules/titles.csv, which tell no sex."""
    nouns = {
        title.lower(): RoleNoun("person", None)
        for title, kind in titles().items()
        if kind in {"office", "rank"}
    }
    for row in read_words("role_nouns.csv", "noun", "type", "sex"):
        sexes: dict[str, Sex | None] = {"m": "m", "f": "f", "": None}
        kind: Literal["person", "organization"] = (
            "person" if row["type"] == "person" else "organization"
        )
        nouns[row["noun"]] = RoleNoun(kind, sexes[row["sex"]])
    return nouns
