"""Single lines: furniture, dates, bylines, datelines, languages, encodings."""

from __future__ import annotations

import pytest

from dateline.ingest.byline import byline_of
from dateline.ingest.date_line import date_line
from dateline.ingest.dateline import dateline_end, dateline_place
from dateline.ingest.decode import decode
from dateline.ingest.furniture import furniture_rule
from dateline.ingest.partial_date import bounds_of, partial_date
from dateline.ingest.published import line_facts, published_of
from dateline.ingest.refused import Refused
from dateline.ingest.stop_words import language_of
from dateline.rules import read_rules, read_words

AGENCIES = [row["name"] for row in read_words("news_agencies.csv", "name")]
RULES = read_rules("furniture.yml", slots={"agency": AGENCIES})


@pytest.mark.parametrize(
    ("line", "rule"),
    [(example["text"], rule.id) for rule in RULES for example in rule.examples]
    + [(line, None) for rule in RULES for line in rule.never],
)
def test_furniture_examples_and_near_misses(line, rule):
    assert furniture_rule(line) == rule
    assert furniture_rule(f"He said on Monday that {line} was on the wall.") is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("16 January, 2017", "2017-01-16"),
        ("February 2, 2017 at 2:21 pm", "2017-02-02T14:21"),
        ("Monday, 16th of January 2017 14:21 GMT", "2017-01-16T14:21"),
        ("Posted on Jan. 16, 2017", "2017-01-16"),
        ("2017-01-16T23:59:00-05:00", "2017-01-16T23:59"),
        ("2 Feb 2017, 12:05 am (EST)", "2017-02-02T00:05"),
        ("Le 3 mai 2017 à 14h21", "2017-05-03T14:21"),
        ("16 de enero de 2017", "2017-01-16"),
        ("16 января 2017 г.", "2017-01-16"),
        ("16 يناير 2017", "2017-01-16"),
        ("2017年1月16日", "2017-01-16"),
        ("16/01/2017", "2017-01-16"),
        ("01/16/2017", "2017-01-16"),
        ("04/04/2017", "2017-04-04"),
        ("03/04/2017", "2017"),
        ("31 February 2017", None),
        ("29.02.2017", None),
    ],
)
def test_date_lines(line, value):
    read = date_line(line)
    assert read is not None
    assert read.value == value
    assert bool(read.problem) == (value is None or len(value) == 4)


@pytest.mark.parametrize(
    "line",
    [
        "2017",
        "May 2017",
        "14:21",
        "Creating new perspectives since 2009",
        "We may be back on 3 May 2017",
        "Haftar, 16 January 2017",
        "16 January 1412",
        "16 January 2200",
        "2 Feb 2017 25:00",
        "12 May 3 March 2017",
        "16/01/17",
        "² May 2017",
        "",
    ],
)
def test_what_is_no_date_line(line):
    assert date_line(line) is None


def reason(*lines):
    read = published_of(line_facts(date_line(line) for line in lines))
    return read.value, read.reason


def test_updated_counts_only_alone_and_says_so():
    assert reason("Updated 4 May 2017", "3 May 2017")[0] == "2017-05-03"
    value, why = reason("Updated 4 May 2017")
    assert value == "2017-05-04"
    assert "may have appeared before" in why


def test_every_unknown_has_its_reason():
    assert reason() == (
        None,
        "no line of the file is a date, and it has no front matter; "
        'relative dates such as "last week" stay open',
    )
    assert "the calendar has no such day" in reason("31 February 2017")[1]
    assert "either way round" in reason("03/04/2017")[1]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2017", "2017"),
        ("2017-02", "2017-02"),
        ("2016-02-29", "2016-02-29"),
        ("2017-02-29", None),
        ("2017-13", None),
        ("1499", None),
        ("2200", None),
        ("2017-01-16T24:00", None),
        ("٢٠١٧", None),
        ("last week", None),
    ],
)
def test_partial_dates(words, value):
    assert partial_date(words) == value


def test_bounds_are_those_of_the_precision():
    assert bounds_of("2017") == ("2017-01-01", "2017-12-31")
    assert bounds_of("2016-02") == ("2016-02-01", "2016-02-29")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tunis - Libya’s deputy chief", "Tunis"),
        ("KATHMANDU, April 25 (Reuters) - A quake", "KATHMANDU"),
        ("TRIPOLI/BENGHAZI, Libya (Reuters) - Forces", "TRIPOLI/BENGHAZI, Libya"),
        ("WASHINGTON — The president", "WASHINGTON"),
        ("BENGHAZI, Libya (AP) -- Gunmen", "BENGHAZI, Libya"),
        ("MANILA, Philippines (AP) _ Gunmen", "MANILA, Philippines"),
        ("The field snake _ case", None),
        ("St. Petersburg (AFP) – The talks", "St. Petersburg"),
        ("KADUNA, Nigeria, Jan 2 - Gunmen kidnapped", "KADUNA, Nigeria"),
        ("KADUNA, Nigeria, Jan. 2 – Gunmen kidnapped", "KADUNA, Nigeria"),
        ("KADUNA, Nigeria, Jan 2- Gunmen kidnapped", "KADUNA, Nigeria"),
        ("KADUNA, Nigeria (Reuters), Sept. 11, 2001 - Gunmen", "KADUNA, Nigeria"),
        ("KADUNA, Nigeria, Monday, 2nd January 2017 - Gunmen", "KADUNA, Nigeria"),
        ("PARIS, Tuesday - The president", "PARIS"),
        ("KATHMANDU - A 6.4-magnitude quake", "KATHMANDU"),
        ("KATHMANDU - A 6.4-magnitude quake - the second - hit", "KATHMANDU"),
        ("KATHMANDU - 12 people died - all of them men", "KATHMANDU"),
        ("KATHMANDU - once quiet - has changed", None),
        ("Paris - The city of light - has changed", None),
        ("Jan 2 - Gunmen kidnapped", None),
        ("GUNMEN IN Kaduna, Nigeria- they said", None),
        ("On Monday, Jan 2 he came - Gunmen", None),
        ("Haftar - once an ally of Gaddafi - has allied", None),
        ("Tunis - once a quiet city - has changed", None),
        ("PanARMENIAN.Net - The president", None),
        ("Analysis - What now for Libya?", None),
        ("UPDATE 1 - Gunmen storm port", None),
        ("Q - Who holds the port?", None),
        ("The port (of Sirte) - he said", None),
        ("The Tripoli-based government", None),
        ("-", None),
        ("", None),
    ],
)
def test_dateline_places(text, place):
    assert dateline_place(text) == place
    assert (dateline_end(text) > 0) == (place is not None)


@pytest.mark.parametrize(
    "dateline",
    ["Tunis - ", "KADUNA, Nigeria, Jan 2 - ", "WASHINGTON — ", "PARIS--", "ROME, 2 May (AFP) -"],
)
def test_the_story_begins_after_the_datelines_dash(dateline):
    assert dateline_end(dateline + "Gunmen came.") == len(dateline)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("by JANE DOE and Ali al-Hasan, Reuters", "JANE DOE and Ali al-Hasan, Reuters"),
        ("Par Jean de la Tour", "Jean de la Tour"),
        ("Reuters Staff", "Reuters Staff"),
        ("By the time he came", None),
        ("By Tuesday", None),
        ("By Jane Doe, who came in 2017", None),
        ("Byron Jones", None),
    ],
)
def test_bylines(line, byline):
    assert byline_of(line) == byline


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The commander of the forces said that he had been in the city for a week,"
            " with his men, and that they would not leave.",
            "en",
        ),
        (
            "Le commandant des forces a dit qu’il était dans la ville avec ses hommes"
            " et que le port ne serait pas rendu par les siens.",
            "fr",
        ),
        (
            "El comandante de las fuerzas dijo que no se irá de la ciudad"
            " con sus hombres y que el puerto es de los suyos.",
            "es",
        ),
        (
            "Der General sagte, dass die Männer nicht aus der Stadt gehen werden"
            " und dass der Hafen von ihnen gehalten wird, wie es ist.",
            "de",
        ),
        (
            "Командующий сказал, что он не уйдёт из города"
            " и что порт будет за ним, как это было до войны на востоке страны.",
            "ru",
        ),
        (
            "قال القائد إن قواته لن تخرج من المدينة وإن الميناء"
            " في يد رجاله بعد أن كان في يد خصومه من الغرب على مدى عام",
            "ar",
        ),
        ("The commander of the forces", None),
        ("Haftar Tripoli Sirte Benghazi Tobruk " * 10, None),
    ],
)
def test_languages(text, language):
    assert language_of(text) == language


TEXT = "Haftar’s naïve men came – he said – to the port.\n"


@pytest.mark.parametrize(
    ("content", "encoding", "evidence"),
    [
        (TEXT.encode(), "utf-8", "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8", "bom"),
        (TEXT.encode("utf-16"), "utf-16-le", "bom"),
        (TEXT.encode("utf-32"), "utf-32-le", "bom"),
        (TEXT.encode("utf-16-le"), "utf-16-le", "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16-be", "utf-16"),
        (TEXT.encode("windows-1252"), "windows-1252", "fallback"),
    ],
)
def test_encodings(content, encoding, evidence):
    read = decode(content)
    assert (read.text, read.encoding, read.evidence, read.lost) == (TEXT, encoding, evidence, "")


def test_line_ends_become_one_kind():
    text = "a\r\nb\rc\u2028d\u2029e\ff\vg\u0085h"
    assert decode(text.encode()).text == "a\nb\nc\nd\ne\nf\ng\nh"


def test_the_five_bytes_windows_1252_lacks_are_counted():
    read = decode(b"caf\xe9 " * 20 + b"\x81\x8d\x8f\x90\x9d")
    assert read.text.endswith("\ufffd" * 5)
    assert read.lost.startswith("5 ×")


def test_a_few_broken_bytes_do_not_make_utf_8_latin():
    read = decode("Командующий сказал".encode() + b"\xff" + " что".encode())
    assert (read.encoding, read.text) == ("utf-8", "Командующий сказал\ufffd что")


def test_control_characters_are_removed_and_stated():
    read = decode(b"Tripoli \x00\x07" + b"port " * 100)
    assert "\0" not in read.text
    assert read.lost == "1 × U+0000 removed, 1 × U+0007 removed"


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        (b"%PDF-1.4 text", "binary", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "binary", "a PNG image"),
        (b"PK\x03\x04\x00\x00", "binary", "ZIP"),
        (bytes(range(256)) * 4, "binary", "control characters"),
        (b" \r\n\t", "empty", "white space"),
        (b"\xef\xbb\xbf", "empty", "white space"),
    ],
)
def test_what_is_not_text_is_refused(content, reason, detail):
    with pytest.raises(Refused, match=detail) as refused:
        decode(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize("content", [b"MZ is a code", b"BZh! he said", b"ID3 cards", b"Rar! Rar!"])
def test_words_that_look_like_magic_are_words(content):
    assert decode(content).text == content.decode()
