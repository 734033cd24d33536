"""Reports of one happening → one incident.

Two events are one incident when type, mode and status are the same, both are dated within a month, their
dates overlap, they share a person or organization, and what else they name does not differ. An event that
meets no other is an incident of its own: nothing is dropped, and nothing joined on a country alone. A plan told
with a modal ("will visit") is of the incident that it plans, an outcome ("killing 20") of what it came of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dateline.model import Entity, Event, Incident

# A report dated "2016" fits every visit of that year; only dates as fine as a month tell which one is meant.
WIDEST = 31  # days
PLANS = "event_plans:"


@dataclass(slots=True)
class Group:
    """Events taken to be one incident so far, and the days all of them allow."""

    events: list[Event]  # reports of it
    earliest: str | None
    latest: str | None
    others: set[str] = field(default_factory=set)
    parts: list[Event] = field(default_factory=list)  # plans and outcomes told with a report


def find_incidents(
    events: Iterable[Event],
    entities: dict[str, Entity],
    story_of: dict[str, str],
    original_of: dict[str, str],
) -> tuple[tuple[Incident, ...], dict[str, str]]:
    """The incidents, and the incident of each event.

    `story_of` maps an article to its story, `original_of` an article to the one it copies (or itself).
    """
    ordered = sorted(events, key=lambda event: (event.earliest or "", event.id))
    part_of = _parts(ordered)
    groups: list[Group] = []
    open_groups: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    group_of: dict[str, Group] = {}
    for event in ordered:
        if event.id in part_of:
            continue
        actors = _parties(event, entities)
        keys = [(event.type, event.mode or "", event.status, party) for party in actors]
        group = _matching(event, [g for key in keys for g in open_groups[key]], entities)
        if group is None:
            group = Group([], event.earliest, event.latest)
            groups.append(group)
        _add(group, event, entities)
        group_of[event.id] = group
        for key in keys if _is_narrow(event) else []:
            still_open = [
                g for g in open_groups[key] if g.latest and g.latest >= (event.earliest or "")
            ]
            open_groups[key] = still_open if group in still_open else [*still_open, group]
    for event in ordered:
        if event.id in part_of:
            group_of[part_of[event.id]].parts.append(event)
    incidents = [_incident(group, story_of, original_of) for group in groups]
    of_event = {
        event.id: incident.id
        for group, incident in zip(groups, incidents, strict=True)
        for event in (*group.events, *group.parts)
    }
    return tuple(sorted(incidents, key=lambda incident: incident.id)), of_event


def _parts(events: list[Event]) -> dict[str, str]:
    """Event → the event of whose incident it is: a plan of what it plans, an outcome of what it came of."""
    by_id = {event.id: event for event in events}
    found: dict[str, str] = {}
    for event in events:
        whole = by_id.get(event.within_id or "")
        if whole is None:
            continue
        if whole.rule.startswith(PLANS):
            found[whole.id] = event.id
        elif event.status == "asserted":
            found[event.id] = whole.id
    for part in found:  # an outcome of an outcome: to the first of them
        seen = {part}
        while found[part] in found and found[part] not in seen:
            seen.add(found[part])
            found[part] = found[found[part]]
    return found


def _is_narrow(event: Event) -> bool:
    if not event.earliest or not event.latest:
        return False
    days = date.fromisoformat(event.latest) - date.fromisoformat(event.earliest)
    return days.days < WIDEST


def _parties(event: Event, entities: dict[str, Entity]) -> list[str]:
    """The people and organizations that take part; countries and places are shared by too much."""
    named = {p.entity_id or p.linked_id for p in event.participants} - {None}
    kinds = {"person", "organization", "group"}
    return sorted(i for i in named if i is not None and entities[i].type in kinds)


def _others(event: Event, entities: dict[str, Entity]) -> set[str]:
    """All that an event names: participants, and where it happened."""
    named = {p.entity_id for p in event.participants} | {event.place_id}
    return {i for i in named if i is not None and i in entities}


def _matching(event: Event, groups: list[Group], entities: dict[str, Entity]) -> Group | None:
    if not _is_narrow(event):
        return None
    mine = _others(event, entities)
    parties = set(_parties(event, entities))
    for group in groups:
        overlap = (group.earliest or "") <= (event.latest or "") and (event.earliest or "") <= (
            group.latest or ""
        )
        # what each names besides whom both name: meeting Lavrov is not meeting Shoygu on the same day
        shared = parties & group.others
        beside, its = mine - shared, group.others - shared
        if overlap and (not beside or not its or beside & its):
            return group
    return None


def _add(group: Group, event: Event, entities: dict[str, Entity]) -> None:
    group.events.append(event)
    group.others |= _others(event, entities)
    if event.earliest and group.earliest:
        group.earliest = max(group.earliest, event.earliest)
    if event.latest and group.latest:
        group.latest = min(group.latest, event.latest)


def _incident(group: Group, story_of: dict[str, str], original_of: dict[str, str]) -> Incident:
    best = min(group.events, key=_worth)
    first = min(group.events, key=lambda event: event.id)
    narrowest = min(
        (e for e in group.events if e.date_source in {"text", "inherited", "correction"}),
        key=lambda event: (event.latest is None, _days(event), event.id),
        default=best,
    )
    articles = {event.article_id for event in (*group.events, *group.parts)}
    return Incident(
        id=f"{first.article_id}-i{first.start}",
        story_id=story_of.get(best.article_id),
        type=best.type,
        quad=best.quad,
        status=best.status,
        summary=best.summary,
        best_event_id=best.id,
        edtf=narrowest.edtf,
        earliest=group.earliest,
        latest=group.latest,
        year=narrowest.year,
        month=narrowest.month,
        place_id=best.place_id or next((e.place_id for e in group.events if e.place_id), None),
        event_count=len(group.events) + len(group.parts),
        article_count=len(articles),
        source_count=len({original_of.get(article, article) for article in articles}),
    )


def _worth(event: Event) -> tuple[bool, bool, int, int, str]:
    """Sorts the best report first: dated by the text, naming most, dated most finely."""
    named = sum(1 for p in event.participants if p.entity_id)
    dated = event.date_source in {"text", "correction"}
    return event.status != "asserted", not dated, -named, _days(event), event.id


def _days(event: Event) -> int:
    if not event.earliest or not event.latest:
        return 1_000_000
    return (date.fromisoformat(event.latest) - date.fromisoformat(event.earliest)).days
