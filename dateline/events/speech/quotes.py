"""Quotes: words between quotation marks, and clauses reported by a verb of saying, with their speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from dateline.events.speech.direct_speech import announced_in, direct_in
from dateline.events.speech.quotation_marks import find_quotations
from dateline.events.speech.reported_speech import Words, reported_in
from dateline.language import Passage
from dateline.model import Article, Name, Quote, Sentence

APART = {"title", "deck", "caption", "subheading"}  # no quotation goes on from one, or into one


def find_quotes(
    article: Article,
    passages: tuple[Passage, ...],
    sentences: tuple[Sentence, ...],
    names: Mapping[int, Mapping[int, Name]],
) -> tuple[Quote, ...]:
    """The quotes of an article in the order of the text; no two quotations overlap.

    `names` maps passage start → token index → the name, nominal or pronoun it is in.
    """
    texts = [article.text[passage.start : passage.end] for passage in passages]
    found: dict[int, Quote] = {}
    before: Words | None = (
        None  # the last words of the passage before this one, if somebody says them
    )
    starts = [sentence.start for sentence in sentences]
    for passage, text, quotations in zip(passages, texts, find_quotations(texts), strict=True):
        named = names[passage.start]
        apart = passage.paragraph.role in APART
        direct = list(direct_in(passage, text, quotations, named, None if apart else before))
        reported = reported_in(passage, direct, named)
        # where two begin at one place the quotation stays, then the longer one
        words = sorted((*reported, *direct), key=lambda words: (words.direct, words.end))
        for one in words:
            start = passage.start + one.start
            sentence = sentences[max(bisect_right(starts, start) - 1, 0)]
            found[start] = _quote(article, passage, sentence, one)
        said = [one for one in words if one.source is not None]
        last = max(said, key=lambda one: one.end, default=None)
        before = None if apart else announced_in(passage, text, named) or last
    return tuple(found[start] for start in sorted(found))


def _quote(article: Article, passage: Passage, sentence: Sentence, words: Words) -> Quote:
    start, end = passage.start + words.start, passage.start + words.end
    source, name = words.source, words.source.name if words.source else None
    speaker: tuple[int, int] | None = None
    if name is not None and name.kind == "name":  # Lavrov alone, of "Foreign Minister Lavrov"
        speaker = name.start, name.end
    elif source is not None:
        speaker = source.start, source.end
    return Quote(
        id=f"{article.id}-q{start}",
        article_id=article.id,
        sentence_id=sentence.id,
        start=start,
        end=end,
        text=article.text[start:end],
        speaker=article.text[speaker[0] : speaker[1]] if speaker else None,
        speaker_start=speaker[0] if speaker else None,
        speaker_end=speaker[1] if speaker else None,
        verb=words.verb.lemma_ if words.verb is not None else None,
        direct=words.direct,
        rule=words.rule,
        speaker_mention_id=name.id if name is not None else None,
    )
