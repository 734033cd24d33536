"""Where a paragraph names times: rules tried where their words stand, the longest match first.

Matching is on the words alone; what they mean on the calendar is left to resolve.py. A region is a
run of words that rules are made of, so ordinary prose costs one look-up a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.times import calendar
from dateline.times.conditions import holds, only_looks_so, what_follows
from dateline.times.grammar import WORD, Grammar, TimeRule, grammar, keys_of
from dateline.times.lexicon import AGAIN, closing_year, value_of
from dateline.times.plain import Plain, plain_of, token_at

# What may stand between two words of one expression; the longest is the ", " of "June 26, 2016".
JOINT = re.compile(r"[ \-–.,:/'’]{0,3}")
BEFORE = 30  # characters looked at before a match; the longest "September 24 through " has 21
# A sum, as stands right before "a year earlier" when a company's results are compared.
SUM = re.compile(r"[$£€¥]\d|\d%|\d (?:cents|percent|million|billion)\b|(?:from|than) (?=an? )")
# Slots whose words are short for those of another: "Sat 28 Jan", "Q3 2016".
SHORT = {"short_weekday": "weekday", "short_quarter": "order", "short_half": "half"}
# What an expression may stand right behind: "2015/|16", "July-|September".
LAST_WORD = re.compile(r"[a-z]+$")
MONTHS = frozenset(month.lower() for month in calendar.MONTHS)
AFTER_YEAR = re.compile(r"(?:^|[^\d/])(?:1[1-9]|20)\d\d/")


@dataclass(frozen=True, slots=True)
class Found:
    """Words that name a time, the rule that says so, and the value of each of its slots.

    `day` is the day a clock is of, when that follows: "8pm on 3 May".
    """

    start: int
    end: int
    rule: TimeRule
    slots: dict[str, str]
    day: Found | None = None


def slot_of(found: Found, name: object, default: str = "0") -> str:
    """A number written in the rule, or the value of the slot it names."""
    return str(name) if isinstance(name, int) else found.slots.get(str(name), default)


def find(
    doc: Doc,
    cuts: Iterable[int],
    text: str | None = None,
    people: frozenset[str] = frozenset(),
) -> list[Found]:
    """The time expressions of a parsed paragraph, in order; none crosses an offset in `cuts`.

    `people` are the months that the article also uses as names.
    """
    text = doc.text if text is None else text
    found_here = candidates(doc, cuts, text)
    # the longest match, then the earliest, then what says more (no time, a rate), then the id: never the order
    found_here.sort(key=_rank)
    taken: dict[int, Found] = {}
    ends: set[int] = set()
    for start, length, found in found_here:
        if not ends.intersection(range(start, start + length)) and not only_looks_so(
            doc, text, (found.start, found.end), found.rule, found.slots, people
        ):
            ends.update(range(start, start + length))
            taken[start] = found
    return [taken[start] for start in sorted(taken) if "nothing" not in taken[start].rule.means]


def _rank(candidate: tuple[int, int, Found]) -> tuple[int, int, bool, str]:
    start, length, found = candidate
    common = "nothing" not in found.rule.means and found.rule.hangs is None
    return -length, start, common, found.rule.id


def candidates(
    doc: Doc, cuts: Iterable[int] = (), text: str | None = None
) -> list[tuple[int, int, Found]]:
    """Every match of every rule: where it starts, how long it is, what was found."""
    # the text is given where it is at hand: spaCy joins doc.text anew at every use
    rules, plain = grammar(), plain_of(doc.text if text is None else text)
    return [
        candidate
        for words in _regions(plain, rules, sorted(cuts))
        for candidate in _candidates(doc, plain, rules, words)
    ]


def _regions(plain: Plain, rules: Grammar, cuts: list[int]) -> Iterator[list[re.Match[str]]]:
    """Runs of words that rules are made of, cut where sentences end."""
    run: list[re.Match[str]] = []
    waiting = iter([*cuts, len(plain.source) + 1])
    cut, last, vocabulary, offsets = next(waiting), 0, rules.vocabulary, plain.offsets
    for word in WORD.finditer(plain.text):
        written = word[0]
        if written not in vocabulary and not written[0].isdigit():
            if run:
                yield run
                run = []
            continue
        start = word.start()
        at = start if offsets is None else offsets[start]
        if run and (at >= cut or not JOINT.fullmatch(plain.text, last, start)):
            yield run
            run = []
        while at >= cut:
            cut = next(waiting)
        run.append(word)
        last = word.end()
    if run:
        yield run


def _candidates(
    doc: Doc, plain: Plain, rules: Grammar, words: list[re.Match[str]]
) -> Iterator[tuple[int, int, Found]]:
    """Every match of every rule that the region's words call for."""
    by_key = rules.by_key
    tried: set[int] = set()
    for word in words:
        for key in keys_of(word[0]):
            tried.update(by_key.get(key, ()))
    if not tried:
        return
    text, end = plain.text, words[-1].end()
    # "a.m." and "Sept." end with a full stop that is no word
    end += text[end : end + 1] == "."
    for word in words:
        start = word.start()
        if start and (text[start - 1] in "'’" and word[0][0].isdigit()):
            start -= 1
        if not _may_begin(text, start):
            continue
        for number in tried:
            rule = rules.rules[number]
            match = rule.pattern.match(text, start, end)
            if match and holds(doc, plain, rule, match):
                found = _found(doc, plain, rule, match)
                if found is not None:
                    yield start, match.end() - start, found


def _may_begin(text: str, start: int) -> bool:
    """Whether an expression may begin here: not inside a word, a sum or a number."""
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalnum() or before in "$€£¥#@_&":
        return False
    if before in ".,:/" and start > 1 and text[start - 2].isdigit():
        return before == "/" and AFTER_YEAR.fullmatch(text, max(start - 6, 0), start) is not None
    if before in "-–" and start > 1 and text[start - 2].isalpha() and not text[start].isdigit():
        word = LAST_WORD.search(text, max(start - 11, 0), start - 1)
        return word is not None and word[0] in MONTHS
    return True


def _found(doc: Doc, plain: Plain, rule: TimeRule, match: re.Match[str]) -> Found | None:
    groups = {name: words for name, words in match.groupdict().items() if words}
    if rule.after is not None:
        before = rule.after.search(plain.text[max(match.start() - BEFORE, 0) : match.start()])
        if before is None:
            return None
        # a day of the same month, and not what is counted: "June 24 and 25 people"
        if "month" in before.groupdict() and _counts(token_at(doc, plain.at(match.start()))):
            return None
        groups = before.groupdict() | groups
    extent = next((name for name in ("extent", "extent_b") if name in groups), None)
    start, end = match.span(extent) if extent else match.span()
    slots = {}
    for name, words in groups.items():
        slot = name[:-2] if name.endswith(AGAIN) else name
        if slot != "extent":
            slots[SHORT.get(slot, slot)] = value_of(slot, words)
    if "year_end" in slots:
        year = closing_year(slots["year"], slots["year_end"])
        if year is None:
            return None
        slots["year"] = year
    if "compares" in rule.means and SUM.search(plain.text, max(start - 80, 0), end + 60):
        slots["sum"] = "yes"
    if "event" in rule.means:
        slots["event"] = what_follows(plain.source, plain.at(end - 1) + 1)
    return Found(plain.at(start), plain.at(end - 1) + 1, rule, slots)


def _counts(token: Token) -> bool:
    """Whether a number counts what follows it: "June 24 and 25 people"."""
    return token.dep_ == "nummod" and token.head.i > token.i
