"""Which of a file's first lines is the headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.ingest.lines import Line
from dateline.ingest.stop_words import stop_words

MIN_WORDS = 3  # "World News" and "Opinion" stand above headlines; few headlines are as short
MIN_SHARED = 2  # of its words, with the story; a motto shares none
NEAR = 8  # lines: further apart, a line said twice is a refrain and no title
MAX_AFFIX = 80  # what a breadcrumb or a site's name adds to a title
WORD = re.compile(r"[^\W\d_]{4,30}")
STEM = 6  # letters: "forces" and "force's", "medical" and "medically" count as one
MOTTO = re.compile(
    r".{3,80}\b(?:since|est\.?|established|founded|seit|depuis|desde|dal|с)(?: in)? \d{4}",
    re.IGNORECASE,
)


def title_at(
    zone: Sequence[Line], free: Sequence[int], story: Sequence[Line], known: str | None
) -> int | None:
    """The index of the title among the `free` lines of the zone; null when none is like one.

    The best evidence first: it is the known title; said twice; inside a longer line above it;
    marked as heading; else the first headline-like line, unless that is chrome and a later one is
    the story's.
    """
    names = {index: normal(zone[index].text) for index in free}
    if known is not None:
        return max((i for i in free if names[i] == normal(known)), default=None)
    counts = Counter(names.values())
    for index in free:
        name = names[index]
        if counts[name] > 1 and " " in name and not name.endswith("."):
            return max(i for i in free if names[i] == name and i - index <= NEAR)
    for index in free:
        longer = (i for i in free if i < index and names[i] != names[index])
        if any(relation_to_title(zone[i].text, zone[index].text) for i in longer):
            return index
    marked = next((i for i in free if zone[i].mark == "title"), None)
    return marked if marked is not None else _first_headline(zone, free, story)


def relation_to_title(text: str, title: str) -> str | None:
    """The rule for a line that is the title again, or ends or begins with it.

    >>> relation_to_title("Home Reports Haftar hopes for aid", "Haftar hopes for aid")
    'header-breadcrumb'
    """
    line, name = normal(text), normal(title)
    if line == name:
        return "header-repeated-title"
    if len(name.split()) < MIN_WORDS or len(line) - len(name) > MAX_AFFIX:
        return None
    if line.endswith(" " + name):
        return "header-breadcrumb"
    return "header-site-name" if line.startswith(name + " ") else None


def normal(text: str) -> str:
    """The words for comparison: one case, single spaces, typewriter quotes."""
    return " ".join(text.casefold().translate(str.maketrans("‘’“”", "''\"\"")).split())


def _first_headline(zone: Sequence[Line], free: Sequence[int], story: Sequence[Line]) -> int | None:
    told = {stem for line in story for stem in _stems(line.text[:3000])}

    def shared(index: int) -> int:
        return len(_stems(zone[index].text) & told)

    def like_a_headline(index: int) -> bool:
        text = zone[index].text
        return text[-1] not in ",;:" and (
            text[-1] != "." or text.endswith("..") or shared(index) >= MIN_SHARED
        )

    candidates = [i for i in free if like_a_headline(i)]
    for place, index in enumerate(candidates):
        later = candidates[place + 1 :]
        if not _is_long(zone[index].text):
            passed = any(_is_long(zone[i].text) for i in later)
        elif shared(index) == 0 and (index > 0 or MOTTO.fullmatch(zone[index].text)):
            # A motto, or a line with page chrome above it, when a later line is the story's.
            passed = any(_is_long(zone[i].text) and shared(i) >= MIN_SHARED for i in later)
        else:
            passed = False
        if not passed:
            return index
    return None


def _is_long(text: str) -> bool:
    """Three words, or as many letters in a script that does not part words."""
    return len(text.split()) >= MIN_WORDS or (not text.isascii() and len(text) >= 10)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.casefold()) if word not in stop_words()}
