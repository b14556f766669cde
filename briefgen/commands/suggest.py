"""`briefgen suggest`."""

from pathlib import Path

import click

from briefgen.project import read_snapshot
from briefgen.rewriting import rewrite
from briefgen.suggesting import offer_suggestions, plan_addition
from briefgen.suggestions import as_yaml


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.option("--write", is_flag=True, help="Add them to the article's annotations, to be confirmed there.")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print the annotations only.")
def command(article: str, write: bool, content: Path, quiet: bool) -> int:
    """Suggest annotations for an ARTICLE: dates, known actors and topics, and who says what.

    They are printed as YAML to paste. Each is marked `suggested: true`, and a build refuses it until that line is gone.
    """
    offer = offer_suggestions(read_snapshot(content), article)
    count = len(offer.suggestions)
    many = f"{count} suggestion{'' if count == 1 else 's'}"
    if not count:
        said = "nothing to suggest that is not annotated"
    elif write:
        rewrite(content, (plan_addition(offer),))
        said = f"{many} added to {content / offer.path}: take `suggested: true` out of each that is right"
    else:
        click.echo(as_yaml(offer.suggestions), nl=False)
        said = f"{many}: paste what is right below `annotations:` of {content / offer.path}, or add --write"
    if not quiet:
        click.echo(said, err=True)
    return 0
