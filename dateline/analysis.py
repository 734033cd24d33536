"""One article → its record: sentences, times, names, positions, events, quotes.

A pure function of the article, the rules and the model, so it can be made anywhere and kept by content.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.entities.names import find_names
from dateline.entities.positions import find_positions
from dateline.events import find_events, in_quotes, names_by_token
from dateline.events.quotes import find_quotes
from dateline.language import Language, load_language, sentences_of
from dateline.model import Article, ArticleRecord
from dateline.times import find_times

# The parser's memory grows with the text it holds at once: 1 GB for 100,000 characters. The longest
# paragraph of the seeds has 620; one of 20,000 is a table or a transcript without line ends.
LONGEST_PARAGRAPH = 20_000


def analyse(article: Article, language: Language | None = None) -> ArticleRecord:
    """All that an article gives on its own.

    An article that the model cannot read (another language, a paragraph of tens of thousands of
    characters) gives a record without rows whose `article.skipped_reason` says why.
    """
    language = language or load_language()
    reason = _unreadable(article, language)
    if reason:
        return ArticleRecord(article=replace(article, skipped_reason=reason))
    passages = language.parse(article)
    sentences = sentences_of(article, passages)
    times = find_times(article, passages, sentences)
    names = find_names(article, passages, sentences)
    named = names_by_token(passages, names)
    quotes = find_quotes(article, passages, sentences, named)
    events = find_events(article, passages, sentences, named, times)
    return ArticleRecord(
        article=article,
        sentences=sentences,
        times=times,
        names=names,
        positions=find_positions(article, passages, names),
        events=in_quotes(events, quotes),
        quotes=quotes,
    )


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
