"""Offices and ranks that the text gives a person, in the words right before the name.

"Russian Foreign Minister, Sergey Lavrov" and "the head of Russia's National Security Council Nikolai
Patrushev" give one; an office after the name ("Lavrov, the minister") is not read here.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.entities.titles import title_kind, titles
from dateline.language import Passage
from dateline.model import Article, Name, Position

# Words an office may be made of, beside its title word.
INSIDE = {"NOUN", "PROPN", "ADJ", "PART", "DET", "NUM"}
JOINS = {
    "of",
    "for",
    "to",
    "and",
}  # "ambassador to Libya", "spokesman for Russia", "Foreign and Defence Minister"
LONGEST = 14  # words; the longest in the seeds has 10


def find_positions(
    article: Article, passages: tuple[Passage, ...], names: tuple[Name, ...]
) -> tuple[Position, ...]:
    """The offices that stand before a person's name, one a mention at most."""
    positions = []
    by_start = {
        passage.start + token.idx: (passage, token) for passage in passages for token in passage.doc
    }
    people = [range(name.start, name.end) for name in names if name.type == "person"]
    taken = {offset for person in people for offset in person}
    for name in names:
        if name.type == "person" and name.start in by_start:
            passage, token = by_start[name.start]
            words = _office_before(token, passage.start, taken)
            if words:
                positions.append(_position(article, passage, name, words))
    return tuple(positions)


def _office_before(token: Token, start: int, people: set[int]) -> list[Token]:
    """The words of the office right before a name; empty when there is none.

    They end at another person's name: "President Xi and President Biden" are two offices. `people` has the
    offsets of letters in one, in the article; the passage begins at `start`.
    """
    doc, index = token.doc, token.i - 1
    if index >= token.sent.start and doc[index].text == ",":
        index -= 1
    words: list[Token] = []
    while index >= token.sent.start and len(words) < LONGEST and _fits(doc[index]):
        if start + doc[index].idx in people:
            break
        words.insert(0, doc[index])
        index -= 1
    while words and (words[0].pos_ in {"DET", "PART", "ADP", "CCONJ"} or words[0].lower_ in JOINS):
        words.pop(0)
    heads = [n for n, word in enumerate(words) if is_head(word.text)]
    if not heads:
        return []
    # "the support of Syrian President": what the preposition hangs from is not part of the office
    joins = [n for n, word in enumerate(words[: heads[0]]) if word.pos_ == "ADP"]
    words = words[joins[-1] + 1 :] if joins else words
    if titles().get(words[-1].text) == "rank":  # "his rival General"
        words = [word for word in words if word.text[0].isupper()]
    while words and words[0].pos_ in {"DET", "PART"}:
        words.pop(0)
    return words


def _fits(token: Token) -> bool:
    if token.tag_ == "VBN":  # "UN-backed"
        return token.i > 0 and token.nbor(-1).text == "-"
    return token.pos_ in INSIDE or token.lower_ in JOINS or _is_tight(token)


def _is_tight(token: Token) -> bool:
    """A bracket, or a hyphen inside a word; a dash between spaces ends the office."""
    if token.text == "-":
        return token.i > 0 and not token.whitespace_ and not token.nbor(-1).whitespace_
    return token.text in {"(", ")"}


def is_head(word: str) -> bool:
    """Whether a word can be the head of an office or rank.

    >>> is_head("minister"), is_head("General"), is_head("Foreign"), is_head("strongman")
    (True, True, False, False)
    """
    return title_kind(word) in {"rank", "office"}


def _position(article: Article, passage: Passage, name: Name, words: list[Token]) -> Position:
    start, end = passage.span_of(words[0], words[-1])
    text = article.text[start:end]
    return Position(
        position=" ".join(text.split()),
        article_id=article.id,
        sentence_id=name.sentence_id,
        start=start,
        end=end,
        text=text,
        rule="office-before-name",
        mention_id=name.id,
    )
