"""Which story each article is of and what it copies: for a million articles a few bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.columns import uncollected
from dateline.corpus.copies import find_copies
from dateline.corpus.gathered import told_in
from dateline.corpus.names import Names
from dateline.corpus.spool import Rows, Spool, spooled
from dateline.corpus.stories import FoundStories, find_stories
from dateline.model import Story

NONE = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """The stories of a folder, and of its articles, by their place in the order of ids, which is where."""

    stories: Rows[Story]
    story_ids: Names
    # the articles of a story after those of another, in the order of the stories' ids …
    members: array[int]
    starts: array[int]  # … which begin here, and the end of the last
    story_of: array[int]  # article → story
    reasons: Spool  # of an article: why it is of its story, or None
    copy_of: array[int]  # article → the article that it copies, or NONE


@uncollected()
def placed_in(told: Path) -> Placed:
    """Which article copies which, and the stories of all of them, by what `gather` wrote down."""
    sketches, terms = told_in(told)
    copies = find_copies(sketches)
    del sketches
    ids = [article.article_id for article in terms]
    return placed(find_stories(terms, copies), copies, ids)


def placed(found: FoundStories, copies: Mapping[str, str], ids: Sequence[str]) -> Placed:
    """The same in few bytes; `ids` are those of the articles, in their order."""
    place_of = {article_id: place for place, article_id in enumerate(ids)}
    number_of = {story.id: number for number, story in enumerate(found.stories)}
    by_story: list[list[int]] = [[] for _ in found.stories]
    for article_id, story_id in found.story_of.items():
        by_story[number_of[story_id]].append(place_of[article_id])
    starts = array("I", [0])
    for some in by_story:
        starts.append(starts[-1] + len(some))
    return Placed(
        stories=Rows(Story, found.stories),
        story_ids=Names(story.id for story in found.stories),
        members=array("I", (place for some in by_story for place in some)),
        starts=starts,
        story_of=array("I", (number_of[found.story_of[article_id]] for article_id in ids)),
        reasons=spooled(found.reason_of.get(article_id) for article_id in ids),
        copy_of=array("i", (place_of.get(copies.get(i, ""), NONE) for i in ids)),
    )
