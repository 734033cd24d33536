"""Whether 03/04/2017 is the third of April or the fourth of March, by the page's own evidence.

Its other dates are the best: one of them may have a day above 12. Then its language: of those that
dateparser knows, English alone is written both ways, and there the country decides. A page in "en-US" proves
nothing, since systems say so wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

from dateline.ingest.date_line import LANGUAGES, Order
from dateline.ingest.partial_date import FIRST_YEAR, LAST_YEAR

NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/-])", re.ASCII)
LOCALE = re.compile(r"[a-z]{2,3}[-_](?P<country>[a-z]{2})\b", re.IGNORECASE)
MONTH_FIRST = {"us", "ph", "pw", "fm", "mh", "gu", "pr", "vi", "as", "mp"}
# Names of countries that are sold to anyone, or that a system writes by itself.
NO_COUNTRY = {
    "ai",
    "co",
    "io",
    "me",
    "tv",
    "cc",
    "fm",
    "ly",
    "to",
    "ws",
    "gg",
    "sh",
    "eu",
    "am",
    "is",
    "la",
    "st",
}


def day_order(
    texts: Iterable[str], *, language: str | None, locale: str | None = None, url: str | None = None
) -> tuple[Order, str] | None:
    """The order of day and month on a page, and how that is known in words; null when nothing tells.

    `texts` are words of the page with dates in them, `locale` is what it declares ("en-GB").

    >>> day_order(["03/04/2017", "27/03/2017"], language="en")
    ('dmy', 'the page writes 27/03/2017')
    >>> day_order([], language="fr")
    ('dmy', 'dates in its language (fr) have the day first')
    >>> day_order(["03/04/2017"], language="en", locale="en-US") is None
    True
    """
    seen = {order: words for words in texts for order, words in _telling(words)}
    if len(seen) == 1:
        order, words = next(iter(seen.items()))
        return order, f"the page writes {words}"
    if seen:
        return None
    if language and language != "en" and (own := _order_in(language)):
        return (
            own,
            f"dates in its language ({language}) have the {'day' if own == 'dmy' else 'month'} first",
        )
    country = _country(locale, url)
    if country and language == "en":
        own = "mdy" if country in MONTH_FIRST else "dmy"
        return (
            own,
            f"dates in its country ({country}) have the {'day' if own == 'dmy' else 'month'} first",
        )
    return None


def _telling(text: str) -> Iterable[tuple[Order, str]]:
    for match in NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if (
            FIRST_YEAR <= year <= LAST_YEAR
            and min(first, second) in range(1, 13)
            and max(first, second) <= 31
        ):
            if first > 12:
                yield "dmy", match[0]
            elif second > 12:
                yield "mdy", match[0]


def _country(locale: str | None, url: str | None) -> str | None:
    match = LOCALE.match(locale or "")
    if match and match["country"].lower() != "us":
        return match["country"].lower()
    try:
        last = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    return last if len(last) == 2 and last.isascii() and last not in NO_COUNTRY else None


@cache
def _order_in(language: str) -> Order | None:
    if language not in LANGUAGES:
        return None
    info = import_module(f"dateparser.data.date_translation_data.{language}").info
    orders: dict[str, Order] = {"DMY": "dmy", "MDY": "mdy"}
    return orders.get(info.get("date_order", ""))
