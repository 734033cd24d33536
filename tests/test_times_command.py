"""The command `python -m dateline.times`, and articles as TimeML."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.times import tag_times
from dateline.times.__main__ import main
from dateline.times.timeml import as_timeml

TEXT = "Haftar & his men came to Tobruk last Wednesday.\nThey left <soon> after, in June 2017.\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "haftar.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(word) for word in arguments], **options)


def test_the_table_shows_value_bounds_and_reason(article):
    shown = run(article, "--published", "2017-01-16")
    assert shown.exit_code == 0
    for words in ("last Wednesday", "2017-01-11", "the Wednesday before the article", "2 time"):
        assert words in shown.output


def test_an_undated_table_says_what_is_missing(article):
    shown = run(article)
    assert "XXXX-WXX-3" in shown.output and "no publication date" in shown.output


def test_json_lines_are_the_rows_of_tag_times(article):
    shown = run(article, "--published", "2017-01-16", "--json-lines")
    rows = [json.loads(line) for line in shown.output.splitlines()]
    times = tag_times(TEXT, "2017-01-16")
    assert [(row["text"], row["value"]) for row in rows] == [(t.text, t.value) for t in times]
    assert rows[0]["reason"] == times[0].reason


def test_timeml_keeps_the_text_and_names_the_anchor(article):
    shown = run(article, "--published", "2017-01-16", "--timeml")
    root = ElementTree.fromstring(shown.output.encode("utf-8"))
    assert "".join(root.find("TEXT").itertext()) == TEXT
    made, wednesday, june = root.iter("TIMEX3")
    assert made.get("functionInDocument") == "CREATION_TIME" and made.get("value") == "2017-01-16"
    assert (wednesday.get("value"), wednesday.get("anchorTimeID")) == ("2017-01-11", "t0")
    assert (june.get("value"), june.get("anchorTimeID")) == ("2017-06", None)


def test_a_text_may_be_piped_in():
    shown = run("-", "--json-lines", input="It fell in 2011.")
    assert json.loads(shown.output)["value"] == "2011"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--published", "yesterday"], "give a date as 2017"),
        (["--json-lines", "--timeml"], "give one"),
    ],
)
def test_wrong_arguments_are_told(article, arguments, says):
    shown = run(article, *arguments)
    assert shown.exit_code != 0 and says in shown.output


def test_a_file_that_is_none_or_no_text_is_told(tmp_path):
    assert "cannot be read" in run(tmp_path / "absent.txt").output
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert "cannot be used" in run(picture).output


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_good_xml(words):
    text = f"{words} in 2011"
    root = ElementTree.fromstring(
        as_timeml(text, tag_times(text), name=words, published=None).encode()
    )
    assert Path(root.tag).name == "TimeML" and len("".join(root.find("TEXT").itertext())) == len(
        text
    )
