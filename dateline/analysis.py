"""One article → its record: sentences, times, names and what stands for them, positions, events, quotes.

A pure function of the article, the rules and the model, so it can be made anywhere and kept by content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.entities.names import find_names
from dateline.entities.nominals import find_nominals
from dateline.entities.positions import find_positions
from dateline.entities.pronouns import find_pronouns
from dateline.events import find_events, names_by_token
from dateline.events.speech.attribution import in_quotes
from dateline.events.speech.quotes import find_quotes
from dateline.ingest.dateline import dateline_end
from dateline.language import Language, load_language, sentences_of
from dateline.model import Article, ArticleRecord
from dateline.times import find_times

# The parser's memory grows with the text it holds at once: 1 GB for 100,000 characters. The longest
# paragraph of the seeds has 620; one of 20,000 is a table or a transcript without line ends.
LONGEST_PARAGRAPH = 20_000

# How the reason ends when it is Dateline that failed and not the article that cannot be read.
REPORT_IT = "; please report it"
LONGEST_REASON = 300  # characters


def analyse(article: Article, language: Language | None = None) -> ArticleRecord:
    """All that an article gives on its own.

    An article that the model cannot read (another language, a paragraph of tens of thousands of
    characters) gives a record without rows whose `article.skipped_reason` says why.
    """
    language = language or load_language()
    reason = _unreadable(article, language)
    if reason:
        return ArticleRecord(article=replace(article, skipped_reason=reason))
    passages = language.parse(article, _dateline_of(article))
    sentences = sentences_of(article, passages)
    times = find_times(article, passages, sentences)
    names = find_names(article, passages, sentences)
    positions = find_positions(article, passages, names)
    named = names_by_token(passages, names)
    nominals = find_nominals(article, passages, sentences, named, positions)
    known = names_by_token(passages, names + nominals)
    pronouns = find_pronouns(article, passages, sentences, known)
    everybody = tuple(sorted(names + nominals + pronouns, key=lambda name: name.start))
    spoken_of = names_by_token(passages, everybody)
    quotes = find_quotes(article, passages, sentences, spoken_of)
    events = find_events(article, passages, sentences, named, spoken_of, times)
    return ArticleRecord(
        article=article,
        sentences=sentences,
        times=times,
        names=everybody,
        positions=positions,
        events=in_quotes(events, quotes),
        quotes=quotes,
    )


def _dateline_of(article: Article) -> dict[str, int]:
    """Where the first paragraph of the story leaves its dateline ("Tunis - "), which is no part of a sentence."""
    for paragraph in article.paragraphs:
        if paragraph.role == "body":
            end = dateline_end(article.text[paragraph.start : paragraph.end])
            return {paragraph.id: end} if end else {}
    return {}


def _unreadable(article: Article, language: Language) -> str | None:
    if article.language not in (None, language.code):
        return (
            f"the article is in {article.language!r} and the model {language.name} reads"
            f" {language.code!r}; name another with --model"
        )
    longest = max((p.end - p.start for p in article.paragraphs), default=0)
    if longest > LONGEST_PARAGRAPH:
        return f"a paragraph of {longest:,} characters is no prose; break it into lines"
    return None


def failed(article: Article, why: str) -> ArticleRecord:
    """The record of an article whose analysis went wrong: stored, without rows, with the reason."""
    return ArticleRecord(article=replace(article, skipped_reason=to_report(why)))


def to_report(why: str) -> str:
    """What went wrong in Dateline, as a row can hold it, and what to do."""
    words = "".join(char if char.isprintable() else " " for char in why[:LONGEST_REASON])
    return words.strip() + REPORT_IT


def has_failed(record: ArticleRecord) -> bool:
    """Whether the record is one of `failed`: not to be kept, since the next build may do better."""
    return (record.article.skipped_reason or "").endswith(REPORT_IT)


def checked(record: ArticleRecord) -> ArticleRecord:
    """The record, or a failed one if two of its rows have one key: the database would take neither."""
    seen = set[tuple[object, ...]]()
    for table, start, *key in _keys(record):
        if (table, *key) in seen:
            return failed(
                record.article, f"an internal check failed: two rows of {table} begin at {start}"
            )
        seen.add((table, *key))
    return record


def _keys(record: ArticleRecord) -> Iterator[tuple[object, ...]]:
    """Table, start and key of each row."""
    rows = (record.sentences, record.times, record.events, record.quotes)
    yield from ((row.table, row.start, row.id) for kind in rows for row in kind)
    yield from (("mentions", name.start, name.id) for name in record.names)
    # A position's key has its holder, who is not known yet; in one article a full name is one person.
    holder = {name.id: name.full_name for name in record.names}
    yield from (
        (row.table, row.start, row.start, holder.get(row.mention_id)) for row in record.positions
    )
    for event in record.events:
        yield from ((p.table, p.start, p.event_id, p.number) for p in event.participants)
        yield from ((s.table, s.start, s.event_id, s.number) for s in event.sources)
