"""A piece of JSON → its value, whatever it was written by and for.

Of a key that an object has twice the last that says something counts. NaN, Infinity and numbers
beyond all measure are null, and control characters inside strings are let pass.
"""

from __future__ import annotations

import json
import math

from dateline.ingest.export_values import merged
from dateline.ingest.refused import Refused

MAX_DIGITS = 25  # no number in an article is longer, and int() takes quadratic time


def parsed(text: str) -> object:
    """The value of a piece of JSON; NaN and numbers beyond all measure are null. Raises Refused.

    >>> parsed('{"a": 1, "a": null, "b": NaN, "c": 1e999}')
    {'a': 1, 'b': None, 'c': None}
    """
    try:
        return json.loads(
            text,
            strict=False,
            parse_constant=lambda _: None,
            parse_float=_float,
            parse_int=lambda digits: int(digits) if len(digits) <= MAX_DIGITS else None,
            object_pairs_hook=merged,
        )
    except RecursionError:
        raise Refused("bad-json", "it is nested too deeply to be an article") from None
    except ValueError as error:
        where = (
            f"{error.msg} at column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else error
        )
        raise Refused("bad-json", f"it is no JSON: {where}") from None


def _float(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None
