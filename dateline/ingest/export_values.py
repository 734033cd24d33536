"""A value of an export (a string, a number, a list, an object) → what it says, or null.

Nothing is guessed: a publisher that is an address, a language that is no code and a number that is
no time give null.
"""

from __future__ import annotations

import ast
import html
import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from dateline.ingest.decode import cleaned
from dateline.ingest.front_matter import LANGUAGE, URL
from dateline.ingest.items import Field

SAYS_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "undefined", "[]", "{}"})
WITHHELD = re.compile(r"ONLY AVAILABLE IN [A-Z ,]{1,60} PLANS", re.IGNORECASE)  # NewsData.io
# What an object has its words under: WordPress (rendered), NewsAPI and JSON Feed (name), MongoDB ($date).
INNER = ("name", "rendered", "text", "main", "title", "$date")
SECTIONS = ("summary", "sections", "headline", "paragraphs")  # Fundus' body, in this order
MAX_LENGTH = 2_000  # characters: the longest headline of 1,429 real pages has 300
MAX_NESTED = 6  # Fundus' body has 4 levels
TAG = re.compile(r"</?[a-z][a-z0-9]{0,15}(?P<more>\s[^<>]{0,2000})?/?>", re.IGNORECASE)
BLOCK = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|blockquote|figure|article|section|table)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,9})?")
MILLISECONDS = re.compile(r"\d{12,13}(?:\.0)?")
EPOCHS = (315_532_800, 4_102_444_800)  # 1980 to 2100: another number is no time
DAY = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])")
YEAR = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)(?:\.0)?")  # pandas: a column of years with gaps


def says_nothing(value: object) -> bool:
    """Whether a value is one of the ways in which programs write that there is none.

    >>> says_nothing(float("nan")), says_nothing(" None "), says_nothing("Nan Goldin"), says_nothing(0)
    (True, True, False, False)
    """
    if isinstance(value, str):
        short = value.strip() if len(value) < 100 else value
        return short.casefold() in SAYS_NOTHING or WITHHELD.fullmatch(short) is not None
    if isinstance(value, float):
        return not math.isfinite(value)
    return value is None or value == [] or value == {}


def merged(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Keys with their values: of a key that is there twice, the last value that says something.

    >>> merged([("title", "A"), ("title", "B"), ("title", None)])
    {'title': 'B'}
    """
    found = dict[str, object]()
    for key, value in pairs:
        if key not in found or not says_nothing(value):
            found[key] = value
    return found


def value_of(field: Field, value: object) -> str | None:
    """What a value says for a field, in the form `Stated` has it; null when that is nothing.

    >>> value_of("published", 1484577600000), value_of("published", "20170116")
    ('2017-01-16T14:40:00Z', '2017-01-16')
    >>> value_of("publisher", "https://example.org"), value_of("language", "en-GB")
    (None, 'en')
    """
    if isinstance(value, dict):
        value = next((value[key] for key in INNER if not says_nothing(value.get(key))), None)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if field in ("published", "modified"):
        return _time(value)
    if not isinstance(value, str) or len(value) > MAX_LENGTH or says_nothing(value):
        return None
    if field == "url":
        address = cleaned(value).strip().replace("&amp;", "&")
        return address if URL.fullmatch(address) else None
    words = one_line(value)
    if field == "language":
        code = LANGUAGE.fullmatch(words)
        return code["code"].lower() if code else None
    if field == "publisher" and URL.match(words):
        return None
    return words or None


def names_of(value: object) -> tuple[str, ...]:
    """The names in a list of authors, which a table may have as the text of a Python list.

    >>> names_of([{"name": "Jo Do"}, "Jane Roe", None]), names_of("['Jo Do', 'Jane Roe']")
    (('Jo Do', 'Jane Roe'), ('Jo Do', 'Jane Roe'))
    """
    if isinstance(value, str) and is_list_in_words(value):
        try:
            value = ast.literal_eval(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return ()
    names = value if isinstance(value, list) else [value]
    said = (value_of("byline", name) for name in names)
    return tuple(dict.fromkeys(name for name in said if name and not URL.match(name)))


def is_list_in_words(value: object) -> bool:
    """Whether a value is the text of a list, as pandas writes one into a table.

    >>> is_list_in_words('["Jo Do"]'), is_list_in_words("[AFP]")
    (True, False)
    """
    if not isinstance(value, str) or len(value) > MAX_LENGTH:
        return False
    words = value.strip()
    return words[:2] in ("['", '["') and words[-2:] in ("']", '"]')


def words_of(value: object, depth: int = 0) -> str | None:
    """The words of an article: a text, a list of its paragraphs, or Fundus' sections; null for another thing.

    >>> words_of(["One.", None, "Two."]), words_of({"summary": [], "sections": [{"paragraphs": ["A."]}]})
    ('One.\\n\\nTwo.', 'A.')
    """
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        inner = next((value[key] for key in INNER if isinstance(value.get(key), str)), None)
        if inner is not None:
            return cleaned(inner)
        parts = [value[key] for key in SECTIONS if key in value]
    elif isinstance(value, list):
        if any(isinstance(part, dict) and "paragraphs" not in part for part in value):
            return None  # a list of articles, or of pictures
        parts = value
    else:
        return None
    if depth == MAX_NESTED:
        return None
    found = [words_of(part, depth + 1) for part in parts if not says_nothing(part)]
    said = [words.strip() for words in found if words is not None]
    return "\n\n".join(said) if said and len(said) == len(found) else None


def is_markup(words: str) -> bool:
    """Whether words are a piece of a web page, and not text that speaks of one tag.

    >>> is_markup("<p>Gunmen came.</p>"), is_markup("Gunmen<br>came<br/>at dawn")
    (True, True)
    >>> is_markup("The <p> tag is closed by nothing"), is_markup("if a < b and b > c")
    (False, False)
    """
    found = BLOCK.finditer(words)
    return next(found, None) is not None and next(found, None) is not None


def one_line(words: str) -> str:
    """Words as a headline has them: without tags and entities, on one line.

    >>> one_line("Haftar&#8217;s <b>troops</b>\\n land"), one_line("AT&T, a <b and c> d")
    ('Haftar’s troops land', 'AT&T, a <b and c> d')
    """
    words = TAG.sub(_nothing_for_a_tag, words)
    if ENTITY.search(words):
        words = html.unescape(words)
    return " ".join(cleaned(words).split())


def _nothing_for_a_tag(match: re.Match[str]) -> str:
    """Nothing; but what has words and no attribute after its name is no tag, and stays."""
    return (
        match[0] if match["more"] and match["more"].strip(" /") and "=" not in match["more"] else ""
    )


def _time(value: object) -> str | None:
    """A date as it is written; a number of seconds or milliseconds since 1970 in ISO, in UTC."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str) and not -(10**15) < value < 10**15:
        return None  # NaN too
    words = one_line(value[:MAX_LENGTH]) if isinstance(value, str) else str(value)
    if (day := DAY.fullmatch(words.removesuffix(".0"))) is not None:
        return f"{day['year']}-{day['month']}-{day['day']}"
    if (year := YEAR.fullmatch(words)) is not None:
        return year["year"]
    number = None
    if SECONDS.fullmatch(words):
        number = float(words)
    elif MILLISECONDS.fullmatch(words):
        number = float(words) / 1000
    if number is not None and EPOCHS[0] <= number < EPOCHS[1]:
        return datetime.fromtimestamp(number, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return words if isinstance(value, str) and not says_nothing(words) else None
