"""The rules of rules/times.yml, compiled, with an index that says which are worth trying where.

A rule says what its words mean as data (`means`), not what day they are: that takes a context,
and is for resolve.py. The index is derived from the patterns, so a rule can never be missed by
being left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadRule
from dateline.rules import any_of, read_rules
from dateline.times.lexicon import slots

FILE = "times.yml"
FIELDS = (
    "means",
    "type",
    "mod",
    "quant",
    "freq",
    "tags",
    "capital",
    "hangs",
    "tense",
    "after",
    "adverb",
)
KINDS = {"date", "step", "same", "value", "length", "every", "clock", "compares", "nothing"}
TYPES = {"DATE", "TIME", "DURATION", "SET"}
WORD = re.compile(r"[a-z]+|\d+")
# Words too common to look a rule up by: "the" would have every rule tried at every noun.
COMMON = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "and",
        "in",
        "to",
        "at",
        "s",
        "or",
        "by",
        "for",
        "on",
        "from",
        "it",
        "as",
        "is",
    ]
)
ANY_FIGURE, FOUR_FIGURES = "#", "####"
# The pieces a pattern is read in: a word, a class of characters, how often the piece before it stands.
PIECE = re.compile(r"[a-z]+|\[[^\]]*\]|\{[\d,]+\}")
LETTERS = re.compile(r"\[[^\]]*[a-z]")
LETTERS_BEFORE = re.compile(r"\[[^\]]*[a-z][^\]]*\](?:\{[\d,]+\})?$")
FIGURE = re.compile(r"\\d|\d|\[[\d-]+\]")


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One rule: a pattern, what it means as data, and when it holds.

    `tags` maps a slot to the part-of-speech tags its words must have; `capital` lists slots whose
    words must begin with a capital letter, so that "may" is no month. `hangs` are the tags of the
    word right before that the match must hang on in the parse: "flights | a week". `tense` are
    the directions the clause may have: "he soon left" is not to come. `after` is what stands
    right before the match and fills slots of it: "June 24 and | 25". `adverb` asks for an adverb
    before its verb: "he hoped that | one day | he would return".
    """

    id: str
    pattern: re.Pattern[str]
    type: str
    means: dict[str, Any]
    mod: str | None
    quant: str | None
    freq: str | None
    tags: dict[str, re.Pattern[str]]
    capital: tuple[str, ...]
    hangs: re.Pattern[str] | None
    tense: re.Pattern[str] | None
    after: re.Pattern[str] | None
    adverb: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules, the words they are made of, and the rules each key word calls for."""

    rules: tuple[TimeRule, ...]
    vocabulary: frozenset[str]
    by_key: dict[str, tuple[int, ...]]


@cache
def grammar() -> Grammar:
    """The rules of times.yml, checked. Raises BadRule for one that cannot be used."""
    rules: list[TimeRule] = []
    vocabulary: set[str] = set()
    by_key: dict[str, list[int]] = {}
    for number, rule in enumerate(read_rules(FILE, slots=slots(), fields=FIELDS)):
        rules.append(_checked(rule.id, rule.pattern, rule.fields))
        source = rule.pattern.pattern
        vocabulary |= _words_in(source)
        for key in _keys(rule.id, source):
            by_key.setdefault(key, []).append(number)
    return Grammar(
        tuple(rules), frozenset(vocabulary), {key: tuple(found) for key, found in by_key.items()}
    )


def _checked(rule_id: str, pattern: re.Pattern[str], fields: dict[str, Any]) -> TimeRule:
    means = fields.get("means")
    if not isinstance(means, dict) or len(KINDS & means.keys()) == 0:
        raise BadRule(FILE, rule_id, f"has no meaning; give `means` one of {sorted(KINDS)}")
    kind = fields.get("type")
    if "nothing" not in means and kind not in TYPES:
        raise BadRule(FILE, rule_id, f"has type {kind!r}, not one of {sorted(TYPES)}")
    return TimeRule(
        id=rule_id,
        # a match ends where a word ends: "June 2" is not in "June 20"
        pattern=re.compile(f"(?:{pattern.pattern})(?![^\\W_])"),
        type=kind or "",
        means=means,
        mod=fields.get("mod"),
        quant=fields.get("quant"),
        freq=fields.get("freq"),
        tags={slot: re.compile(tags) for slot, tags in (fields.get("tags") or {}).items()},
        capital=tuple(fields.get("capital") or ()),
        hangs=re.compile(fields["hangs"]) if fields.get("hangs") else None,
        tense=re.compile(fields["tense"]) if fields.get("tense") else None,
        after=_before_it(rule_id, fields["after"]) if fields.get("after") else None,
        adverb=fields.get("adverb") is True,
    )


def _before_it(rule_id: str, pattern: str) -> re.Pattern[str]:
    """A pattern for the end of a text, its slots filled."""

    def group(match: re.Match[str]) -> str:
        words = slots().get(match[1])
        if words is None:
            raise BadRule(FILE, rule_id, f"names a slot {{{match[1]}}} that no word list fills")
        inside = words.pattern if isinstance(words, re.Pattern) else any_of(words)
        return f"(?P<{match[1]}>{inside})"

    return re.compile(f"(?<![^\\W_])(?:{re.sub(r'{([a-z_]+)}', group, pattern)})$")


def keys_of(word: str) -> tuple[str, ...]:
    """What a word of the text is looked up as: itself, or for figures their kind."""
    if not word[0].isdigit():
        return (word,)
    return (ANY_FIGURE, FOUR_FIGURES) if len(word) == 4 else (ANY_FIGURE,)


def _words_in(source: str) -> set[str]:
    """The words and kinds of figures a piece of a pattern can match."""
    plain = re.sub(r"\(\?P<\w+>|\(\?[:=!<]+", "(", source)
    words = set(re.findall(r"[a-z]+", re.sub(r"\\[a-zA-Z]", " ", plain)))
    if re.search(r"\\d|[0-9]", re.sub(r"\{\d[\d,]*\}", "", plain)):
        words.add(ANY_FIGURE)
    return words


def _keys(rule_id: str, source: str) -> set[str]:
    """Words of which a match must hold at least one, the rarest such set that the pattern gives."""
    words = _rarest(source)
    if not words - COMMON:
        raise BadRule(FILE, rule_id, "has no word that must be there; it would be tried everywhere")
    return words


def _rarest(source: str) -> set[str]:
    """Of every alternative of a pattern the rarest part, together; none when one has no word or figure."""
    choices = [set[str]()]
    for part in _parts(source):
        if part == "|":
            choices.append(set())
            continue
        words = _words_of_part(part)
        if words and _is_rarer(words, choices[-1]):
            choices[-1] = words
    return set().union(*choices) if all(choices) else set()


def _words_of_part(part: str) -> set[str]:
    if part.startswith("(?P<year>"):
        return {FOUR_FIGURES}
    if part.startswith("("):
        return _rarest(re.sub(r"^\((?:\?P<\w+>|\?:)?", "", part)[:-1]) or _words_in(part)
    return {part} if part.isalpha() else {ANY_FIGURE} if FIGURE.fullmatch(part) else set()


def _is_rarer(words: set[str], others: set[str]) -> bool:
    """Whether looking up by these words tries a rule less often: figures are the most common."""

    def commonness(words: set[str]) -> tuple[bool, bool, bool, int]:
        return words <= COMMON, ANY_FIGURE in words, bool(words & COMMON), len(words)

    return not others or commonness(words) < commonness(others)


def _parts(source: str) -> Iterator[str]:
    """The whole words, figures, groups and top-level bars of a pattern, without what may be absent."""
    at = 0
    while at < len(source):
        if source[at] == "(":
            end = _closing(source, at) + 1
        elif found := PIECE.match(source, at):
            end = found.end()
        else:
            end = at + (2 if source[at] == "\\" else 1)
        part, after = source[at:end], source[end : end + 1]
        # letters beside a class of letters are part of a longer word: "[a-z]{3,5}teen"
        beside = LETTERS_BEFORE.search(source, 0, at) or LETTERS.match(source, end)
        is_partial = part.isalpha() and beside is not None
        if (
            after not in ("?", "*")
            and not is_partial
            and not part.startswith(("(?=", "(?!", "(?<"))
        ):
            yield part
        at = end


def _closing(source: str, at: int) -> int:
    """Where the group that opens at `at` closes; escapes and character classes are passed over."""
    depth, inside = 0, False
    while at < len(source):
        char = source[at]
        if char == "\\":
            at += 1
        elif char == "]":
            inside = False
        elif char == "[":
            inside = True
        elif not inside and char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
    return at - 1
