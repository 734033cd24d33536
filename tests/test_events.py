"""Events: who, whom, where, when and whether; test_attribution.py has according to whom."""

from __future__ import annotations

import pytest
from conftest import record_of

from dateline.model import Event


def events_of(text: str, published: str | None = None) -> list[Event]:
    """The events of a text."""
    return list(record_of(text, published).events)


def only(text: str, kind: str, published: str | None = None) -> Event:
    """The one event of that type in a text."""
    (event,) = [event for event in events_of(text, published) if event.type == kind]
    return event


def who(event: Event, role: str) -> list[str]:
    """The phrases of an event's participants in one role."""
    return [p.text for p in event.participants if p.role == role]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "Turkish police arrested Ahmet Altan in Istanbul.",
            "COERCE",
            ["Turkish police"],
            ["Ahmet Altan"],
        ),
        (
            "Ahmet Altan was arrested by Turkish police.",
            "COERCE",
            ["Turkish police"],
            ["Ahmet Altan"],
        ),
        ("France and Germany condemned Russia.", "ACCUSE", ["France", "Germany"], ["Russia"]),
        ("Talks between Iran and France went on.", "CONSULT", ["Iran", "France"], []),
        ("Putin, who visited Cairo, left.", "CONSULT", ["Putin"], ["Cairo"]),
        (
            "Forces loyal to Khalifa Haftar attacked Derna.",
            "ASSAULT",
            ["Forces loyal to Khalifa Haftar"],
            ["Derna"],
        ),
        ("Two gunmen kidnapped a priest.", "ASSAULT", ["Two gunmen"], ["a priest"]),
        ("Sweden imposed sanctions on Belarus.", "SANCTION", ["Sweden"], ["Belarus"]),
        (
            "The visit of Angela Merkel to Ankara was short.",
            "CONSULT",
            ["Angela Merkel"],
            ["Ankara"],
        ),
        (
            "Russia’s ambassador to Libya Ivan Molotkov met Haftar.",
            "CONSULT",
            ["Ivan Molotkov"],
            ["Haftar"],
        ),
        ("Hedlund resigned after the Financial Times reported losses.", "RETREAT", ["Hedlund"], []),
        ("Putin denied that troops attacked Kyiv.", "REJECT", ["Putin"], []),
    ],
)
def test_who_does_what_to_whom(
    text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    """Actors and recipients are found through passives, rows, relative clauses and nouns."""
    event = only(text, kind)
    assert (who(event, "actor"), who(event, "recipient")) == (actors, recipients)


def test_forces_loyal_to_somebody_are_linked_to_him_and_are_not_him() -> None:
    """The phrase stays the actor, without an entity of its own."""
    (actor, *_) = only("Forces loyal to Khalifa Haftar attacked Derna.", "ASSAULT").participants
    assert actor.mention_id is None
    assert actor.linked_mention_id is not None


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Pyongyang threatened to attack Seoul.", "THREATEN", "ASSAULT"),
        ("Kenya agreed to train Somali soldiers.", "AGREE", "AID"),
        ("Kiev accused Moscow of attacking the town.", "ACCUSE", "ASSAULT"),
        ("Assad refused to meet Kofi Annan.", "REJECT", "CONSULT"),
    ],
)
def test_an_outer_verb_owns_the_event_under_it(text: str, outer: str, inner: str) -> None:
    """The inner event is stored within the outer one and never told as a fact."""
    owner, owned = only(text, outer), only(text, inner)
    assert owned.within_id == owner.id
    assert owned.status != "asserted"
    assert owner.within_id is None
    assert owner.status == "asserted"


@pytest.mark.parametrize(
    ("text", "kind", "source", "edtf"),
    [
        ("Putin visited Cairo on Sunday.", "CONSULT", "text", "2016-11-27"),
        ("In June, Putin visited Cairo.", "CONSULT", "text", "2016-06"),
        ("Putin visited Cairo.", "CONSULT", "publication", None),
        ("Putin will visit Cairo.", "CONSULT", "none", None),
        (
            "Officials arrested Haftar on Sunday. They released Omar Maetig.",
            "RETREAT",
            "inherited",
            "2016-11-27",
        ),
        ("Putin visited Cairo on Sunday. He praised Egypt.", "SUPPORT", "publication", None),
        ("Unions called for a strike on November 3.", "REQUEST", "publication", None),
        ("Putin promised on Monday that he would meet Haftar.", "AGREE", "text", "2016-11-28"),
        ("Chad expelled a diplomat before March 2015.", "SANCTION", "text", "../2015-02-28"),
        ("Chad expelled a diplomat after May 2015.", "SANCTION", "text", "2015-06-01/2016-11-28"),
        ("Chad banned the party from 2007 to 2013.", "COERCE", "text", "2007-01-01/2013-12-31"),
        (
            "After talks between Iran and France on Sunday, Moscow condemned Iran.",
            "ACCUSE",
            "text",
            "2016-11-27/2016-11-28",
        ),
        (
            "Officials said on Friday that rebels attacked Derna in May.",
            "ASSAULT",
            "text",
            "2016-05",
        ),
        (
            "The war has gone on since the 2011 revolt that overthrew Muammar Gaddafi.",
            "COERCE",
            "text",
            "2011",
        ),
    ],
)
def test_when(text: str, kind: str, source: str, edtf: str | None) -> None:
    """A date belongs to the event that the parse ties it to; the publication date is never a date of events."""
    event = only(text, kind, published="2016-11-28")
    assert (event.date_source, event.edtf) == (source, edtf)
    if source == "publication":
        assert (event.earliest, event.latest) == (None, "2016-11-28")


def test_an_undated_article_dates_nothing_by_publication() -> None:
    """Without a publication date there is no bound, and the reason says why."""
    event = only("Putin visited Cairo.", "CONSULT")
    assert (event.earliest, event.latest, event.date_source) == (None, None, "none")
    assert "no publication date" in event.date_reason


@pytest.mark.parametrize(
    ("text", "kind", "summary"),
    [
        (
            "Khalifa Haftar met a Russian delegation in Tobruk.",
            "CONSULT",
            "Khalifa Haftar met a Russian delegation in Tobruk",
        ),
        (
            "Russia is set to sign a military deal with Khalifa Haftar.",
            "SUPPORT",
            "Russia is to sign a military deal with Khalifa Haftar",
        ),
        ("Khalifa Haftar’s visit to Moscow ended.", "CONSULT", "Khalifa Haftar visited Moscow"),
        (
            "Khalifa Haftar did not meet Sergei Lavrov.",
            "CONSULT",
            "Khalifa Haftar did not meet Sergei Lavrov",
        ),
        ("Egypt supports Khalifa Haftar.", "SUPPORT", "Egypt supports Khalifa Haftar"),
        (
            "Around 70 soldiers were flown to Russia.",
            "AID",
            "Around 70 soldiers were flown to Russia",
        ),
        (
            "The overthrow of Muammar Gaddafi took months.",
            "COERCE",
            "Muammar Gaddafi was overthrown",
        ),
    ],
)
def test_a_summary_says_no_more_than_the_sentence(text: str, kind: str, summary: str) -> None:
    """The summary is a plain sentence of the event's parts."""
    assert only(text, kind).summary == summary


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An earthquake killed nine people in Quetta.", "DISASTER"),
        ("Nine people were killed in a train crash near Lyon.", "ACCIDENT"),
        ("A bomb killed nine soldiers in Quetta.", "ASSAULT"),
    ],
)
def test_what_nobody_did_is_no_assault(text: str, kind: str) -> None:
    """The cause of deaths tells a disaster or an accident from an attack."""
    assert {event.type for event in events_of(text)} == {kind}


def test_a_future_negation_is_not_told_as_past() -> None:
    """ "Will not travel" is not "did not travel"."""
    assert (
        only("Putin will not travel to Rome.", "CONSULT").summary == "Putin will not travel to Rome"
    )


@pytest.mark.parametrize(
    "text",
    [
        "A planned deal is on the table.",
        "The attack lasted an hour.",
        "Talks are hard.",
        "The weather stayed cold in Moscow on Sunday.",
        "Libya has six million people.",
        "Haftar is a general.",
    ],
)
def test_background_is_no_event(text: str) -> None:
    """Participles before nouns, and nouns without anybody named, report nothing."""
    assert events_of(text) == []


def test_a_place_is_where_it_happened_and_not_the_actors_country() -> None:
    """The locative of the trigger or object names the place; an actor's country does not."""
    record = record_of("American jets bombed Sirte. Merkel met Hollande in Paris.")
    by_type = {event.type: event.place_mention_id for event in record.events}
    text_of = {name.id: name.text for name in record.names}
    assert by_type["ASSAULT"] is None
    assert text_of[by_type["CONSULT"] or ""] == "Paris"


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    """The city and day that open a story neither act nor date what follows."""
    text = "KADUNA, Nigeria, Jan 2 - Gunmen kidnapped two nuns, police said."
    event = only(text, "ASSAULT", published="2022-01-03")
    assert who(event, "actor") == ["Gunmen"]
    assert event.date_source == "publication"
