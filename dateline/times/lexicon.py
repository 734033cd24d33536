"""What the slots of rules/times.yml stand for: words from time_words.csv, and numbers by pattern.

`{month}` in a rule stands for any word of the slot `month`; `value_of("month", "sept.")` is its
value. Numbers are too many for a list: those slots are patterns, and their values are worked
out here.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.rules import Slot, any_of, read_words

AGAIN = ("_b", "_c")


@cache
def _words() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for row in read_words("time_words.csv", "slot", "word", "value"):
        table.setdefault(row["slot"], {})[row["word"]] = row["value"]
    return table


@cache
def cue_words(kind: str) -> frozenset[str]:
    """The words of one kind that show a match to be no time: see rules/time_vetoes.csv."""
    rows = read_words("time_vetoes.csv", "kind", "word")
    return frozenset(row["word"] for row in rows if row["kind"] == kind)


@cache
def slots() -> dict[str, Slot]:
    """Every slot a rule may use: word lists, and the patterns of numbers."""
    words = _words()
    ones, tens, scale = (any_of(words[slot]) for slot in ("ones", "tens", "scale"))
    small = f"(?:(?:{tens})(?:[- ](?:{ones}))?|(?:{ones}))"
    spelled = f"(?:{small}|an?)(?: (?:{scale})){{1,3}}|{small}"
    # four figures without a comma are a year: "the 1988 quarter"
    digits = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d{1,2})?(?!\d)"
    number = f"(?:{digits}|{spelled})(?: (?:and a half|1/2))?"
    from_ten = f"(?:{tens})(?:[- ](?:{ones}))?|ten|eleven|twelve|[a-z]{{3,5}}teen"
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    ordinal = any_of(words["ordinal"])
    patterns = {
        "number": f"{number}|half an?|(?:a )?quarter of an?|an?",
        "also": number,
        "year": r"1[1-9]\d\d|20\d\d",
        "short_year": r"['’]\d\d",
        "spelled_year": rf"(?:nineteen|twenty) (?:{from_ten})|two thousand(?: and)?(?: {small})?",
        "day": f"{day}(?:st|nd|rd|th)?|{any_of(words['ordinal'])}",
        "other_day": f"{day}(?:st|nd|rd|th)?",
        "other_weekday": any_of(words["weekday"]),
        "other_month": any_of(words["month"]),
        "iso_month": r"1[0-2]|0[1-9]",
        "decade": rf"(?:1[1-9][1-9]|20\d)0['’]?s|['’]?[2-9]0['’]?s|{any_of(words['decade_word'])}",
        "century_number": rf"\d{{1,2}}(?:st|nd|rd|th)|{ordinal}",
        "hour": r"2[0-4]|1\d|0?\d",
        "hour_word": any_of(words["ones"]),
        "minute": r"[0-5]\d",
        "zone": r"gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|bst|cet|cest",
    }
    table: dict[str, Slot] = {
        **words,
        **{name: re.compile(pattern) for name, pattern in patterns.items()},
    }
    # a pattern may name a slot once only: `{month_b}` is another place for the same thing
    return table | {f"{name}{again}": slot for again in AGAIN for name, slot in table.items()}


def value_of(slot: str, text: str) -> str:
    """What a slot's words stand for, in digits or as a code of their list.

    >>> value_of("month", "sept."), value_of("number", "two and a half"), value_of("day", "26th")
    ('9', '2.5', '26')
    """
    table = _words()
    if slot in table:
        return table[slot][text]
    if slot in ("day", "century_number"):
        found = re.match(r"\d+", text)
        return str(int(found[0])) if found else table["ordinal"][text]
    match slot:
        case "number" | "also":
            return number_of(text)
        case "count":
            return _words()["ones"].get(text, text)
        case "short_fy":
            return f"20{text}"
        case "short_year":
            return f"19{text[1:]}" if text[1:] >= "30" else f"20{text[1:]}"
        case "spelled_year":
            return _year_of(text)
        case "decade":
            return _decade_of(text)
        case "hour_word":
            return table["ones"][text]
    return text


def number_of(text: str) -> str:
    """The number some digits or words name, in digits.

    >>> [number_of(words) for words in ("1,500", "twenty-one", "a hundred", "half a", "2 1/2")]
    ['1500', '21', '100', '0.5', '2.5']
    """
    if text.startswith("half a"):
        return "0.5"
    if "quarter of" in text:
        return "0.25"
    whole = re.sub(r" (?:and a half|1/2)$", "", text)
    total = float(whole.replace(",", "")) if whole[0].isdigit() else _spelled(whole)
    total += 0.5 if whole != text else 0
    return f"{total:g}" if total < 1e5 else str(int(total))


def _spelled(text: str) -> float:
    table, total = _words(), 0
    for word in re.split(r"[- ]", text):
        if word in table["scale"]:
            total = max(total, 1) * int(table["scale"][word])
        else:
            total += int(table["ones"].get(word) or table["tens"].get(word) or 1)
    return total


def _year_of(text: str) -> str:
    if text.startswith("two thousand"):
        rest = re.sub(r"two thousand(?: and)? ?", "", text)
        return str(2000 + int(_spelled(rest) if rest else 0))
    century, _, rest = text.partition(" ")
    years = int(_spelled(rest))
    return str((1900 if century == "nineteen" else 2000) + years)


def _decade_of(text: str) -> str:
    """The decade as TIMEX3 has it: 199 for the 1990s, 198 for the '80s or the eighties."""
    figures = re.sub(r"\D", "", text)
    if len(figures) == 4:
        return figures[:3]
    tens = figures[0] if figures else _words()["decade_word"][text]
    return tens if len(tens) == 3 else f"19{tens}"


def closing_year(year: str, figures: str) -> str | None:
    """The year that two figures after another year mean; None when that is no later year.

    >>> closing_year("2009", "10"), closing_year("1999", "00"), closing_year("2009", "06")
    ('2010', '2000', None)
    """
    end = int(year) // 100 * 100 + int(figures)
    end += 100 if figures == "00" and year.endswith("99") else 0
    return str(end) if end > int(year) else None
