"""Events a person rejects or edits, before incidents, stories, conflicts and ties are made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import get_args

from dateline.corpus.entities import ResolvedEntities
from dateline.corpus.link import LinkedRecord
from dateline.corrections.check import NONE, edtf_bounds
from dateline.corrections.entry import Entry, told, with_reason
from dateline.corrections.lookup import Called, Unmatched, called, find_entity
from dateline.events.bounds import Dating
from dateline.events.lexicon import event_types
from dateline.events.offsets import with_date
from dateline.model import Correction, Entity, Event, Participant, Status


@dataclass(frozen=True, slots=True)
class People:
    """Who may be named in an edit."""

    entities: dict[str, Entity]
    bearers: Called

    def find(self, words: str, *types: str) -> Entity | None:
        """The entity, or None for the word that says there is none. Raises Unmatched."""
        return None if words == NONE else find_entity(words, types, self.entities, self.bearers)


def correct_events(
    linked_of: Callable[[str], LinkedRecord | None],
    people: ResolvedEntities,
    entries: Iterable[Entry],
) -> tuple[dict[str, LinkedRecord], tuple[Correction, ...]]:
    """The articles some entry is about with their events corrected, and what became of each entry.

    `linked_of` gives the rows of an article by its id, or None: no other article is read.
    """
    entries = [entry for entry in entries if entry.kind in {"reject", "edit"}]
    if not entries:
        return {}, ()
    about = sorted({entry.target.rpartition("-e")[0] for entry in entries})
    records = {article_id: found for article_id in about if (found := linked_of(article_id))}
    events = {event.id: event for record in records.values() for event in record.events}
    known = People(
        {entity.id: entity for entity in people.entities}, called(people.entities, people.aliases)
    )
    rows = []
    for entry in entries:
        did, problems = "", list[str]()
        event = events.get(entry.target)
        if event is None:
            problems = [_no_event(entry.target, events)]
        elif entry.kind == "reject":
            del events[event.id]
            words = f'"{event.summary}" ({event.type}, {event.status}, "{event.text}")'
            did = f"removed {words} and {len(event.participants)} of its participants"
        else:
            events[event.id], did, problems = _edited(event, entry, known)
        rows.append(told(entry, did, problems))
    return {key: _with_events(record, events) for key, record in records.items()}, tuple(rows)


def _with_events(record: LinkedRecord, events: dict[str, Event]) -> LinkedRecord:
    """The record with the events that are left; none is within one that is not."""
    left = [events[event.id] for event in record.events if event.id in events]
    return replace(
        record,
        events=tuple(
            event if event.within_id is None or event.within_id in events
            else replace(event, within_id=None)
            for event in left
        ),
    )  # fmt: skip


def _no_event(event_id: str, events: dict[str, Event]) -> str:
    """That there is no such event, and the one of the same article that is nearest in the text."""
    article, _, place = event_id.rpartition("-e")
    start = int(place) if place.isascii() and place.isdigit() and len(place) < 10 else 0
    beside = [event for event in events.values() if event.article_id == article]
    near = min(beside, key=lambda event: (abs(event.start - start), event.start), default=None)
    meant = f'; the nearest in that article is {near.id}: "{near.summary}"' if near else ""
    return f"there is no event {event_id!r}{meant}"


def _edited(event: Event, entry: Entry, people: People) -> tuple[Event, str, list[str]]:
    """The event with the entry's fields, what each was, and what of them fits nothing."""
    edited, did, problems = event, list[str](), list[str]()
    for key, words in entry.fields:
        try:
            edited, was = EDITS[key](edited, words, entry, people)
            did.append(f"{key} was {was}")
        except Unmatched as unmatched:
            problems.append(str(unmatched))
    if not did:
        return event, "", problems
    edited = replace(edited, rule="correction", correction=with_reason(event.correction, entry.why))
    if event.rule != "correction":
        did.append(f"rule was {event.rule}")
    return edited, f'"{event.summary}": {"; ".join(did)}', problems


def _says_so(event: Event, key: str) -> Unmatched:
    return Unmatched(f"{event.id} has that {key} already; the entry can go")


def _status(event: Event, words: str, entry: Entry, _: People) -> tuple[Event, str]:
    status: Status = next(status for status in get_args(Status) if status == words)
    if event.status == status:
        raise _says_so(event, "status")
    edited = replace(event, status=status, status_reason=f"{entry.path}, by hand: {entry.why}")
    if status == "asserted" and event.within_id:  # what another event owns is never told as a fact
        return replace(edited, within_id=None), f"{event.status}, within {event.within_id}"
    return edited, event.status


def _type(event: Event, words: str, _: Entry, __: People) -> tuple[Event, str]:
    if event.type == words:
        raise _says_so(event, "type")
    mode = f" ({event.mode})" if event.mode else ""
    return replace(event, type=words, mode=None, quad=event_types()[words]), event.type + mode


def _edtf(event: Event, words: str, entry: Entry, _: People) -> tuple[Event, str]:
    new = None if words == NONE else words
    earliest, latest = edtf_bounds(words) or (None, None)
    if (event.edtf, event.earliest, event.latest) == (new, earliest, latest):
        raise _says_so(event, "edtf")
    reason = f"{entry.path}, by hand: {entry.why}"
    dating = Dating("correction" if new else "none", reason, None, new, earliest, latest)
    edited = with_date(event, dating)
    until = f"../{event.latest}" if event.latest else "not known"
    return edited, f"{event.edtf or until} ({event.date_source}: {event.date_reason})"


def _place(event: Event, words: str, _: Entry, people: People) -> tuple[Event, str]:
    place = people.find(words, "place", "country")
    place_id = place.id if place else None
    if event.place_id == place_id:
        raise _says_so(event, "place")
    return replace(event, place_id=place_id), event.place_id or "not known"


def _actor(event: Event, words: str, _: Entry, people: People) -> tuple[Event, str]:
    return _with_participant(event, "actor", people.find(words))


def _recipient(event: Event, words: str, _: Entry, people: People) -> tuple[Event, str]:
    return _with_participant(event, "recipient", people.find(words))


def _with_participant(event: Event, role: str, entity: Entity | None) -> tuple[Event, str]:
    """The event whose one participant of the role is that entity: the words stay, who they mean changes."""
    those = [row for row in event.participants if row.role == role]
    if len(those) != 1:
        raise Unmatched(f"{event.id} has {len(those)} participants as {role}, not one")
    (row,) = those
    if row.entity_id == (entity.id if entity else None):
        raise _says_so(event, role)
    new: Participant = replace(
        row,
        entity_id=entity.id if entity else None,
        country=entity.country if entity else None,
        mention_id=None,
        linked_id=None,
    )
    rows = tuple(new if other == row else other for other in event.participants)
    return replace(event, participants=rows), f'{row.entity_id or "nobody named"} ("{row.text}")'


def _summary(event: Event, words: str, _: Entry, __: People) -> tuple[Event, str]:
    if event.summary == words:
        raise _says_so(event, "summary")
    return replace(event, summary=words), f'"{event.summary}"'


EDITS: dict[str, Callable[[Event, str, Entry, People], tuple[Event, str]]] = {
    "status": _status,
    "type": _type,
    "edtf": _edtf,
    "place": _place,
    "actor": _actor,
    "recipient": _recipient,
    "summary": _summary,
}
