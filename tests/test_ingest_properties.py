"""What holds for any file whatever."""

from __future__ import annotations

import io
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest.article import article_of
from dateline.ingest.decode import INVISIBLE
from dateline.ingest.folders import article_id
from dateline.ingest.items import Form, Source
from dateline.ingest.lines import SPACES
from dateline.ingest.refused import Refused
from dateline.model import Article

FORMS: dict[str, Form] = {"txt": "text", "md": "markdown"}
LINES = st.sampled_from(
    [
        "", "", "Haftar in Moscow for talks", "Home Reports Haftar in Moscow for talks", "clear",
        "2 min read", "16 January, 2017", "Updated 3 May 2017", "03/04/2017", "By Jane Doe",
        "Smoke over the port [AFP]", "Click to expand", "* * *", "---", "title: Ports", "x: [",
        "“We hold the port.”", "\u200b", "\ta\u00a0b ", "# Ports #", "> quoted *words*", "- item",
        "[a](http://b.org) c", "![a](b)", "Tunis - The port was stormed before dawn, he said. " * 2,
        "Forces loyal to the commander of the east stormed the oil port on Tuesday, in",
        "the afternoon, and they held it until the evening, when the wind turned, as it",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25).map("\n".join)


def read(content: bytes, kind: str = "txt") -> Article | None:
    try:
        source = Source("a", f"a.{kind}", kind, len(content), io.BytesIO())
        return article_of(source.item(content, FORMS[kind]))
    except Refused:
        return None


def check_spans(article: Article) -> None:
    pieces = [article.text[p.start : p.end] for p in article.paragraphs]
    assert "\n\n".join(pieces) == article.text
    assert all(piece and piece == piece.strip() and "\n" not in piece for piece in pieces)
    assert len({p.id for p in article.paragraphs}) == len(pieces)
    numbers = [line.number for line in article.dropped_lines]
    assert numbers == sorted(set(numbers))
    article.text.encode("utf-8")


def words_of(line: str) -> str:
    return " ".join(line.translate(SPACES).split())


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["txt", "md"]))
def test_any_bytes_give_an_article_or_a_refusal(content, kind):
    if article := read(content, kind):
        check_spans(article)


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.sampled_from(["txt", "md"]))
def test_any_lines_give_sound_spans(text, kind):
    if article := read(text.encode("utf-8", "replace"), kind):
        check_spans(article)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_every_line_is_in_the_text_or_in_a_row(text):
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", "", INVISIBLE.sub("", text))
    article = read(text.encode("utf-8", "replace"))
    if article is None or any(doubt.kind == "mojibake-repaired" for doubt in article.doubts):
        return
    dropped = {line.number: line.text for line in article.dropped_lines}
    rows = text.encode("utf-8", "replace").decode().split("\n")
    kept = words_of(article.text)
    for number, row in enumerate(rows, start=1):
        if row.strip():
            assert dropped.get(number) == row or words_of(row) in kept, (number, row)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_the_text_of_an_article_read_again_loses_no_word(text):
    article = read(text.encode("utf-8", "replace"))
    if article is None:
        return
    again = read(article.text.encode())
    if again is not None:
        rows = " ".join([again.text, *(line.text for line in again.dropped_lines)])
        assert set(article.text.split()) <= set(rows.split())


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=30))
def test_ids_hold_only_letters_digits_and_dashes(name):
    if name not in (".", ".."):
        assert re.fullmatch(r"[\w-]+", article_id(Path("x", name)))
