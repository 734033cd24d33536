"""What exports of JSON and tables give: every article's words and fields, and a row for each bad item."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest

from dateline.ingest import csv_files, json_files
from dateline.ingest.csv_files import read_csv
from dateline.ingest.export_values import is_markup, one_line, value_of
from dateline.ingest.exports import FORMS, MAX_ITEM, article_in, keys_for
from dateline.ingest.items import Item, Source
from dateline.ingest.json_files import read_json
from dateline.ingest.refused import Refused
from dateline.model import Refusal
from dateline.rules import read_words

TEXT = "Gunmen stormed the oil port before dawn.\n\nFires burned until the evening."


def source(content: str | bytes, kind: str) -> Source:
    raw = content.encode() if isinstance(content, str) else content
    return Source("news", f"news.{kind}", kind, len(raw), io.BytesIO(raw))


def read(content: object, kind: str = "json") -> list[Item | Refusal]:
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    reader = read_csv if kind in ("csv", "tsv") else read_json
    return list(reader(source(content, kind)))


def refused(content: object, kind: str = "json") -> Refused:
    with pytest.raises(Refused) as told:
        read(content, kind)
    return told.value


def shown(rows: list[Item | Refusal]) -> list[str]:
    """An item's words, a refusal's reason."""
    return [row.content if isinstance(row, Item) else row.reason for row in rows]


# Each as the program's documentation or code has it; the fields that count, and what must not be taken.
PROGRAMS = {
    "newspaper4k": (
        {"title": "Port stormed", "authors": ["Jo Do", "Jane Roe"], "text": TEXT, "meta_lang": "en",
         "publish_date": "2017-01-16T00:00:00", "meta_site_name": "The Example", "tags": [],
         "meta_description": "SEO words", "canonical_link": "https://e.org/a", "summary": ""},
        {"title": "Port stormed", "publisher": "The Example", "url": "https://e.org/a",
         "language": "en", "published": "2017-01-16T00:00:00"},
        ("Jo Do", "Jane Roe"),
    ),
    "news-please": (
        {"authors": ["Jo Do"], "date_download": "2020-01-01", "date_publish": "2017-01-16 00:00:00",
         "date_modify": None, "description": "SEO words", "language": "en", "maintext": TEXT,
         "source_domain": "e.org", "text": None, "title": "Port stormed", "url": "https://e.org/a"},
        {"title": "Port stormed", "publisher": "e.org", "url": "https://e.org/a", "language": "en",
         "published": "2017-01-16 00:00:00"},
        ("Jo Do",),
    ),
    "trafilatura": (
        {"title": "Port stormed", "author": "Jo Do", "hostname": "e.org", "date": "2017-01-16",
         "raw_text": "without paragraphs", "text": TEXT, "language": None, "filedate": "2026-11-22",
         "source": "https://e.org/a", "source-hostname": "The Example", "excerpt": "SEO words"},
        {"title": "Port stormed", "byline": "Jo Do", "publisher": "e.org", "url": "https://e.org/a",
         "published": "2017-01-16"},
        (),
    ),
    "Fundus": (
        {"title": "Port stormed", "authors": ["Jo Do"], "publishing_date": "2017-01-16 08:00:00+00:00",
         "topics": ["Libya"], "free_access": True,
         "body": {"summary": [], "sections": [{"headline": [], "paragraphs": TEXT.split("\n\n")}]}},
        {"title": "Port stormed", "published": "2017-01-16 08:00:00+00:00"},
        ("Jo Do",),
    ),
    "Event Registry": (
        {"uri": "1", "lang": "eng", "date": "2020-01-02", "dateTime": "2020-01-02T00:00:00Z",
         "dateTimePub": "2017-01-16T07:00:00Z", "url": "https://e.org/a", "title": "Port stormed",
         "body": TEXT, "source": {"uri": "e.org", "title": "The Example"},
         "authors": [{"uri": "jo@e.org", "name": "Jo Do", "type": "author"}]},
        {"title": "Port stormed", "publisher": "The Example", "url": "https://e.org/a",
         "published": "2017-01-16T07:00:00Z"},
        ("Jo Do",),
    ),
    "Webz.io": (
        {"thread": {"site": "e.org", "title": "Thread", "published": "2016-01-01"}, "uuid": "1",
         "url": "https://e.org/a", "author": "Jo Do", "published": "2017-01-16T07:00:00.000+02:00",
         "title": "Port stormed", "text": TEXT, "language": "english", "crawled": "2020-01-01"},
        {"title": "Port stormed", "byline": "Jo Do", "publisher": "e.org", "url": "https://e.org/a",
         "published": "2017-01-16T07:00:00.000+02:00"},
        (),
    ),
    "All the News": (
        {"id": 17283, "title": "Port stormed", "publication": "New York Times", "author": "Jo Do",
         "date": "2017-01-16", "year": 2017.0, "month": 1.0, "url": float("nan"), "content": TEXT},
        {"title": "Port stormed", "byline": "Jo Do", "publisher": "New York Times",
         "published": "2017-01-16"},
        (),
    ),
    "Elasticsearch": (
        {"_index": "news", "_id": "1", "_source": {"headline": "Port stormed", "story": TEXT}},
        {"title": "Port stormed"},
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_fields_of_a_program_are_known(program):
    record, values, authors = PROGRAMS[program]
    [item] = read(record)
    assert isinstance(item, Item)
    assert (item.content, item.form, item.path, item.id) == (TEXT, "text", "news.json", "news")
    assert (item.stated.values, item.stated.authors) == (values, authors)
    assert item.stated.evidence == "export-field"
    assert not item.stated.is_summary


def test_the_guardians_html_is_taken_before_its_text_without_paragraphs():
    article = {
        "webTitle": "Port stormed – live", "webUrl": "https://e.org/a",
        "webPublicationDate": "2017-01-16T07:00:00Z",
        "fields": {"headline": "Port stormed", "standfirst": "<p>Fires <b>burn</b></p>",
                   "trailText": "Read on", "byline": "Jo Do in Tripoli", "bodyText": "One. Two.",
                   "body": "<p>One.</p><p>Two.</p>"},
    }  # fmt: skip
    [item] = read({"response": {"status": "ok", "results": [article]}})
    assert (item.content, item.form, item.path) == ("<p>One.</p><p>Two.</p>", "html", "news.json#1")
    assert item.stated.values == {
        "title": "Port stormed", "deck": "Fires burn", "byline": "Jo Do in Tripoli",
        "url": "https://e.org/a", "published": "2017-01-16T07:00:00Z",
    }  # fmt: skip
    assert item.stated.keys["published"] == "webPublicationDate"
    assert item.stated.keys["deck"] == "fields.standfirst"


def test_what_the_new_york_times_gives_is_a_summary():
    doc = {
        "abstract": "Gunmen came.", "snippet": "Gunmen…", "lead_paragraph": "Gunmen came at dawn.",
        "headline": {"main": "Port stormed", "kicker": "Libya"}, "source": "The New York Times",
        "pub_date": "2017-01-16T05:00:00+0000", "byline": {"original": "By Jo Do", "person": []},
        "web_url": "https://e.org/a", "keywords": [{"name": "glocations", "value": "Libya"}],
    }  # fmt: skip
    for content in ({"response": {"docs": [doc], "meta": {"hits": 1}}}, doc):
        [item] = read(content)
        assert (item.content, item.stated.is_summary) == ("Gunmen came at dawn.", True)
        assert item.stated.values["title"] == "Port stormed"
        assert item.stated.values["byline"] == "By Jo Do"
        assert item.stated.values["publisher"] == "The New York Times"
        assert "deck" not in item.stated.values


def test_wordpress_has_markup_and_entities():
    post = {
        "date": "2017-01-16T07:00:00", "modified": "2017-01-17T07:00:00", "link": "https://e.org/a",
        "title": {"rendered": "Haftar&#8217;s <em>port</em>"},
        "content": {"rendered": "<p>Gunmen came.</p>\n", "protected": False},
        "excerpt": {"rendered": "<p>Read on</p>"}, "author": 3,
    }  # fmt: skip
    [item] = read([post])
    assert (item.content, item.form) == ("<p>Gunmen came.</p>\n", "html")
    assert item.stated.values["title"] == "Haftar’s port"
    assert item.stated.values["modified"] == "2017-01-17T07:00:00"
    assert item.stated.authors == () and "byline" not in item.stated.values


def test_a_json_feed_says_who_publishes_all_its_items():
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Example", "language": "en-US",
        "description": "All the news", "home_page_url": "https://e.org/",
        "items": [
            {"id": "1", "content_text": "Gunmen came.", "authors": [{"name": "Jo Do"}]},
            {"id": "2", "summary": "Gunmen…", "language": "de", "title": "Hafen"},
        ],
    }  # fmt: skip
    first, second = read(feed)
    assert first.stated.values == {"publisher": "The Example", "language": "en"}
    assert first.stated.authors == ("Jo Do",)
    assert second.stated.values["language"] == "de"
    assert second.stated.is_summary


@pytest.mark.parametrize(
    ("record", "words", "is_summary"),
    [
        ({"text": "A.", "description": "B."}, "A.", False),
        ({"text": "", "description": "B."}, "B.", True),
        ({"text": "nan", "content": "A."}, "A.", False),
        ({"text": None, "content": "A."}, "A.", False),
        ({"content": "Gunmen came to the po… [+3100 chars]"}, "Gunmen came to the po", True),
        ({"content": "He wrote [+3100 chars] more"}, "He wrote [+3100 chars] more", False),
        ({"content": "ONLY AVAILABLE IN PAID PLANS", "description": "B."}, "B.", True),
        ({"text": ["One.", "Two."]}, "One.\n\nTwo.", False),
        ({"LP": "One.", "TD": "Two."}, "One.\n\nTwo.", False),
        ({"LP": "One.", "TD": "One. Two."}, "One. Two.", False),
        ({"Article-Text": "A."}, "A.", False),
        ({"text": "a\0b\ud800"}, "ab\ufffd", False),
    ],
)
def test_the_words_of_a_record(record, words, is_summary):
    found, form, stated = article_in(record)
    assert (found, form, stated.is_summary) == (words, "text", is_summary)


@pytest.mark.parametrize(
    ("record", "reason", "said"),
    [
        ({"url": "https://e.org/a", "title": "A", "seendate": "20170116T000000Z"}, "no-body", "only lists"),
        ({"title": "A"}, "no-body", "has no text"),
        ({"text": 5}, "bad-item", "'text'"),
        ({"text": True, "description": "B."}, "bad-item", "'text'"),
        ({"text": {"a": {"b": 1}}}, "bad-item", "'text'"),
        ({"text": ["One.", 2]}, "bad-item", "'text'"),
        ({"text": [{"url": "https://e.org/a.png"}]}, "bad-item", "'text'"),
    ],
)  # fmt: skip
def test_a_record_without_words_is_refused(record, reason, said):
    with pytest.raises(Refused) as told:
        article_in(record)
    assert told.value.reason == reason
    assert said in told.value.detail


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("published", 1484577600, "2017-01-16T14:40:00Z"),
        ("published", 1484577600000, "2017-01-16T14:40:00Z"),
        ("published", "1484577600", "2017-01-16T14:40:00Z"),
        ("published", 20170116, "2017-01-16"),
        ("published", 2017.0, "2017"),
        ("published", 12, None),
        ("published", 10**30, None),
        ("published", float("nan"), None),
        ("published", True, None),
        ("published", {"$date": "2017-01-16T07:00:00Z"}, "2017-01-16T07:00:00Z"),
        ("published", "16 January, 2017", "16 January, 2017"),
        ("title", 1984, None),
        ("title", "1984", "1984"),
        ("title", "None", None),
        ("title", "None of us", "None of us"),
        ("title", "x" * 3_000, None),
        ("publisher", {"id": None, "name": "The Example"}, "The Example"),
        ("publisher", "https://e.org", None),
        ("url", "javascript:alert(1)", None),
        ("url", "https://e.org/?a=1&amp;copy=2", "https://e.org/?a=1&copy=2"),
        ("language", "english", None),
        ("language", "de_DE", "de"),
    ],
)
def test_a_value_is_taken_or_left(field, value, said):
    assert value_of(field, value) == said


def test_markdown_is_known_by_its_key():
    assert article_in({"markdown": "# Port\n\nGunmen came."})[1] == "markdown"
    assert article_in({"text": "# Port\n\nGunmen came."})[1] == "text"


def test_only_what_means_a_standfirst_is_the_deck():
    for key in ("deck", "Subtitle", "standfirst", "subheadline"):
        assert article_in({"text": "A.", key: "B."})[2].values == {"deck": "B."}
    for key in ("description", "kicker", "summary", "excerpt"):
        assert article_in({"text": "A.", key: "B."})[2].values == {}


def test_when_a_crawler_saw_an_article_is_no_date_of_publication():
    for key in ("seendate", "date_download", "indexed_date", "crawled", "filedate", "Date Added"):
        assert key not in keys_for("published", "modified")
        assert article_in({"text": "A.", key: "2017-01-16"})[2].values == {}


def test_the_list_of_keys_has_known_fields_and_no_key_twice_for_one():
    rows = read_words("export_keys.csv", "key", "field", "source")
    fields = {
        *FORMS,
        *["lead", "summary", "title", "deck", "byline", "authors", "publisher", "url"],
    }
    assert {row["field"] for row in rows} <= fields | {"language", "published", "modified"}
    assert len({(row["key"].casefold(), row["field"]) for row in rows}) == len(rows)
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        ('{"text": "A."}', ["news.json"]),
        ('\ufeff\n {"text": "A."}\r\n', ["news.json"]),
        ('[{"text": "A."}]', ["news.json#1"]),
        ('{"text": "A."}\r\n\r\n{"text": "B."}', ["news.json#1", "news.json#2"]),
        ('{"status": "ok", "articles": [{"text": "A."}], "tags": [{"a": 1}]}', ["news.json#1"]),
        ('{"hits": {"total": 1, "hits": [{"_source": {"text": "A."}}]}}', ["news.json#1"]),
        ('{"dump": [{"text": "A."}]}', ["news.json#1"]),
        ('{"article": [{"text": "A."}, {"text": "B."}]}', ["news.json#1", "news.json#2"]),
        ('{"articles": {"results": [{"body": "A."}], "count": 1}}', ["news.json#1"]),
        ('{"text": "A.", "images": [{"text": "B."}]}', ["news.json"]),
        ('{"text": "A.", "items": [{"text": "B."}]}', ["news.json"]),
        ('{\n"text": "A."\n}\n', ["news.json"]),
        ('{"text": "A."}'.encode("utf-16"), ["news.json"]),
        ('{"text": "caf\xe9"}'.encode("latin-1"), ["news.json"]),
    ],
)
def test_json_is_one_object_a_list_or_lines(content, paths):
    rows = read(content)
    assert [row.path for row in rows] == paths
    assert all(isinstance(row, Item) for row in rows)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("[]", "empty"),
        ('{"articles": []}', "empty"),
        ("hello", "bad-json"),
        ("12", "bad-json"),
        ('{"a": ', "bad-json"),
        ("[" * 200_000, "bad-json"),
        ('{"a":' * 200_000, "bad-json"),
        ('{"articles": [{"text": "A."}], "posts": [{"text": "B."}]}', "several-lists"),
        ('{"url": "https://e.org/a"}', "no-body"),
    ],
)
def test_json_that_gives_nothing_is_refused_as_a_whole(content, reason):
    assert refused(content).reason == reason


def test_one_bad_item_of_a_list_does_not_cost_its_neighbours():
    rows = read([{"text": "A."}, 5, {"text": 5}, {"title": "x"}, None, {"text": "B."}])
    assert shown(rows) == ["A.", "bad-item", "bad-item", "no-body", "bad-item", "B."]
    assert [row.path for row in rows][-1] == "news.json#6"


def test_one_bad_line_does_not_cost_its_neighbours():
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    huge = '{"text": "B.", "id": ' + "9" * 10_000 + "}"
    lines = ['{"text": "A."}', '{"text": "A."},', deep, "", huge, "\x89PNG", '{"text": NaN}', "[1]"]
    rows = read("\n".join(lines), "jsonl")
    assert shown(rows) == [
        "A.", "bad-json", "bad-json", "B.", "bad-json", "no-body", "bad-item",
    ]  # fmt: skip
    assert [row.path for row in rows][-1] == "news.jsonl#7"


def test_a_file_of_lines_with_one_line_is_numbered():
    assert [row.path for row in read('{"text": "A."}', "jsonl")] == ["news.jsonl#1"]


def test_a_list_in_a_file_of_lines_is_read_as_a_list():
    assert shown(read('[\n{"text": "A."},\n{"text": "B."}\n]', "jsonl")) == ["A.", "B."]


def test_of_a_key_that_is_there_twice_the_last_that_says_something_counts():
    assert shown(read('{"text": "A.", "text": "B.", "text": null, "TEXT": ""}')) == ["B."]


class Endless(io.RawIOBase):
    """A line of so many bytes between two articles, made as it is read."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts, self.left, self.tail = head, size, tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if not self.parts and self.left:
            self.parts = b"x" * min(self.left, 65_536)
            self.left -= len(self.parts)
        elif not self.parts:
            self.parts, self.tail = self.tail, b""
        count = min(len(buffer), len(self.parts))
        buffer[:count], self.parts = self.parts[:count], self.parts[count:]
        return count


@pytest.mark.parametrize(
    ("reader", "head", "tail"),
    [
        (read_json, b'{"text": "A."}\n{"text": "', b'"}\n{"text": "B."}\n'),
        (read_csv, b'title,text\n1,A.\n2,"x\ny', b'"\n3,B.\n'),
        (read_csv, b"title,text\n1,A.\n2,", b"\n3,B.\n"),
    ],
)
def test_a_line_of_any_length_is_read_past_in_little_memory(reader, head, tail):
    stream = io.BufferedReader(Endless(head, 60_000_000, tail))
    tracemalloc.start()
    rows = list(reader(Source("news", "news", "jsonl", 60_000_000, stream)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert shown(rows) == ["A.", "too-large", "B."]
    assert rows[1].bytes > 60_000_000
    assert peak < 5 * MAX_ITEM


def test_json_that_is_not_in_lines_has_a_limit_and_the_refusal_says_the_cure(monkeypatch):
    monkeypatch.setattr(json_files, "MAX_WHOLE", 100)
    told = refused([{"text": "x" * 200}])
    assert told.reason == "too-large"
    assert "jq -c '.[]'" in told.detail


def test_an_item_of_a_list_that_is_too_large_is_refused_alone(monkeypatch):
    monkeypatch.setattr(json_files, "MAX_ITEM", 100)
    assert shown(read('[\n{"text": "' + "x" * 200 + '"}, {"text": "A."}]')) == ["too-large", "A."]


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "content",
    [
        "title,text\nPort,A.\n",
        "title;text\r\nPort;A.\r\n",
        "title\ttext\nPort\tA.",
        "title|text\nPort|A.\n\n",
        "\ufefftitle,text\nPort,A.\n,\n",
        '"title","text"\n"Port","A."\n',
        ",Title,Text,\n0,Port,A.,\n",
        "title,text\nPort,A.,,\n",
        "title,text\nPort,A.\n".encode("utf-16"),
        "title,text\nPort,A.\n".encode("utf-16-le"),
        "title,text\nPort,A.\0\n",
    ],
)
def test_a_table_is_read_whatever_stands_between_its_cells(content):
    [item] = read(content, "csv")
    assert (item.content, item.stated.values, item.path) == ("A.", {"title": "Port"}, "news.csv#1")


def test_line_breaks_and_marks_inside_quotation_marks_are_the_articles_own():
    rows = read('title,content\n1,"One, ""two"".\r\n\r\nThree."\n2,5" guns\n', "csv")
    assert shown(rows) == ['One, "two".\n\nThree.', '5" guns']


def test_each_record_of_a_table_is_decoded_for_itself():
    table = "title,text\n1,café\n".encode() + b"2,caf\xe9\n" + "3,naïve café\n".encode()
    assert shown(read(table, "csv")) == ["café", "café", "naïve café"]


def test_a_row_with_other_cells_than_columns_is_refused_alone():
    rows = read("title,text\n1,A.\n2\n3,B.,more\n4,C.\n", "csv")
    assert shown(rows) == ["A.", "bad-item", "bad-item", "C."]
    assert rows[2].detail == "line 4: it has 3 cells for 2 columns"


def test_a_quotation_mark_that_never_closes_is_told_with_its_line():
    rows = read('title,text\n1,A.\n2,"B.\n3,C.\n', "csv")
    assert shown(rows) == ["A.", "bad-item"]
    assert "line 3" in rows[1].detail


def test_the_authors_of_a_table_may_be_the_text_of_a_list():
    [item] = read("text,authors,source\nA.,\"['Jo Do', 'Jane Roe']\",The Example\n", "csv")
    assert item.stated.authors == ("Jo Do", "Jane Roe")
    assert item.stated.values == {"publisher": "The Example"}


def test_trafilaturas_tables_have_no_header():
    row = 'https://e.org/a\tnull\t662d\te.org\tPort\tnull\t2017-01-16\t"Port\nA."\tnull\tnull\tnull\r\n'
    first, second = read(row + row, "tsv")
    assert first.content == "Port\nA."
    assert first.stated.values == {
        "title": "Port", "publisher": "e.org", "url": "https://e.org/a", "published": "2017-01-16",
    }  # fmt: skip
    assert second.path == "news.tsv#2"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("url,title,seendate\nhttps://e.org/a,A,20170116\n", "url, title, seendate"),
        ("mood\ngrim\n", "it has mood"),
        ("x" * 200_000, "no column names"),
    ],
)
def test_a_table_without_a_column_of_text_names_those_it_has(content, said):
    told = refused(content, "csv")
    assert told.reason == "no-text-column"
    assert said in told.detail


def test_an_empty_table_is_refused():
    assert refused("\n\n", "csv").reason == "empty"
    assert read("title,text\n", "csv") == []


def test_a_table_in_utf_16_has_a_limit(monkeypatch):
    monkeypatch.setattr(csv_files, "MAX_WHOLE", 100)
    assert refused(("title,text\n" + "1,A.\n" * 99).encode("utf-16"), "csv").reason == "too-large"


@pytest.mark.parametrize("words", ["<p" * 1_000_000, "<a " * 500_000, "&" * 2_000_000])
def test_markup_is_looked_for_in_linear_time(words):
    assert not is_markup(words)
    assert one_line(words[:100_000])
