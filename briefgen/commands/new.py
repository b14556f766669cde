"""`briefgen new`."""

from pathlib import Path

import click

from briefgen.commands.shared import today
from briefgen.project import read_snapshot
from briefgen.scaffold import plan_new, write_new


@click.command()
@click.argument("kind", type=click.Choice(["article", "topic", "actor", "event"]))
@click.argument("key", metavar="ID")
@click.option("--title", default="", help="Its title or name; made from the text or the id if left out.")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
def command(kind: str, key: str, title: str, content: Path) -> int:
    """Add an article, a topic, an actor or an event with this ID.

    What can be known is filled in. The last line printed is the path to open in your editor.
    """
    files = plan_new(kind, key, title=title, today=today(), existing=read_snapshot(content))
    write_new(content, files)
    for file in files:
        click.echo(content / file.path)
    return 0
