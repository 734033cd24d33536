"""Dates of events told by their distance from another: "one day after Haftar", "two days after the attack".

Run over a sentence once its own dates are given. The other event's date comes from the same sentence, or from
what the article told before, when that leaves one date only: nothing is guessed. If it is the other that has
no date, it gets one by counting back.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.events.bounds import Dating, dates_things, limit_of
from dateline.events.counted import Offset, find_offsets
from dateline.events.dates import reach
from dateline.events.participants import find_parts, participants_of
from dateline.events.phrases import Part
from dateline.events.places import Where
from dateline.events.references import Reference, Scene, Told, bare_name, is_dated, reference_of
from dateline.events.subjects import is_passive
from dateline.events.summary import summary_of
from dateline.events.triggers import Trigger
from dateline.model import Event, Name
from dateline.times.counting import Count, Days

BODIES = {"organization", "country", "group"}


def with_offsets(told: list[Told], scene: Scene) -> list[Told]:
    """The events of a sentence, dated by its offsets where these can be reckoned, and those told in passing."""
    for offset in reversed(find_offsets(scene.times)):  # what one is counted from is to its right
        if offset.count is not None:
            told = _with_offset(told, offset, offset.count, scene)
    return told


def _with_offset(told: list[Told], offset: Offset, count: Count, scene: Scene) -> list[Told]:
    others = {token.i for _, trigger in told for token in trigger.tokens} - offset.inside
    reaches = []
    for index, (_, trigger) in enumerate(told):
        if trigger.token.i not in offset.inside:
            mine = {token.i for token in trigger.tokens}
            steps = reach(trigger, offset.timed, others - mine)
            reaches += [(steps, index)] if steps is not None else []
    mains = [index for _, index in sorted(reaches)]
    result = list(told)
    if mains:
        reference = reference_of(told, told[mains[0]][0], offset, scene)
        for index in mains:
            event, trigger = told[index]
            if not is_dated(event):
                result[index] = _forward(event, offset, count, reference, scene), trigger
    main = next((told[index] for index in mains if told[index][0].date_source == "text"), None)
    source = _source(offset, main)
    if source is None:
        return result
    return _backward(result, main, offset, replace(count, side=-count.side), source, scene)


def _source(offset: Offset, main: Told | None) -> tuple[Days, str] | None:
    """The date to count back from, and how it is known: the one right before, or that of the main event."""
    if offset.beside is not None:
        time = offset.beside.time
        if not dates_things(time) or time.type == "DURATION" or limit_of(offset.beside):
            return None
        return Days(time.edtf, time.earliest, time.latest), f'"{time.text}": {time.reason}'
    if main is None:
        return None
    event = main[0]
    reason = event.date_reason
    if not reason.startswith('"'):  # 'after "May 2015"', 'two days after "met" of …'
        reason = f'"{event.text}", dated {reason}'
    return Days(event.edtf, event.earliest, event.latest), reason


def _forward(
    event: Event, offset: Offset, count: Count, reference: Reference, scene: Scene
) -> Event:
    """The event so far from what is known; else with what it has, and what is missing."""
    there = _counted(count, reference.days) if reference.days else None
    reason = f"{offset.words} {reference.words}"
    last = scene.article.published_latest if event.status == "asserted" else None
    if there is not None and last is not None and (there.earliest or "") > last:
        there, reason = None, f"{reason}, which would be after the article of {last}"
    if there is not None:
        if there.earliest and there.latest is None and last:
            there = Days(f"{there.earliest}/{last}", there.earliest, last)
        return with_date(event, _dating(offset, reason, there))
    if event.date_source == "text":  # "on Monday", of no week that is known
        return event
    if event.date_source == "publication":
        return replace(event, date_reason=f"{event.date_reason}; {reason}")
    return with_date(event, Dating("none", reason))


def _dating(offset: Offset, reason: str, days: Days) -> Dating:
    return Dating("text", reason, offset.timed.time.id, days.edtf, days.earliest, days.latest)


def _backward(
    told: list[Told],
    main: Told | None,
    offset: Offset,
    count: Count,
    source: tuple[Days, str],
    scene: Scene,
) -> list[Told]:
    """The events with the one an offset is counted from dated by the one that is told of it."""
    there = _counted(count, source[0])
    reason = f"{offset.back} {source[1]}"
    dating = _dating(offset, reason, there) if there is not None else Dating("none", reason)
    if any(offset.head in its.tokens for _, its in told):
        return [
            (with_date(other, dating), its)
            if offset.head in its.tokens and _takes(other, there)
            else (other, its)
            for other, its in told
        ]
    if main is None or (count.side > 0 and not _is_over(there, scene)):
        return told
    retold = _retold(*main, offset, scene)
    if retold is None:
        return told
    return [*told, (with_date(retold, dating), main[1])]


def _is_over(there: Days | None, scene: Scene) -> bool:
    """Whether days lie before the article: "a day before Haftar" may tell of what is still to come."""
    last = scene.article.published_latest
    return there is not None and bool(last and there.latest and there.latest <= last)


def _takes(event: Event, there: Days | None) -> bool:
    """Whether an event has no date that counting back would take from it."""
    return not is_dated(event) and (there is not None or event.date_source == "none")


def with_date(event: Event, dating: Dating) -> Event:
    """The event with another date."""
    return replace(
        event,
        time_id=dating.time_id,
        date_source=dating.source,
        edtf=dating.edtf,
        earliest=dating.earliest,
        latest=dating.latest,
        year=dating.year,
        month=dating.month,
        date_reason=dating.reason,
    )


def _counted(count: Count, days: Days) -> Days | None:
    """The days that far on; an "about" keeps the grain of its unit and is marked in the EDTF string."""
    if count.mod != "APPROX":
        return count.from_(days)
    there = replace(count, mod=None).from_(days)
    single = there is not None and there.earliest and there.edtf and "/" not in there.edtf
    return replace(there, edtf=f"{there.edtf}~") if there is not None and single else there


def _retold(main: Event, trigger: Trigger, offset: Offset, scene: Scene) -> Event | None:
    """What "one day after Haftar" tells of Haftar: that he did the same. None when it may tell something else.

    After "Putin met Haftar a day before Lavrov" nobody can say whether Lavrov met or was met, so the verb
    must have a subject of the same kind as the name, and nothing beside but the place.
    """
    name = bare_name(offset, scene)
    if name is None or main.status != "asserted" or trigger.is_noun:
        return None
    role = "recipient" if is_passive(trigger.token) else "actor"
    subjects = [p for p in main.participants if p.role == role]
    beside = [p for p in main.participants if p.role != role]
    parts = find_parts(trigger, scene.named, {})
    if parts.thing not in (None, trigger.noun) or not all(
        p.mention_id is not None and p.mention_id == main.place_mention_id for p in beside
    ):
        return None
    doers = [scene.names[p.mention_id] for p in subjects if p.mention_id]
    if not any(_is_counterpart(doer, name) for doer in doers):
        return None
    who = (Part(offset.head, rule="told in passing"),)
    parts = replace(parts, recipients=who) if role == "recipient" else replace(parts, actors=who)
    place = Where(scene.names[main.place_mention_id], "in") if main.place_mention_id else None
    article, time = scene.article, offset.timed.time
    event_id, end = f"{article.id}-e{time.start}", name.end
    text = article.text[time.start : end]
    rows = participants_of(parts, scene.passage, scene.named, {}, article)
    return replace(
        main,
        id=event_id,
        start=time.start,
        end=end,
        text=text,
        status_reason=f'told in passing by "{text}"',
        summary=summary_of(
            trigger, parts, (main.status, main.status_reason), place, scene.named, {}
        ),
        rule=f"{main.rule} + told in passing",
        participants=tuple(replace(row, event_id=event_id) for row in rows),
        sources=tuple(replace(source, event_id=event_id) for source in main.sources),
    )


def _is_counterpart(doer: Name, name: Name) -> bool:
    """Whether one name can do what another did: a person as a person, a body as a body.

    The model takes a surname it has not met for an organization, so that one may stand beside a person's.
    """
    if doer.full_name == name.full_name:
        return False
    if name.type == "person":
        return doer.type in {"person", "organization"}
    return {doer.type, name.type} <= BODIES
