"""Names, offices, spellings and places: what is one, what must stay two."""

from __future__ import annotations

import zlib

import pytest
from conftest import record_of
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus import resolve
from dateline.entities.name_parts import name_parts
from dateline.entities.organizations import key_of
from dateline.entities.spelling import same_person, skeleton
from dateline.model import ArticleRecord
from dateline.rules import read_words
from dateline.shelf import packed, record_in


def named(text: str, title: str | None = None) -> dict[str, str]:
    """Full name → type, of the names of a text."""
    return {name.full_name: name.type for name in record_of(text, title=title).names}


def entities_of(*texts: str) -> dict[str, set[str]]:
    """Entity name → its aliases, of a folder of texts."""
    corpus = resolve([with_id(record_of(text), f"a{number}") for number, text in enumerate(texts)])
    return {
        entity.name: {a.alias for a in corpus.people.aliases if a.entity_id == entity.id}
        for entity in corpus.people.entities
    }


def with_id(record: ArticleRecord, article_id: str) -> ArticleRecord:
    """The record as if its article had that id."""
    text = zlib.decompress(packed(record)).decode()
    renamed = text.replace('"a-', f'"{article_id}-').replace('"a"', f'"{article_id}"')
    return record_in(zlib.compress(renamed.encode()))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Khalifa Haftar’s troops left. Haftar stayed.", "Khalifa Haftar", "person"),
        ("General Haftar spoke. Later Haftar left Cairo.", "Haftar", "person"),
        (
            "The House of Representatives (HoR) met in Tobruk.",
            "House of Representatives",
            "organization",
        ),
        ("Militias led by Faiez al- Sarraj fought in Sirte.", "Faiez al-Sarraj", "person"),
        ("Egypt backed him, and so did the UAE.", "UAE", "country"),
        ("Fighting went on in Benghazi and Derna.", "Derna", "place"),
        ("A Kremlin spokesman spoke in Moscow.", "Kremlin", "organization"),
        ("Daesh fighters fled from Sirte.", "Daesh", "organization"),
        ("Kiev accused the European Union of meddling.", "European Union", "organization"),
    ],
)
def test_a_name_is_found_whole_with_its_type(text: str, name: str, kind: str) -> None:
    """Possessives, titles, brackets and broken hyphens are no part of a name; the article sets its type."""
    assert named(text).get(name) == kind


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The Defence Minister spoke.", "Defence"),
        ("Libyan officers met Russian officials.", "Libyan"),
        ("The Field Marshal refused.", "Field Marshal"),
        ("Islamist groups fled.", "Islamist"),
        ("It was backed by major Western powers.", "Western"),
    ],
)
def test_a_title_or_adjective_is_no_name(text: str, never: str) -> None:
    """Offices and adjectives of nationality name nobody."""
    assert never not in named(text)


def test_a_surname_joins_the_full_name_of_its_article() -> None:
    """In one article "Maetig" is the one Maetig named in full."""
    names = record_of("Omar Maetig arrived in Moscow. On Friday Maetig met Sergei Lavrov.").names
    assert {n.full_name for n in names if n.name == "Maetig"} == {"Omar Maetig"}


def test_a_surname_of_two_people_joins_neither() -> None:
    """With two Kims in an article a bare "Clinton" stays bare."""
    names = record_of("Bill Clinton and Hillary Clinton arrived. Later Clinton spoke.").names
    assert {n.full_name for n in names if n.name == "Clinton"} == {"Clinton"}


def test_an_acronym_joins_the_name_it_is_explained_by() -> None:
    """ "Libyan National Army (LNA)" makes LNA that army in the article."""
    names = record_of("The Libyan National Army (LNA) left Sirte. The LNA lost ten men.").names
    assert {n.full_name for n in names if n.name == "LNA"} == {"Libyan National Army"}


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "The National Liberation Army (ELN) left the talks. The ELN freed two men.",
            "ELN",
            "National Liberation Army",
        ),
        ("The National Liberation Army (ELN) left the talks.", "ELN", None),
        ("Deutsche Bank (NYSE: DB) fell. The NYSE closed early.", "NYSE", None),
        ("The Defence Ministry (USA) said so. The USA won.", "USA", None),
    ],
)
def test_an_acronym_of_another_language_is_one_where_it_is_used(
    text: str, short: str, full: str | None
) -> None:
    """Letters in brackets that are not the initials are the name only if the article goes on to use them."""
    names = {n.full_name for n in record_of(text).names if n.name == short}
    assert names == {full} if full else not names & {"Deutsche Bank", "Defence Ministry"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Muammar Gaddafi", "Muammar Qaddafi"),
        ("Fayez al-Sarraj", "Faiez al- Sarraj"),
        ("Mohammed Morsi", "Mohamed Morsi"),
        ("Nikolai Patrushev", "Nikolay Patrushev"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    """Transliterations of one name agree, in either order."""
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Sergei Shoygu"),
        ("Donald Trump", "Ivanka Trump"),
        ("Donald Trump", "Donald Tusk"),
        ("George Bush", "George W. Bush"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Ivan Molotkov", "Ivan Molotov"),
        ("John Smith", "John Smythe"),
        ("J. Smith", "John Smith"),
        ("Mark Johnson", "Marc Johnson"),
        ("Steven King", "Stephen King"),
        ("Paul Smith", "Paula Smith"),
        ("Maria Garcia", "Marie Garcia"),
        ("Bashar Assad", "Hafez Assad"),
        ("Michael Jordan", "Michelle Jordan"),
        ("Sergei Lavrov", "Lavrov"),
    ],
)
def test_two_people_stay_two(one: str, other: str) -> None:
    """Look-alike names of different people are never one by their letters."""
    assert same_person(one, other) is None
    assert same_person(other, one) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_comparing_never_fails_and_is_symmetric(one: str, other: str) -> None:
    """Any two strings can be compared, and the order does not matter."""
    assert name_parts(one)
    assert skeleton(one) == skeleton(one)
    assert same_person(one, other) == same_person(other, one)


def test_a_bare_surname_joins_its_only_bearer_in_the_folder() -> None:
    """A bare "Peskov" elsewhere is the one Peskov of the folder; with two of them it stays alone."""
    one = entities_of("Dmitry Peskov spoke in Moscow.", "On Monday, Mr Peskov declined to comment.")
    assert one["Dmitry Peskov"] >= {"Dmitry Peskov", "Peskov"}
    two = entities_of(
        "Bill Clinton spoke in Paris.",
        "Hillary Clinton spoke in Rome.",
        "On Monday, Mrs Clinton declined to comment.",
    )
    assert "Clinton" in two


def test_lavrov_never_takes_in_shoygu() -> None:
    """Two people with one first name and one kind of office stay two."""
    people = entities_of(
        "Haftar met Foreign Minister Sergei Lavrov.", "Haftar met Defence Minister Sergei Shoygu."
    )
    assert {"Sergei Lavrov", "Sergei Shoygu"} <= people.keys()


def test_an_office_is_what_stands_before_the_name() -> None:
    """The words of the office, without what they hang from."""
    record = record_of(
        "He won the support of Syrian President Bashar Assad. Russia’s ambassador to Libya Ivan"
        " Molotkov met General Khalifa Haftar. Lavrov spoke."
    )
    assert [position.position for position in record.positions] == [
        "Syrian President",
        "Russia’s ambassador to Libya",
        "General",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "President Putin and Putin's son Igor visited Berlin.",
        "President Obama (Barack Obama) visited Berlin.",
        "President Bill Clinton and Hillary Clinton visited Berlin.",
        "President Xi Jinping and President Joe Biden met in Bali.",
    ],
)
def test_an_office_never_takes_in_another_person(text: str) -> None:
    """What stands before a name ends at the name before it; two offices never begin at one place."""
    positions = record_of(text).positions
    assert {position.position for position in positions} <= {"President"}
    assert len({(p.mention_id, p.start) for p in positions}) == len(positions)


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("Fighting went on in Tripoli, Libya.",), "LBY"),
        (("Fighting went on in Tripoli, and Lebanon sent troops to Tripoli.",), "LBN"),
        (("Fighting went on in Tripoli.",), None),
        (("Fighting went on in Moscow.",), "RUS"),
    ],
)
def test_a_place_is_located_by_the_countries_beside_it(
    texts: tuple[str, ...], country: str | None
) -> None:
    """A name that several cities bear has no coordinates unless a country named beside it decides."""
    corpus = resolve([record_of(text) for text in texts])
    (place,) = [entity for entity in corpus.people.entities if entity.type == "place"]
    assert place.country == country
    assert (place.latitude is None) == (country is None)


def test_a_full_name_elsewhere_outvotes_a_label() -> None:
    """A bare "Haftar" that the model takes for an organization joins the one Khalifa Haftar of the folder."""
    bare = "Haftar’s trip came after his forces defeated militias in Derna this spring."
    one = entities_of("Khalifa Haftar spoke in Tobruk.", bare)
    assert one["Khalifa Haftar"] >= {"Khalifa Haftar", "Haftar"}
    company = "Tesla Motors grew. Tesla’s factory opened in Berlin."
    two = entities_of("Nikola Tesla died in New York.", company)
    assert "Tesla" not in two["Nikola Tesla"]


@pytest.mark.parametrize(
    ("text", "short", "full", "rule"),
    [
        ("Xi Jinping flew to Moscow. Xi met Putin there.", "Xi", "Xi Jinping", "first-name"),
        ("Eugene A. Nida (born 1914) wrote. Eugene Nida died in 2011.", "Eugene Nida", "Eugene A. Nida", "fuller"),
        ("The Boston Red Sox won. The Red Sox play on.", "Red Sox", "Boston Red Sox", "short-name"),
        ("Harvard University said so. Harvard will appeal.", "Harvard", "Harvard University", "short-name"),
        (
            "They spoke with the National Liberation Army, known as the ELN. The ELN left. The ELN fled.",
            "National Liberation Army",
            "ELN",
            "also-known",
        ),
        (
            "Ibrahim Awad, better known as Abu Bakr, fled. Abu Bakr hid in Mosul. Abu Bakr spoke.",
            "Ibrahim Awad",
            "Abu Bakr",
            "also-known",
        ),
    ],
)  # fmt: skip
def test_a_short_form_stands_for_the_full_name_it_fits(
    text: str, short: str, full: str, rule: str
) -> None:
    """In one article a short form has one meaning, and the row says by which rule."""
    names = {n.name: n for n in record_of(text).names}
    assert names[short].full_name == full
    assert (names[short].link_rule or "").startswith(rule)


def test_a_middle_name_more_makes_another_man_unless_he_is_introduced_by_it() -> None:
    """George Bush is not George W. Bush, in one article either."""
    names = record_of("George W. Bush spoke in Paris. On Friday George Bush left for Rome.").names
    assert {n.full_name for n in names if n.type == "person"} == {"George W. Bush", "George Bush"}


def test_a_surname_keeps_the_meaning_it_had_before_another_bearer_came() -> None:
    """Bill Clinton is "Clinton" until Hillary comes, and after; named together first, neither is."""
    text = "Bill Clinton spoke. Clinton left. Hillary Clinton stayed. Then Clinton wrote a book."
    names = [n for n in record_of(text).names if n.name == "Clinton"]
    assert {n.full_name for n in names} == {"Bill Clinton"}


def test_a_city_stays_one_where_somebody_bears_its_name() -> None:
    """ "In Austin" is the city, though Paul Austin is in the article; "Austin said" is he."""
    text = "Paul Austin spoke on Monday. Police arrested three men in Austin. Austin said nothing."
    names = record_of(text).names
    assert [(n.full_name, n.type) for n in names if n.name == "Austin"] == [
        ("Austin", "place"),
        ("Paul Austin", "person"),
    ]


def test_a_dateline_in_capitals_is_a_place_and_lends_no_name() -> None:
    """LIVERPOOL before the dash is the city, and the row is called Liverpool where another article says so."""
    names = record_of("LIVERPOOL, England (Reuters) - Dockers walked out on Monday.").names
    assert {n.type for n in names if n.name == "LIVERPOOL"} == {"place"}
    made = entities_of(
        "LIVERPOOL, England (Reuters) - Dockers walked out on Monday.",
        "They live in Liverpool.",
    )
    assert made["Liverpool"] == {"LIVERPOOL", "Liverpool"}


def test_a_son_is_not_his_father() -> None:
    """With a Jr. and a Sr. in the folder a bare surname is nobody's; Jr. is no name of its own."""
    made = entities_of(
        "Robert Hale Jr. spoke in Paris. Robert Hale Sr. stayed away.",
        "Robert Hale spoke in Rome.",
        "On Friday, Mr Hale declined to comment.",
    )
    hales = {frozenset(aliases) for aliases in made.values() if "Hale" in str(aliases)}
    assert all(len(aliases) == 1 for aliases in hales)
    assert len(hales) == 4
    assert not {"Jr", "Jr."} & made.keys()


def test_characters_that_nobody_sees_make_no_namesake() -> None:
    """A soft hyphen or a zero-width space in a name is no part of it."""
    made = entities_of("Peter Volkov spoke in Paris.", "Peter Vol\u00adkov left Rome on Friday.")
    assert [name for name in made if "kov" in name] == ["Peter Volkov"]


@pytest.mark.parametrize(
    "text",
    [
        "Sergei Lavrov met his friend, better known as Igor Petrov. Igor Petrov left.",
        "Sergei Lavrov came with a man known as Igor Petrov. Igor Petrov left.",
        "Sergei Lavrov, who is known as a friend of Igor Petrov, left Paris.",
    ],
)
def test_who_is_known_by_another_name_is_the_one_right_before(text: str) -> None:
    """What stands between a name and "known as" may describe him, and nobody else."""
    names = {n.full_name for n in record_of(text).names if n.type == "person"}
    assert names == {"Sergei Lavrov", "Igor Petrov"}


def test_names_are_read_in_the_order_of_the_text() -> None:
    """A name that is found by another rule than its neighbours stands where it stands."""
    text = "Hillary Clinton spoke, and then Clinton left. Bill Clinton stayed. Then Clinton wrote."
    names = [n for n in record_of(text).names if n.name == "Clinton"]
    assert [n.full_name for n in names] == ["Hillary Clinton", "Hillary Clinton"]


def test_the_headline_says_whose_surname_it_is() -> None:
    """Of two bearers the one in the headline is meant."""
    text = "Bill Clinton and Hillary Clinton arrived in Paris on Monday. Later Clinton spoke."
    names = record_of(text, title="Hillary Clinton visits the mayor of Paris").names
    assert {n.full_name for n in names if n.name == "Clinton"} == {"Hillary Clinton"}


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (("The Libyan National Army (LNA) left Sirte.", "The LNA said so on Monday."), {"LNA"}),
        (("The Boston Red Sox won. The Red Sox play on.", "The Red Sox lost in May."), {"Red Sox"}),
    ],
)
def test_a_short_form_means_elsewhere_what_other_articles_mean(
    texts: tuple[str, ...], joined: set[str]
) -> None:
    """What one article explains holds for another that does not, when there is just one meaning."""
    assert any(joined < aliases for aliases in entities_of(*texts).values())


def test_a_chain_never_brings_two_first_names_together() -> None:
    """ "George Bush" agrees with both, and they do not agree with each other."""
    made = entities_of(
        "George W. Bush (born 1946) spoke in Paris. George Bush left.",
        "George H. W. Bush (born 1924) spoke in Rome. George Bush left.",
        "George Bush spoke in London.",
    )
    assert not any({"George W. Bush", "George H. W. Bush"} <= aliases for aliases in made.values())


def test_what_no_rule_joins_is_suggested() -> None:
    """A middle name more is for a person to decide; two women of one surname are not suggested."""
    texts = ("Regina Benjamin spoke.", "Regina M. Benjamin left.", "Anna Benjamin stayed.")
    records = [with_id(record_of(text), f"a{number}") for number, text in enumerate(texts)]
    rows = resolve(records).people.suggestions
    assert [(row.entity_id, row.other_id, row.rule) for row in rows] == [
        ("regina-benjamin", "regina-m-benjamin", "fuller-name")
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UN Security Council", "Security Council of the United Nations", True),
        ("UN Security-Council", "United Nations Security Council", True),
        ("Microsoft Corp.", "Microsoft", True),
        ("U.S. Congress", "United States Congress", True),
        ("Albanian Government", "Government of the Republic of Albania", True),
        ("Ministry of Defence", "Defense Ministry", True),
        ("Libyan National Army", "Lebanese National Army", False),
        ("Bank of America", "US Bank", False),
        ("UN Security Council", "National Security Council", False),
        ("University of Washington", "Washington State University", False),
        ("Air Force", "Air France", False),
    ],
)
def test_organizations_are_one_by_their_words_alone(one: str, other: str, *, same: bool) -> None:
    """Order, small words, legal forms and a country's names make no difference; letters do."""
    assert (key_of(one) == key_of(other)) is same


def test_the_list_of_aliases_gives_each_name_one_meaning() -> None:
    """No alias has two heads, no head is another's alias, and each row says who says so."""
    rows = read_words("aliases.csv", "name", "alias", "type", "source")
    heads: dict[str, str] = {}
    for row in rows:
        assert row["source"] and row["alias"] != row["name"]
        assert heads.setdefault(row["alias"], row["name"]) == row["name"]
    assert not heads.keys() & set(heads.values())
