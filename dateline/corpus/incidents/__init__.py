"""Reports of one happening → one incident.

Reports are compared within a story (docs/incidents.md): they are of one incident when their kind of happening,
status, dates and all else they name allow it, and enough of it is the same. An event that meets no other is an
incident of its own: nothing is dropped, and nothing joined on a country alone. A plan told with a modal ("will
visit") is of the incident that it plans, an outcome ("killing 20") of what it came of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.corpus.incidents.fulfilled import find_fulfilments
from dateline.corpus.incidents.groups import Group
from dateline.corpus.incidents.matching import Matcher
from dateline.corpus.incidents.when import best_date
from dateline.corpus.reports import Report, days_between
from dateline.model import Entity, Incident

ENDLESS = 1_000_000  # days: an open date is less fine than any other


@dataclass(frozen=True, slots=True)
class Incidents:
    """The incidents of a corpus, and which events report them."""

    incidents: tuple[Incident, ...]  # by id
    incident_of: dict[str, str]  # event → incident
    reason_of: dict[str, str]  # event → why it is taken for a report of it; the first has none


def find_incidents(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    story_of: Mapping[str, str],
    original_of: Mapping[str, str],
    published: Mapping[str, tuple[str | None, str | None]],
) -> Incidents:
    """The incidents of all stories, whatever the order of the reports.

    `story_of` maps an article to its story, `original_of` an article to the one it copies (or itself),
    `published` an article to the first and the last day it may have been published on.
    """
    by_story: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_story[story_of[report.article_id]].append(report)
    matcher = Matcher(entities, {article: days[1] for article, days in published.items()})
    incidents: list[Incident] = []
    incident_of: dict[str, str] = {}
    reason_of: dict[str, str] = {}
    for story_id in sorted(by_story):
        told = sorted(by_story.pop(story_id), key=lambda report: report.id)
        part_of = dict(_parts(told))
        groups = list(matcher.match(report for report in told if report.id not in part_of))
        group_of = {
            report.id: number for number, group in enumerate(groups) for report in group.reports
        }
        parts: dict[int, list[Report]] = defaultdict(list)
        for report in told:
            if report.id in part_of:
                parts[group_of[part_of[report.id]]].append(report)
        of_story = [
            _incident(group, parts[number], story_id, original_of)
            for number, group in enumerate(groups)
        ]
        number_of = {id(group): number for number, group in enumerate(groups)}
        for link in find_fulfilments(groups, entities, published):
            plan, done = number_of[id(link.plan)], number_of[id(link.done)]
            of_story[plan] = replace(
                of_story[plan], fulfilled_by_id=of_story[done].id, fulfilled_reason=link.reason
            )
        incidents += of_story
        for number, group in enumerate(groups):
            for report in (*group.reports, *parts[number]):
                incident_of[report.id] = of_story[number].id
            reason_of |= group.reason_of
            reason_of |= {part.id: _part_reason(part, part_of) for part in parts[number]}
    return Incidents(
        tuple(sorted(incidents, key=lambda incident: incident.id)), incident_of, reason_of
    )


def _parts(reports: list[Report]) -> Iterator[tuple[str, str]]:
    """Event → the event of whose incident it is: a plan of what it plans, an outcome of what it came of."""
    by_id = {report.id: report for report in reports}
    found: dict[str, str] = {}
    for report in reports:
        whole = by_id.get(report.within_id or "")
        if whole is None:
            continue
        if whole.is_plan:
            found[whole.id] = report.id
        elif report.status == "asserted":
            found[report.id] = whole.id
    for part in found:  # an outcome of an outcome: to the first of them
        seen = {part}
        while found[part] in found and found[part] not in seen:
            seen.add(found[part])
            found[part] = found[found[part]]
        yield part, found[part]


def _part_reason(part: Report, part_of: Mapping[str, str]) -> str:
    what = "the plan of" if part.is_plan else "an outcome of"
    return f"{what} {part_of[part.id]}, told in one breath"


def _incident(
    group: Group, parts: list[Report], story_id: str, original_of: Mapping[str, str]
) -> Incident:
    best = min(group.reports, key=_worth)
    first = min(group.reports, key=lambda report: report.id)
    when = best_date(group.reports, original_of)
    articles = {report.article_id for report in (*group.reports, *parts)}
    places = [report.place_id for report in sorted(group.reports, key=_worth) if report.place_id]
    return Incident(
        id=f"{first.article_id}-i{first.start}",
        story_id=story_id,
        type=best.type,
        quad=best.quad,
        status=best.status,
        summary=best.summary,
        best_event_id=best.id,
        edtf=when.edtf,
        earliest=when.earliest,
        latest=when.latest,
        year=when.year,
        month=when.month,
        place_id=places[0] if places else None,
        event_count=len(group.reports) + len(parts),
        article_count=len(articles),
        source_count=len({original_of.get(article, article) for article in articles}),
    )


def _worth(report: Report) -> tuple[bool, bool, int, int, str]:
    """Sorts the best report first: dated by the text, naming most, dated most finely."""
    dated = report.date_source in {"text", "correction"}
    named = len(report.actors) + len(report.recipients)
    days = days_between(report.earliest, report.latest)
    return (
        report.status != "asserted",
        not dated,
        -named,
        ENDLESS if days is None else days,
        report.id,
    )
