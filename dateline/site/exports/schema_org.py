"""Describes the site to search engines: schema.org's DataCatalog with one Dataset, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dateline.site.exports.tables import DESCRIPTION, KEYWORDS, RIGHTS, TITLE, tables


def catalog(
    site: str, files: Iterable[tuple[str, str, str]], days: tuple[str | None, str | None]
) -> dict[str, Any]:
    """The catalog of the site at that address.

    `files` are name, media type and address of each download; `days` are the first and last day told of.
    """
    first, last = days
    dataset: dict[str, Any] = {
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "url": site,
        "keywords": list(KEYWORDS),
        "conditionsOfAccess": RIGHTS,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Dateline"},
        "measurementTechnique": "Events read out of news articles by rules, typed as PLOVER",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": field.name, "description": field.description}
            for field in tables()[0].fields
        ],
        "distribution": [
            {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": address}
            for name, kind, address in files
        ],
    }
    if first or last:
        dataset["temporalCoverage"] = f"{first or '..'}/{last or '..'}"
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": "Dateline",
        "description": DESCRIPTION,
        "url": site,
        "dataset": [dataset],
    }


def in_a_page(described: dict[str, Any]) -> str:
    """The JSON as a script element can hold it, whatever a text in it says.

    >>> in_a_page({"name": "</script>"})
    '{"name": "\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(described, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
