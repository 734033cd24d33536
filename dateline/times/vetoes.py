"""Words that look like a time and are none: "Theresa May", "the Sunday Telegraph", "1945 Elm Street".

The words that show it are in rules/time_vetoes.csv. What one match alone cannot show, that an article
writes of a person called May, is worked out once an article by `people_in`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache
from typing import Literal

from spacy.tokens import Span, Token

from dateline.language import Passage
from dateline.rules import read_words
from dateline.times.figures import is_count, is_played, neighbour
from dateline.times.grammar import TimeRule
from dateline.times.lexicon import cue_words

MONTHS = frozenset({"month", "month_name", "month_verb"})
DAYS = frozenset({"weekday", "weekdays", "holiday"}) | MONTHS
# Slots beside a month that leave no doubt: "Theresa May" is rarely followed by a day or year of hers.
SURE = frozenset({"day", "year", "short_year"})
RELATIVE = frozenset({"relative-day", "tonight", "this-day-part", "which-span"})
# The longer spans stand in capitals where no title is meant: "Last Year".
UNTITLED = frozenset({"month", "quarter", "year", "decade", "century"})
Kind = Literal["year", "month", "day", "relative", "quarter"]
PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
NOUNS = frozenset({"NN", "NNS"})
PROPER = frozenset({"NNP", "NNPS"})
PARTS = frozenset({"night", "morning", "evening"})
JOINS = frozenset({"and", "to", "or", "through", "until", "till", "-", "–"})
WORD = re.compile(r"\w+")
# A month that is a name too, behind another word.
NAMED = re.compile(r"(?<=[\w.]) (January|March|April|May|June|August)\b")


@cache
def _titles() -> frozenset[str]:
    """Titles before a surname: of "Prime Minister" the last word, without a full stop."""
    return frozenset(
        row["title"].split()[-1].rstrip(".")
        for row in read_words("titles.csv", "title", "kind")
        if row["kind"] != "portfolio"
    )


@cache
def _phrases() -> dict[str, tuple[tuple[str, int], ...]]:
    """The phrases by each of their words, with where the word stands in them."""
    table: dict[str, list[tuple[str, int]]] = {}
    for phrase in sorted(cue_words("phrase")):
        for word in WORD.finditer(phrase):
            table.setdefault(word[0], []).append((phrase, word.start()))
    return {word: tuple(found) for word, found in table.items()}


def people_in(passages: Iterable[Passage]) -> frozenset[str]:
    """The months that this article also uses as the name of a person, in lower case."""
    return frozenset(
        name[1].lower()
        for passage in passages
        for name in NAMED.finditer(passage.plain)
        if (month := passage.doc.char_span(*name.span(1))) and _follows_a_name(month[0])
    )


def kind_of(rule: TimeRule, slots: Set[str]) -> Kind | None:
    """What a match of a rule, with these slots filled, might be taken for; None when it is sure."""
    if rule.id == "year":
        return None if "part" in slots else "year"
    if "nothing" in rule.means:
        return None
    if slots & DAYS:
        return "month" if slots & MONTHS and not slots & SURE else "day"
    if rule.id in RELATIVE:
        return "relative"
    return "quarter" if rule.id == "quarter" else None


def is_vetoed(kind: Kind, words: Span, people: frozenset[str]) -> bool:
    """Whether words that may be of this kind are something else than a time."""
    first, last = words[0], words[-1]
    match kind:
        case "year":
            return is_count(first, last)
        case "month":
            return _is_person(first, last, people) or _heads_a_name(first, last)
        case "day":
            return _heads_a_name(first, last)
        case "relative":
            return _is_title(first, last)
        case "quarter":
            return is_played(words)


def is_plain(kind: Kind, text: str, start: int, end: int) -> bool:
    """Whether capitals alone show that words of this kind are part of no name: most are not."""
    if kind == "day":
        return not text[end + 1 : end + 2].isupper()
    return kind == "relative" and text[start:end].islower()


def in_a_phrase(text: str, start: int, end: int) -> bool:
    """Whether a phrase of the list lies over some words of a text."""
    phrases = _phrases()
    for word in WORD.finditer(text, start, end):
        for phrase, at in phrases.get(word[0], ()):
            begin = word.start() - at
            if begin >= 0 and text.startswith(phrase, begin):
                return True
    return False


# ---------------------------------------------------------------- people


def _is_person(first: Token, last: Token, people: frozenset[str]) -> bool:
    """Whether a month without a day or year is somebody's name."""
    if first.lower_ not in cue_words("name"):
        return _is_titled(first)
    if first.i != last.i:  # "met Theresa May last year"
        return _follows_a_name(first)
    before, after = neighbour(first, -1), neighbour(last, 1)
    if _follows_a_name(first) or _is_first_name(before, first, after):
        return True
    if before is not None and before.text == "," and before.i:
        before = before.nbor(-1)
    if before is not None and before.lower_ in cue_words("kin"):
        return True
    owned = after.nbor(1) if after is not None and _owns(after) else after
    if owned is not None and owned.lower_ in cue_words("of-person"):
        return True
    if first.lower_ not in people:
        return False
    return not _is_dated(first, after)


def _follows_a_name(month: Token) -> bool:
    """Whether a title or a name stands right before: "Mr May", "Theresa May", not "Libya May"."""
    before = neighbour(month, -1)
    if before is None or month.tag_ == "MD" or before.lower_ in cue_words("when"):
        return False
    if _is_titled(month):
        return True
    return (
        before.tag_ in PROPER
        and before.text[0].isupper()
        and not before.text.isupper()
        and before.ent_type_ not in PLACES
        and before.ent_type_ != "ORG"
        and not _is_of_the_calendar(before)
        and not (month.dep_ == "compound" and month.head.tag_ in NOUNS)
    )


def _is_titled(month: Token) -> bool:
    before = neighbour(month, -1)
    return before is not None and before.text.rstrip(".") in _titles()


def _is_first_name(before: Token | None, month: Token, after: Token | None) -> bool:
    """Whether a surname follows: "January Jones", but not "in April Jones" or "the March Fed meeting"."""
    if after is None or after.tag_ not in PROPER or after.ent_type_ in PLACES:
        return False
    if before is not None and before.tag_ in ("IN", "TO", "DT", "JJ", "CD", "PRP$", "POS"):
        return False
    return month.dep_ == "compound" and month.head.tag_ in PROPER and not after.text.isupper()


def _is_dated(month: Token, after: Token | None) -> bool:
    """Whether a month that is also a person of the article has what only a month has."""
    doc, before = month.doc, neighbour(month, -1)
    if before is None:
        return False
    others = doc[max(month.i - 4, 0) : month.i], doc[month.i + 1 : month.i + 5]
    if before.lower_ in JOINS and any(map(_is_of_the_calendar, others[0])):
        return True
    if before.lower_ in ("from", "between"):
        return any(map(_is_of_the_calendar, others[1]))
    if before.lower_ in cue_words("when"):
        above = doc[before.i - 1] if before.i else before
        by_whom = before.lower_ == "by" and above.tag_ == "VBN"
        return not by_whom and above.lower_ not in cue_words("leans")
    return after is not None and after.lower_ in cue_words("dated")


# ---------------------------------------------------------------- names of papers, shows, events


def _heads_a_name(first: Token, last: Token) -> bool:
    """Whether a head word makes a name of the day before it: "the Sunday Telegraph"."""
    before, after = neighbour(first, -1), neighbour(last, 1)
    if after is None or not after.text[0].isupper():
        return False
    if {first.lower_, before.lower_ if before is not None else ""} & cue_words("kept"):
        return False
    return after.text in cue_words("head") or _is_part_of_title(before, last, after)


def _is_part_of_title(before: Token | None, last: Token, after: Token) -> bool:
    """Whether capitals show a title nobody listed: "Friday Night Magic", "the Sunday Business Post"."""
    night = last if last.lower_ in PARTS else after
    if night.lower_ in PARTS and night.text[0].isupper():
        name = after if night is last else neighbour(after, 1)
        return name is not None and name.tag_ in PROPER and not _is_headline(last)
    if before is None or before.tag_ != "DT" or last.dep_ != "compound":
        return False
    if last.lower_ not in _calendar_words("weekday") or last.head.tag_ not in PROPER:
        return False
    if after.text.isupper() or after.ent_type_ in PLACES | {"PERSON"}:
        return False
    behind = next(
        (word for word in last.doc[after.i : after.i + 5] if word.tag_ not in PROPER), None
    )
    # "the Friday White House meeting" is a meeting of that Friday
    return behind is None or behind.tag_ not in NOUNS or behind.lower_ in cue_words("show")


def _is_title(first: Token, last: Token) -> bool:
    """Whether "Today" or "This Week" is a title by its capitals, in a sentence that is none itself."""
    if not last.text[0].isupper() or last.text.isupper() or _is_headline(first):
        return False
    if last.lower_ in UNTITLED:
        return False
    if first.i != last.i:
        return all(token.text[0].isupper() for token in first.doc[first.i : last.i + 1])
    before, after = neighbour(first, -1), neighbour(first, 1)
    if after is not None and {after.text, after.lower_} & cue_words("show"):
        return True
    if before is None:
        return False
    return before.tag_ in PROPER or _owns(before) or before.lower_ in cue_words("title")


def _is_headline(token: Token) -> bool:
    """Whether all longer words near are capitalised, so that capitals show nothing."""
    near = token.doc[max(token.i - 12, 0) : token.i + 13]
    return not any(
        word.text.islower() and (len(word) > 3 or word.tag_.startswith("VB")) for word in near
    )


# ---------------------------------------------------------------- tokens


def _owns(token: Token) -> bool:
    return token.lower_ == "'s" and token.i + 1 < len(token.doc)


@cache
def _calendar_words(*slots: str) -> frozenset[str]:
    rows = read_words("time_words.csv", "slot", "word", "value")
    return frozenset(row["word"] for row in rows if row["slot"] in slots)


def _is_of_the_calendar(token: Token) -> bool:
    return token.lower_ in _calendar_words("month", "weekday")
