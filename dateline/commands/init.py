"""`dateline init`: a folder to begin with. It never overwrites a file."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from dateline.errors import BadSource

STARTER = Path(__file__).parent.parent / "starter"
ARTICLES = "articles"  # the folder that `dateline build` reads when it is given none
# each file that is made, and what it is for
FILES = {
    "metadata.yml": "the title and licence of your site, ready to edit",
    f"{ARTICLES}/corrections.yml": "where you put right what the build gets wrong",
}


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def init_command(folder: Path) -> None:
    """Make a folder ready for articles of your own.

    FOLDER is by default this one. Nothing in it is overwritten.
    """
    try:
        made = begin(folder)
    except BadSource as error:
        raise click.ClickException(str(error)) from error
    width = max(len(str(folder / name)) for name in FILES)
    for name, use in FILES.items():
        said = use if name in made else "is there already and stays as it is"
        click.echo(f"  {folder / name!s:{width}}  {said}")
    click.echo("\nNext:")
    click.echo(
        f"  1. put your articles into {folder / ARTICLES}: saved web pages, text, Word, exports"
    )
    steps = ["dateline build", "dateline serve"]
    if folder.resolve() != Path.cwd():
        steps.insert(0, f"cd {shlex.quote(str(folder))}")
    for number, step in enumerate(steps, start=2):
        click.echo(f"  {number}. {step}")


def begin(folder: Path) -> list[str]:
    """Makes the folder with the files that it lacks, and says which. Raises BadSource where it cannot."""
    made = []
    for name in FILES:
        file = folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as new:
                new.write(STARTER.joinpath(file.name).read_text("utf-8"))
        except FileExistsError:
            if file.parent.is_dir():
                continue
            raise BadSource(f"{file.parent}: it is a file; name a folder") from None
        except OSError as error:
            raise BadSource(f"{file}: it cannot be written: {error.strerror}") from error
        made.append(name)
    return made
