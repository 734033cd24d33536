"""English news time expressions, found and resolved (TIMEX3): "last Wednesday" → 2017-01-11.

`tag_times` needs no database; `find_times` is the same for the pipeline. What cannot be known
keeps a partial value, null bounds and a reason; the clock is never read. docs/time.md has the
conventions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from dateline.errors import BadSource
from dateline.language import Passage, load_language, sentences_of
from dateline.model import Article, Paragraph, Sentence, TimeExpression
from dateline.rules import Rule
from dateline.times.anaphora import the_same
from dateline.times.calendar import parse_point
from dateline.times.direction import direction_at, tells_main_event
from dateline.times.find import Found, find
from dateline.times.joined import Led, in_order
from dateline.times.memory import Base, Memory
from dateline.times.outcome import Outcome
from dateline.times.plain import token_at
from dateline.times.resolve import is_aside, needs_direction, resolve
from dateline.times.tense import Direction
from dateline.times.vetoes import people_in

__all__ = ["article_of", "find_times", "rule_matches", "tag_times"]

# A line is a paragraph, unless the next begins in lower case: then the line was only wrapped.
LINE = re.compile(r"\S[^\n]*(?:\n[ \t]*(?=[a-z])[^\n]+)*")
OPENING = 12  # characters at most before a date that opens its sentence: "Back in 2008, the bank"
LONGEST = 20_000  # characters parsed at once; the longest of 1,653 lines of news had 9,111


def tag_times(text: str, published: str | None = None) -> list[TimeExpression]:
    """The time expressions of a text, resolved against the day it was published.

    >>> [(time.text, time.value) for time in tag_times("They met last Wednesday.", "2017-01-16")]
    [('last Wednesday', '2017-01-11')]
    """
    if published is not None and parse_point(published) is None:
        raise BadSource(f"published is {published!r}; give a date as 2017, 2017-01 or 2017-01-16")
    article = article_of(text, published)
    passages = load_language().parse(article)
    return list(find_times(article, passages, sentences_of(article, passages)))


def find_times(
    article: Article, passages: tuple[Passage, ...], sentences: tuple[Sentence, ...]
) -> tuple[TimeExpression, ...]:
    """The time expressions of an article, in order. None crosses a sentence."""
    day = parse_point(article.published) if article.published else None
    memory = Memory(day, guessed=article.published_evidence == "guessed")
    starts = [sentence.start for sentence in sentences]
    rows: list[TimeExpression] = []
    base: Base | None = None
    whole_end = 0  # where "the day before last Tuesday" ends, once its Tuesday is read
    for passage, led in _all_found(passages, starts):
        found = led.found
        start, end = passage.start + found.start, passage.start + found.end
        direction, sign = _direction(passage, found)
        base = base if led.by_last else None
        if base and base.id is None:
            end = whole_end
        memory.sentence = max(bisect_right(starts, start) - 1, 0)
        sentence = sentences[memory.sentence]
        memory.opens = start - sentence.start <= OPENING
        memory.is_main = _is_of_story(passage, found)
        outcome = (
            the_same(base)
            if base and led.is_same
            else resolve(found, direction, sign, memory, base)
        )
        expression_id = f"{article.id}-t{start}" if article.id else f"t{start}"
        words = article.text[start:end]
        if led.is_part:
            base, whole_end = Base(None, words, outcome), end
            continue
        if not is_aside(found):
            memory.remember(outcome, expression_id, words)
        rows.append(_row(article.id, sentence.id, expression_id, start, words, found, outcome))
        base = Base(expression_id, words, outcome)
    return tuple(sorted(rows, key=lambda row: row.start))


def rule_matches(rule: Rule, text: str, published: str | None = None) -> list[TimeExpression]:
    """The expressions of a text that this rule made: for the tests that every rule carries."""
    return [time for time in tag_times(text, published) if time.rule == rule.id]


def _all_found(passages: tuple[Passage, ...], starts: list[int]) -> Iterator[tuple[Passage, Led]]:
    people = people_in(passages)
    for passage in passages:
        first = bisect_right(starts, passage.start)
        last = bisect_right(starts, passage.end)
        cuts = [start - passage.start for start in starts[first:last]]
        for led in in_order(find(passage.doc, cuts, passage.plain, people), passage.plain):
            yield passage, led


def _direction(passage: Passage, found: Found) -> tuple[Direction, str]:
    if not needs_direction(found.day or found):
        return "unknown", ""
    first, last = (token_at(passage.doc, at) for at in (found.start, found.end - 1))
    after = passage.doc[last.i + 1] if last.i + 1 < len(passage.doc) else None
    return direction_at(passage.doc, first, after, tagged=bool(first.tag_))


def _is_of_story(passage: Passage, found: Found) -> bool:
    """Whether a date tells when the sentence's own event was: not "the 2011 vote" or "since 2014"."""
    return found.rule.type in ("DATE", "TIME") and tells_main_event(
        token_at(passage.doc, found.start)
    )


def _row(
    article_id: str,
    sentence_id: str,
    expression_id: str,
    start: int,
    words: str,
    found: Found,
    outcome: Outcome,
) -> TimeExpression:
    return TimeExpression(
        id=expression_id, article_id=article_id, sentence_id=sentence_id,
        start=start, end=start + len(words), text=words, type=found.rule.type,  # type: ignore[arg-type]
        value=outcome.value, mod=outcome.mod, quant=outcome.quant, freq=outcome.freq,
        edtf=outcome.edtf, earliest=outcome.earliest, latest=outcome.latest,
        granularity=outcome.granularity, anchor=outcome.anchor, anchor_id=outcome.anchor_id,
        rule=found.rule.id, reason=outcome.reason,
    )  # fmt: skip


def article_of(text: str, published: str | None) -> Article:
    """A bare text as an article, so that one path serves both ways in."""
    spans = [
        (start, min(start + LONGEST, line.end()))
        for line in LINE.finditer(text)
        for start in range(line.start(), line.end(), LONGEST)
    ]
    paragraphs = tuple(
        Paragraph(id=f"p{start}", article_id="", number=number, role="body", start=start, end=end)
        for number, (start, end) in enumerate(spans, start=1)
    )
    return Article(
        id="", path="", kind="txt", bytes=0, sha256="", encoding="utf-8", encoding_evidence="utf-8",
        title=None, deck=None, byline=None, publisher=None, url=None, language=None,
        dateline_place=None, published=published,
        published_evidence="front-matter" if published else "unknown",
        published_raw=published, published_earliest=None, published_latest=None,
        published_reason="as the caller said" if published else "nobody said", word_count=0,
        text=text, paragraphs=paragraphs, dropped_lines=(),
    )  # fmt: skip
