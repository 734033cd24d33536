"""Quotes: direct and reported, with their speakers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import record_of

from dateline.events.speech.quotation_marks import find_quotations
from dateline.rules import read_words


@pytest.mark.parametrize(
    ("text", "quote", "speaker", "verb", "direct"),
    [
        (
            "“We won the vote,” Angela Merkel said.",
            "We won the vote,",
            "Angela Merkel",
            "say",
            True,
        ),
        (
            '"We won the vote," said Angela Merkel.',
            "We won the vote,",
            "Angela Merkel",
            "say",
            True,
        ),
        (
            "He was described by Angela Merkel as “a good friend”.",
            "a good friend",
            "Angela Merkel",
            "describe",
            True,
        ),
        (
            "The ministry said that the bridge fell.",
            "the bridge fell",
            "The ministry",
            "say",
            False,
        ),
        ("The bridge fell, the ministry said.", "The bridge fell", "the ministry", "say", False),
        ("They sang “God save the king”.", "God save the king", None, None, True),
    ],
)
def test_a_quote_has_its_words_and_speaker(
    text: str, quote: str, speaker: str | None, verb: str | None, direct: bool
) -> None:
    """Curly and straight marks, active and passive verbs, reported clauses; no speaker is invented."""
    (found,) = record_of(text).quotes
    assert (found.text, found.speaker, found.verb, found.direct) == (quote, speaker, verb, direct)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        # the marks of each tradition
        ("‘We won the vote,’ Angela Merkel said.", [("We won the vote,", "Angela Merkel")]),
        ("'We won the vote,' Angela Merkel said.", [("We won the vote,", "Angela Merkel")]),
        ("'It's Britain's vote,' Angela Merkel said.", [("It's Britain's vote,", "Angela Merkel")]),
        (
            "‘The soldiers’ camp was hit,’ Angela Merkel said.",
            [("The soldiers’ camp was hit,", "Angela Merkel")],
        ),
        ("«We won the vote», said Angela Merkel.", [("We won the vote", "Angela Merkel")]),
        ("„We won the vote“, said Angela Merkel.", [("We won the vote", "Angela Merkel")]),
        ("``We won the vote,'' Angela Merkel said.", [("We won the vote,", "Angela Merkel")]),
        # the verb before, after, between
        ("Angela Merkel added: “We won the vote.”", [("We won the vote.", "Angela Merkel")]),
        ("Angela Merkel told reporters, “We won.”", [("We won.", "Angela Merkel")]),
        (
            "“We won,” Angela Merkel said. “They lost.”",
            [("We won,", "Angela Merkel"), ("They lost.", "Angela Merkel")],
        ),
        (
            "“We won,” Angela Merkel said, “and they lost.”",
            [("We won,", "Angela Merkel"), ("and they lost.", "Angela Merkel")],
        ),
        (
            "“We won,” Angela Merkel said. “They lost,” Sergei Lavrov said.",
            [("We won,", "Angela Merkel"), ("They lost,", "Sergei Lavrov")],
        ),
        (
            "``We won,'' Angela Merkel said. ``They lost.''",
            [("We won,", "Angela Merkel"), ("They lost.", "Angela Merkel")],
        ),
        ("“Who won?” Angela Merkel asked.", [("Who won?", "Angela Merkel")]),
        ("“We won!” cried Angela Merkel.", [("We won!", "Angela Merkel")]),
        ("“We won the vote,” according to Angela Merkel.", [("We won the vote,", "Angela Merkel")]),
        (
            "“We won the vote,” Angela Merkel was quoted as saying.",
            [("We won the vote,", "Angela Merkel")],
        ),
        ("Angela Merkel denounced it as “an act of war”.", [("an act of war", "Angela Merkel")]),
        (
            "Angela Merkel, who described it as a “black hole”, has insisted on talks.",
            [("black hole", "Angela Merkel")],
        ),
        ("“We won,” said the minister of trade.", [("We won,", "the minister of trade")]),
        # quotations inside others
        (
            "“He told me ‘go away now’ and left,” Angela Merkel said.",
            [("He told me ‘go away now’ and left,", "Angela Merkel")],
        ),
        (
            "‘He told me “go away now” and left,’ Angela Merkel said.",
            [("He told me “go away now” and left,", "Angela Merkel")],
        ),
        # paragraphs
        (
            "Angela Merkel said: “We won the vote.\n“They lost it.\n“It is over.”\nHe left.",
            [
                ("We won the vote.", "Angela Merkel"),
                ("They lost it.", "Angela Merkel"),
                ("It is over.", "Angela Merkel"),
            ],
        ),
        (
            "Then Angela Merkel said:\n“We won the vote.” Nobody was there.",
            [("We won the vote.", "Angela Merkel")],
        ),
        (
            "Angela Merkel said it was late.\nThe sun set over Berlin.\n“We won the whole vote again.”",
            [("We won the whole vote again.", None)],
        ),
        (
            "“We won,” Angela Merkel said. The war went on. “They have lost it all.”",
            [("We won,", "Angela Merkel"), ("They have lost it all.", None)],
        ),
        # what is nobody's words
        ("Their ‘war of words’ went on.", []),
        ("The “Iron Curtain” fell, Angela Merkel said.", []),
        ("The players’ and the coaches’ demands were met.", []),
        ('It was a 10" gun, and that was a 12" gun in the room.', []),
        ("In the ‘90s the soldiers’ camp fell.", []),
        ("They got 'em out of the players' room.", []),
        # marks that do not match
        ("Angela Merkel said: “We won the vote. He left.\nThen they lost it.", []),
        ("We won,” Angela Merkel said. “They lost it all.”", [("They lost it all.", None)]),
        ("“ “ “ ” \" ' ‘ « »", []),
    ],
)
def test_a_quotation_is_between_its_marks(text: str, quotes: list[tuple[str, str | None]]) -> None:
    """Marks of any tradition, verbs on any side, paragraphs; apostrophes and lost marks quote nothing."""
    found = [quote for quote in record_of(text).quotes if quote.direct]
    assert [(quote.text, quote.speaker) for quote in found] == quotes


def test_a_speaker_that_is_a_pronoun_is_linked_and_keeps_its_word() -> None:
    """ "He" stays what the article says; the mention says who that is, as the source of events too."""
    record = record_of("Angela Merkel came late. “We arrested Ahmet Altan,” she said.")
    (quote,) = record.quotes
    names = {name.id: name for name in record.names}
    assert quote.speaker == "she"
    assert names[quote.speaker_mention_id or ""].full_name == "Angela Merkel"
    (event,) = [event for event in record.events if event.type == "COERCE"]
    assert [names[source.mention_id or ""].kind for source in event.sources] == ["pronoun"]


def test_a_pronoun_that_is_left_open_is_nobody() -> None:
    """Two women came, so "she" is not linked."""
    record = record_of("Angela Merkel and Theresa May came. “We have won the vote,” she said.")
    assert [(quote.speaker, quote.speaker_mention_id) for quote in record.quotes] == [("she", None)]


@pytest.mark.parametrize(
    "marks", ["“", "”", '"', "'", "‘", "’", "«", "``", "'a ", "“a ", "‘as’ b "]
)
def test_many_marks_give_no_quote_that_is_not_there(marks: str) -> None:
    """A thousand marks are read, and what is quoted between them is short."""
    for words in find_quotations([marks * 1000, "“a", marks * 1000]):
        assert all(0 < quotation.end - quotation.start < 10 for quotation in words)
        assert all(a.end < b.start for a, b in pairwise(words))


def test_two_verbs_of_saying_over_one_clause_give_one_quote() -> None:
    """A clause that begins where another does is told once, in its longest form."""
    record = record_of(
        "Reuters reported the ministry said the bridge fell. He said he said he won."
    )
    starts = [quote.start for quote in record.quotes]
    assert len(starts) == len(set(starts))


def test_one_word_between_marks_is_a_label() -> None:
    """“terrorists” in a sentence is nobody's words."""
    assert record_of("He branded them as “terrorists”.").quotes == ()


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_last_speaker() -> None:
    """The speaker of the paragraph before it speaks on."""
    record = record_of(
        "Ivan Molotkov said it was natural.\n“They ask us for help. We give it to them.”"
    )
    assert [quote.speaker for quote in record.quotes if quote.direct] == ["Ivan Molotkov"]


def test_an_event_inside_a_quotation_has_its_speaker_as_source() -> None:
    """What is told between marks is told by who speaks."""
    record = record_of("“Police arrested a priest in Rome on Monday,” Angela Merkel said.")
    assert {event.attribution for event in record.events} == {"Angela Merkel"}


@pytest.mark.parametrize(
    "row", read_words("quote_verbs.csv", "lemma", "example"), ids=lambda row: row["lemma"]
)
def test_a_verb_says_what_stands_between_marks_in_its_example(row: dict[str, str]) -> None:
    """The example of each row of quote_verbs.csv gives one quotation, said with that verb."""
    (quote,) = [quote for quote in record_of(row["example"]).quotes if quote.direct]
    assert (quote.verb, quote.speaker is not None) == (row["lemma"], True)
