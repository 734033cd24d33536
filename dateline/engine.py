"""Runs the per-article function: in this process, in a pool of workers, or on a Dask cluster.

The three give the same records, because a record depends on its article, the rules and the model alone.
They come back in the order of the articles, whoever was first to finish.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any, Protocol, TypeVar

from dateline.analysis import analyse, checked, failed, has_failed
from dateline.cache import Cache
from dateline.errors import BadSource, DatelineError
from dateline.language import load_language
from dateline.model import Article, ArticleRecord

# A worker costs about two seconds to start (model and gazetteer); an article of 600 words 0.1 s.
WORTH_A_POOL = 40  # articles
AHEAD = 8  # items a worker may be ahead of the one that is waited for: memory stays flat

Item = TypeVar("Item")
Result = TypeVar("Result")
Submit = Callable[..., Any]  # of a pool or a cluster's client: gives a future


def analyse_with(article: Article, model: str) -> ArticleRecord:
    """The record of an article by the pipeline of that name, loaded once a process.

    An error in Dateline's own code costs the article it was met in and not the build: its record has
    no rows, and `article.skipped_reason` says what happened.
    """
    language = load_language(model)
    try:
        return analyse(article, language)
    except DatelineError:
        raise
    except Exception as error:
        return failed(article, f"analysis failed: {type(error).__name__}: {error}")


def analyse_all(
    articles: Iterable[Article], *, model: str, workers: int = 1, dask: str | None = None
) -> Iterator[ArticleRecord]:
    """The records of the articles, in their order. `dask` is a scheduler's address, or "local"."""
    one = partial(analyse_with, model=model)
    if dask is not None:
        yield from _on_dask(one, articles, dask)
        return
    with crew(workers) as hands:
        yield from hands.run(one, articles)


class Run(Protocol):
    """Gives what a function of a module gives for each item, in their order, no faster than it is asked."""

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result]: ...


@dataclass(frozen=True, slots=True)
class Crew:
    """Processes to run functions of modules in; without any, this process does."""

    pool: ProcessPoolExecutor | None
    workers: int
    scratch: str | None = None  # a folder that nobody else can read

    def run(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """What a function gives for each item, in their order, no faster than it is asked.

        >>> list(Crew(None, 1).run(abs, [-3, 2, -1]))
        [3, 2, 1]
        """
        if self.pool is None:
            return map(function, items)
        return _in_order(function, items, self.pool.submit, AHEAD * self.workers)

    def start(self, function: Callable[..., Result], /, *arguments: Any) -> Callable[[], Result]:
        """Begins a call, and gives what to ask for its result. The arguments are sent at once and not kept.

        >>> ask = Crew(None, 1).start(abs, -3)
        >>> ask()
        3
        """
        if self.pool is None:
            return partial(_given, function(*arguments))
        # a pool, and the process it sends to, keep what they are given until the result is there: a name is short
        with NamedTemporaryFile(dir=self.scratch, delete=False) as file:
            pickle.dump((function, arguments), file, -1)
        return self.pool.submit(_call, Path(file.name)).result


def _given(result: Result) -> Result:
    return result


def _call(file: Path) -> Any:
    with file.open("rb") as packed:
        function, arguments = pickle.load(packed)
    file.unlink()
    return function(*arguments)


@contextmanager
def crew(workers: int) -> Iterator[Crew]:
    """So many processes; a single one is this process."""
    if workers == 1:
        yield Crew(None, 1)
        return
    method = multiprocessing.get_context("spawn")  # forking a process that has threads can hang
    with TemporaryDirectory() as scratch, ProcessPoolExecutor(workers, mp_context=method) as pool:
        yield Crew(pool, workers, scratch)


@dataclass(slots=True)
class Analyser:
    """Analyses articles, but for those the cache knows; without `workers`, in as many processes as cores."""

    cache: Cache | None
    model: str
    workers: int | None = None
    dask: str | None = None
    reused: int = 0  # records that the cache had

    def analyse(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        """The records of the articles, those of the cache first."""
        new = []
        for article in articles:
            if self.cache is not None and (known := self.cache.get(article)):
                self.reused += 1
                yield known
            else:
                new.append(article)
        workers = self.workers or default_workers(len(new))
        made = analyse_all(new, model=self.model, workers=workers, dask=self.dask)
        for article, record in zip(new, map(checked, made), strict=True):
            if self.cache is not None and not has_failed(record):
                self.cache.put(article, record)
            yield record


def default_workers(articles: int, least: int = WORTH_A_POOL) -> int:
    """As many workers as this process may use cores, when there are articles enough to be worth them.

    >>> default_workers(5)
    1
    """
    if articles < least:
        return 1
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(
    function: Callable[[Item], Result], items: Iterable[Item], submit: Submit, ahead: int
) -> Iterator[Result]:
    waiting: deque[Any] = deque()
    for item in items:
        waiting.append(submit(function, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _on_dask(
    function: Callable[[Article], ArticleRecord], articles: Iterable[Article], address: str
) -> Iterator[ArticleRecord]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise BadSource("--dask needs the extra: pip install 'dateline[dask]'") from error
    if address == "local":
        with LocalCluster(dashboard_address=None) as cluster, Client(cluster) as client:
            yield from _in_order(function, articles, client.submit, AHEAD * len(cluster.workers))
        return
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise BadSource(
            f"no Dask scheduler answers at {address}; start one with: dask scheduler"
        ) from error
    with client:
        yield from _in_order(
            function, articles, client.submit, AHEAD * max(1, sum(client.ncores().values()))
        )
