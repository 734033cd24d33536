"""Times that are counted from a happening, read off the parse: "one day after Haftar", "the day before the vote".

Says what each dates, what it is counted from and how far; when that was, only offsets.py may know. A length
of time ("for two days after the vote") has the same words and dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.events.bounds import Timed
from dateline.events.triggers import Trigger
from dateline.times.counting import Count
from dateline.times.lengths import CODES

SIDES = {"after": 1, "following": 1, "before": -1, "prior": -1}
LENGTH = re.compile(r"PT?([\d.]+|X)([A-Z]+)")
# Before such a word, or as what such a verb takes, the same words say how long, or how often.
HOW_LONG = {"for", "every", "each", "within", "until", "till", "by", "over", "throughout", "since"}
LASTING = {"last", "take", "spend", "wait", "go", "continue"}
FINER_THAN_DAYS = {"hour", "minute", "second"}
CLAUSES = {"advcl", "acl", "relcl"}
LONGEST_WORDS = 8  # words that a reason repeats of what a time is counted from


@dataclass(frozen=True, slots=True)
class Offset:
    """A time counted from a happening, and the parse of what it is counted from.

    `timed` hangs from what the time dates, and reaches to the end of the whole phrase. A length of time
    has no `count`: it dates nothing.
    """

    timed: Timed
    count: Count | None
    words: str  # "one day after"
    back: str  # "one day before": how what it is counted from lies to what it dates
    head: Token
    inside: frozenset[int]
    beside: Timed | None  # the date right before it: "on June 26th, one day after Haftar"

    @property
    def counted_from(self) -> str:
        """The words it is counted from, as they stand, or the first of them."""
        tokens = self.head.doc[min(self.inside) : max(self.inside) + 1]
        return tokens.text if len(tokens) <= LONGEST_WORDS else f"{tokens[:LONGEST_WORDS].text} …"


def find_offsets(times: list[Timed]) -> list[Offset]:
    """The offsets among the times of a sentence, in its order."""
    # "on Monday, the day after he left" is dated by Monday, and still tells when he left
    found = [
        _offset(timed, times)
        for timed in times
        if timed.time.anchor == "event" or timed.time.rule == "span-of-event"
    ]
    return [offset for offset in found if offset is not None]


def seen_from(
    trigger: Trigger, offsets: Iterable[Offset], times: list[Timed], others: set[int]
) -> tuple[list[Timed], set[int]]:
    """The times, and the other triggers, on a trigger's side of what is counted from.

    In "a day after he met Putin on Monday, he left", Monday dates the meeting and never the leaving.
    """
    for offset in offsets:
        here = trigger.token.i in offset.inside
        times = [timed for timed in times if (timed.root.i in offset.inside) == here]
        others = {index for index in others if (index in offset.inside) == here}
    return times, others


def _offset(timed: Timed, times: list[Timed]) -> Offset | None:
    doc, last = timed.root.doc, max(timed.tokens)
    preposition = doc[last + 1] if last + 1 < len(doc) else None
    if preposition is None or preposition.lower_ not in SIDES:
        return None
    head = _counted_from(preposition)
    if head is None:
        return None
    side, first = SIDES[preposition.lower_], _first_after(preposition)
    inside = frozenset(token.i for token in head.subtree if token.i >= first)
    beside = _date_before(timed, times)
    root = beside.root if beside is not None else _root(timed, preposition, head)
    count = None if _says_how_long(timed) else _count_of(timed, side)
    text = timed.time.text[0].lower() + timed.time.text[1:]
    words = "prior to" if preposition.lower_ == "prior" else preposition.lower_
    return Offset(
        timed=Timed(timed.time, root or timed.root, timed.tokens | {preposition.i} | inside),
        count=count if root is not None else None,
        words=f"{text} {words}",
        back=f"{text} {'before' if side > 0 else 'after'}",
        head=head,
        inside=inside,
        beside=beside,
    )


def _count_of(timed: Timed, side: int) -> Count | None:
    """How far; hours are only some time when all that can be known are days."""
    time = timed.time
    if time.type == "DATE":  # "the day before the vote"
        return Count(side, "1", time.granularity, time.mod)
    length = LENGTH.fullmatch(time.value)
    if length is None or time.granularity not in CODES:
        return None
    number, factor = length[1], CODES[time.granularity][1]
    if time.granularity in FINER_THAN_DAYS:
        return Count(side, "X", time.granularity, None)
    if number.isdigit() and factor > 1:  # a fortnight is P2W, a decade P10Y
        number = str(int(number) // factor)
    return Count(side, number, time.granularity, time.mod)


def _counted_from(preposition: Token) -> Token | None:
    """The head of what stands after "after": a noun, a participle or the verb of a clause."""
    if preposition.dep_ == "mark":
        verb = (
            preposition.head
        )  # a main verb marked so is a misparse: it is not what is counted from
        return verb if verb.i > preposition.i and verb.dep_ in CLAUSES else None
    far = list(preposition.rights)
    if preposition.lower_ == "prior":
        far = [token for to in far if to.lower_ == "to" for token in to.rights]
    found = next((token for token in far if token.dep_ in {"pobj", "pcomp", "dobj"}), None)
    return _clause_begun_by(preposition, found) or found


def _clause_begun_by(preposition: Token, noun: Token | None) -> Token | None:
    """The verb that the noun is the subject of, where the parser hangs "after an uprising" from "began"."""
    verb = preposition.head
    if noun is None or verb.dep_ not in CLAUSES or verb.i < noun.i:
        return None
    return None if any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children) else verb


def _first_after(preposition: Token) -> int:
    return int(preposition.i) + (2 if preposition.lower_ == "prior" else 1)


def _says_how_long(timed: Timed) -> bool:
    first = min(timed.tokens)
    before = timed.root.doc[first - 1] if first > timed.root.sent.start else None
    return before is not None and (before.lower_ in HOW_LONG or before.lemma_ in LASTING)


def _date_before(timed: Timed, times: list[Timed]) -> Timed | None:
    """The date that an offset stands right behind, with no more than a comma or a dash between."""
    first = min(timed.tokens)
    for other in times:
        last = max(other.tokens)
        between = timed.root.doc[last + 1 : first]
        if last < first and len(between) <= 2 and all(token.is_punct for token in between):
            return other if other.time.anchor != "event" else None
    return None


def _root(timed: Timed, preposition: Token, head: Token) -> Token | None:
    """The token from which the parse leads up to what an offset dates; None when it leads astray.

    The small parser hangs "a day" of "a day after rebels killed him" from the wrong verb: there it is
    the clause's.
    """
    if head == preposition.head:
        return head
    astray = timed.root.dep_ == "appos" and timed.root.head.pos_ == "PROPN"
    return None if astray else timed.root
