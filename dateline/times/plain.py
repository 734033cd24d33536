"""A paragraph as the patterns of times see it, and the way back to its tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph in lower case with single spaces, and where each character stood in it."""

    source: str  # the paragraph as it is
    text: str
    offsets: list[int] | None

    def at(self, offset: int) -> int:
        """The offset in the paragraph as it was."""
        return self.offsets[offset] if self.offsets is not None else offset


def plain_of(text: str) -> Plain:
    """The text as patterns see it: lower case, plain quotes, every run of white space one space."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters, such as İ, have two in lower case
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if not re.search(r"\s\s|[^\S ]", lower):
        return Plain(text, lower, None)
    kept = [
        at for at, char in enumerate(lower) if not (char.isspace() and lower[at - 1 : at].isspace())
    ]
    squeezed = "".join(" " if lower[at].isspace() else lower[at] for at in kept)
    return Plain(text, squeezed, [*kept, len(text)])


def token_at(doc: Doc, offset: int) -> Token:
    """The token that holds this character, or the last one before it."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is not None and len(span):
        return span[0]
    # between two tokens, or behind the last
    low, high = 0, len(doc) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if doc[middle].idx <= offset:
            low = middle
        else:
            high = middle - 1
    return doc[low]
