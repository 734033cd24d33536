"""The sources of an event: whom the article cites for it, and whom that one cites.

The article itself is the source of everything else; a passive without a source ("is said to") has none.
Listeners are no sources: in "Peskov told Interfax" Peskov is, and Interfax heard it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Token

from dateline.events.phrases import name_of, phrase_tokens
from dateline.events.speech.cited import is_paper
from dateline.events.speech.sayings import Saying
from dateline.language import Passage
from dateline.model import Event, EventSource, Name, Quote

LONGEST_PARTICIPLE = 8  # words of "briefed on the matter"; a longer one tells a story of its own
LONGEST_CHAIN = 4  # links; the longest in the seeds has 2


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a source, and the mention that says who that is, when one does."""

    start: int  # code points into the article's text
    end: int
    name: Name | None


def source_from(head: Token, passage: Passage, named: Mapping[int, Name]) -> Source:
    """The source a phrase names: its head's name, the maker of the report that it is, or whom "he" stands for.

    `named` maps the index of a token to the mention it is in, of any kind.
    """
    tokens = phrase_tokens(head)
    makers = {token.i for token in tokens}
    if head.i not in named:
        tokens = _with_where(head, tokens)
        makers |= {t.i for t in tokens if t.i in named and named[t.i].type == "organization"}
        tokens = _with_participle(head, tokens)
    after = _name_after(tokens, named)
    tokens = [*tokens, *after]
    by_name = {
        token.i: named[token.i]
        for token in (*head.subtree, *after)
        if token.i in named and named[token.i].kind == "name"
    }
    inside = {
        name.id: name
        for token in tokens
        if (name := by_name.get(token.i)) and (token.i in makers or token in after)
    }  # "reports in Kenya" are not Kenya's, "documents seen by Reuters" not Reuters'
    name = name_of(head, by_name) or named.get(head.i)
    if name is None and len(inside) == 1 and (is_paper(head) or after):
        name = next(iter(inside.values()))
    start, end = passage.span_of(tokens[0], tokens[-1])
    return Source(start, max(end, name.end) if name else end, name)  # "its head, Sergei Lavrov"


def _with_where(head: Token, tokens: list[Token]) -> list[Token]:
    """A phrase with where that one is: "reports in the Libyan press", but not "officials on Monday"."""
    after = next((child for child in head.rights if child.i == tokens[-1].i + 1), None)
    if after is None or after.lower_ not in {"in", "on", "at", "within", "inside"}:
        return tokens
    places = [child for child in after.children if child.dep_ == "pobj"]
    if any(place.ent_type_ in {"DATE", "TIME"} for place in places):
        return tokens
    return [*tokens, after, *(token for place in places for token in phrase_tokens(place))]


def _with_participle(head: Token, tokens: list[Token]) -> list[Token]:
    """A phrase with what was done to it: "documents seen by Reuters", "people briefed on the matter"."""
    after = next((child for child in head.rights if child.i == tokens[-1].i + 1), None)
    if after is None or after.dep_ != "acl" or after.tag_ != "VBN":
        return tokens
    rest = list(after.doc[after.i : after.right_edge.i + 1])
    plain = all(
        not token.is_punct
        and (token == after or token.pos_ != "VERB")
        and token.ent_type_ not in {"DATE", "TIME"}
        for token in rest
    )
    return [*tokens, *rest] if plain and len(rest) <= LONGEST_PARTICIPLE else tokens


def _name_after(tokens: Sequence[Token], named: Mapping[int, Name]) -> list[Token]:
    """The name right after a noun, which the small model parts from it: "the news agency SANA"."""
    last = tokens[-1]
    if last.i in named or last.pos_ != "NOUN":
        return []
    row = takewhile(lambda token: token.pos_ == "PROPN", last.doc[last.i + 1 : last.sent.end])
    return list(row)


def sources_of(
    event_id: str,
    trigger: Token,
    sayings: Iterable[Saying],
    passage: Passage,
    article_text: str,
    named: Mapping[int, Name],
) -> tuple[EventSource, ...]:
    """The sources of what a trigger names, the first whom the article cites; empty when it tells it itself."""
    levels = [
        (heads, rule)
        for saying in sayings
        if saying.covers(trigger)
        for heads, rule in zip(saying.levels, saying.rules, strict=True)
    ]
    rows: list[EventSource] = []
    cited_by = None
    for heads, rule in levels[:LONGEST_CHAIN]:
        number = len(rows) + 1
        for head in heads:
            source = source_from(head, passage, named)
            if all(row.end <= source.start or source.end <= row.start for row in rows):
                rows.append(
                    EventSource(
                        event_id=event_id,
                        number=len(rows) + 1,
                        cited_by=cited_by,
                        mention_id=source.name.id if source.name else None,
                        article_id=passage.paragraph.article_id,
                        start=source.start,
                        end=source.end,
                        text=article_text[source.start : source.end],
                        rule=rule,
                    )
                )
        cited_by = number if len(rows) >= number else cited_by
    return tuple(rows)


def in_quotes(events: tuple[Event, ...], quotes: tuple[Quote, ...]) -> tuple[Event, ...]:
    """The events with the speaker as first source of those told inside a direct quotation."""
    spoken = {
        quote.start: quote for quote in quotes if quote.direct and quote.speaker_start is not None
    }
    starts = sorted(spoken)
    return tuple(
        _spoken(event, spoken[starts[place - 1]])
        if (place := bisect_right(starts, event.start))
        and event.start < spoken[starts[place - 1]].end
        else event
        for event in events
    )


def _spoken(event: Event, quote: Quote) -> Event:
    """The event with the speaker before those sources that are in the speaker's own words."""
    start, end = quote.speaker_start, quote.speaker_end
    if start is None or end is None or quote.speaker is None:
        return event
    if any(row.start < end and start < row.end for row in event.sources):
        return event
    speaker = EventSource(
        event_id=event.id,
        number=1,
        cited_by=None,
        mention_id=quote.speaker_mention_id,
        article_id=event.article_id,
        start=start,
        end=end,
        text=quote.speaker,
        rule="quotation",
    )
    inner = [
        replace(row, number=number, cited_by=(row.cited_by or 0) + 1)
        for number, row in enumerate(event.sources, start=2)
    ]
    return replace(event, attribution=speaker.text, sources=(speaker, *inner))
