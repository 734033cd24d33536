"""One search over articles, names and incidents: what is asked of the indexes, and what the answers look like.

Words are searched for, never obeyed: each goes to full-text search between quotation marks. What was found is
marked by pieces, (text, is it found), so that no text out of an article becomes HTML.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

LISTED = 20
# matches that are counted and ranked: the best 20 of 10,001 take 25 ms, of 70,000 250 ms; who searches for so
# common a word is told to add another
RANKED = 10_000
LONGEST = 200  # characters of a search
MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # a word of one or two letters begins a tenth of all names
ALIKE = 75  # of 100, as rapidfuzz counts: Shoigu and Shoygu have 83, Shaigu and Shoygu 67
FIRST, LAST = "\x02", "\x03"  # around what was found; no article has them in words


def _best(index: str, limit: int) -> str:
    """SQL for the rows of an index that fit best, with how many fit."""
    return (
        f"(select place, goodness, count(*) over () as matches from (select rowid as place, rank as goodness"
        f" from {index} where {index} match :match limit {RANKED + 1}) order by goodness, place limit {limit})"
    )


# each of the three gives in `matches` how many there are; no longer article than 100,000 characters is marked
ARTICLES = (
    "select articles.id, title, publisher, published, copy_of, substr(text, 1, 100000) as text, matches"
    f" from {_best('texts_fts', LISTED)} join articles on articles.rowid = place"
    " join texts on texts.rowid = place order by goodness, place"
)
# among the 200 that fit best the one that is named most is the one most likely meant
ENTITIES = (
    "select id, name, type, mention_count, article_count, (select group_concat(alias, ' · ') from"
    " (select alias from aliases where entity_id = entities.id and alias <> name"
    " order by mention_count desc, alias limit 8)) as aliases, matches"
    f" from {_best('entities_fts', 200)} join entities on entities.rowid = place"
    f" order by mention_count desc, id limit {LISTED}"
)
# many sentences may report one incident: of the best 200 sentences, each incident shows its best
INCIDENTS = (
    "select incidents.id, incidents.summary, incidents.status, incidents.edtf, incidents.earliest,"
    " incidents.latest, incidents.place_id, places.name as place, source_count, events.id as event_id,"
    " sentences.text as sentence, min(goodness) as goodness, matches"
    f" from {_best('events_fts', 200)} as best join events on events.rowid = best.place"
    " join incidents on incidents.id = events.incident_id"
    " join sentences on sentences.id = events.sentence_id"
    " left join entities as places on places.id = incidents.place_id"
    f" group by incidents.id order by goodness, incidents.id limit {LISTED}"
)
# the words of all names, as the index of names has them: far fewer than there are names
NAME_WORDS = "create virtual table temp.name_words using fts5vocab(main, entities_fts, row)"
CANDIDATES = (
    "select term from temp.name_words where term >= :letter and term < :next"
    " and length(term) between :shortest and :longest limit 20000"
)
WITH_WORD = (
    "select id, name, type, mention_count, article_count from"
    " (select rowid as place from entities_fts where entities_fts match :match order by rank limit 50)"
    " join entities on entities.rowid = place order by mention_count desc, id limit 5"
)

POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody searches for: words and phrases, and whether the last word may be only begun."""

    words: tuple[str, ...]
    begun: bool

    @property
    def match(self) -> str:
        """The expression for full-text search that finds all of them; a prefix ends in a star.

        >>> words_of("arms emb").match
        '"arms" "emb"*'
        """
        return " ".join(self._quoted())

    @property
    def any_of_them(self) -> str:
        return " OR ".join(self._quoted())

    @property
    def of_names(self) -> str:
        """The expression that finds names: they are written without the possessive.

        >>> words_of("Haftar's ").of_names
        '"Haftar"'
        """
        return replace(self, words=tuple(POSSESSIVE.sub("", word) for word in self.words)).match

    def _quoted(self) -> list[str]:
        quoted = [f'"{word}"' for word in self.words]
        return [*quoted[:-1], quoted[-1] + "*"] if self.begun else quoted


def words_of(typed: str) -> Words:
    """The words of a search; a phrase stands between double quotation marks. None without a letter or digit.

    >>> words_of('"arms embargo" AND (Libya').words
    ('arms embargo', 'AND', '(Libya')
    >>> words_of('" * -').words
    ()
    """
    parts = re.findall(r'"([^"]*)"?|([^\s"]+)', re.sub(r"[\x00-\x1f]", " ", typed))
    parts = [part for part in parts if re.search(r"\w", part[0] + part[1])][:MOST_WORDS]
    # whoever typed a space or a quotation mark behind the last word has ended it
    begun = bool(parts) and not parts[-1][0] and typed[-1:] == parts[-1][1][-1:]
    return Words(
        tuple((phrase or word).strip() for phrase, word in parts),
        begun and len(re.findall(r"\w", parts[-1][1])) >= SHORTEST_BEGINNING,
    )


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text in pieces, (text, is it found), split at the signs around what was found.

    >>> pieces("the " + FIRST + "arms" + LAST + " embargo")
    [('the ', False), ('arms', True), (' embargo', False)]
    """
    found = re.split(f"{FIRST}([^{FIRST}{LAST}]*){LAST}", text)
    cleaned = [re.sub(f"[{FIRST}{LAST}]", "", part) for part in found]
    return [(part, bool(number % 2)) for number, part in enumerate(cleaned) if part]


def highlighted(texts: Sequence[str], words: Words) -> list[list[tuple[str, bool]]]:
    """Each text in pieces, its words marked that the search finds, as the index itself reads words.

    >>> highlighted(["Two attacks", "Peace"], words_of("attack "))
    [[('Two ', False), ('attacks', True)], [('Peace', False)]]
    """
    return _marked(texts, words, "highlight(told, 0, :first, :last)")


def snippets(texts: Sequence[str], words: Words) -> list[list[tuple[str, bool]]]:
    """Of each text the 40 words that have most of what was searched for, in pieces.

    >>> snippets(["one " * 50 + "arms"], words_of("arms "))[0][-1]
    ('arms', True)
    """
    return _marked(texts, words, "snippet(told, 0, :first, :last, ' … ', 40)")


def _marked(texts: Sequence[str], words: Words, how: str) -> list[list[tuple[str, bool]]]:
    """The index of incidents keeps no words: a small one in memory, that reads as it does, says which they are."""
    texts = [re.sub(f"[{FIRST}{LAST}]", "", text) for text in texts]
    if not texts or not words.words:
        return [[(text, False)] for text in texts]
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(
            "create virtual table told using fts5(words,"
            " tokenize='porter unicode61 remove_diacritics 2')"
        )
        db.executemany("insert into told(rowid, words) values (?, ?)", enumerate(texts))
        marked = dict(
            db.execute(
                f"select rowid, {how} from told where told match :words",
                {"first": FIRST, "last": LAST, "words": words.any_of_them},
            )
        )
    return [pieces(marked.get(number, text)) for number, text in enumerate(texts)]


def candidates_for(word: str) -> dict[str, str | int]:
    """The parameters of CANDIDATES: words with this first letter that are about as long.

    >>> candidates_for("Shoigu")
    {'letter': 's', 'next': 't', 'shortest': 4, 'longest': 8}
    """
    letter = word.lower()[0]
    return {
        "letter": letter,
        "next": chr(min(ord(letter) + 1, 0x10FFFF)),
        "shortest": len(word) - 2,
        "longest": len(word) + 2,
    }


def closest(word: str, others: Iterable[str]) -> dict[str, float]:
    """The words that are most like a word, at most five, with their likeness from 75 to 100.

    >>> closest("Shoigu", ["shoygu", "shanghai", "sudan"])
    {'shoygu': 83.3}
    """
    found = process.extract(
        word.lower(), sorted(others), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5
    )
    return {other: round(score, 1) for other, score, _ in found}
