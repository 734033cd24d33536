"""Files made to break a reader: each gives a row, soon, and within a small memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.ingest import files, read_sources
from dateline.ingest.folders import made_unique
from dateline.model import Article, Refusal

SECONDS, MEMORY = 20, 1_500_000_000
READ = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from dateline.ingest import read_sources
rows = read_sources(sys.argv[1:])
print(json.dumps([[type(row).__name__, row.path, getattr(row, "reason", None)] for row in rows]))
"""


def read_apart(folder: Path) -> dict[str, str]:
    """Path → Article, or the reason for the refusal, as a process with limits reads them."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(memory=MEMORY, seconds=SECONDS), str(folder)],
        capture_output=True,
        text=True,
        timeout=3 * SECONDS,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {path: reason or kind for kind, path, reason in json.loads(done.stdout)}


def test_slow_inputs_are_read_in_linear_time(tmp_path):
    megabyte = 1_000_000
    inputs = {
        "one-line.txt": "word " * megabyte,
        "short-lines.txt": "ab\n" * 200_000,
        "one-word.md": "a" * 5 * megabyte,
        "spaces.md": "# a" + " " * megabyte + "b",
        "dashes.md": "-" * megabyte + "a",
        "stars.md": "*a " * (megabyte // 3),
        "underscores.md": "_a" * (megabyte // 2),
        "brackets.md": "[" * megabyte,
        "links.md": "[a](b" * (megabyte // 5),
        "hashes.md": "# " * (megabyte // 2),
        "quotes.txt": "“" * (megabyte // 2) + "a”",
        "furniture.txt": "2 min read\n" * 20_000 + "End",
        "dates.txt": "16 January 2017\n" * 20_000 + "End",
        "wrapped.txt": "Gunmen stormed the oil port before dawn on Tuesday, workers at\n" * 20_000,
        "blank.txt": "\n" * megabyte + "End",
        "no-end.txt": "---\ntitle: a\n" + "x\n" * (megabyte // 2),
        "yaml.txt": "---\ntitle: " + "[" * 60_000 + "\n---\nText",
    }
    for name, text in inputs.items():
        (tmp_path / name).write_text(text)
    read = read_apart(tmp_path)
    assert len(read) == len(inputs)
    assert {name: kind for name, kind in read.items() if kind != "Article"} == {
        "brackets.md": "no-text",
        "hashes.md": "no-text",
        "no-end.txt": "bad-front-matter",
        "yaml.txt": "bad-front-matter",
    }


def test_a_folder_of_odd_things_gives_a_row_for_each(tmp_path):
    (tmp_path / "good.txt").write_text("Gunmen storm oil port\n\nThey came at dawn.\n")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n\t\n\u2028")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "page.txt").write_text("<!DOCTYPE html><title>x</title>")
    (tmp_path / "report.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "README").write_text("x")
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(files.MAX_BYTES + 1)
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    read = read_apart(tmp_path)
    assert read == {
        "README": "unknown-kind",
        "blank.txt": "empty",
        "broken.txt": "symlink",
        "empty.txt": "empty",
        "good.txt": "Article",
        "large.txt": "too-large",
        "link.txt": "symlink",
        "loop": "symlink",
        "noise.txt": "binary",
        "page.txt": "no-body",
        "picture.txt": "binary",
        "pipe.txt": "not-a-file",
        "report.docx": "bad-docx",
    }


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems refuse such names")
def test_names_of_any_bytes_are_stored_as_valid_text(tmp_path):
    names = [
        b"caf\xe9.txt",
        b"new\nline.txt",
        b"quote'\".txt",
        "файл.txt".encode(),
        b"\xff\xfe.txt",
    ]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("They came at dawn")
    read = list(read_sources([tmp_path]))
    assert len({row.path for row in read}) == len(names)
    for row in read:
        assert isinstance(row, Article)
        assert (row.path + row.id).encode("utf-8").decode().isprintable()


def test_folders_deeper_than_python_recurses_are_read(tmp_path):
    folders = [tmp_path]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    file = folders[-1] / "a.txt"
    file.write_text("They came at dawn")
    (row,) = read_sources([tmp_path])
    assert isinstance(row, Article)
    file.unlink()
    for folder in reversed(folders[1:]):  # pytest's own cleaning up would recurse
        folder.rmdir()


def test_a_file_that_cannot_be_opened_is_a_row(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("They came at dawn")

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", denied)
    (row,) = read_sources([tmp_path])
    assert isinstance(row, Refusal)
    assert (row.reason, row.bytes) == ("unreadable", 17)
    assert "Permission denied" in row.detail


def test_a_folder_that_cannot_be_listed_is_a_row(tmp_path, monkeypatch):
    def denied(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", denied)
    (row,) = read_sources([tmp_path])
    assert isinstance(row, Refusal)
    assert row.reason == "unreadable"


def test_a_file_that_grows_while_it_is_read_is_still_limited(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("They came at dawn")
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    monkeypatch.setattr(files, "_check", lambda *_: None)
    (row,) = read_sources([tmp_path])
    assert isinstance(row, Refusal)
    assert row.reason == "too-large"


def test_ten_thousand_names_that_give_one_id_stay_apart():
    assert len(set(made_unique(["-"] * 10_000, "{}-{}"))) == 10_000
