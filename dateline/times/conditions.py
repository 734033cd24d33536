"""What must be true of the words around a match before it is a time: capitals, tags, what follows, no name."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from dateline.times.direction import direction_at
from dateline.times.grammar import TimeRule
from dateline.times.plain import Plain, token_at
from dateline.times.tense import cues
from dateline.times.vetoes import in_a_phrase, is_plain, is_vetoed, kind_of

# Tags of a word that goes on with the clause: "the day before in Sirte" is counted from nothing named there.
GOES_ON = frozenset(["IN", "CC", "RB", "VBD", "VBZ", "VBP", "MD", "TO", "-RRB-"])
NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "LAW"})


def holds(doc: Doc, plain: Plain, rule: TimeRule, match: re.Match[str]) -> bool:
    """Whether the capitals and parts of speech the rule asks for are there."""
    # "two days after the vote" counts from the vote, "two days after" from a date told before
    counts = rule.means.keys() & {"event", "ended"}
    if counts and _is_counted_from(doc, plain, match.end()) != ("event" in counts):
        return False
    if match.groupdict().get("degree") == "over":
        over = token_at(doc, plain.at(match.start("degree")))
        if (
            over.dep_ == "prep"
            and over.head.pos_ == "VERB"
            and over.head.lemma_ not in cues("lasting")
        ):
            return False  # "killed 50 over ten days": during them
    if "alone" in rule.means and not _stands_alone(doc, plain.at(match.end() - 1) + 1):
        return False
    if "holiday" in match.groupdict() and _is_festive(token_at(doc, plain.at(match.end() - 1))):
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


def _is_counted_from(doc: Doc, plain: Plain, end: int) -> bool:
    """Whether the words after "two days after" name what is counted from: a noun or a clause."""
    at = plain.at(end - 1) + 1
    if not what_follows(plain.source, at):
        return False
    return token_at(doc, at + 1).tag_ not in GOES_ON


def what_follows(text: str, at: int) -> str:
    """What an expression is counted from, such as "after Haftar", cut at the clause."""
    words = re.split(r"[,.;:()\n]", text[at : at + 60].strip(), maxsplit=1)[0]
    return words if len(words) < 50 else words.rpartition(" ")[0] + " …"


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


def _is_festive(holiday: Token) -> bool:
    """Whether a holiday only says of what kind a thing is: "an office Christmas party" may be days before."""
    noun = holiday.head
    if holiday.lower_ in ("day", "eve") or noun.lower_ in ("day", "eve", "week", "weekend"):
        return False
    return holiday.dep_ == "compound" and noun.i > holiday.i and noun.tag_ in ("NN", "NNS")


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


def only_looks_so(
    doc: Doc,
    text: str,
    span: tuple[int, int],
    rule: TimeRule,
    slots: dict[str, str],
    people: frozenset[str],
) -> bool:
    """Whether what was found only looks like a time."""
    start, end = span
    kind = kind_of(rule, slots.keys())
    if kind is None:
        return False
    if in_a_phrase(text, start, end):
        return True
    if is_plain(kind, text, start, end):
        return False
    first = last = token_at(doc, start)
    if end > first.idx + len(first):
        last = token_at(doc, end - 1)
    if len(last) > end - start + 2:
        return False  # a token that holds much else is no word, and as long as it likes
    return is_vetoed(kind, doc[first.i : last.i + 1], people)
