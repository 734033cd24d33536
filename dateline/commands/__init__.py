"""The command line: `dateline build`, `serve`, `init` and the rest; `python build_db.py` is the first of them."""

from __future__ import annotations

import click

import dateline
from dateline.commands.build import build_command
from dateline.commands.init import init_command
from dateline.commands.public import public_command
from dateline.commands.serve import serve_command
from dateline.downloads import main as downloads_command
from dateline.times.__main__ import main as times_command

__all__ = ["build_command", "main"]


@click.group()
@click.version_option(dateline.__version__, prog_name="dateline")
def main() -> None:
    """Turn a folder of news articles into who did what to whom, where, when, and according to whom.

    Begin with: dateline init my-story
    """


main.add_command(init_command)
main.add_command(build_command)
main.add_command(serve_command)
main.add_command(public_command)
main.add_command(downloads_command, "downloads")
main.add_command(times_command, "times")
