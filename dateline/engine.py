"""Runs the per-article function: in this process, in a pool of workers, or on a Dask cluster.

The three give the same records, because a record depends on its source, the rules and the model alone. Sources are
sent in batches of about the same work, no more of them than the workers can hold, and records come back packed as
each batch is done: memory stays flat however large the folder is. What the cache knows is not sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from dateline.cache import Cache, fingerprint
from dateline.cluster import cluster
from dateline.crew import Each, Lost, crew, default_workers
from dateline.errors import BadBuild, BadSource
from dateline.language import model_version
from dateline.model import Article, ArticleRecord
from dateline.outcome import Outcome, Source, entry_of, given_up, key_of, outcome_in, outcome_of
from dateline.shelf import Shelf

# A worker costs about two seconds to start (model and gazetteer); an article of 600 words 0.1 s.
WORTH_A_POOL = 40  # articles
BATCH = 20_000  # characters of text: a second of a core
MOST_IN_BATCH = 50  # sources, however short
PAGE = 10  # bytes of a web page that are as much work as a character of text
HOPELESS = 8  # processes that died before any had analysed an article: the next will too
OF_NO_USE = (
    "every process that was started died before it had analysed an article. A script that builds must call"
    ' build() under `if __name__ == "__main__":`, for each process imports the script anew. Else there may be'
    " too little memory (one takes 1 GB): close other programs, or build with --workers 1"
)

Keyed = tuple[bytes, Source]
Take = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources to read and analyse, each with its key, and by what."""

    sources: tuple[Keyed, ...]
    model: str
    fingerprint: bytes


# A Dask worker may have several threads, and a pipeline is for one
_one_at_a_time = threading.Lock()


def read_batch(batch: Batch) -> list[Outcome]:
    """What becomes of each source of a batch, in whatever process.

    Raises BadSource where that process has another Dateline, model or library than the build.
    """
    with _one_at_a_time:
        if _fingerprint(batch.model) != batch.fingerprint:
            raise BadSource(
                "a worker has another version of Dateline, of its model or of a library than the build;"
                " install the same on both, and start the worker anew"
            )
        return [outcome_of(source, key, batch.model) for key, source in batch.sources]


def _fingerprint(model: str) -> bytes:
    return fingerprint(model_version(model).fingerprint)


@dataclass
class Analyser:
    """Reads and analyses all but what the cache knows; without `workers`, in as many processes as cores."""

    cache: Cache
    model: str
    workers: int | None = None
    dask: str | None = None  # a scheduler's address, or "local"
    reused: int = 0  # outcomes that the cache had
    _made_any: bool = False

    @cached_property
    def fingerprint(self) -> bytes:
        """SHA-256 of all that an outcome depends on beside its source."""
        return _fingerprint(self.model)

    def read(self, sources: Iterable[Source], take: Take) -> None:
        """Hands what becomes of each source to `take`, in no order: as it is found in the cache, or made.

        A source over which a process dies is tried once more, alone, and then given up.
        """
        unknown = self._unknown(sources, take)
        first = list(islice(unknown, WORTH_A_POOL))
        if not first:
            return
        with self._hands(len(first)) as each:
            lost = self._keep(each(read_batch, self._batches(chain(first, unknown))), take)
            lost = self._keep(each(read_batch, map(self._alone, lost)), take)
        if len(lost) > 1 and not self._made_any:  # one may be deadly; all are not
            raise BadBuild(OF_NO_USE)
        for key, source in lost:
            take(given_up(source, key))

    def analyse(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        """The records of the articles, in the order of their ids."""
        shelf = Shelf()

        def take(outcome: Outcome) -> None:
            if outcome.record is not None:
                shelf.put_packed(outcome.id, outcome.record)

        self.read(articles, take)
        yield from shelf

    def _unknown(self, sources: Iterable[Source], take: Take) -> Iterator[Keyed]:
        """The sources that the cache does not know, with their keys; `take` is handed what it knows."""
        for source in sources:
            key = key_of(source, self.fingerprint)
            entry = self.cache.get(key)
            if entry is None:
                yield key, source
            else:
                self.reused += 1
                take(outcome_in(entry, source, key))

    def _hands(self, sources: int) -> AbstractContextManager[Each]:
        if self.dask is not None:
            return cluster(self.dask, default_workers(WORTH_A_POOL, WORTH_A_POOL))
        return _crew(self.workers or default_workers(sources, WORTH_A_POOL))

    def _batches(self, sources: Iterable[Keyed]) -> Iterator[Batch]:
        held, work = list[Keyed](), 0
        for key, source in sources:
            held.append((key, source))
            work += _work(source)
            if work >= BATCH or len(held) == MOST_IN_BATCH:
                yield Batch(tuple(held), self.model, self.fingerprint)
                held, work = [], 0
        if held:
            yield Batch(tuple(held), self.model, self.fingerprint)

    def _alone(self, source: Keyed) -> Batch:
        return Batch((source,), self.model, self.fingerprint)

    def _keep(self, results: Iterable[list[Outcome] | Lost[Batch]], take: Take) -> list[Keyed]:
        """Keeps what was made and hands it to `take`; gives the sources that were lost with their process."""
        lost, deaths = list[Keyed](), 0
        for result in results:
            if isinstance(result, Lost):
                lost += result.item.sources
                deaths += 1
                if deaths == HOPELESS and not self._made_any:
                    raise BadBuild(OF_NO_USE)
                continue
            self._made_any = True
            self.cache.put((o.key, entry_of(o)) for o in result if o.is_lasting)
            for outcome in result:
                take(outcome)
        return lost


def _work(source: Source) -> int:
    """About how many characters of text a source is as much work as."""
    if isinstance(source, Article):
        return len(source.text)
    return len(source.content) // (PAGE if source.form == "html" else 1)


@contextmanager
def _crew(workers: int) -> Iterator[Each]:
    with crew(workers) as hands:
        yield hands.each


def analyse_all(
    articles: Iterable[Article], *, model: str, workers: int | None = None, dask: str | None = None
) -> Iterator[ArticleRecord]:
    """The records of the articles, in the order of their ids. `dask` is a scheduler's address, or "local"."""
    return Analyser(Cache(), model, workers, dask).analyse(articles)
