"""The clauses a verb of saying reports, and how far they reach."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.speech.cited import is_paper
from dateline.events.speech.sayers import GIVE, quoting
from dateline.events.subjects import is_passive

REPORTED = {"ccomp", "parataxis", "dep"}
MARKS = {'"', "``", "''"}  # as the parser sees quotation marks: “ and ” are typewriter ones
FARTHEST = 25  # words from a verb of saying to "that"; the longest in the seeds has 3
DEEPEST = 5  # words between the two: "said in a report seen by Reuters that" has 4


def reported_clauses(verb: Token) -> list[Token]:
    """The heads of the clauses a verb reports; those who give a paper report what is in it."""
    if verb.lemma_ in GIVE:
        return _that_clause(verb)
    kinds = REPORTED | ({"xcomp"} if is_passive(verb) else set())
    clauses = [
        child for child in verb.children if child.dep_ in kinds and child.pos_ in {"VERB", "AUX"}
    ]
    over = quoting(verb)
    if over is not None and not clauses:  # "…, the agency quoted him as saying"
        clauses = [child for child in over.children if child.dep_ in REPORTED and child.i < over.i]
    return clauses or _that_clause(verb)


def _that_clause(verb: Token) -> list[Token]:
    """The clause at the next "that", where the parser hung it from "in a statement" or "citing sources"."""
    for token in verb.doc[verb.i + 1 : min(verb.i + FARTHEST, verb.sent.end)]:
        clause = token.head
        if token.lower_ == "that" and token.dep_ in {"mark", "dobj"} and clause.i > token.i:
            in_paper = is_paper(clause.head)
            below = any(over == verb for over in islice(clause.ancestors, DEEPEST))
            fits = in_paper or (below and token.dep_ == "mark" and verb.lemma_ not in GIVE)
            told = any(child.dep_ in {"nsubj", "nsubjpass"} for child in clause.children)
            return [clause] if fits and told else []
        if token.pos_ == "VERB" and token.lemma_ in lexicon.say_verbs() and token.dep_ != "acl":
            return []
    return []


def last_said(clause: Token, verb: Token, sayers: list[Token]) -> int:
    """The index of a reported clause's last token: all words before "…, the ministry said" are in it."""
    if clause.i > verb.i:
        return int(clause.right_edge.i)
    ends = [verb.i, *(head.left_edge.i for head in sayers if head.i > clause.i)]
    return int(min(ends)) - 1
