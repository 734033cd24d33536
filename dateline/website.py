"""Where the parts of the website lie, and what Datasette is told of a database whatever its name.

In a checkout plugins/, templates/, static/, metadata.yml and the settings lie at its top, where `datasette .`
finds them; in a wheel they lie in the package. `folder` is the one place that knows.
"""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import BadMetadata

INSTALLED = "www"  # the folder of the package that pyproject.toml puts them in
OWN = ("metadata.yml", "metadata.yaml", "metadata.json")  # as Datasette looks for them
DESCRIBED = "dateline"  # the database that metadata.yml describes, for all of them
Metadata = dict[str, Any]


def folder() -> Path:
    """The folder with plugins/, templates/, static/, metadata.yml, settings.json and settings-public.json.

    >>> (folder() / "plugins" / "timeline_page.py").exists()
    True
    """
    package = Path(__file__).parent
    installed = package / INSTALLED
    return installed if installed.is_dir() else package.parent


def settings(name: str = "settings.json") -> dict[str, Any]:
    """The settings of Datasette that a file of the folder holds.

    >>> settings("settings-public.json")["default_allow_sql"]
    False
    """
    found: dict[str, Any] = json.loads(folder().joinpath(name).read_text("utf-8"))
    return found


def metadata_file(where: Path) -> Path | None:
    """The metadata that a person wrote into a folder; None when she wrote none, and for Dateline's own."""
    for name in OWN:
        file = where / name
        if file.is_file():
            return None if file.samefile(folder() / "metadata.yml") else file
    return None


def read_metadata(file: Path) -> Metadata:
    """The metadata of a file. Raises BadMetadata with the line for what Datasette could not use."""
    try:
        found = yaml.safe_load(file.read_text("utf-8"))  # JSON is YAML, too
    except OSError as error:
        raise BadMetadata(f"{file}: it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadMetadata(f"{file}: it is not UTF-8; save it as UTF-8 text") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or "it is not YAML"
        raise BadMetadata(
            f"{file}{line}: {why}; put texts that hold a colon between quotation marks"
        ) from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadMetadata(
            f"{file}: it holds no names with values; write such as title: My articles"
        )
    if not isinstance(found.get("databases") or {}, dict):
        raise BadMetadata(f"{file}: databases: holds no names; see the file of `dateline init`")
    return found


def described_for(database: str) -> Metadata:
    """What metadata.yml says of a database of Dateline's: tables, columns, facets and questions. A copy.

    >>> sorted(described_for("2016-11"))
    ['description', 'plugins', 'queries', 'tables']
    """
    part: Metadata = copy.deepcopy(_metadata()["databases"][DESCRIBED])
    return part


def described_site() -> Metadata:
    """What metadata.yml says of the site and of databases that are not Dateline's. A copy.

    >>> described_site()["databases"]
    {'basemap': {'allow': False}}
    """
    whole = copy.deepcopy(_metadata())
    del whole["databases"][DESCRIBED]
    return whole


@cache
def _metadata() -> Metadata:
    return read_metadata(folder() / "metadata.yml")
