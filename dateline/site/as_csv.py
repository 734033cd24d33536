"""Rows as CSV, as the pictures' downloads have them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""CSV with a header, lines ended by CR LF as RFC 4180 has them; null is empty.

    >>> as_csv(["place", "incidents"], [("Tobruk, Libya", None)])
    'place,incidents\r\n"Tobruk, Libya",\r\n'
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(tuple(row) for row in rows)
    return text.getvalue()
