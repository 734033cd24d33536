"""Who says so: the source of what a sentence reports, in the sentence's words.

Found over the event ("RFI reported that …", "…, police said") and beside it ("according to Reuters").
The article itself is the source of everything else; a passive without a source ("is said to") has none.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from dateline.events import lexicon
from dateline.events.phrases import name_of, phrase_tokens
from dateline.events.subjects import is_passive, subjects_of
from dateline.model import Name

# "reports by Radio France International": the source is who made the report
PAPERS = {"report", "statement", "account", "article", "communique", "interview", "document"}
CLAUSES = {"ccomp", "xcomp", "conj", "advcl", "pcomp", "acl", "relcl", "prep", "parataxis", "dep"}


@dataclass(frozen=True, slots=True)
class Source:
    """The phrase that names a source, and the name of the source when it has one."""

    tokens: tuple[Token, ...]
    name: Name | None


def source_of(trigger: Token, sentence: Span, named: dict[int, Name]) -> Source | None:
    """Who the sentence says an event is known from; None when the article tells it itself."""
    saying = saying_over(trigger)
    if saying is not None:
        sayers = [s for s in subjects_of(saying) if s.pos_ != "PRON" or s.tag_ not in {"WDT", "WP"}]
        if sayers and trigger.i not in {token.i for token in phrase_tokens(sayers[0])}:
            return source_from(sayers[0], named)
    for token in sentence:
        if token.lower_ == "according":
            heads = [far for to in token.children if to.lower_ == "to" for far in to.children]
            if heads:
                return source_from(heads[0], named)
    return None


def saying_over(token: Token) -> Token | None:
    """The verb of saying whose reported words the token is part of."""
    start = token
    while token.head != token:
        governor = token.head
        says = governor.lemma_ in lexicon.say_verbs() and governor.pos_ == "VERB"
        if token.dep_ in {"ccomp", "parataxis", "dep"} and says and not is_passive(governor):
            return governor if _same_side(start, governor) else None
        if token.dep_ not in CLAUSES and token.pos_ in {"VERB", "AUX"}:
            return None
        token = governor
    return None


def _same_side(token: Token, verb: Token) -> bool:
    """Not parted from the verb by a whole quotation: he said “we won”, however the other lost."""
    left, right = sorted((token.i, verb.i))
    marks = sum(between.text == '"' for between in token.doc[left:right])
    return marks < 2


def source_from(head: Token, named: dict[int, Name]) -> Source:
    """The source a phrase names: its head's name, or the maker of the report that it is."""
    tokens = phrase_tokens(head)
    inside = {named[token.i].id: named[token.i] for token in tokens if token.i in named}
    name = name_of(head, named)
    if name is None and head.lemma_ in PAPERS and len(inside) == 1:
        name = next(iter(inside.values()))
    return Source(tuple(tokens), name)
