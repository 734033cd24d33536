"""One record of an export (an object of JSON, a row of a table) → the article's words and its fields.

What programs call things is in `rules/export_keys.csv`. Whatever a record says of an article beyond
those keys (topics, sentiment, shares) is not read, and a date is handed on as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from dateline.ingest.export_values import (
    is_list_in_words,
    is_markup,
    names_of,
    says_nothing,
    value_of,
    words_of,
)
from dateline.ingest.items import Field, Form, Stated
from dateline.ingest.refused import Refused
from dateline.rules import read_words

FORMS: Mapping[str, Form] = {"text": "text", "html": "html", "markdown": "markdown"}
WORDS = frozenset({*FORMS, "lead", "summary"})  # the fields an article can be read from
MAX_ITEM = 5_000_000  # bytes: the largest of 1,429 real pages was 2.2 MB with all its mark-up
MAX_KEY = 200  # characters: under a key of 1 MB the paths of its 300,000 children take 300 GB
MAX_DEPTH = 4  # the deepest key known, byline.original, has 2; Elasticsearch puts _source above
CUT_OFF = re.compile(r"\s{0,9}(?:…|\.\.\.)?\s{0,9}\[\+\d{1,9} chars\]\s{0,9}\Z")  # NewsAPI
NOT_IN_NAMES = str.maketrans("- .", "___")


@dataclass(frozen=True, slots=True)
class Given:
    """A value of the record that is for a field, and the key it stands under."""

    field: str
    key: str
    value: object


def article_in(
    record: Mapping[str, object], around: Mapping[Field, str] | None = None
) -> tuple[str, Form, Stated]:
    """The words of the article in a record, their form, and what the record states of it.

    `around` are fields of the whole file, for records without their own. Raises Refused when there
    are no words (`no-body`), or what stands in their place is no text (`bad-item`).

    >>> words, form, stated = article_in({"title": "Port stormed", "maintext": "Gunmen came."})
    >>> words, form, stated.values, stated.keys
    ('Gunmen came.', 'text', {'title': 'Port stormed'}, {'title': 'title'})
    """
    given = _given(record)
    words, form, is_summary = _words(given)
    values, keys = dict[Field, str](around or {}), dict[Field, str]()
    authors = tuple[str, ...]()
    field: Field
    for field in get_args(Field):
        for said in (one for one in given if one.field == field):
            if (value := value_of(field, said.value)) is not None:
                values[field], keys[field] = value, said.key
                break
    for said in (one for one in given if one.field == "authors"):
        if not isinstance(said.value, str) or is_list_in_words(said.value):
            authors = authors or names_of(said.value)
        elif "byline" not in values and (value := value_of("byline", said.value)):
            values["byline"], keys["byline"] = value, said.key
    return words, form, Stated("export-field", values, keys, authors, is_summary)


def has_text(record: Mapping[str, object]) -> bool:
    """Whether a record has an article's text itself, and not only a list of articles.

    >>> has_text({"story": "Gunmen came."}), has_text({"story": [{"text": "Gunmen came."}]})
    (True, False)
    """
    return any(one.field in FORMS and words_of(one.value) for one in _given(record))


def known_fields(record: Mapping[str, object]) -> frozenset[str]:
    """The fields that the keys of a record are for, whatever their values.

    >>> sorted(known_fields({"Headline": "", "content.rendered": "", "mood": ""}))
    ['html', 'title']
    """
    named = _fields_by_name()
    return frozenset(field for name in _flat(record) for _, field in named.get(name, ()))


def keys_for(*fields: str) -> list[str]:
    """The keys that are understood for some fields, the best first.

    >>> keys_for("deck")[:3]
    ['deck', 'dek', 'standfirst']
    """
    rows = read_words("export_keys.csv", "key", "field", "source")
    return list(dict.fromkeys(row["key"] for row in rows if row["field"] in fields))


@cache
def _fields_by_name() -> dict[str, list[tuple[int, str]]]:
    """A key as names are compared → its ranks and fields."""
    named = dict[str, list[tuple[int, str]]]()
    for rank, row in enumerate(read_words("export_keys.csv", "key", "field", "source")):
        named.setdefault(_name(row["key"]), []).append((rank, row["field"]))
    return named


def _given(record: Mapping[str, object]) -> list[Given]:
    """What the record says under keys that are known, in the order of the word list."""
    named, ranked = _fields_by_name(), list[tuple[int, Given]]()
    for name, (key, value) in _flat(record).items():
        for rank, field in named.get(name, ()):
            if not says_nothing(value):
                ranked.append((rank, Given(field, key, value)))
    return [given for _, given in sorted(ranked, key=lambda one: one[0])]


def _flat(record: Mapping[str, object]) -> dict[str, tuple[str, object]]:
    """Name → the key as the file has it, and its value: of two with one name the last that says something."""
    flat = dict[str, tuple[str, object]]()
    for key, value in _walk(record, "", 0):
        name = _name(key)
        if name not in flat or not says_nothing(value):
            flat[name] = key, value
    return flat


def _walk(record: Mapping[str, object], under: str, depth: int) -> Iterator[tuple[str, object]]:
    for key, value in record.items():
        path = f"{under}.{key}" if under else key
        yield path, value
        if isinstance(value, dict) and depth < MAX_DEPTH and len(path) <= MAX_KEY:
            yield from _walk(value, path, depth + 1)


def _name(key: str) -> str:
    return key.strip().casefold().translate(NOT_IN_NAMES)


def _words(given: list[Given]) -> tuple[str, Form, bool]:
    """The article's words, their form, and whether they are only a summary of it."""
    bodies = [(part, words_of(part.value)) for part in given if part.field in FORMS]
    for part, words in bodies:
        if words and words.strip():
            return _whole(_first(given, "lead"), words, part)
    for part, words in bodies:
        if words is None:
            kind = type(part.value).__name__
            raise Refused("bad-item", f"its text under {part.key!r} is no text ({kind})")
    if summary := _first(given, "lead") or _first(given, "summary"):
        return summary, "html" if is_markup(summary) else "text", True
    raise _no_body(given)


def _first(given: list[Given], field: str) -> str:
    found = (words_of(part.value) for part in given if part.field == field)
    return next((words.strip() for words in found if words), "")


def _whole(lead: str, words: str, part: Given) -> tuple[str, Form, bool]:
    form: Form = "html" if is_markup(words) else FORMS[part.field]
    if form == "text" and (cut := CUT_OFF.search(words[-200:])):
        return words[: len(words) - len(cut[0])], form, True
    if lead and form == "text" and not words.lstrip().startswith(lead):
        words = f"{lead}\n\n{words}"
    return words, form, False


def _no_body(given: list[Given]) -> Refused:
    """Why a record without words is refused, with the cure."""
    what = (
        "it only lists the article"
        if any(one.field == "url" for one in given)
        else "it has no text"
    )
    names = ", ".join(keys_for(*FORMS)[:8])
    return Refused(
        "no-body",
        f"{what}; fetch the page and save it as .html (the text is looked for under {names}, …)",
    )
