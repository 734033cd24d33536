"""Corrections by hand: each kind shows in the tables, nothing else changes, and what fits nothing is told."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import close, site_of
from test_build import dump
from test_invariants import BROKEN

from dateline.build import build
from dateline.commands import build_command
from dateline.corrections import check, find_corrections, read_corrections
from dateline.errors import BadCorrections, BadSource
from dateline.ingest import read_sources
from dateline.model import Refusal

SEEDS = Path(__file__).parent.parent / "seeds"

A = """Haftar in Moscow

Khalifa Haftar met Sergei Lavrov in Moscow last Wednesday. Haftar later visited Cairo.

The Ansar Sharia group attacked Benina. Khalifa Haftar threatened to attack Tripoli.
"""
B = """---
published: 2017-02-01
publisher: Libya Herald
---
Fighting goes on

John Smith met Sergei Lavrov in Tripoli on Monday. John Smith praised Libya.

Colonel Belgacem Abaza attacked Benghazi. He did not meet Sergei Lavrov.
"""
C = """---
published: 2017-02-03
---
A show

John Smith visited Paris on 1 February 2017. Johnny Smith praised France.
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("a", A), ("b", B), ("c", C)):
        folder.joinpath(f"{name}.txt").write_text(text, "utf-8")
    return folder


def rows(database: Path, sql: str, *values: object) -> list[Any]:
    """The rows a query gives; of one column, their values."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(sql, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


def built(news: Path, text: str = "", **options: Any) -> Path:
    """The database of the folder with these corrections."""
    file = news / "corrections.yml"
    file.write_text(text, "utf-8") if text else file.unlink(missing_ok=True)
    database = news.parent / "news.db"
    build([news], database, **options)
    return database


def event(database: Path, article: str, words: str) -> str:
    """The id of the only event of an article that these words name."""
    sql = "select id from events where article_id = ? and text = ?"
    (found,) = rows(database, sql, article, words)
    return str(found)


def corrections_of(database: Path) -> list[Any]:
    """Of each entry: kind, whether it was applied, what it did, what of it fits nothing."""
    return rows(database, "select kind, applied, detail, problem from corrections order by number")


def all_kinds(news: Path) -> str:
    """A correction of each kind, which all fit the folder."""
    plain = built(news)
    visited, met = event(plain, "a", "visited"), event(plain, "a", "met")
    return f"""
# a comment
- merge: [John Smith, Belgacem Abaza]
  why: one man under two names
- split: John Smith
  articles: [c.txt]
  as: John Smith (the painter)
  why: the painter is not the minister
- rename: Sergei Lavrov
  to: Sergey Lavrov
  why: as the ministry spells it
- retype: Ansar Sharia
  to: group
  why: what it is
- drop: Cairo
  why: no matter here
- locate: Benina
  type: place
  latitude: 32.1
  longitude: 20.27
  country: LBY
  why: an airport
- article: a
  published: 2017-01-16
  publisher: The New Arab
  url: https://example.org/a
  why: it stands on the page
- reject: {visited}
  why: nobody did
- edit: {met}
  status: alleged
  edtf: 2017-01-10
  place: Tripoli
  why: the source is doubtful
"""


def test_each_kind_shows_in_the_tables(news: Path) -> None:
    """One entry of each kind: all apply, the rows say so and why, and every promise holds."""
    text = all_kinds(news)
    before = rows(news.parent / "news.db", "select summary from events where id like 'a-e%'")
    database = built(news, text)
    told = corrections_of(database)
    assert [(kind, applied, problem) for kind, applied, _, problem in told] == [
        (kind, 1, None) for kind in check.KINDS
    ]
    entities = {name: row for name, *row in rows(database, "select name, * from entities")}
    assert "Belgacem Abaza" not in entities
    assert entities["John Smith"][0] == "john-smith"
    assert entities["John Smith (the painter)"][0] == "john-smith-the-painter"
    assert entities["Sergey Lavrov"][0] == "sergei-lavrov"
    assert "Cairo" not in entities
    assert rows(
        database,
        "select latitude, longitude, country, gazetteer_id, correction from entities where name = 'Benina'",
    ) == [(32.1, 20.27, "LBY", None, "an airport")]
    sql = "select name, merged_name, reason from merges where rule = 'correction' order by id"
    assert rows(database, sql) == [
        ("John Smith", "Belgacem Abaza", "one man under two names"),
        ("John Smith (the painter)", "John Smith", "the painter is not the minister"),
        ("Sergey Lavrov", "Sergei Lavrov", "as the ministry spells it"),
    ]  # fmt: skip
    (article,) = rows(
        database,
        "select published, published_evidence, published_earliest, published_latest, published_reason, publisher,"
        " url, correction from articles where id = 'a'",
    )
    assert article == (
        "2017-01-16", "correction", "2017-01-16", "2017-01-16",
        "corrections.yml, by hand: it stands on the page", "The New Arab", "https://example.org/a",
        "it stands on the page",
    )  # fmt: skip
    assert rows(database, "select value from time_expressions where text = 'last Wednesday'") == [
        "2017-01-11"
    ]
    assert len(rows(database, "select 1 from events where article_id = 'a'")) == len(before) - 1
    (removed,) = [detail for kind, _, detail, _ in told if kind == "reject"]
    assert "Haftar visited Cairo" in removed and "CONSULT" in removed
    (edited,) = rows(
        database,
        "select status, status_reason, edtf, earliest, latest, month, date_source, time_id, place_id, rule,"
        " correction from events where text = 'met' and article_id = 'a'",
    )
    why = "corrections.yml, by hand: the source is doubtful"
    assert edited == (
        "alleged", why, "2017-01-10", "2017-01-10", "2017-01-10", "2017-01", "correction", None,
        "tripoli", "correction", "the source is doubtful",
    )  # fmt: skip
    assert rows(database, "select date_reason from events where rule = 'correction'") == [why]
    assert "alleged" in rows(database, "select status from incidents where place_id = 'tripoli'")
    with closing(sqlite3.connect(database)) as connection:
        for broken, sql in BROKEN.items():
            assert connection.execute(sql).fetchall() == [], broken
        assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_a_correction_taken_back_leaves_no_trace(news: Path) -> None:
    """With and without a cache, and after a corrected build, the same input gives the same dump."""
    text = all_kinds(news)
    before = dump(built(news))
    warm = dump(built(news, text))
    assert dump(built(news, text, use_cache=False)) == warm
    assert dump(built(news, text)) == warm != before
    assert dump(built(news)) == before
    assert dump(built(news, "# nothing but a comment\n")) == before


def test_the_hash_of_the_input_knows_the_corrections(news: Path) -> None:
    """Another why is another input."""
    sql = "select value from build where key = 'input'"
    entry = "- rename: Sergei Lavrov\n  to: S. Lavrov\n  why: "
    hashes = {str(rows(built(news, text), sql)) for text in ("", entry + "x", entry + "y")}
    assert len(hashes) == 3


# ---------------------------------------------------------------- entities


def test_merging_overrides_every_guard(news: Path) -> None:
    """A person and a place, by name and by id: one row with the counts of both."""
    database = built(news, "- merge: [sergei-lavrov, Tripoli]\n  why: a test\n")
    sql = "select id, name, type, mention_count from entities where id in ('sergei-lavrov', 'tripoli')"
    assert rows(database, sql) == [
        ("sergei-lavrov", "Sergei Lavrov", "person", 5)
    ]  # fmt: skip
    assert rows(database, "select alias from aliases where entity_id = 'sergei-lavrov'") == [
        "Sergei Lavrov", "Tripoli"
    ]  # fmt: skip


def test_names_once_merged_need_no_entry(news: Path) -> None:
    """What the rules joined is reported as done, and so is half an entry that fits nothing."""
    text = """
- merge: [Khalifa Haftar, Haftar]
  why: one man
- merge: [Khalifa Haftar, Haftr, Belgacem Abaza]
  why: one man
"""
    (already, half) = corrections_of(built(news, text))
    assert already == (
        "merge", 0, "",
        "Khalifa Haftar and Haftar are one already (khalifa-haftar); the entry can go",
    )  # fmt: skip
    assert half[1:] == (
        1, "joined Belgacem Abaza (belgacem-abaza) to Khalifa Haftar (khalifa-haftar)",
        "no entity is called 'Haftr'; did you mean Khalifa Haftar?",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("drop: Haftr", "no entity is called 'Haftr'; did you mean Khalifa Haftar?"),
        ("drop: Zaphod", "no entity is called 'Zaphod'"),
        ("drop: Lavrov Sergei", "no entity is called 'Lavrov Sergei'; did you mean Sergei Lavrov?"),
        ("drop: Tripoli\n  type: person", "no person is called 'Tripoli'; there is tripoli (place)"),
        ("rename: Sergei Lavrov\n  to: Sergei Lavrov",
         "sergei-lavrov is called 'Sergei Lavrov' already; the entry can go"),
        ("retype: Tripoli\n  to: place", "Tripoli (tripoli) is a place already; the entry can go"),
        ("locate: Sergei Lavrov\n  latitude: 1\n  longitude: 2",
         "Sergei Lavrov (sergei-lavrov) is a person, no place; retype it first"),
        ("split: Sergei Lavrov\n  names: [Lavrof]\n  as: X", "Sergei Lavrov is not called 'Lavrof' there"),
        ("split: John Smith\n  articles: [a, nowhere]\n  as: X",
         "no article has the id or path 'nowhere'; a does not name John Smith so"),
        ("split: John Smith\n  articles: [b, c]\n  as: X",
         "it would take every mention of John Smith away; rename it instead"),
        ("article: aa\n  url: https://example.org", "no article has the id or path 'aa'"),
        ("article: b.tx\n  url: https://example.org",
         "no article has the id or path 'b.tx'; did you mean b.txt?"),
        ("article: b\n  published: 2017-02-01", "b says so already; the entry can go"),
        ("reject: b-e1",
         "there is no event 'b-e1'; the nearest in that article is b-e29:"
         ' "John Smith met Sergei Lavrov in Tripoli"'),
        ("reject: z-e1", "there is no event 'z-e1'"),
        ("edit: b-e29\n  place: Tripolis",
         "no country or place is called 'Tripolis'; did you mean Tripoli?"),
        ("edit: b-e29\n  status: asserted", "b-e29 has that status already; the entry can go"),
    ],
)  # fmt: skip
def test_what_fits_nothing_is_told(news: Path, entry: str, problem: str) -> None:
    """Near misses are never applied: the row says what is near, and no other row changes."""
    before = dump(built(news))
    database = built(news, f"- {entry}\n  why: a test\n")
    ((_, applied, detail, told),) = corrections_of(database)
    assert (applied, detail, told) == (0, "", problem)
    changed = set(before.splitlines()) ^ set(dump(database).splitlines())
    tables = {match[1] for line in changed if (match := re.match(r'INSERT INTO "(\w+)"', line))}
    assert tables <= {"corrections", "build", "sqlite_stat1", "sqlite_stat4"}


def test_a_name_of_two_is_not_guessed(news: Path) -> None:
    """A person and a place of one name: neither is touched until a type or an id tells which."""
    text = "- rename: Tripoli\n  to: Sergei Lavrov\n  why: a test\n"
    both = text + "- drop: Sergei Lavrov\n  why: a test\n"
    first, second = corrections_of(built(news, both))
    assert first[3] == "sergei-lavrov is called 'Sergei Lavrov' too; merge them if they are one"
    assert second[1:] == (
        0, "", "'Sergei Lavrov' fits sergei-lavrov (person), tripoli (place); give one of these ids or its type",
    )  # fmt: skip
    for given in ("tripoli", "Sergei Lavrov\n  type: place"):
        database = built(news, f"{text}- retype: {given}\n  to: group\n  why: a test\n")
        assert rows(database, "select id, type from entities where name = 'Sergei Lavrov'") == [
            ("sergei-lavrov", "person"), ("tripoli", "group"),
        ]  # fmt: skip


def test_two_entries_for_one_thing_under_two_names(news: Path) -> None:
    """That an id and a name are one is known only now: the first entry holds, the second is told."""
    text = """
- rename: Khalifa Haftar
  to: K. Haftar
  why: one
- rename: khalifa-haftar
  to: The general
  why: two
- article: a
  published: 2017-01-16
  why: one
- article: a.txt
  published: 2017-01-17
  url: https://example.org/a
  why: two
"""
    database = built(news, text)
    assert rows(database, "select name from entities where id = 'khalifa-haftar'") == ["K. Haftar"]
    assert rows(database, "select published, url from articles where id = 'a'") == [
        ("2017-01-16", None)
    ]
    assert [(applied, problem) for _, applied, _, problem in corrections_of(database)] == [
        (1, None),
        (0, "khalifa-haftar has a rename already, in corrections.yml, line 2; keep one"),
        (1, None),
        (0, "a has its published from corrections.yml, line 8; keep one"),
    ]


def test_a_name_split_off_stays_apart(tmp_path: Path) -> None:
    """What the rules join is two when a person says so, each with its mentions, joins and counts."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number, text in enumerate(
        (
            "Sergei Lavrov met Angela Merkel in Paris on Monday.",
            "Sergey Lavrov praised France. Lavrov later visited Paris.",
            "Sergei Lavrov visited Rome. Angela Merkel praised Sergei Lavrov.",
        )
    ):
        folder.joinpath(f"{number}.txt").write_text(f"Talks\n\n{text}\n")
    sql = """select id, name, mention_count, article_count, correction from entities
        where name like '%Lavrov%' order by id"""
    assert rows(built(folder), sql) == [("sergei-lavrov", "Sergei Lavrov", 5, 3, None)]
    database = built(
        folder,
        "- split: Lavrov\n  names: [sergei  lavrov]\n  as: S. Lavrov\n  why: the painter\n",
    )
    assert rows(database, sql) == [
        ("s-lavrov", "S. Lavrov", 3, 2, "the painter"),
        ("sergei-lavrov", "Sergey Lavrov", 2, 1, "the painter"),
    ]
    aliases = "select entity_id, alias, mention_count from aliases where alias like '%Lavrov'"
    assert rows(database, aliases + " order by 1, 2") == [
        ("s-lavrov", "Sergei Lavrov", 3),
        ("sergei-lavrov", "Lavrov", 1),
        ("sergei-lavrov", "Sergey Lavrov", 1),
    ]
    assert rows(database, "select entity_id, name, merged_name, rule from merges order by id") == [
        ("s-lavrov", "S. Lavrov", "Sergei Lavrov", "correction"),
        ("sergei-lavrov", "Sergey Lavrov", "Lavrov", "surname-in-article"),
    ]


def test_mentions_can_go_to_somebody_who_is_there(news: Path) -> None:
    """`as` may name an entity of the folder: what is split off is hers."""
    text = "- split: John Smith\n  articles: c\n  as: Johnny Smith\n  why: the painter\n"
    database = built(news, text)
    sql = "select entity_id from mentions where article_id = 'c' and text like 'John%'"
    assert rows(database, sql) == ["johnny-smith", "johnny-smith"]
    assert rows(database, "select mention_count from entities where id = 'john-smith'") == [2]


def test_what_is_dropped_leaves_its_words(news: Path) -> None:
    """No mention, alias, position or merge is left; participants and quotes keep their text."""
    database = built(news, "- drop: Khalifa Haftar\n  why: a test\n")
    ((_, _, detail, _),) = corrections_of(database)
    assert detail == (
        "removed Khalifa Haftar (person, khalifa-haftar): 4 mentions in 1 article, written Haftar,"
        " Khalifa Haftar; what pointed to it keeps its words"
    )
    for table in ("mentions", "aliases", "merges", "positions"):
        assert rows(database, f"select * from {table} where entity_id = 'khalifa-haftar'") == []
    assert (
        "Khalifa Haftar", None, None
    ) in rows(database, "select text, entity_id, mention_id from participants")  # fmt: skip
    assert "khalifa-haftar" not in dump(database).replace(detail, "")


def test_two_holders_of_one_office_may_be_merged(tmp_path: Path) -> None:
    """The office stands in the text once, so it is one row."""
    folder = tmp_path / "news"
    folder.mkdir()
    folder.joinpath("a.txt").write_text(
        "A meeting\n\nForeign Ministers Sergei Lavrov and John Kerry met in Paris. "
        "Foreign Minister Sergei Lavrov and Foreign Minister John Kerry spoke.\n"
    )
    database = built(folder, "- merge: [Sergei Lavrov, John Kerry]\n  why: a test\n")
    assert corrections_of(database)[0][1] == 1


# ---------------------------------------------------------------- events


def test_every_field_of_an_event_can_be_set(news: Path) -> None:
    """Type sets its quad, a pronoun gets the one it means, a date can be taken away."""
    plain = built(news)
    attacked, met = event(plain, "b", "attacked"), event(plain, "b", "met")
    text = f"""
- edit: {attacked}
  type: RETREAT
  summary: The colonel left Benghazi
  why: he left
- edit: {met}
  edtf: none
  actor: Khalifa Haftar
  recipient: none
  why: it was he
"""
    database = built(news, text)
    assert [applied for _, applied, _, _ in corrections_of(database)] == [1, 1]
    (edited,) = rows(
        database, "select type, quad, mode, summary from events where id = ?", attacked
    )
    assert edited == ("RETREAT", "material cooperation", None, "The colonel left Benghazi")
    sql = "select date_source, edtf, earliest, latest, year, time_id from events where id = ?"
    assert rows(database, sql, met) == [("none", None, None, None, None, None)]
    sql = "select role, text, entity_id, mention_id from participants where event_id = ? order by number"
    assert rows(database, sql, met) == [
        ("actor", "John Smith", "khalifa-haftar", None),
        ("recipient", "Sergei Lavrov", None, None),
    ]
    assert ("khalifa-haftar", "CONSULT") in rows(plain, "select source_id, type from ties")
    with closing(sqlite3.connect(database)) as connection:
        for broken, sql in BROKEN.items():
            assert connection.execute(sql).fetchall() == [], broken


def test_what_a_rejected_event_owned_stands_alone(news: Path) -> None:
    """ "Threatened to attack": without the threat there is still the possible attack."""
    plain = built(news)
    threat = event(plain, "a", "threatened")
    sql = "select id from events where within_id = ?"
    (owned,) = rows(plain, sql, threat)
    database = built(news, f"- reject: {threat}\n  why: a test\n")
    assert rows(database, "select within_id, status from events where id = ?", owned) == [
        (None, "possible")
    ]
    database = built(news, f"- edit: {owned}\n  status: asserted\n  why: it came\n")
    assert rows(database, "select within_id, status from events where id = ?", owned) == [
        (None, "asserted")
    ]


# ---------------------------------------------------------------- files


def test_files_combine_in_order(news: Path, tmp_path: Path) -> None:
    """The folder's own file first, then those named; the same file counts once."""
    first, second = tmp_path / "more.yml", tmp_path / "x" / "more.yml"
    second.parent.mkdir()
    first.write_text("- rename: John Smith\n  to: J. Smith\n  why: one\n")
    second.write_text("- retype: J. Smith\n  to: group\n  why: two\n")
    database = built(news, "- drop: Cairo\n  why: nil\n", corrections=[first, second, first])
    assert rows(database, "select number, path, line, target, applied from corrections") == [
        (1, "corrections.yml", 1, "Cairo", 1),
        (2, "more.yml", 1, "John Smith → J. Smith", 1),
        (3, "more.yml (2)", 1, "J. Smith → group", 1),
    ]
    second.write_text("# but\n- rename: john  smith\n  to: John S.\n  why: two\n")
    with pytest.raises(
        BadCorrections, match=r"more.yml \(2\), line 2: entry 1 \(rename\).* in more.yml, line 1"
    ):
        built(news, corrections=[first, second])


async def test_the_site_shows_what_was_corrected(news: Path, tmp_path: Path) -> None:
    """The question lists every entry, those that fit nothing first; what a file holds is only words."""
    text = """
- drop: Cairo
  why: <script>alert(1)</script>
- drop: <b>Haftr</b>
  why: nil
- article: a
  published: 2017-01-16
  why: <img src=x>
"""
    site = site_of(tmp_path / "site", built(news, text))
    try:
        path = "/dateline/corrected_by_hand.json?_shape=objects"
        answer = (await site.client.get(path)).json()["rows"]
        assert [(row["target"], row["applied"]) for row in answer] == [
            ("<b>Haftr</b>", "no"), ("Cairo", "yes"), ("a: published 2017-01-16", "yes"),
        ]  # fmt: skip
        for page in ("corrections", "corrected_by_hand", "needs_an_eye", "left_out", "articles/a"):
            html = (await site.client.get(f"/dateline/{page}")).text
            assert "<script>alert" not in html and "<b>Haftr" not in html and "<img src" not in html
        html = (await site.client.get("/dateline/left_out?kind=hand")).text
        assert "removed Cairo (place, cairo): 1 mention in 1 article" in html
        html = (await site.client.get("/dateline/needs_an_eye?kind=correction")).text
        assert "no entity is called" in html
        html = (await site.client.get("/-/article/a")).text
        assert "Corrected by hand" in html and "<img src" not in html
    finally:
        close(site)


def test_corrections_are_no_articles(news: Path, tmp_path: Path) -> None:
    """At the top they are read; further down they are refused; a file named is in neither place."""
    news.joinpath("sub").mkdir()
    news.joinpath("sub", "corrections.yml").write_text("- drop: Cairo\n  why: nil\n")
    (refusal,) = [i for i in read_sources([news]) if isinstance(i, Refusal)]
    assert (refusal.path, refusal.reason) == ("sub/corrections.yml", "misplaced-corrections")
    database = built(news, corrections=[news / "sub" / "corrections.yml"])
    assert rows(database, "select path from refused_files") == []
    assert rows(database, "select applied from corrections") == [1]
    assert find_corrections([news / "sub" / "corrections.yml", news / "sub"]) == (
        news / "sub" / "corrections.yml",
    )
    with pytest.raises(BadSource, match="no such corrections file"):
        build([news], database, corrections=[tmp_path / "nowhere.yml"])


def test_the_terminal_and_the_command(news: Path) -> None:
    """What fits nothing is told at the end; a bad file stops the build before it begins."""
    more = news.parent / "more.yml"
    more.write_text("- drop: Haftr\n  why: nil\n")
    arguments = [str(news), "--db", str(news.parent / "news.db"), "--corrections", str(more)]
    result = CliRunner().invoke(build_command, arguments)
    assert result.exit_code == 0, result.output
    assert "Corrections that do not fit (any more) (1)" in result.output
    assert (
        "more.yml, line 1, drop Haftr: no entity is called 'Haftr'; did you mean" in result.output
    )
    more.write_text("- drop: Haftr\n")
    result = CliRunner().invoke(build_command, arguments)
    assert result.exit_code == 2
    assert "more.yml, line 1: entry 1 (drop) has no why; add why:" in result.output


BOMB = "- a: &a [x]\n" + "".join(
    f"- {b}: &{b} [*{a},*{a},*{a}]\n" for a, b in zip("abc", "bcd", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- drop: [", r"line \d: the file cannot be read: .*; put quotation marks"),
        ("drop: Click\nwhy: x", "line 1: the file is no list of entries; begin each with a dash"),
        ("- Click", "line 1: entry 1 is no mapping"),
        ("- why: x", "entry 1 is of no known kind; begin it with one of merge, split"),
        ("- marge: [A, B]\n  why: x", "entry 1 is of no known kind; did you mean merge?"),
        ("- drop: A\n  rename: B\n  why: x", "entry 1 has both rename and drop; make them two"),
        ("- drop: A\n  why: x\n- drop: B", r"line 3: entry 2 \(drop\) has no why; add why:"),
        ("- drop: A\n  why: ~", "has a why that is empty"),
        ("- drop: A\n  why: x\n  drop: B", "line 3: entry 1 gives 'drop' a second time; keep one"),
        ("- drop: A\n  wy: x", "line 2: .* unknown key 'wy'; did you mean why?"),
        ("- drop: A\n  why: x\n  colour: red", "unknown key 'colour'; it may have type, why"),
        ("- drop: [A, B]\n  why: x", "has a drop that is not plain words"),
        ("- merge: [A]\n  why: x", "needs two names that differ"),
        ("- merge: [The  A, a]\n  why: x", "needs two names that differ"),
        ("- merge: [" + ",".join(map(str, range(101))) + "]\n  why: x", "names more than 100"),
        ("- merge: [A, [B]]\n  why: x", "is not a list of plain words"),
        ("- split: A\n  as: B\n  why: x", "changes nothing; add one of names, articles"),
        ("- split: A\n  names: [C]\n  why: x", "has no as; add as: and its value"),
        ("- split: A\n  names: [C]\n  as: a\n  why: x", "needs another name after as:"),
        ("- retype: A\n  to: persn\n  why: x", "is no type of entity: 'persn'; did you mean person?"),
        ("- drop: A\n  type: thing\n  why: x", "write one of person, organization, country"),
        ("- locate: A\n  latitude: 91\n  longitude: 0\n  why: x", "line 2: .* from -90 to 90, not '91'"),
        ("- locate: A\n  latitude: 1\n  longitude: nan\n  why: x", "from -180 to 180, not 'nan'"),
        ("- locate: A\n  latitude: 32,1\n  longitude: 1\n  why: x", "write them as -12.5"),
        ("- locate: A\n  latitude: 1\n  why: x", "has no longitude; add longitude:"),
        ("- locate: A\n  latitude: 1\n  longitude: 1\n  country: Libya\n  why: x", "did you mean LBY?"),
        ("- article: a\n  why: x", "changes nothing; add one of published, publisher, url"),
        ("- article: a\n  published: 16 January\n  why: x", "is no date: '16 January'; write 2017,"),
        ("- article: a\n  published: 2017-02-31\n  why: x", "is no date: '2017-02-31'"),
        ("- article: a\n  url: javascript:alert(1)\n  why: x", "is no address"),
        ("- edit: a-e1\n  status: maybe\n  why: x", "is no status: 'maybe'; write one of asserted"),
        ("- edit: a-e1\n  type: CONSULTT\n  why: x", "did you mean CONSULT?"),
        ("- edit: a-e1\n  edtf: 2017-13\n  why: x", "is no date: '2017-13'"),
        ("- edit: a-e1\n  edtf: 2017-02/2017-01\n  why: x", "is no date"),
        ("- merge: [A, B]\n  why: x\n- split: B\n  names: Bb\n  as: A\n  why: x", "line 3: .* denies"),
        ("- merge: [A, B]\n  why: x\n- split: A\n  names: [B]\n  as: C\n  why: x", "denies"),
        ("- rename: A\n  to: B\n  why: x\n- rename: the a\n  to: C\n  why: x", "keep one of them"),
        ("- drop: A\n  why: x\n- rename: A\n  to: C\n  why: x", "denies"),
        ("- reject: a-e1\n  why: x\n- edit: a-e1\n  status: alleged\n  why: x", "denies"),
        (BOMB, "the file cannot be used: it has an anchor or an alias"),
        ("[" * 50_000, "nested too deep"),
        ('- drop: "\\U00110000"\n  why: x', "the file cannot be read"),
        ("- drop: A\n  why: x\n---\n- drop: B\n  why: x", "the file cannot be read"),
        ("#" * 1_000_001, "has more than 1,000,000 bytes"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    """The message says which file, line and entry, what is wrong and what to write instead."""
    file = tmp_path / "corrections.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadCorrections, match=rf"^corrections\.yml.*{message}"):
        read_corrections([file])


def test_a_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    """A folder, a link, other bytes than UTF-8."""
    folder, link, latin = (tmp_path / name for name in ("f", "l", "b"))
    for place in (folder, link, latin):
        place.mkdir()
    folder.joinpath("corrections.yml").mkdir()
    link.joinpath("corrections.yml").symlink_to("corrections.yml")
    latin.joinpath("corrections.yml").write_bytes(b"# ok\n- drop: caf\xe9\n")
    for place, message in (
        (folder, "no regular file"),
        (link, "symbolic link"),
        (latin, "line 2: the file is not UTF-8"),
    ):
        with pytest.raises(BadCorrections, match=message):
            read_corrections(find_corrections([place]))


def test_entries_that_go_together_are_none_of_those(tmp_path: Path) -> None:
    """Near misses of contradictions: the rest of a name, two fields of one event, the same thing twice."""
    file = tmp_path / "corrections.yml"
    file.write_text(
        "- split: A\n  articles: [x]\n  as: C\n  why: x\n- merge: [A, B]\n  why: x\n"
        "- edit: a-e1\n  status: alleged\n  why: x\n- edit: a-e1\n  edtf: 2017-01-16\n  why: x\n"
        "- rename: A\n  to: D\n  why: x\n- rename: A\n  to: D\n  why: y\n"
        "- rename: A\n  type: place\n  to: E\n  why: y\n"
    )
    entries = read_corrections([file])
    assert len(entries) == 7
    assert entries[3].field("edtf") == "2017-01-16"


def test_the_example_of_the_seeds_can_be_used(tmp_path: Path) -> None:
    """The comments of seeds/corrections.yml hold an entry of each kind, and nothing else is in it."""
    text = SEEDS.joinpath("corrections.yml").read_text("utf-8")
    assert yaml.safe_load(text) is None
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    start = next(number for number, line in enumerate(lines) if line.startswith("- "))
    file = tmp_path / "corrections.yml"
    file.write_text("\n".join(lines[start:]))
    kinds = [entry.kind for entry in read_corrections([file])]
    assert kinds == list(check.KINDS)
