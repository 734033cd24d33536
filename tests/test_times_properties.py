"""What holds of any text and date: precise words are not vaguer, time is linear, no clock is read."""

import csv
import json
import re
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dateline.language import Passage, load_language, sentences_of
from dateline.rules import read_rules
from dateline.times import article_of, find_times, tag_times
from dateline.times.calendar import parse_point
from dateline.times.grammar import FIELDS, FILE
from dateline.times.lexicon import slots

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
MONTHS = ("January", "February", "April", "June", "August", "October", "December")
RULES = read_rules(FILE, slots=slots(), fields=FIELDS)
# Pairs in which the second says more than the first.
MORE_PRECISE = [
    ("{year}", "{month} {year}"),
    ("{month} {year}", "early {month} {year}"),
    ("{month} {year}", "{month} {day}, {year}"),
    ("{month}", "late {month}"),
    ("{month}", "{month} {day}"),
    ("last year", "{month} last year"),
    ("{month} last year", "{month} {day} last year"),
    ("this year", "earlier this year"),
    ("this year", "later this year"),
    ("this month", "earlier this month"),
    ("last week", "Friday last week"),
    ("next week", "early next week"),
    ("the 1990s", "the mid-1990s"),
    ("the third quarter of {year}", "August {year}"),
    ("this year", "the third quarter of this year"),
    ("last Friday", "last Friday evening"),
    ("{month} {year}", "the first Friday of {month} {year}"),
    ("{month} {year}", "the last day of {month} {year}"),
    ("{year}", "the first two quarters of {year}"),
    ("{year}", "Christmas Day {year}"),
    ("{year}", "Q3 {year}"),
    ("the 19th century", "the early 19th century"),
]
UNSAID = ("late {month}", "{month} {day}")  # no year told
MONTH_NUMBERS = dict(zip(MONTHS, (1, 2, 4, 6, 8, 10, 12), strict=True))
days = st.dates(date(1600, 1, 1), date(2400, 12, 31)).map(date.isoformat)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(MORE_PRECISE), days, st.sampled_from(MONTHS), st.integers(1, 28),
    st.integers(1900, 2099),
)  # fmt: skip
def test_resolving_is_monotone(pair, published, month, day, year):
    """More precise words never widen the bounds."""
    if pair[1] in UNSAID and published[5:7] == f"{MONTH_NUMBERS[month]:02d}":
        return  # a day of this month that is yet to come is that of the year before, for a past verb
    both = [
        tag_times(f"It fell in {words.format(month=month, day=day, year=year)}.", published)
        for words in pair
    ]
    (wide,), (narrow,) = both
    assert wide.earliest <= narrow.earliest <= narrow.latest <= wide.latest


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("published", [None, "2017", "2017-01", "2016-02-29", "1000-01-01"])
def test_every_rule_gives_sound_rows_however_the_article_is_dated(rule, published):
    """Bounds hold the value, EDTF is valid, and what is not known is not bounded."""
    for example in rule.examples:
        for row in tag_times(example["text"], published):
            assert row.earliest is None or row.latest is None or row.earliest <= row.latest
            if row.edtf:
                edtf.parse_edtf(row.edtf)
            point = parse_point(row.value)
            if point is not None and row.type == "DATE" and row.mod is None and row.earliest:
                held = row.earliest, row.latest
                assert point.first.isoformat() <= held[0] <= held[1] <= point.last.isoformat()
            if row.anchor in ("none", "event"):
                assert (row.earliest, row.latest) == (None, None)
            if published is None:
                assert row.anchor != "publication"


PARAGRAPHS = {
    "news": "He met them last Wednesday, two days later, and on June 26, 2016 at 9 a.m. again. ",
    "near matches": "The early mid late last next first second of the year quarter of a half day. ",
    "earnings": "Profit in the quarter ended Sept. 30 rose to $3 million from $2 a year earlier. ",
    "ranges": "From May 3-5, 6 and 7 to June 2009-10-11 and 12, 13, 14 or between March and May 2. ",
    "vetoes": "Theresa May and June Day of Black Monday led about 1800 and 1900 in the first quarter, ",
}


def calls_for(text):
    """How many calls finding and resolving make on one long unparsed paragraph: the same on any machine."""
    article, pipeline = article_of(text, "2017-01-16"), load_language().pipeline
    words = pipeline.make_doc(text)
    doc = Doc(
        words.vocab,
        words=[token.text for token in words],
        spaces=[bool(token.whitespace_) for token in words],
        sent_starts=[not token.i or words[token.i - 1].text == "." for token in words],
    )
    passages = (Passage(article.paragraphs[0], doc, 0, text),)
    sentences = sentences_of(article, passages)
    find_times(article, passages, sentences)  # what is made once is not counted
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        find_times(article, passages, sentences)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_four_times_the_text_takes_four_times_the_work(kind, monkeypatch):
    """The work grows with the text and not with its square."""
    monkeypatch.setattr("dateline.times.LONGEST", 10_000_000)  # one paragraph, however long
    text = PARAGRAPHS[kind] * 50
    assert calls_for(text * 4) <= 4.5 * calls_for(text)


def test_no_date_depends_on_today():
    """The seeds are read alike in a process in which asking for the time is an error."""
    script = """
        import datetime, json, sys, time
        from pathlib import Path
        from dateline.times import tag_times

        def never(*_):
            raise AssertionError("the clock was read")

        class Date(datetime.date):
            today = never

        class DateTime(datetime.datetime):
            today = now = utcnow = never

        tag_times("They met in June.")  # the model is loaded with the clock as it is
        for name in ("time", "time_ns", "localtime", "gmtime"):
            setattr(time, name, never)
        for name, module in list(sys.modules.items()):
            if name.startswith("dateline"):
                for own, other in ((datetime.date, Date), (datetime.datetime, DateTime)):
                    for attribute in [key for key, value in vars(module).items() if value is own]:
                        setattr(module, attribute, other)
        datetime.date, datetime.datetime = Date, DateTime
        for path in sys.argv[1:]:
            for published in (None, "2017-01-16"):
                times = tag_times(Path(path).read_text("utf-8"), published)
                print(json.dumps([[row.text, row.value, row.latest] for row in times]))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, SEEDS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    here = [
        [[row.text, row.value, row.latest] for row in tag_times(path.read_text("utf-8"), published)]
        for path in SEEDS
        for published in (None, "2017-01-16")
    ]
    assert [json.loads(line) for line in done.stdout.splitlines()] == here


TOLD_YEAR = re.compile(
    r"\d{3,4}|['’]\d\d|/\d\d|-\d\d|FY|centur|[Nn]ineteen|twenty|ties\b|noughties", re.IGNORECASE
)
NEWS = Path(__file__).with_name("times_in_news.csv").read_text("utf-8").splitlines()
UNDATED = [row["text"] for row in csv.DictReader(NEWS)] + [
    "He came on June 26th. The following Monday he left. The following summer he died. That Friday he wept.",
    "He died on the Thursday before Christmas, two days after June 26. It fell on the first Friday of May.",
    "He came the day before last Friday. That day he left. At 9pm he died. On the week before last he was well.",
    "In May he left. The next March he died. In June of the next year he was buried the week after.",
]


@pytest.mark.parametrize("text", [text for text in UNDATED if not TOLD_YEAR.search(text)])
def test_no_year_comes_from_nowhere(text):
    """Where neither the text nor the article tells a year, no value has one and nothing is bounded."""
    for row in tag_times(text):
        if row.type in ("DATE", "TIME") and row.text != "9/11":
            assert not row.value[0].isdigit() and row.earliest is None and row.latest is None


@pytest.mark.parametrize("text", UNDATED)
@pytest.mark.parametrize("published", [None, "2017-01-16"])
def test_what_a_time_is_reckoned_from_is_a_time_of_the_text(text, published):
    rows = tag_times(text, published)
    assert {row.anchor_id for row in rows} - {None} <= {row.id for row in rows}
