"""What a file gives: its header peeled, its furniture dropped, its date known or not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import BadSource
from dateline.ingest import read_sources
from dateline.model import Article, Refusal

SEEDS = Path(__file__).parent.parent / "seeds"
BODY = (
    "Gunmen stormed the oil port of Ras Lanuf before dawn on Tuesday, workers at the port said,"
    " and fires burned in its tanks until the evening.\n\n"
    "It was the second attack on the port this year.\n"
)


def article(folder: Path, content: str | bytes, name: str = "a.txt") -> Article:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    (read,) = read_sources([file])
    assert isinstance(read, Article), read
    return read


def refusal(folder: Path, content: str | bytes, name: str = "a.txt") -> Refusal:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    (read,) = read_sources([file])
    assert isinstance(read, Refusal), read
    return read


def blocks(read: Article) -> list[tuple[str, str]]:
    return [(p.role, read.text[p.start : p.end]) for p in read.paragraphs]


def rules(read: Article) -> dict[str, str]:
    return {line.text: line.rule for line in read.dropped_lines}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Article]:
    read = [item for item in read_sources([SEEDS]) if isinstance(item, Article)]
    return {item.id[:3]: item for item in read}


@pytest.mark.parametrize(
    ("seed", "published", "raw"),
    [
        ("000", "2017-01-16", "16 January, 2017"),
        ("001", "2016-11-28", "28 November, 2016"),
        ("002", "2017-02-02T14:21", "February 2, 2017 at 2:21 pm"),
        ("003", None, None),
        ("004", None, None),
    ],
)
def test_seed_dates_are_those_of_the_date_line_or_unknown(seeds, seed, published, raw):
    assert (seeds[seed].published, seeds[seed].published_raw) == (published, raw)
    assert seeds[seed].published_evidence == ("date-line" if published else "unknown")
    assert seeds[seed].published_reason


@pytest.mark.parametrize(
    ("seed", "title"),
    [
        ("000", "Is Russia set to train Libyan strongman Haftar's troops?"),
        ("001", "Libyan strongman Haftar in Russia for 'military talks'"),
        ("002", "Libya strongman's forces receiving medical treatment in Russia"),
        ("003", "Haftar hopes to receive military aid from Kremlin"),
        ("004", "Libya’s Haftar seeks Russian support"),
    ],
)
def test_seed_titles(seeds, seed, title):
    assert seeds[seed].title == title
    assert seeds[seed].language == "en"
    assert blocks(seeds[seed])[0] == ("title", title)


@pytest.mark.parametrize(
    ("seed", "roles"),
    [
        ("000", ["title", "deck", "caption"] + ["body"] * 11),
        ("001", ["title", "deck", "caption"] + ["body"] * 14 + ["quote"]),
        ("002", ["title"] + ["body"] * 9),
        ("003", ["title"] + ["body"] * 8),
        ("004", ["title"] + ["body"] * 19),
    ],
)
def test_seed_roles(seeds, seed, roles):
    assert [paragraph.role for paragraph in seeds[seed].paragraphs] == roles


@pytest.mark.parametrize(
    ("seed", "dropped"),
    [
        ("000", ["header-repeated-title", "reading-time", "header-date-line", "click-to"]),
        ("001", ["header-repeated-title", "reading-time", "header-date-line", "click-to"]),
        ("002", ["header-lone-word", "header-above-title", "header-date-line"]),
        ("003", ["header-breadcrumb"]),
        ("004", []),
    ],
)
def test_seed_drops(seeds, seed, dropped):
    assert [line.rule for line in seeds[seed].dropped_lines] == dropped


def test_only_seed_004_has_a_dateline(seeds):
    assert {key: seed.dateline_place for key, seed in seeds.items() if seed.dateline_place} == {
        "004": "Tunis"
    }


def test_slips_of_the_source_stay(seeds):
    for seed, slip in [("000", "themseleves"), ("001", "Segei Shaigu"), ("004", "al- Sarraj")]:
        assert slip in seeds[seed].text


MADE_UP = """\
Skip to main content
World News
Gunmen storm oil port in Libya | The Daily Gazette
ADVERTISEMENT
Gunmen storm oil port in Libya
Fires burn in the tanks of Ras Lanuf, workers say
By Jane Doe and Ali al-Hasan
Published: 3 May 2017 10:15 GMT
Updated 4 May 2017
3 minute read
Share on Facebook
Photo: Reuters
Smoke rises over the port of Ras Lanuf on Tuesday [Reuters]
RAS LANUF, Libya (Reuters) - Gunmen stormed the oil port of Ras Lanuf before dawn, workers said.
Read more: Who holds the oil ports?
They came from the desert.

A year of attacks

It was the second attack on the port this year, and the third on an oil port in the east of Libya.
Follow us on Twitter
© 2017 Reuters
Last modified on 4 May 2017
"""


def test_another_sites_page_is_peeled_too(tmp_path):
    read = article(tmp_path, MADE_UP)
    assert read.title == "Gunmen storm oil port in Libya"
    assert read.deck == "Fires burn in the tanks of Ras Lanuf, workers say"
    assert read.byline == "Jane Doe and Ali al-Hasan"
    assert read.published == "2017-05-03T10:15"
    assert read.dateline_place == "RAS LANUF, Libya"
    assert [role for role, _ in blocks(read)] == [
        "title", "deck", "caption", "body", "body", "subheading", "body",
    ]  # fmt: skip
    assert list(rules(read).values()) == [
        "navigation", "header-above-title", "header-site-name", "advertisement", "header-byline",
        "header-date-line", "header-updated-line", "reading-time", "share", "photo-credit",
        "read-more", "follow", "copyright", "date-stamp",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Gunmen storm oil port\n\n", "Gunmen storm oil port"),
        ("Who holds the port?\n", "Who holds the port?"),
        ("Opinion\nWho holds the port?\n", "Who holds the port?"),
        ("Honest news since 1999\n\nGunmen storm oil port\n\n", "Gunmen storm oil port"),
        ("Worst attack since 2011\nFires burn in tanks of oil port\n", "Worst attack since 2011"),
        ("A bridge too far\nGunmen storm oil port in the east\n", "A bridge too far"),
        ("By Land and Sea\n", "By Land and Sea"),
        ("menu\n\nOur daily word\n\nGunmen storm oil port\n", "Gunmen storm oil port"),
        ("Gunmen storm oil port | The Daily Gazette\n", "Gunmen storm oil port"),
        ("", None),
    ],
)
def test_the_title_is_found_by_evidence(tmp_path, header, title):
    assert article(tmp_path, header + BODY).title == title


def test_a_deck_needs_more_words_than_a_subheading(tmp_path):
    assert article(tmp_path, "Gunmen storm oil port\nWhat we know\n" + BODY).deck is None


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        ("Fires burn in the tanks of the port [AFP]", "caption"),
        ("Fires burn in the tanks of the port (AFP/Getty Images)", "caption"),
        ("Fires burn in the tanks of the port. Photo: Jane Doe", "caption"),
        ("The port is held by the Libyan National Army (LNA)", "body"),
        ("He wrote that it was “there” [sic]", "body"),
        ("“We hold the port, and nobody else does.”", "quote"),
        ("“We hold the port,” he said, “and nobody else.”", "body"),
        ("Who holds the port", "subheading"),
        ("They hold it:", "body"),
    ],
)
def test_roles_in_the_story(tmp_path, lines, role):
    read = article(tmp_path, f"Gunmen storm oil port\n\n{BODY}\n{lines}\n\n{BODY}")
    assert next(kind for kind, words in blocks(read) if words == lines) == role


def test_hard_wrapped_text_is_mended(tmp_path):
    wrapped = (
        "Gunmen storm oil port\n\n"
        "Gunmen stormed the oil port of Ras Lanuf before dawn on Tuesday, workers\n"
        "at the port said, and fires burned in its tanks until the evening, when\n"
        "the wind turned and the last of the gunmen left for the desert.\n\n"
        "It was the second attack on the port this year, and nobody knows yet who\n"
        "the gunmen were.\n"
    )
    read = article(tmp_path, wrapped)
    assert [role for role, _ in blocks(read)] == ["title", "body", "body"]
    assert blocks(read)[2][1].endswith("who the gunmen were.")


def test_short_lines_that_end_where_they_will_stay_apart(tmp_path):
    lines = ["They came at dawn and they left at dusk, he said."] * 4
    assert len(article(tmp_path, "Gunmen storm oil port\n" + "\n".join(lines)).paragraphs) == 5


def test_markdown_marks_go_and_links_leave_a_row(tmp_path):
    read = article(
        tmp_path,
        "# Gunmen storm *oil port*\n\n**By Jane Doe** | 16 January 2017 | 4 min read\n\n"
        f"![map](map.png)\n\n{BODY}\n- a [list](http://x.org) item\n\n"
        "## C# now? ##\n\n> We do not know.\n",
        "a.md",
    )
    assert (read.kind, read.title, read.byline) == ("md", "Gunmen storm oil port", "Jane Doe")
    assert read.published == "2017-01-16"
    assert blocks(read)[-3:] == [
        ("body", "a list item"),
        ("subheading", "C# now?"),
        ("quote", "We do not know."),
    ]
    assert rules(read)["- a [list](http://x.org) item"] == "markdown-link"
    assert rules(read)["![map](map.png)"] == "markdown-image"


def test_invisible_characters_leave_the_text_and_are_told(tmp_path):
    read = article(
        tmp_path, "Gunmen \u202estorm\u202c oil\u200b port\n\nThe ca\u00adpital. " + BODY
    )
    assert read.title == "Gunmen storm oil port"
    assert "The capital." in read.text
    (lost,) = [line for line in read.dropped_lines if line.rule == "undecodable"]
    assert "1 × U+00AD removed" in lost.text
    assert "1 × U+202E removed" in lost.text


# ---------------------------------------------------------------- front matter


def test_front_matter_states_what_the_text_does_not(tmp_path):
    read = article(
        tmp_path,
        '---\ntitle: "Ports: a year"\npublished: 2017-01\npublisher: Gazette\n'
        "url: javascript:alert(1)\nmood: grim\nlanguage: en-GB\n---\n" + BODY,
    )
    assert (read.title, read.publisher, read.language) == ("Ports: a year", "Gazette", "en")
    assert (read.published, read.published_evidence) == ("2017-01", "front-matter")
    assert (read.published_earliest, read.published_latest) == ("2017-01-01", "2017-01-31")
    assert read.url is None
    assert rules(read)["url: javascript:alert(1)"] == "front-matter-bad-url"
    assert rules(read)["mood: grim"] == "front-matter-unknown-key"
    assert blocks(read)[0] == ("title", "Ports: a year")


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("2017", "2017"),
        ("2017-01-16", "2017-01-16"),
        ("2017-02-02 14:21:00+02:00", "2017-02-02T14:21"),
        ("16 January 2017", "2017-01-16"),
    ],
)
def test_front_matter_dates(tmp_path, words, published):
    assert article(tmp_path, f"---\npublished: {words}\n---\n{BODY}").published == published


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("published: yesterday", "write 2017"),
        ("published: 2017-02-31", "write 2017"),
        ("published: 03/04/2017", "write 2017"),
        ("published: 0999", "from 1500 to 2199; write 2017"),
        ("published: 2999-01-01", "out of range: the year must be from 1500 to 2199"),
        ("published: 2 May 2999", "out of range"),
        ("published: 2999-13-01", "is no date"),
        ("published: '\\ud800'", "is no date"),
        ("title: [a, b]", "plain words"),
        ("title: a\ntitle: b", "second time"),
        ("title: &a b\nbyline: *a", "anchor"),
        ("title: 'Ports: a year", "quotation marks"),
        ("title: Ports: a year\n  and more", "quotation marks"),
        ("title: [Ports: a: year", "quotation marks"),
        ("title: Ports: a year\nbyline: *a", "anchor"),
        ("title: Ports: a year\nbyline: &a b", "anchor"),
        ('title: "\\UFFFFFFFF"', "cannot be read"),
        ('title: "\\U00110000"', "cannot be read"),
        ("title: " + "[" * 5000 + "]" * 5000, "nested too deep"),
    ],
)
def test_front_matter_that_cannot_be_used_is_refused_with_the_cure(tmp_path, block, why):
    refused = refusal(tmp_path, f"---\n{block}\n---\n{BODY}")
    assert refused.reason == "bad-front-matter"
    assert why in refused.detail


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Haftar: the man", "Haftar: the man"),
        ("title: Haftar's men: 'we hold it'", "Haftar's men: 'we hold it'"),
        ('title: "Haftar": the man', '"Haftar": the man'),
        ("title: Who holds it:", "Who holds it:"),
        ("title: @Haftar tweets", "@Haftar tweets"),
        ('title: "Haftar: the man"\npublisher: Gazette: news', "Haftar: the man"),
        ("title: Haftar\nmood: grim: very", "Haftar"),
    ],
)
def test_a_colon_in_a_value_needs_no_quotation_marks(tmp_path, line, title):
    read = article(tmp_path, f"---\n{line}\npublished: 2017\n---\n{BODY}")
    assert (read.title, read.published) == (title, "2017")


@pytest.mark.parametrize(
    ("escaped", "title"),
    [
        (r"\ud800 x", "\ufffd x"),
        (r"x \udfff", "x \ufffd"),
        (r"\ud83d\ude42 x", "🙂 x"),
        (r"a\0b", "ab"),
        (r"a\x07\x1b\x7fb", "ab"),
        (r"a\x85b\u2028c", "a b c"),
    ],
)
def test_escapes_in_front_matter_make_nothing_that_a_file_cannot_hold(tmp_path, escaped, title):
    block = "".join(f'{key}: "{escaped}"\n' for key in ("title", "byline", "publisher", "mood"))
    read = article(tmp_path, f"---\n{block}---\n{BODY}")
    assert read.title == read.byline == read.publisher == title
    assert blocks(read)[0] == ("title", title)


def test_a_date_key_alone_is_pointed_at(tmp_path):
    read = article(tmp_path, f"---\ntitle: Ports\ndate: 2017-01-16\n---\n{BODY}")
    assert read.published is None
    assert "has a date: key; name it published:" in read.published_reason
    assert rules(read)["date: 2017-01-16"] == "front-matter-unknown-key"
    both = article(tmp_path, f"---\npublished: 2017\ndate: 2017-01-16\n---\n{BODY}")
    assert "date: key" not in both.published_reason


def test_an_unclosed_block_is_refused_with_its_line(tmp_path):
    assert "line 1" in refusal(tmp_path, "---\ntitle: Ports\n\n" + BODY).detail


def test_a_rule_line_is_not_front_matter(tmp_path):
    assert rules(article(tmp_path, "---\nGunmen storm oil port\n\n" + BODY)) == {"---": "separator"}
    assert article(tmp_path, "---\nTunis: he said\n\n" + BODY).text.startswith("Tunis: he said")


# ---------------------------------------------------------------- sources


def test_order_and_ids_do_not_depend_on_the_file_system(tmp_path):
    for name in ["b.txt", "a.md", "a.txt", "a b.txt", "sub/c.TXT", ".hid/d.txt", ".e.txt"]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(BODY)
    (tmp_path / "corrections.yml").write_text("x")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".hid" / "b.txt").write_text(BODY)
    read = list(read_sources([tmp_path, tmp_path / ".hid" / "b.txt"]))
    assert [item.id for item in read if isinstance(item, Article)] == [
        "a-b", "a", "a-2", "b", "sub-c", "b-2",
    ]  # fmt: skip
    assert [item.reason for item in read if isinstance(item, Refusal)] == ["unknown-kind"]
    assert len({item.path for item in read}) == len(read)


def test_a_missing_source_is_an_error_before_anything_is_read(tmp_path):
    with pytest.raises(BadSource, match="nowhere"):
        read_sources([tmp_path, tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("name", "cure"), [("news.db", "named by --db"), ("news", "check the name")]
)
def test_a_file_to_write_given_as_a_source_is_told(tmp_path, name, cure):
    with pytest.raises(BadSource, match=cure):
        list(read_sources([tmp_path / name]))


def test_a_file_is_read_once_however_often_it_is_named(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    for name in ["a.txt", "sub/b.txt"]:
        (tmp_path / name).write_text(BODY)
    (tmp_path / "c.txt").symlink_to(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    sources = [tmp_path, "a.txt", tmp_path / "sub" / ".." / "a.txt", "sub", ".", tmp_path]
    paths = [item.path for item in read_sources(sources)]
    assert paths == ["a.txt", "c.txt", "sub/b.txt"]
    assert [item.path for item in read_sources(["a.txt", tmp_path / "a.txt"])] == ["a.txt"]


def test_the_file_to_write_is_no_source(tmp_path):
    for name in ["a.txt", "news.db"]:
        (tmp_path / name).write_text(BODY)
    assert [i.path for i in read_sources([tmp_path], besides=tmp_path / "news.db")] == ["a.txt"]
    with pytest.raises(BadSource, match="--db"):
        read_sources([tmp_path / "a.txt"], besides=tmp_path / "." / "a.txt")
