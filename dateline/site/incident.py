"""What the page of an incident says: what each source tells of it, where they agree, and where they do not.

A copy is shown beside what it repeats and counted nowhere. No winner is declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.site.entity import marked
from dateline.site.when import when_in_words

Row = Mapping[str, Any]

REPORTS = 40  # reports on the page; more stand in the table of events
CONFLICTS = 20

INCIDENT = (
    "select incidents.*, places.name as place, stories.title as story, later.summary as fulfilled_by"
    " from incidents left join entities as places on places.id = incidents.place_id"
    " left join stories on stories.id = incidents.story_id"
    " left join incidents as later on later.id = incidents.fulfilled_by_id where incidents.id = :id"
)
_REPORTS = (
    "select events.id from events join articles on articles.id = events.article_id where incident_id = :id"
    # sources before their copies, then in the order they were published
    " order by articles.copy_of is not null, published is null, published, events.article_id, events.start"
    f" limit {REPORTS}"
)
# the rows of one incident, one query a list
QUERIES = {
    "reports": 'select events.id, events.article_id, events.start, events."end", events.text, events.summary,'
    " events.status, status_reason, attribution, attributed_to_id, incident_reason, events.edtf,"
    " events.earliest, events.latest, date_source, date_reason, events.place_id, places.name as place,"
    " sentences.id as sentence_id, sentences.text as sentence, sentences.start as sentence_start, title,"
    " publisher, published, published_reason, url, copy_of from events"
    " join sentences on sentences.id = events.sentence_id join articles on articles.id = events.article_id"
    " left join entities as places on places.id = events.place_id"
    f" where events.id in ({_REPORTS})"
    " order by copy_of is not null, published is null, published, events.article_id, events.start",
    "participants": "select event_id, role, entity_id, participants.text, name, least, most, noun from"
    " participants left join entities on entities.id = entity_id"
    f" where event_id in ({_REPORTS}) order by event_id, number",
    "sources": "select event_id, number, cited_by, entity_id, event_sources.text, name from event_sources"
    f" left join entities on entities.id = entity_id where event_id in ({_REPORTS})"
    " order by event_id, number",
    "parties": "select entity_id, name, type, role, event_count from parties"
    " join entities on entities.id = entity_id where incident_id = :id"
    " order by role, event_count desc, name limit 30",
    "planned_before": "select id, summary, status, edtf, earliest, latest, place_id, source_count,"
    " best_event_id, fulfilled_reason, null as place from incidents where fulfilled_by_id = :id"
    " order by latest, id limit 10",
    "conflicts": "select distinct conflicts.kind, explanation, event_id, other_event_id,"
    " one.article_id as one_article, one_told.text as one_says, one_told.start as one_sentence_start,"
    ' one.start as one_start, one."end" as one_end, one.incident_id as one_incident,'
    " coalesce(one_source.title, one.article_id) as one_title,"
    " coalesce(other_source.title, other.article_id) as other_title,"
    " other.article_id as other_article, other_told.text as other_says,"
    " other_told.start as other_sentence_start, other.start as other_start,"
    ' other."end" as other_end, other.incident_id as other_incident from conflicts'
    " join events as one on one.id = event_id join sentences as one_told on one_told.id = one.sentence_id"
    " join articles as one_source on one_source.id = one.article_id"
    " join events as other on other.id = other_event_id"
    " join articles as other_source on other_source.id = other.article_id"
    " join sentences as other_told on other_told.id = other.sentence_id"
    " where conflicts.id in (select id from conflicts where incident_id = :id union select id from conflicts"
    f" where other_event_id in ({_REPORTS})) order by conflicts.kind, conflicts.id limit {CONFLICTS}",
}


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence that reports the incident: the row, its sentence in three, and who is in it."""

    row: Row
    before: str
    words: str
    after: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    numbers: tuple[str, ...]
    according_to: tuple[Row, ...]  # whom the article itself cites
    citing: tuple[Row, ...]  # whom those have it from

    @property
    def when(self) -> str:
        return when_in_words(self.row["edtf"], self.row["earliest"], self.row["latest"])

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day, when both are known."""
        earliest, latest = self.row["earliest"], self.row["latest"]
        return (earliest, latest) if earliest and latest else None


@dataclass(frozen=True, slots=True)
class Card:
    """All that one article reports of the incident."""

    number: int  # its place on the page, from 1
    article: Row  # a report's row: it holds what is shown of the article
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What the sources say on one question: each answer with the articles that give it, the most told first."""

    question: str
    answers: tuple[tuple[str, tuple[Card, ...]], ...]
    silent: int  # articles that do not say
    verdict: str  # whether they agree, in words; empty where only one says


def cards_of(
    reports: Sequence[Row], participants: Iterable[Row], sources: Iterable[Row]
) -> list[Card]:
    """One card an article, in the order of the reports."""
    taking_part, cited = _by_event(participants), _by_event(sources)
    by_article: dict[str, list[Report]] = {}
    for row in reports:
        report = _report(row, taking_part.get(row["id"], []), cited.get(row["id"], []))
        by_article.setdefault(row["article_id"], []).append(report)
    return [
        Card(number, found[0].row, tuple(found))
        for number, found in enumerate(by_article.values(), start=1)
    ]


def said_by(cards: Iterable[Card]) -> list[Said]:
    """What the sources say of when, where, how surely and how many; copies have no say, and one alone none."""
    heard = [card for card in cards if not card.article["copy_of"]]
    if len(heard) < 2:
        return []
    questions = (
        _said("When", heard, lambda report: report.when if report.days else ""),
        _said("Where", heard, lambda report: report.row["place"] or ""),
        _said("How it is told", heard, lambda report: report.row["status"]),
        _said("How many", heard, lambda report: "; ".join(report.numbers)),
    )
    return [said for said in questions if said.answers]


def nameless_of(cards: Iterable[Card], best_event_id: str) -> list[tuple[str, tuple[str, ...]]]:
    """Who takes part by the best report, in its words, for an incident in which nobody has a name."""
    for card in cards:
        for report in card.reports:
            if report.row["id"] == best_event_id:
                return [("Who", report.actors), ("To or with whom", report.recipients)]
    return []


def number_in_words(least: int | None, most: int | None, noun: str | None) -> str:
    """A count as the sentence gives it; empty when it gives none.

    >>> number_in_words(7, None, "person"), number_in_words(4, 4, None), number_in_words(None, 40, "soldier")
    ('7 or more (person)', '4', 'up to 40 (soldier)')
    """
    if least is None and most is None:
        return ""
    if least == most:
        words = f"{least:,}"
    elif most is None:
        words = f"{least:,} or more"
    elif least is None:
        words = f"up to {most:,}"
    else:
        words = f"{least:,} to {most:,}"
    return f"{words} ({noun})" if noun else words


def _by_event(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["event_id"], []).append(row)
    return found


def _report(row: Row, taking_part: Sequence[Row], cited: Sequence[Row]) -> Report:
    before, words, after = marked(row["sentence"], row["sentence_start"], row["start"], row["end"])
    numbers = (number_in_words(p["least"], p["most"], p["noun"]) for p in taking_part)
    return Report(
        row=row,
        before=before,
        words=words,
        after=after,
        actors=tuple(p["name"] or p["text"] for p in taking_part if p["role"] == "actor"),
        recipients=tuple(p["name"] or p["text"] for p in taking_part if p["role"] == "recipient"),
        numbers=tuple(dict.fromkeys(number for number in numbers if number)),
        according_to=tuple(s for s in cited if s["cited_by"] is None),
        citing=tuple(s for s in cited if s["cited_by"] is not None),
    )


def _said(question: str, cards: Sequence[Card], answer_of: Callable[[Report], str]) -> Said:
    """An article that says two things is listed under both."""
    answers: dict[str, list[Card]] = {}
    silent = 0
    for card in cards:
        given = dict.fromkeys(a for report in card.reports if (a := answer_of(report)))
        silent += not given
        for answer in given:
            answers.setdefault(answer, []).append(card)
    ordered = sorted(answers.items(), key=lambda item: -len(item[1]))
    if len(answers) > 1:
        fits = question == "When" and _have_a_day_in_common(cards)
        verdict = "fit together: they have days in common" if fits else "differ"
    else:
        verdict = "agree" if len(cards) - silent > 1 else ""
    return Said(
        question, tuple((answer, tuple(found)) for answer, found in ordered), silent, verdict
    )


def _have_a_day_in_common(cards: Iterable[Card]) -> bool:
    """Whether "November" and "27 November" can both be right: one day lies in all that is told."""
    spans = [report.days for card in cards for report in card.reports if report.days]
    return max(earliest for earliest, _ in spans) <= min(latest for _, latest in spans)
