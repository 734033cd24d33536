"""How old what a phrase names is when the article is published: "last week" is 1 to 13 days before."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from dateline.language import load_language, sentences_of
from dateline.times import article_of, find_times

# Days on which a phrase is tried: two weeks, and both ends of twelve months.
TRIED = (
    *(date(2017, 3, 6) + timedelta(n) for n in range(14)),
    *(date(2017, month, 1) for month in range(1, 13)),
    *(date(2018, month, 1) - timedelta(1) for month in range(1, 13)),
    date(2018, 12, 31),
)


@cache
def ages_of(words: str) -> tuple[int, int] | None:
    """The fewest and the most days from what the words name, told as past, to the day of publication.

    None when they name nothing that the day of publication would date. Found by reading them as of each of
    some days, by the same rules as any article.

    >>> ages_of("yesterday"), ages_of("last week"), ages_of("this year"), ages_of("the other day")
    ((1, 1), (1, 13), (0, 364), None)
    """
    ages: list[int] = []
    text = f"He left {words}."
    article = article_of(text, TRIED[0].isoformat())
    # parsed once: 37 times of a phrase a day took a quarter of the time to compare a thousand articles
    passages = load_language().parse(article)
    sentences = sentences_of(article, passages)
    for day in TRIED:
        found = find_times(article_of(text, day.isoformat()), passages, sentences)
        if len(found) != 1 or found[0].anchor != "publication":
            return None
        earliest, latest = found[0].earliest, found[0].latest
        if earliest is None or latest is None:
            return None
        ages += [(day - date.fromisoformat(end)).days for end in (latest, earliest)]
    return max(0, min(ages)), max(ages)
