"""Events in detail: plans and refusals, what is part of another event, and whom each is directed at."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import article_of, record_of

from dateline.analysis import analyse
from dateline.events import lexicon
from dateline.events.kinds import things
from dateline.events.plans import plan_words
from dateline.model import Event
from dateline.rules import read_words

TABLE = Path(__file__).parent / "near_misses.csv"
NEAR_MISSES = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))


def top(text: str) -> list[Event]:
    """The events of a text that stand in no other."""
    return [event for event in record_of(text).events if event.within_id is None]


def who(event: Event, role: str) -> list[str]:
    """The words of an event's participants in one role."""
    return [part.text for part in event.participants if part.role == role]


@pytest.mark.parametrize("row", NEAR_MISSES, ids=lambda row: f"{row['word']}: {row['text'][:30]}")
def test_a_word_of_the_lists_that_reports_nothing_here(row: dict[str, str]) -> None:
    """Each sentence has a word of the lists and reports no event."""
    assert [event.summary for event in record_of(row["text"]).events] == []


@pytest.mark.parametrize(
    "row", read_words("event_plans.csv", "word", "kind", "example"), ids=lambda row: row["word"]
)
def test_a_word_of_planning_makes_a_plan_of_its_example(row: dict[str, str]) -> None:
    """The plan is an event of its own, and what is planned stands within it."""
    assert (row["word"] in plan_words()) == (row["kind"] == "plan")
    events = record_of(row["example"]).events
    plans = [event for event in events if event.rule == f"event_plans:{row['word']}"]
    assert len(plans) == 1
    assert [e.status for e in events if e.within_id == plans[0].id] != ["asserted"]


def test_every_kind_of_thing_is_asked_for() -> None:
    """rules/event_things.csv has no kind that no rule needs."""
    needed = {
        word.lstrip("!")
        for entries in lexicon.verbs().values()
        for entry in entries
        for either in entry.needs
        for word in either
    }
    kinds = {kind for kinds in things().values() for kind in kinds}
    assert kinds - needed == {"paper", "thing"}  # these two are asked for by code alone


@pytest.mark.parametrize(
    ("text", "kind", "status", "inner"),
    [
        # a plan of cooperation is a promise
        ("Angela Merkel will visit Ankara in June.", "AGREE", "planned", ("CONSULT", "planned")),
        ("France is ready to send doctors to Liberia.", "AGREE", "asserted", ("AGREE", "")),
        ("Hungary said it would support the resolution.", "AGREE", "planned", ("SUPPORT", "planned")),
        # a plan of retreat is a concession, one of harm a threat
        ("Britain will withdraw its troops from Iraq.", "CONCEDE", "planned", ("RETREAT", "planned")),
        ("Austria plans to impose sanctions on Belarus.", "THREATEN", "asserted", ("SANCTION", "planned")),
        ("The rebels vowed to attack Derna.", "THREATEN", "asserted", ("ASSAULT", "planned")),
        # said of others it is a forecast
        ("Analysts said rebels would attack Derna.", "ASSAULT", "planned", None),
        # who will not do it refuses; who says that others must demands
        ("Canada said it would not release the prisoners.", "REJECT", "asserted", ("RETREAT", "negated")),
        ("Russia said that Sudan must return a helicopter.", "REQUEST", "asserted", None),
        # a condition of a threat is one of what is threatened
        ("Unions threatened to strike if Paris cut aid.", "THREATEN", "asserted", None),
    ],
)  # fmt: skip
def test_plans_refusals_and_demands(
    text: str, kind: str, status: str, inner: tuple[str, str] | None
) -> None:
    """A modal or an adjective of planning is an event; what is planned stands within it, never as a fact."""
    events = record_of(text).events
    (owner,) = [event for event in events if event.within_id is None]
    assert (owner.type, owner.status) == (kind, status)
    within = [(event.type, event.status) for event in events if event.within_id == owner.id]
    assert "asserted" not in {status for _, status in within}
    if inner is not None and inner[1]:
        assert within == [inner]


@pytest.mark.parametrize(
    "text",
    [
        "Analysts believe that Trump will cooperate with Putin.",  # their belief, not his promise
        "If Merkel visits Ankara, the talks will begin.",
        "The storm will move to Norway.",
        "The manual says that the lid must stay closed.",
        "Lavrov may visit Cairo.",
    ],
)
def test_what_is_no_plan(text: str) -> None:
    """Beliefs, conditions, forecasts and mere chances are no plans of anybody."""
    assert not [e for e in record_of(text).events if e.rule.startswith("event_plans")]


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        # purpose
        ("Farmers blocked a road near Lima to demand higher prices.", "PROTEST", "REQUEST"),
        ("Students marched in Lima, calling for the release of Juan Perez.", "PROTEST", "REQUEST"),
        # condition
        ("Druze farmers threatened to strike unless Israel released the prisoners.", "THREATEN", "RETREAT"),
        # outcome
        ("Rebels shelled Juba on Sunday, killing 20 people.", "ASSAULT", "ASSAULT"),
        ("A bus plunged into a ravine, killing 14 people.", "ACCIDENT", "ACCIDENT"),
    ],
)  # fmt: skip
def test_purposes_conditions_and_outcomes_are_part_of_an_event(
    text: str, whole: str, part: str
) -> None:
    """What an event is for, hangs on or does is no happening beside it."""
    events = record_of(text).events
    (outer,) = [event for event in events if event.within_id is None]
    assert outer.type == whole
    assert part in {event.type for event in events if event.within_id == outer.id}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rebels shelled Juba on Sunday and attacked Derna on Monday.", 2),
        ("Police arrested a man, and a bomb killed nine soldiers.", 2),
        ("After police arrested a priest, students marched in Lima.", 2),
    ],
)
def test_happenings_side_by_side_stay_apart(text: str, count: int) -> None:
    """Two clauses that tell two happenings give two events."""
    assert len(top(text)) == count


@pytest.mark.parametrize(
    ("text", "recipients", "rule"),
    [
        ("Police arrested Ahmet Altan.", ["Ahmet Altan"], "object"),
        ("Guards beat up Palestinian detainees on the West Bank.", ["Palestinian detainees"], "object"),
        ("Iran rejected an Indian proposal.", ["an Indian proposal"], "object"),
        ("Sweden imposed sanctions on Belarus.", ["Belarus"], "on"),
        ("Fiji contributed 300 soldiers to the mission in Mali.", ["the mission"], "to"),
        ("Angela Merkel met with senior officials.", ["senior officials"], "with"),
        ("Jihadists launched an attack on a gold mine.", ["a gold mine"], "on"),
        ("Uganda threatened to ban the opposition party.", ["the opposition party"], "below"),
        ("Washington demanded that Hamas release the hostages.", ["Hamas"], "asked"),
        ("Nurses held a protest in Lima against the Peruvian government.", ["the Peruvian government"], "against"),
        ("Serbia lifted a curfew in Montenegro.", ["Montenegro"], "there"),
        ("Ankara summoned the Dutch ambassador.", ["the Dutch ambassador"], "object"),
        # the near misses: where, when, and oneself
        ("Students marched through Santiago.", [], ""),
        ("A bomber blew himself up in Aden.", [], ""),
        ("Fidel Castro died in Havana.", [], ""),
        ("Putin denied that troops attacked Kyiv.", [], ""),
    ],
)  # fmt: skip
def test_whom_it_is_directed_at_and_how_that_is_known(
    text: str, recipients: list[str], rule: str
) -> None:
    """Recipients are found in eight ways, the surest first, and each row says in which."""
    event = top(text)[-1]
    found = [part for part in event.participants if part.role == "recipient"]
    assert [part.text for part in found] == recipients
    assert {part.rule for part in found} <= {rule}


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Russia said that Sudan must leave Chad.", "Russia said that Sudan must leave Chad"),
        (
            "Russia said that Sudan must not attack Chad.",
            "Russia said that Sudan must not attack Chad",
        ),
        (
            "Canada said it would not release the prisoners.",
            "Canada would not release the prisoners",
        ),
        ("Israel will not leave the Golan.", "Israel will not leave the Golan"),
        (
            "Unless Russia attacks, NATO will not send troops.",
            "NATO will not send troops (conditional)",
        ),
        ("Russia said that Sudan should have left Chad.", None),
    ],
)
def test_what_is_forbidden_is_not_demanded(text: str, summary: str | None) -> None:
    """The summary of a demand or refusal keeps its "not", and reproaches are no demands."""
    plans = [event for event in record_of(text).events if event.rule.startswith("event_plans")]
    assert [event.summary for event in plans][:1] == ([summary] if summary else [])


@pytest.mark.parametrize(
    ("text", "trigger", "summary"),
    [
        ("Russia said that Sudan must not attack Chad.", "attack", "Sudan must not attack Chad"),
        ("Russia may not attack Chad.", "attack", "Russia may not attack Chad"),
        ("If Sudan does not attack Chad, all is well.", "attack", "Sudan may not attack Chad (conditional)"),
        ("The hostages may not be released.", "released", "The hostages may not be released"),
        ("They accused Chad of not attacking Derna.", "attacking", "Chad allegedly did not attack Derna"),
    ],
)  # fmt: skip
def test_a_summary_keeps_the_not_of_what_is_open(text: str, trigger: str, summary: str) -> None:
    """What may not be, must not be or is said not to be is never told without its "not"."""
    (event,) = [event for event in record_of(text).events if trigger in event.text]
    assert event.summary == summary


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Taliban have not allowed girls to study.", "asserted"),
        ("If China does not permit the lawyer to leave, the talks will end.", "conditional"),
    ],
)
def test_what_is_not_allowed_is_refused(text: str, status: str) -> None:
    """To allow nothing is to refuse, as a fact only where it is told as one."""
    assert {e.status for e in record_of(text).events if e.type == "REJECT"} == {status}


def test_a_visitor_acts_and_the_host_receives() -> None:
    """Who is hosted is the actor, in the active and the passive."""
    for text in ("Turkey hosted Vladimir Putin.", "Vladimir Putin was received by Turkey."):
        (event,) = top(text)
        assert (who(event, "actor"), who(event, "recipient")) == (["Vladimir Putin"], ["Turkey"])


def test_those_named_of_a_group_take_part() -> None:
    """ "Senior figures including X" has X take part, and the summary does not count them twice."""
    (event,) = top("Khalifa Haftar met senior figures including Sergei Lavrov.")
    assert who(event, "recipient") == ["senior figures", "Sergei Lavrov"]
    assert event.summary == "Khalifa Haftar met senior figures"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Hungary said it will support the resolution.", "Hungary"),
        ("The ministry said it had arrested two men.", "The ministry"),
        ("Protesters said they would blockade Paris.", "Protesters"),
        # a listener may be meant, and "it" may be nothing
        ("Sergei Lavrov told Khalifa Haftar that he would visit Cairo.", "he"),
    ],
)
def test_who_says_it_does_it_where_no_one_else_can_be_meant(text: str, actor: str) -> None:
    """A pronoun under a verb of saying is the one who says it, unless somebody listens."""
    assert who(top(text)[0], "actor") == [actor]


def test_a_pronoun_keeps_its_words_and_says_whom_it_stands_for() -> None:
    """The participant is linked to the mention, and the summary has the name in brackets."""
    record = record_of("Angela Merkel met Emmanuel Macron in Paris. She visited Ankara on Monday.")
    event = record.events[-1]
    (actor,) = [part for part in event.participants if part.role == "actor"]
    names = {name.id: name for name in record.names}
    assert actor.text == "She"
    assert names[actor.mention_id or ""].full_name == "Angela Merkel"
    assert event.summary == "[Angela Merkel] visited Ankara"


def test_a_pronoun_that_may_be_two_stays_a_phrase() -> None:
    """Where the article does not say whom it means there is no link."""
    event = record_of(
        "Angela Merkel and Hillary Clinton met. She visited Ankara on Monday."
    ).events[-1]
    assert [p.mention_id for p in event.participants if p.text.lower() == "she"] in ([None], [])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Following talks with Iran in May, Paris lifted sanctions on Tehran.", "2016-05-01/2016-11-28"),
        ("Moscow signed a deal with Tripoli before the vote of 3 June 2012.", "../2012-06-03"),
        ("Since the vote in May, police have arrested Ahmet Altan.", None),
    ],
)  # fmt: skip
def test_what_is_told_beside_a_dated_happening_is_bounded_by_it(
    text: str, edtf: str | None
) -> None:
    """After it, from its first day on; before it, up to its last."""
    events = record_of(text, "2016-11-28").events
    main = [event for event in events if event.type in {"CONCEDE", "RETREAT", "SUPPORT", "COERCE"}]
    assert main[0].edtf == edtf


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Angela Merkel met Fayez al-Sarraj here on Monday. Officials left Cairo on Tuesday.",
            "Cairo",
        ),
        (
            "Gunmen attacked a convoy in the city on Monday. Officials left Cairo on Tuesday.",
            "Cairo",
        ),
        ("Angela Merkel met Fayez al-Sarraj on Monday. Officials left Cairo on Tuesday.", None),
        (
            "Gunmen attacked a convoy in the old city on Monday. Officials left Cairo on Tuesday.",
            None,
        ),
        ("Moscow signed a billion in arms deals with Tripoli.", None),
    ],
)
def test_here_is_where_the_article_was_written(text: str, place: str | None) -> None:
    """The dateline is the place of an event only where the sentence points to it and names it elsewhere."""
    article = replace(article_of(text), dateline_place="CAIRO")
    record = analyse(article)
    names = {name.id: name.text for name in record.names}
    event = record.events[0]
    assert names.get(event.place_mention_id or "") == place


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The envoy described the general as a great leader.", {"SUPPORT"}),
        ("The envoy described the general as a war criminal.", {"ACCUSE"}),
        ("The envoy described the general as tall.", set()),
        ("The envoy described the general as a great criminal.", set()),
        ("The envoy described the general as no criminal.", set()),
    ],
)
def test_praise_and_blame(text: str, kinds: set[str]) -> None:
    """What somebody is called supports or accuses, or does neither."""
    assert {event.type for event in record_of(text).events} == kinds
