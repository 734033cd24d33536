"""Every hostile input we know of gives a row, soon, within a small memory, and costs no neighbour.

Each is read in a process of its own, of 1 GB of address space and 20 s of CPU, beside a good article.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource")

MEMORY, SECONDS = 1_000_000_000, 20
# Forks a child for each folder, so that what is slow to import is imported once.
RUNNER = """
import json, os, resource, sys, traceback
from collections import Counter
from dateline.ingest import read_sources

def outcome(folder):
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
    resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
    rows, good, names, ids, count = Counter(), False, set(), set(), 0
    for row in read_sources([folder]):
        reason = getattr(row, "reason", None)
        if row.path == "zz-good.txt":
            good = reason is None
        else:
            rows[reason or "Article"] += 1
        count += 1
        names.add(row.path.encode("utf-8"))
        ids.add(getattr(row, "id", row.path))
    return {{"good": good, "rows": dict(rows), "unique": len(names) == len(ids) == count}}

for line in sys.stdin:
    read, write = os.pipe()
    if not (child := os.fork()):
        try:
            said = outcome(json.loads(line))
        except BaseException:
            said = {{"error": traceback.format_exc()[-1500:]}}
        os.write(write, json.dumps(said).encode()[:60_000])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    print(json.dumps([said.decode(), status, seconds, used.ru_maxrss]), flush=True)
"""

MB = 1_000_000
PROSE = "Gunmen stormed the oil port before dawn on Tuesday, workers at the port said by phone. "
STORY = f"<h1>Gunmen storm the port</h1><article>{f'<p>{PROSE * 3}</p>' * 5}</article>"
Content = bytes | str
Made = Callable[[], Content]


def page(head: str = "", body: str = STORY) -> str:
    title = "<title>Gunmen storm the port</title>"
    return f"<!doctype html><html><head>{title}{head}</head><body>{body}</body></html>"


def ld(words: str) -> str:
    return page(f'<script type="application/ld+json">{words}</script>')


def meta(name: str, words: str) -> str:
    return page(f'<meta property="{name}" content="{words}">')


def packed(*pieces: bytes, times: int = 1) -> bytes:
    """Pieces in one gzip member, each `times` over; quicker than gzip.compress of the whole."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as file:
        for piece in pieces:
            for _ in range(times):
                file.write(piece)
    return out.getvalue()


def rss(items: str, head: str = "", before: str = "") -> str:
    channel = f"<channel><title>News</title>{head}{items}</channel>"
    return f'<?xml version="1.0"?>{before}<rss version="2.0">{channel}</rss>'


def entry(words: str, more: str = "") -> str:
    return f"<item><title>Port stormed</title>{more}<description>{words}</description></item>"


def warc(
    body: bytes, http: str = "Content-Type: text/html", length: int | None = None, more: str = ""
) -> bytes:
    block = f"HTTP/1.1 200 OK\r\n{http}\r\n\r\n".encode() + body
    size = len(block) if length is None else length
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/1\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2017-01-16T00:00:00Z\r\n"
        f"{more}Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def mhtml(parts: str, head: str = "") -> str:
    return (
        f'From: <Saved by Blink>\nMIME-Version: 1.0\n{head}Content-Type: multipart/related; boundary="B"\n\n'
        f"{parts}\n--B--\n"
    )


def part(body: str, kind: str = "text/html", more: str = "") -> str:
    return f"\n--B\nContent-Type: {kind}\n{more}\n{body}\n"


SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(xml: str | None = None, body: str = "<w:p><w:r><w:t>Gunmen came.</w:t></w:r></w:p>",
         how: int = zipfile.ZIP_DEFLATED) -> bytes:  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as parts:
        whole = xml or f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
        parts.writestr("word/document.xml", whole)
    return out.getvalue()


def jsonl(*records: object) -> str:
    return "\n".join(map(json.dumps, records))


def alias_bomb() -> str:
    rows = ["a0: &a0 [x, x, x]"]
    rows += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 12)]
    return "---\ntitle: Port\n" + "\n".join(rows) + "\n---\nGunmen came at dawn.\n"


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ARABIC = "اقتحم مسلحون ميناء النفط قبل فجر الثلاثاء وقال عمال في الميناء إنهم جاؤوا في قوارب " * 9

# The file's name, what is in it, and what it gives: "Article", the reason for a refusal, or both.
TABLE: list[tuple[str, str, Made, str]] = [
    # ---- no text
    ("empty", "a.html", lambda: b"", "empty"),
    ("spaces", "a.html", lambda: " \n\t" * 99, "empty"),
    ("PNG as page", "a.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(999), "binary"),
    ("PDF as page", "a.html", lambda: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(999), "binary"),
    ("ZIP as page", "a.html", docx, "binary"),
    ("random bytes as page", "a.html", lambda: bytes(range(256)) * 99, "binary"),
    ("PNG as JSON", "a.json", lambda: b"\x89PNG\r\n\x1a\n" + bytes(999), "binary"),
    ("PNG as table", "a.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(999), "binary"),
    ("plain text as page", "a.html", lambda: PROSE * 5, "Article"),
    ("page as text", "a.txt", page, "Article"),
    ("NULs in a page", "a.html", lambda: page().replace("the", "t\0he", 9), "Article"),
    # ---- gzip
    ("gzip", "a.html.gz", lambda: packed(page().encode()), "Article"),
    ("gzip bomb", "a.txt.gz", lambda: packed(bytes(MB), times=200), "too-large"),
    ("gzip bomb of many members", "a.txt.gz", lambda: packed(bytes(MB)) * 100, "too-large"),
    ("gzip bomb of empty members", "a.txt.gz", lambda: packed(b"") * 100_000, "empty"),
    ("gzip bomb as JSON lines", "a.jsonl.gz", lambda: packed(b" " * MB, times=200), "bomb"),
    ("gzip bomb as archive", "a.warc.gz", lambda: packed(b"WARC/1.0\r\n", bytes(MB), times=200), "bad-warc"),
    ("gzip in gzip", "a.txt.gz", lambda: packed(packed(PROSE.encode())), "binary"),
    ("gzip bomb in gzip, as archive", "a.warc.gz",
     lambda: packed(packed(bytes(MB), times=200)), "binary"),
    ("gzip cut off", "a.txt.gz", lambda: packed(PROSE.encode() * 99)[:-20], "damaged"),
    ("gzip damaged", "a.jsonl.gz",
     lambda: packed(jsonl({"text": PROSE}).encode())[:30] + b"x" * 99, "damaged"),
    ("gzip with trailing garbage", "a.txt.gz", lambda: packed(PROSE.encode()) + b"garbage", "damaged"),
    # ---- pages: size and number
    ("page too large", "a.html", lambda: page(body="x" * 21 * MB), "too-large"),
    ("100 MB paragraph", "a.html", lambda: "<p>" + "x " * 50 * MB, "too-large"),
    ("40,000 p", "a.html", lambda: page(body="<p>" * 40_000), "too-many-elements"),
    ("8 MB of p", "a.html", lambda: page(body="<p>" * 2_700_000), "too-many-elements"),
    ("20 MB of p", "a.html", lambda: page(body="<p>" * 6_600_000), "too-many-elements"),
    ("20 MB of b", "a.html", lambda: page(body="x<b>y</b>" * 2_200_000), "too-many-elements"),
    ("19,000 nested divs", "a.html", lambda: page(body="<div>" * 19_000 + PROSE * 9), "no-body"),
    ("200,000 nested divs", "a.html", lambda: page(body="<div>" * 200_000 + PROSE * 9), "too-many-elements"),
    ("200,000 nested b", "a.html", lambda: page(body=STORY + "<b>" * 200_000), "too-many-elements"),
    ("230 nested quotes round 2 MB", "a.html",
     lambda: page(body=STORY + "<blockquote>" * 230 + PROSE * 22_000), "Article"),
    ("19,000 different p of prose", "a.html",
     lambda: page(body="<article>" + "".join(f"<p>{n} {PROSE}</p>" for n in range(19_000))), "Article"),
    ("9,000 p left out of 10 MB", "a.html",
     lambda: page(body="<article>" + f"<p>{PROSE * 12}</p>" * 9_000 + "</article><footer>"
     + "".join(f"<p>{n} {PROSE}</p>" for n in range(9_000))), "Article"),
    ("19,000 links", "a.html",
     lambda: page(body=STORY + "<a href='/x'>a link of words</a>" * 19_000), "Article"),
    ("19,000 items of lists", "a.html", lambda: page(body=STORY + "<ul><li>a word" * 9_000), "Article"),
    ("20,000 elements of 100 attributes", "a.html",
     lambda: page(body=STORY + ("<p " + " ".join(f"a{n}" for n in range(100)) + ">") * 19_000),
     "too-many-attributes"),
    ("an element of 2 million attributes", "a.html",
     lambda: page(body=STORY + "<p " + " ".join(f"a{n}" for n in range(2 * MB)) + ">"),
     "too-many-attributes"),
    ("an attribute of 9 MB", "a.html",
     lambda: page(body=STORY + f"<p title='{'x' * 9 * MB}'>"), "Article"),
    ("classes of 1 MB", "a.html",
     lambda: page(body=f"<div class='{'related- ' * 120_000}'>" * 3 + STORY), "Article"),
    ("a comment of 10 MB", "a.html", lambda: page("<!--" + "-" * 10 * MB + "-->"), "Article"),
    ("comments before the page", "a.html", lambda: "<!---->" * 300 + page(), "Article"),
    ("comments before no page", "a.html", lambda: "<!---->" * 300 + "x<b> " + PROSE * 9, "Article"),
    ("10,000 meta tags", "a.html",
     lambda: page("".join(f"<meta name=author content='A B{n}'>" for n in range(10_000))), "Article"),
    ("10,000 titles and h2", "a.html",
     lambda: page("".join(f"<meta property=og:title content='The gunmen {n}'>" for n in range(9_000)),
     STORY + "".join(f"<h2>Of {n} men at sea</h2>" for n in range(9_000))), "Article"),
    ("10,000 times", "a.html",
     lambda: page(body=STORY + "<time datetime='2017-01-16'>16 January 2017</time>" * 10_000), "Article"),
    ("5,000 captions", "a.html",
     lambda: page(body="<article>" + "".join(f"<p>{n} {PROSE}</p><figure><figcaption>The port number {n} on"
     " Monday</figcaption></figure>" for n in range(5_000))), "Article"),
    ("10,000 h1", "a.html",
     lambda: page(body=STORY + "".join(f"<h1>Port {n} stormed</h1>" for n in range(10_000))), "Article"),
    ("a title of 5 MB", "a.html",
     lambda: "<html><title>" + "port | " * 700_000 + f"</title>{STORY}", "Article"),
    ("a declared title of 5 MB", "a.html", lambda: meta("og:title", "port | " * 700_000), "Article"),
    ("a title of 900 parts", "a.html", lambda: meta("og:title", "a | b - " * 450), "Article"),
    ("a declared title of 5 MB, twice", "a.html",
     lambda: ld(json.dumps([{"@type": "NewsArticle", "headline": "Port and port " * 9_000}] * 12)), "Article"),
    ("an author of 9 MB", "a.html", lambda: meta("author", "by " * 3 * MB), "Article"),
    ("a deck in 60 boxes", "a.html",
     lambda: page(body=STORY + "<div class=deck>" * 60 + PROSE * 60_000), "Article"),
    ("a page of one line, 9 MB", "a.html", lambda: page(body=f"<article><p>{PROSE * 100_000}"), "Article"),
    ("a page of one line, 18 MB", "a.html", lambda: page(body=f"<article><p>{PROSE * 200_000}"), "no-body"),
    ("18 MB of spaces", "a.html", lambda: page(body=STORY + " " * 18 * MB), "Article"),
    ("18 MB of line ends", "a.html", lambda: page(body=STORY + "\n" * 18 * MB), "Article"),
    ("18 MB of entities", "a.html", lambda: page(body=STORY + "<p>" + "&nbsp;" * 3 * MB), "Article"),
    ("6 MB of <", "a.html", lambda: page(body=STORY + "<" * 6 * MB), "Article"),
    ("8 MB of script", "a.html", lambda: page(f"<script>{'a<b;' * 2_000_000}</script>"), "Article"),
    # ---- pages: JSON-LD
    ("deep JSON-LD", "a.html", lambda: ld("[" * 100_000), "Article"),
    ("JSON-LD as deep as it is read", "a.html",
     lambda: ld('{"@type": "NewsArticle", "author": ' + "[" * 900 + "]" * 900 + "}"), "Article"),
    ("deep type of a JSON-LD author", "a.html",
     lambda: ld('{"@type": "NewsArticle", "author": {"@type": ' + "[" * 900 + "]" * 900 + "}}"), "Article"),
    ("JSON-LD of 50,000 nodes", "a.html",
     lambda: ld(json.dumps([{"@type": "Article", "a": n} for n in range(50_000)])), "Article"),
    ("JSON-LD of 20,000 articles and titles", "a.html",
     lambda: ld(json.dumps([{"@type": "Article", "headline": f"Of {n} men"} for n in range(20_000)])).replace(
     "<head>", "<head>" + "".join(f"<meta property=og:title content='The {n} gunmen'>" for n in range(9_000))),
     "Article"),
    ("JSON-LD of cycles", "a.html",
     lambda: ld(json.dumps([{"@type": "Article", "@id": "a", "author": {"@id": "b"}},
     {"@id": "b", "author": {"@id": "a"}, "name": [{"@id": "b"}]}])), "Article"),
    ("JSON-LD with 2 MB of spaces", "a.html",
     lambda: ld('{"@type": "Article", "a": "' + " " * 1_900_000 + 'b"}'), "Article"),
    ("JSON-LD after 1 MB of spaces", "a.html", lambda: ld(" " * MB + "{}"), "Article"),
    ("JSON-LD of commas", "a.html", lambda: ld("[" + ", " * 900_000), "Article"),
    ("JSON-LD of wrong kinds", "a.html",
     lambda: ld(json.dumps([{"@type": [1, {}], "@id": [], "headline": {"name": [[]]}},
     {"@type": "Article", "headline": 7, "author": [7, None, [[]], {"name": {"name": 1}}],
     "datePublished": {"@value": [1]}, "publisher": [None], "inLanguage": {}}])), "Article"),
    ("JSON-LD of huge numbers", "a.html",
     lambda: ld('{"@type": "Article", "datePublished": ' + "1" * MB + ', "headline": NaN}'), "Article"),
    ("JSON-LD of half surrogates", "a.html",
     lambda: ld('{"@type": "Article", "headline": "Port \\ud800", "author": "\\udfff"}'), "Article"),
    # ---- pages: dates
    ("a date of 100,000 digits", "a.html", lambda: meta("article:published_time", "1" * 100_000), "Article"),
    ("a date of slashes", "a.html", lambda: meta("article:published_time", "1/" * 50_000), "Article"),
    ("dates of slashes in the text", "a.html",
     lambda: page(body=STORY + f"<p>{'1/1/' * 500_000}</p>" + "<p>1/1/1/1/1/1/1/2017</p>" * 999), "Article"),
    ("words before a year", "a.html",
     lambda: page(body=STORY + f"<p>{'a b c ' * 19}2017</p>" * 5_000), "Article"),
    ("1 MB of digits in the text", "a.html",
     lambda: page(body=STORY + f"<p>{'1' * MB}</p><time>{'2017' * MB}</time>"), "Article"),
    ("an address of 2 MB", "a.html",
     lambda: page(f"<link rel=canonical href='https://e.org/{'2017/01/' * 250_000}'>"), "Article"),
    # ---- pages: what is dangerous to show
    ("script in the title", "a.html",
     lambda: meta("og:title", "&lt;script&gt;alert(1)&lt;/script&gt; in Tunis today"), "Article"),
    ("javascript: as address", "a.html",
     lambda: page("<link rel=canonical href='javascript:alert(1)'>"), "Article"),
    ("an address that is none", "a.html",
     lambda: page("<link rel=canonical href='http://[::1'><meta property=og:url content='//['>"), "Article"),
    ("bidi overrides in the title", "a.html", lambda: meta("og:title", "Port \u202egnimrots"), "Article"),
    ("XXE in a page", "a.html", lambda: XXE + page(body="<p>&x;" + STORY), "Article"),
    ("billion laughs in a page", "a.html",
     lambda: '<?xml version="1.0"?>' + LAUGHS + f"<html><body>{STORY}&l9;</body></html>", "Article"),
    # ---- encodings
    ("UTF-7", "a.html",
     lambda: b"<meta charset=utf-7>" + page().replace("<p>", "+ADw-p+AD4-").encode(), "Article"),
    ("UTF-16 without mark", "a.html", lambda: page().encode("utf-16-le"), "Article"),
    ("UTF-16 with half a unit", "a.html",
     lambda: codecs.BOM_UTF16_LE + page().encode("utf-16-le") + b"x", "Article"),
    ("UTF-32", "a.txt", lambda: codecs.BOM_UTF32_BE + (PROSE * 9).encode("utf-32-be"), "Article"),
    ("wrong charset declared", "a.html",
     lambda: page("<meta charset=koi8-r>", STORY + "<p>café").encode(), "Article"),
    *((f"charset {label}", "a.html",
       lambda label=label: page(f"<meta charset={label}>").encode() + b"caf\xe9", "Article")
      for label in ("rot13", "zip", "zlib_codec", "idna", "punycode", "unicode_escape",
                    "raw_unicode_escape", "undefined", "mbcs", "utf-16")),
    ("windows-1252 declared UTF-8", "a.html",
     lambda: page("<meta charset=utf-8>", STORY + "<p>na\xefve").encode("latin-1"), "Article"),
    ("windows-1256 undeclared", "a.html", lambda: page(body=f"<p>{ARABIC}</p>" * 5).encode("cp1256"), "Article"),
    ("2 MB of windows-1256", "a.txt", lambda: (ARABIC * 2_700).encode("cp1256"), "Article"),
    ("mojibake", "a.txt", lambda: "Haftarâ€™s men. " * 99, "Article"),
    ("2 MB of mojibake", "a.txt", lambda: ("Haftarâ€™s cafÃ©. " * 5_000 + "\n") * 20, "Article"),
    ("18 MB of soft hyphens", "a.txt", lambda: "a\u00ad" * 6 * MB, "Article"),
    ("6 MB of broken bytes", "a.txt", lambda: b"caf\xe9 " * 1_200_000, "Article"),
    ("6 MB of high bytes", "a.txt", lambda: b"\xe9\xe8\xea\xeb " * 1_200_000, "Article"),
    # ---- JSON
    ("JSON of depth a million", "a.json", lambda: "[" * MB, "bad-json"),
    ("objects of depth a million", "a.json", lambda: '{"a":' * MB, "bad-json"),
    ("JSON lines of depth a million", "a.jsonl", lambda: '{"text":' * 500_000, "bad-json"),
    ("JSON as deep as it is read", "a.json", lambda: '{"text":"A.","a":' + "[" * 900 + "]" * 900 + "}", "Article"),
    ("deep version of a feed in JSON", "a.json",
     lambda: '{"version":' + "[" * 900 + "]" * 900 + ',"items":[{"text":"A."}]}', "Article"),
    ("a list as deep as it is read", "a.json",
     lambda: '[{"text":"A.","a":' + "[" * 900 + "]" * 900 + "}]", "Article"),
    ("a line of 60 MB", "a.jsonl",
     lambda: json.dumps({"text": PROSE}) + '\n{"text":"' + "x" * 60 * MB + '"}\n' + json.dumps({"text": PROSE}),
     "Article too-large"),
    ("60 MB without a line end", "a.json", lambda: '{"text":"' + "x" * 60 * MB, "too-large"),
    ("a quoted list of 49 MB", "a.json", lambda: "[" + "[]," * 16_300_000 + "{}]", "too-large"),
    ("49 MB of objects", "a.json", lambda: "[" + "{}," * 16_300_000 + "{}]", "too-large"),
    ("49 MB of small objects", "a.json", lambda: "[" + '{"a":1},' * 6_100_000 + "{}]", "too-large"),
    ("49 MB of small strings", "a.json", lambda: '{"a":[' + '"ab",' * 9_700_000 + '""]}', "too-large"),
    ("49 MB of escapes", "a.json", lambda: '{"text":"' + "\\u00e9" * 8_000_000 + '"}', "Article"),
    ("keys of 1 MB with children", "a.jsonl",
     lambda: json.dumps({"k" * MB: {str(n): n for n in range(200_000)}, "text": PROSE}), "Article"),
    ("lists under keys of 1 MB", "a.json",
     lambda: json.dumps({"k" * MB: {str(n): [{}] for n in range(100_000)}}), "no-body"),
    ("duplicate keys", "a.json", lambda: '{"text":"A.","text":null,"text":"","title":NaN}', "Article"),
    ("a million duplicate keys", "a.jsonl", lambda: "{" + '"a":1,' * 700_000 + '"text":"A."}', "Article"),
    ("NaN and huge numbers", "a.jsonl",
     lambda: '{"text":"A.","published":NaN,"id":' + "9" * MB + ',"x":1e99999,"y":-Infinity}', "Article"),
    ("half surrogates", "a.jsonl", lambda: '{"text":"A \\ud800 b.","title":"\\udfff","\\ud800":1}', "Article"),
    ("wrong kinds", "a.jsonl",
     lambda: jsonl({"text": 7}, {"text": {}}, {"text": [[["A."]]]}, [], 7, None, {"text": "A."}, {"text": "A.",
     "title": [], "authors": [[], {"name": []}], "date": {"$date": []}, "url": {"a": 1}, "language": 7}),
     "Article bad-item no-body"),
    ("an author as Python", "a.jsonl",
     lambda: jsonl({"text": "A.", "authors": "['" + "(" * 900 + "']"},
     {"text": "A.", "authors": "['a'*9**9**9, 'b']"}),
     "Article"),
    ("a title of 900 parts in JSON", "a.jsonl",
     lambda: jsonl(*[{"content": f"<html>{STORY}", "title": "a | b - " * 240}] * 3), "Article"),
    # ---- tables
    ("a quote that never closes", "a.csv", lambda: 'title,text\nA,"B\n' + "x,y\n" * 500_000, "bad-item"),
    ("a field of 20 MB", "a.csv",
     lambda: f'title,text\nA,"{"x" * 20 * MB}"\nB,Gunmen came.\n', "Article too-large"),
    ("no column of text", "a.csv", lambda: "a,b\n1,2\n", "no-text-column"),
    ("a header of 1 MB", "a.csv", lambda: "a," * 500_000 + "\n1\n", "no-text-column"),
    ("6 MB of commas", "a.csv", lambda: "title,text\n" + "," * 6 * MB + "\nA,B\n", "Article too-large"),
    ("6 MB of quotes", "a.csv", lambda: "title,text\n" + '"' * 6 * MB + "\nA,B\n", "Article too-large"),
    ("NULs in a table", "a.csv", lambda: "title,text\nA,B\0C\n", "Article"),
    ("a table of lone returns", "a.csv", lambda: "title,text\rA,B\rC,D\r", "bad-item"),
    # ---- feeds
    ("billion laughs", "a.rss", lambda: rss(entry("&l9;"), before=LAUGHS), "unsafe-xml"),
    ("XXE in a feed", "a.rss", lambda: rss(entry("&x;"), before=XXE), "unsafe-xml"),
    ("an outer DTD", "a.rss",
     lambda: rss(entry(PROSE), before='<!DOCTYPE rss SYSTEM "http://e.org/a">'), "Article"),
    ("100,000 items", "a.rss", lambda: rss("<item><title>A</title></item>" * 100_000), "and-more no-body"),
    ("5,000 items", "a.rss", lambda: rss(entry(PROSE) * 5_000), "Article"),
    ("a feed's title of 9 MB", "a.rss",
     lambda: rss("<item><title>A</title><description>B</description></item>" * 9_000,
     f"<language>{'x' * 4 * MB}</language>").replace("News", "N" * 5 * MB), "Article"),
    ("18 MB of ampersands", "a.rss", lambda: rss(entry("&" * 18 * MB)), "bad-xml"),
    ("a creator of 9 MB", "a.rss", lambda: rss(entry(PROSE, f"<creator>{'by ' * 3 * MB}</creator>")), "Article"),
    ("an author of 9 MB in a feed", "a.rss",
     lambda: rss(entry(PROSE, f"<author>{'x' * 9 * MB}</author>")), "Article"),
    ("a feed of depth 100,000", "a.rss", lambda: rss("<a>" * 100_000), "empty"),
    ("18 MB of elements in a feed", "a.rss", lambda: rss(entry("<b/>" * 4_500_000)), "too-many-elements"),
    ("a page of 40,000 p in a feed", "a.rss", lambda: rss(entry("&lt;p&gt;" * 40_000)), "too-many-elements"),
    ("XML that is no feed", "a.xml", lambda: "<?xml version='1.0'?><a:b/>", "unknown-kind"),
    ("a comment in an item", "a.rss", lambda: rss(entry("Gunmen <!-- x -->came.<b/><!-- y -->")), "Article"),
    ("an instruction in an item", "a.rss", lambda: rss(entry("Gunmen <?x y?> came.<b/><?x y?>")), "Article"),
    ("an entity of an outer DTD", "a.rss",
     lambda: rss(entry("Gunmen &x; came.<b/>&x;"), before='<!DOCTYPE rss SYSTEM "a.dtd">'), "Article"),
    ("CDATA without an end", "a.rss", lambda: rss(entry("<![CDATA[" * 99 + PROSE)), "no-body"),
    # ---- archives
    ("an archive", "a.warc", lambda: warc(page().encode()), "Article"),
    ("an archive cut off", "a.warc",
     lambda: warc(page().encode()) + warc(page().encode())[:-99], "Article bad-item"),
    ("an archive of a wrong length", "a.warc", lambda: warc(page().encode(), length=9) * 2, "bad-warc no-pages"),
    ("a length below zero", "a.warc", lambda: warc(page().encode(), length=-5), "bad-warc no-pages"),
    ("a length beyond all", "a.warc", lambda: warc(page().encode(), length=10**30), "bad-item"),
    ("a bomb in an archive", "a.warc",
     lambda: warc(packed(bytes(MB), times=200), "Content-Type: text/html\r\nContent-Encoding: gzip")
     + warc(page().encode()), "Article too-large"),
    ("a damaged encoding in an archive", "a.warc",
     lambda: warc(b"\x1f\x8bxxxx", "Content-Type: text/html\r\nContent-Encoding: gzip") + warc(page().encode()),
     "Article binary"),
    ("chunks that are none", "a.warc",
     lambda: warc(b"zzzz\r\n" + page().encode(), "Content-Type: text/html\r\nTransfer-Encoding: chunked"),
     "Article"),
    ("a head line of 60 MB", "a.warc", lambda: warc(b"", more="X: " + "x" * 60 * MB + "\r\n"), "bad-warc"),
    ("60 MB of head lines", "a.warc", lambda: warc(b"", more="a: b\r\n" * 10 * MB), "bad-warc"),
    ("60 MB of HTTP head lines", "a.warc", lambda: warc(b"", "a: b\r\n" * 10 * MB), "bad-warc"),
    ("20,000 records that are no pages", "a.warc",
     lambda: warc(b"x", "Content-Type: image/png") * 20_000, "no-pages"),
    # ---- saved pages
    ("a saved page", "a.mhtml", lambda: mhtml(part(page())), "Article"),
    ("9,000 parts", "a.mhtml", lambda: mhtml(part(page()) + part("x", "image/png") * 9_000), "Article"),
    ("20,000 parts", "a.mhtml", lambda: mhtml(part("x") * 20_000), "bad-mhtml"),
    ("a saved page in saved pages", "a.mhtml",
     lambda: "".join(f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(999)),
     "bad-mhtml"),
    ("40 MB of a picture", "a.mhtml",
     lambda: mhtml(part(page()) + part(("A" * 76 + "\n") * 520_000, "image/png",
     "Content-Transfer-Encoding: base64\n")), "Article"),
    ("damaged base64", "a.mhtml",
     lambda: mhtml(part("é=*&", more="Content-Transfer-Encoding: base64\n")), "empty"),
    ("a head of 40 MB", "a.mhtml", lambda: mhtml(part(page()), "X: " + "x" * 40 * MB + "\n"), "Article"),
    ("500,000 head lines", "a.mhtml", lambda: mhtml(part(page()), "X: y\n" * 500_000), "Article"),
    # ---- documents
    ("a document", "a.docx", docx, "Article"),
    ("a bomb in a document", "a.docx", lambda: docx(" " * 50 * MB), "too-large"),
    ("entities in a document", "a.docx", lambda: docx(LAUGHS + f'<w:d xmlns:w="{SPACE}">&l9;</w:d>'), "bad-docx"),
    ("XXE in a document", "a.docx", lambda: docx(XXE + f'<w:d xmlns:w="{SPACE}">&x;</w:d>'), "unsafe-xml"),
    ("a damaged document", "a.docx", lambda: docx()[:-30], "bad-docx"),
    ("a document with broken bytes", "a.docx", lambda: docx().replace(b"word/", b"wor\xff/"), "unknown-kind"),
    ("a document in LZMA", "a.docx", lambda: docx(how=zipfile.ZIP_LZMA), "bad-docx"),
    ("a document in damaged LZMA", "a.docx",
     lambda: docx(how=zipfile.ZIP_LZMA).replace(b"\x5d\x00\x00\x80\x00", b"\x5d\xff\xff\xff\xff"), "bad-docx"),
    ("7 MB of paragraphs in a document", "a.docx", lambda: docx(body="<w:p/>" * MB), "empty"),
    # ---- front matter and text
    ("an alias bomb", "a.txt", alias_bomb, "bad-front-matter"),
    ("a tag in front matter", "a.txt", lambda: "---\ntitle: !!python/object:os.system x\n---\nA.", "Article"),
    ("front matter of 30,000 keys", "a.txt",
     lambda: "---\n" + "".join(f"k{n}: \n" for n in range(8_000)) + "---\nGunmen came.", "Article"),
    ("front matter without an end", "a.txt", lambda: "---\ntitle: A\n" + "x" * 5 * MB, "bad-front-matter"),
    ("a title of 60,000 bars", "a.txt", lambda: "---\ntitle: \"" + "a | " * 15_000 + "\"\n---\nA.", "Article"),
    ("19 MB of one line", "a.txt", lambda: PROSE * 210_000, "Article"),
    ("9 MB of short lines", "a.txt", lambda: "A port.\n" * 1_100_000, "too-large"),
    ("9 MB of short lines in a page", "a.html",
     lambda: page(body="<article><pre>" + "A port.\n" * 1_100_000), "too-large"),
    ("half a MB of markdown headings", "a.md", lambda: "# a | b\n" * 60_000, "Article"),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Iterator[Callable[[Path], dict[str, Any]]]:
    """Reads a folder in a process of its own, within the limits."""
    runner = subprocess.Popen(
        [sys.executable, "-c", RUNNER.format(memory=MEMORY, seconds=SECONDS)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert runner.stdin and runner.stdout

    def read(folder: Path) -> dict[str, Any]:
        assert runner.stdin and runner.stdout
        runner.stdin.write(json.dumps(str(folder)) + "\n")
        runner.stdin.flush()
        said, status, seconds, memory = json.loads(runner.stdout.readline())
        assert said and not status, f"it died of signal {status} after {seconds:.1f} s, {memory} kB"
        outcome: dict[str, Any] = json.loads(said)
        assert "error" not in outcome, outcome["error"]
        print(f"{seconds:.2f} s, {memory / 1000:.0f} MB")
        return {**outcome, "seconds": seconds}

    with runner:  # pytest -rP tells what each took
        yield read
        runner.stdin.close()


def read_beside_a_good_one(
    folder: Path, reader: Callable[[Path], dict[str, Any]]
) -> dict[str, Any]:
    (folder / "zz-good.txt").write_text("Gunmen storm oil port\n\nThey came at dawn.\n")
    outcome = reader(folder)
    assert outcome["good"]
    assert outcome["unique"]
    return outcome


# The most of each that is let in, as a page: how its time grows was measured when the limits were set.
LARGEST: dict[str, Callable[[int], str]] = {
    "p": lambda n: page(body="<article>" + "".join(f"<p>{i} {PROSE}" for i in range(18 * n))),
    "span": lambda n: page(body="<article><p>" + "<span>word </span>" * 18 * n),
    "br": lambda n: page(body="<article><p>" + "a word<br>" * 18 * n),
    "h1": lambda n: page(body=STORY + "".join(f"<h1>Port {i}</h1>" for i in range(18 * n))),
    "li": lambda n: page(body=STORY + "<ul>" + "<li>a word of the menu" * 18 * n),
    "td": lambda n: page(body=STORY + "<table>" + "<tr><td>word<td>more" * 6 * n),
    "time": lambda n: page(body=STORY + "<time>16 January 2017</time>" * 18 * n),
    "meta": lambda n: page("<meta name=author content='A B'>" * 18 * n),
    "caption": lambda n: page(
        body="".join(f"<p>{i} {PROSE}<figcaption>At {i} in port</figcaption>" for i in range(9 * n))
    ),
    "words": lambda n: page(body=f"<article><p>{PROSE * 100 * n}"),
    "attributes": lambda n: page(body=STORY + "<b a b c d e f g h>x</b>" * 18 * n),
    "JSON-LD": lambda n: ld(
        json.dumps([{"@type": "Article", "headline": f"{i} men"} for i in range(18 * n)])
    ),
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_page_that_is_let_in_is_read_within_the_limits(name, tmp_path, reader):
    (tmp_path / "a.html").write_text(LARGEST[name](1000))
    assert read_beside_a_good_one(tmp_path, reader)["rows"]


def test_names_that_look_like_items_stay_apart(tmp_path, reader):
    story = json.dumps({"text": PROSE})
    for name in ("news.jsonl", "news-2.jsonl", "news.json", "x.jsonl", "x-2-2.jsonl"):
        (tmp_path / name).write_text(f"{story}\n{story}\n")
    for name in (
        *(
            "news-2.txt",
            "news-items-1.txt",
            "news-items.md",
            "x.jsonl#3",
            "x.jsonl#3.txt",
            "x-1.md",
        ),
        *(
            "x-٢.txt",
            "x.jsonl#items#1.txt",
            "new\nline.txt",
            'it\'s "so".txt',
            "a;b --.txt",
            "NEWS-2.TXT",
        ),
    ):
        (tmp_path / name).write_text(PROSE)
    outcome = read_beside_a_good_one(tmp_path, reader)
    assert outcome["rows"] == {"Article": 21, "unknown-kind": 1}


def test_a_folder_of_20_000_files(tmp_path, reader):
    for number in range(20_000):
        (tmp_path / f"{number}.txt").write_text(f"They came at dawn on day {number}.")
    assert read_beside_a_good_one(tmp_path, reader)["rows"] == {"Article": 20_000}


@pytest.mark.parametrize(
    ("name", "make", "gives"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_hostile_file_gives_its_row(name, make, gives, tmp_path, reader):
    content = make()
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        outcome = read_beside_a_good_one(tmp_path, reader)
    finally:
        file.unlink()  # some have 60 MB
    assert " ".join(sorted(outcome["rows"])) == gives
