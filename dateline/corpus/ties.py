"""Who acts with or against whom: one row for each pair and type, counted in incidents and not in reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby

from dateline.corpus.incidents import Incidents
from dateline.corpus.reports import Report
from dateline.model import Entity, Incident, Tie

# What two who act do to each other: "Kerry and Lavrov met". Two who protested together did nothing to each other.
MUTUAL = {"CONSULT", "COOPERATE", "AGREE"}


def find_ties(
    found_incidents: Incidents, reports: Iterable[Report], entities: Mapping[str, Entity]
) -> tuple[Tie, ...]:
    """The ties of what happened, as its reports tell it, by who acts, on whom, and how."""
    reports_of: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        reports_of[found_incidents.incident_of[report.id]].append(report)
    found: dict[tuple[str, str, str], list[tuple[Incident, list[Report]]]] = defaultdict(list)
    for incident in found_incidents.incidents:
        if incident.status == "asserted":
            by_pair: dict[tuple[str, str], list[Report]] = defaultdict(list)
            for report in reports_of[incident.id]:
                for pair in _pairs(report, entities) if report.status == "asserted" else ():
                    by_pair[pair].append(report)
            for (source, target), told in by_pair.items():
                found[source, target, incident.type].append((incident, told))
    return tuple(_tie(key, told) for key, told in sorted(found.items()))


def joined(parts: Iterable[Tie]) -> Iterator[Tie]:
    """One row for each pair and type, from those of stories that have no article in common, in order."""
    for _, same in groupby(parts, key=lambda tie: (tie.source_id, tie.target_id, tie.type)):
        ties = list(same)
        yield replace(
            ties[0],
            event_count=sum(tie.event_count for tie in ties),
            incident_count=sum(tie.incident_count for tie in ties),
            article_count=sum(tie.article_count for tie in ties),
            earliest=min((tie.earliest for tie in ties if tie.earliest), default=None),
            latest=max((tie.latest for tie in ties if tie.latest), default=None),
        )


def _pairs(report: Report, entities: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    """Who acts, and on whom; a town that is only visited is nobody."""
    actors = [i for i in report.actors if _acts(entities[i])]
    recipients = [i for i in report.recipients if _acts(entities[i])]
    pairs = {(actor, recipient) for actor in actors for recipient in recipients}
    if not report.recipients and report.type in MUTUAL:
        pairs |= set(combinations(sorted(set(actors)), 2))
    yield from sorted((source, target) for source, target in pairs if source != target)


def _acts(entity: Entity) -> bool:
    return entity.type != "place" or entity.stands_for_id is not None


def _tie(key: tuple[str, str, str], told: Sequence[tuple[Incident, Sequence[Report]]]) -> Tie:
    source, target, kind = key
    incidents = [incident for incident, _ in told]
    reports = [report for _, some in told for report in some]
    dated = [incident for incident in incidents if incident.earliest and incident.latest]
    return Tie(
        source_id=source,
        target_id=target,
        type=kind,
        event_count=len(reports),
        incident_count=len(incidents),
        article_count=len({report.article_id for report in reports}),
        earliest=min((str(incident.earliest) for incident in dated), default=None),
        latest=max((str(incident.latest) for incident in dated), default=None),
    )
