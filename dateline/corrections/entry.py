"""One entry of a corrections file, and the row that tells what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Correction, CorrectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A correction as the file asks for it, its values checked and in the form that is stored."""

    number: int  # among the entries of all files, from 1
    path: str
    line: int
    kind: CorrectionKind
    targets: tuple[str, ...]  # names or ids; several to merge, else one
    why: str
    names: tuple[str, ...] = ()  # to split: the names that are another's
    articles: tuple[str, ...] = ()  # to split: the articles in which the name is another's
    fields: tuple[tuple[str, str], ...] = ()  # the other keys, in the order of their names

    @property
    def target(self) -> str:
        """What it is about."""
        return self.targets[0]

    def field(self, key: str) -> str | None:
        """The value of a key; None when the entry does not have it."""
        return dict(self.fields).get(key)

    @property
    def in_words(self) -> str:
        """What it is about and what it asks, such as "GNA → Government of National Accord"."""
        fields = dict(self.fields)
        kind = f" ({fields.pop('type')})" if "type" in fields and self.kind != "edit" else ""
        parts = []
        if self.names or self.articles:
            parts = [", ".join(self.names), *(f"in {article}" for article in self.articles)]
            parts = [part for part in parts if part] + [f"→ {fields.pop('as')}"]
        elif "to" in fields:
            parts = [f"→ {fields.pop('to')}"]
        parts += [f"{key} {value}" for key, value in fields.items()]
        asked = ", ".join(parts).replace(", →", " →")
        between = "" if not asked else " " if asked.startswith("→") else ": "
        return f"{' = '.join(self.targets)}{kind}{between}{asked}"


def told(entry: Entry, did: str, problems: list[str]) -> Correction:
    """The row of an entry: what it did (nothing: an empty text), and what of it fits nothing."""
    return Correction(
        number=entry.number,
        path=entry.path,
        line=entry.line,
        kind=entry.kind,
        target=entry.in_words,
        why=entry.why,
        applied=bool(did),
        detail=did,
        problem="; ".join(problems) or None,
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "mention"), counted(2, "mention")
    ('1 mention', '2 mentions')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def with_reason(before: str | None, why: str) -> str:
    """Why a row was changed, with one reason more.

    >>> with_reason(None, "a typo"), with_reason("a typo", "one man")
    ('a typo', 'a typo; one man')
    """
    return why if before in (None, why) else f"{before}; {why}"
