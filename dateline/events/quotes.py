"""Words given as somebody's: between quotation marks, or reported by a verb of saying.

The speaker is the subject of the verb of saying beside the words. A paragraph that is one quotation
goes on with the speaker of the paragraph before it; otherwise a quotation without a verb has no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.attribution import Source, source_from
from dateline.events.status import status_of
from dateline.events.subjects import is_passive, subjects_of
from dateline.language import Passage
from dateline.model import Article, Name, Quote, Sentence

MARKS = re.compile(r"“(?P<curly>[^“”]+)”|\"(?P<straight>[^\"]+)\"")
SHORTEST = 2  # words: one word between marks is a label (“terrorists”), not somebody's words


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of quoted or reported words, before its speaker is known."""

    start: int  # code points into the passage
    end: int
    direct: bool
    verb: Token | None
    rule: str


def find_quotes(
    article: Article,
    passages: tuple[Passage, ...],
    sentences: tuple[Sentence, ...],
    names: dict[int, dict[int, Name]],
) -> tuple[Quote, ...]:
    """The quotes of an article in the order of the text. `names` maps passage start → token index → name."""
    quotes: list[Quote] = []
    last: Source | None = None
    last_verb: Token | None = None
    for passage in passages:
        named = names[passage.start]
        for words in _in_passage(passage, article.text):
            verb, source = words.verb, None
            if verb is not None:
                source = _speaker(verb, named)
            elif words.rule == "whole-paragraph" and last is not None:
                source, verb = last, last_verb
            quotes.append(_quote(article, passage, sentences, words, verb, source))
            if source is not None:
                last, last_verb = source, verb
    longest = {quote.start: quote for quote in sorted(quotes, key=lambda q: (q.direct, q.end))}
    return tuple(longest[start] for start in sorted(longest))


def _in_passage(passage: Passage, text: str) -> Iterator[Words]:
    whole = text[passage.start : passage.end]
    spans = []
    for match in MARKS.finditer(whole):
        inner = match["curly"] or match["straight"]
        if len(inner.split()) < SHORTEST:
            continue
        start, end = match.start() + 1, match.end() - 1
        spans.append((start, end))
        rule = "quotation-marks"
        if len(inner) > 0.9 * len(whole.strip()):  # nothing but the quotation: 001's last paragraph
            rule = "whole-paragraph"
        yield Words(start, end, True, _verb_beside(passage, start, end), rule)
    for token in passage.doc:
        words = _reported(token)
        if words and not any(start < words.end and words.start < end for start, end in spans):
            yield words


def _verb_beside(passage: Passage, start: int, end: int) -> Token | None:
    """The verb of saying outside the marks in the sentences the quotation touches; the nearest one."""
    touched = [s for s in passage.doc.sents if s.start_char < end and s.end_char > start]
    verbs = [
        token
        for sentence in touched
        for token in sentence
        if _says(token) and (token.idx + len(token) <= start or token.idx >= end)
    ]
    middle = (start + end) / 2
    return min(verbs, key=lambda t: (abs(t.idx - middle), t.i), default=None)


def _reported(verb: Token) -> Words | None:
    """The clause that a verb of saying reports: "the ministry said that …"."""
    if not _says(verb) or is_passive(verb):
        return None
    clauses = [
        child for child in verb.children if child.dep_ == "ccomp" and child.pos_ in {"VERB", "AUX"}
    ]
    if not clauses or not subjects_of(verb):
        return None
    tokens = sorted(clauses[0].subtree, key=lambda token: token.i)
    if tokens[0].i < verb.i < tokens[-1].i:  # the verb stands inside its own clause: one side of it
        tokens = [token for token in tokens if (token.i > verb.i) == (clauses[0].i > verb.i)]
    while tokens and (tokens[0].dep_ == "mark" or tokens[0].is_punct):
        tokens.pop(0)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space) and tokens[-1].text != ")":
        tokens.pop()
    if len(tokens) < SHORTEST or status_of(verb)[0] != "asserted":  # "only time will tell"
        return None
    return Words(tokens[0].idx, tokens[-1].idx + len(tokens[-1]), False, verb, "reported-speech")


def _says(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_ in lexicon.say_verbs()


def _speaker(verb: Token, named: dict[int, Name]) -> Source | None:
    if is_passive(verb):  # "Haftar was described by Gatilov as …": the by-phrase speaks
        agents = [p for child in verb.children if child.dep_ == "agent" for p in child.children]
        return source_from(agents[0], named) if agents else None
    sayers = subjects_of(verb)
    return source_from(sayers[0], named) if sayers else None


def _quote(
    article: Article,
    passage: Passage,
    sentences: tuple[Sentence, ...],
    words: Words,
    verb: Token | None,
    source: Source | None,
) -> Quote:
    start, end = passage.start + words.start, passage.start + words.end
    sentence = next(s for s in sentences if s.end > start)
    speaker = None
    if source is not None:
        speaker = (
            source.name.text
            if source.name
            else "".join(t.text_with_ws for t in source.tokens).strip()
        )
    return Quote(
        id=f"{article.id}-q{start}",
        article_id=article.id,
        sentence_id=sentence.id,
        start=start,
        end=end,
        text=article.text[start:end],
        speaker=speaker,
        verb=verb.lemma_ if verb is not None else None,
        direct=words.direct,
        rule=words.rule,
        speaker_mention_id=source.name.id if source is not None and source.name else None,
    )
