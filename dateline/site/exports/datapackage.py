"""Describes the tables as a Data Package v2 (Frictionless): types, keys and what each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.site.exports.tables import DESCRIPTION, KEYWORDS, RIGHTS, TITLE, Field, Table, tables

PROFILES = "https://datapackage.org/profiles/2.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Where the CSV of a table is: a name beside the description, or a whole address."""

    path: str
    bytes: int | None = None  # None for what is made when it is asked for
    sha256: str | None = None


def package(files: Mapping[str, File], facts: Mapping[str, str]) -> dict[str, Any]:
    """The description of the tables that there are files of; `facts` are the rows of `build`."""
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "dateline",
        "id": f"sha256:{facts['input']}" if "input" in facts else "dateline",
        "title": TITLE,
        "description": f"{DESCRIPTION} {RIGHTS}",
        "keywords": list(KEYWORDS),
        "sources": [
            {"title": "The articles, as their publishers wrote them; see the table articles"},
            {"title": "GeoNames", "path": "https://www.geonames.org/"},
        ],
        "dateline:build": dict(sorted(facts.items())),
        "resources": [
            _resource(table, files[table.name], set(files))
            for table in tables()
            if table.name in files
        ],
    }


def _resource(table: Table, file: File, there: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": table.name,
        "$schema": f"{PROFILES}/dataresource.json",
        "type": "table",
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.description,
    }
    if file.path.endswith(".gz"):
        made["compression"] = "gz"
    if file.bytes is not None:
        made["bytes"] = file.bytes
    if file.sha256 is not None:
        made["hash"] = f"sha256:{file.sha256}"
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field) for field in table.fields],
        # an empty cell is null or an empty text; the JSON lines tell them apart
        "missingValues": [""],
    }
    if table.keys:
        schema["primaryKey"] = list(table.keys)
    references = [
        {
            "fields": [field.name],
            # an empty name is the table itself
            "reference": {
                "resource": "" if field.refers_to == table.name else field.refers_to,
                "fields": ["id"],
            },
        }
        for field in table.fields
        if field.refers_to in there
    ]
    return made | {"schema": schema | ({"foreignKeys": references} if references else {})}


def _field(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "description": field.description,
    }
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.choices:
        constraints["enum"] = list(field.choices)
    return made | ({"constraints": constraints} if constraints else {})
