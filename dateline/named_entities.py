"""The names that spaCy's entity recognizer finds, found in a third of the time: its model, decoded at once.

spaCy decodes token by token, asks of each of 74 moves whether it is allowed, and takes and leaves Python's lock
in every answer, some 800 times a token: 6.3 of the 10 s that it takes for the 132,983 tokens of 300 articles. But
the model sees no more than the token, the first token of the name it is in, and the one before. Outside of a name
that is the token alone, so all tokens are scored there in one product; and inside of one there are two moves, to
go on and to end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps

# The token, the first of its name, the one before it; spaCy has models that look at six tokens.
FEATURES = 3
# Scores lie between -28 and 17; the order in which their 64 products are summed moves one by less than a tenth of
# this. Of 300 articles it moved none, and in 2 of them the best moves were so near.
ROUNDING = 1e-4


class NamedEntities:
    """A pipeline's component that sets the entities which an entity recognizer would set."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        moves = recognizer.moves
        names = [moves.get_class_name(index) for index in range(moves.n_moves)]
        self.recognizer = recognizer
        self.tok2vec, self.lower, self.upper = recognizer.model.layers
        self.names = names
        self.begin = np.array([name.startswith("B-") for name in names])
        self.unit = np.array([name.startswith("U-") and name != "U-" for name in names])
        self.outside = names.index("O")
        self.inside = {
            name[2:]: (index, names.index(f"L-{name[2:]}"))
            for index, name in enumerate(names)
            if name.startswith("I-")
        }

    def __call__(self, doc: Doc) -> Doc:
        """The document with its entities set."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The documents with their entities set, in their order."""
        for batch in _batches(docs, batch_size):
            # spaCy's own batches, so that the model multiplies the same matrices
            for part in _batches(sorted(batch, key=len), max(batch_size // 4, 2)):
                self._set_entities([doc for doc in part if len(doc)])
            yield from batch

    def _set_entities(self, docs: list[Doc]) -> None:
        if not docs:
            return
        padding, *seen = self._features(docs)
        for doc, features in zip(docs, seen, strict=True):
            entities = self._entities(doc, features, padding)
            if entities is None or doc.has_annotation("ENT_IOB"):
                self.recognizer(doc)
            else:
                doc.set_ents(entities, default="outside")

    def _features(self, docs: list[Doc]) -> list[Any]:
        """What the model's first layer makes of no token, and of each document's tokens in each role."""
        vectors = self.lower.predict(self.tok2vec.predict(docs))
        ends = np.cumsum([1, *map(len, docs)])
        return np.split(vectors, ends[:-1])

    def _entities(self, doc: Doc, features: Any, padding: Any) -> list[Span] | None:
        """The entities of a document; None if two moves are so near that rounding may choose between them."""
        starts, spaces = doc.to_array(["SENT_START", "IS_SPACE"]).T == 1
        ends = np.append(starts[1:], True)  # no name goes on past its sentence
        scores = self._scores(features[:, 0] + padding[0, 1] + padding[0, 2])
        allowed = np.zeros_like(scores, dtype=bool)
        allowed[:, self.outside] = True
        allowed[np.ix_(~spaces, self.unit)] = True
        allowed[np.ix_(~spaces & ~ends, self.begin)] = True
        scores[~allowed] = -np.inf
        second, first = np.partition(scores, -2)[:, -2:].T
        chosen = scores.argmax(axis=1)
        if (first - second < ROUNDING).any():
            return None
        entities: list[Span] = []
        end = 0
        for start in np.flatnonzero(chosen != self.outside).tolist():
            if start < end:
                continue
            move, label = self.names[chosen[start]].split("-", 1)
            end = start + 1 if move == "U" else self._end(features, start, ends, label)
            if not end:
                return None
            entities.append(Span(doc, start, end, label=label))
        return entities

    def _end(self, features: Any, start: int, ends: Any, label: str) -> int:
        """Where a name that begins at a token ends; 0 if going on and ending are too near to choose."""
        going_on, ending = self.inside[label]
        for token in range(start + 1, len(ends)):
            if ends[token]:
                break
            seen = features[token, 0] + features[start, 1] + features[token - 1, 2]
            scores = self._scores(seen[np.newaxis])[0]
            if abs(scores[going_on] - scores[ending]) < ROUNDING:
                return 0
            if scores[ending] > scores[going_on]:
                break
        return token + 1

    def _scores(self, seen: Any) -> Any:
        """A score for each move, of what is seen at each token."""
        return self.upper.predict((seen + self.lower.get_param("b")).max(axis=-1))


def _batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    waiting = iter(docs)
    while batch := list(islice(waiting, size)):
        yield batch


def is_decodable(recognizer: EntityRecognizer) -> bool:
    """Whether a recognizer's model is one that is decoded here: spaCy's own, on the CPU, without a beam."""
    model = recognizer.model
    return bool(
        recognizer.cfg["beam_width"] == 1
        and isinstance(model.ops, NumpyOps)
        and model.attrs.get("has_upper")
        and not model.attrs["unseen_classes"]
        and len(model.layers) == 3
        and model.get_ref("lower").get_dim("nF") == FEATURES
    )
