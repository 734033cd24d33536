"""A file of JSON → its articles: one object, a list of objects, or an object on each line.

Lines are read one by one, so a file of any length takes the memory of its longest line.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import BinaryIO, cast

from dateline.ingest.decode import decode
from dateline.ingest.export_values import value_of
from dateline.ingest.exports import FORMS, MAX_ITEM, MAX_KEY, article_in, has_text, known_fields
from dateline.ingest.items import Field, Item, Source
from dateline.ingest.json_text import parsed
from dateline.ingest.refused import Refused
from dateline.model import Refusal

MAX_WHOLE = 50_000_000  # bytes: parsed, JSON takes up to ten times its size in memory
# What begins a value. 50 MB of real articles have 1 million, most of them commas in prose; 50 MB of "{}" or of
# '"ab"' have 10 to 16 million and take more than 1 GB.
MAX_VALUES = 3_000_000
# What the list of articles is called where a file has other lists beside it.
LISTS = ("articles", "items", "results", "docs", "posts", "stories", "hits", "documents", "data")
AS_LINES = "turn it into JSON lines: jq -c '.[]' file > file.jsonl"


def read_json(source: Source) -> Iterator[Item | Refusal]:
    """The articles of a .json or .jsonl file, whichever of the two it is by its content.

    Raises Refused when it is no JSON, or too large to be read as a whole.

    >>> import io
    >>> source = Source("a", "a.json", "json", 9, io.BytesIO(b'{"text": "A."}\\n{"text": "B."}\\n'))
    >>> [(item.path, item.content) for item in read_json(source)]
    [('a.json#1', 'A.'), ('a.json#2', 'B.')]
    """
    first = _next_line(source.stream).removeprefix(codecs.BOM_UTF8)
    if not first.strip():
        first += _next_line(source.stream)
    if not first.strip():
        raise Refused("empty", "there is nothing in it")
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = decode(_whole(source, first)).text
        yield from read_json(replace(source, stream=io.BytesIO(text.encode())))
        return
    second = _next_line(source.stream) if _is_object(first) else b""
    if second or (source.kind == "jsonl" and not _opens_a_list(first)):
        yield from _read_lines(source, [first, second])
    else:
        yield from _read_whole(source, _whole(source, first))


def _next_line(stream: BinaryIO) -> bytes:
    """The next line that is not blank, or as much of it as one article may have."""
    while line := stream.readline(MAX_ITEM + 1):
        if line.strip():
            return line
    return b""


def _is_object(line: bytes) -> bool:
    if len(line) > MAX_ITEM or not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(_value_of_line(line), dict)
    except Refused:
        return False


def _opens_a_list(line: bytes) -> bool:
    return line.lstrip().startswith(b"[") or line.strip() == b"{"


def _whole(source: Source, first: bytes) -> bytes:
    content = first + source.stream.read(MAX_WHOLE + 1 - len(first))
    if len(content) > MAX_WHOLE:
        size = max(len(content), source.size)
        raise Refused(
            "too-large",
            f"it has {size:,} bytes and the limit for JSON that is not in lines is {MAX_WHOLE:,};"
            f" {AS_LINES}",
        )
    if (values := sum(map(content.count, (b",", b"{", b"[")))) > MAX_VALUES:
        raise Refused(
            "too-large",
            f"it has up to {values:,} values and the limit for JSON that is not in lines is"
            f" {MAX_VALUES:,}; {AS_LINES}",
        )
    return content


def _read_lines(source: Source, first: list[bytes]) -> Iterator[Item | Refusal]:
    rest = iter(lambda: source.stream.readline(MAX_ITEM + 1), b"")
    number = 0
    for line in chain(first, rest):
        size = len(line)
        if size > MAX_ITEM:
            size += _pass_over(source.stream, line)
        if not line.strip():
            continue
        number += 1
        try:
            if size > MAX_ITEM:
                raise _too_large(size)
            yield _item(source, _value_of_line(line), number, own=line.strip())
        except Refused as refused:
            yield source.refusal(refused, number=number, size=size)


def _pass_over(stream: BinaryIO, line: bytes) -> int:
    """Reads to the end of a line that is too long to be kept; how many bytes that were."""
    passed = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_ITEM)
        passed += len(line)
    return passed


def _value_of_line(line: bytes) -> object:
    try:
        return parsed(line.decode())
    except UnicodeDecodeError:
        return parsed(decode(line).text)


def _read_whole(source: Source, content: bytes) -> Iterator[Item | Refusal]:
    value = _value_of_line(content)
    if not isinstance(value, dict):
        if not isinstance(value, list):
            raise Refused("bad-json", "it is neither an object nor a list of objects")
        records, around = value, dict[Field, str]()
    else:
        found = _articles_in(_unwrapped(value))
        if found is None:
            yield _item(source, value, None, own=content)
            return
        records, around = found, _around(value)
    if not records:
        raise Refused("empty", "its list of articles is empty")
    for number, record in enumerate(records, start=1):
        own = b""
        try:
            own = _as_bytes(record)
            if len(own) > MAX_ITEM:
                raise _too_large(len(own))
            yield _item(source, record, number, own=own, around=around)
        except Refused as refused:
            yield source.refusal(refused, number=number, size=len(own) or None)


def _item(
    source: Source,
    record: object,
    number: int | None,
    *,
    own: bytes,
    around: Mapping[Field, str] | None = None,
) -> Item:
    if not isinstance(record, dict):
        raise Refused("bad-item", f"it is no object with fields but a {type(record).__name__}")
    words, form, stated = article_in(_unwrapped(record), around)
    return source.item(words, form, number=number, own=own, stated=stated)


def _unwrapped(record: Mapping[str, object]) -> Mapping[str, object]:
    """What Elasticsearch was given, out of what it has around it."""
    inner = record.get("_source")
    return inner if isinstance(inner, dict) else record


def _articles_in(record: Mapping[str, object]) -> list[object] | None:
    """The list of articles in an object; null when the object is an article itself.

    Raises Refused when it could be any of several lists.
    """
    if has_text(record):
        return None
    fields = known_fields(record) - FORMS.keys()
    lists = dict(_lists_in(record))
    named = {key: found for key, found in lists.items() if key.rpartition(".")[2] in LISTS}
    full = {key: found for key, found in named.items() if found} or named
    if not named and not fields:
        full = lists
    if len(full) > 1:
        names = ", ".join(sorted(full))
        raise Refused("several-lists", f"it holds several lists ({names}); save one of them alone")
    return next(iter(full.values()), None)


def _lists_in(
    record: Mapping[str, object], under: str = "", depth: int = 0
) -> Iterator[tuple[str, list[object]]]:
    """Lists of objects, and empty lists with a name for articles, up to two objects deep."""
    for key, value in record.items():
        if isinstance(value, list) and (isinstance(value[0], dict) if value else key in LISTS):
            yield under + key, value
        elif isinstance(value, dict) and depth < 2 and len(key) <= MAX_KEY:
            yield from _lists_in(value, f"{under}{key}.", depth + 1)


def _around(record: Mapping[str, object]) -> dict[Field, str]:
    """What a JSON Feed says of all its items."""
    if not str(record.get("version")).startswith("https://jsonfeed.org/version/"):
        return {}
    said = {
        "publisher": value_of("publisher", record.get("title")),
        "language": value_of("language", record.get("language")),
    }
    return cast("dict[Field, str]", {field: value for field, value in said.items() if value})


def _as_bytes(record: object) -> bytes:
    try:
        return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except RecursionError:
        raise Refused("bad-item", "it is nested too deeply to be an article") from None


def _too_large(size: int) -> Refused:
    return Refused(
        "too-large", f"it has {size:,} bytes and the limit for one article is {MAX_ITEM:,}"
    )
