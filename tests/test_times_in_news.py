"""Sentences as news writes them, and every time in each: what is found, what it means, what is left open."""

import csv
from pathlib import Path

import pytest

from dateline.times import tag_times

TABLE = Path(__file__).with_name("times_in_news.csv")
CASES = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_every_time_of_a_sentence_is_found_and_none_invented(case):
    found = tag_times(case["text"], case["published"] or None)
    assert "; ".join(f"{time.text} = {time.value}" for time in found) == case["times"]
