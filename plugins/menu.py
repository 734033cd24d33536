"""Adds the useful questions to Datasette's menus, and to each table those that are about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from dateline.serving import Actor, Collection, asked_for, collection_of, visible

Link = dict[str, str]

# the menu of every page: where a link leads, and what it says
MENU = {
    "/-/search": "Search",
    "/-/timeline": "Timeline",
    "/-/map": "Map",
    "/-/network": "Network",
    "articles": "Articles",
    "entities": "People and places",
    "needs_an_eye": "What needs an eye",
    "left_out": "What was left out",
    "/-/downloads": "Downloads",
}
# the questions about a table, in the menu beside its name
ABOUT = {
    "articles": ("search", "naming_two", "needs_an_eye", "left_out"),
    "conflicts": ("contradictions",),
    "corrections": ("corrected_by_hand", "needs_an_eye"),
    "dropped_lines": ("left_out",),
    "entities": (
        "person_timeline",
        "spellings",
        "may_be_one",
        "ambiguous_places",
        "offices",
        "who_acts_with_whom",
        "in_a_place",
        "corrected_by_hand",
    ),
    "event_list": ("who_says_so", "not_told_as_fact", "planned_not_done"),
    "events": ("who_says_so", "not_told_as_fact", "planned_not_done", "corrected_by_hand"),
    "incidents": ("incidents_by_month", "told_by_several", "in_a_place", "who_met_whom"),
    "aliases": ("spellings",),
    "merge_suggestions": ("may_be_one", "corrected_by_hand"),
    "merges": ("spellings", "may_be_one", "needs_an_eye", "corrected_by_hand"),
    "place_candidates": ("ambiguous_places",),
    "positions": ("offices",),
    "quotes": ("quotes_by_speaker", "who_says_so"),
    "refused_files": ("left_out",),
    "texts": ("search",),
    "ties": ("who_acts_with_whom",),
    "time_expressions": ("relative_dates", "unresolved_dates"),
    "timeline": ("person_timeline", "who_met_whom", "in_a_place", "incidents_by_month"),
}


@hookimpl
def menu_links(
    datasette: Datasette, actor: Actor, request: Request | None
) -> Callable[[], Awaitable[list[Link]]]:
    async def links() -> list[Link]:
        if collection := asked_for(datasette, request):
            return _pages(collection)
        # of several, none is chosen yet
        seen = await visible(datasette, actor)
        return [{"href": each.database(), "label": each.name} for each in seen]

    return links


def _pages(collection: Collection) -> list[Link]:
    return [
        {
            "href": collection.path(to) if to.startswith("/") else collection.table(to),
            "label": label,
        }
        for to, label in MENU.items()
    ]


@hookimpl
def table_actions(datasette: Datasette, database: str, table: str) -> list[Link]:
    collection = collection_of(datasette, database)
    if collection is None:
        return []
    questions = datasette.metadata("queries", database=database) or {}
    return [
        {"href": collection.query(name), "label": questions[name]["title"]}
        for name in ABOUT.get(table, ())
        if name in questions
    ]
