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


def give_back() -> None:
    """Gives back what the C library keeps for later; elsewhere than on Linux with glibc, nothing.

    Of a hundred thousand articles that is 50 MB once names are joined and 70 MB once rows are written, which would
    stay beside all that comes after. Python's search for cycles is not asked: it would go through the language
    model too, .2 s each time, so what is large is in no cycle (`remembering`).
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


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
