"""The engine gives the same records in process, in a pool and on Dask, in the order of the articles."""

from __future__ import annotations

import warnings
from dataclasses import replace

import pytest
from conftest import article_of

from dateline.crew import default_workers
from dateline.engine import WORTH_A_POOL, analyse_all
from dateline.errors import BadSource
from dateline.language import DEFAULT_MODEL, load_language, model_version

ARTICLES = [
    replace(article_of(text, "2017-01-16"), id=f"a{number}")
    for number, text in enumerate(
        ("Putin visited Cairo on Sunday. " * 30, "Merkel met Hollande.", "Nothing happened.")
    )
]


def test_a_pool_gives_what_one_process_gives() -> None:
    """Two workers, the longest article first: the same records in the same order."""
    alone = list(analyse_all(ARTICLES, model=DEFAULT_MODEL))
    assert list(analyse_all(ARTICLES, model=DEFAULT_MODEL, workers=2)) == alone
    assert [record.article.id for record in alone] == ["a0", "a1", "a2"]


@pytest.mark.filterwarnings("ignore")
def test_dask_gives_what_one_process_gives() -> None:
    """A scheduler with a worker on this machine gives the same records."""
    distributed = pytest.importorskip("distributed")
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
    ):
        address = cluster.scheduler_address
        records = list(analyse_all(ARTICLES, model=DEFAULT_MODEL, dask=address))
    assert records == list(analyse_all(ARTICLES, model=DEFAULT_MODEL))


def test_a_pool_is_not_started_for_a_few_articles() -> None:
    """Five articles are done before a second worker has loaded its model."""
    assert default_workers(5, WORTH_A_POOL) == 1
    assert default_workers(10_000, WORTH_A_POOL) >= 1


def test_a_model_that_is_not_installed_is_told() -> None:
    """The message says how to install it."""
    with pytest.raises(BadSource, match="pip install en_no_such"):
        model_version("en_no_such")
    with pytest.raises(BadSource, match="pip install en_no_such"):
        load_language("en_no_such")


def test_an_article_the_model_cannot_read_says_why() -> None:
    """Another language, or a paragraph that is no prose: stored, not analysed, with the reason."""
    endless = article_of("word " * 5_000)
    french = replace(ARTICLES[1], id="0", language="fr")
    records = list(analyse_all([french, endless], model=DEFAULT_MODEL))
    assert "'fr'" in (records[0].article.skipped_reason or "")
    assert "no prose" in (records[1].article.skipped_reason or "")
    assert all(record.sentences == () for record in records)
