"""What is found, what it means, and what is left open."""

import json
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import BadSource
from dateline.times import tag_times
from dateline.times.calendar import GRAINS, Point, parse_point

SEEDS = Path(__file__).parent.parent / "seeds"
WORDS = """
last next this the a an two ten of in on early late mid June March may May 26th 2011 1990s '98
week weeks year years ago later earlier Wednesday Sunday morning night 9 a.m. p.m. : - , . $ %
every twice daily now soon recently same day month that third quarter first half and about more
than at least century BC spring Christmas Easter İ ’s end following 31 February 30 29 half
"""


def values(text, published=None):
    return [(time.text, time.value) for time in tag_times(text, published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You may go. May I?", []),
        ("They march on.", []),
        ("He came second.", []),
        ("We sat. Then we wed.", []),
        ("It cost $27 in all.", []),
        ("A 22-year-old man", []),
        ("Babies 6 months and older", []),
        ("Donna Summer sang.", []),
        ("He ran 1500 miles.", []),
        ("As soon as he left", []),
        ("Three-quarters of them fled.", []),
        ("He left in May.", [("May", "XXXX-05")]),
        ("He left in March.", [("March", "XXXX-03")]),
        ("They fled in 2016-2017.", [("2016", "2016"), ("2017", "2017")]),
        ("on Monday, January 16, 2017", [("Monday, January 16, 2017", "2017-01-16")]),
        ("in the last week", [("the last week", "XXXX-WXX")]),
    ],
)
def test_only_times_are_found(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "published", "value", "bounds"),
    [
        # a Monday: the weekday of publication is that day, "last" is strictly before it
        ("It fell on Monday.", "2017-01-16", "2017-01-16", ("2017-01-16", "2017-01-16")),
        ("It fell last Monday.", "2017-01-16", "2017-01-09", ("2017-01-09", "2017-01-09")),
        # Tuesday is the day after: where the story is told it may have begun, or the last one is meant
        ("It fell on Tuesday.", "2017-01-16", "XXXX-WXX-2", ("2017-01-10", "2017-01-17")),
        ("It fell last Tuesday.", "2017-01-16", "2017-01-10", ("2017-01-10", "2017-01-10")),
        ("It fell on Wednesday.", "2017-01-16", "2017-01-11", ("2017-01-11", "2017-01-11")),
        ("It will fall on Tuesday.", "2017-01-16", "2017-01-17", ("2017-01-17", "2017-01-17")),
        ("It fell in January.", "2017-01-16", "2017-01", ("2017-01-01", "2017-01-31")),
        ("It fell in February.", "2017-01-16", "2016-02", ("2016-02-01", "2016-02-29")),
        ("It fell two years ago.", "2017-01-16", "2015", ("2015-01-01", "2015-12-31")),
        ("It fell last winter.", "2017-06-16", "2016-WI", ("2016-12-01", "2017-02-28")),
        ("It falls this spring.", "2017-01-16", "2017-SP", ("2017-03-01", "2017-05-31")),
        ("It falls this winter.", "2017-02-16", "2016-WI", ("2016-12-01", "2017-02-28")),
        ("It fell on Feb. 29.", "2017-04-16", "2016-02-29", ("2016-02-29", "2016-02-29")),
        ("It will fall on Feb. 29.", "2017-04-16", "XXXX-02-29", (None, None)),
        # what the publication date is too coarse for stays open
        ("It fell last Wednesday.", "2017-01", "XXXX-WXX-3", (None, None)),
        ("It fell last Wednesday.", "2017", "XXXX-WXX-3", (None, None)),
        ("It fell last month.", "2017", "XXXX-XX", (None, None)),
        ("It fell last month.", "2017-01", "2016-12", ("2016-12-01", "2016-12-31")),
        ("It fell last year.", "2017", "2016", ("2016-01-01", "2016-12-31")),
        ("It fell in March.", "2017", "XXXX-03", (None, None)),
        # nothing to go by
        ("It fell last week.", None, "XXXX-WXX", (None, None)),
        ("It fell this spring.", None, "XXXX-SP", (None, None)),
        ("It fell on Wednesday.", None, "XXXX-WXX-3", (None, None)),
        ("It fell three days ago.", None, "XXXX-XX-XX", (None, None)),
        ("It fell on June 31, 2017.", None, "2017-06-XX", (None, None)),
        ("It fell in 300 BC.", None, "BC0300", (None, None)),
    ],
)
def test_values_and_bounds(text, published, value, bounds):
    (time,) = tag_times(text, published)
    assert (time.value, (time.earliest, time.latest)) == (value, bounds)
    assert time.reason
    if bounds == (None, None) and not value.startswith("BC"):
        assert time.anchor == "none"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("He came in October 2011. He left a month later.", ("2011-11", "expression")),
        ("He came in October 2011. At that time all was calm.", ("2011-10", "expression")),
        ("He came on Sunday. On the same day he left.", ("XXXX-WXX-7", "expression")),
        ("He came on June 26th. He left the next day.", ("XXXX-06-27", "expression")),
        ("He came on February 28. He left the next day.", ("XXXX-XX-XX", "none")),
        ("He came on the same day.", ("XXXX-XX-XX", "none")),
        ("He came on June 26th, one day after Haftar, he said.", ("P1D", "event")),
    ],
)
def test_dates_told_before_serve_without_a_publication_date(text, last):
    time = tag_times(text)[-1]
    assert (time.value, time.anchor) == last
    assert (time.anchor_id is not None) == (time.anchor == "expression")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Nov. 16.", "2015-11-16"),
        ("They had met on Nov. 16.", "2015-11-16"),
        ("They will meet on Nov. 16.", "2016-11-16"),
        ("They would meet on Nov. 16.", "2016-11-16"),
        ("The offer was extended to Nov. 16.", "2016-11-16"),
        ("He gave no reason for the Nov. 16 deadline.", "2016-11-16"),
        ("The offer had been due to expire on Friday.", "2016-10-28"),
        ("The offer is due to expire on Friday.", "2016-11-04"),
        ("A record was set on Oct. 6.", "2016-10-06"),
        ("They got until Friday.", "XXXX-WXX-5"),
        ("They gave him until Friday.", "2016-11-04"),
        ("They would have met on Friday.", "2016-10-28"),
        ("They meet Monday with him.", "2016-10-31"),
        ("They spoke on Monday, Oct. 31.", "2016-10-31"),
        ("They fled on Nov. 16's eve.", "2016-11-16"),
        ("The minister said on Tuesday troops would arrive.", "2016-10-25"),
        ("The minister said on Monday troops would arrive.", "XXXX-WXX-1"),
    ],
)
def test_tense_and_scheduling_words_say_which_way(text, value):
    """A past verb means the most recent day, unless a word of scheduling looks ahead."""
    (time,) = tag_times(text, "2016-10-30")
    assert time.value == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from May 3-5, 2016", [("May 3", "2016-05-03"), ("5, 2016", "2016-05-05")]),
        ("On June 24 and 25 they met.", [("June 24", "XXXX-06-24"), ("25", "XXXX-06-25")]),
        ("On June 24 and 25 men died.", [("June 24", "XXXX-06-24"), ("25", "XXXX-06-25")][:1]),
        ("between March and May 1988", [("March", "1988-03"), ("May 1988", "1988-05")]),
        ("in 2009–10, say", [("2009", "2009"), ("10", "2010")]),
        ("from 2011 to 2014", [("2011", "2011"), ("2014", "2014")]),
    ],
)
def test_both_ends_of_a_range_are_found(text, found):
    assert values(text) == found


NEITHER = "the clause does not say whether it is the last or the next"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # "this" weekday goes the way its clause does
        ("They plan to protest this Friday.", "2022-10-21"),
        ("He will visit Rome this Sunday.", "2022-10-23"),
        ("She is to meet him this Friday.", "2022-10-21"),
        ("The vote is expected this Friday.", "2022-10-21"),
        ("They are marching this Friday evening.", "2022-10-21TEV"),
        ("They protested this Friday.", "2022-10-14"),
        ("They protest this Wednesday.", "2022-10-19"),
        # modals
        ("He said troops would arrive on Friday.", "2022-10-21"),
        ("The EU may impose sanctions in early January.", "2023-01"),
        ("He may have met them in January.", "2022-01"),
        ("Russia could attack in December.", "2022-12"),
        ("Russia could have attacked in December.", "2021-12"),
        ("He could not be reached on Friday.", "2022-10-14"),
        ("None of them could be reached on Friday.", "2022-10-14"),
        ("Russia could attack on Wednesday.", "2022-10-19"),
        ("The court would have appointed a lawyer in June.", "2022-06"),
        # plans and acts
        ("He is to be extradited in December.", "2022-12"),
        ("He was extradited in December.", "2021-12"),
        ("It opens on Monday.", "2022-10-24"),
        ("He is due to arrive on Monday.", "2022-10-24"),
        ("He had been due to arrive on Monday.", "2022-10-17"),
        ("They were planning to march on Sunday.", "2022-10-23"),
        ("He was due to appear on Oct. 25.", "2022-10-25"),
        ("The accession was planned for December.", "2022-12"),
        ("He was able to leave on Sunday.", "2022-10-16"),
        ("He announced talks scheduled for Saturday.", "2022-10-22"),
        # a past act is never to come, however near
        ("Gunmen kidnapped three on Christmas Eve.", "2021-12-24"),
        ("They will meet on Christmas Eve.", "2022-12-24"),
        ("Gunmen killed six on Oct. 25.", "2021-10-25"),
        ("Gunmen killed six on Oct. 18.", "2022-10-18"),
        ("Gunmen kidnapped three in late October.", "2021-10"),
        ("Gunmen kidnapped three in mid-October.", "2022-10"),
    ],
)
def test_which_way_the_clause_looks(text, value):
    (time,) = tag_times(text, "2022-10-19")  # a Wednesday
    assert time.value == value
    assert time.earliest is not None


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("Russia could attack on Friday.", "XXXX-WXX-5", NEITHER),
        ("It could close in August.", "XXXX-08", NEITHER),
        ("Rain could return in spring.", "XXXX-SP", NEITHER),
        ("He was due to meet them on Sunday but cancelled.", "XXXX-WXX-7", NEITHER),
        ("The talks were scheduled for Sunday.", "XXXX-WXX-7", NEITHER),
        ("He was to be extradited on Friday night.", "XXXX-WXX-5TNI", NEITHER),
        ("A rally planned for Saturday was cancelled.", "XXXX-WXX-6", NEITHER),
        ("He was eager to leave on Sunday.", "XXXX-WXX-7", NEITHER),
        ("He was due to meet them over the weekend.", "XXXX-WXX-WE", NEITHER),
        ("He spoke of this Sunday's vote.", "XXXX-WXX-7", NEITHER),
        (
            "Gunmen killed six on Oct. 20.",
            "XXXX-10-20",
            "told as past, yet the day after the article of Wednesday 19 October 2022",
        ),
    ],
)
def test_what_the_clause_does_not_say_stays_open(text, value, reason):
    (time,) = tag_times(text, "2022-10-19")
    assert (time.value, time.reason) == (value, reason)
    assert (time.earliest, time.latest) == (None, None)


@pytest.mark.parametrize("published", ["2022-12-19", "2022-12-01", "2022-12-22"])
def test_a_past_act_is_not_dated_later_in_the_month_of_the_article(published):
    (time,) = tag_times("Gunmen kidnapped three aid workers on Christmas Eve.", published)
    assert time.value == "2021-12-24"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("On the same day in 2019 he won.", ("the same day in 2019", "2019-11-03")),
        ("On that day of 2019 he won.", ("that day of 2019", "2019-11-03")),
        ("In the same month last year he won.", ("the same month last year", "2021-11")),
        ("On the same day a year earlier he won.", ("the same day a year earlier", "2021-11-03")),
        ("On the same day two years ago he won.", ("the same day two years ago", "2020-11-03")),
        ("In the same week of 2019 he won.", ("the same week of 2019", "2019-WXX")),
        ("On the same day in Sirte he won.", ("the same day", "2022-11-03")),
        ("On the same day he won 2,019 votes.", ("the same day", "2022-11-03")),
    ],
)
def test_the_same_day_of_another_year(text, last):
    assert values(f"He fell on November 3. {text}", "2022-11-29")[-1] == last


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("On the same day in 2019 he won.", "2022-11-29", "2019-XX-XX"),
        ("He fell on Feb. 29, 2020. On the same day in 2019 he won.", None, "2019-XX-XX"),
        ("He fell on June 26th. On the same day in 2019 he won.", None, "2019-06-26"),
        ("He fell on June 26th. On the same day last year he won.", None, "XXXX-XX-XX"),
        ("He fell on June 26th. On the same day a year earlier he won.", None, "XXXX-XX-XX"),
    ],
)
def test_the_same_day_of_another_year_with_something_untold(text, published, value):
    assert tag_times(text, published)[-1].value == value


def test_an_hour_of_an_open_day_is_not_moved_to_the_day_of_the_article():
    (_, hour) = tag_times("He was due to come on Sunday. At 9 a.m. he left.", "2022-10-19")
    assert (hour.value, hour.earliest) == ("XXXX-WXX-7T09:00", None)


def test_reasons_are_for_reporters():
    (time,) = tag_times("in Tobruk last Wednesday", "2017-01-16")
    assert time.reason == "the Wednesday before the article of Monday 16 January 2017"
    (_, day) = tag_times("on June 26th, one day after Haftar, he left")
    assert day.reason == "counted from “after Haftar”, so the date of that is needed"


@pytest.mark.parametrize(
    "published", ["yesterday", "2017-13", "2017-02-30", "17-01-01", "", "0000"]
)
def test_a_publication_date_that_is_none_is_refused(published):
    with pytest.raises(BadSource, match="2017-01-16"):
        tag_times("last week", published)


SEED_TIMES = {
    "000": (
        "2017-01-16",
        "16 January, 2017=2017-01-16|this week=2017-W03|last Wednesday=2017-01-11|November=2016-11"
        "|recently=PAST_REF|that time=2016-11|that time=2016-11|2011=2011|recently=PAST_REF"
        "|September 2016=2016-09|the last two years=P2Y",
    ),
    "001": (
        "2016-11-28",
        "28 November, 2016=2016-11-28|Sunday=2016-11-27|recently=PAST_REF|the same day=2016-11-27"
        "|June=2016-06|October 2011=2011-10|June=2016-06|the same month=2016-06|October=2016-10"
        "|that time=2016-10|earlier this year=2016",
    ),
    "002": (
        "2017-02-02T14:21",
        "2009=2009|February 2, 2017=2017-02-02|2:21 pm=2017-02-02T14:21|the last two years=P2Y"
        "|last year=2016|last month=2017-01|last month=2017-01",
    ),
    "003": (
        None,
        "last week=XXXX-WXX|this year=XXXX|now=PRESENT_REF|the nearest future=FUTURE_REF",
    ),
    "004": (
        None,
        "recently=PAST_REF|June 26th=XXXX-06-26|one day=P1D|two decades=P20Y|the early 1990s=199"
        "|this spring=XXXX-SP|about ten months=P10M|early May=XXXX-05"
        "|the last two weeks of June=P2W|March=XXXX-03|soon=FUTURE_REF"
        "|2011=2011|2011=2011|2008=2008|1974=1974",
    ),
}


@pytest.mark.parametrize("seed", SEED_TIMES)
def test_the_seeds_are_read_right(seed):
    published, expected = SEED_TIMES[seed]
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    assert "|".join(f"{t}={v}" for t, v in values(path.read_text("utf-8"), published)) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join) | st.text(max_size=80),
    st.sampled_from([None, "2017", "2017-01", "2016-02-29", "1000-01-01", "9000-12-31"]),
)
def test_any_text_gives_sound_rows(text, published):
    """Spans are exact and apart, bounds hold the value, EDTF is valid, nothing raises."""
    import edtf

    end = 0
    for time in tag_times(text, published):
        assert text[time.start : time.end] == time.text and time.start >= end
        end = time.end
        assert time.value and time.reason and time.rule
        if time.earliest and time.latest:
            assert time.earliest <= time.latest
        for day in filter(None, (time.earliest, time.latest)):
            assert date.fromisoformat(day)
        if time.edtf:
            edtf.parse_edtf(time.edtf)
        if (
            (point := parse_point(time.value))
            and time.type == "DATE"
            and time.earliest
            and time.latest
        ):
            first, last = point.first.isoformat(), point.last.isoformat()
            assert first <= time.earliest <= time.latest <= last
        assert (time.anchor == "expression") == (time.anchor_id is not None)


@given(st.integers(1000, 9000), st.integers(1, 12), st.integers(1, 28))
def test_a_coarser_unit_holds_the_finer(year, month, day):
    point = parse_point(f"{year:04d}-{month:02d}-{day:02d}")
    for grain in GRAINS:
        held = point.within(grain)
        if grain != "weekend" and held is not None and held.is_possible:
            assert held.first <= point.first <= point.last <= held.last
            assert held.step(1).step(-1) == held


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("2016", "June 2016"),
        ("June 2016", "early June 2016"),
        ("June 2016", "June 26, 2016"),
        ("the 1990s", "the early 1990s"),
        ("last year", "June last year"),
        ("this year", "earlier this year"),
    ],
)
def test_more_precise_words_never_widen_the_bounds(wide, narrow):
    (a,), (b,) = tag_times(wide, "2016-11-28"), tag_times(narrow, "2016-11-28")
    assert a.earliest <= b.earliest <= b.latest <= a.latest


def test_the_clock_is_never_read():
    package = Path(__file__).parent.parent / "dateline" / "times"
    for path in package.glob("*.py"):
        assert not {".now(", ".today(", "time.time("} & set(path.read_text("utf-8").split()), path
        assert ".today()" not in path.read_text("utf-8") and ".now()" not in path.read_text("utf-8")


HOSTILE = {
    "digits": "'1' * 100_000",
    "one line": "'the last week of the year ' * 38_000",
    "near matches": "'early mid late ' * 60_000",
    "numbers": "'thousand hundred ' * 40_000",
    "figures": "'1,' * 200_000",
    "years": "'2011 that day ' * 30_000",
    "spaces": "' ' * 500_000 + '2011'",
    "points": "'Sept.' * 100_000",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time_and_little_memory(name):
    """On a parse without a model, so that only finding is measured."""
    script = f"""
        import resource, spacy
        from dateline.times.find import find
        resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        doc = spacy.blank("en").make_doc("x")
        text = {HOSTILE[name]}
        doc = spacy.tokens.Doc(doc.vocab, words=[text], spaces=[False])
        print(len(find(doc, ())))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert json.loads(done.stdout) >= 0


def test_seasons_and_weeks_begin_where_the_docs_say():
    assert str(Point("season", 2016 * 4 + 3).first) == "2016-12-01"
    assert parse_point("2017-01-01").within("week").value == "2016-W52"
