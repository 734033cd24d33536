"""What a file states about itself between `---` lines at its top.

Read by hand from YAML's node tree: values stay the words that were typed (a title `2016` is a
title), nothing is constructed, and there is no alias to blow up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from dateline.ingest.decode import cleaned
from dateline.ingest.lines import Drop
from dateline.ingest.refused import Refused
from dateline.yaml_tree import UnsafeYaml, compose

KEYS = ("title", "published", "publisher", "url", "byline", "language")
FENCE = "---"
ENDS = (FENCE, "...")
KEY_LINE = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,40})\s{0,5}:(?:\s|$)")
MAX_LENGTH = 65_536
ONE_LINE = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,40})\s{0,5}:\s+(?P<value>[^\s\[{&*!|>].*)")
NOTHING = ("", "~", "null")
URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"(?P<code>[A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The stated values, the keys not known, a row for each of its lines, and how many lines it takes."""

    values: dict[str, str]
    unknown: frozenset[str]
    drops: tuple[Drop, ...]
    length: int


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter of a text, or null when it has none.

    A rule `---` that no `key: value` follows is text. Raises Refused when the block has no end or
    cannot be read.

    >>> read_front_matter("---\\npublished: 2017-01\\nmood: grim\\n---\\nText").values
    {'published': '2017-01'}
    """
    # Only as much as front matter may have: a file of 20 MB is not split for its first lines.
    rows = text[: MAX_LENGTH + 100].split("\n")
    if rows[0].rstrip() != FENCE or not _begins(rows[1:]):
        return None
    end = next((i for i, row in enumerate(rows) if i and row.rstrip() in ENDS), None)
    if end is None:
        _check_unclosed(text, rows)
        return None
    block = "\n".join(rows[1:end])
    if len(block) > MAX_LENGTH:
        raise _bad(f"it is longer than {MAX_LENGTH:,} characters")
    values, unknown, rules = _values(block)
    drops = (
        Drop(number, row, rules.get(number, "front-matter"))
        for number, row in enumerate(rows[: end + 1], start=1)
        if row.strip()
    )
    return FrontMatter(values, unknown, tuple(drops), end + 1)


def _begins(rows: list[str]) -> bool:
    first = next((row for row in rows if row.strip() and not row.startswith("#")), "")
    return KEY_LINE.match(first) is not None


def _check_unclosed(text: str, rows: list[str]) -> None:
    """Passes a rule line above "Tunis: he said"; raises Refused when a key is one of ours."""
    if len(text) > MAX_LENGTH and any(row.rstrip() in ENDS for row in text.split("\n")[1:]):
        raise _bad(f"it is longer than {MAX_LENGTH:,} characters")
    for row in rows[1:]:
        if not row.strip():
            break
        if (match := KEY_LINE.match(row)) and match["key"] in KEYS:
            raise _bad("the block that opens on line 1 has no end; close it with a line ---")


def _values(block: str) -> tuple[dict[str, str], frozenset[str], dict[int, str]]:
    """The known keys' values, the other keys, and by line number the rules for lines not used."""
    values, rules, seen, unknown = dict[str, str](), dict[int, str](), set[str](), set[str]()
    for key, value in _pairs(block):
        line = key.start_mark.line + 2  # the fence is line 1, and marks count from 0
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in seen:
            raise _bad(f"line {line} gives {name!r} a second time; keep one")
        if name not in KEYS:
            unknown.add(name)
            for number in range(line, max(line, value.end_mark.line + 1) + 1):
                rules[number] = "front-matter-unknown-key"
            continue
        seen.add(name)
        if not isinstance(value, yaml.ScalarNode):
            raise _bad(f"line {line}: {name} must be plain words, not a list or a block of keys")
        words = " ".join(cleaned(value.value).split())
        if words.casefold() in NOTHING:
            continue
        if (usable := _usable(name, words)) is None:
            rules[line] = f"front-matter-bad-{name}"
        else:
            values[name] = usable
    return values, frozenset(unknown), rules


def _pairs(block: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        node = _composed(block)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        try:
            node = _composed("\n".join(map(_with_value_quoted, block.split("\n"))))
        except (yaml.YAMLError, ValueError, OverflowError):
            raise _unreadable(error) from error
    if not isinstance(node, yaml.MappingNode):
        raise _bad("it must be lines of key: value")
    pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
    return pairs


def _composed(block: str) -> yaml.Node | None:
    try:
        return compose(block)
    except UnsafeYaml as error:
        raise _bad(str(error)) from error


def _with_value_quoted(row: str) -> str:
    """A line `key: value` that is no YAML by itself, as "title: Haftar: the man", with its value quoted.

    What opens a list, a block, an anchor or quotation marks that do not close is left as it is.
    """
    match = ONE_LINE.fullmatch(row)
    if match is None:
        return row
    value = match["value"].rstrip()
    if value[0] in "\"'" and value.count(value[0]) < 2 + value.endswith(value[0]):
        return row
    try:
        _composed(row)
    except yaml.YAMLError:
        doubled = value.replace("'", "''")  # YAML's way to write one between single quotes
        return f"{match['key']}: '{doubled}'"
    except (Refused, ValueError, OverflowError):
        return row
    return row


def _unreadable(error: Exception) -> Refused:
    line = getattr(getattr(error, "problem_mark", None), "line", None)
    where = "it" if line is None else f"line {line + 2}"
    why = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return _bad(
        f"{where} cannot be read: {why}; put quotation marks around a value with a colon in it"
    )


def _usable(name: str, words: str) -> str | None:
    """The value in the form that is stored; null when it cannot be used."""
    if name == "url":
        return words if URL.fullmatch(words) else None
    if name == "language":
        match = LANGUAGE.fullmatch(words)
        return match["code"].lower() if match else None
    return words


def _bad(why: str) -> Refused:
    return Refused("bad-front-matter", f"the front matter cannot be used: {why}")
