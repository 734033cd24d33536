"""Parts of speech, morphology and lemmas, looked up by form, tag and dependency: those that spaCy would set.

spaCy's attribute ruler runs a matcher of 179 patterns over every token, and that takes a sixth of the time of a
parse. Nearly all of its patterns look at one token's form, tag and dependency, and the lemmatizers look at what
the ruler has set. So the components are asked about each such token once, and what they say is kept: of the
132,983 tokens of 300 articles 26,921 differ. Where a longer pattern may begin ("there" of "there is"), they are
asked about as many tokens as it can reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

SEEN: list[int | str] = ["ORTH", "TAG", "DEP"]
SET: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
# What a pattern may ask of a token, if what it says is to be kept by form, tag and dependency.
PATTERN_KEYS = {"LOWER", "ORTH", "IS_SPACE", "TAG", "DEP"}
KEPT = 200_000  # words, of 400 bytes each

Component = Callable[[Doc], Doc]
Word = tuple[int, ...]  # as SEEN
Attributes = tuple[int, ...]  # as SET


class WordAttributes:
    """A pipeline's component that sets what an attribute ruler and the lemmatizers after it would set."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler, lemmatizers: list[Component]) -> None:
        longer = [pattern for pattern in patterns_of(ruler) if len(pattern) > 1]
        self.vocab = vocab
        self.of_words: list[Component] = [_without_longer(vocab, ruler), *lemmatizers]
        self.of_rows: list[Component] = [ruler, *lemmatizers]
        self.openings = Matcher(vocab)
        self.openings.add("opening", [pattern[:1] for pattern in longer] or [[{"ORTH": ""}]])
        self.reach = max(map(len, longer), default=1)
        self.known: dict[
            Word, tuple[Attributes, bool]
        ] = {}  # and whether a longer pattern may begin
        self.of_row = lru_cache(KEPT)(self._of_row)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its attributes set."""
        words: list[Word] = list(map(tuple, doc.to_array(SEEN).tolist()))
        self._learn(words)
        known = [self.known[word] for word in words]
        rows = [attributes for attributes, _ in known]
        openings = (index for index, (_, opens) in enumerate(known) if opens)
        for start, end in _merged((index, index + self.reach) for index in openings):
            rows[start:end] = self.of_row(tuple(words[start:end]))
        return doc.from_array(SET, _array(rows)) if rows else doc

    def _learn(self, words: list[Word]) -> None:
        """Keeps the attributes of those words that are new."""
        if len(self.known) > KEPT:
            self.known.clear()
        new = [word for word in dict.fromkeys(words) if word not in self.known]
        if not new:
            return
        doc = self._document(new)
        opens = {start for _, start, _ in self.openings(doc, allow_missing=True)}
        told = enumerate(_told(doc, self.of_words))
        self.known |= {new[index]: (attributes, index in opens) for index, attributes in told}

    def _of_row(self, words: tuple[Word, ...]) -> list[Attributes]:
        """The attributes of words that follow one another."""
        return _told(self._document(words), self.of_rows)

    def _document(self, words: Sequence[Word]) -> Doc:
        doc = Doc(self.vocab, words=[self.vocab.strings[form] for form, _, _ in words])
        return doc.from_array(SEEN[1:], _array([word[1:] for word in words]))


def _array(rows: Sequence[tuple[int, ...]]) -> Any:
    return np.array(rows, dtype=np.uint64)


def _told(doc: Doc, components: list[Component]) -> list[Attributes]:
    """What components say of each token of a document."""
    for component in components:
        doc = component(doc)
    return list(map(tuple, doc.to_array(SET).tolist()))


def _without_longer(vocab: Vocab, ruler: AttributeRuler) -> AttributeRuler:
    """The ruler with those patterns alone that describe one token, so that no neighbour matters."""
    alone = AttributeRuler(vocab)
    entries: Any = ruler.patterns
    for entry in entries:
        patterns = [pattern for pattern in entry["patterns"] if len(pattern) == 1]
        if patterns:
            alone.add(patterns, entry["attrs"], entry["index"])
    return alone


def is_kept(ruler: AttributeRuler) -> bool:
    """Whether all that the ruler asks of a token is its form, tag and dependency."""
    return all(token.keys() <= PATTERN_KEYS for pattern in patterns_of(ruler) for token in pattern)


def patterns_of(ruler: AttributeRuler) -> list[list[dict[Any, Any]]]:
    """The ruler's patterns, each a description of every token in it."""
    entries: Any = ruler.patterns
    return [pattern for entry in entries for pattern in entry["patterns"]]


def _merged(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in the order of their starts, those that overlap as one.

    >>> list(_merged(iter([(0, 2), (1, 3), (5, 7)])))
    [(0, 3), (5, 7)]
    """
    start, end = next(spans, (0, 0))
    for next_start, next_end in spans:
        if next_start >= end:
            yield start, end
            start = next_start
        end = next_end
    if end:
        yield start, end
