"""`briefgen init`."""

from pathlib import Path

import click

from briefgen import __version__
from briefgen.commands.options import today
from briefgen.scaffold import plan_init, write_project
from briefgen.workflows import HOSTS, plan_workflow


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--ci", type=click.Choice(HOSTS), help="Add a workflow that checks and publishes the briefing.")
def command(folder: Path, ci: str | None) -> int:
    """Make a new project in FOLDER, with a small briefing to start from.

    Nothing that is there already is touched: if one of the files exists, none is written. With --ci, a FOLDER that has
    a briefing gets the workflow alone.
    """
    workflow = plan_workflow(ci, __version__) if ci else {}
    if ci and (folder / "content" / "briefing.yaml").exists():
        write_project(folder, workflow)
        click.echo(f"wrote {', '.join(str(folder / path) for path in workflow)}")
        return 0
    files = {**plan_init(folder.resolve().name, today()), **workflow}
    write_project(folder, files)
    click.echo(f"made {folder} with {len(files)} files")
    click.echo(f"next: cd {folder} && briefgen build, then open site/index.html")
    return 0
