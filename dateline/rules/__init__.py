"""Rules (YAML) and word lists (CSV), read and checked once.

A rule is data with its own tests: without an `examples:` entry, and a near miss under `never:`, it does
not load. `tests/test_rules.py` runs every example and every near miss of every file. The order of rules
never matters: the longest match wins, then the earliest, then the id.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import BadRule

FOLDER = Path(__file__).parent
RULE_KEYS = {"id", "pattern", "examples", "never"}

# What fills a slot: a list of words or, for what no list can hold (numbers), a regular expression.
Slot = Iterable[str] | re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a YAML file.

    `pattern` is a regular expression in which `{slot}` stands for any word of a list; `fields` holds
    the keys that are the file's own (such as `means`); each example is a mapping with at least `text`.
    """

    file: str
    id: str
    pattern: re.Pattern[str]
    fields: dict[str, Any]
    examples: tuple[dict[str, Any], ...]
    never: tuple[str, ...]


def read_rules(
    file: str,
    *,
    slots: Mapping[str, Slot] | None = None,
    fields: Iterable[str] = (),
    flags: int = 0,
) -> tuple[Rule, ...]:
    """The rules of `rules/<file>`, compiled.

    `slots` maps a slot's name to its words, or to a compiled pattern; `{weekday}` in a rule becomes the
    named group `weekday`.
    `fields` are the keys this file may use besides id, pattern, examples and never. Raises BadRule for
    an unknown or missing key, a repeated id, an unknown slot or a pattern that does not compile.
    """
    rules: list[Rule] = []
    for entry in yaml.safe_load(FOLDER.joinpath(file).read_text("utf-8")):
        rule_id = str(entry.get("id", "(no id)"))
        for key in entry.keys() - RULE_KEYS - set(fields):
            raise BadRule(file, rule_id, f"has an unknown key {key!r}")
        for key in ("id", "pattern", "examples", "never"):
            if not entry.get(key):
                raise BadRule(file, rule_id, f"has no {key}; add at least one")
        if any(rule.id == rule_id for rule in rules):
            raise BadRule(file, rule_id, "is there twice")
        examples = tuple(
            example if isinstance(example, dict) else {"text": example}
            for example in entry["examples"]
        )
        own = {key: entry[key] for key in fields if key in entry}
        pattern = _compile(file, rule_id, entry["pattern"], slots or {}, flags)
        rules.append(Rule(file, rule_id, pattern, own, examples, tuple(entry["never"])))
    return tuple(rules)


def _compile(
    file: str, rule_id: str, pattern: str, slots: Mapping[str, Slot], flags: int
) -> re.Pattern[str]:
    def group(match: re.Match[str]) -> str:
        name = match[1]
        if name not in slots:
            raise BadRule(file, rule_id, f"names a slot {{{name}}} that no word list fills")
        words = slots[name]
        inside = words.pattern if isinstance(words, re.Pattern) else any_of(words)
        return f"(?P<{name}>{inside})"

    try:
        return re.compile(re.sub(r"\{([a-z_]+)\}", group, pattern), flags)
    except re.error as error:
        raise BadRule(file, rule_id, f"has a pattern that does not compile: {error}") from error


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest first.

    >>> any_of(["Sept", "Sept.", "September"])
    'September|Sept\\\\.|Sept'
    """
    return "|".join(
        re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))
    )


@cache
def read_words(file: str, *columns: str) -> tuple[dict[str, str], ...]:
    """The rows of the word list `rules/<file>`, which has exactly these columns.

    Lines that begin with `#` are comments. Raises BadRule when the columns differ or a cell is missing.
    """
    with FOLDER.joinpath(file).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(line for line in lines if not line.startswith("#"))
        if tuple(reader.fieldnames or ()) != columns:
            raise BadRule(file, "(header)", f"has columns {reader.fieldnames}, not {list(columns)}")
        rows = tuple(dict(row) for row in reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BadRule(file, f"row {number}", f"does not have {len(columns)} cells: {row}")
    return rows


def fingerprint() -> str:
    """SHA-256 over every rule file, so that a changed rule makes cached records stale."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in {".yml", ".csv"}:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
