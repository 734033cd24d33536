"""The words of a name that the model left out on either side of its span."""

from __future__ import annotations

import re
from functools import lru_cache

from lemminflect import getLemma
from spacy.tokens import Token

from dateline.entities.person_names import is_first_name
from dateline.entities.titles import is_common_noun, titles
from dateline.language import Passage

ROMAN = re.compile(r"[IVX]{1,5}$")  # "Norton I", "Pope John XXIII"
LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def extended(passage: Passage, tokens: list[Token], label: str) -> list[Token]:
    """The tokens with the words of the name that the model left out on either side."""
    tokens = list(tokens)
    rest = _rest_of_name(tokens[-1], label)
    if rest and is_headline(passage.plain):
        rest = []
    while (
        label == "PERSON"
        and not tokens[0].is_sent_start
        and _is_left_out(tokens[0], alone=len(tokens) == 1)
    ):
        tokens.insert(0, tokens[0].nbor(-1))
    return tokens + rest


def _rest_of_name(last: Token, label: str) -> list[Token]:
    """The words right after a span that are part of its name: "Gregory" Maguire, "South Court" Auditorium."""
    doc, rest = last.doc, list[Token]()
    if label not in {"ORG", "PERSON", "LOC", "FAC"} or last.tag_ == "POS":
        return []
    for token in doc[last.i + 1 : last.sent.end]:
        before = token.nbor(-1)
        if token.pos_ != "PROPN" or token.ent_type_ or not before.whitespace_:
            break
        if ROMAN.match(token.text) and not rest:  # "Norton" I, and not the start of the next clause
            return [token]
        if token.text in titles() or (token.is_upper and not before.is_upper and len(token) < 3):
            break
        if before.dep_ not in {"compound", "nmod"} or before.head.i < token.i:
            break
        if label == "PERSON" and (is_common_noun(token.lower_) or not token.is_title):
            break
        if not token.text[0].isupper():
            break
        rest.append(token)
    end = rest[-1].i + 1 if rest else 0
    if rest and end < len(doc) and doc[end].ent_type_ == "PERSON":
        return []  # "Kraft Foods shooter Yvonne Hiller": what stands between is neither's
    return rest


@lru_cache(maxsize=64)  # asked of one paragraph for each of its names
def is_headline(text: str) -> bool:
    """Whether most words have a capital, so that capitals tell no name.

    >>> is_headline("Russian Military Support for Haftar"), is_headline("I'm Isabel Ruiz")
    (True, False)
    """
    words = LONG_WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    # a sentence-case headline of the seeds has .25-.55; "I'm Isabel Ruiz" is none
    return len(words) > 3 and capitals > 0.7 * len(words)


def _is_left_out(token: Token, alone: bool) -> bool:
    """Whether the word before a person's span is a first name that the model left out."""
    before = token.nbor(-1)
    return (
        before.pos_ == "PROPN"
        and before.is_title
        and before.is_alpha
        and before.dep_ == "compound"
        and before.head.i >= token.i
        and not before.ent_type_
        and before.text not in titles()
        and (is_first_name(before.text) or (alone and _is_unknown_word(before, token)))
    )


def _is_unknown_word(before: Token, token: Token) -> bool:
    """Whether the word can only be a first name that no list has: "Dimitry", but not "Moviemaker"."""
    word = before.lower_
    listed = any(getLemma(word, upos=pos, lemmatize_oov=False) for pos in ("NOUN", "VERB", "ADJ"))
    return before.head == token and not listed and not word.endswith(("man", "men", "maker", "s"))
