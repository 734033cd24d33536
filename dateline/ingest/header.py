"""What stands above the story: title, deck, byline, date lines, captions.

Scraped files begin with the page's own words: the title twice, a breadcrumb, a motto, "2 min read".
The title is found by evidence (said twice, marked as heading, shares its words with the story), and
what stands above it is dropped line by line, each with its rule. No site's words are known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.byline import byline_of
from dateline.ingest.date_line import DateLine, date_line
from dateline.ingest.dateline import dateline_place
from dateline.ingest.furniture import furniture_rule
from dateline.ingest.lines import BESIDE, Drop, Line, dropped
from dateline.ingest.roles import is_caption, is_prose
from dateline.ingest.title import normal, relation_to_title, title_at
from dateline.model import Role

# The longest header of the five seeds has 7 lines; 40 leaves room for a menu, and bounds the work.
MAX_LINES = 40
# A deck and a caption above a date may read like prose; a third such line is the story.
MAX_PROSE_ABOVE = 2
MAX_GUESSED = 5
SEGMENTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class Header:
    """The peeled lines of a file: what they said, which stay in the text, and how many they are."""

    title: str | None
    deck: str | None
    byline: str | None
    date_lines: tuple[DateLine, ...]
    kept: tuple[tuple[Line, Role], ...]
    drops: tuple[Drop, ...]
    length: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a header line is on its own: the rule that drops it (or none), and what it says."""

    rule: str | None
    dates: tuple[DateLine, ...] = ()
    byline: str | None = None

    @property
    def is_about(self) -> bool:
        """Whether it tells about the article, and so stands above the story and not inside it."""
        return bool(self.dates or self.byline) or self.rule == "reading-time"


def peel(lines: Sequence[Line], *, title: str | None = None) -> Header:
    """The header of a text's lines. A `title` from front matter is looked for and not guessed."""
    zone = lines[:MAX_LINES]
    known = normal(title or "")
    readings = [
        # a heading in the story ("Von Risiken und Nebenwirkungen") is no byline
        _Reading(None)
        if line.number == BESIDE
        else _read(line.text, first=index == 0 or line.mark == "heading")
        for index, line in enumerate(zone)
    ]
    prose = next(
        (
            i
            for i, line in enumerate(zone)
            if not readings[i].rule and is_prose(line.text) and normal(line.text) != known
        ),
        len(zone),
    )
    if prose < len(zone):
        readings[:prose] = [_lone_word(zone[i], readings[i]) for i in range(prose)]
    free = [i for i in range(prose) if not readings[i].rule]
    if prose == len(zone):  # a list or a poem: nothing tells where its header would end
        free = free[:MAX_GUESSED]
    top = title_at(zone, free, lines[prose : prose + MAX_LINES], title)
    end = _end(zone, readings, top)
    return _header(zone[:end], readings, top, title)


def _header(
    zone: Sequence[Line], readings: Sequence[_Reading], top: int | None, title: str | None
) -> Header:
    words = title if title is not None else None if top is None else zone[top].text
    # Below a title that is known from beside the text, only a line that is marked as the deck is it.
    guessing = top is not None and zone[top].number != BESIDE
    kept, drops, deck = list[tuple[Line, Role]](), list[Drop](), None
    for index, line in enumerate(zone):
        rule = (
            None if index == top else readings[index].rule or _beside_title(line, index, top, words)
        )
        if rule:
            drops += dropped(line, rule)
            continue
        role = _role(line, index, top, may_be_deck=deck is None and guessing)
        if role == "deck":
            deck = line.text
        kept.append((line, role))
    order = sorted(range(len(zone)), key=lambda index: (top is not None and index < top, index))
    dates = [(index, date) for index in order for date in readings[index].dates]
    # A date above the title may be the day the page was saved; under it, it is the article's own.
    own = [date for index, date in dates if top is not None and index > top]
    stated = own if any(date.label != "updated" for date in own) else [date for _, date in dates]
    return Header(
        title=words,
        deck=deck,
        byline=next((readings[i].byline for i in order if readings[i].byline), None),
        date_lines=tuple(stated),
        kept=tuple(kept),
        drops=tuple(drops),
        length=len(zone),
    )


def _read(text: str, *, first: bool) -> _Reading:
    """What the line is on its own. A file's first line is never a byline: "By Land and Sea"; nor is a heading."""
    if (whole := _read_segment(text, first=first)).rule or len(text) > 200:
        return whole
    parts = [_read_segment(part, first=first) for part in SEGMENTS.split(text) if part]
    if len(parts) < 2 or not all(part.rule for part in parts):
        return _Reading(None)
    return _Reading(
        next((part.rule for part in parts if part.dates), parts[0].rule),
        tuple(line for part in parts for line in part.dates),
        next((part.byline for part in parts if part.byline), None),
    )


def _read_segment(text: str, *, first: bool) -> _Reading:
    if line := date_line(text):
        return _Reading(
            "header-updated-line" if line.label == "updated" else "header-date-line", (line,)
        )
    if rule := furniture_rule(text):
        return _Reading(rule)
    if not first and (byline := byline_of(text)):
        return _Reading("header-byline", byline=byline)
    return _Reading(None)


def _lone_word(line: Line, reading: _Reading) -> _Reading:
    """A single word in lower case above the story is an icon's or a button's name ("clear")."""
    lone = (
        line.number != BESIDE and not reading.rule and line.text.islower() and line.text.isalpha()
    )
    return _Reading("header-lone-word") if lone else reading


def _end(zone: Sequence[Line], readings: Sequence[_Reading], top: int | None) -> int:
    """How many lines the header has: to the last line about the article, and captions under it."""
    end, prose = 0 if top is None else top + 1, 0
    for index in range(end, len(zone)):
        if readings[index].is_about:
            # Below the whole story it is the page's foot.
            if any(not reading.rule for reading in readings[index + 1 :]):
                end = index + 1
        elif not readings[index].rule and is_prose(zone[index].text):
            prose += 1
            if prose > MAX_PROSE_ABOVE or dateline_place(zone[index].text):
                break
    while end < len(zone):
        line = zone[end]
        follows_title = top is not None and end == top + 1 and zone[top].number != BESIDE
        if not (
            readings[end].rule
            or is_caption(line.text)
            or line.mark in ("deck", "caption")
            or (follows_title and end + 1 < len(zone) and _like_a_deck(line))
        ):
            break
        end += 1
    return end


def _like_a_deck(line: Line) -> bool:
    """A headline's second line: more than a subheading's few words, and no sentence."""
    return not line.mark and len(line.text.split()) >= 5 and line.text[-1] not in ".:;,?!…”\"'’"


def _beside_title(line: Line, index: int, top: int | None, title: str | None) -> str | None:
    """The rule that drops a line for where it stands to the title, if one does."""
    if title is None:
        return None
    relation = relation_to_title(line.text, title)
    if relation == "header-repeated-title" or (top is not None and index < top):
        return relation or "header-above-title"
    return None


def _role(line: Line, index: int, top: int | None, *, may_be_deck: bool) -> Role:
    if index == top:
        return "title"
    if line.mark == "caption" or is_caption(line.text):
        return "caption"
    if line.mark == "deck" or (may_be_deck and not line.mark):
        return "deck"
    return "body" if is_prose(line.text) or line.mark not in ("title", "heading") else "subheading"
