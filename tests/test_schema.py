"""model.py → SQL and descriptions."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Annotated, ClassVar

import pytest

from dateline import schema, table_docs
from dateline.errors import BadSchema
from dateline.model import KEY, TABLES


def test_every_table_is_strict_and_has_a_key() -> None:
    """SQLite takes the statements; each table is STRICT and refuses a wrong type."""
    connection = sqlite3.connect(":memory:")
    for statement in (*schema.create_sql(), *schema.index_sql(), *schema.fill_sql()):
        connection.execute(statement)
    strict = {
        name for (name,) in connection.execute("select name from pragma_table_list where strict")
    }
    assert strict == {schema.table_name(table) for table in TABLES}
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("insert into build values (x'00', 'a blob is no text')")
    connection.close()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_column_is_described(table: type) -> None:
    """A sentence for each column, and one for the table."""
    assert table.__doc__
    for column in schema.columns_of(table):
        assert len(column.description) > 5
        assert column.sql_type in {"TEXT", "INTEGER", "REAL"}


def test_references_lead_to_tables() -> None:
    """Every foreign key names a table of the model with one key column."""
    by_name = {schema.table_name(table): table for table in TABLES}
    for table in TABLES:
        for column in schema.columns_of(table):
            if column.refers_to:
                keys = [c for c in schema.columns_of(by_name[column.refers_to]) if c.key]
                assert len(keys) == 1


def test_a_column_of_another_type_is_refused() -> None:
    """A list is no column; the message names class and field."""

    @dataclass
    class Bad:
        """A bad table."""

        table: ClassVar = "bad"
        id: Annotated[str, "The key", KEY]
        names: Annotated[list[str], "Several names"]

    with pytest.raises(BadSchema, match=r"Bad\.names"):
        schema.columns_of(Bad)


def test_an_unknown_table_in_the_metadata_is_refused() -> None:
    """A generated block for a table that is not there is an error, not an empty block."""
    with pytest.raises(BadSchema, match="articels"):
        table_docs.metadata_with_descriptions("  # begin generated: articels\n  # end generated\n")


def test_a_generated_block_keeps_what_stands_around_it() -> None:
    """Only what is between the marks is written."""
    before = "x:\n  # begin generated: texts\n  old\n  # end generated\n  size: 3\n"
    after = table_docs.metadata_with_descriptions(before)
    assert after.startswith("x:\n  # begin generated: texts\n  description:")
    assert after.endswith("  # end generated\n  size: 3\n")
    assert table_docs.metadata_with_descriptions(after) == after
