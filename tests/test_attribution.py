"""According to whom: the sources of events, and whom those have it from."""

from __future__ import annotations

import pytest
from conftest import record_of

from dateline.events.speech.sayings import sayings_in
from dateline.language import load_language
from dateline.model import Event, EventSource
from dateline.rules import read_words


def only(text: str, kind: str) -> Event:
    """The one event of that type in a text."""
    (event,) = [event for event in record_of(text).events if event.type == kind]
    return event


def chain(sources: tuple[EventSource, ...]) -> str:
    """Sources in words: "RFI > informed sources" where RFI cites them, "Bonn & Paris" where both are cited."""
    words = ""
    for source in sources:
        link = "" if source.number == 1 else " & "
        if source.cited_by == source.number - 1:
            link = " > "
        words += link + source.text
    return words


SAID = [
    ("Reuters reported that police arrested Ahmet Altan.", "Reuters"),
    ("Reuters reported police arrested Ahmet Altan.", "Reuters"),
    ("Police arrested Ahmet Altan, the ministry said.", "the ministry"),
    ("Police arrested Ahmet Altan, said the ministry.", "the ministry"),
    ("Police, witnesses said, arrested Ahmet Altan.", "witnesses"),
    ("Police arrested Ahmet Altan on Monday, witnesses told AFP.", "witnesses"),
    ("Police sources told AFP that soldiers arrested Ahmet Altan.", "Police sources"),
    ("Dmitry Peskov told Interfax that police arrested Ahmet Altan.", "Dmitry Peskov"),
    (
        "An official from Haftar’s forces confirmed that police arrested Ahmet Altan.",
        "An official from Haftar’s forces",
    ),
    (
        "Sources close to Khalifa Haftar said soldiers arrested Ahmet Altan.",
        "Sources close to Khalifa Haftar",
    ),
    (
        "The ministry’s spokeswoman Maria Zakharova added that police arrested Ahmet Altan.",
        "The ministry’s spokeswoman Maria Zakharova",
    ),
    (
        "A diplomat, who spoke on condition of anonymity, said police arrested Ahmet Altan.",
        "A diplomat",
    ),
    (
        "The United Nations said in a report seen by Reuters that police arrested Ahmet Altan.",
        "The United Nations",
    ),
    ("The minister said in a statement that police arrested Ahmet Altan.", "The minister"),
    (
        "The ministry issued a statement saying that police arrested Ahmet Altan.",
        "The ministry",
    ),
    (
        "Reports in the Libyan press say that soldiers arrested Ahmet Altan.",
        "Reports in the Libyan press",
    ),
    (
        "A report by Amnesty International said police arrested Ahmet Altan.",
        "A report by Amnesty International",
    ),
    ("As the Washington Post reported, police arrested Ahmet Altan.", "the Washington Post"),
    (
        "Police arrested Ahmet Altan, as the Washington Post reported on Sunday.",
        "the Washington Post",
    ),
    ("It was reported by TASS that police arrested Ahmet Altan.", "TASS"),
    (
        "Angela Merkel and Emmanuel Macron said that police arrested Ahmet Altan.",
        "Angela Merkel & Emmanuel Macron",
    ),
    ("He said that police arrested Ahmet Altan.", "He"),
    ("The group claimed that soldiers arrested Ahmet Altan and killed Omar Maetig.", "The group"),
    ("The agency reported on Sunday that, in Ankara, police arrested Ahmet Altan.", "The agency"),
    ("Sources leaked information that police arrested Ahmet Altan.", "Sources"),
    ("Residents reportedly said that police arrested Ahmet Altan.", "Residents"),
    ("“Police arrested Ahmet Altan,” Angela Merkel said.", "Angela Merkel"),
    ("Angela Merkel said: “Police arrested Ahmet Altan.”", "Angela Merkel"),
    ("Witnesses say that police arrested Ahmet Altan, but gave no reason.", "Witnesses"),
]
ACCORDING = [
    ("Police arrested Ahmet Altan, according to Turkish media.", "Turkish media"),
    ("According to Turkish media, police arrested Ahmet Altan.", "Turkish media"),
    ("Police, according to Turkish media, arrested Ahmet Altan.", "Turkish media"),
    ("According to Reuters, police arrested Ahmet Altan and attacked Derna.", "Reuters"),
    (
        "According to reports from Russian media, police arrested Ahmet Altan.",
        "reports from Russian media",
    ),
    (
        "Police arrested Ahmet Altan, according to a person familiar with the matter.",
        "a person familiar with the matter",
    ),
    (
        "Police arrested Ahmet Altan, according to two officials and a diplomat.",
        "two officials & a diplomat",
    ),
    (
        "Police arrested Ahmet Altan, according to the state news agency Xinhua.",
        "the state news agency Xinhua",
    ),
    ("Police arrested Ahmet Altan, according to court documents.", "court documents"),
]
CHAINS = [
    (
        "Radio France International reported, citing informed sources, that police arrested Ahmet Altan.",
        "Radio France International > informed sources",
    ),
    (
        "Police arrested Ahmet Altan, Radio France International reported, citing informed sources.",
        "Radio France International > informed sources",
    ),
    (
        "Police arrested Ahmet Altan, the agency said, quoting the minister.",
        "the agency > the minister",
    ),
    ("Citing two diplomats, Reuters said police arrested Ahmet Altan.", "Reuters > two diplomats"),
    ("Reuters, citing a judge, said that police arrested Ahmet Altan.", "Reuters > a judge"),
    (
        "Reuters quoted a ministry official as saying that police arrested Ahmet Altan.",
        "Reuters > a ministry official",
    ),
    (
        "The newspaper cited three diplomats as saying police arrested Ahmet Altan.",
        "The newspaper > three diplomats",
    ),
    (
        "Sergei Lavrov was quoted by TASS as saying that police arrested Ahmet Altan.",
        "TASS > Sergei Lavrov",
    ),
    ("Sergei Lavrov was quoted as saying that police arrested Ahmet Altan.", "Sergei Lavrov"),
    (
        "The TASS agency quoted Sergei Lavrov as saying, “Police arrested Ahmet Altan.”",
        "The TASS agency > Sergei Lavrov",
    ),
    (
        "A spokesman said that police arrested Ahmet Altan, according to Reuters.",
        "Reuters > A spokesman",
    ),
    (
        "According to Reuters, a spokesman said that police arrested Ahmet Altan.",
        "Reuters > a spokesman",
    ),
    (
        "The ministry said that rebels claimed that gunmen arrested Ahmet Altan.",
        "The ministry > rebels",
    ),
    (
        "Police arrested Ahmet Altan, according to Reuters, which cited a ministry official.",
        "Reuters > a ministry official",
    ),
    (
        "Police arrested Ahmet Altan, according to Reuters, citing an aide.",
        "Reuters > an aide",
    ),
    (
        "State television, quoting a general, reported that police arrested Ahmet Altan.",
        "State television > a general",
    ),
    (
        "Reuters reported, citing a judge and two guards, that police arrested Ahmet Altan.",
        "Reuters > a judge & two guards",
    ),
    (
        "“The ministry told me that police arrested Ahmet Altan,” Angela Merkel said.",
        "Angela Merkel > The ministry",
    ),
]
NEWS = [
    (
        "The interior ministry announced on Tuesday that police had arrested Ahmet Altan in Izmir.",
        "The interior ministry",
    ),
    (
        "Police had arrested Ahmet Altan in Izmir, an interior ministry spokesman told state television.",
        "an interior ministry spokesman",
    ),
    (
        "Police have arrested Ahmet Altan, two people briefed on the matter said, asking not to be named.",
        "two people briefed on the matter",
    ),
    ("Police have arrested Ahmet Altan, the BBC reports.", "the BBC"),
    (
        "Police have arrested Ahmet Altan, his lawyer Figen Calikusu told the Guardian.",
        "his lawyer Figen Calikusu",
    ),
    (
        '"Police arrested Ahmet Altan at dawn," his wife told Reuters by telephone. "They took everything."',
        "his wife",
    ),
    (
        "The state-run Anadolu Agency said police arrested Ahmet Altan.",
        "The state-run Anadolu Agency",
    ),
    (
        "Turkish media, including the daily Hurriyet, reported that police arrested Ahmet Altan.",
        "Turkish media",
    ),
    (
        "According to a statement from the prosecutor's office, police arrested Ahmet Altan.",
        "a statement from the prosecutor's office",
    ),
    (
        "Police arrested Ahmet Altan, according to a tweet by his publisher.",
        "a tweet by his publisher",
    ),
    ("A UN report published on Monday said that police arrested Ahmet Altan.", "A UN report"),
    (
        "The New York Times, citing unnamed American officials, reported Sunday that police arrested Altan.",
        "The New York Times > unnamed American officials",
    ),
    (
        "Interfax news agency quoted Foreign Minister Sergei Lavrov as telling it that police arrested Altan.",
        "Interfax news agency > Foreign Minister Sergei Lavrov",
    ),
    ("Police arrested Ahmet Altan, RIA quoted him as saying.", "RIA > him"),
    (
        "Police arrested Ahmet Altan, the Interfax news agency cited the ministry as saying.",
        "the Interfax news agency > the ministry",
    ),
    ("Police arrested Ahmet Altan, according to local media reports.", "local media reports"),
    (
        "Local media reported that police arrested Ahmet Altan, citing eyewitnesses.",
        "Local media > eyewitnesses",
    ),
    ("Rights groups say police arrested Ahmet Altan for his writing.", "Rights groups"),
    (
        "In a letter to the court, Altan's lawyer argued that police arrested Ahmet Altan unlawfully.",
        "Altan's lawyer",
    ),
    (
        "Officials in Ankara insisted that police arrested Ahmet Altan lawfully.",
        "Officials in Ankara",
    ),
    (
        "A senior official at the ministry said police arrested Ahmet Altan.",
        "A senior official at the ministry",
    ),
    ("The Kremlin said on Thursday that Russian police had arrested Ahmet Altan.", "The Kremlin"),
    (
        "Kremlin spokesman Dmitry Peskov said in an interview with TASS that police arrested Ahmet Altan.",
        "Kremlin spokesman Dmitry Peskov",
    ),
    ("Speaking to reporters in Moscow, Lavrov said that police arrested Ahmet Altan.", "Lavrov"),
    ("Lavrov, speaking to reporters, said police arrested Ahmet Altan.", "Lavrov"),
    ("Asked about the report, the minister said police arrested Ahmet Altan.", "the minister"),
    (
        "Activists claim that, according to witnesses, police arrested Ahmet Altan.",
        "Activists > witnesses",
    ),
    ("It said police arrested Ahmet Altan.", "It"),
    (
        "The source, who asked not to be named, told Reuters that police arrested Ahmet Altan.",
        "The source",
    ),
    (
        "Police arrested Ahmet Altan, according to documents obtained by Le Monde.",
        "documents obtained by Le Monde",
    ),
    (
        "Haftar's spokesman Ahmed al-Mismari said in a televised statement that police arrested Ahmet Altan.",
        "Haftar's spokesman Ahmed al-Mismari",
    ),
    (
        "Police arrested Ahmet Altan, Sunday's Corriere della Sera wrote.",
        "Sunday's Corriere della Sera",
    ),
    ("Prosecutors allege that police arrested Ahmet Altan.", "Prosecutors"),
    ('A Libyan source told the paper: "Police arrested Ahmet Altan."', "A Libyan source"),
]
NOBODY = [
    "There were reports that police arrested Ahmet Altan.",
    "State TV showed footage of the square after police arrested Ahmet Altan.",
    "The president said he was pleased, but police arrested Ahmet Altan the next day.",
    "Police arrested Ahmet Altan on Monday and the ministry said the search went on.",
    "While Moscow said it was ready to talk, police arrested Ahmet Altan.",
    "Police arrested Ahmet Altan, in what his family called a scandal.",
    "Police arrested Ahmet Altan, whose lawyer said he was ill.",
    "Nobody said that police arrested Ahmet Altan.",
    "The court heard that police arrested Ahmet Altan.",
    "Police, it is said, arrested Ahmet Altan.",
    "The minister called it a lie that police arrested Ahmet Altan.",
    "Reuters could not independently confirm that police arrested Ahmet Altan.",
    "Police arrested Ahmet Altan.",
    "Police arrested Ahmet Altan according to plan.",
    "Police arrested Ahmet Altan according to the law.",
    "The train left according to the timetable and police arrested Ahmet Altan.",
    "Police arrested Ahmet Altan according to schedule.",
    "Police arrested Ahmet Altan, who said nothing.",
    "Police arrested Ahmet Altan after he was told to leave.",
    "Police arrested Ahmet Altan after the theft was reported to police.",
    "Police arrested Ahmet Altan, and the order was confirmed by a court.",
    "It was reported that police arrested Ahmet Altan.",
    "Police reportedly arrested Ahmet Altan.",
    "Ahmet Altan is said to have been arrested by police.",
    "The ministry did not confirm that police arrested Ahmet Altan.",
    "The ministry declined to say whether police arrested Ahmet Altan.",
    "The ministry refused to confirm that police arrested Ahmet Altan.",
    "He said “we won”, however Turkish police arrested Ahmet Altan.",
    "Police arrested Ahmet Altan. The ministry said that it was sorry.",
    "Police arrested Ahmet Altan, who writes reports.",
    "Police arrested Ahmet Altan while he was telling a story.",
    "Police arrested Ahmet Altan for citing the constitution.",
    "Ahmet Altan, who was arrested by police, said that it was cold.",
    "Speaking after police arrested Ahmet Altan, the minister said that it was cold.",
    "Police arrested Ahmet Altan, whom Reuters described as a novelist.",
    "Police arrested Ahmet Altan as soon as he said that he was home.",
]
SCOPES = [
    (
        "Russia signed a deal with Egypt, and police, according to Reuters, arrested Ahmet Altan.",
        "Reuters",
    ),
    ("Russia arrested Ahmet Altan, and Khalifa Haftar, according to Reuters, visited Cairo.", ""),
    ("Police arrested Ahmet Altan; Khalifa Haftar, the ministry said, visited Cairo.", ""),
    ("Khalifa Haftar visited Cairo, according to Reuters; police arrested Ahmet Altan.", ""),
    ("According to Reuters, Khalifa Haftar visited Cairo. Police arrested Ahmet Altan.", ""),
    ("Khalifa Haftar visited Cairo, according to Reuters, and police arrested Ahmet Altan.", ""),
    ("The ministry said Khalifa Haftar visited Cairo. Police arrested Ahmet Altan.", ""),
    ("Police arrested Ahmet Altan, but Reuters reported that Khalifa Haftar visited Cairo.", ""),
    ("Police arrested Ahmet Altan after Reuters reported that Khalifa Haftar visited Cairo.", ""),
]


@pytest.mark.parametrize(("text", "expected"), SAID + ACCORDING + CHAINS + NEWS + SCOPES)
def test_who_says_so(text: str, expected: str) -> None:
    """Whom the article cites comes first, then whom that one cites; what nobody said has no source."""
    assert chain(only(text, "COERCE").sources) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_says_so(text: str) -> None:
    """Words that look like a source are none: according to plan, told to leave, did not confirm."""
    event = only(text, "COERCE")
    assert (event.sources, event.attribution) == ((), None)


def test_each_source_is_of_its_own_event() -> None:
    """An event told in passing ("one day after Haftar") is on the same word, in rows of its own."""
    text = (
        "Omar Maetig visited Moscow on June 26th, one day after Khalifa Haftar, state media said."
    )
    events = record_of(text, "2016-07-02").events
    assert [chain(event.sources) for event in events] == ["state media"] * 2
    assert [{source.event_id for source in event.sources} for event in events] == [
        {event.id} for event in events
    ]


def test_a_source_is_linked_and_cited_by_the_one_before() -> None:
    """The rows say who is meant, whom they have it from, and how the text cites them."""
    record = record_of(
        "Reuters reported, citing Sergei Lavrov and a guard, that police arrested Ahmet Altan."
    )
    names = {name.id: name.full_name for name in record.names}
    (event,) = [event for event in record.events if event.type == "COERCE"]
    assert [
        (source.number, source.cited_by, names.get(source.mention_id or ""), source.rule)
        for source in event.sources
    ] == [(1, None, "Reuters", "say"), (2, 1, "Sergei Lavrov", "citing"), (3, 1, None, "citing")]


@pytest.mark.parametrize(
    "row", read_words("source_nouns.csv", "noun", "kind", "example"), ids=lambda row: row["noun"]
)
def test_a_noun_is_a_source_as_its_example_has_it(row: dict[str, str]) -> None:
    """The example of each row of source_nouns.csv cites the noun, or for kind none nobody."""
    (sentence,) = load_language().pipeline(row["example"]).sents
    heads = [head for saying in sayings_in(sentence, ()) for head in saying.levels[0]]
    if row["kind"] == "none":
        assert heads == []
    else:
        giver = row["noun"] in {"information", "claim", "allegation"}  # who gave it is cited
        assert [head.i for head in heads if row["noun"] in {head.lemma_, head.lower_}] or giver
