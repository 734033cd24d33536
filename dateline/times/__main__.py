"""Prints the time expressions of a text file:  python -m dateline.times FILE --published DATE

A readable table by default; JSON lines or TimeML for other tools. No database is needed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dateline.errors import BadSource
from dateline.ingest.decode import decode
from dateline.ingest.refused import Refused
from dateline.model import TimeExpression
from dateline.times import tag_times
from dateline.times.timeml import as_timeml

PIPED = 160  # columns when nobody is watching: the widest reasons of the seeds fit


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--published", metavar="DATE", help="When it was published: 2017, 2017-01, …")
@click.option("--json-lines", is_flag=True, help="One JSON object an expression.")
@click.option("--timeml", is_flag=True, help="The whole text as TimeML.")
def main(file: Path, published: str | None, json_lines: bool, timeml: bool) -> None:
    """Print the time expressions of a text.

    FILE is a text file, or - for what is piped in.
    """
    if json_lines and timeml:
        raise click.UsageError("--json-lines and --timeml are two forms; give one")
    try:
        text = _text_of(file)
        times = tag_times(text, published)
    except BadSource as error:
        raise click.ClickException(str(error)) from error
    if timeml:
        _write(as_timeml(text, times, name=file.stem, published=published))
    elif json_lines:
        _write("".join(json.dumps(asdict(time), ensure_ascii=False) + "\n" for time in times))
    else:
        _show(times, published)


def _text_of(file: Path) -> str:
    """The text of a file. Raises BadSource for one that cannot be read or is not text."""
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return decode(content).text
    except OSError as error:
        raise BadSource(f"{file} cannot be read: {error.strerror}") from error
    except Refused as error:
        raise BadSource(f"{file} cannot be used: {error.detail}") from error


def _write(text: str) -> None:
    """Write UTF-8 whatever the terminal is set to: others' tools read it."""
    click.echo(text.encode("utf-8"), nl=False)


def _show(times: list[TimeExpression], published: str | None) -> None:
    console = Console(width=None if sys.stdout.isatty() else PIPED)
    table = Table("text", "value", "from", "to", "why")
    for time in times:
        value = " ".join(filter(None, (time.value, time.mod, time.quant, time.freq)))
        cells = (" ".join(time.text.split()), value, time.earliest or "", time.latest or "")
        table.add_row(*map(escape, cells), escape(time.reason))
    console.print(table)
    dated = f"published {published}" if published else "no publication date: see --published"
    console.print(f"{len(times)} time expressions, {escape(dated)}")


if __name__ == "__main__":
    main()
