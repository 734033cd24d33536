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
from dateline.times.direction import direction_at
from dateline.times.grammar import WORD, Grammar, TimeRule, grammar, keys_of
from dateline.times.lexicon import AGAIN, closing_year, value_of

# What may stand between two words of one expression; the longest is the ", " of "June 26, 2016".
JOINT = re.compile(r"[ \-–.,:/'’]{0,3}")
BEFORE = 30  # characters looked at before a match; the longest "September 24 through " has 21
# A sum, as stands right before "a year earlier" when a company's results are compared.
SUM = re.compile(r"[$£€¥]\d|\d%|\d (?:cents|percent|million|billion)\b|(?:from|than) (?=an? )")
# Tags of a word that goes on with the clause: "the day before in Sirte" is counted from nothing named there.
GOES_ON = frozenset(["IN", "CC", "RB", "VBD", "VBZ", "VBP", "MD", "TO", "-RRB-"])
# Slots whose words are short for those of another: "Sat 28 Jan", "Q3 2016".
SHORT = {"short_weekday": "weekday", "short_quarter": "order", "short_half": "half"}
# What an expression may stand right behind: "2015/|16", "July-|September".
LAST_WORD = re.compile(r"[a-z]+$")
MONTHS = frozenset(month.lower() for month in calendar.MONTHS)
AFTER_YEAR = re.compile(r"(?:^|[^\d/])(?:1[1-9]|20)\d\d/")
NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "LAW"})


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


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph in lower case with single spaces, and where each character stood in it."""

    source: str  # the paragraph as it is
    text: str
    offsets: list[int] | None

    def at(self, offset: int) -> int:
        """The offset in the paragraph as it was."""
        return self.offsets[offset] if self.offsets is not None else offset


def find(doc: Doc, cuts: Iterable[int], text: str | None = None) -> list[Found]:
    """The time expressions of a parsed paragraph, in order; none crosses an offset in `cuts`."""
    found_here = candidates(doc, cuts, text)
    # the longest match, then the earliest, then what says more (no time, a rate), then the id: never the order
    found_here.sort(key=_rank)
    taken: dict[int, Found] = {}
    ends: set[int] = set()
    for start, length, found in found_here:
        if not ends.intersection(range(start, start + length)):
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


def plain_of(text: str) -> Plain:
    """The text as patterns see it: lower case, plain quotes, every run of white space one space."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters, such as İ, have two in lower case
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if not re.search(r"\s\s|[^\S ]", lower):
        return Plain(text, lower, None)
    kept = [
        at for at, char in enumerate(lower) if not (char.isspace() and lower[at - 1 : at].isspace())
    ]
    squeezed = "".join(" " if lower[at].isspace() else lower[at] for at in kept)
    return Plain(text, squeezed, [*kept, len(text)])


def _regions(plain: Plain, rules: Grammar, cuts: list[int]) -> Iterator[list[re.Match[str]]]:
    """Runs of words that rules are made of, cut where sentences end."""
    run: list[re.Match[str]] = []
    waiting = iter([*cuts, len(plain.text) + 1_000_000])
    cut, last = next(waiting), 0
    for word in WORD.finditer(plain.text):
        start = word.start()
        while plain.at(start) >= cut:
            if run and run[-1].end() <= start:
                yield run
                run = []
            cut = next(waiting)
        if word[0] not in rules.vocabulary and not word[0][0].isdigit():
            if run:
                yield run
                run = []
        else:
            if run and not JOINT.fullmatch(plain.text, last, start):
                yield run
                run = []
            run.append(word)
        last = word.end()
    if run:
        yield run


def _candidates(
    doc: Doc, plain: Plain, rules: Grammar, words: list[re.Match[str]]
) -> Iterator[tuple[int, int, Found]]:
    """Every match of every rule that the region's words call for."""
    tried = {
        number for word in words for key in keys_of(word[0]) for number in rules.by_key.get(key, ())
    }
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
            if match and _holds(doc, plain, rule, match):
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
        if before is None or _counts(token_at(doc, plain.at(match.start()))):
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
        slots["event"] = _what_follows(plain.source, plain.at(end - 1) + 1)
    return Found(plain.at(start), plain.at(end - 1) + 1, rule, slots)


def _counts(token: Token) -> bool:
    """Whether a number counts what follows it: "June 24 and 25 people"."""
    return token.dep_ == "nummod" and token.head.i > token.i


def _stands_alone(doc: Doc, end: int) -> bool:
    """Whether no noun follows, as in "on the 12th floor"."""
    after = token_at(doc, end - 1).i + 1
    return after >= len(doc) or doc[after].tag_[:2] not in ("NN", "JJ", "CD")


def _has_own_clause(first: Token, last: Token) -> bool:
    """Whether "at the time Howes was captured, all was calm" says itself which time it means."""
    doc, sentence = last.doc, first.sent
    if first.i - sentence.start > 1 or last.i + 1 >= sentence.end:
        return False
    return not doc[last.i + 1].is_punct and any(
        word.text == "," for word in doc[last.i : sentence.end]
    )


def _is_counted_from(doc: Doc, plain: Plain, end: int) -> bool:
    """Whether the words after "two days after" name what is counted from: a noun or a clause."""
    at = plain.at(end - 1) + 1
    if not _what_follows(plain.source, at):
        return False
    return token_at(doc, at + 1).tag_ not in GOES_ON


def _what_follows(text: str, at: int) -> str:
    """What an expression is counted from, such as "after Haftar", cut at the clause."""
    words = re.split(r"[,.;:()\n]", text[at : at + 60].strip(), maxsplit=1)[0]
    return words if len(words) < 50 else words.rpartition(" ")[0] + " …"


def _holds(doc: Doc, plain: Plain, rule: TimeRule, match: re.Match[str]) -> bool:
    """Whether the capitals and parts of speech the rule asks for are there."""
    # "two days after the vote" counts from the vote, "two days after" from a date told before
    counts = rule.means.keys() & {"event", "ended"}
    if counts and _is_counted_from(doc, plain, match.end()) != ("event" in counts):
        return False
    if "alone" in rule.means and not _stands_alone(doc, plain.at(match.end() - 1) + 1):
        return False
    for slot in rule.capital:
        at = match.start(slot)
        if at >= 0 and not plain.source[plain.at(at)].isupper():
            return False
    for slot, tags in rule.tags.items():
        at = match.end(slot) - 1
        if at >= 0 and not tags.match(token_at(doc, plain.at(at)).tag_):
            return False
    start, end = plain.at(match.start()), plain.at(match.end() - 1) + 1
    if rule.hangs is not None and not _hangs(doc, start, end, rule.hangs):
        return False
    last = token_at(doc, end - 1)
    if rule.adverb and not (last.dep_ == "npadvmod" and last.head.i > last.i):
        return False
    if rule.means.get("same") == "any" and _has_own_clause(token_at(doc, start), last):
        return False
    if rule.tense is not None:
        first = token_at(doc, start)
        direction, _ = direction_at(doc, first, None, tagged=bool(first.tag_))
        if not rule.tense.match(direction):
            return False
    return not _in_a_name(doc, start, end)


def _hangs(doc: Doc, start: int, end: int, tags: re.Pattern[str]) -> bool:
    """Whether the words hang on the one right before them, and that has one of these tags."""
    first, last = token_at(doc, start), token_at(doc, end - 1)
    above = last.head
    return above.i < first.i <= above.i + 2 and tags.match(above.tag_) is not None


def _in_a_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are part of a longer name, as Sunday is in the Sunday Times."""
    first = token_at(doc, start)
    if first.ent_type_ not in NAMES:
        return False
    last = token_at(doc, end - 1)
    after = last.i + 1
    return first.ent_iob_ == "I" or (after < len(doc) and doc[after].ent_iob_ == "I")


def token_at(doc: Doc, offset: int) -> Token:
    """The token that holds this character."""
    low, high = 0, len(doc) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if doc[middle].idx <= offset:
            low = middle
        else:
            high = middle - 1
    return doc[low]
