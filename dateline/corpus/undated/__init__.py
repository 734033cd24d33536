"""When an undated article was published, by what it tells: bounds with their reason, never a day.

Two things bound it. It tells as past what has an explicit date; and it tells, with words that only the day of
publication gives a meaning ("last week", "June 26th"), what a dated article tells too. Only dates that stand in a
text, or hang on a publication date that was declared, are evidence: nothing inferred here ever is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.corpus.link import LinkedRecord
from dateline.corpus.reports import Report
from dateline.corpus.reports.happenings import happening_of
from dateline.corpus.undated.ages import ages_of
from dateline.corpus.undated.days import CALENDAR, Days, days_of
from dateline.corpus.undated.elsewhere import PEOPLE, Match, is_open, matches_of, names_of
from dateline.model import Entity, Event

# What is called recent is taken to be five weeks old at most. Of 40 dated events in the first sentences of 204
# articles 37 are at most 5 days old and 3, all background, more than 90: any limit between would do.
RECENT = 35  # days
RECENTLY = {"recently", "lately"}
ENOUGH = 2  # signs that what dates the article is what another tells
YEAR = 365  # a day or month without its year is of the last twelve months


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which an article may have been published, and why, in words a reader can check."""

    earliest: date | None
    latest: date | None
    reason: str

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """Both days in ISO form."""
        return (
            self.earliest.isoformat() if self.earliest else None,
            self.latest.isoformat() if self.latest else None,
        )


def find_windows(
    undated: Iterable[LinkedRecord],
    entities: Mapping[str, Entity],
    reports: Mapping[str, Sequence[Report]],
    story_of: Mapping[str, str],
    incident_of: Mapping[str, str],
) -> dict[str, Window]:
    """Undated article → the days on which it may have been published, for those that something bounds.

    `undated` are articles with all their rows, `reports` those of every article. The dated ones of the same story
    are compared, and those of the same incident (`incident_of`, by what the texts and declared dates say alone).
    """
    by_name: dict[tuple[str, str], list[Report]] = defaultdict(list)
    by_incident: dict[str, list[Report]] = defaultdict(list)
    for article_id, told in reports.items():
        for report in told:
            for name in {*report.actors, *report.recipients} if report.is_narrow else ():
                by_name[story_of[article_id], name].append(report)
            if report.is_narrow and report.id in incident_of:
                by_incident[incident_of[report.id]].append(report)
    windows = {}
    for linked in undated:
        article_id, story = linked.article.id, story_of[linked.article.id]
        people = {name for event in linked.events for name in names_of(event)}
        known = {r.id: r for name in sorted(people) for r in by_name[story, name]}
        elsewhere = [r for r in known.values() if r.article_id != article_id]
        same = {
            event.id: [r for r in by_incident[incident_of[event.id]] if r.article_id != article_id]
            for event in linked.events
            if event.id in incident_of
        }
        if window := publication_window(linked, elsewhere, same, entities):
            windows[article_id] = window
    return windows


def publication_window(
    linked: LinkedRecord,
    known: Sequence[Report],
    of_incident: Mapping[str, Sequence[Report]],
    entities: Mapping[str, Entity],
) -> Window | None:
    """The days on which an undated article may have been published; None where nothing bounds them.

    `known` are the dated reports of other articles of its story, `of_incident` those of the incident of an
    event. An article that contradicts itself, or them, is bounded by nothing.
    """
    told = [event for event in linked.events if event.status in {"asserted", "alleged"}]
    earliest, reasons = _latest_past(told)
    latest: date | None = None
    for match in _best(matches_of(linked, told, known, of_incident, entities), linked):
        for first, last, reason in _bounds_by(match, linked, told, entities):
            earliest = max(first, earliest or first)
            latest = min(filter(None, (latest, last)), default=None)
            reasons = [*reasons, reason]
    if earliest is None or (latest is not None and latest < earliest):
        return None
    return Window(earliest, latest, "; ".join(dict.fromkeys(reasons)))


def _best(matches: Sequence[Match], linked: LinkedRecord) -> list[Match]:
    """The matches that bear each other out; none when too little speaks for them, or as much for other days."""
    scenes = []
    for match in matches:
        mine = _implied(match, linked)
        one_each: dict[str, Match] = {match.event.id: match}
        for other in matches:
            if mine.within(_implied(other, linked)):
                one_each.setdefault(other.event.id, other)
        signs = {sign for each in one_each.values() for sign in each.signs}
        scenes.append((len(signs), -match.event.start, mine, list(one_each.values())))
    if not scenes:
        return []
    best = max(scenes, key=lambda scene: scene[:2])
    rivals = [scene for scene in scenes if scene[0] == best[0] and not scene[2].within(best[2])]
    if best[0] < ENOUGH or rivals:
        return []
    return sorted(best[3], key=lambda match: (-len(match.signs), match.event.start))


def _implied(match: Match, linked: LinkedRecord) -> Days:
    """The days of publication that a match by itself allows."""
    least, most = _ages(match.event, _words_of(match.event, linked)) or (0, YEAR)
    return Days(match.days.earliest + timedelta(least), match.days.latest + timedelta(most))


def _latest_past(told: Iterable[Event]) -> tuple[date | None, list[str]]:
    """The last day that the text itself dates and tells as past: it was published on that day or later."""
    dated = [
        (event.earliest, -event.start, event)
        for event in told
        if event.date_source in {"text", "inherited", "correction"} and event.earliest
    ]
    if not dated:
        return None, []
    day, _, event = max(dated, key=lambda found: found[:2])
    return date.fromisoformat(day), [f"it tells “{event.summary}”, of {event.edtf or day}, as past"]


def _bounds_by(
    match: Match, linked: LinkedRecord, told: Iterable[Event], entities: Mapping[str, Entity]
) -> list[tuple[date, date | None, str]]:
    """The first and last day of publication that a matched happening allows, with the reason of each."""
    source = match.found[0]
    basis = (
        f"it tells “{match.event.summary}”, and {source.article_id} tells “{source.summary}”,"
        f" {days_of(match.found).in_words} (both have {', '.join(match.signs)})"
    )
    bounds: list[tuple[date, date | None, str]] = [(match.days.earliest, None, basis)]
    for event, days in _chain(match, linked, told, entities):
        words = _words_of(event, linked)
        ages = _ages(event, words)
        if ages is not None:
            least, most = ages
            so_many = f"{least} to {most}" if least < most else str(most)
            reason = f"“{words}”, {days.in_words}, is {so_many} days before the publication"
            first, last = days.earliest + timedelta(least), days.latest + timedelta(most)
            bounds.append((first, last, reason))
    return bounds


def _ages(event: Event, words: str) -> tuple[int, int] | None:
    """Days from what an event's words name to the publication, at least and at most; None without words."""
    if words in RECENTLY:
        return 0, RECENT
    if words and CALENDAR.fullmatch(event.edtf or ""):
        return 0, YEAR
    return ages_of(words) if words else None


def _words_of(event: Event, linked: LinkedRecord) -> str:
    """The words beside an event that only the publication gives a meaning; empty where there are none."""
    for time in linked.times:
        own = time.id == event.time_id
        if own and (is_open(time) or CALENDAR.fullmatch(time.value)):
            return time.text
        if time.sentence_id == event.sentence_id and time.text.lower() in RECENTLY:
            return time.text.lower()
    return ""


def _chain(
    match: Match, linked: LinkedRecord, told: Iterable[Event], entities: Mapping[str, Entity]
) -> list[tuple[Event, Days]]:
    """The matched event, and what the article tells of the same kind and people, each with its days.

    A date of no year beside it ("on June 26th, one day after Haftar") is of the same weeks; what is only called
    recent was when those were.
    """
    kind = happening_of(match.event.trigger, match.event.type)
    same = [event for event in told if happening_of(event.trigger, event.type) == kind]
    inside = _through_people(match.event, same, entities)
    about = timedelta(RECENT)
    around = Days(match.days.earliest - about, match.days.latest + about)
    dated = [(match.event, match.days)]
    for event in inside:
        calendar = CALENDAR.fullmatch(event.edtf or "")
        if calendar and event.id != match.event.id and (days := around.named(calendar)):
            dated.append((event, days))
    whole = Days(min(days.earliest for _, days in dated), max(days.latest for _, days in dated))
    recent = [
        (event, whole)
        for event in inside
        if event.edtf is None and event.time_id is None and _words_of(event, linked) in RECENTLY
    ]
    return dated + recent


def _through_people(
    first: Event, events: Iterable[Event], entities: Mapping[str, Entity]
) -> list[Event]:
    """The events that share somebody with the first, or with one that does: Maetig and Haftar, then Maetig."""
    people = {
        e.id: {i for i in names_of(e) if entities[i].type in PEOPLE} for e in (first, *events)
    }
    names, inside = people[first.id], {first.id}
    while more := [e for e in events if e.id not in inside and people[e.id] & names]:
        inside |= {event.id for event in more}
        names = names.union(*(people[event.id] for event in more))
    return [event for event in events if event.id in inside]
