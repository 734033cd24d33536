"""What the tables and views are, for the files that describe them to other tools."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.model import TABLES
from dateline.schema import Column, columns_of, described, table_name
from dateline.views import VIEWS

TITLE = "Who did what to whom, where, when, and according to whom"
DESCRIPTION = (
    "What a folder of news articles reports, each row tied to the sentence that says it. A program read the"
    " articles, and it errs: look at the sentence before you rely on a row. City names and coordinates are"
    " from GeoNames (CC BY 4.0)."
)
KEYWORDS = ("news", "events", "journalism", "PLOVER", "TIMEX3", "Dateline")
RIGHTS = "The program is Apache-2.0; the articles' texts remain their publishers'."
# columns of text that hold a whole day or nothing
DAYS = {"earliest", "latest", "published_earliest", "published_latest"}
# columns of views that hold whole numbers; SQLite does not tell the types of a view
NUMBERS = {"sources", "year"}
TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column as Data Package has it: its type is string, integer, number or date."""

    name: str
    type: str
    description: str
    required: bool = False  # never null, and never an empty text, which CSV cannot tell from null
    choices: tuple[str, ...] = ()
    refers_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or view."""

    name: str
    description: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...] = ()  # none for a view
    order: str = ""  # SQL to order by, so that two files of one database are the same

    @property
    def sql(self) -> str:
        """All its rows, in an order that an index gives."""
        columns = ", ".join(f'"{field.name}"' for field in self.fields)
        return f'select {columns} from "{self.name}" order by {self.order}'


@cache
def tables() -> tuple[Table, ...]:
    """Every table and view, in the order of model.py, the views first.

    >>> [table.name for table in tables()][:3]
    ['timeline', 'event_list', 'articles']
    >>> tables()[2].fields[0].required, tables()[0].keys
    (True, ())
    """
    views = [
        Table(
            name=view.name,
            description=view.description,
            fields=tuple(_of_view(name, text) for name, text in view.descriptions.items()),
            order="incident_id" if view.name == "timeline" else "event_id",
        )
        for view in VIEWS
    ]
    return tuple(views) + tuple(_of_table(table) for table in TABLES)


def _of_table(table: type) -> Table:
    name = table_name(table)
    description, descriptions = described()[name]
    columns = columns_of(table)
    return Table(
        name=name,
        description=description,
        fields=tuple(_field(column, descriptions[column.name]) for column in columns),
        keys=tuple(column.name for column in columns if column.key),
        order="rowid",
    )


def _field(column: Column, description: str) -> Field:
    told = column.key or column.refers_to or column.choices or column.sql_type != "TEXT"
    return Field(
        name=column.name,
        type="date" if column.name in DAYS else TYPES[column.sql_type],
        description=description,
        required=bool(told) and not column.nullable,
        choices=column.choices,
        refers_to=column.refers_to,
    )


def _of_view(name: str, description: str) -> Field:
    kind = "date" if name in DAYS else "integer" if name in NUMBERS else "string"
    return Field(name=name, type=kind, description=description)
