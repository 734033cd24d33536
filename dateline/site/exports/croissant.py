"""Describes the tables as Croissant 1.1, which data set search and machine learning tools read.

References between tables are in the Data Package only: incidents and events refer to each other, and readers
of Croissant join what is referred to, which must not go in a circle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.site.exports.datapackage import File
from dateline.site.exports.tables import DESCRIPTION, KEYWORDS, RIGHTS, TITLE, Field, Table, tables

# the context that the specification asks every file to have
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
# a day is text, since pandas has no missing date that is one
TYPES = {"string": "sc:Text", "date": "sc:Text", "integer": "sc:Integer", "number": "sc:Float"}


def croissant(
    files: Mapping[str, File], facts: Mapping[str, str], address: str = ""
) -> dict[str, Any]:
    """The description of the tables that there are files of. Files without a hash make it a live data set.

    `address` is that of the site, if there is one; `facts` are the rows of `build`.
    """
    there = [table for table in tables() if table.name in files]
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "dateline",
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "keywords": list(KEYWORDS),
        "license": RIGHTS,
        "creator": {"@type": "sc:Organization", "name": "Dateline"},
        "distribution": [_distribution(table, files[table.name]) for table in there],
        "recordSet": [_record_set(table) for table in there],
    }
    if "dateline" in facts:
        made["version"] = facts["dateline"]
    if address:
        made["url"] = address
    if any(file.sha256 is None for file in files.values()):
        made["isLiveDataset"] = True
    return made


def _distribution(table: Table, file: File) -> dict[str, Any]:
    made = {
        "@type": "cr:FileObject",
        "@id": f"{table.name}.csv",
        "name": f"{table.name}.csv",
        "description": table.description,
        "contentUrl": file.path,
        # a gzip'd table is read as the table it is
        "encodingFormat": "text/csv",
    }
    if file.bytes is not None:
        made["contentSize"] = f"{file.bytes} B"
    if file.sha256 is not None:
        made["sha256"] = file.sha256
    return made


def _record_set(table: Table) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "field": [_field(table, field) for field in table.fields],
    }
    if table.keys:
        keys = [{"@id": f"{table.name}/{key}"} for key in table.keys]
        made["key"] = keys[0] if len(keys) == 1 else keys
    return made


def _field(table: Table, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": TYPES[field.type],
        "source": {
            "fileObject": {"@id": f"{table.name}.csv"},
            "extract": {"column": field.name},
        },
    }
