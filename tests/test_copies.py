"""Which articles repeat another's words, and which only tell the same story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import article_of
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corpus.copies import find_copies
from dateline.corpus.sketches import Sketch, sketch_of

FERRY = (
    "A ferry with 212 people on board ran aground on a sandbank outside the harbour of Port Selwyn before dawn,"
    " the coast guard reported.\n"
    "Three tugs pulled the vessel free at high tide and brought her to the northern quay, where ambulances were"
    " waiting for the passengers.\n"
    "Eleven travellers were treated for bruises and one crew member broke a wrist when the cargo shifted below"
    " the car deck.\n"
    "The captain told investigators that a buoy had drifted half a mile from the position marked on his chart"
    " during the storms of last week.\n"
    "Port officials closed the eastern channel to larger ships until divers have looked at the hull and surveyors"
    " have measured the depth again.\n"
    "It was the second accident on the route since the shipping line cut the number of its pilots in spring, which"
    " the seamen's union had called reckless."
)
BUDGET = (
    "Lawmakers in Estova rejected the government's budget by two votes after a debate that went on until four in"
    " the morning.\n"
    "Finance Minister Ludo Carrin had asked for a levy on sugar to pay for eight hundred new nurses and the repair"
    " of village schools.\n"
    "Members of his own party from the farming districts voted against it because beet growers already sell below"
    " what it costs them to plant.\n"
    "The cabinet meets at noon to decide whether to bring a smaller bill or to call elections two years before"
    " they are due.\n"
    "Bond prices fell at once and the central bank reminded traders that the state has enough cash to meet its"
    " debts until autumn.\n"
    "Opposition leader Mara Tiel offered to support a budget without the levy, on the condition that road building"
    " is put off."
)
MUSEUM = (
    "Restorers at the city museum uncovered a second portrait under a painting that had hung above the main"
    " staircase for ninety years.\n"
    "X-ray pictures show a young woman with a falcon on her glove, turned the other way round and painted by a"
    " different hand.\n"
    "Curators think that the canvas was used again after a fire in the workshop destroyed most of the stock of"
    " linen in 1641."
)
STATEMENT = (
    "“We will spare no effort to find out why the buoy was not where the chart said, we will publish every line of"
    " the report, and whoever neglected his duty on that night will answer for it before a court, whatever his"
    " rank and however long he has served this port, because the people who sail from here must be able to trust"
    " the lights and the marks that we set out for them,” the harbour master said."
)
ABOUT = (
    "Northern Lines was founded in 1904 and carries four million passengers a year between twelve ports on three"
    " seas. Its shares are traded on two exchanges and its fleet of thirty ships is the youngest of any carrier in"
    " the region, according to the company."
)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return text.split("\n")


def sketch(
    text: str, name: str = "a", published: str | None = None, title: str | None = None
) -> Sketch:
    """The sketch of an article of this id."""
    return sketch_of(replace(article_of(text, published, title), id=name))


def first_half(text: str) -> str:
    """The first three paragraphs."""
    return "\n".join(paragraphs(text)[:3])


def every_nth(text: str, n: int, start: int = 0) -> str:
    """The text with every nth word replaced by another."""
    lines = [line.split() for line in paragraphs(text)]
    count = start
    for line in lines:
        for place in range(len(line)):
            count += 1
            if not count % n:
                line[place] = f"otherwise{count}"
    return "\n".join(" ".join(line) for line in lines)


def earnings(name: str, *facts: str) -> str:
    """A market report from a template."""
    profit, before, sales, share, city, chief = facts
    return (
        f"{name} said on Tuesday that net profit rose {profit} percent in the third quarter to {before} million"
        f" from a year earlier. Sales were {sales} million, the company based in {city} said in a statement."
        f" Analysts polled by the exchange had expected earnings of {share} a share. Shares of {name} were up"
        f" {share} percent in early trading. Chief Executive {chief} said that demand in {city} was strong."
    )


COPIES = {
    "identical": FERRY,
    "other marks, case and accents": FERRY.replace("'", "’").replace(",", " –").upper(),
    "cut after the third paragraph": first_half(FERRY) + "\n" + paragraphs(FERRY)[3],
    "first paragraph another's": "\n".join([paragraphs(BUDGET)[0], *paragraphs(FERRY)[1:]]),
    "a paragraph dropped": "\n".join(paragraphs(FERRY)[:2] + paragraphs(FERRY)[3:]),
    "every twentieth word replaced": every_nth(FERRY, 20),
    "a statement added": FERRY + "\n" + STATEMENT,
}
OTHERS = {
    "another story": BUDGET,
    "one paragraph in common": "\n".join([paragraphs(FERRY)[0], *paragraphs(BUDGET)[1:]]),
    "every third word replaced": every_nth(FERRY, 3),
    "no text": "",
    "a few of its words": "A ferry with 212 people on board ran aground on a sandbank.",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize(
    ("day", "later"), [("2017-01-15", "2017-01-16"), ("2017-01-16", "2017-01-15"), (None, None)]
)
def test_an_edited_text_is_one_with_its_original(
    text: str, day: str | None, later: str | None
) -> None:
    """Whatever edit a wire text gets, and whatever the dates, one of the two is a copy of the other."""
    copies = find_copies([sketch(FERRY, "wire", day), sketch(text, "paper", later)])
    assert copies in ({"paper": "wire"}, {"wire": "paper"})


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_text_is_no_copy(text: str) -> None:
    """An article with most of its words its own is no copy, nor is the one that it took a little from."""
    assert find_copies([sketch(FERRY, "wire", "2017-01-15"), sketch(text, "paper")]) == {}


def test_a_headline_makes_no_other_text() -> None:
    """Titles do not count, alike or not."""
    one = sketch(FERRY, "a", title="Ferry runs aground")
    assert find_copies([one, sketch(FERRY, "b", title="Scare at sea")]) == {"b": "a"}
    assert find_copies([one, sketch(BUDGET, "b", title="Ferry runs aground")]) == {}


def test_the_earlier_is_the_original() -> None:
    """Of two with one another's words; without a date an article counts as last."""
    edited = every_nth(FERRY, 25)
    early, late = sketch(FERRY, "b", "2017-01-15"), sketch(edited, "a", "2017-01-16")
    assert find_copies([late, early]) == {"a": "b"}
    assert find_copies([sketch(edited, "a"), early]) == {"a": "b"}
    assert find_copies([sketch(edited, "a", "2017-01-14"), early]) == {"b": "a"}


def test_of_one_day_the_fuller_is_the_original() -> None:
    """Papers cut more often than they add."""
    cut = "\n".join(paragraphs(FERRY)[:5])
    for day in ("2017-01-15", None):
        assert find_copies([sketch(cut, "a", day), sketch(FERRY, "b", day)]) == {"a": "b"}


def test_a_brief_is_a_copy_of_the_article_that_holds_it() -> None:
    """Even when it came first, and then its own copies follow it."""
    brief = "\n".join(paragraphs(FERRY)[:2])
    copies = find_copies(
        [
            sketch(brief, "brief", "2017-01-15"),
            sketch(every_nth(brief, 30), "paper", "2017-01-16"),
            sketch(FERRY, "full", "2017-01-17"),
        ]
    )
    assert copies == {"brief": "full", "paper": "full"}


@pytest.mark.parametrize(
    "text", [f"{FERRY}\n{BUDGET}", f"{first_half(FERRY)}\n{first_half(BUDGET)}"]
)
@pytest.mark.parametrize("day", ["2017-01-16", "2017-01-15", None])
def test_two_texts_put_together_are_a_copy(text: str, day: str | None) -> None:
    """Of the one that gives more; what they were made from stays two."""
    first = None if day is None else "2017-01-15"
    copies = find_copies(
        [sketch(FERRY, "one", first), sketch(BUDGET, "other", first), sketch(text, "both", day)]
    )
    assert set(copies) == {"both"}
    assert copies["both"] in {"one", "other"}


def test_two_later_texts_make_the_first_no_copy() -> None:
    """Two papers that each took half of a wire text and added as much are not what it was made from."""
    wire = f"{first_half(FERRY)}\n{first_half(BUDGET)}"
    assert (
        find_copies(
            [
                sketch(wire, "wire", "2017-01-15"),
                sketch(FERRY, "one", "2017-01-16"),
                sketch(BUDGET, "other", "2017-01-16"),
            ]
        )
        == {}
    )


def test_a_round_up_is_neither_copy_nor_original() -> None:
    """It holds two briefs and has as much again of its own."""
    one, other = ("\n".join(paragraphs(text)[:2]) for text in (FERRY, BUDGET))
    whole = f"{one}\n{other}\n{MUSEUM}\n{ABOUT}"
    sketches = [sketch(one, "one"), sketch(other, "other"), sketch(whole, "whole")]
    assert find_copies(sketches) == {}


def test_a_chain_of_copies_has_one_original() -> None:
    """Who copies a copy copies its original."""
    once, twice = every_nth(FERRY, 30), every_nth(every_nth(FERRY, 30), 35)
    days = [sketch(FERRY, "a", "2017-01-15"), sketch(once, "b", "2017-01-16")]
    assert find_copies([*days, sketch(twice, "c", "2017-01-17")]) == {"b": "a", "c": "a"}
    grown = [first_half(FERRY), "\n".join(paragraphs(FERRY)[:5]), FERRY]
    same_day = [sketch(text, name) for text, name in zip(grown, "cba", strict=True)]
    assert find_copies(same_day) == {"b": "a", "c": "a"}


def test_edits_that_only_their_original_joins_are_one() -> None:
    """Two edits of one text are half alike, and one text once what they were made from comes."""
    text = f"{FERRY}\n{BUDGET}"
    papers = [sketch(every_nth(text, 15, start), f"p{start}", "2017-01-15") for start in (0, 7)]
    assert find_copies(papers) == {}
    copies = find_copies([*papers, sketch(text, "wire")])
    assert len(copies) == 2
    assert len({*copies.values()}) == 1


def test_a_shared_statement_makes_no_copy() -> None:
    """What reporters quote they did not copy from each other, though it is half of both."""
    one = f"{paragraphs(FERRY)[0]}\n{STATEMENT}\n{paragraphs(FERRY)[3]}"
    other = f"{paragraphs(FERRY)[1]}\n{STATEMENT}\n{paragraphs(FERRY)[5]}"
    assert find_copies([sketch(one, "a"), sketch(other, "b")]) == {}


def test_an_article_that_is_all_quotation_is_compared_whole() -> None:
    """A speech printed twice is one text."""
    speech = f"“{FERRY}”"
    assert find_copies([sketch(speech, "a"), sketch(f"He said:\n{speech}", "b")]) == {"a": "b"}


def test_a_standard_paragraph_makes_no_copy() -> None:
    """One that closes each of a hundred articles, some hardly longer, tells nothing of any."""
    texts = [FERRY, BUDGET, MUSEUM, *(every_nth(BUDGET, n) for n in (2, 3))]
    assert find_copies(sketch(f"{text}\n{ABOUT}", f"a{n}") for n, text in enumerate(texts)) == {}


def test_one_template_with_other_facts_is_no_copy() -> None:
    """Market reports share the words between the figures; the same report sent again is a copy."""
    one = earnings("Halden Steel", "14", "82.5", "911", "1.02", "Gothen", "Ann Lier")
    other = earnings("Brix Foods", "3", "7.25", "88", "0.44", "West Marrow", "Paul Okoye")
    again = one.replace("82.5", "82.6")
    assert find_copies([sketch(one, "a"), sketch(other, "b")]) == {}
    assert find_copies([sketch(one, "a"), sketch(other, "b"), sketch(again, "c")]) == {"c": "a"}


def test_of_short_texts_only_the_same_are_copies() -> None:
    """A few words say too little to be told apart by."""
    short = "A ferry ran aground outside Port Selwyn on Monday. Nobody was hurt."
    longer = short + " Tugs are on their way."
    sketches = [sketch(short, "a"), sketch(short.upper(), "b"), sketch(longer, "c")]
    assert find_copies(sketches) == {"b": "a"}


def test_empty_articles_are_no_copies() -> None:
    """What has no words repeats none."""
    assert find_copies([sketch("", "a"), sketch("", "b"), sketch("—", "c")]) == {}
    assert find_copies([]) == {}


def test_a_text_without_spaces_is_compared_by_letter() -> None:
    """Japanese and Thai have no words to count by their spaces."""
    text = "".join(chr(0x4E00 + 7 * n) for n in range(150))
    assert find_copies([sketch(text, "a"), sketch(text[:100], "b")]) == {"b": "a"}
    assert find_copies([sketch(text, "a"), sketch(text[::-1], "b")]) == {}


def test_a_sketch_is_small_and_always_the_same() -> None:
    """Some two bytes a word, from a hash that does not change from run to run."""
    made = sketch(FERRY)
    assert made == sketch(FERRY)
    assert 4 * len(made.hashes) < 3 * made.word_count
    eight = sketch("one two three four five six seven eight")
    assert eight.hashes.tolist() == [754896016, 1354651064, 1918900822]


POOL = paragraphs(FERRY) + paragraphs(BUDGET) + paragraphs(MUSEUM)
DAYS = st.sampled_from([None, "2017-01-15", "2017-01-16"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(POOL), max_size=8), DAYS), max_size=9),
    st.randoms(use_true_random=False),
)
def test_every_copy_has_an_original_whatever_the_order(
    made: list[tuple[list[str], str | None]], dice: object
) -> None:
    """The answer does not hang on the order of the articles, names only them, and chains nowhere."""
    sketches = [sketch("\n".join(text), f"a{n}", day) for n, (text, day) in enumerate(made)]
    copies = find_copies(sketches)
    shuffled = list(sketches)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_copies(shuffled) == copies
    assert copies.keys() | copies.values() <= {one.id for one in sketches}
    assert not copies.keys() & copies.values()
