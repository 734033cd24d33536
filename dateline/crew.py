"""Processes to run functions of modules in, each replaced when it dies.

Each process is a pool of one, so that the death of one (killed for its memory, a crash in a library) costs only
what it was given, and it is known what that was.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any, Generic, Protocol, TypeVar

from dateline.errors import BadBuild

AHEAD = 8  # items of `run` a worker may be ahead of the one that is waited for: memory stays flat
GIVEN = 2  # items of `each` a worker holds: the one it works on, and the next

Item = TypeVar("Item")
Result = TypeVar("Result")


class Run(Protocol):
    """Gives what a function of a module gives for each item, in their order, no faster than it is asked."""

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result]: ...


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item whose process died over it."""

    item: Item


class Each(Protocol):
    """Gives what a function of a module gives for each item, as each is done, and which were lost."""

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result | Lost[Item]]: ...


@dataclass(eq=False, slots=True)
class _Task:
    call: Callable[[], Any]
    worker: _Worker
    future: Future[Any]
    is_lost: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether its process died, and what becomes of it is not decided."""
        return (
            not self.is_lost
            and self.future.done()
            and isinstance(self.future.exception(), BrokenProcessPool)
        )

    @property
    def has_ended(self) -> bool:
        return self.is_lost or (self.future.done() and not self.is_broken)


@dataclass(eq=False, slots=True)
class _Worker:
    """One process, or the one that took its place, and what it was given, in that order."""

    pool: ProcessPoolExecutor
    tasks: list[_Task] = field(default_factory=list)

    def begin(self, call: Callable[[], Any]) -> _Task:
        try:
            future = self.pool.submit(call)
        except BrokenProcessPool:  # it died since it was last asked for anything
            self.replace()
            future = self.pool.submit(call)
        task = _Task(call, self, future)
        self.tasks = [*self.unfinished, task]
        return task

    @property
    def unfinished(self) -> list[_Task]:
        return [task for task in self.tasks if not task.has_ended]

    def replace(self) -> None:
        """Starts another process: the first task that was not done is lost, the others are begun again."""
        wait([task.future for task in self.tasks])
        broken = [task for task in self.tasks if task.is_broken]
        self.pool.shutdown(wait=False)
        self.pool = _pool()
        for lost in broken[:1]:
            lost.is_lost = True
        for task in broken[1:]:
            task.future = self.pool.submit(task.call)


class Crew:
    """So many processes; a single one is this process."""

    def __init__(self, workers: int) -> None:
        self._workers = [_Worker(_pool()) for _ in range(workers)] if workers > 1 else []
        # a folder that nobody else can read
        self._scratch = TemporaryDirectory() if self._workers else None

    def run(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """What a function gives for each item, in their order, no faster than it is asked.

        An item over which two processes die raises BadBuild.

        >>> list(Crew(1).run(abs, [-3, 2, -1]))
        [3, 2, 1]
        """
        if not self._workers:
            yield from map(function, items)
            return
        waiting = deque[_Task]()
        for item in items:
            waiting.append(self._begin(partial(function, item)))
            if len(waiting) >= AHEAD * len(self._workers):
                yield _result_of(waiting.popleft(), self._begin)
        while waiting:
            yield _result_of(waiting.popleft(), self._begin)

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result | Lost[Item]]:
        """What a function gives for each item, as each is done; `Lost` for one over which a process died.

        >>> sorted(Crew(1).each(abs, [-3, 2, -1]))
        [1, 2, 3]
        """
        if not self._workers:
            yield from map(function, items)
            return
        waiting: dict[_Task, Item] = {}
        for item in items:
            waiting[self._begin(partial(function, item))] = item
            if len(waiting) >= GIVEN * len(self._workers):
                yield from _ended(waiting)
        while waiting:
            yield from _ended(waiting)

    def start(self, function: Callable[..., Result], /, *arguments: Any) -> Callable[[], Result]:
        """Begins a call, and gives what to ask for its result. The arguments are sent at once and not kept.

        >>> ask = Crew(1).start(abs, -3)
        >>> ask()
        3
        """
        if self._scratch is None:
            return partial(_given, function(*arguments))
        # a pool, and the process it sends to, keep what they are given until the result is there: a name is short
        with NamedTemporaryFile(dir=self._scratch.name, delete=False) as file:
            pickle.dump((function, arguments), file, -1)
        return partial(_result_of, self._begin(partial(_call, Path(file.name))), self._begin)

    def close(self) -> None:
        """Ends the processes, once each has done what it is at."""
        for worker in self._workers:
            worker.pool.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.pool.shutdown()
        if self._scratch is not None:
            self._scratch.cleanup()

    def _begin(self, call: Callable[[], Any]) -> _Task:
        """A task of the worker that has the least to do."""
        return min(self._workers, key=lambda worker: len(worker.unfinished)).begin(call)


def _result_of(task: _Task, begin: Callable[[Callable[[], Any]], _Task]) -> Any:
    """Waits for a task, which is begun once more when it is lost."""
    for _ in range(2):
        while not task.has_ended:
            wait([task.future])
            if task.is_broken:
                task.worker.replace()
        if not task.is_lost:
            return task.future.result()
        task = begin(task.call)
    raise BadBuild(
        "two processes died over the same work, most often for want of memory: close other programs,"
        " build with fewer --workers, or build fewer articles at a time"
    )


def _ended(waiting: dict[_Task, Item]) -> Iterator[Any]:
    """Waits for one of the tasks, and gives the results of those that ended."""
    wait([task.future for task in waiting], return_when=FIRST_COMPLETED)
    for task in waiting:
        if task.is_broken:
            task.worker.replace()
    for task in [task for task in waiting if task.has_ended]:
        item = waiting.pop(task)
        yield Lost(item) if task.is_lost else task.future.result()


def _given(result: Result) -> Result:
    return result


def _call(file: Path) -> Any:
    with file.open("rb") as packed:
        function, arguments = pickle.load(packed)
    return function(*arguments)


@contextmanager
def crew(workers: int) -> Iterator[Crew]:
    """So many processes, until the block ends; a single one is this process."""
    hands = Crew(workers)
    try:
        yield hands
    finally:
        hands.close()


def default_workers(items: int, least: int) -> int:
    """As many workers as this process may use cores, when there are items enough to be worth them.

    >>> default_workers(5, 40)
    1
    """
    if items < least:
        return 1
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _pool() -> ProcessPoolExecutor:
    # forking a process that has threads can hang
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_settle_in)


def _settle_in() -> None:
    """What a new process does first: it ends with the build, however that ends, and leaves ^C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_build, daemon=True).start()


def _end_with_the_build() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
