"""A line that is nothing but a date → that date.

dateparser knows what months are called in these languages, but reads much else as dates besides ("we" is
Wednesday to it). So its words are taken, and a line must be made wholly of a day, a month, a year and the
small words between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from dateline.ingest.partial_date import FIRST_YEAR, LAST_YEAR, day_value
from dateline.rules import any_of, read_words

LANGUAGES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "ru", "ar", "uk", "pl", "tr", "fa", "he",
    "sv", "da", "nb", "fi", "cs", "hu", "ro", "el", "ca", "id",
)  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Small words that stand inside a written date in these languages; "г" is the Russian "year".
PARTICLES = {
    "of", "the", "on", "le", "la", "de", "del", "den", "der", "dem", "il", "el", "o", "em", "di", "d", "ου",
    "du", "w", "dnia", "año", "год", "г", "года", "р", "бр", "в", "في", "م",
}  # fmt: skip
MAX_LENGTH = 100
EITHER_WAY = "the day and the month may be either way round, so only the year is sure"

Label = Literal["", "published", "updated"]
Order = Literal["dmy", "mdy"]  # which comes first in 03/04/2017, the day or the month
AFTER_LABEL = r"(?: (?:on|at|le|am|el|il|em|op|den|dne|the|a|w|в|في|بتاريخ))?(?!\w)\s?[:：]?\s*"
ZONE = (
    r"\s?\(?(?:(?-i:GMT|UTC|Z|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|BST|CET|CEST|EET|EEST|MSK"
    r"|МСК|WAT|CAT|EAT|SAST|IST|PKT|HKT|JST|KST|AEST|AEDT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?"
    r"|[+-]\d{2}:?\d{2})\)?"
)
TIME = re.compile(
    r"(?:(?<=\d)T|(?<!\S)(?:at|à|um|a las|ore|om|в|kl\.?)\s|\b)"
    r"(?P<hour>\d{1,2})(?:"
    r"(?:[:.](?P<minute>\d{2})(?::\d{2})?)?\s?(?P<half>[ap])\.?m\b\.?"
    r"|[:h](?P<minute24>\d{2})(?::\d{2}(?:\.\d{1,9})?)?(?:\s?(?:uhr|hrs?|h)\b)?"
    rf"|\.(?P<minute_zone>\d{{2}})(?={ZONE})"  # "14.21" without a zone may be a day and a month
    rf")(?:{ZONE}(?!\w))?(?!\w)",
    re.IGNORECASE | re.ASCII,
)
YEAR_FIRST = re.compile(
    r"(\d{4})([-/.]|\s?年\s?)(\d{1,2})(?:\2|\s?月\s?)(\d{1,2})(?:\s?日)?", re.ASCII
)
YEAR_LAST = re.compile(r"(\d{1,2})(\s?[-/]\s?|\.\s?)(\d{1,2})\2(\d{4})\.?", re.ASCII)
TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
ORDINALS = {"st", "nd", "rd", "th", "er", "º", "ª"}
PUNCTUATION = set(",.;|/-–—()'’،·@")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is only a date: its words, its label, its value, and what is wrong or unsure."""

    text: str
    label: Label
    value: str | None
    problem: str = ""


def date_line(text: str, order: Order | None = None) -> DateLine | None:
    """The date a line consists of, with its time of day; null when it says anything else.

    `order` is how the page is known to write its dates; without it a day and a month that may be either
    way round leave the year alone.

    >>> date_line("February 2, 2017 at 2:21 pm").value
    '2017-02-02T14:21'
    >>> date_line("03/04/2017").value, date_line("03/04/2017", "dmy").value
    ('2017', '2017-04-03')
    >>> date_line("He came on 3 April 2017") is None
    True
    """
    if len(text) > MAX_LENGTH or not any(map(str.isdigit, text)):
        return None
    label, words = _label_of(text)
    times = list(TIME.finditer(words))
    if len(times) > 1:
        return None
    clock = _clock(times[0]) if times else ""
    if clock is None:
        return None
    day = TIME.sub(" ", words).strip(" ,.;|-–—@·،")
    found = _numeric(day, order) or _written(day)
    if found is None:
        return None
    value, problem = found
    if value is not None and len(value) == 10:
        value += clock
    return DateLine(text, label, value, problem)


def _label_of(text: str) -> tuple[Label, str]:
    for label, pattern in _labels():
        if match := pattern.match(text):
            return label, text[match.end() :]
    return "", text


@cache
def _labels() -> tuple[tuple[Label, re.Pattern[str]], ...]:
    rows = read_words("date_labels.csv", "label", "words", "language")
    names: tuple[Label, ...] = ("published", "updated")
    return tuple(
        (
            name,
            re.compile(
                f"(?:{any_of(row['words'] for row in rows if row['label'] == name)}){AFTER_LABEL}",
                re.IGNORECASE,
            ),
        )
        for name in names
    )


def _clock(time: re.Match[str]) -> str | None:
    hour, minute = int(time["hour"]), _minute_of(time)
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    return f"T{hour:02}:{minute}" if hour < 24 and int(minute) < 60 else None


def _minute_of(time: re.Match[str]) -> str:
    return time["minute"] or time["minute24"] or time["minute_zone"] or "00"


def _numeric(words: str, order: Order | None) -> tuple[str | None, str] | None:
    """Value and problem of a date in figures, which a weekday may come before."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[0].strip(",.").casefold() in _weekday_words():
        tokens = tokens[1:]
    words = " ".join(tokens)
    if match := YEAR_FIRST.fullmatch(words):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := YEAR_LAST.fullmatch(words):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        both = {day_value(year, second, first), day_value(year, first, second)} - {None}
        if FIRST_YEAR <= year <= LAST_YEAR and len(both) == 2 and order is None:
            return str(year), EITHER_WAY
        month_first = second > 12 or (order == "mdy" and first <= 12)
        day, month = (second, first) if month_first else (first, second)
    else:
        return None
    return _checked(year, month, day)


def _written(words: str) -> tuple[str | None, str] | None:
    """Value and problem of a date with the month in letters."""
    tokens = [token.casefold() for token in TOKEN.findall(words)]
    numbers = [token for token in tokens if token.isdecimal()]
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    months = [token for token in tokens if token in month_words()]
    known = _weekday_words() | PARTICLES | ORDINALS | PUNCTUATION
    rest = [token for token in tokens if token not in known and token not in numbers]
    if len(years) != 1 or len(days) != 1 or len(numbers) != 2 or not months or rest != months:
        return None
    if not FIRST_YEAR <= years[0] <= LAST_YEAR or len(months) > 1:
        return None
    if not 1 <= days[0] <= 31:
        return None, "the calendar has no such day"
    return _checked(years[0], month_words()[months[0]], days[0])


def _checked(year: int, month: int, day: int) -> tuple[str | None, str] | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    value = day_value(year, month, day)
    return value, "" if value else "the calendar has no such day"


@cache
def month_words() -> dict[str, int]:
    """What months are called in all of the languages, whole and short, in lower case → their number."""
    return {
        word: number for number, name in enumerate(MONTHS, start=1) for word in _words_for(name)
    }


@cache
def _weekday_words() -> frozenset[str]:
    return frozenset(word for name in WEEKDAYS for word in _words_for(name))


def _words_for(name: str) -> set[str]:
    """What dateparser's own data calls this month or weekday, in all of the languages."""
    words = set[str]()
    for code in LANGUAGES:
        info = import_module(f"dateparser.data.date_translation_data.{code}").info
        words.update(word.casefold() for word in info[name])
    tokens = {token for word in words for token in TOKEN.findall(word) if token.isalpha()}
    # Catalan months are "de gener", "d'abril"; no month has fewer than three letters
    return {token for token in tokens - PARTICLES if len(token) > 2}
