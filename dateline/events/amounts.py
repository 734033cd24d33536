"""Of whom a nameless phrase speaks, and how many: "at least seven people" are people, seven or more."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from dateline.times.lexicon import number_of, slots

# Words that count and name nobody; who is counted comes after their "of".
QUANTITIES = {
    "number", "dozen", "score", "hundred", "thousand", "million", "lot", "couple", "handful",
    "group", "majority", "pair", "string", "series", "total", "some", "many", "most", "several",
    "few", "all", "one", "none", "half", "rest",
}  # fmt: skip
AT_LEAST = re.compile(r"\b(?:at least|no (?:fewer|less) than|a minimum of)$")
MORE_THAN = re.compile(r"\b(?:more than|over|upwards of|in excess of)$")
AT_MOST = re.compile(r"\b(?:up to|at most|no more than|as many as|a maximum of)$")
LESS_THAN = re.compile(r"\b(?:fewer than|less than|under)$")
# "some 40", "about 200", "nearly 100": how far off nobody knows; "another 40": beside others
OPEN = re.compile(
    r"\b(?:about|around|some|nearly|almost|approximately|roughly|estimated|close to|another|other|or|to|between)$"
)
PARTLY = re.compile(r"\s*(?:more|others?|or|to|and|million|percent|per cent)\b|\s*%")
MORE = {"more", "other", "others"}  # "40 more", "40 others": beside some that were told before
LARGEST = 10**9

Count = tuple[int | None, int | None]


def noun_of(head: Token) -> str | None:
    """The lemma of the noun that says who they are, of "dozens of people" people; None of a pronoun."""
    for _ in range(3):
        inner = next(
            (far for child in head.rights if child.lower_ == "of" for far in child.children
             if far.dep_ == "pobj"), None,
        )  # fmt: skip
        if inner is None or head.lemma_.lower() not in QUANTITIES:
            break
        head = inner
    if head.pos_ not in {"NOUN", "PROPN"} or not head.is_alpha:
        return None
    return str(head.lemma_.lower())


def count_of(head: Token) -> Count:
    """The fewest and the most that the phrase counts; None where it does not say.

    "Seven people" are (7, 7), "at least seven" (7, None), "up to 40" (None, 40); "about 200", "another 40",
    "four of them" and "dozens" are (None, None): of a whole nobody knows, nothing is known.
    """
    if head.like_num and any(child.lower_ == "of" for child in head.rights):
        return None, None
    end = head.i + 1 if head.like_num else head.i
    words = head.doc[head.left_edge.i : end].text.lower()
    numbers = list(_number().finditer(words))
    if len(numbers) != 1 or any(child.lower_ in MORE for child in head.children):
        return None, None
    value = _value(numbers[0][0])
    before, after = words[: numbers[0].start()].rstrip(), words[numbers[0].end() :]
    if value is None or PARTLY.match(after):
        return None, None
    if AT_LEAST.search(before):
        return value, None
    if MORE_THAN.search(before):
        return value + 1, None
    if AT_MOST.search(before):
        return None, value
    if LESS_THAN.search(before):
        return None, value - 1
    return (None, None) if OPEN.search(before) else (value, value)


@cache
def _number() -> re.Pattern[str]:
    number = slots()["also"]
    assert isinstance(number, re.Pattern)
    return re.compile(rf"(?<![\w.,-])(?:{number.pattern})(?![\w-])")


def _value(words: str) -> int | None:
    number = float(number_of(words))
    return int(number) if number == int(number) and 0 < number <= LARGEST else None
