"""Of whom a nameless phrase speaks, and how many it counts."""

from __future__ import annotations

import pytest
from conftest import record_of

NOBODY = (None, None, None)


@pytest.mark.parametrize(
    ("text", "noun", "least", "most"),
    [
        ("At least seven people were killed.", "people", 7, None),
        ("More than 50 people were injured in the crash.", "people", 51, None),
        ("The army killed no fewer than five militants.", "militant", 5, None),
        ("Up to 40 protesters were arrested.", "protester", None, 40),
        ("Police arrested fewer than ten students.", "student", None, 9),
        ("Gunmen kidnapped the 276 schoolgirls.", "schoolgirl", 276, 276),
        ("Police arrested two thousand people.", "people", 2000, 2000),
        ("Police arrested 1,200 people.", "people", 1200, 1200),
        ("Rebels killed twenty-one soldiers.", "soldier", 21, 21),
        ("Police arrested 15 suspected members of the gang.", "member", 15, 15),
        # who is counted comes after the "of" of a word that counts
        ("Dozens of people were injured.", "people", None, None),
        ("A number of soldiers were killed.", "soldier", None, None),
        # how far off nobody knows
        ("Some 300 passengers were killed.", "passenger", None, None),
        ("Nearly 100 passengers were killed.", "passenger", None, None),
        ("Police arrested between 20 and 30 protesters.", "protester", None, None),
        ("Police arrested 20 or 30 protesters.", "protester", None, None),
        # beside others, or part of a whole
        ("Another 40 were injured.", *NOBODY),
        ("Police arrested three more suspects.", "suspect", None, None),
        ("Rebels killed four of them.", *NOBODY),
        # an age, a share
        ("A 42-year-old man was arrested.", "man", None, None),
        ("Police arrested 2.5 million people.", "people", None, None),
        # nobody is counted, or somebody is named
        ("Soldiers were killed.", "soldier", None, None),
        ("Rebels killed Omar Maetig.", *NOBODY),
    ],
)
def test_nouns_and_counts(text: str, noun: str | None, least: int | None, most: int | None) -> None:
    """The last participant tells its noun, and the fewest and the most it counts."""
    events = record_of(text, "2016-11-28").events
    last = events[0].participants[-1]
    assert (last.noun, last.least, last.most) == (noun, least, most)
