"""model.py → the generated parts of metadata.yml, and docs/tables.md.

python -m dateline.table_docs --write    write them
python -m dateline.table_docs --check    exit 1 when they disagree with model.py
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from dateline.errors import BadSchema
from dateline.model import TABLES
from dateline.schema import Column, columns_of, described, table_name


def metadata_with_descriptions(metadata: str) -> str:
    """The text of metadata.yml with its generated blocks written anew from model.py."""

    def block(match: re.Match[str]) -> str:
        indent, name = match["indent"], match["table"]
        if name not in described():
            raise BadSchema(f"metadata.yml: there is no table or view {name}")
        description, columns = described()[name]
        lines = [f"description: {json.dumps(description, ensure_ascii=False)}", "columns:"]
        lines += [
            f"  {key}: {json.dumps(text, ensure_ascii=False)}" for key, text in columns.items()
        ]
        return match["begin"] + "".join(f"{indent}{line}\n" for line in lines) + match["end"]

    return re.sub(
        r"(?P<begin>^(?P<indent> *)# begin generated: (?P<table>\w+)\n)(?:.*\n)*?(?P<end>^ *# end generated\n)",
        block,
        metadata,
        flags=re.MULTILINE,
    )


def table_reference() -> str:
    """docs/tables.md: every table and view with its columns."""
    lines = [
        "# The tables",
        "",
        "Written by `make fix` from `dateline/model.py` and `dateline/views.py`;"
        " `make check` fails when it is stale.",
        "",
        'Offsets are code points into `texts.text`, half-open: `substr(text, start + 1, "end" - start)` is the'
        " row's text. Days are ISO strings, `earliest` and `latest` inclusive; null means not known.",
    ]
    by_name = {table_name(table): columns_of(table) for table in TABLES}
    for name, (description, columns) in described().items():
        kind = "table" if name in by_name else "view"
        lines += ["", f"## {name}", "", f"*{kind.capitalize()}.* {description}", ""]
        lines += ["| column | type | what it holds |", "|---|---|---|"]
        types_of = {column.name: _type_note(column) for column in by_name.get(name, [])}
        lines += [
            f"| `{key}` | {types_of.get(key, '')} | {text} |" for key, text in columns.items()
        ]
    return "\n".join(lines) + "\n"


def _type_note(column: Column) -> str:
    note = column.sql_type.lower()
    if column.key:
        note += ", key"
    if column.refers_to:
        note += f", → [{column.refers_to}](#{column.refers_to})"
    return note + (", or null" if column.nullable else "")


def undescribed(metadata: dict[str, Any]) -> list[str]:
    """Tables and views that metadata.yml does not list."""
    listed = metadata["databases"]["dateline"]["tables"]
    return [name for name in described() if name not in listed]


def main(arguments: list[str]) -> int:
    root = Path(__file__).parent.parent
    wanted = {
        root / "metadata.yml": metadata_with_descriptions(
            root.joinpath("metadata.yml").read_text("utf-8")
        ),
        root / "docs" / "tables.md": table_reference(),
    }
    if arguments == ["--write"]:
        for path, text in wanted.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        return 0
    if arguments != ["--check"]:
        print("usage: python -m dateline.table_docs --check | --write", file=sys.stderr)
        return 2
    stale = [
        path.name
        for path, text in wanted.items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    for name in stale:
        print(f"{name} disagrees with dateline/model.py: run `make fix` and commit what it writes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
