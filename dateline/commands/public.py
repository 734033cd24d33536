"""`dateline public`: puts together the folder that a public site is served from."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dateline import website
from dateline.commands.serve import find_databases
from dateline.errors import BadSource, DatelineError

DOWNLOADS = "downloads"  # the folder beside the databases that `dateline downloads` wrote to
SETTINGS = "settings.json"
INSPECTED = (
    "inspect-data.json"  # makes Datasette open the databases as immutable, and know their counts
)


@click.command("public")
@click.argument(
    "databases", metavar="[DATABASE | FOLDER]...", nargs=-1, type=click.Path(path_type=Path)
)
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
              help="The folder to write; an earlier one is put together anew.")  # fmt: skip
@click.option(
    "--base-url",
    default="/",
    show_default=True,
    help="The path of the site on its host, such as /data/.",
)
def public_command(databases: Sequence[Path], folder: Path, base_url: str) -> None:
    """Put together what a public site serves.

    Databases are found as dateline serve finds them. The folder holds links: copy it with rsync -aL to a host
    where Dateline is installed, and serve it there with datasette FOLDER. Put it together anew after each build.
    """
    try:
        found = find_databases(databases or [Path()])
        put_together(found, folder, base_url)
    except DatelineError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {folder}. Serve it with: datasette {folder}")


def put_together(databases: Sequence[Path], folder: Path, base_url: str = "/") -> None:
    """Writes the folder: links to databases, downloads and the parts of the website, and settings of its own.

    Raises BadSource for a folder that holds anything else, and for two databases of one name.
    """
    names = [file.name for file in databases]
    if len(set(names)) < len(names):
        raise BadSource(f"{', '.join(names)}: two databases of one name; rename one of them")
    beside = databases[0].parent.resolve()
    parts = website.folder()
    wanted = {file.name: file.resolve() for file in databases}
    wanted |= {name: parts / name for name in ("plugins", "templates", "static")}
    own = website.metadata_file(beside)
    if own:
        website.read_metadata(own)  # an error of hers is told here, and not on the host
    wanted[own.name if own else "metadata.yml"] = own or parts / "metadata.yml"
    if (beside / DOWNLOADS).is_dir():
        wanted[DOWNLOADS] = beside / DOWNLOADS

    _empty(folder)
    for name, target in wanted.items():
        (folder / name).symlink_to(target)
    settings = website.settings("settings-public.json") | {
        "base_url": f"/{base_url.strip('/')}/".replace("//", "/")
    }
    folder.joinpath(SETTINGS).write_text(json.dumps(settings, indent=2) + "\n", "utf-8")
    subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", *names, "--inspect-file", INSPECTED],
        cwd=folder, check=True,
    )  # fmt: skip


def _empty(folder: Path) -> None:
    """Makes the folder, or takes out of it what an earlier run put there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if not (path.is_symlink() or path.name in (SETTINGS, INSPECTED)):
            raise BadSource(
                f"{path}: `dateline public` did not put it there; name a folder of its own with --to"
            )
    for path in list(folder.iterdir()):
        path.unlink()
