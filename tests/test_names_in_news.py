"""Short news passages, and every name in each: whole, of the right type, and joined with its short forms.

The passages of names_in_news.csv, but for the last six, were written before the pipeline was run on them.
`names` has what there is, one entity after another: `person: Omar Maetig = Maetig; place: Moscow`.
What comes out wrong today has the cause in `known_wrong`, and must still come out wrong:
whoever mends it empties the cell.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import record_of

TABLE = Path(__file__).with_name("names_in_news.csv")
CASES = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))


def named(text: str) -> set[tuple[str, frozenset[str]]]:
    """Type and forms of each entity that the pipeline finds in a text."""
    forms, kinds = defaultdict(set), {}
    for name in (n for n in record_of(text).names if n.kind == "name"):
        forms[name.full_name].add(name.name)
        kinds[name.full_name] = name.type
    return {(kinds[full], frozenset(forms[full])) for full in forms}


def expected(names: str) -> set[tuple[str, frozenset[str]]]:
    """Type and forms of each entity of a cell.

    >>> expected("person: Omar Maetig = Maetig") == {("person", frozenset({"Omar Maetig", "Maetig"}))}
    True
    """
    entities = [entity.partition(": ") for entity in names.split("; ")]
    return {(kind, frozenset(forms.split(" = "))) for kind, _, forms in entities}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_every_name_of_a_passage_is_found_and_none_invented(case: dict[str, str]) -> None:
    """Nothing missed, cut, mistyped, wrongly joined or left apart, unless it is known."""
    assert (named(case["text"]) == expected(case["names"])) == (not case["known_wrong"])
