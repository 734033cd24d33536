"""Gives the front page its numbers, its pictures and its questions; the page itself is templates/index.html.

Where the site has several databases of Dateline's it gives a few numbers of each, and where each is to be read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from dateline.serving import Collection, collection_of, may_read, names
from dateline.site import front
from dateline.site.bars import bars_of
from dateline.site.when import when_in_words

READ = ("articles", "conflicts", "entities", "incidents", "refused_files")


@hookimpl
def extra_template_vars(
    template: str, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    there = [collection_of(datasette, name) for name in names(datasette)]
    if template != "index.html" or request is None or not there:
        return {}

    async def front_page() -> dict[str, Any]:
        # of the others, Datasette's own listing shows what may be seen, or what there is
        whole = [each for each in there if each and await _is_whole(each, request)]
        if len(there) > 1:
            return {"collections": [await _in_brief(each) for each in whole]}
        return await _glance(whole[0]) if whole else {}

    return front_page


async def _is_whole(collection: Collection, request: Request) -> bool:
    """Whether the reader may see all that the page is made of, and this version of Dateline built it."""
    for table in READ:
        if not await may_read(collection, request, table):
            return False
    found = await collection.db.execute("select name from sqlite_master where type = 'table'")
    return {row[0] for row in found}.issuperset(READ)


async def _in_brief(collection: Collection) -> dict[str, Any]:
    """One of several databases: what it holds, and what was published when."""
    period = (await collection.db.execute(front.PERIOD)).first()
    return {
        "pages": collection,
        "counts": await _counts(collection, front.HOLDS),
        "period": front.period_in_words(period["first"], period["last"]),
    }


async def _glance(collection: Collection) -> dict[str, Any]:
    db = collection.db
    months = {row[0]: row[1] for row in await db.execute(front.BY_MONTH)}
    years = {row[0]: row[1] for row in await db.execute(front.BY_YEAR)}
    period = (await db.execute(front.PERIOD)).first()
    questions = collection.datasette.metadata("queries", database=collection.name) or {}
    return {
        "counts": await _counts(collection, front.HOLDS),
        "needs_an_eye": [c for c in await _counts(collection, front.NEEDS_AN_EYE) if c["number"]],
        "period": front.period_in_words(period["first"], period["last"]),
        "bars": bars_of(months, years),
        "dated": sum(years.values()),
        "latest": (await db.execute(front.LATEST)).rows,
        "best_sourced": (await db.execute(front.BEST_SOURCED)).rows,
        "people": (await db.execute(front.PEOPLE)).rows,
        "places": (await db.execute(front.PLACES)).rows,
        "when_in_words": when_in_words,
        "questions": [
            {
                "href": collection.query(name),
                "title": question.get("title") or name,
                # the first line says what it shows, the others explain the parameters
                "description": (question.get("description") or "").partition("\n")[0],
            }
            # a query of a person's own may be bare SQL
            for name, question in questions.items()
            if isinstance(question, dict)
        ],
    }


async def _counts(collection: Collection, counts: tuple[front.Count, ...]) -> list[dict[str, Any]]:
    """The numbers with their labels and links, made in one query."""
    numbers = (await collection.db.execute(front.counting(counts))).first()
    places = {"table": collection.table, "query": collection.query, "path": collection.path}
    return [
        {
            "label": count.label,
            "number": number,
            "href": f"{places[count.kind](count.target)}{count.arguments}",
        }
        for count, number in zip(counts, numbers, strict=True)
    ]
