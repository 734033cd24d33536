"""A Dask cluster: the same function on other machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from dateline.crew import GIVEN, Each, Lost
from dateline.errors import BadBuild, BadSource

LOCAL = "local"
PATIENCE = 30  # seconds until one asks whether there is a worker left
MOST_PATIENCE = 10  # times that is asked: a cluster's manager may start others

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def cluster(address: str, workers: int) -> Iterator[Each]:
    """What runs functions on the cluster whose scheduler has this address, or one of this machine's own ("local").

    Raises BadSource where Dask is not installed, no scheduler answers, or it has no worker.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise BadSource("--dask needs the extra: pip install 'dateline[dask]'") from error
    if address == LOCAL:
        # a process each: two articles in one process would wait for each other
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as own,
            Client(own) as client,
        ):
            yield _Cluster(client).each
        return
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise BadSource(
            f"no Dask scheduler answers at {address}; start one with: dask scheduler"
        ) from error
    with client:
        if not client.nthreads():
            raise BadSource(
                f"the Dask scheduler at {address} has no worker; start some with:"
                f" dask worker {address} --nthreads 1 --nworkers auto"
            )
        yield _Cluster(client).each


class _Cluster:
    def __init__(self, client: Any) -> None:
        self._client = client

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result | Lost[Item]]:
        """What a function gives for each item, as each is done; `Lost` for one over which workers died.

        Dask itself begins an item again when its worker is gone, and gives up on one that ended several.
        """
        waiting: dict[Any, Item] = {}
        for item in items:
            waiting[self._client.submit(function, item, pure=False)] = item
            if len(waiting) >= GIVEN * max(1, sum(self._client.nthreads().values())):
                yield from self._ended(waiting)
        while waiting:
            yield from self._ended(waiting)

    def _ended(self, waiting: dict[Any, Item]) -> Iterator[Any]:
        from distributed import KilledWorker

        self._wait(list(waiting))
        for future in [future for future in waiting if future.done()]:
            item = waiting.pop(future)
            if future.status in ("cancelled", "lost"):
                raise BadBuild(
                    "the Dask scheduler is gone; what it had analysed is kept: start it, and build again"
                )
            try:
                yield future.result()
            except KilledWorker:
                yield Lost(item)

    def _wait(self, futures: list[Any]) -> None:
        """Until one is done. Raises BadBuild when there is no worker that could do it."""
        from distributed import wait

        idle = 0
        while True:
            try:
                wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED")
                return
            except TimeoutError as error:
                idle = 0 if self._client.nthreads() else idle + 1
                if idle == MOST_PATIENCE:
                    raise BadBuild(
                        "the Dask scheduler has no worker left; what was analysed is kept:"
                        " start workers, and build again"
                    ) from error
