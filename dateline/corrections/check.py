"""What each kind of entry may hold, in which form, and which entries contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

from dateline.corrections.entry import Entry
from dateline.entities import gazetteer
from dateline.entities.gazetteer import folded
from dateline.errors import BadCorrections
from dateline.events.lexicon import event_types
from dateline.ingest.front_matter import URL
from dateline.ingest.partial_date import bounds_of, partial_date
from dateline.model import CorrectionKind, EntityType, Status

KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)
NONE = "none"  # the word that takes a date, place or participant away
CLOSE = 75  # of 100: "Haftr" and "Haftar" have 91, "marge" and "merge" 80, "Shoygu" and "Lavrov" 17


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a kind: those it must have, those it may, and those of which it must have one."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys but the kind itself, in the order a message lists them."""
        return *self.needs, *self.one_of, *self.may, "why"


SHAPES: dict[CorrectionKind, Shape] = {
    "merge": Shape(may=("type",)),
    "split": Shape(needs=("as",), one_of=("names", "articles"), may=("type",)),
    "rename": Shape(needs=("to",), may=("type",)),
    "retype": Shape(needs=("to",), may=("type",)),
    "drop": Shape(may=("type",)),
    "locate": Shape(needs=("latitude", "longitude"), may=("country", "type")),
    "article": Shape(one_of=("published", "publisher", "url")),
    "reject": Shape(),
    "edit": Shape(
        one_of=("status", "type", "edtf", "place", "actor", "recipient", "summary"),
    ),
}


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like the word, the first of them when several are; None when none is near.

    >>> nearest("Haftr", ["Lavrov", "Haftar"]), nearest("Haftr", ["Lavrov"])
    ('Haftar', None)
    """
    found = process.extractOne(word, list(choices), scorer=token_sort_ratio, score_cutoff=CLOSE)
    return str(found[0]) if found else None


def checked_value(kind: CorrectionKind, key: str, words: str) -> str:
    """The value in the form that is stored. Raises ValueError that says what to write instead."""
    check = CHECKS.get((kind, key)) or CHECKS.get(("", key))
    return check(words) if check else words


def edtf_bounds(value: str) -> tuple[str | None, str | None] | None:
    """The first and last day of a partial date or an interval of two; None for any other words.

    >>> edtf_bounds("2016-11"), edtf_bounds("2016-11-28/..")
    (('2016-11-01', '2016-11-30'), ('2016-11-28', None))
    """
    ends = value.split("/")
    if len(ends) > 2 or value == "../.." or (len(ends) == 1 and value == ".."):
        return None
    if any(end != ".." and (partial_date(end) != end or len(end) > 10) for end in ends):
        return None
    earliest = None if ends[0] == ".." else bounds_of(ends[0])[0]
    latest = None if ends[-1] == ".." else bounds_of(ends[-1])[1]
    return None if earliest and latest and earliest > latest else (earliest, latest)


def _one_of(what: str, choices: Callable[[], Iterable[str]]) -> Callable[[str], str]:
    def check(words: str) -> str:
        known = list(choices())
        if words in known:
            return words
        near = nearest(words, known)
        meant = f"; did you mean {near}?" if near else f"; write one of {', '.join(known)}"
        raise ValueError(f"is no {what}: {words!r}{meant}")

    return check


def _published(words: str) -> str:
    if value := partial_date(words):
        return value
    raise ValueError(f"is no date: {words!r}; write 2017, 2017-01, 2017-01-16 or 2017-01-16T14:21")


def _edtf(words: str) -> str:
    if words == NONE or edtf_bounds(words):
        return words
    raise ValueError(
        f"is no date: {words!r}; write 2017, 2017-01, 2017-01-16, 2016-11-28/2016-11-30,"
        f" 2016-11-28/.. or {NONE}"
    )


def _url(words: str) -> str:
    if URL.fullmatch(words):
        return words
    raise ValueError(f"is no address: {words!r}; write it whole, as https://example.org/news")


def _degrees(most: int) -> Callable[[str], str]:
    def check(words: str) -> str:
        if (
            re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,15})?", words, re.ASCII)
            and abs(float(words)) <= most
        ):
            return words
        raise ValueError(
            f"must be degrees from -{most} to {most}, not {words!r}; write them as -12.5"
        )

    return check


def _country(words: str) -> str:
    if gazetteer.country_name(words):
        return words
    iso3 = gazetteer.country_of(words)
    meant = f"; did you mean {iso3}?" if iso3 else "; write its ISO 3166 alpha-3 code, as LBY"
    raise ValueError(f"is no country: {words!r}{meant}")


_entity_type = _one_of("type of entity", lambda: get_args(EntityType))
CHECKS: dict[tuple[str, str], Callable[[str], str]] = {
    ("edit", "type"): _one_of("type of event", event_types),
    ("edit", "status"): _one_of("status", lambda: get_args(Status)),
    ("edit", "edtf"): _edtf,
    ("article", "published"): _published,
    ("article", "url"): _url,
    ("retype", "to"): _entity_type,
    ("", "type"): _entity_type,
    ("", "latitude"): _degrees(90),
    ("", "longitude"): _degrees(180),
    ("", "country"): _country,
}


# ---------------------------------------------------------------- entries against each other


def check_together(entries: Iterable[Entry], name: Callable[[Entry], str]) -> None:
    """Raises BadCorrections when two entries ask for two things that cannot both be.

    `name` gives the words by which a message calls an entry.
    """
    claims: dict[tuple[object, ...], tuple[str, Entry]] = {}
    for entry in entries:
        for about, says in _claims(entry):
            known, other = claims.setdefault(about, (says, entry))
            if known != says:
                raise BadCorrections(
                    entry.path,
                    entry.line,
                    name(entry),
                    f"says of {entry.in_words!r} what {name(other)} in {other.path}, line"
                    f" {other.line}, denies ({other.in_words!r}); keep one of them",
                )


def _claims(entry: Entry) -> Iterator[tuple[tuple[object, ...], str]]:
    """What an entry holds true: about what, and what of it."""
    kind, names = entry.kind, [folded(target) for target in entry.targets]
    one = (names[0], entry.field("type"))
    if kind == "merge":
        yield from ((("one", *sorted(pair)), "yes") for pair in combinations(sorted(names), 2))
    if kind == "split":
        # in some articles only, a name may be another's and stay the first one's too
        others = [entry.field("as") or "", *(entry.names if not entry.articles else ())]
        yield from ((("one", *sorted((names[0], folded(other)))), "no") for other in others)
    if kind in {"merge", "rename", "retype", "locate", "drop"}:
        there = "no" if kind == "drop" else "yes"
        yield from ((("there", name, entry.field("type")), there) for name in names)
    if kind in {"rename", "retype", "locate"}:
        settings = [field for field in entry.fields if field[0] != "type"]
        yield from (((kind, *one, key), value) for key, value in settings)
    if kind in {"article", "edit"}:
        yield from (((kind, entry.target, key), value) for key, value in entry.fields)
    if kind in {"edit", "reject"}:
        yield ("event", entry.target), "no" if kind == "reject" else "yes"
