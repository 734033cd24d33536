"""What an undated article tells with words that only its publication would date, and a dated article tells too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.corpus.link import LinkedRecord
from dateline.corpus.reports import Report
from dateline.corpus.reports.happenings import happening_of
from dateline.corpus.undated.ages import ages_of
from dateline.corpus.undated.days import CALENDAR, WEEKDAY, Days, by_days, days_of
from dateline.model import Entity, Event, TimeExpression

# Signs without which reports that share no two names are not trusted to be of one happening: missiles are
# fired again and again
CERTAIN = 2
PEOPLE = {"person", "organization", "group"}
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


@dataclass(frozen=True, slots=True)
class Match:
    """An event of an undated article, and the reports elsewhere that tell it."""

    event: Event
    found: tuple[Report, ...]
    days: Days  # when it was, by the reports and its own words
    signs: tuple[str, ...]  # why it is taken for the same happening


def matches_of(
    linked: LinkedRecord,
    told: Sequence[Event],
    known: Sequence[Report],
    of_incident: Mapping[str, Sequence[Report]],
    entities: Mapping[str, Entity],
) -> list[Match]:
    """What the article tells with words that hang on its publication, and dated articles tell too.

    Two articles tell one happening when it is of one kind and they name the same person or organization and
    one more name, or when their reports are one incident by all else they say. More may speak for it: the date
    but for its year, something else that both tell of those days, its number among those of the year.
    `known` are dated reports of other articles, `of_incident` those of the incident of an event.
    """
    times = {time.id: time for time in linked.times}
    matches = []
    for event in told:
        calendar = CALENDAR.fullmatch(event.edtf or "")
        time = times.get(event.time_id or "")
        weekday = WEEKDAY.fullmatch(time.value) if time else None
        if not calendar and not is_open(time):
            continue
        named = [report for report in known if _tells(report, event, entities)]
        same = [report for report in of_incident.get(event.id, ()) if report not in named]
        for found in by_days([*named, *same]):
            days = days_of(found)
            shared = _shared(event, found, entities)
            signs = [shared] if shared else [f"an incident that both report: “{found[0].summary}”"]
            if calendar:
                on_calendar = days.named(calendar)
                if on_calendar is None:
                    continue
                days = on_calendar
                signs.append(f"the date {event.edtf}")
            elif weekday:
                on_weekday = days.falling_on(int(weekday[1]))
                if on_weekday is None:
                    continue
                days = on_weekday
                signs.append(f"the weekday, {time.text}" if time else "")
            signs += _companions(event, told, known, days, entities)
            signs += _rank(event, linked, named, days)
            if shared or len(signs) >= CERTAIN:
                matches.append(Match(event, found, days, tuple(signs)))
    return matches


def is_open(time: TimeExpression | None) -> bool:
    """Whether only the day of publication would give the words a date."""
    if time is None or time.anchor != "none" or time.earliest is not None:
        return False
    return ages_of(time.text) is not None


def names_of(event: Event) -> set[str]:
    """The entities that take part in an event, and where it is."""
    named = {p.entity_id for p in event.participants if p.entity_id}
    return named | ({event.place_id} if event.place_id else set())


def _names_in(report: Report) -> set[str]:
    place = {report.place_id} if report.place_id else set()
    return {*report.actors, *report.recipients, *place}


def _tells(report: Report, event: Event, entities: Mapping[str, Entity]) -> bool:
    """Whether a dated report tells the same kind of thing of the same person and one more name."""
    if not report.is_narrow or report.status not in {"asserted", "alleged"}:
        return False
    if report.happening != happening_of(event.trigger, event.type):
        return False
    shared = names_of(event) & _names_in(report)
    return len(shared) >= 2 and any(entities[i].type in PEOPLE for i in shared)


def _shared(event: Event, found: Iterable[Report], entities: Mapping[str, Entity]) -> str:
    """The names both have, where they are enough by themselves."""
    for report in found:
        if _tells(report, event, entities):
            both = names_of(event) & _names_in(report)
            return " and ".join(sorted(entities[i].name for i in both))
    return ""


def _companions(
    event: Event,
    told: Iterable[Event],
    known: Iterable[Report],
    days: Days,
    entities: Mapping[str, Entity],
) -> list[str]:
    """What the article tells with it, at the same time, and a dated article of the same days."""
    signs = []
    for other in told:
        if other.id == event.id or not event.time_id or other.time_id != event.time_id:
            continue
        kind = happening_of(other.trigger, other.type)
        people = {i for i in names_of(other) if entities[i].type in PEOPLE}
        beside = (
            f"“{report.summary}”"
            for report in known
            if report.is_narrow
            and report.happening == kind
            and people & _names_in(report)
            and days.within(Days.of(report))
        )
        signs += sorted(beside)[:1]
    return signs


def _rank(event: Event, linked: LinkedRecord, found: Sequence[Report], days: Days) -> list[str]:
    """ "His second visit this year": of those that are dated to one year, the last is the second."""
    noun = event.trigger.split()[0]
    sentence = next(s.text for s in linked.sentences if s.id == event.sentence_id)
    ordinals = "|".join(ORDINALS)
    said = re.search(rf"\b({ordinals})\s+{re.escape(noun)}\b.*\bthis year\b", sentence, re.I)
    if said is None:
        return []
    year = days.earliest.year
    in_year = [d for d in map(days_of, by_days(found)) if d.earliest.year == d.latest.year == year]
    if len(in_year) != ORDINALS[said[1].lower()] or any(
        d.earliest > days.earliest for d in in_year
    ):
        return []
    return [f"the {said[1].lower()} {noun} of {year}"]
