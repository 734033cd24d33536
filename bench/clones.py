"""Makes as many articles of real ones as a measurement needs, without running the model again.

A group is one clone of every article of a folder. Each group has its own days (all dates of an article, its
times and its events are moved alike, within six years) and its own words, the same in all its articles: two of
three words of the names of people, organizations and places have other letters, which gives some ten new names an
article, and the other words that tell something are others as common in print. Countries, peoples, first names and
what a rule found (triggers, dates, numbers) stay. A word is replaced by one of as many letters, so that every
offset holds, and the text of every row is cut anew from the article's.

One article in fifty is an exact copy of another, one in twenty is undated (its original was analysed so), and one
in a hundred is of a single story: the largest of the folder, over a hundred days, with its names always the same
and two of three of the other words each article's own.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from zlib import crc32

from wordfreq import top_n_list

from dateline.analysis import analyse
from dateline.columns import layout_of, rows_like
from dateline.corpus.stories.terms import ENGLISH, STEPS, rarity_of
from dateline.entities.person_names import first_names
from dateline.model import Article, ArticleRecord, Event

YEARS, SEASON = 2190, 100  # days
COPIES, UNDATED, OF_ONE_STORY = 50, 20, 100  # one article in so many
WORDS = 40_000  # of English, the most common
ENOUGH = 10  # words to choose from
TOLD = 24  # rarity from which a word tells something: what a quarter of leads hold, it does not
ISO = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?(?!\d)|^(\d{4})$")
WORD = re.compile(r"[^\W\d_]+")
VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvz"

STAY = {"country", "group"}

Replace = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Original:
    """The records of a real article with and without its date."""

    dated: ArticleRecord
    undated: ArticleRecord


@dataclass(frozen=True, slots=True)
class Folder:
    """Real articles, and which of their words may become others."""

    originals: tuple[Original, ...]
    largest: tuple[Original, ...]  # those of the largest story
    names: frozenset[str]  # words of the names that become others
    telling: frozenset[str]  # other such words, in small letters


def read_folder(articles: Iterable[Article]) -> Folder:
    """The articles analysed, as they are and as if undated."""
    originals: list[Original] = []
    stories: dict[str, list[Original]] = defaultdict(list)
    for article in articles:
        unknown = replace(article, published=None, published_evidence="unknown", published_raw=None,
                          published_earliest=None, published_latest=None)  # fmt: skip
        originals.append(Original(analyse(article), analyse(unknown)))
        stories[article.id.partition("_")[0]].append(originals[-1])
    records = [original.dated for original in originals]
    words = {word for r in records for word in WORD.findall(r.article.text)}
    small = {word for word in words if word.islower()}
    full = {n.full_name: n.type for r in records for n in r.names if n.kind == "name"}
    stay = small | first_names()
    stay |= {w.lower() for n, kind in full.items() if kind in STAY for w in WORD.findall(n)}
    names = {word for name in full for word in WORD.findall(name) if len(word) > 2}
    names = {word for word in names if word.lower() not in stay and word.isascii()}
    found = {word for r in records for text in _found(r) for word in WORD.findall(text)}
    telling = {w for w in small - found if w.isascii() and rarity_of(w, ENGLISH) >= TOLD}
    largest = tuple(max(stories.values(), key=len))
    return Folder(tuple(originals), largest, frozenset(names), frozenset(telling))


def _found(record: ArticleRecord) -> Iterator[str]:
    """The texts whose words have a meaning for a rule that reads them again."""
    yield from (row.text for rows in (record.times, record.positions) for row in rows)


# ---------------------------------------------------------------- which clones


@dataclass(frozen=True, slots=True)
class Clones:
    """So many articles of a folder, always the same ones; each can be made alone."""

    folder: Folder
    count: int

    def __iter__(self) -> Iterator[ArticleRecord]:
        return (self.made(number) for number in range(self.count))

    def made(self, number: int, day: str | None = None) -> ArticleRecord:
        """The record of an article; with a day, as if that were the day of its publication."""
        if number % COPIES == COPIES - 1 and day is None:
            return _renamed(self.made(number - 1), _id(number))
        original, group, of_one_story = self._place(number)
        dated = original.dated.article.published_earliest
        undated = number % UNDATED == UNDATED - 3 and day is None
        if day is not None and dated is not None:
            moved = (date.fromisoformat(day) - date.fromisoformat(dated)).days
        else:
            moved = _dice(
                "days", number if of_one_story else group, SEASON if of_one_story else YEARS
            )
        own = number if of_one_story else None
        record = original.undated if undated else original.dated
        return _Clone(_words(self.folder, group, own), moved).of(_renamed(record, _id(number)))

    def read(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        """The records of some of these articles as of the day they now give, as an analyser would."""
        return (self.made(int(a.id.lstrip("a")), a.published) for a in articles)

    def found(self, story_of: Mapping[str, str]) -> tuple[float, float]:
        """Precision and recall of stories, over pairs of articles made as one story."""
        made = {key: self._story(int(key.lstrip("a"))) for key in story_of}
        both = Counter((made[key], story) for key, story in story_of.items())
        right, taken, there = map(
            _pairs, (both, Counter(story_of.values()), Counter(made.values()))
        )
        return right / max(taken, 1), right / max(there, 1)

    def _story(self, number: int) -> tuple[int, str]:
        original, group, of_one_story = self._place(number)
        return group, "" if of_one_story else original.dated.article.id.partition("_")[0]

    def _place(self, number: int) -> tuple[Original, int, bool]:
        """The original of an article, its group, and whether it is of the one large story."""
        if number % OF_ONE_STORY == 0:
            largest = self.folder.largest
            return largest[number // OF_ONE_STORY % len(largest)], -1, True
        group, place = divmod(number, len(self.folder.originals))
        return self.folder.originals[place], group, False


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _id(number: int) -> str:
    return f"a{number:07}"


def _dice(what: str, number: int, sides: int) -> int:
    return crc32(f"{what} {number}".encode()) * sides >> 32


# ---------------------------------------------------------------- other words


@cache
def _alike() -> dict[tuple[int, int], list[str]]:
    """English words that tell something, by their length and how common they are."""
    words: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word in top_n_list(ENGLISH, WORDS, wordlist="small"):
        if word.isascii() and word.isalpha() and rarity_of(word, ENGLISH) >= TOLD:
            words[_kind(word)].append(word)
    return words


def _kind(word: str) -> tuple[int, int]:
    return len(word), rarity_of(word, ENGLISH) // STEPS


def _words(folder: Folder, group: int, own: int | None) -> Replace:
    """What a word becomes in a group; of an article with words of its `own`, two of three are."""
    known: dict[str, str] = {}

    def another(found: re.Match[str]) -> str:
        word = found[0]
        if (there := known.get(word)) is None:
            there = known[word] = _another(folder, word, group, own)
        return there

    return lambda text: WORD.sub(another, text)


def _another(folder: Folder, word: str, group: int, own: int | None) -> str:
    if word in folder.names:
        return _other_letters(word, group) if _dice(word.lower(), group, 3) else word
    low = word.lower()
    if low not in folder.telling or word not in (low, low.capitalize()):
        return word
    seed = own if own is not None and _dice(low, own, 3) else group
    near = _alike().get(_kind(low), [])
    # Few are as long and as rare: one made of other letters is as rare, and not the same in every third group
    new = near[_dice(low, seed, len(near))] if len(near) >= ENOUGH else _other_letters(low, seed)
    return new if word == low else new.capitalize()


def _other_letters(name: str, group: int) -> str:
    dice = random.Random(f"{name.lower()} {group}")
    new = "".join(
        dice.choice(VOWELS if letter in VOWELS else CONSONANTS) if letter.isascii() else letter
        for letter in name.lower()
    )
    return "".join(b.upper() if a.isupper() else b for a, b in zip(name, new, strict=True))


# ---------------------------------------------------------------- one clone


def _renamed(record: ArticleRecord, article_id: str) -> ArticleRecord:
    """The record under another id, in all its rows."""
    before = record.article.id

    def of_another(value: Any) -> Any:
        is_own = isinstance(value, str) and value.startswith(before)
        return article_id + value[len(before) :] if is_own else value

    def renamed(cls: type, rows: Any) -> Any:
        layout = layout_of(cls)
        columns = {
            name: [of_another(getattr(row, name)) for row in rows]
            for name in layout.names
            if name.endswith("id")
        }
        for n, inner in layout.inner.items():
            name = layout.names[n]
            columns[name] = [renamed(inner, getattr(row, name)) for row in rows]
        return rows_like(cls, rows, **columns)

    (record,) = renamed(ArticleRecord, (record,))
    (article,) = renamed(Article, (record.article,))
    return replace(record, article=replace(article, path=f"{article_id}.txt"))


@dataclass(frozen=True, slots=True)
class _Clone:
    """Puts other words and days into a record."""

    words: Replace
    days: int

    def of(self, record: ArticleRecord) -> ArticleRecord:
        """The record with other words and days."""
        text = self.words(record.article.text)
        return replace(
            record,
            article=self._article(record.article, text),
            sentences=self._cut(record.sentences, text),
            times=tuple(
                replace(row, **self._span(row), value=self._day(row.value))
                for row in self._cut(record.times, text)
            ),
            names=tuple(
                replace(row, name=self.words(row.name), full_name=self.words(row.full_name))
                for row in self._cut(record.names, text)
            ),
            positions=tuple(
                replace(row, position=self.words(row.position))
                for row in self._cut(record.positions, text)
            ),
            events=tuple(self._event(event, text) for event in self._cut(record.events, text)),
            quotes=tuple(
                replace(q, speaker=text[q.speaker_start : q.speaker_end] if q.speaker else None)
                for q in self._cut(record.quotes, text)
            ),
        )

    def _cut(self, rows: tuple[Any, ...], text: str) -> tuple[Any, ...]:
        cut = [text[row.start : row.end] for row in rows]
        return rows_like(type(rows[0]), rows, text=cut) if rows else ()

    def _article(self, article: Article, text: str) -> Article:
        dates = ("published", "published_earliest", "published_latest")
        named = ("title", "deck")
        return replace(
            article,
            text=text,
            **{name: self._day(getattr(article, name)) for name in dates},
            **{name: self.words(getattr(article, name) or "") or None for name in named},
        )

    def _event(self, event: Event, text: str) -> Event:
        span = self._span(event)
        bounds = [span["earliest"] or "", span["latest"] or ""]
        sources = self._cut(event.sources, text)
        return replace(
            event,
            **span,
            year=int(bounds[0][:4]) if bounds[0] and bounds[0][:4] == bounds[1][:4] else None,
            month=bounds[0][:7] if bounds[0] and bounds[0][:7] == bounds[1][:7] else None,
            summary=self.words(event.summary),
            attribution=sources[0].text if sources else None,
            participants=self._cut(event.participants, text),
            sources=sources,
        )

    def _span(self, row: Any) -> dict[str, str | None]:
        """The bounds and the EDTF string, moved; a whole month or year stays one."""
        bounds = (row.earliest, row.latest)
        edtf = self._day(row.edtf)
        whole = ISO.fullmatch(row.edtf or "")
        if whole and all(bounds) and not whole[3]:
            month = f"{edtf}-01" if whole[1] else f"{edtf}-01-01"
            bounds = (month, str(_last_day(month, 1 if whole[1] else 12)))
            return {"edtf": edtf, "earliest": bounds[0], "latest": bounds[1]}
        return {"edtf": edtf, "earliest": self._day(row.earliest), "latest": self._day(row.latest)}

    def _day(self, text: Any) -> Any:
        """A text with every day, month and year in it moved."""
        return text and ISO.sub(self._moved, text)

    def _moved(self, found: re.Match[str]) -> str:
        year, month, day = (int(part) if part else None for part in found.groups()[:3])
        try:
            middle = date(year or int(found[4]), month or 7, day or 2 if not month else day or 15)
            moved = (middle + timedelta(self.days)).isoformat()
        except (ValueError, OverflowError):  # 0000-00, a season
            return found[0]
        return moved[: len(found[0])]


def _last_day(first: str, months: int) -> date:
    start = date.fromisoformat(first)
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1) - timedelta(1)
