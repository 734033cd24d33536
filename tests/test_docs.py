"""What the docs say agrees with the code."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import yaml

import dateline
from dateline import table_docs
from dateline.commands import main
from dateline.events.lexicon import event_types

ROOT = Path(__file__).parent.parent


def test_generated_docs_are_fresh() -> None:
    """metadata.yml and docs/tables.md are what model.py and views.py give."""
    assert table_docs.main(["--check"]) == 0


def test_every_table_and_view_is_listed_in_the_metadata() -> None:
    """No table is published without a description."""
    metadata = yaml.safe_load(ROOT.joinpath("metadata.yml").read_text("utf-8"))
    assert table_docs.undescribed(metadata) == []


def test_public_names_are_exact() -> None:
    """`__all__` is what the package gives, and every name of it has a docstring."""
    for name in dateline.__all__:
        assert getattr(dateline, name).__doc__
    assert sorted(dateline.__all__) == dateline.__all__


def test_the_examples_of_the_readme_run() -> None:
    """The README's Python is run as written."""
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert results.attempted >= 3
    assert results.failed == 0


def test_links_between_documents_lead_somewhere() -> None:
    """Every relative link of the README and docs names a file that is there."""
    for document in (ROOT / "README.md", *ROOT.joinpath("docs").glob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_every_command_is_told() -> None:
    """Each command of `dateline` stands in the README or the docs as it is typed."""
    documents = (ROOT / "README.md", *ROOT.joinpath("docs").glob("*.md"))
    told = "".join(document.read_text("utf-8") for document in documents)
    assert [name for name in main.commands if f"dateline {name}" not in told] == []


def test_every_event_type_is_documented() -> None:
    """docs/events.md names each type of the lexicon."""
    text = ROOT.joinpath("docs", "events.md").read_text("utf-8")
    assert [kind for kind in event_types() if kind not in text] == []


def test_the_lock_names_no_server_and_has_every_hash() -> None:
    """requirements.lock holds names, versions and hashes alone."""
    lock = ROOT.joinpath("requirements.lock").read_text("utf-8")
    assert "://" not in lock
    for block in re.split(r"\n(?=\S)", lock.strip()):
        assert re.match(r"[a-z0-9._-]+==\S+", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]
