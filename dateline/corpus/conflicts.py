"""Reports that cannot both be right: dates, places, numbers, and what one asserts and another denies.

Both are rows, with an explanation in words; no winner is declared. Reports of one article, or of its copies, are
never set against each other: what they tell is one source's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from dateline.corpus.incidents.against import far_apart
from dateline.corpus.incidents.groups import SIDES, SPECIFIC
from dateline.corpus.reports import Report, days_between
from dateline.corpus.reports.details import report_words
from dateline.corpus.reports.wording import likeness, numbers_in, weight_of
from dateline.model import Conflict, ConflictKind, Entity

# Days by which the day of one happening differs around the globe: no conflict
ZONES = 1
# Kilometres between two towns that no sloppy wording makes one
FAR = 100
# A place conflicts only where both days are known this well: two meetings in one month are two meetings
CLOSE = 3  # days
# Cosine of the words around two triggers that tell one thing in nearly the same words
ALIKE = 0.5
# Weight of a word that says to what a thing was done: "oil" has 5.75, "control" 5, "most" and "new" less
TELLING = 5.5
REFUSALS = {"refuse", "decline", "refusal"}
KILLED, HURT = {"kill", "die", "death", "dead", "lose", "life"}, {"injure", "wound", "hurt", "maim"}


@dataclass(frozen=True, slots=True)
class Comparer:
    """What reports are compared by: whose they are, what happened, and who is who."""

    incident_of: Mapping[str, str]
    story_of: Mapping[str, str]
    original_of: Mapping[str, str]
    entities: Mapping[str, Entity]

    def source(self, report: Report) -> str:
        """The article a report is of, or the one that it repeats."""
        return self.original_of.get(report.article_id, report.article_id)

    def people(self, names: Iterable[str]) -> set[str]:
        """Those that are more than a country or a place."""
        return {i for i in names if self.entities[i].type in SPECIFIC}

    def conflict(self, kind: ConflictKind, one: Report, other: Report, words: str) -> Conflict:
        """The row of a conflict, the same whichever report comes first."""
        return Conflict(
            id=f"{one.id}:{other.id}:{kind}",
            kind=kind,
            incident_id=self.incident_of[one.id],
            event_id=one.id,
            other_event_id=other.id,
            explanation=words,
        )


def find_conflicts(reports: Iterable[Report], comparer: Comparer) -> tuple[Conflict, ...]:
    """The conflicts of a folder, by their ids; only what shares an incident or a party is compared."""
    by_incident: dict[str, list[Report]] = defaultdict(list)
    by_party: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    ordered = sorted(reports, key=lambda report: report.id)
    # who will not, or refused to, denies nothing
    refusals = {r.id for r in ordered if r.is_plan or r.trigger.split()[0] in REFUSALS}
    for report in ordered:
        by_incident[comparer.incident_of[report.id]].append(report)
        if report.within_id in refusals:
            continue
        story = comparer.story_of[report.article_id]
        for party in comparer.people({*report.actors, *report.linked, *report.recipients}):
            by_party[story, report.happening.name, party].append(report)
    found: dict[str, Conflict] = {}
    for told in by_incident.values():
        for conflict in (*_numbers(told, comparer), *_days(told, comparer)):
            found[conflict.id] = conflict
    for told in by_party.values():
        for conflict in _between(told, comparer):
            found[conflict.id] = conflict
    return tuple(conflict for _, conflict in sorted(found.items()))


# ---------------------------------------------------------------- within one incident


def _numbers(told: Iterable[Report], comparer: Comparer) -> Iterator[Conflict]:
    """How many of whom: "seven people were killed" and "eight"; "at least seven" agrees with eight."""
    values: dict[tuple[str, str], dict[tuple[int, int], Report]] = defaultdict(dict)
    for report in told:
        for count in report.counts:
            bounds = (count.least or 0, count.most or 10**12)
            values[_outcome(report), _counted(count.noun)].setdefault(bounds, report)
    for _, by_count in sorted(values.items()):
        for (low, one), (high, other) in pairwise(sorted(by_count.items())):
            if low[1] < high[0] and comparer.source(one) != comparer.source(other):
                yield comparer.conflict(
                    "number", one, other,
                    f"{one.article_id} counts {_how_many(low)} (“{one.summary}”),"
                    f" {other.article_id} {_how_many(high)} (“{other.summary}”)",
                )  # fmt: skip


def _outcome(report: Report) -> str:
    """What happened to those that are counted: the dead are not the wounded."""
    words = set(report.trigger.split())
    return "killed" if words & KILLED else "hurt" if words & HURT else report.happening.name


def _counted(noun: str) -> str:
    return "people" if noun in report_words("anybody") or not noun else noun


def _how_many(bounds: tuple[int, int]) -> str:
    least, most = bounds
    if least == most:
        return f"{least:,}"
    return f"{least:,} or more" if least else f"{most:,} or fewer"


def _days(told: Iterable[Report], comparer: Comparer) -> Iterator[Conflict]:
    """Days of one happening that exclude each other by more than time zones do."""
    first: dict[tuple[str, str], Report] = {}
    for report in told:
        if report.is_narrow:
            first.setdefault((str(report.earliest), str(report.latest)), report)
    for (_, one), (_, other) in pairwise(sorted(first.items())):
        if _gap(one, other) > ZONES and comparer.source(one) != comparer.source(other):
            yield comparer.conflict("date", one, other, _dates_in_words(one, other))


def _gap(one: Report, other: Report) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 when they overlap."""
    first, second = sorted((one, other), key=lambda r: (r.earliest or "", r.latest or ""))
    return max(0, days_between(first.latest, second.earliest) or 0)


def _dates_in_words(one: Report, other: Report) -> str:
    return (
        f"{one.article_id} tells “{one.summary}”, {_when(one)}; {other.article_id} tells"
        f" “{other.summary}”, {_when(other)}. One of the two is wrong, or it happened twice"
    )


def _when(report: Report) -> str:
    if report.earliest == report.latest:
        return f"on {report.earliest}"
    if report.edtf and len(report.edtf) == len("2016-09"):
        return f"in {report.edtf}"
    return f"between {report.earliest} and {report.latest}"


# ---------------------------------------------------------------- between incidents


def _between(told: list[Report], comparer: Comparer) -> Iterator[Conflict]:
    """One row for each two incidents that one party is in and that contradict one another."""
    best: dict[tuple[ConflictKind, str, str], tuple[float, Conflict]] = {}
    for one, other in _pairs(told, comparer):
        for kind, contradicts, words in CONTRADICTIONS:
            if contradicts(one, other, comparer):
                key = (kind, comparer.incident_of[one.id], comparer.incident_of[other.id])
                found = (
                    likeness(one.near, other.near),
                    comparer.conflict(kind, one, other, words(one, other)),
                )
                if key not in best or found[0] > best[key][0]:
                    best[key] = found
    yield from (conflict for _, conflict in best.values())


def _pairs(told: list[Report], comparer: Comparer) -> Iterator[tuple[Report, Report]]:
    """Reports of different incidents and sources, of which one at least was told to have happened."""
    for one, other in combinations(told[:MOST], 2):
        if comparer.incident_of[one.id] == comparer.incident_of[other.id]:
            continue
        if comparer.source(one) == comparer.source(other):
            continue
        sides = SIDES[one.status], SIDES[other.status]
        if sides[0] == "told" and sides[1] in {"told", "denied"}:
            yield one, other
        elif sides == ("denied", "told"):
            yield other, one


# Of the reports of one kind in which one party of a story takes part: beyond so many, more of them say no more.
MOST = 60


def _happened_once(one: Report, other: Report, comparer: Comparer) -> bool:
    """Two dates of what hardly happens twice: the same seizes, or loses, the same."""
    if not one.happening.once or SIDES[other.status] != "told":
        return False
    if not (one.is_narrow and other.is_narrow) or _gap(one, other) <= ZONES:
        return False
    undergone = comparer.people(one.recipients) & comparer.people(other.recipients)
    objects = numbers_in(one.objects) & numbers_in(other.objects)
    return bool(undergone) or any(weight_of(word) >= TELLING for word in objects)


def _elsewhere(one: Report, other: Report, comparer: Comparer) -> bool:
    """The same two met on the same days in two towns."""
    if SIDES[other.status] != "told" or not one.place_id or not other.place_id:
        return False
    spans = [days_between(report.earliest, report.latest) for report in (one, other)]
    if not (one.is_narrow and other.is_narrow) or any(n is None or n > CLOSE for n in spans):
        return False
    both = comparer.people({*one.actors, *one.recipients})
    if len(both & comparer.people({*other.actors, *other.recipients})) < 2 or _gap(one, other):
        return False
    return far_apart({one.place_id}, {other.place_id}, comparer.entities, FAR)


def _denied(one: Report, other: Report, comparer: Comparer) -> bool:
    """One source tells it as done, another that it was not: the same doer, and the same other party or words."""
    if SIDES[other.status] != "denied" or other.is_plan or one.is_plan:
        return False
    if not {*one.actors} & {*other.actors} or not _may_overlap(one, other):
        return False
    if one.recipients and other.recipients:
        return bool({*one.recipients} & {*other.recipients})
    return likeness(one.near, other.near) >= ALIKE


def _may_overlap(one: Report, other: Report) -> bool:
    ends_before = one.latest and other.earliest and one.latest < other.earliest
    starts_after = one.earliest and other.latest and one.earliest > other.latest
    return not ends_before and not starts_after


def _places_in_words(one: Report, other: Report) -> str:
    return f"{one.article_id} tells “{one.summary}”, {other.article_id} “{other.summary}”, of the same days"


def _denial_in_words(one: Report, other: Report) -> str:
    return (
        f"“{one.summary}” is told as a fact in {one.article_id};"
        f" {other.article_id} denies it: “{other.summary}”"
    )


Test = Callable[[Report, Report, Comparer], bool]
CONTRADICTIONS: tuple[tuple[ConflictKind, Test, Callable[[Report, Report], str]], ...] = (
    ("date", _happened_once, _dates_in_words),
    ("place", _elsewhere, _places_in_words),
    ("status", _denied, _denial_in_words),
)
