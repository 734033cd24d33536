"""`dateline serve`: browse databases with Dateline's own pages, on this machine and without the internet."""

from __future__ import annotations

import errno
import os
import socket
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline import website
from dateline.errors import BadSource, DatelineError
from dateline.store import is_dateline

if TYPE_CHECKING:
    from datasette.app import Datasette

HOST = "127.0.0.1"  # nobody but who sits at this machine; `dateline public` is for others
DEFAULT = "dateline.db"


@click.command("serve")
@click.argument(
    "databases", metavar="[DATABASE | FOLDER]...", nargs=-1, type=click.Path(path_type=Path)
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True,
              help="The port of the address; 0 takes one that is free.")  # fmt: skip
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def serve_command(databases: Sequence[Path], port: int, show: bool) -> None:
    """Browse databases in your browser.

    Without one, those of this folder are served. Of a FOLDER its dateline.db is taken or, where there is none,
    every database that Dateline built. What a metadata.yml beside the first of them says of the site is shown:
    see dateline init.
    """
    try:
        found = find_databases(databases or [Path()])
        metadata = metadata_beside(found)
        listening = listen(port)
    except DatelineError as error:
        raise click.ClickException(str(error)) from error
    address = f"http://{HOST}:{listening.getsockname()[1]}/"
    click.echo(f"Serving {', '.join(map(str, found))} at {address}")
    click.echo("Press Ctrl and C to stop.")
    # here, since it takes a second and the other commands need none of it
    import uvicorn

    site = site_of(found, metadata)
    server = uvicorn.Server(uvicorn.Config(site.app(), log_level="warning", lifespan="on"))
    if show:
        webbrowser.open(address)  # its request waits until the site is up: the port listens already
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def find_databases(given: Sequence[Path]) -> list[Path]:
    """The databases that files and folders stand for. Raises BadSource for what cannot be browsed."""
    found = [file for path in given for file in (_in_folder(path) if path.is_dir() else [path])]
    for file in found:
        if not file.exists():
            raise BadSource(
                f"{file}: there is no such file; dateline build FOLDER --db {file} makes it"
            )
        if not is_dateline(file):
            raise BadSource(
                f"{file}: Dateline did not build it; name a file that `dateline build` wrote"
                f" (any SQLite file can be browsed with: datasette {file})"
            )
    return list(dict.fromkeys(found))


def _in_folder(folder: Path) -> list[Path]:
    default = folder / DEFAULT
    if default.exists():
        return [default]
    if found := sorted(file for file in folder.glob("*.db") if is_dateline(file)):
        return found
    raise BadSource(
        f"{folder.resolve()}: there is no {DEFAULT} and no other database of Dateline's; build one there"
        " (dateline build FOLDER-OF-ARTICLES) or name one (dateline serve FILE.db)"
    )


def metadata_beside(databases: Sequence[Path]) -> website.Metadata:
    """What a person says of her site, in the folder of its first database; nothing when she says nothing."""
    file = website.metadata_file(databases[0].parent)
    return website.read_metadata(file) if file else {}


def listen(port: int) -> socket.socket:
    """A socket that takes connections at the port. Raises BadSource when the port cannot be had."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # a server that has just ended holds its port for a minute otherwise
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        other = port + 1 if 1024 <= port < 65535 else 8001
        why = "is taken, perhaps by another `dateline serve`" if error.errno == errno.EADDRINUSE else (
            f"cannot be used: {error.strerror}")  # fmt: skip
        raise BadSource(f"port {port} {why}; name another: --port {other}") from error
    return listening


def site_of(databases: Sequence[Path], metadata: website.Metadata) -> Datasette:
    """The site of these databases, with Dateline's pages and settings."""
    from datasette.app import Datasette

    parts = website.folder()
    return Datasette(
        [str(file) for file in databases],
        metadata=metadata,
        settings=website.settings(),
        plugins_dir=str(parts / "plugins"),
        template_dir=str(parts / "templates"),
        static_mounts=[("static", str(parts / "static"))],
    )
