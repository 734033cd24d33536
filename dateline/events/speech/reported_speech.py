"""Whom a verb of saying is said of, and the clause it reports: "the ministry said that …"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.speech.attribution import Source, source_from
from dateline.events.speech.reported_clauses import MARKS, last_said, reported_clauses
from dateline.events.speech.sayers import sayers_of
from dateline.events.status import status_of
from dateline.language import Passage
from dateline.model import Name

LONGEST = 250  # words; the longest of the seeds has 57, and a text without full stops nests them
SHORTEST = 2  # words: one word is no clause, and between marks a label (“terrorists”)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of quoted or reported words with who says them."""

    start: int  # code points into the passage
    end: int
    direct: bool
    verb: Token | None
    source: Source | None
    rule: str


def speaker_of(verb: Token, passage: Passage, named: Mapping[int, Name]) -> Source | None:
    """Whom a verb of saying is said of, the one who spoke the words themselves; None when nobody is named."""
    levels, _ = sayers_of(verb)
    return source_from(levels[-1][0], passage, named) if levels else None


def reported_in(
    passage: Passage, direct: list[Words], named: Mapping[int, Name]
) -> Iterator[Words]:
    """The reported clauses of a passage, but for those that are quoted word for word."""
    starts = [words.start for words in direct]
    for token in passage.doc:
        if token.pos_ != "VERB" or token.lemma_ not in lexicon.say_verbs():
            continue
        clauses = [c for c in reported_clauses(token) if c.dep_ not in {"dep", "xcomp"}]
        tokens = _words(clauses[0], token) if clauses else []
        place = bisect_right(starts, clauses[0].idx) if clauses else 0
        quoted = place > 0 and clauses[0].idx < direct[place - 1].end
        # "only time will tell" and "declined to say whether" report nothing
        if len(tokens) < SHORTEST or quoted or status_of(token)[0] not in {"asserted", "alleged"}:
            continue
        source = speaker_of(token, passage, named)
        if source is not None:
            end = tokens[-1].idx + len(tokens[-1])
            yield Words(tokens[0].idx, end, False, token, source, "reported-speech")


def _words(clause: Token, verb: Token) -> list[Token]:
    """A clause's tokens without "that" and marks at its ends, on one side of its verb; none if too long."""
    first = clause.left_edge.i if clause.i < verb.i else max(clause.left_edge.i, verb.i + 1)
    last = last_said(clause, verb, [head for level in sayers_of(verb)[0] for head in level])
    if last - first > LONGEST:
        return []
    tokens = list(verb.doc[first : last + 1])
    while tokens and (tokens[0].dep_ == "mark" or tokens[0].is_punct or tokens[0].is_space):
        tokens.pop(0)
    marks = sum(token.text in MARKS for token in tokens)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space) and tokens[-1].text != ")":
        if tokens[-1].text in MARKS and marks % 2 == 0:  # it closes what the clause opens
            break
        marks -= tokens.pop().text in MARKS
    if tokens and marks % 2:  # “in principle legitimate.” has its closing mark outside the clause
        end = tokens[-1].i + 1
        tokens += [token for token in verb.doc[end : end + 2] if token.text in MARKS]
    return tokens
