"""The years and months that a column of a table has: what they are called, and how one is chosen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """Years or months: what they are called, the SQL that gives them, the argument that chooses one."""

    name: str
    sql: str
    argument: str


def levels_of(column: str) -> tuple[Level, Level]:
    """The years and the months of a column: of `year`, which has `month` beside it, or of days as text.

    >>> [level.argument for level in levels_of("year")]
    ['year', 'month']
    >>> levels_of("published")[1]
    Level(name='published by month', sql='substr("published", 1, 7)', argument='published__startswith')
    """
    if column == "year":
        return Level("year", "year", "year"), Level("month", "month", "month")
    quoted = '"' + column.replace('"', '""') + '"'
    prefix = f"{column}__startswith"
    return (
        Level(f"{column} by year", f"substr({quoted}, 1, 4)", prefix),
        Level(f"{column} by month", f"substr({quoted}, 1, 7)", prefix),
    )
