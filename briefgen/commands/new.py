"""`briefgen new`."""

from importlib import import_module
from pathlib import Path

import click

from briefgen.commands.options import today
from briefgen.intake.extract import Taken
from briefgen.project import read_snapshot
from briefgen.scaffold import article_id, plan_new, write_new


@click.command()
@click.argument("kind", type=click.Choice(["article", "topic", "actor", "event"]))
@click.argument("key", metavar="[ID]", required=False, default="")
@click.option("--title", default="", help="Its title or name; made from the text or the id if left out.")
@click.option("--from", "source", metavar="URL|FILE|-", help="Take an article from a page, a file or standard input.")
@click.option("--encoding", default="", metavar="NAME", help="How its bytes are read, if they do not say so.")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
def command(kind: str, key: str, title: str, source: str | None, encoding: str, content: Path) -> int:
    """Add an article, a topic, an actor or an event with this ID.

    What can be known is filled in. The last line printed is the path to open in your editor. With --from, the article
    is taken from a web page, a PDF, Markdown or plain text, word for word, and its ID may be left out.
    """
    if source is not None and kind != "article":
        raise click.UsageError("--from is for articles")
    if source is None and not key:
        raise click.UsageError("Missing argument 'ID'.")
    existing = read_snapshot(content)
    day = today()
    taken: Taken | None = None
    if source is not None:
        # It speaks HTTP, which takes a while to import.
        taking = import_module("briefgen.commands.taking")
        taken = taking.take_from(source, encoding)
        key = key or article_id(taken.facts, day)
    files = plan_new(kind, key, title=title, today=day, existing=existing, taken=taken)
    write_new(content, files)
    if taken is not None:
        taking.tell(taken, title=title)
    for file in files:
        click.echo(content / file.path)
    return 0
