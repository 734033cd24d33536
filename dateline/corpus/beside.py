"""What an article says of where a place is: the country or state right beside its name, and those it names."""

from __future__ import annotations

import marshal
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from dateline.entities.countries import needs_witness
from dateline.entities.witnesses import Hit, hits_in
from dateline.model import ArticleRecord, Name

# A country and, of the United States, Canada or the United Kingdom, perhaps its state.
Area = tuple[str, str | None]

_WORDS = (
    r"(?:(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central"
    r"|coastal|main|biggest|largest|oldest|second|third|fourth|second-largest|third-largest"
    r"|second-biggest|port|provincial|regional|state|national|de|facto|besieged|ancient|historic)\s+)*"
)
_NOUN = r"(?:capital|city|town|port|village|suburb|resort|district|province|region|municipality)"
# Between the place and the country behind it …
COMMA = re.compile(r",\s+")
BRACKET = re.compile(r"\s*\(")
IN = re.compile(rf",?\s+(?:(?:a|an|the)\s+{_WORDS}{_NOUN}\s+)?(?:in|of)\s+(?:the\s+)?{_WORDS}")
OF = re.compile(rf",\s+(?:the\s+)?{_WORDS}{_NOUN}\s+(?:of|in)\s+(?:the\s+)?{_WORDS}")
PART = re.compile(r",\s+(?:in\s+)?(?:north|south|east|west|central)[a-z-]*\s+")
ARTICLE = re.compile(rf",\s+(?:the|a|an)\s+{_WORDS}")
# … and what must follow the country
BREAK = re.compile(r"\s*(?:$|[,.;:)\]\n]|[-–—]\s|\(|(?:on|in|at|after|before|for)\s)")
LIST = re.compile(r",?\s+(?:and|or)\s")
NOUN = re.compile(rf"\s+{_WORDS}{_NOUN}\b")
ITS_NOUN = re.compile(rf"['’]s?\s+{_WORDS}{_NOUN}\b")
# Between the country and the place that follows it: "the Lebanese city of", "Libya's capital, "
BEFORE = re.compile(rf"(?:['’]s?)?\s+{_WORDS}{_NOUN}(?:\s+of)?,?\s+")
SAME_SENTENCE = (
    3  # times a mention in a sentence with the place counts: "Lebanon sent troops to Tripoli"
)
NEAR = 60  # characters between a place and a country beside it; "the second-largest city in the …" has 45
# "talks in Paris, US officials said": as adjectives these are no country of the place before
ADJECTIVES = {"US", "U.S.", "UK", "U.K.", "EU"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one article says of where a place is."""

    beside: Counter[Area] = field(default_factory=Counter)  # right beside the place's name
    countries: Counter[str] = field(default_factory=Counter)  # named anywhere in the article …
    divisions: Counter[Area] = field(default_factory=Counter)  # … and their states, both weighted


def packed(evidence: Evidence) -> bytes:
    """An article's evidence in a tenth of the memory, since a large folder has millions of them."""
    counts = (evidence.beside, evidence.countries, evidence.divisions)
    return marshal.dumps(tuple(tuple(count.items()) for count in counts))


def unpacked(evidence: bytes) -> Evidence:
    """The evidence that `packed` made.

    >>> libya = Evidence(countries=Counter(LBY=5, RUS=2))
    >>> unpacked(packed(libya)) == libya
    True
    """
    return Evidence(*(Counter(dict(pairs)) for pairs in marshal.loads(evidence)))


class Said(Sequence[Evidence]):
    """The packed evidence of articles, unpacked one at a time: London is in a third of a folder's articles."""

    def __init__(self, evidence: Sequence[bytes]) -> None:
        self._packed = evidence

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, number: int) -> Evidence: ...
    @overload
    def __getitem__(self, number: slice) -> list[Evidence]: ...
    def __getitem__(self, number: int | slice) -> Evidence | list[Evidence]:
        if isinstance(number, slice):
            return [unpacked(one) for one in self._packed[number]]
        return unpacked(self._packed[number])


def evidence_in(record: ArticleRecord) -> dict[str, Evidence]:
    """Full name of a place → what the article says of where it is.

    A country counts by its name, its people ("Libyan") and what stands for it, but not inside a person's
    name (Kathy Ireland) nor in the place's own.
    """
    places: dict[str, list[Name]] = defaultdict(list)
    for name in record.names:
        if name.type == "place" and name.kind == "name":
            places[name.full_name].append(name)
    if not places:
        return {}
    text = record.article.text
    people = sorted((name.start, name.end) for name in record.names if name.type == "person")
    countries = {name.start for name in record.names if name.type == "country"}
    hits = [
        hit
        for hit in hits_in(text)
        if not _is_in(people, hit.start) and not _is_in(people, hit.end - 1)
    ]
    sentences = {sentence.id: (sentence.start, sentence.end) for sentence in record.sentences}
    return {
        full_name: _evidence_of(text, names, hits, countries, sentences)
        for full_name, names in places.items()
    }


def _evidence_of(
    text: str,
    names: list[Name],
    hits: list[Hit],
    countries: set[int],
    sentences: dict[str, tuple[int, int]],
) -> Evidence:
    evidence = Evidence()
    around = sorted({sentences[name.sentence_id] for name in names})
    own = {name.name for name in names}
    for name in names:
        evidence.beside.update(set(_beside(text, name.start, name.end, hits)))
    for hit in hits:
        word = text[hit.start : hit.end]
        if word in own or hit.kind == "abbreviation":
            continue
        if needs_witness(word) and hit.start not in countries:
            continue
        weight = SAME_SENTENCE if _is_in(around, hit.start) else 1
        evidence.countries[hit.country] += weight
        if hit.kind == "division":
            evidence.divisions[hit.country, hit.division] += weight
    return evidence


def _is_in(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether one of the spans, which are in order and apart, covers the offset."""
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and offset < spans[index][1]


def areas_beside(text: str, place: str) -> list[Area]:
    """The countries or states right beside the first mention of a place.

    >>> areas_beside("the Lebanese city of Tripoli", "Tripoli"), areas_beside("in Paris, Texas.", "Paris")
    ([('LBN', None)], [('USA', 'TX')])
    >>> areas_beside("In Moscow, US officials said", "Moscow")
    []
    """
    start = text.index(place)
    return list(_beside(text, start, start + len(place), list(hits_in(text))))


def _beside(text: str, start: int, end: int, hits: list[Hit]) -> Iterator[Area]:
    first = bisect_left(hits, start - NEAR, key=lambda hit: hit.end)
    for index in range(first, len(hits)):
        hit = hits[index]
        if hit.start > end + NEAR:
            return
        if end <= hit.start:
            following = hits[index + 1] if index + 1 < len(hits) else None
            if _is_behind(text, text[end : hit.start], hit, following):
                yield hit.country, hit.division
        elif (
            hit.end <= start
            and hit.kind in {"country", "division", "people"}
            and BEFORE.fullmatch(text[hit.end : start])
        ):
            yield hit.country, hit.division


def _is_behind(text: str, between: str, hit: Hit, following: Hit | None) -> bool:
    """Whether the country behind a place says where the place is."""
    rest = text[hit.end : hit.end + NEAR]
    word = text[hit.start : hit.end]
    if hit.kind == "people" and word not in ADJECTIVES:
        return bool(ARTICLE.fullmatch(between) and NOUN.match(rest))
    if hit.kind == "metonym":
        return False
    if COMMA.fullmatch(between):
        in_a_row = following is not None and text[hit.end : following.start] == ", "
        if hit.kind != "abbreviation" and (LIST.match(rest) or in_a_row):
            return False  # "offices in London, Canada and Mexico"
        return bool(BREAK.match(rest) or ITS_NOUN.match(rest)) or hit.kind == "abbreviation"
    if hit.kind == "abbreviation":
        return bool(BRACKET.fullmatch(between) and rest.startswith(")"))
    if BRACKET.fullmatch(between):
        return rest[:1] in {")", ","}
    if word in ADJECTIVES and not between.endswith("the "):
        return False
    return any(pattern.fullmatch(between) for pattern in (IN, OF, PART))
