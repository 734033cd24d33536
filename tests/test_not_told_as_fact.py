"""What a newspaper must never print as a fact: acquittals, plots, denials, doubts, films, deeds of another."""

from __future__ import annotations

import pytest
from conftest import record_of

from dateline.model import Status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        # courts
        ("Oscar Pistorius was acquitted of murdering Reeva Steenkamp.", "ASSAULT", "alleged"),
        ("A jury cleared Bob Brown of killing Mary Jones.", "ASSAULT", "alleged"),
        ("Bob Brown was found not guilty of murdering Mary Jones.", "ASSAULT", "alleged"),
        ("Bob Brown was not convicted of murdering Mary Jones.", "ASSAULT", "alleged"),
        ("Bob Brown was wrongly convicted of killing Mary Jones.", "ASSAULT", "alleged"),
        ("Bob Brown was never charged with killing Mary Jones.", "ASSAULT", "alleged"),
        ("Bob Brown was arrested for killing Mary Jones.", "ASSAULT", "alleged"),
        ("Bob Brown killed Mary Jones, prosecutors allege.", "ASSAULT", "alleged"),
        ("The court halted the extradition of Julian Assange.", "COOPERATE", "possible"),
        # plots and chances
        ("Bob Brown plotted to kill Mary Jones.", "ASSAULT", "possible"),
        ("Kenya paid Bob Brown to kill Mary Jones.", "ASSAULT", "possible"),
        ("Congress voted to impeach Donald Trump.", "ACCUSE", "planned"),
        ("Donald Trump came close to firing James Comey.", "APPOINT", "negated"),
        ("Had China bombed Tokyo, the war would have widened.", "ASSAULT", "conditional"),
        ("Unless Russia attacks Georgia, NATO will not send troops.", "REJECT", "conditional"),
        ("Ten soldiers took part in a drill simulating an attack by Russia.", "ASSAULT", "negated"),
        ("The failed attack by Hamas on Sderot was filmed.", "ASSAULT", "negated"),
        # doubts and denials
        ("There is no evidence that Russia attacked Georgia.", "ASSAULT", "alleged"),
        ("It is a lie that Russia attacked Georgia.", "ASSAULT", "negated"),
        ("Volodymyr Zelensky rejected claims he had resigned.", "RETREAT", "alleged"),
        ("Neither Russia nor Turkey attacked Syria.", "ASSAULT", "negated"),
        ("Not a single soldier attacked the village.", "ASSAULT", "negated"),
        ("Israel or Hamas bombed the camp.", "ASSAULT", "possible"),
        ("Bob Brown had not admitted a role or killed Mary Jones.", "ASSAULT", "negated"),
        ("A reward is offered for information that leads to the arrest of Bob Brown.", "COERCE", "possible"),
        ("Kenya saved Rwanda from being attacked by Uganda.", "ASSAULT", "negated"),
        # and the near misses, which are facts
        ("There is no doubt that Russia bombed Idlib.", "ASSAULT", "asserted"),
        ("Brazil condemned the bombing of the embassy by Boko Haram.", "ASSAULT", "asserted"),
        ("The raid led to the arrest of Bob Brown.", "COERCE", "asserted"),
        ("Bob Brown was convicted of killing Mary Jones.", "ASSAULT", "asserted"),
        ("Bob Brown managed to kill Mary Jones.", "ASSAULT", "asserted"),
        ("Bob Brown denied a role in the murder of Mary Jones.", "ASSAULT", "asserted"),
    ],
)  # fmt: skip
def test_how_far_it_is_told(text: str, kind: str, status: Status) -> None:
    """Each event of that type has the status that the sentence gives it."""
    assert {event.status for event in record_of(text).events if event.type == kind} == {status}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("A jury cleared Bob Brown of killing Mary Jones.", ["Bob Brown"], ["Mary Jones"]),
        ("Kenya paid Bob Brown to kill Mary Jones.", ["Bob Brown"], ["Mary Jones"]),
        ("Kenya saved Rwanda from being attacked by Uganda.", ["Uganda"], ["Rwanda"]),
        ("Kenya stopped Al-Shabaab from bombing Nairobi.", ["Al-Shabaab"], ["Nairobi"]),
        ("Israel and not Hamas bombed Gaza.", ["Israel"], ["Gaza"]),
        ("Hamas but not Israel attacked the convoy.", ["Hamas"], ["the convoy"]),
        ("Russia attacked not Georgia but Ukraine.", ["Russia"], ["Ukraine"]),
        ("Police foiled a plot to bomb the embassy.", [], ["the embassy"]),
    ],
)
def test_who_is_said_to_have_done_it(text: str, actors: list[str], recipients: list[str]) -> None:
    """The deed is told of who did it, and of nobody beside."""
    (event,) = [event for event in record_of(text).events if event.type == "ASSAULT"]
    found = {
        role: [p.text for p in event.participants if p.role == role]
        for role in ("actor", "recipient")
    }
    assert (found["actor"], found["recipient"]) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "In the movie, Tom Cruise murders Brad Pitt.",
        "Bob Brown survived an assassination attempt.",
        "Rescuers came after the Kenya bombing.",
        "Bob Brown did not take the case to court.",
    ],
)
def test_what_is_no_event_at_all(text: str) -> None:
    """Films, and what was survived or left undone."""
    assert [event.summary for event in record_of(text).events] == []


def test_a_pronoun_that_may_be_the_object_is_nobody() -> None:
    """After "Brown accused Hall" he may be either; who freed him after a ruling is not told by the build."""
    event = record_of("Bob Brown accused Jim Hall of lying. He had killed Mary Jones.").events[-1]
    assert event.summary == "He killed Mary Jones"
    record = record_of("The judge ruled that Bob Brown had not killed Mary Jones and freed him.")
    assert record.events[-1].summary == "Somebody freed him"


@pytest.mark.parametrize(
    "text",
    [
        "Bob Brown was arrested" + ", beaten" * 300 + " by police.",
        "A " + "group of " * 300 + "soldiers attacked Georgia.",
        "Russia killed " + "two of " * 300 + "soldiers.",
        "Bob Brown attacked" + " and bombed" * 300 + " Georgia.",
    ],
    ids=["row of participles", "groups of groups", "numbers of numbers", "row of verbs"],
)
def test_rows_of_any_length_are_read(text: str) -> None:
    """However long a row or a phrase is, it is read to its end."""
    assert record_of(text).sentences
