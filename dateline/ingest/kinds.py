"""What kind of file it is: by its first bytes, and else by its ending, which is what somebody called it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from dateline.ingest.refused import Refused
from dateline.rules import read_words

KINDS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mht": "mhtml", ".mhtml": "mhtml",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed", ".warc": "warc", ".docx": "docx",
}  # fmt: skip
SEVERAL = {
    "json",
    "jsonl",
    "csv",
    "feed",
    "warc",
}  # kinds of which a file may hold many, and be of any size
PICTURED = {"mhtml", "docx"}  # kinds with pictures in them: their readers have limits of their own
PAGE = re.compile(  # a comment ends at its first "-->": else the time doubles with each of them
    rb"\s*(?:<!--(?>.{0,2000}?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
XML = re.compile(rb"\s*(?:<\?xml\b|<(?:rss|feed|rdf:rdf)\b)", re.IGNORECASE)
XML_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
SAVED_PAGE = re.compile(
    rb"\s*(?:From: <Saved by|MIME-Version:|Subject:|Date:)[^\x00]{0,2000}multipart/related",
    re.IGNORECASE,
)
TAG = re.compile(rb"<[a-z!/?][^<>]{0,2000}>", re.IGNORECASE)


def kind_of(ending: str, head: bytes) -> str:
    """The kind of a file, by its first bytes where they say it, else by its ending.

    >>> kind_of(".txt", b"<!DOCTYPE html><title>Aid</title>"), kind_of(".html", b"He came to Moscow.")
    ('html', 'txt')
    """
    plain = (
        head.replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    named = KINDS[ending]
    if plain.startswith(b"WARC/"):
        return "warc"
    if SAVED_PAGE.match(plain):
        return "mhtml"
    if PAGE.match(plain):
        return "html"
    if XML.match(plain):
        return "html" if XML_PAGE.search(plain) else "feed"
    if named in ("html", "feed") and not TAG.search(plain) and len(plain) > 0:
        return "txt"
    return named


def may_hold_several(file: PurePath) -> bool:
    """Whether a file of this ending may hold many articles."""
    return KINDS.get(endings_of(file)[0]) in SEVERAL


def is_read(file: PurePath) -> bool:
    """Whether files of this ending are read, in gzip or not."""
    return endings_of(file)[0] in KINDS


def endings_of(file: PurePath) -> list[str]:
    """The file's ending in lower case, without that of gzip; and the ending as it is.

    >>> endings_of(PurePath("news.JSONL.gz"))
    ['.jsonl', '.gz']
    """
    if file.suffix.lower() == ".gz":
        return [PurePath(file.stem).suffix.lower(), file.suffix]
    return [file.suffix.lower(), file.suffix]


@cache
def _cures() -> dict[str, tuple[str, str]]:
    rows = read_words("not_read.csv", "ending", "what", "cure")
    return {row["ending"]: (row["what"], row["cure"]) for row in rows}


def not_read(file: PurePath) -> Refused:
    """Why a file of this ending is not read, and what to save it as."""
    ending = endings_of(file)[-1]
    what, cure = _cures().get(ending.lower().removeprefix("."), ("", ""))
    if not what:
        shown = ending.encode("utf-8", "backslashreplace").decode()
        what = f"files ending in {shown}" if ending else "files without an ending"
        cure = "save the article as .html or .txt"
    return Refused("unknown-kind", f"{what} are not read; {cure}")
