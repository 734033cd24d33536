"""Tells Datasette what the tables of every database of Dateline's are, whatever the database is called.

metadata.yml of Dateline describes the database `dateline`: columns, facets, questions. The same holds for each
database that Dateline built, and a metadata.yml that a person puts beside hers is laid over it: her title, her
licence, what she closes. Where Datasette was given Dateline's own file, it has all that for `dateline` already.
"""

from __future__ import annotations

from pathlib import Path
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette

from dateline.serving import collection_of, names
from dateline.website import DESCRIBED, Metadata, described_for, described_site, folder

# By database, and what is said of the site under no name. Datasette lays what a person wrote over these very
# objects, so each site has its own.
_SAID: WeakKeyDictionary[Datasette, dict[str, Metadata]] = WeakKeyDictionary()
SITE = ""


@hookimpl
def get_metadata(datasette: Datasette, key: str | None, database: str | None) -> Metadata:
    """What is said of the site, and of the one database that is asked about.

    Datasette copies all it is given for every table it checks, so the others are left out.
    """
    site = _said(datasette, SITE)
    wanted = [database] if database else names(datasette) if key in (None, "databases") else []
    parts = {name: _with_own_queries(said) for name in wanted if (said := _said(datasette, name))}
    return {**site, "databases": {**site.get("databases", {}), **parts}}


def _with_own_queries(said: Metadata) -> Metadata:
    """A copy whose queries Datasette may change: it turns one that a person wrote as bare SQL into more."""
    return {**said, "queries": {name: {**query} for name, query in said["queries"].items()}}


def _said(datasette: Datasette, name: str) -> Metadata:
    said = _SAID.setdefault(datasette, {})
    if name not in said:
        if name in (SITE, DESCRIBED) and _has_it_all(datasette):
            said[name] = {}
        elif name == SITE:
            said[name] = described_site()
        else:
            said[name] = described_for(name) if collection_of(datasette, name) else {}
    return said[name]


def _has_it_all(datasette: Datasette) -> bool:
    """Whether Datasette was started on a folder whose metadata.yml is Dateline's."""
    where: Path | None = datasette.config_dir
    file = where / "metadata.yml" if where else None
    return bool(file and file.is_file() and file.samefile(folder() / "metadata.yml"))
