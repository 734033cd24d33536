"""Which files the sources hold, in what order, and what each is called in the database.

Nothing is opened here. Symbolic links are listed but never followed, so that a folder of articles
from elsewhere cannot reach out of itself; `files.py` refuses them one by one.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePath

from dateline.errors import BadSource
from dateline.ingest.kinds import may_hold_several
from dateline.ingest.refused import Refused

CORRECTIONS = "corrections.yml"  # the user's own instructions, which stand beside the articles
MISPLACED = (
    "misplaced-corrections",
    "corrections are read at the top of a source folder; move the file there, or name it with --corrections",
)
PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)
PAGE_FILES = re.compile(r"(?P<page>.+)[_-][^\W\d_]+")  # _files, -Dateien, _fichiers, _archivos
JOINERS = "\u200c\u200d"  # not printable, but part of how Persian and Hindi words are spelt


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, its path and article id in the database, and what is wrong."""

    file: Path
    path: str
    id: str
    refused: Refused | None = None


def find_files(
    sources: Iterable[Path | str], besides: Path | None = None, corrections: Iterable[Path] = ()
) -> list[Found]:
    """Every file of the sources once, in the order given and sorted by name inside each.

    Paths and ids are unique: a second file with the same one gets a number, the same at every run.
    `besides` is passed over: the database to write, which may lie beside the articles; so are the
    `corrections` files. Raises BadSource when a source is not there, or is itself that database.
    """
    paths_given = [Path(source) for source in sources]
    passed_over = [*([besides] if besides else ()), *corrections]
    found = list(_once((item for path in paths_given for item in _files_of(path)), passed_over))
    if besides is not None and besides.resolve() in [path.resolve() for path in paths_given]:
        raise BadSource(f"{besides}: it is a source and the file to write; name another with --db")
    several = [may_hold_several(item.file) for item in found]
    ids = _apart(made_unique([item.id for item in found], "{}-{}"), several, "-")
    paths = _apart(made_unique([item.path for item in found], "{} ({})"), several, "#")
    return [
        replace(item, id=own_id, path=path)
        for item, own_id, path in zip(found, ids, paths, strict=True)
    ]


def article_id(path: PurePath) -> str:
    """The id of the article in a file, from its path under the source folder.

    >>> article_id(PurePath("libya/2017 01/Haftar's troops.txt"))
    'libya-2017-01-Haftar-s-troops'
    """
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return re.sub(r"[^\w-]", "-", unicodedata.normalize("NFC", str(path.with_suffix(""))))


def shown_path(path: PurePath) -> str:
    r"""The path as text a database and a page can hold, whatever bytes the name is made of.

    >>> shown_path(PurePath("caf\udce9\n.txt"))
    'caf\\xe9\\n.txt'
    """
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() or char in JOINERS else char.encode("unicode_escape").decode()
        for char in text
    )


def _once(found: Iterable[Found], passed_over: Iterable[Path]) -> Iterator[Found]:
    """Each file under the first of its names: a folder and a file in it may both be sources.

    Folders are resolved and files are not, so a link stays a file of its own, to be refused.
    """
    resolved = cache(Path.resolve)
    seen = set[Path]()
    for path in passed_over:
        seen |= {path.resolve(), resolved(path.parent) / path.name}
    for item in found:
        file = resolved(item.file.parent) / item.file.name
        if file not in seen:
            seen.add(file)
            yield item


def _files_of(source: Path) -> list[Found]:
    try:
        source.lstat()
    except (OSError, ValueError) as error:
        shown = shown_path(source) if "\0" not in str(source) else "(a name with a NUL in it)"
        to_write = source.suffix == ".db"  # as other tools take the file to write
        cure = "the file to write is named by --db" if to_write else "check the name"
        raise BadSource(f"{shown}: there is no such file or folder; {cure}") from error
    if source.name == CORRECTIONS and not source.is_dir():
        return []
    own = PurePath(source.name or "folder")
    if source.is_symlink() or not source.is_dir():
        return [Found(source, shown_path(own), article_id(own))]
    walked = [
        (own if file == source else file.relative_to(source), file, refused)
        for file, refused in _walk(source)
    ]
    return [
        Found(file, shown_path(under), article_id(under), refused)
        for under, file, refused in sorted(walked, key=lambda item: item[0].parts)
    ]


def _walk(folder: Path) -> Iterator[tuple[Path, Refused | None]]:
    """Files under the folder, and folders that cannot be listed. Depth is no limit."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = [(entry, entry.is_dir(follow_symlinks=False)) for entry in listing]
        except OSError as error:
            why = error.strerror or "it cannot be listed"
            yield here, Refused("unreadable", f"the folder cannot be listed: {why}")
            continue
        pages = {entry.name for entry, _ in entries if PAGE.search(entry.name)}
        for entry, is_folder in entries:
            if entry.name.startswith(".") or (entry.name == CORRECTIONS and here == folder):
                continue
            if is_folder and (page := _page_of(entry.name, pages)):
                detail = f"a browser saved it with {shown_path(PurePath(page))}: its pictures, styles and scripts"
                yield Path(entry.path), Refused("page-files", detail)
            elif is_folder:
                waiting.append(Path(entry.path))
            elif entry.name == CORRECTIONS:
                yield Path(entry.path), Refused(*MISPLACED)
            else:
                yield Path(entry.path), None


def _page_of(folder: str, pages: set[str]) -> str | None:
    """The saved page that a folder of files belongs to: "Aid_files" is that of "Aid.html", in many languages."""
    match = PAGE_FILES.fullmatch(folder)
    stems = {PAGE.sub("", page): page for page in sorted(pages)}
    return stems.get(match["page"]) if match else None


def _apart(names: list[str], several: list[bool], mark: str) -> list[str]:
    """The unique names, with files of several articles called so that no item of theirs is called as a file.

    The third item of "news" would be "news-3".

    >>> _apart(["news", "news-3"], [True, False], "-")
    ['news-items', 'news-3']
    """
    taken, apart = set(names), list[str]()
    numbered = {name.rpartition(mark)[0] for name in names if name.rpartition(mark)[2].isdecimal()}
    for name, many in zip(names, several, strict=True):
        own = name
        while many and (own in numbered or (own != name and own in taken)):
            own += f"{mark}items"
        taken.add(own)
        apart.append(own)
    return apart


def made_unique(names: list[str], pattern: str) -> list[str]:
    """The names in order; one that came before gets the next number that is free.

    >>> made_unique(["a", "a", "a-2", "a"], "{}-{}")
    ['a', 'a-3', 'a-2', 'a-4']
    """
    taken, seen, numbers, unique = set(names), set[str](), dict[str, int](), list[str]()
    for name in names:
        own = name
        while own in seen or (own != name and own in taken):
            numbers[name] = numbers.get(name, 1) + 1
            own = pattern.format(name, numbers[name])
        seen.add(own)
        unique.append(own)
    return unique
