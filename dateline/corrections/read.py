"""Corrections files → entries. A file that cannot be used is an error, before anything is analysed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

import yaml

from dateline.corrections.check import KINDS, SHAPES, check_together, checked_value, nearest
from dateline.corrections.entry import Entry
from dateline.entities.gazetteer import folded
from dateline.errors import BadCorrections, BadSource
from dateline.ingest.decode import cleaned
from dateline.ingest.folders import CORRECTIONS, made_unique, shown_path
from dateline.ingest.front_matter import NOTHING
from dateline.model import CorrectionKind
from dateline.yaml_tree import UnsafeYaml, compose

MAX_BYTES = 1_000_000  # about 10,000 entries; PyYAML reads them in eight seconds
MOST_NAMES = 100  # in one merge: each is compared with each
LISTS = {"merge", "names", "articles"}
Pairs = dict[str, tuple[yaml.Node, int]]  # key → its value and line


def find_corrections(sources: Iterable[Path], named: Iterable[Path] = ()) -> tuple[Path, ...]:
    """The corrections files, each once: those at the top of source folders, then those named.

    Raises BadSource when a named one is not there.
    """
    named = list(named)
    for path in named:
        if not os.path.lexists(path):
            raise BadSource(f"{path}: there is no such corrections file; check the name")
    own = [
        path / CORRECTIONS if path.is_dir() else path
        for path in sources
        if path.name == CORRECTIONS or (path.is_dir() and not path.is_symlink())
    ]
    found: dict[Path, Path] = {}
    for path in (*filter(os.path.lexists, own), *named):
        found.setdefault(path.parent.resolve() / path.name, path)
    return tuple(found.values())


def read_corrections(files: Sequence[Path]) -> tuple[Entry, ...]:
    """The entries of the files, in the order they apply.

    Raises BadCorrections, which says file, line, entry and what to write instead, for what is no YAML, an
    unknown kind or key, a value that cannot be, and two entries of which one denies the other.
    """
    shown = made_unique([shown_path(PurePath(file.name)) for file in files], "{} ({})")
    entries: list[Entry] = []
    places: dict[int, int] = {}  # number of an entry → its number in its own file
    for file, path in zip(files, shown, strict=True):
        for place, (node, line) in enumerate(_items(_text(file, path), path), start=1):
            entry = _entry(node, path, line, number=len(entries) + 1, place=place)
            places[entry.number] = place
            entries.append(entry)
    check_together(entries, lambda entry: f"entry {places[entry.number]} ({entry.kind})")
    return tuple(entries)


def _text(file: Path, path: str) -> str:
    try:
        if file.is_symlink() and file.name == CORRECTIONS:
            raise BadCorrections(
                path, None, "the file", "is a symbolic link; copy what it names here"
            )
        if not stat.S_ISREG(file.stat().st_mode):
            raise BadCorrections(path, None, "the file", "is no regular file; write a text file")
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        why = f"cannot be opened: {error.strerror}; check its permissions"
        raise BadCorrections(path, None, "the file", why) from error
    if len(content) > MAX_BYTES:
        why = f"has more than {MAX_BYTES:,} bytes; split it and name the parts with --corrections"
        raise BadCorrections(path, None, "the file", why)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadCorrections(path, line, "the file", "is not UTF-8; save it as UTF-8") from error


def _items(text: str, path: str) -> list[tuple[yaml.Node, int]]:
    """The items of the list that a file is, with their lines."""
    try:
        root = compose(text)
    except UnsafeYaml as error:
        raise BadCorrections(path, None, "the file", f"cannot be used: {error}") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error).partition("\n")[0]
        why = f"cannot be read: {why}; put quotation marks around a value with a colon in it"
        raise BadCorrections(path, mark.line + 1 if mark else None, "the file", why) from error
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value in NOTHING):
        return []
    if not isinstance(root, yaml.SequenceNode):
        why = "is no list of entries; begin each with a dash, as - drop: Click"
        raise BadCorrections(path, root.start_mark.line + 1, "the file", why)
    return [(node, node.start_mark.line + 1) for node in root.value]


def _entry(node: yaml.Node, path: str, line: int, *, number: int, place: int) -> Entry:
    def bad(why: str, at: int = line, kind: str = "") -> BadCorrections:
        return BadCorrections(path, at, f"entry {place}{f' ({kind})' if kind else ''}", why)

    if not isinstance(node, yaml.MappingNode):
        raise bad("is no mapping; write lines of key: value, as - drop: Click and why: no name")
    pairs: Pairs = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        at = key_node.start_mark.line + 1
        if key in pairs:
            raise bad(f"gives {key!r} a second time; keep one", at)
        pairs[key] = value, at
    kinds = [kind for kind in KINDS if kind in pairs]
    if len(kinds) != 1:
        found = f"has both {' and '.join(kinds)}; make them two" if kinds else _no_kind(pairs)
        raise bad(found)
    (kind,) = kinds
    values: dict[str, tuple[str, ...]] = {}
    for key, (value, at) in pairs.items():
        if key not in (kind, *SHAPES[kind].keys):
            near = nearest(key, SHAPES[kind].keys)
            meant = (
                f"did you mean {near}?" if near else f"it may have {', '.join(SHAPES[kind].keys)}"
            )
            raise bad(f"has an unknown key {key!r}; {meant}", at, kind)
        try:
            values[key] = tuple(checked_value(kind, key, word) for word in _words(key, value))
        except ValueError as error:
            raise bad(f"has a {key} that {error}", at, kind) from error
    if lack := _lacking(kind, values):
        raise bad(lack, kind=kind)
    named = {kind, "why", "names", "articles"}
    return Entry(
        number=number,
        path=path,
        line=line,
        kind=kind,
        targets=values[kind],
        why=values["why"][0],
        names=values.get("names", ()),
        articles=values.get("articles", ()),
        fields=tuple(sorted((key, word[0]) for key, word in values.items() if key not in named)),
    )


def _no_kind(pairs: Pairs) -> str:
    near = next((near for key in pairs if (near := nearest(key, KINDS))), None)
    meant = f"; did you mean {near}?" if near else f"; begin it with one of {', '.join(KINDS)}"
    return f"is of no known kind{meant}"


def _words(key: str, node: yaml.Node) -> list[str]:
    """The words of a value, as they are typed. Raises ValueError when they are none."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) and key in LISTS else [node]
    words = []
    for item in nodes:
        if not isinstance(item, yaml.ScalarNode):
            what = "a list of plain words" if key in LISTS else "plain words"
            raise ValueError(f"is not {what}; put quotation marks around it")
        word = " ".join(cleaned(item.value).split())
        if word.casefold() in NOTHING:
            raise ValueError("is empty; give it a value or remove the key")
        words.append(word)
    if not words:
        raise ValueError("is empty; give it a value or remove the key")
    return words


def _lacking(kind: CorrectionKind, values: dict[str, tuple[str, ...]]) -> str | None:
    """What an entry must have and has not."""
    shape = SHAPES[kind]
    if "why" not in values:
        return "has no why; add why: and the reason, which is shown in the tables"
    if missing := [key for key in shape.needs if key not in values]:
        return f"has no {' and no '.join(missing)}; add {missing[0]}: and its value"
    if shape.one_of and not values.keys() & set(shape.one_of):
        return f"changes nothing; add one of {', '.join(shape.one_of)}"
    if kind == "merge" and len(set(map(folded, values[kind]))) < 2:
        return "needs two names that differ, as merge: [Khalifa Haftar, Khalifa Hifter]"
    if kind == "merge" and len(values[kind]) > MOST_NAMES:
        return f"names more than {MOST_NAMES}; make it several entries with one first name"
    if kind == "split" and folded(values["as"][0]) == folded(values[kind][0]):
        return "needs another name after as:, such as John Smith (the painter)"
    return None
