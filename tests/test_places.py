"""Where places are: what the articles decide, what they leave open, and the file the gazetteer is kept in."""

from __future__ import annotations

import ast
import csv
import os
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, article_of
from hypothesis import given
from hypothesis import strategies as st

from dateline.analysis import analyse
from dateline.corpus import Corpus, resolve
from dateline.corpus.beside import Evidence, areas_beside
from dateline.corpus.places import CANDIDATES, locate
from dateline.entities import cities, gazetteer
from dateline.entities.cities import cities_of, is_own
from dateline.entities.countries import country_populations
from dateline.entities.regions import divisions
from dateline.entities.witnesses import hits_in, is_witnessed
from dateline.model import ArticleRecord, Entity, Name, Sentence
from dateline.rules import read_words

# ---------------------------------------------------------------- what stands beside a place


@pytest.mark.parametrize(
    ("text", "place", "areas"),
    [
        ("Fighting in Tripoli, Lebanon, went on.", "Tripoli", [("LBN", None)]),
        ("the Lebanese city of Tripoli", "Tripoli", [("LBN", None)]),
        ("the Libyan capital, Tripoli, was calm", "Tripoli", [("LBY", None)]),
        ("the Libyan capital Tripoli", "Tripoli", [("LBY", None)]),
        ("Libya's capital, Tripoli", "Tripoli", [("LBY", None)]),
        ("Tripoli, the capital of Libya", "Tripoli", [("LBY", None)]),
        ("Tripoli, the Libyan capital", "Tripoli", [("LBY", None)]),
        ("Tripoli, Lebanon's second city", "Tripoli", [("LBN", None)]),
        ("Tripoli in northern Lebanon", "Tripoli", [("LBN", None)]),
        ("Tripoli, a port in Lebanon", "Tripoli", [("LBN", None)]),
        ("Tripoli (Lebanon) fell", "Tripoli", [("LBN", None)]),
        ("Tripoli, northern Lebanon, fell", "Tripoli", [("LBN", None)]),
        ("He lives in Paris, Texas.", "Paris", [("USA", "TX")]),
        ("Alexandria, Va. police said", "Alexandria", [("USA", "VA")]),
        ("Portland, ME 04101", "Portland", [("USA", "ME")]),
        ("Washington, D.C.", "Washington", [("USA", "DC")]),
        ("London, Ontario, on Monday", "London", [("CAN", "08")]),
        ("Perth, Scotland", "Perth", [("GBR", "SCT")]),
        ("AMMAN. Amman, Jordan.", "Amman", [("JOR", None)]),
        # near misses
        ("In Moscow, US officials said", "Moscow", []),
        ("In Moscow, the US said", "Moscow", []),
        ("In Paris, American diplomats said", "Paris", []),
        ("offices in London, Canada and Mexico", "London", []),
        ("offices in London, Canada, Mexico, and Peru", "London", []),
        ("He flew from Paris to Texas.", "Paris", []),
        ("the US embassy in Paris", "Paris", []),
        ("the Lebanese government in Tripoli", "Tripoli", []),
        ("Birmingham, Alabama Governor Kay Ivey said", "Birmingham", []),
        ("Lebanon, Tripoli and Beirut", "Tripoli", []),
        ("Tripoli. Lebanon said", "Tripoli", []),
        ("Paris hopes the Kremlin", "Paris", []),
    ],
)
def test_what_stands_right_beside(
    text: str, place: str, areas: list[tuple[str, str | None]]
) -> None:
    """A country or state beside a place says where it is; one that goes on with the sentence does not."""
    assert areas_beside(text, place) == areas


# ---------------------------------------------------------------- which namesake


def said(beside: str = "", **countries: int) -> Evidence:
    """What one article says: a country or state beside ("USA TX"), and countries or states (USA_AL) named."""
    evidence = Evidence()
    if beside:
        country, _, division = beside.partition(" ")
        evidence.beside[country, division or None] += 1
    for key, count in countries.items():
        country, _, division = key.partition("_")
        evidence.countries[country] += count
        if division:
            evidence.divisions[country, division] += count
    return evidence


CASES: list[tuple[str, list[Evidence], str | None]] = [
    ("Tripoli", [], None),
    ("Tripoli", [said(LBY=1)], "LBY"),
    ("Tripoli", [said(LBY=5, RUS=9)], "LBY"),
    ("Tripoli", [said(LBN=1)], None),
    ("Tripoli", [said(LBN=3)], "LBN"),
    ("Tripoli", [said(LBN=3, LBY=3)], "LBY"),
    ("Tripoli", [said(LBN=5, LBY=1)], None),
    ("Tripoli", [said(RUS=9)], None),
    ("Tripoli", [said("LBN", LBY=9)], "LBN"),
    ("Tripoli", [said("LBN"), said(LBY=2), said(LBY=1)], "LBY"),
    ("Tripoli", [said("LBN"), said("LBY")], None),
    ("Tripoli", [said("GRC")], "GRC"),
    ("Tripoli", [said(GRC=20)], None),
    ("Moscow", [], "RUS"),
    ("Moscow", [said(USA=10)], "RUS"),
    ("Moscow", [said(USA=10, USA_ID=10)], "RUS"),
    ("Moscow", [said("USA ID", USA=10)], "USA"),
    ("Moscow", [said("USA"), said(RUS=1), said(RUS=1)], "RUS"),
    ("London", [], "GBR"),
    ("London", [said(CAN=10)], "GBR"),
    ("London", [said("CAN 08", CAN=2)], "CAN"),
    ("Paris", [said(USA=10, USA_TX=3)], "FRA"),
    ("Paris", [said("USA TX")], "USA"),
    ("Paris", [said(), said("USA TX"), said(FRA=3), said(FRA=1)], "FRA"),
    ("Cambridge", [], None),
    ("Cambridge", [said(USA=3)], "USA"),
    ("Cambridge", [said(GBR=2)], "GBR"),
    ("Cambridge", [said(CAN=2)], "CAN"),
    ("Cambridge", [said(GBR=1, USA=1)], None),
    ("Birmingham", [said(USA=1)], None),
    ("Birmingham", [said(USA=5)], "USA"),
    ("Birmingham", [said(GBR=2, USA=3)], "GBR"),
    ("Birmingham", [said(GBR=1)], "GBR"),
    ("Alexandria", [], "EGY"),
    ("Alexandria", [said(IRN=20)], "EGY"),
    ("Alexandria", [said(USA=8)], "EGY"),
    ("Alexandria", [said("USA VA")], "USA"),
    ("Alexandria", [said("USA VA"), said("USA VA"), said(USA=4)], "USA"),
    ("Springfield", [], None),
    ("Springfield", [said(USA=9)], None),
    ("Springfield", [said(USA=4, USA_IL=2)], "USA"),
    ("Portland", [said(USA=3)], "USA"),
    ("Portland", [said(USA_ME=4)], "USA"),
    ("Newcastle", [said(GBR=3)], "GBR"),
    ("Newcastle", [said(AUS=3)], "AUS"),
    ("Newcastle", [], None),
    ("Odessa", [said(UKR=2)], "UKR"),
    ("Odessa", [said(USA=1, UKR=1)], "UKR"),
    ("Rome", [], "ITA"),
    ("Rome", [said(TGO=9)], "ITA"),
    ("Hyderabad", [said(PAK=2)], "PAK"),
    ("Hyderabad", [said(IND=2, PAK=2)], "IND"),
    ("Valencia", [said(ESP=2)], "ESP"),
    ("Valencia", [said(VEN=2)], "VEN"),
    ("Vancouver", [said(CAN=2, USA=3)], "CAN"),
    ("Vancouver", [said("USA WA")], "USA"),
    ("Perth", [], "AUS"),
    ("Perth", [said("GBR SCT")], "GBR"),
    ("Kiev", [], "UKR"),
    ("Bombay", [], "IND"),
    ("Benghazi", [], "LBY"),
    ("Benina", [said(LBY=9)], None),
    ("Geneva", [said(USA=20)], None),
    ("Geneva", [said(CHE=1, USA=20)], "CHE"),
    ("Geneva", [said("USA IL", USA=20)], "USA"),
    ("Union", [said()], None),
    ("Pawtucket", [said(USA=1)], "USA"),
    ("Pawtucket", [said(FRA=1)], None),
]


@pytest.mark.parametrize(("name", "evidence", "country"), CASES)
def test_which_namesake(name: str, evidence: list[Evidence], country: str | None) -> None:
    """Beside before named, people weighed against mentions, and nothing where nothing decides."""
    place = locate(name, "place", evidence)
    assert place.country == country
    assert (place.latitude is None) == (country is None)
    assert place.reason
    assert bool(place.candidates) == (country is None and name != "Benina")
    assert len(place.candidates) <= CANDIDATES
    assert locate(name, "place", evidence[::-1]) == place


def test_a_state_decides_between_cities_of_one_country() -> None:
    """Springfield in an article that names Illinois is the one there; Portland is Maine's where Maine is."""
    illinois = locate("Springfield", "place", [said(USA=4, USA_IL=2)])
    assert illinois.gazetteer_id == "4250542"
    maine = locate("Portland", "place", [said(USA_ME=4)])
    assert maine.latitude is not None
    assert 43 < maine.latitude < 44


def test_reasons_are_in_words() -> None:
    """Each location says how it was reached, or why there is none."""
    articles = [said(LBY=1), said(LBY=2), said("LBY"), said()]
    assert locate("Tripoli", "place", articles).reason == (
        "Tripoli in Libya: Libya stands right beside it in 1 and is named in 2 of the 4 articles that name it"
    )
    reason = locate("Springfield", "place").reason
    assert reason.endswith("cities are called Springfield and nothing in the articles decides")
    assert locate("Benina", "place").reason == "not in the gazetteer"
    assert locate("Moscow", "place").reason.startswith("Moscow in Russia: it has ")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Texas", "USA"), ("Ontario", "CAN"), ("Scotland", "GBR"), ("Northern Ireland", "GBR"),
        ("Oklahoma", "USA"), ("Wyoming", "USA"), ("Delaware", "USA"), ("the Middle East", None),
        ("Calif", "USA"), ("D.C.", "USA"), ("Va.", "USA"), ("Mo", "USA"),
        ("Sahel", None), ("Europe", None), ("Africa", None), ("Mediterranean", None),
    ],
)  # fmt: skip
def test_regions_have_a_country_and_no_point(name: str, country: str | None) -> None:
    """A state lies in its country; its middle is not shown; and Africa is not Mahdia in Tunisia."""
    place = locate(name, "place")
    assert (place.country, place.latitude, place.candidates) == (country, None, ())


@pytest.mark.parametrize(("name", "country"), [("New York", "USA"), ("Quebec", "CAN")])
def test_cities_before_their_regions(name: str, country: str) -> None:
    """New York alone is the city."""
    place = locate(name, "place")
    assert place.country == country
    assert place.latitude is not None


def test_a_city_in_a_state_of_the_same_name_as_another_state() -> None:
    """ "Ontario, Calif." is a city, though Ontario alone is a province."""
    assert locate("Ontario", "place", [said("USA CA")]).latitude is not None


# ---------------------------------------------------------------- countries


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("People's Republic of China", "CHN"), ("Republic of Ireland", "IRL"), ("Great Britain", "GBR"),
        ("Soviet Union", "SUN"), ("Yugoslavia", "YUG"), ("Czechoslovakia", "CSK"), ("East Germany", "DDR"),
        ("West Germany", "DEU"), ("South Yemen", "YMD"), ("Rhodesia", "ZWE"), ("Zaire", "COD"),
        ("Republic of Congo", "COG"), ("DR Congo", "COD"), ("Vatican City", "VAT"), ("Bosnia", "BIH"),
        ("the Netherlands", "NLD"), ("Kosovo", "XKX"), ("Serbia and Montenegro", "SCG"),
        ("Islamic Republic of Iran", "IRN"), ("Republic of China", "TWN"), ("Republic of Georgia", "GEO"),
        ("U. S", "USA"), ("U.A.E", "ARE"), ("Republic of Texas", None), ("D.C.", None),
        ("Democratic Republic of Korea", None),
        ("the States", None), ("Korea", None), ("Congo", None), ("England", None), ("Scotland", None),
        ("Wales", None), ("Northern Ireland", None), ("Ottoman Empire", None), ("Emirates", None),
        ("Europe", None), ("Texas", None), ("Moscow", None), ("", None), ("\ud800", None),
    ],
)  # fmt: skip
def test_names_of_countries(name: str, iso3: str | None) -> None:
    """Former states have their own code; a part of a country and a shared name are no country."""
    assert gazetteer.country_of(name) == iso3


PEOPLES = list(csv.DictReader((ROOT / "tests/peoples.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", PEOPLES, ids=[row["iso3"] for row in PEOPLES])
def test_every_member_of_the_united_nations_has_its_people(row: dict[str, str]) -> None:
    """The adjective and the plural noun of each; Congo (COG) and Dominica share theirs with a larger state."""
    assert gazetteer.country_of_demonym(row["adjective"]) == row["iso3"]
    assert gazetteer.country_of_demonym(row["people"]) == row["iso3"]


def test_the_list_of_peoples_is_whole() -> None:
    """191 of 193 members, each a country of today."""
    assert len({row["iso3"] for row in PEOPLES}) == 191
    assert {row["iso3"] for row in PEOPLES} <= country_populations().keys()


def test_lists_name_countries_that_are_known() -> None:
    """Every code in the lists has a name, and no metonym or people is the name of a country."""
    files = {
        "country_names.csv": ("name", "iso3"),
        "demonyms.csv": ("word", "iso3"),
        "metonyms.csv": ("name", "iso3"),
        "country_namesakes.csv": ("name", "iso3", "rival"),
    }
    for file, columns in files.items():
        rows = read_words(file, *columns)
        assert all(gazetteer.country_name(row["iso3"]) for row in rows), file
        assert len({row[columns[0]] for row in rows}) == len(rows), file
    assert not any(
        gazetteer.country_of(r["name"]) for r in read_words("metonyms.csv", "name", "iso3")
    )


def test_states_are_those_of_the_gazetteer() -> None:
    """Each state and province has cities under its code."""
    assert len({r.name for r in divisions().values() if r.country == "USA"}) == 51
    here = {
        (place.country, place.division) for name in CITIES_OF_DIVISIONS for place in cities_of(name)
    }
    missing = {(r.country, r.division) for r in divisions().values()} - here
    assert missing <= {("CAN", "14")}  # Nunavut: Iqaluit has under 15,000 people


CITIES_OF_DIVISIONS = """Calgary,Vancouver,Winnipeg,Moncton,St. John's,Halifax,Toronto,Charlottetown,Montreal,
Saskatoon,Whitehorse,Yellowknife,London,Belfast,Glasgow,Cardiff,Birmingham,Anchorage,Phoenix,Little Rock,
Los Angeles,Denver,Hartford,Wilmington,Washington,Miami,Atlanta,Honolulu,Boise,Chicago,Indianapolis,
Des Moines,Wichita,Louisville,New Orleans,Portland,Baltimore,Boston,Detroit,Minneapolis,Jackson,
Kansas City,Billings,Omaha,Las Vegas,Manchester,Newark,Albuquerque,New York City,Charlotte,Fargo,Columbus,
Tulsa,Philadelphia,Providence,Charleston,Sioux Falls,Nashville,Houston,Salt Lake City,Burlington,Richmond,
Seattle,Milwaukee,Cheyenne""".replace("\n", "").split(",")


@pytest.mark.parametrize(
    ("name", "text", "country"),
    [
        ("Georgia", "Georgia's parliament in Tbilisi voted.", True),
        (
            "Georgia",
            "Russia and Georgia fought over South Ossetia; Russian troops left Georgia.",
            True,
        ),
        ("Georgia", "Voters in Georgia chose a Republican, the first since Ohio did.", False),
        ("Georgia", "Police in Atlanta, Georgia, said so.", False),
        ("Georgia", "He was born in Georgia.", False),
        ("Jordan", "Jordan took in Syrian refugees.", True),
        ("Jordan", "The king of Jordan spoke in Amman.", True),
        ("Jordan", "She lives in Jordan.", True),
        ("Jordan", "Jordan scored 40 points for Chicago.", False),
        ("Jordan", "He believed in Jordan's talent.", False),
        ("Chad", "Chad sent troops; Chadian soldiers fell.", True),
        ("Chad", "Chad and his wife were at home.", False),
        ("Jersey", "New Jersey is not Jersey.", False),
    ],
)
def test_names_that_need_a_witness(name: str, text: str, country: bool) -> None:
    """Georgia, Jordan and Chad are countries only in an article that speaks of their people or neighbours."""
    assert gazetteer.needs_witness(name)
    assert is_witnessed(name, text) == country


# ---------------------------------------------------------------- through the whole folder


def corpus_of(*texts: str) -> Corpus:
    """The corpus of some one-line articles."""
    articles = [article_of(text) for text in texts]
    records = [analyse(article) for article in articles]
    return resolve(records)


def entities_of(*texts: str) -> dict[str, Entity]:
    """Name → entity."""
    return {entity.name: entity for entity in corpus_of(*texts).people.entities}


def test_an_ambiguous_place_lists_its_candidates() -> None:
    """The cities it may be are rows, the most populous first, and it has no coordinates."""
    people = corpus_of("A fire broke out in Springfield on Monday.").people
    (place,) = [entity for entity in people.entities if entity.name == "Springfield"]
    assert (place.latitude, place.country) == (None, None)
    rows = [row for row in people.place_candidates if row.entity_id == place.id]
    assert 2 <= len(rows) <= CANDIDATES
    assert [row.population for row in rows] == sorted((r.population for r in rows), reverse=True)


def test_nations_of_the_kingdom_are_places_in_it() -> None:
    """Scotland is no other name of the United Kingdom."""
    found = entities_of("Scotland voted to stay in the United Kingdom. He lives in Scotland.")
    assert (found["Scotland"].type, found["Scotland"].country) == ("place", "GBR")
    assert found["United Kingdom"].type == "country"


def test_a_capital_that_acts_stands_for_its_country() -> None:
    """ "Moscow rejected the claim" is Russia speaking; to arrive in Moscow is to be there."""
    acts = entities_of("Moscow rejected the claim. Russia has troops there.")
    assert acts["Moscow"].stands_for_id == "russia"
    is_there = entities_of("He arrived in Moscow on Monday. Russia has troops there.")
    assert is_there["Moscow"].stands_for_id is None
    no_capital = entities_of("Benghazi rejected the claim. Libya has troops there.")
    assert no_capital["Benghazi"].stands_for_id is None


def test_a_state_and_its_abbreviation_are_one() -> None:
    """ "Mo." and "Missouri" are one entity with the full name, however often it is shortened."""
    corpus = resolve(
        [
            _named(number, name)
            for number, name in enumerate(
                ["Missouri", "Mo", "Mo", "Mo", "Washington", "Wash", "N.Y", "New York"]
            )
        ]
    )
    found = {entity.name: entity for entity in corpus.people.entities}
    assert found.keys() == {"Missouri", "Washington", "Wash", "N.Y", "New York"}
    assert (found["Missouri"].country, found["Missouri"].mention_count) == ("USA", 4)


def _named(number: int, name: str) -> ArticleRecord:
    """A record whose only name is that place."""
    article = replace(article_of(name), id=f"a{number}")
    sentence = Sentence(
        id=f"a{number}-s0", article_id=article.id, paragraph_id=f"a{number}-p0", number=1,
        start=0, end=len(name), text=name,
    )  # fmt: skip
    found = Name(
        id=f"a{number}-m0", article_id=article.id, sentence_id=sentence.id, start=0, end=len(name),
        text=name, name=name, full_name=name, link_rule=None, type="place", kind="name", rule="model",
        confidence=1.0,
    )  # fmt: skip
    return ArticleRecord(article=article, sentences=(sentence,), names=(found,))


def test_people_of_a_country_are_witnesses() -> None:
    """ "Lebanese" says as much as "Lebanon"."""
    found = entities_of("Lebanese soldiers were sent to Tripoli, Lebanese officials said.")
    assert found["Tripoli"].country == "LBN"


# ---------------------------------------------------------------- any name


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_string_may_be_looked_up(name: str) -> None:
    """Surrogates, NULs and nonsense give nothing, and no error."""
    assert isinstance(cities_of(name), tuple)
    gazetteer.country_of(name)
    gazetteer.country_of_demonym(name)
    gazetteer.country_of_metonym(name)
    gazetteer.country_of_capital(name)
    gazetteer.is_region(name)
    assert list(hits_in(name)) is not None
    assert locate(name, "place").reason


@pytest.mark.parametrize(
    "name", ["", "\0", "\ud800", "x" * 10_000, "the", " ", "Tripoli\0", "A" * 101]
)
def test_odd_names_are_nowhere(name: str) -> None:
    """No name of these is in the gazetteer."""
    assert cities_of(name) == ()
    assert locate(name, "place").reason == "not in the gazetteer"


# ---------------------------------------------------------------- the file


def looked_up() -> str:
    """What a process that starts now would find in the index."""
    with closing(cities.opened()) as index:
        sql = "SELECT city, is_own FROM names WHERE name = 'tripoli' ORDER BY city"
        return str(index.execute(sql).fetchall())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "dateline"


def test_the_file_is_made_once_and_damage_is_seen(folder: Path) -> None:
    """A second process opens it; cut off, changed or made empty, it is made anew, and nothing else stays."""
    expected = looked_up()
    (file,) = folder.iterdir()
    assert file.suffix == ".sqlite"
    whole, made = file.read_bytes(), file.stat().st_mtime_ns
    assert looked_up() == expected
    assert file.stat().st_mtime_ns == made
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for damaged in (whole[:middle], changed, b""):
        file.write_bytes(damaged)
        assert looked_up() == expected
        assert file.read_bytes() == whole
        assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("home", ["relative", "", "/dev/null"])
def test_without_a_folder_it_is_made_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """No folder, a file in its way, one nobody may write to: the same is found, and nothing is left."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    found = looked_up()
    assert list(tmp_path.iterdir()) == []
    assert len(ast.literal_eval(found)) == len(cities_of("Tripoli"))


def test_a_file_of_somebody_else_is_not_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a shared folder anyone could lay one down under a right name."""
    expected = looked_up()
    (file,) = folder.iterdir()
    assert is_own(file)
    monkeypatch.setattr(os, "getuid", lambda: file.stat().st_uid + 1)
    assert not is_own(file)
    assert looked_up() == expected


def test_several_processes_make_it_at_once(folder: Path) -> None:
    """Each finds the same, and one whole file is left."""
    look = "from dateline.entities.cities import cities_of; print(cities_of('Tripoli'))"
    runs = [
        subprocess.Popen([sys.executable, "-c", look], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert {run.communicate()[0] for run in runs} == {f"{cities_of('Tripoli')}\n"}
    assert len(list(folder.iterdir())) == 1


def test_seeds_are_where_they_are() -> None:
    """The places of the five articles by name alone, or with Libya."""
    for name in ("Tripoli", "Tobruk", "Benghazi", "Sirte", "Derna"):
        place = locate(name, "place", [Evidence(countries=Counter(LBY=5, RUS=3))])
        assert place.country == "LBY"
        assert place.latitude is not None
    assert locate("Moscow", "place", [Evidence(countries=Counter(LBY=5, USA=3))]).country == "RUS"
