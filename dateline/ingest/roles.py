"""The part a line plays, told from the line alone: prose, caption, quotation, subheading."""

from __future__ import annotations

import re
from functools import cache

from dateline.ingest.furniture import agency_pattern
from dateline.ingest.lines import Line
from dateline.model import Role

# Of the headlines in the seeds the longest has 62 characters, of the decks 191; of the body's
# paragraphs the shortest has 40. Only a full stop tells a short paragraph from a long headline.
PROSE_LENGTH = 80
LONG_LENGTH = 140
MAX_CAPTION = 300
MAX_SUBHEADING = 90

PROSE_END = re.compile(r"[.!…。؟।]['\"”’»)\]]{0,3}")
NEXT_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?…]['\"”’»)]?\s+['\"“‘«(]?[^\W\d_a-z]")
QUOTES = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"'}
CREDIT = (
    r"(?P<words>.{3,}?)\s*(?:"
    r"\[(?:[A-Z][\w.&'’ -]{1,40}(?:/[\w.&'’ /-]{1,60})?)\]"
    r"|\((?:[^()]{0,40}\b(?i:photo|image|picture|file|credit|courtesy)\b[^()]{0,60}"
    r"|(?:{agency})(?:\s?[/,-]\s?[\w .]{1,40})?)\)"
    r"|(?P<named>\b(?i:photo|image|picture|photograph|foto|credit|photo credit)s?\s?(?::|\bby\b)"
    r"\s?[A-Z][^.]{1,60})"
    r"|[|/©]\s?(?:{agency})"
    r")\.?"
)


def is_prose(text: str) -> bool:
    """Whether the line reads like a paragraph and not like a headline, a label or a name.

    >>> is_prose("Haftar in Moscow for talks")
    False
    >>> is_prose("He came. He left, and nobody knew where he had gone.")
    True
    """
    if len(text) >= LONG_LENGTH:
        return True
    tail = text[-4:]
    if not any(PROSE_END.fullmatch(tail, index) for index in range(len(tail))):
        return False
    if len(text) >= (PROSE_LENGTH if text.isascii() or " " in text else PROSE_LENGTH // 2):
        return True
    return len(text) >= PROSE_LENGTH // 2 and NEXT_SENTENCE.search(text) is not None


def is_caption(text: str) -> bool:
    """Whether the line ends with a picture's credit.

    >>> is_caption("Forces loyal to Haftar call it an army [AFP]"), is_caption("the army (LNA)")
    (True, False)
    """
    return _caption(text) is not None


def role_in_body(line: Line, after: Line | None) -> Role:
    """The role of a line of the story, given the line after it."""
    if line.mark == "caption":
        return "caption"
    if line.mark == "quote" or _is_quotation(line.text):
        return "quote"
    if line.mark in ("title", "heading"):
        return "subheading"
    caption = _caption(line.text)
    # In the story "he said. [Reuters]" names a source; a caption is followed by its credit at once.
    if caption is not None and (caption["named"] or caption["words"][-1] not in '.!?”"'):
        return "caption"
    if (
        line.mark == ""
        and after is not None
        and is_prose(after.text)
        and _like_a_heading(line.text)
    ):
        return "subheading"
    return "body"


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(CREDIT.replace("{agency}", agency_pattern()))


def _caption(text: str) -> re.Match[str] | None:
    return _credit().fullmatch(text) if len(text) <= MAX_CAPTION else None


def _is_quotation(text: str) -> bool:
    """Whether all of it stands between one pair of quotation marks."""
    close = QUOTES.get(text[0])
    body = text.rstrip(".,")
    if close is None or len(body) < 3 or body[-1] != close:
        return False
    inside = body[1:-1]
    return close not in inside if close != "’" else "’ " not in inside


def _like_a_heading(text: str) -> bool:
    return (
        len(text) <= MAX_SUBHEADING
        and len(text.split()) <= 12
        and text[-1] not in '.!:;,…”"’)]。！？：；，」）'
        and " | " not in text
        and not text[0].islower()
        and text[0].isalnum()
    )
