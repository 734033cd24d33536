"""Which articles repeat another's words: printed again, cut, led anew, or put together from two.

Articles are compared by their sketches, gone through by date; only hashes that occur twice are looked up, and
only among the texts found so far, so that a thousand copies of one text cost a thousand times one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from dateline.corpus.sketches import SAMPLE, Sketch

# Of 200 articles of the development clusters no two that are not copies share more than .49 of one's runs
# of five words, true copies less than .68; bench/copies.py prints both margins.
COPIED = 0.55  # of its shingles an article has from others
GIVES = 0.2  # of an article's shingles each text that it was put together from gives
GIVERS = 3
ALIKE = 0.3  # of its shingles a text has in common with another when both are edits of a third: .55 x .55
FEWEST = 16  # sampled shingles, some 36 words: of a shorter article only its double is a copy
# A standard paragraph ("About the company") is soon met in more texts than this, and then tells nothing.
COMMON = 20


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts found so far: each has a number, the article that stands for it, and its shingles."""

    repeated: set[int]  # the hashes that occur twice
    heads: list[Sketch] = field(default_factory=list)
    having: dict[int, list[int]] = field(default_factory=dict)  # hash → texts; none: too common
    one_with: dict[int, int] = field(default_factory=dict)  # text → the one that it is after all
    copies: dict[str, str] = field(default_factory=dict)  # article → the one that took its place

    def telling(self, sketch: Sketch) -> tuple[set[int], int]:
        """Its hashes that others may have too but not too many do, and how many it has that not too many do."""
        known = self.repeated.intersection(sketch.hashes)
        common = {one for one in known if not self.having.get(one, True)}
        return known - common, len(sketch.hashes) - len(common)

    def met_in(self, hashes: Set[int]) -> dict[int, set[int]]:
        """Text → those of the hashes that it has."""
        met: dict[int, set[int]] = defaultdict(set)
        for one in hashes:
            for text in self.having.get(one, ()):
                met[text].add(one)
        for text in met.keys() & self.one_with.keys():
            known = text
            while known in self.one_with:
                known = self.one_with[known]
            met[known] |= met.pop(text)
        return met

    def add(self, text: int, sketch: Sketch) -> None:
        """Counts the sketch's hashes, those that occur twice, among the text's."""
        for one in self.repeated.intersection(sketch.hashes):
            texts = self.having.setdefault(one, [text])
            if texts and text not in texts:
                texts.append(text)
                if len(texts) > COMMON:
                    texts.clear()


def find_copies(sketches: Iterable[Sketch]) -> dict[str, str]:
    """Article → the article whose words it repeats, whole or in part, which is never a copy itself.

    Of two that have each other's words the earlier is the original (an undated article counts as last), and
    of one day the fuller. A brief is a copy of the article that holds it, whichever came first. What has its
    words from two or three texts is a copy of the one that gives most, unless they are later.

    >>> from array import array
    >>> text = array("I", range(0, 80, 2))
    >>> one = Sketch("one", "2017-01-16", "2017-01-16", 90, b"1", text)
    >>> cut = Sketch("cut", "2017-01-15", "2017-01-15", 42, b"2", text[:20])
    >>> again = Sketch("again", None, None, 90, b"1", text)
    >>> find_copies([one, cut, again])
    {'again': 'one', 'cut': 'one'}
    """
    copies: dict[str, str] = {}
    different = list[Sketch]()
    first: dict[bytes, str] = {}
    for sketch in sorted(sketches, key=lambda s: (s.latest or "~", s.word_count, s.id)):
        if sketch.word_count and sketch.digest in first:
            copies[sketch.id] = first[sketch.digest]
        elif sketch.word_count:
            first[sketch.digest] = sketch.id
            different.append(sketch)
    texts = _Texts(_repeated(different), copies=copies)
    for sketch in different:
        if len(sketch.hashes) >= FEWEST:
            _place(sketch, texts)
    _mark_merged(texts)
    # What an article is a copy of was no copy then: if it became one, that is further on in the dict.
    for article in reversed(copies):
        copies[article] = copies.get(copies[article], copies[article])
    return dict(sorted(copies.items()))


def _repeated(sketches: Sequence[Sketch]) -> set[int]:
    """The hashes that occur in two sketches, and up to one in sixteen of the others.

    Most occur once. A bit each, in 32 times as many bits, takes a twentieth of the memory of a set.
    """
    size = 1 << (32 * sum(len(sketch.hashes) for sketch in sketches) | 8).bit_length() - 1
    seen = bytearray(size >> 3)
    repeated = set[int]()
    for sketch in sketches:
        for one in sketch.hashes:
            place = one // SAMPLE % size
            bit = 1 << (place & 7)
            if seen[place >> 3] & bit:
                repeated.add(one)
            else:
                seen[place >> 3] |= bit
    return repeated


def _place(sketch: Sketch, texts: _Texts) -> None:
    """Takes an article, later than all before it or longer, as a copy, a fuller version, or a new text."""
    own, size = texts.telling(sketch)
    met = texts.met_in(own)
    givers = _givers(own, GIVES * size, met, texts)
    if givers and len(givers[0][1]) >= COPIED * size and size >= FEWEST:
        text = givers[0][0]
        head = texts.heads[text]
        alike = _unite(text, COPIED * size, met, texts)
        # Two texts put together are longer than either, and still the original of none.
        merged = any(number not in alike for number, _ in givers[1:])
        if sketch.word_count > head.word_count and not merged and not _before(head, sketch):
            _lead(text, sketch, texts)
        else:
            texts.copies[sketch.id] = head.id
    else:
        briefs = {
            number
            for number, hashes in met.items()
            if len(hashes) >= COPIED * FEWEST and _has(own, texts.heads[number], COPIED)
        }
        if len(briefs) == 1 and all(number in briefs for number, _ in givers):
            text = briefs.pop()
            _lead(text, sketch, texts)
        else:
            text = len(texts.heads)
            texts.heads.append(sketch)
    texts.add(text, sketch)


def _unite(text: int, most: float, met: dict[int, set[int]], texts: _Texts) -> set[int]:
    """The other texts that turn out to be this one, since an article has so many of its hashes from both."""
    hashes_of_head = set(texts.heads[text].hashes)
    alike = {
        number
        for number, hashes in met.items()
        if number != text
        and len(hashes) >= most
        and _has(hashes_of_head, texts.heads[number], ALIKE)
    }
    for number in alike:
        texts.copies[texts.heads[number].id] = texts.heads[text].id
        texts.one_with[number] = text
    return alike


def _lead(text: int, sketch: Sketch, texts: _Texts) -> None:
    """Lets the article stand for a text in place of the one that did."""
    texts.copies[texts.heads[text].id] = sketch.id
    texts.heads[text] = sketch


def _before(one: Sketch, other: Sketch) -> bool:
    """Whether it was published on an earlier day for sure."""
    return one.latest is not None and (other.earliest is None or one.latest < other.earliest)


def _has(own: set[int], head: Sketch, share: float) -> bool:
    """Whether the hashes have this share of the head's."""
    return len(own.intersection(head.hashes)) >= share * len(head.hashes)


def _givers(
    own: set[int], least: float, met: dict[int, set[int]], texts: _Texts
) -> list[tuple[int, set[int]]]:
    """Up to three texts that give most of the hashes, each with what the ones before it do not give."""
    # A text has the words of its copies as well; it must give enough of its head's.
    left = {
        number: hashes
        for number, hashes in met.items()
        if len(hashes) >= least and len(own.intersection(texts.heads[number].hashes)) >= least
    }
    givers = list[tuple[int, set[int]]]()
    while left and len(givers) < GIVERS:
        number = min(left, key=lambda n: (-len(left[n]), n))
        givers.append((number, left.pop(number)))
        left = {
            n: rest for n, hashes in left.items() if len(rest := hashes - givers[-1][1]) >= least
        }
    return givers


def _mark_merged(texts: _Texts) -> None:
    """Marks the texts that are put together from others, those with least of their own first."""
    numbers = (n for n in range(len(texts.heads)) if n not in texts.one_with)
    shares = [(-_merged(number, texts)[1], number) for number in numbers]
    for share, number in sorted(shares):
        if share:
            most, still = _merged(number, texts)
            if still:
                texts.copies[texts.heads[number].id] = texts.heads[most].id


def _merged(number: int, texts: _Texts) -> tuple[int, float]:
    """The text that gives most, and how much it and others do; 0 when this one is a text of its own."""
    head = texts.heads[number]
    own, size = texts.telling(head)
    met = {
        other: hashes
        for other, hashes in texts.met_in(own).items()
        if other != number
        and texts.heads[other].id not in texts.copies
        and not _before(head, texts.heads[other])
    }
    givers = _givers(own, GIVES * size, met, texts)
    covered = sum(len(hashes) for _, hashes in givers)
    if len(givers) < 2 or size < FEWEST or covered < COPIED * size:
        return number, 0.0
    return givers[0][0], covered / size
