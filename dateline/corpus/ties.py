"""Who acts with or against whom, and where two reports cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from dateline.model import Conflict, Event, Tie


def find_ties(events: Iterable[Event]) -> tuple[Tie, ...]:
    """One row for each pair of entities and type, from asserted events; co-actors tie both ways round once."""
    found: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.status == "asserted":
            for source, target in _pairs(event):
                found[source, target, event.type].append(event)
    return tuple(_tie(key, reports) for key, reports in sorted(found.items()))


def _pairs(event: Event) -> Iterator[tuple[str, str]]:
    actors = [p.entity_id for p in event.participants if p.role == "actor" and p.entity_id]
    recipients = [p.entity_id for p in event.participants if p.role == "recipient" and p.entity_id]
    pairs = {(actor, recipient) for actor in actors for recipient in recipients}
    if not recipients:
        pairs |= set(combinations(sorted(set(actors)), 2))
    yield from sorted((source, target) for source, target in pairs if source != target)


def _tie(key: tuple[str, str, str], reports: list[Event]) -> Tie:
    source, target, kind = key
    return Tie(
        source_id=source,
        target_id=target,
        type=kind,
        event_count=len(reports),
        incident_count=len({event.incident_id for event in reports}),
        article_count=len({event.article_id for event in reports}),
        earliest=min((e.earliest for e in reports if e.earliest), default=None),
        latest=max(
            (e.latest for e in reports if e.latest and e.date_source != "publication"), default=None
        ),
    )


def find_conflicts(events: Iterable[Event]) -> tuple[Conflict, ...]:
    """Reports of which one asserts what the other denies: same type, same pair, dates that may be the same."""
    found: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.status in {"asserted", "negated"}:
            for source, target in _pairs(event):
                found[source, target, event.type].append(event)
    conflicts = {}
    for reports in found.values():
        for told in (event for event in reports if event.status == "asserted"):
            for denied in (event for event in reports if event.status == "negated"):
                if _may_overlap(told, denied) and told.sentence_id != denied.sentence_id:
                    conflict = _conflict(told, denied)
                    conflicts[conflict.id] = conflict
    return tuple(conflict for _, conflict in sorted(conflicts.items()))


def _may_overlap(one: Event, other: Event) -> bool:
    ends_before = one.latest and other.earliest and one.latest < other.earliest
    starts_after = one.earliest and other.latest and one.earliest > other.latest
    return not ends_before and not starts_after


def _conflict(told: Event, denied: Event) -> Conflict:
    return Conflict(
        id=f"{told.id}:{denied.id}",
        kind="status",
        incident_id=told.incident_id,
        event_id=told.id,
        other_event_id=denied.id,
        explanation=(
            f"“{told.summary}” is told as a fact in {told.article_id};"
            f" {denied.article_id} denies it: “{denied.summary}”"
        ),
    )
