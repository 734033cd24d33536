"""Quotes: direct and reported, with their speakers."""

from __future__ import annotations

import pytest
from conftest import record_of


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
