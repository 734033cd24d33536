"""model.py → SQL, and what is said of each table and column.

Promises that an empty folder gives the same schema as a full one: nothing here looks at data.
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from dateline.errors import BadSchema
from dateline.model import TABLES, Indexed, Key, Refers
from dateline.views import VIEWS

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}

# Full-text search. `texts_fts` reads its content from `texts` (whose rowids are those of `articles`, so
# it serves both); the other two keep an index only, since what they index is in other tables.
FULL_TEXT = {
    "texts_fts": ("text", "content='texts'", "insert into texts_fts(texts_fts) values ('rebuild')"),
    "entities_fts": (
        "names",
        "content=''",
        "insert into entities_fts(rowid, names) select rowid, name || ' ' || (select"
        " coalesce(group_concat(alias, ' '), '') from (select alias from aliases"
        " where entity_id = entities.id order by alias)) from entities",
    ),
    "events_fts": (
        "words",
        "content=''",
        "insert into events_fts(rowid, words) select events.rowid, summary || ' ' || sentences.text"
        " from events join sentences on sentences.id = events.sentence_id",
    ),
}


# Columns that are indexed together, so that a page reads the index and not half a million rows.
TOGETHER = {
    "incidents": (
        ("earliest", "latest", "quad", "status", "type", "source_count"),  # the timeline's bars
        ("status", "type"),  # two facets at once
    ),
    "mentions": (("entity_id", "article_id"),),  # which articles name it most
}
FILL_PARTIES = (
    "insert into parties select incident_id, participants.entity_id, role, count(distinct event_id)"
    " from participants join events on events.id = event_id where participants.entity_id is not null"
    " group by 1, 2, 3"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, read off a field of a dataclass in model.py."""

    name: str
    sql_type: str
    nullable: bool
    description: str
    key: bool = False
    indexed: bool = False
    refers_to: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        parts = [f'"{self.name}"', self.sql_type]
        if not self.nullable:
            parts.append("NOT NULL")
        if self.choices:
            parts.append(f'CHECK ("{self.name}" IN ({", ".join(map(sql_string, self.choices))}))')
        if self.refers_to:
            # deferred: an event may point to an event that is written after it; Datasette needs the column
            parts.append(f'REFERENCES "{self.refers_to}" ("id") DEFERRABLE INITIALLY DEFERRED')
        return " ".join(parts)


def sql_name(name: str) -> str:
    """The name of a column as an SQL identifier.

    >>> sql_name("when")
    '"when"'
    """
    return f'"{name}"'


def sql_string(text: str) -> str:
    """The text as an SQL string literal.

    >>> sql_string("the reporter's note")
    "'the reporter''s note'"
    """
    return "'" + text.replace("'", "''") + "'"


def columns_of(table: type) -> list[Column]:
    """The stored columns of a dataclass in model.py, in order.

    >>> from dateline.model import Sentence
    >>> [column.name for column in columns_of(Sentence)]
    ['id', 'article_id', 'paragraph_id', 'number', 'start', 'end', 'text']
    """
    hints = typing.get_type_hints(table, include_extras=True)
    annotated = {name: hint for name, hint in hints.items() if get_origin(hint) is Annotated}
    return [_column(table, name, hint) for name, hint in annotated.items()]


def _column(table: type, name: str, hint: Any) -> Column:
    value_type, description, *marks = get_args(hint)
    nullable = get_origin(value_type) in (types.UnionType, typing.Union)
    if nullable:
        value_type = next(part for part in get_args(value_type) if part is not type(None))
    choices = get_args(value_type) if get_origin(value_type) is Literal else ()
    if value_type is bool:
        choices = ()
    sql_type = "TEXT" if choices else SQL_TYPES.get(value_type)
    if sql_type is None:
        raise BadSchema(
            f"model.py: {table.__name__}.{name} is {value_type}; use str, int, float or bool"
        )
    return Column(
        name=name,
        sql_type=sql_type,
        nullable=nullable,
        description=description,
        key=any(isinstance(mark, Key) for mark in marks),
        indexed=any(isinstance(mark, Indexed) for mark in marks),
        refers_to=next((mark.table for mark in marks if isinstance(mark, Refers)), None),
        choices=choices,
    )


def table_name(table: type) -> str:
    """The SQL name of a dataclass in model.py."""
    name: str = table.table  # type: ignore[attr-defined]
    return name


def create_sql() -> list[str]:
    """Every statement that makes the empty database: tables, indexes, views, full-text tables.

    >>> create_sql()[0].splitlines()[0]
    'CREATE TABLE "articles" ('
    """
    statements = []
    for table in TABLES:
        columns = columns_of(table)
        keys = [f'"{column.name}"' for column in columns if column.key]
        if not keys:
            raise BadSchema(f"model.py: {table.__name__} has no KEY column")
        lines = [*(column.sql for column in columns), f"PRIMARY KEY ({', '.join(keys)})"]
        body = ",\n  ".join(lines)
        statements.append(f'CREATE TABLE "{table_name(table)}" (\n  {body}\n) STRICT')
    statements += [view.sql for view in VIEWS]
    statements += [
        f"CREATE VIRTUAL TABLE {name} USING fts5({column}, {content},"
        " tokenize='porter unicode61 remove_diacritics 2')"
        for name, (column, content, _) in FULL_TEXT.items()
    ]
    return statements


def index_sql() -> list[str]:
    """Statements that make the indexes; run after the rows are in, which is faster.

    >>> [sql for sql in index_sql() if "merges" in sql][0]
    'CREATE INDEX "merges_entity_id" ON "merges" ("entity_id")'
    """
    return [
        f'CREATE INDEX "{table_name(table)}_{column.name}" ON "{table_name(table)}" ("{column.name}")'
        for table in TABLES
        for keys in [[column.name for column in columns_of(table) if column.key]]
        for column in columns_of(table)
        if (column.indexed or column.refers_to)
        and column.name not in _led_by(table_name(table), keys[0])
    ] + [
        f'CREATE INDEX "{table}_{"_".join(columns)}" ON "{table}" ({", ".join(map(sql_name, columns))})'
        for table, groups in TOGETHER.items()
        for columns in groups
    ]


def _led_by(table: str, key: str) -> set[str]:
    """The columns that the key or an index of several columns begins with: they need none of their own."""
    return {key, *(columns[0] for columns in TOGETHER.get(table, ()))}


def fill_sql() -> list[str]:
    """Statements that fill what is made of other rows: the parties of incidents, the full-text tables."""
    return [FILL_PARTIES, *(fill for _, _, fill in FULL_TEXT.values())]


# ---------------------------------------------------------------- what is said of them


def described() -> dict[str, tuple[str, dict[str, str]]]:
    """Every table and view: its description and its columns' descriptions.

    >>> described()["sentences"][1]["number"]
    'Position in the article, from 1'
    """
    tables = {
        table_name(table): (
            (table.__doc__ or "").strip(),
            {column.name: _with_choices(column) for column in columns_of(table)},
        )
        for table in TABLES
    }
    views = {view.name: (view.description, view.descriptions) for view in VIEWS}
    return tables | views


def _with_choices(column: Column) -> str:
    if not column.choices or all(choice in column.description for choice in column.choices):
        return column.description
    return f"{column.description} ({', '.join(column.choices)})"
