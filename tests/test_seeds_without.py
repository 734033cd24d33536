"""The seeds with one of them removed: nothing is inferred that the rest does not support."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.analysis import analyse
from dateline.corpus import resolve
from dateline.ingest import read_sources
from dateline.model import Article, ArticleRecord

SEEDS = Path(__file__).parent.parent / "seeds"
ALL = ("000", "001", "002", "003", "004")
NOVEMBER = ("2016-11-28", "2016-12-10")  # 003, by the visit of 27 November
JUNE = ("2016-06-26", "2016-07-31")  # 004, by the visit of June


@pytest.fixture(scope="module")
def records() -> dict[str, ArticleRecord]:
    """The record of each seed by the first figures of its name."""
    read = [item for item in read_sources([SEEDS]) if isinstance(item, Article)]
    return {article.id[:3]: analyse(article) for article in read}


@pytest.mark.parametrize(
    ("without", "of_003", "of_004"),
    [
        (None, NOVEMBER, JUNE),
        ("000", NOVEMBER, JUNE),  # 001 tells of two visits, and 003 says that it is the second
        # 000 dates the visit, and the meeting with Lavrov, to November; of June nobody tells any more, and
        # 004 tells of nothing later than the overthrow of 2011
        ("001", ("2016-11-02", "2016-12-13"), ("2011-01-01", None)),
        ("002", NOVEMBER, JUNE),
        ("003", None, JUNE),
        ("004", NOVEMBER, None),
    ],
)
def test_windows_rest_on_what_is_there(
    records: dict[str, ArticleRecord],
    without: str | None,
    of_003: tuple[str, str | None] | None,
    of_004: tuple[str, str | None] | None,
) -> None:
    """The days on which each undated seed may have been published."""
    corpus = resolve([record for key, record in records.items() if key != without])
    for article in (linked.article for linked in corpus.records):
        key = article.id[:3]
        bounds = (article.published_earliest, article.published_latest)
        if key in {"003", "004"}:
            assert bounds == (of_003 if key == "003" else of_004)
            assert article.published is None
            assert article.published_evidence == "inferred"
        else:
            assert article.published_evidence == "date-line"


def test_one_seed_alone_infers_nothing_from_others(records: dict[str, ArticleRecord]) -> None:
    """003 tells no date at all; 004 tells of 2011 as past."""
    for key, bounds in (("003", (None, None)), ("004", ("2011-01-01", None))):
        (linked,) = resolve([records[key]]).records
        article = linked.article
        assert (article.published_earliest, article.published_latest) == bounds
