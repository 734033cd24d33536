"""What web archives, saved pages and Word documents give."""

from __future__ import annotations

import builtins
import gzip
import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest import docx, mhtml, warc
from dateline.ingest.csv_files import read_csv
from dateline.ingest.docx import read_docx
from dateline.ingest.feeds import read_feed
from dateline.ingest.items import Item, Source
from dateline.ingest.json_files import read_json
from dateline.ingest.mhtml import part_charset, read_mhtml
from dateline.ingest.refused import Refused
from dateline.ingest.warc import http_charset, read_warc

HTML = [("Content-Type", "text/html; charset=windows-1252")]
PAGE = "<p>caf\xe9</p>".encode("latin-1")


def read(reader, content: bytes, name: str):
    kind = name.rpartition(".")[2]
    return list(reader(Source("news", name, kind, len(content), io.BytesIO(content))))


def refused(reader, content: bytes, name: str) -> Refused:
    with pytest.raises(Refused) as told:
        read(reader, content, name)
    return told.value


READERS = (read_csv, read_docx, read_feed, read_json, read_mhtml, read_warc)


@pytest.mark.parametrize("reader", READERS)
@given(content=st.binary(max_size=300) | st.text(alphabet='<>&;"{}[]:,\n at\0é').map(str.encode))
def test_any_bytes_give_rows_or_a_refusal(reader, content):
    try:
        rows = read(reader, content, "news.json")
    except Refused as told:
        assert told.reason and told.detail
    else:
        assert len({row.path for row in rows}) == len(rows)


# ---------------------------------------------------------------- WARC


def archive(*answers, kind: str = "response") -> bytes:
    """A web archive of answers: status, headers, body, each of https://e.org/1, /2, …"""
    writer = pytest.importorskip("warcio.warcwriter").WARCWriter
    headers = pytest.importorskip("warcio.statusandheaders").StatusAndHeaders

    class Writer(writer):
        @staticmethod
        def _create_temp_file():
            return io.BytesIO()  # warcio leaves its temporary files open

    out = io.BytesIO()
    made = Writer(out, gzip=False)
    made.write_record(made.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (status, fields, body) in enumerate(answers, start=1):
        http = headers(status, fields, protocol="HTTP/1.1") if kind == "response" else None
        content_type = dict(fields).get("Content-Type", "") if kind == "resource" else ""
        record = made.create_warc_record(
            f"https://e.org/{number}",
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_content_type=content_type,
        )
        made.write_record(record)
    return out.getvalue()


def warc_rows(content: bytes):
    return read(read_warc, content, "news.warc")


def test_the_pages_of_an_archive():
    first, second = warc_rows(archive(("200 OK", HTML, PAGE), ("200 OK", HTML, b"<p>B</p>")))
    assert (first.content, first.form, first.path) == (PAGE, "html", "news.warc#1")
    assert first.stated.values == {"url": "https://e.org/1"}
    assert first.stated.keys == {"url": "WARC-Target-URI"}
    assert (second.content, second.id) == (b"<p>B</p>", "news-2")


def test_a_resource_is_a_page_too():
    [item] = warc_rows(archive(("", HTML, PAGE), kind="resource"))
    assert item.content == PAGE


def test_what_is_no_page_is_one_row():
    png = [("Content-Type", "image/png")]
    rows = warc_rows(
        archive(
            ("301 Moved", HTML, b""), ("200 OK", png, b"x"), ("200 OK", HTML, PAGE),
            ("200 OK", png, b"y"), ("404 Not Found", HTML, b"<p>No</p>"), ("200 OK", [], b"z"),
        )
    )  # fmt: skip
    item, others = rows
    assert (item.path, others.path, others.reason) == ("news.warc#1", "news.warc", "not-pages")
    assert others.detail.endswith(
        "2 × image/png, 1 × status 301, 1 × status 404, 1 × of no stated kind"
    )


@pytest.mark.parametrize("answers", [[], [("404 Not Found", HTML, b"<p>No</p>")]])
def test_an_archive_without_pages_says_so(answers):
    [row] = warc_rows(archive(*answers))
    assert (row.reason, row.path) == ("no-pages", "news.warc")


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("identity", PAGE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_is_taken_out_of_its_encoding(encoding, body):
    [item] = warc_rows(archive(("200 OK", [*HTML, ("Content-Encoding", encoding)], body)))
    assert item.content == PAGE


def test_a_bomb_in_an_archive_is_refused_alone():
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join([*(squeeze.compress(bytes(1_000_000)) for _ in range(200)), squeeze.flush()])
    packed = [*HTML, ("Content-Encoding", "gzip")]
    rows = warc_rows(archive(("200 OK", packed, bomb), ("200 OK", HTML, PAGE)))
    assert [getattr(row, "reason", None) for row in rows] == ["too-large", None]


def test_an_archive_that_is_cut_or_damaged_gives_what_it_can():
    whole = archive(("200 OK", HTML, PAGE), ("200 OK", HTML, PAGE))
    rows = warc_rows(whole[:-10])
    assert [getattr(row, "reason", None) for row in rows] == [None, "bad-item"]
    second = whole.rindex(b"WARC/1")
    rows = warc_rows(whole[:second] + b"garbage\r\n\r\n" + whole[second:])
    assert [getattr(row, "reason", None) for row in rows] == [None, "bad-warc"]
    assert [row.path for row in rows] == ["news.warc#1", "news.warc#2"]


def test_what_is_no_archive_is_refused():
    assert refused(read_warc, b"hello world\n" * 9, "news.warc").reason == "bad-warc"


def test_without_warcio_the_refusal_says_what_to_install(monkeypatch):
    whole = archive(("200 OK", HTML, PAGE))
    known = builtins.__import__

    def without(name, *rest):
        if name.startswith("warcio"):
            raise ImportError(name)
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    told = refused(read_warc, whole, "news.warc")
    assert told.reason == "needs-extra"
    assert "dateline[warc]" in told.detail


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        ("text/html; charset=Windows-1252", "windows-1252"),
        ('text/html;charset="utf-8"', "utf-8"),
        ("text/html", None),
        ("text/html; profile=charset", None),
    ],
)
def test_the_encoding_a_server_names(said, charset):
    iterate = pytest.importorskip("warcio.archiveiterator").ArchiveIterator
    whole = archive(("200 OK", [("Content-Type", said)], PAGE))
    [_, record] = [(record.rec_type, http_charset(record)) for record in iterate(io.BytesIO(whole))]
    assert record == ("response", charset)


def test_a_hostile_archive_has_only_so_many_kinds(monkeypatch):
    monkeypatch.setattr(warc, "MAX_KINDS", 3)
    answers = [("200 OK", [("Content-Type", f"a/{number}")], b"x") for number in range(20)]
    [row] = warc_rows(archive(*answers))
    assert "17 × others" in row.detail


# ---------------------------------------------------------------- MHTML

SAVED = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://e.org/a
Subject: Port stormed
Date: Thu, 9 May 2019 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBO
------B
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://e.org/a

<p>caf=C3=A9 and=
 more</p>
------B
Content-Type: text/html
Content-ID: <frame-2@mhtml.blink>

<p>An advertisement</p>
------B--
"""


def mhtml_item(content: bytes) -> Item:
    [item] = read(read_mhtml, content, "news.mhtml")
    return item


def test_the_page_of_a_saved_page():
    item = mhtml_item(SAVED)
    assert item.content.decode().strip() == "<p>café and more</p>"
    assert (item.form, item.path, item.bytes) == ("html", "news.mhtml", len(SAVED))
    assert item.stated.values == {"url": "https://e.org/a"}  # and no date: it was saved in 2019


def test_a_saved_page_may_name_the_part_it_begins_with():
    named = SAVED.replace(b'boundary="', b'start="<frame-2@mhtml.blink>"; boundary="')
    assert mhtml_item(named).content.strip() == b"<p>An advertisement</p>"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        (b"https://e.org/a", "https://e.org/a"),
        (b"https://e.org/\n a", "https://e.org/a"),
        (b"file:///C:/a.htm", None),
        (b"cid:1", None),
    ],
)
def test_only_an_address_on_the_web_is_its_url(location, url):
    content = b"Content-Location: " + location + b"\nContent-Type: text/html\n\n<p>A</p>"
    assert mhtml_item(content).stated.values.get("url") == url


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"Content-Type: text/html\n\n  \n", "empty"),
        (b"Content-Type: image/png\n\nx", "no-pages"),
        (b"hello", "no-pages"),
        (SAVED.replace(b"text/html", b"image/png"), "no-pages"),
        (b'Content-Type: multipart/related; boundary="a"\n' * 500, "bad-mhtml"),
        (b"Content-Type: text/html\n\n" + b"x\n" * 1_100_000, "bad-mhtml"),
        (SAVED.replace(b"iVBO", b"--a\n" * 11_000), "bad-mhtml"),
    ],
)
def test_a_saved_page_that_is_none_is_refused(content, reason):
    assert refused(read_mhtml, content, "news.mhtml").reason == reason


def test_a_saved_page_has_limits(monkeypatch):
    monkeypatch.setattr(mhtml, "MAX_BYTES", 10)
    assert refused(read_mhtml, SAVED, "news.mhtml").reason == "too-large"
    monkeypatch.setattr(mhtml, "MAX_WHOLE", 10)
    assert refused(read_mhtml, SAVED, "news.mhtml").reason == "too-large"


def test_the_encoding_a_part_names():
    from email import message_from_string

    assert part_charset(message_from_string("Content-Type: text/html")) is None


# ---------------------------------------------------------------- Word

SPACE = docx.SPACES[0]


def document(
    body: str, space: str = SPACE, prolog: str = "", name: str = "word/document.xml"
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/header1.xml", "<p>HEADER</p>")
        parts.writestr(
            name,
            f'{prolog}<w:document xmlns:w="{space}" xmlns:mc="{docx.FALLBACK[1:-9]}">'
            f"<w:body>{body}</w:body></w:document>",
        )
    return out.getvalue()


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<w:p>{run('A')}{run(' b.')}</w:p><w:p/><w:p>{run('C.')}</w:p>", "A b.\n\nC."),
        (f"<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr>{run('Port')}</w:p>", "Port"),
        (f"<w:p>{run('A')}<w:ins>{run(' new')}</w:ins>"
         "<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "A new"),
        (f"<w:p>{run('A')}<w:moveFrom>{run('B')}</w:moveFrom></w:p>", "A"),
        (f"<w:p>{run('Bengh')}<w:r><w:softHyphen/></w:r>{run('azi')}</w:p>", "Benghazi"),
        (f"<w:p>{run('A')}<w:r><w:br/><w:noBreakHyphen/></w:r>{run('b')}</w:p>", "A\n-b"),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('A')}</w:p></w:tc>"
         f"<w:tc><w:p>{run('B')}</w:p></w:tc></w:tr></w:tbl>", "A\n\nB"),
        (f"<w:p><w:hyperlink>{run('A')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", "A"),
        (f"<w:p>{run('A')}<mc:AlternateContent><mc:Choice><w:p>{run('Box')}</w:p></mc:Choice>"
         f"<mc:Fallback><w:p>{run('Box')}</w:p></mc:Fallback></mc:AlternateContent></w:p>", "A\n\nBox"),
    ],
)  # fmt: skip
def test_the_paragraphs_of_a_document(body, words):
    for space in docx.SPACES:
        [item] = read(read_docx, document(body, space), "news.docx")
        assert (item.content, item.form, item.path) == (words, "text", "news.docx")


def test_the_part_that_word_365_calls_document2():
    [item] = read(
        read_docx, document(f"<w:p>{run('A')}</w:p>", name="word/document2.xml"), "a.docx"
    )
    assert item.content == "A"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"hello", "bad-docx"),
        (document(f"<w:p>{run('A')}</w:p>")[:-30], "bad-docx"),
        (document("<w:p>"), "bad-docx"),
        (document("<w:p/>"), "empty"),
        (document("<w:p/>", space="urn:other"), "bad-docx"),
        (document("<w:p/>", name="xl/workbook.xml"), "unknown-kind"),
        (document(f"<w:p>{run('&a;')}</w:p>", prolog='<!DOCTYPE a [<!ENTITY a "b">]>'), "unsafe-xml"),
        (document("<w:p>" * 5_000 + "</w:p>" * 5_000), "bad-docx"),
        (document(" " * 21_000_000), "too-large"),
        (document("<w:p/>") + docx.ENTRY * 20_000, "bomb"),
    ],
)  # fmt: skip
def test_a_document_that_is_damaged_or_hostile_is_refused(content, reason):
    assert refused(read_docx, content, "news.docx").reason == reason


def test_a_document_whose_directory_lies_about_its_size_is_refused(monkeypatch):
    content = document("<w:p/>" * 100)
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo("word/document.xml").file_size
    monkeypatch.setattr(docx, "MAX_BYTES", 300)
    lying = content.replace(size.to_bytes(4, "little"), (200).to_bytes(4, "little"))
    assert refused(read_docx, lying, "news.docx").reason in ("bad-docx", "too-large")
