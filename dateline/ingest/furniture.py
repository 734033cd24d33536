"""Lines that are part of the page and not of the story.

The rules are in rules/furniture.yml. A rule takes a whole line or nothing: words inside a paragraph
are never touched.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.rules import Rule, any_of, read_rules, read_words


@cache
def agency_pattern() -> str:
    """A regular expression for the names with which agencies sign stories and pictures."""
    return any_of(row["name"] for row in read_words("news_agencies.csv", "name"))


def furniture_rule(line: str) -> str | None:
    """The id of the rule that says this whole line is page furniture, if one does.

    >>> furniture_rule("Click to expand"), furniture_rule("Click to expand, the sign said.")
    ('click-to', None)
    """
    line = line.strip()
    match = _any_rule().fullmatch(line)
    # All the rules as one pattern first: a file may have 200,000 lines, and few are furniture.
    return match and next(rule.id for rule in _rules() if rule.pattern.fullmatch(line))


@cache
def _rules() -> tuple[Rule, ...]:
    agencies = [row["name"] for row in read_words("news_agencies.csv", "name")]
    rules = read_rules("furniture.yml", slots={"agency": agencies}, flags=re.IGNORECASE)
    return tuple(sorted(rules, key=lambda rule: rule.id))


@cache
def _any_rule() -> re.Pattern[str]:
    unnamed = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in _rules())
    return re.compile("|".join(f"(?:{pattern})" for pattern in unnamed), re.IGNORECASE)
