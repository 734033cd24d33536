"""Articles that another process puts entities into are those that this process would have."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path

import pytest

from dateline.analysis import analyse
from dateline.corpus.corrected_entities import correct_entities
from dateline.corpus.entities import resolve_entities
from dateline.corpus.gathered import gather
from dateline.corpus.linker import Linker
from dateline.corrections import read_corrections
from dateline.ingest import read_sources
from dateline.model import Article, ArticleRecord
from dateline.shelf import Shelf

SEEDS = Path(__file__).parent.parent / "seeds"


@cache
def records() -> tuple[ArticleRecord, ...]:
    """The records of the seeds."""
    return tuple(analyse(a) for a in read_sources([SEEDS]) if isinstance(a, Article))


def linker(folder: Path, corrections: str = "") -> Linker:
    """The seeds, ready to be linked, with corrections."""
    file = folder / "corrections.yml"
    file.write_text(corrections, "utf-8")
    entries = read_corrections([file] if corrections else [])
    shelf = Shelf.of(records())
    people = resolve_entities(gather(shelf, folder / "told").candidates)
    corrected = correct_entities(shelf, people, entries)
    return Linker(shelf, corrected.people, corrected.moved, entries)


def elsewhere(own: Linker) -> Linker:
    """Asserts that all articles come out the same in another process; gives the linker."""
    sent = pickle.loads(pickle.dumps(own.unlinked(own.shelf.ids)))
    assert list(sent.linked()) == list(own)
    for article_id in own.shelf.ids:
        (alone,) = own.unlinked([article_id]).linked()
        assert alone == own[article_id]
    return own


def test_articles_are_linked_elsewhere_as_here(tmp_path: Path) -> None:
    """All together and each alone."""
    elsewhere(linker(tmp_path))


def test_only_what_an_article_names_is_sent(tmp_path: Path) -> None:
    """A fraction of the folder's entities."""
    own = linker(tmp_path)
    sent = own.unlinked(own.shelf.ids[:1])
    named = {mention.entity_id for mention in own[own.shelf.ids[0]].mentions}
    assert sent.entities.keys() == named
    assert len(named) < len(own.entities)


@pytest.mark.parametrize("role", ["actor", "recipient"])
def test_an_edit_may_name_somebody_whom_the_article_does_not(tmp_path: Path, role: str) -> None:
    """He goes with the article, and those whom a correction took out of it stay out."""
    own = linker(tmp_path)
    article = next(linked for linked in own if linked.events)
    there = {mention.entity_id for mention in article.mentions}
    other = next(e for e in own.entities.values() if e.type == "person" and e.id not in there)
    gone = next(m.entity_id for m in article.mentions if own.entities[m.entity_id].type == "person")
    text = f"- edit: {article.events[0].id}\n  {role}: {other.id}\n  why: seen\n"
    edited = elsewhere(linker(tmp_path, text + f"- drop: {gone}\n  why: no name\n"))
    rows = edited[article.article.id]
    assert other.id in {p.entity_id for p in rows.events[0].participants if p.role == role}
    assert gone not in {mention.entity_id for linked in edited for mention in linked.mentions}
    assert other.id in edited.unlinked([article.article.id]).entities
