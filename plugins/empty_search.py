"""Lets a search for nothing find nothing: Datasette would show the syntax error of a lone quotation mark."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl
from datasette.utils import escape_fts

NOTHING = '""'  # a phrase without words, which full-text search takes and finds nowhere


def escape_words(words: str | None) -> str:
    """The words as full-text search takes them, whatever a reader typed.

    >>> escape_words("arms embargo")
    '"arms" "embargo"'
    >>> escape_words('"')
    '""'
    """
    return escape_fts(words or "") or NOTHING


# last, so that it stands in place of Datasette's own function
@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.create_function("escape_fts", 1, escape_words)
