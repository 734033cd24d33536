"""The wheel, installed into an environment of its own, does without the checkout what the checkout does.

The new environment sees the packages that are installed already, so that nothing is fetched; Dateline itself comes
from the wheel, and every command runs in a folder outside the checkout.
"""

from __future__ import annotations

import ast
import re
import signal
import socket
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
import yaml
from conftest import ROOT, SEEDS

from dateline.corrections.check import KINDS
from dateline.corrections.read import read_corrections
from dateline.terminal import next_command

# what lies at the top of a checkout, and in the wheel beside the code
WEBSITE = (
    "plugins",
    "templates",
    "static",
    "metadata.yml",
    "settings.json",
    "settings-public.json",
)
PAGES = {
    "/": "The road to Tobruk",
    "/dateline/incidents": "What the columns hold",
    "/-/entity/khalifa-haftar": "Khalifa Haftar",
    "/-/timeline": "<svg",
    "/dateline/needs_an_eye": 'class="question"',
    "/static/pages.css": "{",
    "/-/incidents.geojson": "FeatureCollection",
    "/-/article/001_5e47b088289c2b92": "data-note",
}
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def built(kind: str, folder: Path, source: Path = ROOT) -> Path:
    """The wheel or sdist of a source tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def described(wheel: Path) -> Message:
    """The metadata of the wheel."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        return Parser().parsestr(archive.read(name).decode("utf-8"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which sees the packages of the running one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "--python", folder / "bin" / "python", "install", "--no-deps", "--no-index", wheel], check=True
    )  # fmt: skip
    # a path in such a file comes last, and the .pth of an editable install that lies there is not read
    (packages,) = folder.glob("lib/python*/site-packages")
    running = Path(yaml.__file__).parent.parent
    packages.joinpath("beside.pth").write_text(f"{running}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a person's own, outside the checkout."""
    return tmp_path_factory.mktemp("my story")


@pytest.fixture(scope="module")
def run(environment: Path, story: Path) -> Run:
    """Runs a program of the environment in her folder."""

    def program(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [environment / "bin" / name, *arguments], cwd=story, env=clean(environment),
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    return program


def clean(environment: Path) -> dict[str, str]:
    """The variables of a shell where the environment is activated, and nothing else is."""
    return {
        "PATH": f"{environment / 'bin'}:/usr/bin:/bin",
        "HOME": str(Path.home()),
        "COLUMNS": "200",
    }


@pytest.fixture(scope="module")
def database(run: Run, story: Path) -> Path:
    """What `dateline init` and `dateline build` make of two articles."""
    begun = run("dateline", "init")
    assert begun.returncode == 0, begun.stderr
    for name in ("001_5e47b088289c2b92.txt", "003_cc0142905d58663d.txt"):
        story.joinpath("articles", name).write_bytes(SEEDS.joinpath(name).read_bytes())
    metadata = story / "metadata.yml"
    metadata.write_text(
        metadata.read_text("utf-8").replace("My articles", "The road to Tobruk"), "utf-8"
    )
    made = run("dateline", "build")
    assert made.returncode == 0, made.stderr
    assert "Next: dateline serve and open" in made.stdout
    return story / "dateline.db"


# ---------------------------------------------------------------- what is in it


def test_the_wheel_holds_the_package_and_the_website_and_nothing_else(wheel: Path) -> None:
    """Every module, rule, plugin, template and static file; no tests, seeds or caches."""
    expected = {path: path for path in files_below(ROOT / "dateline")}
    for name in WEBSITE:
        inside = ROOT / "dateline" / "www" / name
        paths = files_below(ROOT / name) if (ROOT / name).is_dir() else [ROOT / name]
        expected |= {inside / path.relative_to(ROOT / name): path for path in paths}
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert held == {path.relative_to(ROOT).as_posix() for path in expected}
        for inside, path in expected.items():
            content = archive.read(inside.relative_to(ROOT).as_posix())
            assert content == path.read_bytes(), path


def files_below(folder: Path) -> list[Path]:
    """The files of a source tree; what Python caches there is none of it."""
    return [
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]


def test_no_file_of_the_wheel_names_a_path_of_a_machine(wheel: Path) -> None:
    """Neither the checkout's nor anybody's home."""
    own = re.compile(rf"{re.escape(str(ROOT))}|/home/\w|/Users/\w|/root/|file://".encode())
    with ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if own.search(archive.read(name))] == []


def test_the_metadata_names_every_dependency(described: Message) -> None:
    """Those of pyproject.toml, and among them whatever the code imports."""
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    required = [line for line in described.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert len(required) == len(project["dependencies"])
    declared = {name_of(line) for line in required}
    extras = {
        name_of(line)
        for extra in ("dask", "warc")
        for line in project["optional-dependencies"][extra]
    }
    provided = packages_distributions()
    for module in sorted(imported() - set(sys.stdlib_module_names) - {"dateline"}):
        packages = {name_of(package) for package in provided[module]}
        assert packages & (declared | extras | {"distributed"}), f"{module} is of {packages}"


def name_of(requirement: str) -> str:
    """The name of a package as indexes compare it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def imported() -> set[str]:
    """The packages that the code and the plugins import."""
    found = set()
    for path in (*ROOT.joinpath("dateline").rglob("*.py"), *ROOT.joinpath("plugins").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    return {name.partition(".")[0] for name in found}


def test_the_source_distribution_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Byte for byte: it is complete, and nothing in a wheel depends on where or when it was built."""
    archive = built("sdist", tmp_path / "sdist")
    with tarfile.open(archive) as sources:
        sources.extractall(tmp_path, filter="data")
    again = built("wheel", tmp_path / "again", tmp_path / archive.name.removesuffix(".tar.gz"))
    assert again.read_bytes() == wheel.read_bytes()


# ---------------------------------------------------------------- what it does


def test_the_code_that_runs_is_the_wheels(run: Run, environment: Path) -> None:
    """The package and the parts of the website lie in the new environment."""
    asked = (
        "import dateline, dateline.website as w; print(dateline.__file__, w.folder(), sep='\\n')"
    )
    told = run("python", "-c", asked)
    assert [Path(line).is_relative_to(environment) for line in told.stdout.splitlines()] == [
        True,
        True,
    ]


def test_it_says_what_it_is_and_what_it_can(run: Run, described: Message) -> None:
    """--version and --help, and every command has a help of its own."""
    assert run("dateline", "--version").stdout == f"dateline, version {described['Version']}\n"
    told = run("dateline", "--help").stdout
    commands = re.findall(r"^  (\w+)  ", told.partition("Commands:")[2], re.MULTILINE)
    assert commands == ["build", "downloads", "init", "public", "serve", "times"]
    assert "..." not in told.partition("Commands:")[2], "a first sentence is too long for the list"


def test_init_overwrites_nothing(database: Path, run: Run) -> None:
    """A second time it says that the files are there; what she wrote stays."""
    again = run("dateline", "init", ".")
    assert again.stdout.count("is there already and stays as it is") == 2
    assert "The road to Tobruk" in database.with_name("metadata.yml").read_text("utf-8")
    elsewhere = run("dateline", "init", "another one")
    assert "cd 'another one'" in elsewhere.stdout
    assert run("dateline", "init", "dateline.db").returncode == 1


def test_the_files_of_init_are_read(database: Path, tmp_path: Path) -> None:
    """As they are they correct nothing; without its # signs, each entry is one of the build's kinds."""
    assert yaml.safe_load(database.with_name("metadata.yml").read_text("utf-8")) == {
        "title": "The road to Tobruk"
    }
    corrections = database.parent / "articles" / "corrections.yml"
    assert read_corrections([corrections]) == ()
    examples = corrections.read_text("utf-8").partition("#\n# - ")[2].splitlines()
    used = tmp_path / "corrections.yml"
    used.write_text("\n".join(["- " + examples[0], *(line[2:] for line in examples[1:])]), "utf-8")
    assert {entry.kind for entry in read_corrections([used])} == set(KINDS)


@pytest.fixture(scope="module")
def address(database: Path, environment: Path) -> Iterator[str]:
    """Where `dateline serve` serves it; ended as a person ends it."""
    server = subprocess.Popen(
        [environment / "bin" / "dateline", "serve", "--port", "0"],
        cwd=database.parent, env=clean(environment), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout
    told = server.stdout.readline()
    found = re.fullmatch(r"Serving dateline\.db at (http://127\.0\.0\.1:\d+)/\n", told)
    assert found, told
    yield found[1]
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=30) == 0
    server.stdout.close()


@pytest.mark.parametrize(("path", "holds"), PAGES.items())
def test_it_serves_every_kind_of_page(address: str, path: str, holds: str) -> None:
    """The front page with her title, a table, an entity, a timeline, a question, a static file, a download."""
    with urlopen(address + path, timeout=60) as response:
        assert holds in response.read().decode("utf-8")
    assert response.headers["content-security-policy"]


def test_what_is_not_there_is_not_served(address: str) -> None:
    """The tiles of the map are no table to read, and a file beside the database is no page."""
    for path, status in (
        ("/basemap", 403),
        ("/metadata.yml", 404),
        ("/static/../metadata.yml", 404),
    ):
        with pytest.raises(HTTPError) as refused:
            urlopen(address + path, timeout=60)
        assert refused.value.code == status
        refused.value.close()


def test_a_port_that_is_taken_is_told_with_the_cure(database: Path, run: Run) -> None:
    """It names another one, and no traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = run("dateline", "serve", "--port", str(taken.getsockname()[1]))
    assert told.returncode == 1
    assert re.fullmatch(r"Error: port \d+ is taken, .*; name another: --port \d+\n", told.stderr)


def test_a_folder_without_a_database_is_told_with_the_cure(run: Run) -> None:
    """It says what makes one."""
    told = run("dateline", "serve", "articles")
    assert told.returncode == 1
    assert "dateline build" in told.stderr


def test_a_public_site_is_put_together(database: Path, run: Run) -> None:
    """With the downloads, her metadata and the settings of a public site; never over her own files."""
    assert run("dateline", "downloads", "dateline.db", "downloads").returncode == 0
    for _ in range(2):
        told = run("dateline", "public", "--base-url", "data")
        assert told.returncode == 0, told.stderr
    public = database.with_name("public")
    assert sorted(path.name for path in public.iterdir()) == [
        "dateline.db", "downloads", "inspect-data.json", "metadata.yml",
        "plugins", "settings.json", "static", "templates",
    ]  # fmt: skip
    assert public.joinpath("metadata.yml").samefile(database.with_name("metadata.yml"))
    assert '"base_url": "/data/"' in public.joinpath("settings.json").read_text("utf-8")
    refused = run("dateline", "public", "--to", "articles")
    assert refused.returncode == 1
    assert "--to" in refused.stderr


def test_it_prints_times(run: Run, story: Path) -> None:
    """`dateline times` is `python -m dateline.times`."""
    story.joinpath("note.txt").write_text("They met in Tobruk last Wednesday.", "utf-8")
    told = run("dateline", "times", "note.txt", "--published", "2017-01-16")
    assert "2017-01-11" in told.stdout


@pytest.mark.parametrize(
    ("activated", "says"), [(True, "dateline serve"), (False, ".venv/bin/dateline serve")]
)
def test_the_next_command_is_one_that_the_shell_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, activated: bool, says: str
) -> None:
    """By its name where the environment is activated; in a checkout whose is not, by its path."""
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    programs.joinpath("dateline").touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(programs / "python"))
    monkeypatch.setenv("PATH", str(programs) if activated else "/usr/bin:/bin")
    assert next_command(Path("dateline.db")) == says
    assert next_command(Path("my news.db")) == f"{says} 'my news.db'"
