"""Which articles are of one story, and which only look alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from conftest import SEEDS, article_of
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis import analyse
from dateline.corpus.stories import FoundStories, find_stories
from dateline.corpus.stories.average_link import average_link
from dateline.corpus.stories.groups import joined, likeness, single_groups
from dateline.corpus.stories.terms import Terms, terms_of
from dateline.corpus.stories.vectors import weigh
from dateline.ingest import read_sources
from dateline.model import Article

# One happening, told by two outlets, and what is near it
CARRIER = (
    "Haftar tours Russian carrier off Libya",
    "Libyan commander Khalifa Haftar was received on board the aircraft carrier Admiral Kuznetsov on Wednesday"
    " as it passed the Libyan coast, and spoke by video link with Sergei Shoygu, the Russian defence minister."
    " A guard of honour met him on deck before he flew back to Tobruk with medicines for his army.",
)
CARRIER_AGAIN = (
    "Eastern strongman visits Kuznetsov",
    "Russia's only aircraft carrier, the Admiral Kuznetsov, welcomed Khalifa Haftar off the coast of Libya. The"
    " commander talked to Defence Minister Sergei Shoygu by video link about fighting terrorism, was shown the"
    " deck and its guard of honour, and returned to Tobruk with a cargo of medicines.",
)
OIL = (
    "Oil ports back in army hands after dawn raid",
    "Exports of crude from Ras Lanuf and Es Sider could resume within a week, the National Oil Corporation said"
    " on Monday, after troops under Field Marshal Haftar drove a rival brigade out of both terminals. Airstrikes"
    " at dawn preceded the assault. Storage tanks burnt in earlier fighting remain empty, engineers said, and two"
    " pipelines need repair. Brent rose a dollar in London. Analysts doubt that production, once 1.6 million"
    " barrels a day, will recover while tribes block valves at Sharara, the largest field in the desert south.",
)
CAIRO = (
    "Blast rips through Cairo vegetable market",
    "Nine shoppers died on Friday when explosives hidden under a cart of aubergines went off in Ataba, one of the"
    " oldest quarters of the Egyptian capital. Witnesses spoke of shattered glass as far as the opera house."
    " President Sisi cut short a trip to Riyadh. The interior ministry blamed Hasm, a splinter of the Muslim"
    " Brotherhood; prosecutors ordered autopsies at Qasr al-Ainy. Trams ran again by evening, and traders swept"
    " their stalls before the sunset prayer, saying that business had been poor since the pound was floated.",
)
LAHORE = (
    "Taliban faction says it bombed Lahore police",
    "A suicide attacker on a motorcycle rammed a van of officers guarding a chemists' protest outside the Punjab"
    " assembly, officials said on Friday. Jamaat-ul-Ahrar, a faction of the Pakistani Taliban, claimed it. Two"
    " senior policemen were among eleven dead. Chief Minister Shahbaz Sharif declared a day of mourning as"
    " Mayo hospital appealed for blood. Cricket officials insisted that the league's final would be played in"
    " Gaddafi stadium next month, although foreign players have asked to be flown home from Dubai at once.",
)


def quake(place: str, size: str, town: str) -> tuple[str, str]:
    """A report that only its slots tell from others."""
    return (
        f"Strong quake shakes {place}",
        f"An earthquake of magnitude {size} struck {place}, the geological survey said. The epicentre was near"
        f" {town}. There were no reports of damage or of people hurt.",
    )


def article(number: int, told: tuple[str, str], published: str | None = "2017-01-12") -> Terms:
    """The terms of an article with a title and a text, its capitalised names found by the model."""
    title, text = told
    record = analyse(article_of(text, published, title))
    return replace(terms_of(record.article, record.names), article_id=f"a{number}")


def story_count(*articles: tuple[tuple[str, str], str | None]) -> int:
    """How many stories some articles with their days are."""
    terms = [article(number, *told) for number, told in enumerate(articles)]
    return len(find_stories(terms, {}).stories)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (CARRIER, CARRIER_AGAIN, 1),
        (CARRIER, OIL, 2),  # the same man
        (CAIRO, LAHORE, 2),  # the same kind of attack on the same day
        (CARRIER, CAIRO, 2),
        # A limit: of two reports printed from one form only the names differ, and words outweigh them
        (quake("Chile", "5.8", "Iquique"), quake("Fiji", "6.1", "Suva"), 1),
        (CARRIER, ("", ""), 2),
        (("", ""), ("", ""), 2),  # nothing is shared by two empty texts
    ],
)
def test_one_story_is_one_happening_and_not_one_man(
    one: tuple[str, str], other: tuple[str, str], count: int
) -> None:
    """Two outlets on one visit are a story; the same man elsewhere, or a like attack, is another."""
    assert story_count((one, "2017-01-12"), (other, "2017-01-12")) == count


def test_all_of_them_in_one_folder_are_four_stories() -> None:
    """Whatever else lies in the folder, the visit is one story and the others one each."""
    told = (CARRIER, CARRIER_AGAIN, OIL, CAIRO, LAHORE)
    assert story_count(*((text, "2017-01-12") for text in told)) == 4


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (("2017-01-12", "2017-01-13"), 1),
        (("2017-01-12", None), 1),  # without a date words decide
        ((None, None), 1),
        (
            ("2015-01-12", "2017-01-12"),
            1,
        ),  # the same ship, man and deck: alike enough over any years
    ],
)
def test_a_date_that_is_not_known_parts_nothing(days: tuple[str | None, ...], count: int) -> None:
    """Days lessen a likeness and never rule one out."""
    assert story_count((CARRIER, days[0]), (CARRIER_AGAIN, days[1])) == count


def test_days_decide_about_what_is_little_alike() -> None:
    """A report that touches on another is of its story in one week, and not two years later."""
    touching = (CARRIER[0], f"{CARRIER[1]} Exports from Ras Lanuf could resume within a week.")
    assert story_count((touching, "2017-01-12"), (OIL, "2017-01-12")) == 1
    assert story_count((touching, "2017-01-12"), (OIL, "2019-01-12")) == 2


def test_a_story_that_goes_on_for_two_years_stays_one() -> None:
    """Reports of a trial, one every two months, each with a day in court of its own."""
    courts = (
        "heard a customs officer on sealed crates",
        "was shown bank transfers through Cyprus",
        "rose early as the judge fell ill",
        "argued over tapes of telephone calls",
        "heard the captain of the freighter",
        "visited the quay at night with lanterns",
        "learned that a ledger had been burnt",
        "listened to an expert on rifle barrels",
        "was adjourned for the holidays",
        "saw a protest by dockers in the gallery",
        "heard the closing speech of the prosecutor",
        "found both brothers guilty of smuggling",
    )
    told = [
        (
            ("Marchetti brothers on trial", f"The Genoa court that tries the arms dealers {what}."),
            f"{2015 + month // 12}-{month % 12 + 1:02}-10",
        )
        for month, what in zip(range(0, 24, 2), courts, strict=True)
    ]  # fmt: skip
    assert story_count(*told) == 1
    assert story_count(*told, (OIL, "2016-03-10"), (CAIRO, "2016-03-11")) == 3


def test_copies_are_of_the_story_of_their_original_and_add_no_source() -> None:
    """A copy has no say in what a story is, even if it has other words, and a copy of a copy neither."""
    terms = [article(0, CARRIER), article(1, CAIRO), article(2, CARRIER_AGAIN), article(3, OIL)]
    found = find_stories(terms, {"a1": "a0", "a3": "a1"})
    (story,) = found.stories
    assert (story.id, story.article_count, story.source_count) == ("a0-story", 4, 2)
    assert set(found.story_of.values()) == {"a0-story"}
    assert found.reason_of["a1"] == "copy of a0"
    assert story.title in (CARRIER[0], CARRIER_AGAIN[0])


def test_a_reason_names_what_is_shared() -> None:
    """Names as the article has them, words that no shown name holds, and a number to compare by."""
    found = find_stories([article(0, CARRIER), article(1, CARRIER_AGAIN), article(2, OIL)], {})
    assert "a2" not in found.reason_of
    assert found.reason_of["a0"].startswith("shares ")
    assert "Khalifa Haftar" in found.reason_of["a0"]
    assert found.reason_of["a0"].endswith("mean likeness 0.59 to its other articles")


def test_a_story_is_named_and_dated_after_its_articles() -> None:
    """The bounds are those of all its articles; an article without a title lends its id."""
    found = find_stories(
        [article(0, ("", CARRIER[1]), "2017-01-13"), article(1, CARRIER_AGAIN)], {}
    )
    (story,) = found.stories
    assert (story.earliest, story.latest) == ("2017-01-12", "2017-01-13")
    alone = find_stories([replace(article(0, ("", "")), title=None)], {})
    assert [(story.title, story.earliest) for story in alone.stories] == [("a0", "2017-01-12")]


def test_no_articles_have_no_stories() -> None:
    """Nothing comes of nothing."""
    assert find_stories([], {}) == FoundStories((), {}, {})


@pytest.fixture(scope="module")
def mixed() -> list[Terms]:
    """Twelve articles of four stories and some with neither words nor date."""
    told = (CARRIER, CARRIER_AGAIN, OIL, CAIRO, LAHORE, ("", ""))
    return [article(n, told[n % 6], f"2017-01-{n + 10}" if n % 5 else None) for n in range(12)]


@settings(deadline=None, max_examples=30)
@given(order=st.permutations(range(12)))
def test_the_order_of_articles_does_not_matter(mixed: list[Terms], order: list[int]) -> None:
    """The same stories, titles and reasons come of every order."""
    assert find_stories([mixed[place] for place in order], {}) == find_stories(mixed, {})


@settings(deadline=None, max_examples=30)
@given(cut=st.integers(min_value=1, max_value=10))
def test_joining_is_the_mean_over_pairs(mixed: list[Terms], cut: int) -> None:
    """The likeness of two groups is the mean of their articles' likenesses."""
    undated = [replace(terms, earliest=None, latest=None) for terms in mixed]
    singles = list(single_groups(undated, weigh(undated)).values())
    left, right = singles[:cut], singles[cut:]
    one, other = left[0], right[0]
    for group in left[1:]:
        one = joined(one, group)
    for group in right[1:]:
        other = joined(other, group)
    mean = sum(likeness(a, b) for a in left for b in right) / (len(left) * len(right))
    assert likeness(one, other) == pytest.approx(mean, abs=1e-5)


@pytest.fixture(scope="module")
def seeds() -> list[Terms]:
    """The terms of the five seeds."""
    read = [item for item in read_sources([SEEDS]) if isinstance(item, Article)]
    return [terms_of(r.article, r.names) for r in map(analyse, read)]


def test_the_seeds_are_one_story_and_any_four_of_them(seeds: list[Terms]) -> None:
    """Five outlets on Haftar and Moscow over two months."""
    assert len(find_stories(seeds, {}).stories) == 1
    for four in combinations(seeds, 4):
        assert len(find_stories(four, {}).stories) == 1


def test_thousands_of_articles_from_one_form_are_joined() -> None:
    """Where all terms are everyone's, no list is read whole and all still find each other."""
    form = article(0, CARRIER)
    terms = [replace(form, article_id=f"a{number:04}") for number in range(2000)]
    assert set(average_link(terms, weigh(terms))) == {0}


def test_a_word_without_end_is_cut(tmp_path: Path) -> None:
    """A file of one word of a million letters has one short term."""
    terms = terms_of(article_of("x" * 1_000_000 + "'s"), ())
    assert [len(letters) for letters in terms.letters] == [60]
