"""Memory goes back to the system between stages of a build, of which each needs other things than the last."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar
from weakref import WeakMethod

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


# glibc's malloc.h: from how many bytes on a block is a mapping of its own; how many free ones at the top are kept
M_MMAP_THRESHOLD, LARGE = -3, 1 << 18
M_TRIM_THRESHOLD, SPARE = -1, 1 << 20


def give_back_at_once() -> None:
    """Has the C library give large blocks back when they are free, in this process from now on.

    By itself it keeps more the larger the blocks are that it has seen, up to 64 MB in each of its threads' pools.
    Elsewhere than on Linux with glibc nothing is changed.
    """
    if mallopt := _of_c("mallopt"):
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, SPARE)


def give_back() -> None:
    """Gives back what the C library keeps for later; elsewhere than on Linux with glibc, nothing.

    Python's search for cycles is not asked: it would go through the language model too, .2 s each time, so what is
    large is in no cycle (`remembering`).
    """
    if malloc_trim := _of_c("malloc_trim"):
        malloc_trim(0)


def _of_c(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


def remembering(method: Callable[[Asked], Answer], most: int) -> Callable[[Asked], Answer]:
    """The method of an object, with its latest answers remembered, `most` of them.

    The object may hold it: a cache that holds its object in turn would keep both, until cycles are searched for.
    """
    weak = WeakMethod(method)

    @lru_cache(most)
    def answer(asked: Asked) -> Answer:
        bound = weak()
        assert bound is not None  # who asks has the object
        return bound(asked)

    return answer
