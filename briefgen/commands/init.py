"""`briefgen init`."""

from pathlib import Path

import click

from briefgen.commands.shared import today
from briefgen.scaffold import plan_init, write_project


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> int:
    """Make a new project in FOLDER, with a small briefing to start from.

    Nothing that is there already is touched: if one of the files exists, none is written.
    """
    files = plan_init(folder.resolve().name, today())
    write_project(folder, files)
    click.echo(f"made {folder} with {len(files)} files")
    click.echo(f"next: cd {folder} && briefgen build, then open site/index.html")
    return 0
