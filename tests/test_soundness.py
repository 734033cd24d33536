"""The site as the command line serves it: `datasette . --get PATH`, without a test's client in between."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

# a page of each kind, and words that only it has
SOUND = (
    ("/", "When it happened"),
    ("/-/timeline?entity=Khalifa+Haftar", "verbal cooperation"),
    ("/-/incidents.geojson", "FeatureCollection"),
    ("/dateline/timeline.json?_shape=array&_size=1", '"incident_id"'),
    ("/-/downloads", "FollowTheMoney"),
)


@pytest.mark.parametrize(("path", "words"), SOUND)
def test_the_command_line_serves_it(
    tmp_path: Path, seeds_database: Path, path: str, words: str
) -> None:
    """Each answers, and without a word on the error stream."""
    for name in ("metadata.yml", "settings.json", "plugins", "templates", "static"):
        tmp_path.joinpath(name).symlink_to(ROOT / name)
    tmp_path.joinpath("dateline.db").symlink_to(seeds_database)
    command = [sys.executable, "-W", "ignore", "-m", "datasette", str(tmp_path), "--get", path]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert words in run.stdout
    assert run.stderr == ""
