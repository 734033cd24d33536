"""Who says what stands between quotation marks.

The speaker is whom the verb of saying beside the words is said of. Words without a verb of their own go on
with the speaker before them where the build of the text says so: “We won,” he said. “They lost.” So does a
paragraph after "X said:", one that is a quotation and nothing else, and the next of a quotation of several
paragraphs. Otherwise words have no speaker, and few words without one are a label and no quote.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.speech.attribution import Source, source_from
from dateline.events.speech.quotation_marks import Quotation
from dateline.events.speech.reported_speech import SHORTEST, Words, speaker_of
from dateline.events.speech.sayers import according_heads, puts_in_mouth
from dateline.events.status import status_of
from dateline.language import Passage
from dateline.model import Name
from dateline.rules import read_words

SHORTEST_ALONE = 4  # words, where nobody is said to say them: a ‘war of words’ is a label too
NEAREST = (
    4  # verbs on either side that are looked at; the verb of a quotation is the first or second
)
CLOSE = (
    60  # characters between words and a verb that says them only beside marks, or "according to"
)
LONGEST_NAME = 15  # words of "the U.S. Deputy Ambassador Peter Burleigh"; longer is no phrase
DEEPEST = 12  # words between the first of the words and a verb that governs it
ATTRIBUTION = (
    250  # characters of "…,” said the minister, who …. “…"; the longest in the seeds has 66
)
ANOTHER = re.compile(
    r"[a-z]{3}[.!?…]\s+[^\s“„«\"‘'`]"
)  # a sentence that ends, and one that is no quotation
STOP = re.compile(r"[.!?…][\"”’')\]]*\s*$")


@cache
def quote_verbs() -> frozenset[str]:
    """Lemmas of the verbs that say what stands between quotation marks close to them, and there only.

    >>> "ask" in quote_verbs(), "say" in quote_verbs()
    (True, False)
    """
    return frozenset(row["lemma"] for row in read_words("quote_verbs.csv", "lemma", "example"))


def direct_in(
    passage: Passage,
    text: str,
    quotations: list[Quotation],
    named: Mapping[int, Name],
    before: Words | None,
) -> Iterator[Words]:
    """The quotations of a passage with their speakers. `before`: the last words of the passage before it."""
    outside = _Outside(passage, quotations)
    last: Words | None = None
    for quotation in quotations:
        verb = outside.verb_beside(text, quotation)
        source = outside.speaker(verb, named) if verb is not None else None
        rule = "quotation-marks"
        if verb is None:
            source = outside.according_to(quotation, named)
            rule = "according-to" if source is not None else rule
        if source is None and (going_on := _going_on(text, quotation, last, before)) is not None:
            verb, source, rule = going_on
        if _is_label(text[quotation.start : quotation.end].split(), source):
            continue
        last = Words(quotation.start, quotation.end, True, verb, source, rule)
        yield last


def announced_in(passage: Passage, text: str, named: Mapping[int, Name]) -> Words | None:
    """What a passage that ends in "X said:" says of the next one: whose words it begins with."""
    if not text.rstrip().endswith(":"):
        return None
    verbs = [token for token in passage.doc[-ATTRIBUTION:] if _says(token)]
    source = speaker_of(verbs[-1], passage, named) if verbs else None
    return Words(len(text), len(text), True, verbs[-1], source, "after-colon") if source else None


def _going_on(
    text: str, quotation: Quotation, last: Words | None, before: Words | None
) -> tuple[Token | None, Source, str] | None:
    """The verb and speaker of the words before, if these go on with them, and the rule that says so."""
    if last is not None:
        follows = last.verb is not None and last.end <= last.verb.idx < quotation.start
        between = text[last.end : quotation.start - 1][:ATTRIBUTION]
        near = quotation.start - last.end < ATTRIBUTION and not ANOTHER.search(between)
        if last.source is not None and (quotation.goes_on or (follows and near)):
            return last.verb, last.source, "split"
        return None
    if before is None or before.source is None or text[: quotation.start - 1].strip("`\"' "):
        return None
    if quotation.goes_on:
        return before.verb, before.source, "runs-on"
    if before.rule == "after-colon":
        return before.verb, before.source, "after-colon"
    whole = quotation.end - quotation.start > 0.9 * len(text.strip())
    return (before.verb, before.source, "whole-paragraph") if whole else None


def _is_label(words: list[str], source: Source | None) -> bool:
    """Whether words between marks are nobody's: “terrorists”, a ‘war of words’, the “Iron Curtain”."""
    few = len(words) < SHORTEST_ALONE
    title = few and all(not word[0].islower() for word in words)
    return len(words) < SHORTEST or (few and (source is None or title))


def _says(token: Token) -> bool:
    says = token.lemma_ in lexicon.say_verbs() or token.lemma_ in quote_verbs()
    return says and token.pos_ == "VERB" and not puts_in_mouth(token)


def _is_denied(verb: Token) -> bool:
    return status_of(verb)[0] == "negated"


class _Outside:
    """What of a passage stands outside its quotations: verbs of saying and "according", by their place."""

    def __init__(self, passage: Passage, quotations: list[Quotation]) -> None:
        self.passage = passage
        self.starts = [quotation.start for quotation in quotations]
        self.quotations = quotations
        self.tokens = [token.idx for token in passage.doc]
        self.sentences = [sentence.start_char for sentence in passage.doc.sents]
        free = [token for token in passage.doc if not self._is_inside(token.idx)]
        self.verbs = [token for token in free if _says(token)]
        self.places = [token.idx for token in self.verbs]
        self.according = [token for token in free if token.lower_ == "according"]

    def _is_inside(self, place: int) -> bool:
        number = bisect_right(self.starts, place)
        return number > 0 and place < self.quotations[number - 1].end

    def speaker(self, verb: Token, named: Mapping[int, Name]) -> Source | None:
        """Whom the verb is said of, or whose name stands behind it; nobody who is inside a quotation."""
        source = speaker_of(verb, self.passage, named)
        if source is None or not self._is_inside(source.start - self.passage.start):
            return source
        head = verb.nbor() if verb.i + 1 < verb.sent.end else verb
        while verb.i < head.head.i < verb.i + LONGEST_NAME and head.head != head:
            head = head.head
        if head.pos_ not in {"NOUN", "PROPN", "PRON"}:
            return None
        return source_from(head, self.passage, named)

    def _sentence(self, place: int) -> int:
        return bisect_right(self.sentences, max(place, 0))

    def verb_beside(self, text: str, quotation: Quotation) -> Token | None:
        """The verb that says the words: the nearest one on the side that the comma or colon points to."""
        inner, lead = text[quotation.start : quotation.end], text[: quotation.start - 1][-40:]
        tail = text[quotation.end :].lstrip("\"”’'»`")[:40]
        place = bisect_left(self.places, quotation.start)
        after = [v for v in self.verbs[place : place + NEAREST] if self._follows(v, quotation)]
        ahead = [
            v for v in self.verbs[max(0, place - NEAREST) : place] if self._leads(v, quotation)
        ]
        if inner.endswith(".") and not tail.startswith(",") and not tail.lstrip()[:1].islower():
            after = []  # a whole sentence: the next one says nothing of it
        if STOP.search(lead):
            ahead = []
        points_after = inner.endswith((",", "?", "!"))
        points_ahead = lead.rstrip().endswith((",", ":", " that"))
        if after and points_after and not (ahead and points_ahead):
            return after[0]
        if ahead and points_ahead and not (after and points_after and lead.endswith(", ")):
            return ahead[-1]
        return min(
            (*ahead[-1:], *after[:1]),
            key=lambda verb: (self._height(verb, quotation), self._gap(verb, quotation)),
            default=None,
        )

    def _height(self, verb: Token, quotation: Quotation) -> int:
        """How far up the words hang from the verb: "who described it as a “black hole”, insisted"."""
        place = bisect_left(self.tokens, quotation.start)
        over = (
            islice(self.passage.doc[place].ancestors, DEEPEST) if place < len(self.tokens) else ()
        )
        return next((height for height, token in enumerate(over) if token == verb), DEEPEST)

    def _gap(self, token: Token, quotation: Quotation) -> int:
        if token.idx >= quotation.end:
            return token.idx - quotation.end
        return quotation.start - token.idx - len(token)

    def _follows(self, verb: Token, quotation: Quotation) -> bool:
        """Whether a verb after the words is in their sentence, or in one that begins right behind them."""
        gap = self._gap(verb, quotation)
        if (verb.lemma_ not in lexicon.say_verbs() and gap > CLOSE) or _is_denied(verb):
            return False
        own = self._sentence(verb.idx)
        return own == self._sentence(quotation.end - 1) or (
            gap < ATTRIBUTION and self.sentences[own - 1] <= quotation.end + 3
        )

    def _leads(self, verb: Token, quotation: Quotation) -> bool:
        gap = self._gap(verb, quotation)
        if (verb.lemma_ not in lexicon.say_verbs() and gap > CLOSE) or _is_denied(verb):
            return False
        return self._sentence(verb.idx) >= self._sentence(quotation.start - 2)

    def according_to(self, quotation: Quotation, named: Mapping[int, Name]) -> Source | None:
        """The source in “…,” according to the minister."""
        for token in self.according:
            if 0 <= token.idx - quotation.end < 5 and (heads := according_heads(token)):
                return source_from(heads[0], self.passage, named)
        return None
