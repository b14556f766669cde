"""`briefgen schema`."""

import json
from pathlib import Path

import click

from briefgen.schemas import KINDS, WRITTEN, file_name, modeline, schema


@click.command()
@click.argument("kind", type=click.Choice((*KINDS, *WRITTEN)), required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the schema files into this folder instead.",
)
def command(kind: str | None, output: Path | None) -> int:
    """Print or write the JSON Schemas that editors complete from, and those of the data that a build writes.

    With a KIND its schema is printed. Without one, the line that turns completion on in each kind of file is shown.
    """
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for name in (kind,) if kind else KINDS:
            path = output / file_name(name)
            path.write_text(_text(name), "utf-8", newline="\n")
            click.echo(f"wrote {path}")
        return 0
    if kind:
        click.echo(_text(kind), nl=False)
        return 0
    click.echo("Write the schemas with `briefgen schema --output schemas`, then begin each file with its line:\n")
    for name in KINDS:
        click.echo(f"  {name:<9} {modeline(name, 2 if name in ('article', 'page') else 1)}")
    return 0


def _text(kind: str) -> str:
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
