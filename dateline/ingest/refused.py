"""Why a file gives no article.

Inside `ingest` a file that cannot be used raises Refused; `read_sources` turns that into a row of
`refused_files`. It never leaves this package: to callers a bad file is data, not an error.
"""

from __future__ import annotations


class Refused(Exception):
    """A file that gives no article: one word for why, and what was found with the cure.

    >>> print(Refused("empty", "there is nothing in it"))
    empty: there is nothing in it
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
