"""Articles that tell one story.

A story is held together by the words and names at the head of its articles (terms.py, vectors.py) and by days
that are not far apart (groups.py): average link, near-linear (average_link.py). It has no date window, since
stories last. Two articles about one war and nothing else in common are two stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from dateline.corpus.stories.average_link import average_link
from dateline.corpus.stories.terms import NAME, Terms
from dateline.corpus.stories.vectors import UNIT, Vectors, weigh
from dateline.model import Story

SHOWN = 4  # terms that a reason names


@dataclass(frozen=True, slots=True)
class FoundStories:
    """The stories of a folder, and for each article which it is of and why."""

    stories: tuple[Story, ...]
    story_of: dict[str, str]
    reason_of: dict[str, str]  # for articles whose story has others


@dataclass(frozen=True, slots=True)
class _Place:
    """What an article has in common with the rest of its story."""

    likeness: float  # mean cosine with its other articles
    shared: tuple[str, ...]  # the terms that most of it comes from


def find_stories(terms: Iterable[Terms], copies: Mapping[str, str]) -> FoundStories:
    """The stories of articles given by their terms, in any order.

    `copies` maps an article to the one whose words it repeats: it is of the same story, and has no say in
    what that story is.
    """
    ordered = sorted(terms, key=lambda article: article.article_id)
    originals = [article for article in ordered if article.article_id not in copies]
    vectors = weigh(originals)
    numbers: dict[int, list[int]] = defaultdict(list)
    for number, head in enumerate(average_link(originals, vectors)):
        numbers[head].append(number)
    copied_by: dict[str, list[Terms]] = defaultdict(list)
    for article in ordered:
        if article.article_id in copies:
            copied_by[_original(article.article_id, copies)].append(article)
    stories: list[Story] = []
    story_of: dict[str, str] = {}
    reason_of: dict[str, str] = {}
    for group in numbers.values():
        members = [originals[number] for number in group]
        places = _places(group, originals, vectors)
        repeats = [copy for member in members for copy in copied_by[member.article_id]]
        story = _story(members, places, repeats)
        stories.append(story)
        story_of |= {article.article_id: story.id for article in (*members, *repeats)}
        if len(members) > 1:
            reason_of |= {m.article_id: _reason(p) for m, p in zip(members, places, strict=True)}
        reason_of |= {c.article_id: f"copy of {copies[c.article_id]}" for c in repeats}
    return FoundStories(tuple(sorted(stories, key=lambda s: s.id)), story_of, reason_of)


def _original(article_id: str, copies: Mapping[str, str]) -> str:
    while article_id in copies:
        article_id = copies[article_id]
    return article_id


def _places(group: list[int], articles: list[Terms], vectors: Vectors) -> list[_Place]:
    """What each article of a group has in common with the others."""
    if len(group) == 1:
        return [_Place(0.0, ())]
    rows = [slice(vectors.starts[number], vectors.starts[number + 1]) for number in group]
    terms, at = np.unique(np.concatenate([vectors.terms[r] for r in rows]), return_inverse=True)
    weights = np.concatenate([vectors.weights[r] for r in rows]).astype(np.int64)
    sums = np.zeros(len(terms), np.int64)
    np.add.at(sums, at, weights)
    letters = {crc32(t.encode()): t for number in reversed(group) for t in articles[number].letters}
    known = np.array([int(vectors.hashes[term]) in letters for term in terms], bool)
    places, begin = [], 0
    for row in rows:
        here = slice(begin, begin := begin + row.stop - row.start)
        product = weights[here] * (sums[at[here]] - weights[here])
        tellable = np.where(known[at[here]], product, 0)
        most = np.argsort(-tellable, kind="stable")[: 3 * SHOWN]
        shared = (
            letters[int(vectors.hashes[terms[at[here][place]]])]
            for place in most
            if tellable[place] > 0
        )
        likeness = int(product.sum()) / ((len(group) - 1) * UNIT * UNIT)
        places.append(_Place(likeness, _shown(shared)))
    return places


def _shown(terms: Iterable[str]) -> tuple[str, ...]:
    """The first few terms, as a reader wants them: no word that a name beside it holds, no name twice.

    >>> _shown(["haftar", "name:Khalifa Haftar", "carrier", "name:Tobruk", "tobruk", "deck", "visit"])
    ('Khalifa Haftar', 'carrier', 'Tobruk', 'deck')
    """
    listed = list(terms)
    inside = [t.removeprefix(NAME).casefold().split() for t in listed if t.startswith(NAME)]
    kept = (t for t in listed if t.startswith(NAME) or not any(t in words for words in inside))
    return tuple(t.removeprefix(NAME) for t in kept)[:SHOWN]


def _reason(place: _Place) -> str:
    """Why an article is of its story, in words.

    >>> _reason(_Place(0.412, ("Khalifa Haftar", "Tobruk", "carrier")))
    'shares Khalifa Haftar, Tobruk, carrier with the story; mean likeness 0.41 to its other articles'
    """
    shared = ", ".join(place.shared) or "words"
    return (
        f"shares {shared} with the story; mean likeness {place.likeness:.2f} to its other articles"
    )


def _story(members: list[Terms], places: list[_Place], repeats: list[Terms]) -> Story:
    everyone = [*members, *repeats]
    central = min(
        zip(members, places, strict=True), key=lambda m: (-m[1].likeness, m[0].article_id)
    )[0]
    return Story(
        id=f"{min(article.article_id for article in everyone)}-story",
        title=central.title or central.article_id,
        article_count=len(everyone),
        source_count=len(members),
        earliest=min((a.earliest for a in everyone if a.earliest), default=None),
        latest=max((a.latest for a in everyone if a.latest), default=None),
    )
