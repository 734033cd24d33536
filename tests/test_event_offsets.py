"""Dates counted from other events: "one day after Haftar", "two days after the attack on Sirte"."""

from __future__ import annotations

import pytest
from conftest import record_of
from test_events import only, who

from dateline.model import Event
from dateline.times import tag_times


def dates_of(text: str, published: str | None = None) -> dict[str, str | None]:
    """The EDTF string of each event of a text, by its trigger."""
    return {event.text: event.edtf for event in record_of(text, published).events}


def event_of(text: str, words: str, published: str | None = None) -> Event:
    """The last event of a text that is told by these words."""
    return [e for e in record_of(text, published).events if e.text == words][-1]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # the other event is told with its date: clauses, passives, nouns, participles
        (
            "Putin visited Cairo two days after he met Angela Merkel on 9 January 2017.",
            {"visited": "2017-01-11", "met": "2017-01-09"},
        ),
        (
            "A day after Putin met Angela Merkel on 9 January 2017, Russia bombed Aleppo.",
            {"met": "2017-01-09", "bombed": "2017-01-10"},
        ),
        (
            "Haftar, one day after he met Sergei Lavrov on 9 January 2017, flew to Cairo.",
            {"met": "2017-01-09", "flew": "2017-01-10"},
        ),
        (
            "Ahmet Altan was arrested three days before Turkey attacked Afrin on 20 January 2018.",
            {"arrested": "2018-01-17", "attacked": "2018-01-20"},
        ),
        (
            "Police released Ahmet Altan two days after arresting him on 3 May 2016.",
            {"released": "2016-05-05", "arresting": "2016-05-03"},
        ),
        (
            "Putin will visit Cairo two days after the election on 5 May 2018.",
            {"will": None, "visit": "2018-05-07"},
        ),
        (
            "The visit of Angela Merkel to Ankara came two days after Turkey arrested a"
            " journalist on 3 May 2016.",
            {"visit": "2016-05-05", "arrested": "2016-05-03"},
        ),
        (
            "Washington imposed sanctions on Caracas the day after Maduro won the election on"
            " 20 May 2018.",
            {"imposed sanctions": "2018-05-21", "won the election": "2018-05-20"},
        ),
        # at the grain of the unit
        (
            "Merkel visited Ankara a week prior to Hollande's visit to Ankara on 20 May 2016.",
            {"visited": "2016-05-09/2016-05-15", "visit": "2016-05-20"},
        ),
        (
            "Egypt banned the party a year after Mohamed Morsi visited Moscow in 2013.",
            {"banned": "2014", "visited": "2013"},
        ),
        # "less than", "more than", an untold number, hours, "about"
        (
            "Angela Merkel visited Kiev less than two weeks after Ukraine signed a ceasefire on"
            " 5 September 2014.",
            {"visited": "2014-09-05/2014-09-19"},
        ),
        (
            "More than two weeks after the earthquake struck Nepal on 25 April 2015, India sent"
            " aid to Kathmandu.",
            {"struck": "2015-04-25", "sent aid": "2015-05-09/.."},
        ),
        (
            "Hours after the coup failed on 15 July 2016, Turkey detained 2,000 soldiers.",
            {"detained": "2016-07-15/.."},
        ),
        (
            "About ten days after police arrested Ahmet Altan on 23 September 2016, France"
            " condemned Turkey.",
            {"arrested": "2016-09-23", "condemned": "2016-10-03~"},
        ),
        # one counted from another that is counted itself
        (
            "Rebels attacked Derna two days after Haftar visited Moscow, a week before Putin met"
            " Sisi on 9 May 2016.",
            {
                "attacked": "2016-05-04/2016-05-10",
                "visited": "2016-05-02/2016-05-08",
                "met": "2016-05-09",
            },
        ),
        (
            "A fortnight after the army attacked Sirte on 9 May 2016, rebels released hostages.",
            {"attacked": "2016-05-09", "released hostages": "2016-05-23/2016-05-29"},
        ),
        # the other way round: the event that the offset is told of has the date
        (
            "Turkey attacked Afrin on 20 January 2018, three days before Lavrov met Tillerson.",
            {"attacked": "2018-01-20", "met": "2018-01-23"},
        ),
        (
            "Russia bombed Aleppo on 3 May 2016, three days after being condemned by France.",
            {"bombed": "2016-05-03", "condemned": "2016-04-30"},
        ),
        (
            "The Red Cross evacuated 200 people from Aleppo on 15 December 2016, hours after"
            " Russia announced a ceasefire.",
            {"evacuated": "2016-12-15", "announced a ceasefire": "../2016-12-15"},
        ),
        (
            "In 2014, a year after Egypt banned the party, Sisi visited Moscow.",
            {"banned": "2013", "visited": "2014"},
        ),
        (
            "Britain declared war on 3 September 1939, two days after Germany invaded Poland.",
            {"declared war": "1939-09-03", "invaded": "1939-09-01"},
        ),
        (
            "The plane flew on 27 August 1939, five days before the invasion of Poland.",
            {"invasion": "1939-09-01"},
        ),
        (
            "A few weeks after an uprising against Moammar Gadhafi began in February 2011, Chris"
            " Stevens arrived in Benghazi.",
            {"arrived": "2011-02-01/.."},
        ),
        # a length of time dates nothing, and what it is counted from keeps its date to itself
        (
            "Ahmet Altan was detained within two days after the attack of 15 July 2016.",
            {"detained": None},
        ),
        (
            "The standoff lasted two hours before police arrested Ahmet Altan on 3 May 2016.",
            {"arrested": "2016-05-03"},
        ),
        # no offset at all
        ("One day, after all, Haftar will visit Cairo.", {"will": None, "visit": None}),
    ],
)
def test_an_offset_dates_one_event_from_the_other(text: str, dates: dict[str, str | None]) -> None:
    """Each event gets its own date, and none the date of the other."""
    assert dates_of(text) == dates


@pytest.mark.parametrize(
    ("text", "edtf", "reason"),
    [
        (
            "Rebels attacked Derna on 3 May 2016. Two days after the attack on Derna, Haftar"
            " visited Cairo.",
            "2016-05-05",
            'two days after "the attack on Derna", told before: "attacked" of Tuesday 3 May 2016',
        ),
        (
            "Rebels attacked Derna on 3 May 2016. Rebels attacked Sirte on 9 May 2016. Two days"
            " after the attack on Sirte, Haftar visited Cairo.",
            "2016-05-11",
            'two days after "the attack on Sirte", told before: "attacked" of Monday 9 May 2016',
        ),
        (
            "Rebels attacked Derna on 3 May 2016. Rebels attacked Sirte on 9 May 2016. Two days"
            " after the attack, Haftar visited Cairo.",
            None,
            'two days after "the attack", which may be one of several that were told before',
        ),
        (
            "Rebels attacked Derna on 3 May 2016.\nRebels attacked Sirte. Two days after the"
            " attack, Haftar visited Cairo.",
            None,
            'two days after "the attack", which may be one of several that were told before',
        ),
        (
            "Rebels attacked Derna on 3 May 2016. Two days after an attack, Haftar visited Cairo.",
            None,
            'two days after "an attack", whose date is not known',
        ),
        (
            "Rebels attacked Derna on 3 May 2016. Two days after the first attack, Haftar"
            " visited Cairo.",
            None,
            'two days after "the first attack", whose date is not known',
        ),
        (
            "Rebels attacked Derna on 3 May 2016. Two days after the vote, Haftar visited Cairo.",
            None,
            'two days after "the vote", whose date is not known',
        ),
        (
            "Rebels attacked Derna on May 3rd. Two days after the attack, Haftar visited Cairo.",
            None,
            'two days after "the attack", whose date is not known',
        ),
        (
            "Khalifa Haftar visited Cairo on June 25th. Omar Maetig visited Cairo one day after"
            " Khalifa Haftar.",
            "XXXX-06-26",
            'one day after "Khalifa Haftar", told before: "visited" of 25 June',
        ),
        (
            "Khalifa Haftar visited Rome on June 25th. Omar Maetig visited Cairo one day after"
            " Khalifa Haftar.",
            None,
            'one day after "Khalifa Haftar", whose date is not known',
        ),
        (
            "Haftar visited Cairo a day after police arrested Ahmet Altan on Monday.",
            None,
            'a day after "arrested" of "Monday": the article has no publication date, so which'
            " Monday is not known",
        ),
        (
            "Haftar visited Cairo a day after he met Putin on 3 May 2016 and Merkel on 9 May 2016.",
            None,
            'a day after "he met Putin on 3 May 2016 and …", of which it tells more than one date',
        ),
    ],
)
def test_the_date_counted_from_is_known_or_missed_in_words(
    text: str, edtf: str | None, reason: str
) -> None:
    """What was told before gives a date when it leaves one only; else the reason says what is missing."""
    event = event_of(text, "visited")
    assert (event.edtf, event.date_reason) == (edtf, reason)
    assert event.date_source == ("text" if edtf else "none")


@pytest.mark.parametrize(
    ("text", "told", "summary", "edtf"),
    [
        (
            "Omar Maetig arrived in Moscow on June 26th, one day after Khalifa Haftar.",
            "one day after Khalifa Haftar",
            "Khalifa Haftar arrived in Moscow",
            "2016-06-25",
        ),
        (
            "Omar Maetig, who arrived in Moscow on 26 June 2016, a day before General Khalifa"
            " Haftar, was met by officials.",
            "a day before General Khalifa Haftar",
            "Khalifa Haftar arrived in Moscow",
            "2016-06-27",
        ),
        (
            "Germany surrendered on 8 May 1945, three months before Japan.",
            "three months before Japan",
            "Japan surrendered",
            "1945-08",
        ),
        (
            "Ahmet Altan was arrested on 3 May 2016, hours after John Smith.",
            "hours after John Smith",
            "John Smith was arrested",
            "../2016-05-03",
        ),
    ],
)
def test_a_name_alone_tells_an_event_of_its_own(
    text: str, told: str, summary: str, edtf: str
) -> None:
    """Who did the same a day before is told in passing, by words that are its evidence."""
    record = record_of(text, published="2016-06-28")
    (main, event) = [e for e in record.events if e.text != "met"]
    assert (event.text, event.summary, event.edtf) == (told, summary, edtf)
    assert record.article.text[event.start : event.end] == told
    assert event.id == f"a-e{event.start}"
    assert (event.type, event.mode, event.status) == (main.type, main.mode, "asserted")
    assert event.place_mention_id == main.place_mention_id
    assert event.status_reason == f'told in passing by "{told}"'
    assert event.date_reason.split(" ")[2] != main.date_reason.split(" ")[2]
    assert {p.event_id for p in event.participants} == {event.id}


@pytest.mark.parametrize(
    "text",
    [
        # whom it was done to, or who did it: nobody can say
        "Sergei Lavrov met John Kerry on 9 May 2016, a day before Angela Merkel.",
        "Kenya sent troops to Somalia on 9 May 2016, a day after Ethiopia.",
        # of another kind than who did it, or no name at all
        "Angela Merkel arrived in Ankara on 9 May 2016, a day after Greece.",
        "Angela Merkel arrived in Ankara on 9 May 2016, a day after Christmas.",
        "Angela Merkel arrived in Ankara on 9 May 2016, a day after the storm.",
        # not told as a fact
        "Angela Merkel will arrive in Ankara on 9 May 2016, a day after John Kerry.",
        # which may be still to come
        "Angela Merkel arrived in Ankara on 9 May 2016, a day before John Kerry.",
        # the clause goes on
        "Angela Merkel arrived in Ankara on 9 May 2016, a day after John Kerry spoke.",
    ],
)
def test_a_name_tells_no_event_when_it_may_tell_another(text: str) -> None:
    """There is no row for what the words do not say for sure."""
    assert not [e for e in record_of(text).events if e.rule.endswith("told in passing")]


def test_what_an_offset_is_counted_from_may_be_undated() -> None:
    """Neither date is known: neither is told, and an untold day of the week stays as it was."""
    text = "Lavrov arrived in Ankara on Monday, two days after John Kerry."
    main, event = record_of(text).events
    assert (main.date_source, main.edtf) == ("text", None)
    assert (event.date_source, event.edtf, event.time_id) == ("none", None, None)
    assert event.date_reason.startswith('two days before "Monday": ')


def test_in_a_dated_article_the_last_possible_day_stays() -> None:
    """An offset that gives no date adds its reason to that of the publication date."""
    text = "Three weeks before the vote, police arrested Ahmet Altan."
    event = only(text, "COERCE", published="2017-01-16")
    assert (event.date_source, event.earliest, event.latest) == ("publication", None, "2017-01-16")
    assert event.date_reason.endswith('; three weeks before "the vote", whose date is not known')


def test_a_past_event_is_no_later_than_its_article() -> None:
    """An open end is closed by the publication date, and a date beyond it is not believed."""
    text = "Days after the coup failed on 15 July 2016, Turkey detained 2,000 soldiers."
    event = only(text, "COERCE", published="2016-07-20")
    assert (event.edtf, event.latest) == ("2016-07-15/2016-07-20", "2016-07-20")
    text = "A month after the coup failed on 15 July 2016, Turkey detained 2,000 soldiers."
    event = only(text, "COERCE", published="2016-07-20")
    assert (event.date_source, event.earliest) == ("publication", None)
    assert "would be after the article of 2016-07-20" in event.date_reason


def test_an_event_two_days_on_does_not_inherit_the_day_told_before() -> None:
    """ "Two days after the vote" is not the day of the sentence before it."""
    text = "Rebels attacked Derna on 3 May 2016. Two days after the vote, Haftar visited Cairo."
    assert event_of(text, "visited").date_source == "none"


def test_the_next_sentence_inherits_a_counted_date() -> None:
    """A date that was counted holds for the sentence after it like any other."""
    text = (
        "Police released Ahmet Altan two days after arresting him on 3 May 2016. He met Bob Dylan."
    )
    event = event_of(text, "met")
    assert (event.date_source, event.edtf) == ("inherited", "2016-05-05")


def test_tomorrow_is_counted_from_the_article_and_not_from_an_event() -> None:
    """ "The day after tomorrow" has a date of its own."""
    text = "Haftar will visit Cairo the day after tomorrow."
    assert only(text, "CONSULT", published="2017-01-16").edtf == "2017-01-18"


def test_who_takes_part_in_what_is_told_in_passing() -> None:
    """The name acts, and the place is where the other went."""
    text = "Omar Maetig arrived in Moscow on June 26th, one day after Khalifa Haftar."
    event = event_of(text, "one day after Khalifa Haftar")
    assert (who(event, "actor"), who(event, "recipient")) == (["Khalifa Haftar"], ["Moscow"])
    assert (event.edtf, event.year, event.date_source) == ("XXXX-06-25", None, "text")


def test_time_rows_stay_as_they_were() -> None:
    """Only events are dated: the expression itself still says how far, and no more."""
    text = "Putin visited Cairo two days after he met Angela Merkel on 9 January 2017."
    tagged = {(t.text, t.value, t.earliest, t.anchor) for t in tag_times(text)}
    assert tagged == {(t.text, t.value, t.earliest, t.anchor) for t in record_of(text).times}
    assert ("two days", "P2D", None, "event") in tagged
