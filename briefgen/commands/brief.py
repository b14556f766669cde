"""`briefgen brief`."""

import os
import sys
import tempfile
from pathlib import Path

import click

from briefgen.brief import FORMS, compile_brief
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import find
from briefgen.commands.shared import make_request, show_faults
from briefgen.problems import Problem

_ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".pdf": "pdf"}


@click.command()
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMS)), help="For mail, as text, or on paper. [default: html]"
)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write. [default: standard output]")
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="Own templates, file by file over the built-in ones. [default: templates/ if it is there]",
)
@click.option("--as-of", metavar="DAY", help="The day that states are worked out for (YYYY-MM-DD).")
@click.option("--base-url", metavar="URL", help="Where the site stands, for the links; wins over briefing.yaml.")
@click.option("--drafts", is_flag=True, help="Keep drafts in.")
def command(
    form: str | None,
    output: Path | None,
    content: Path,
    templates: Path | None,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
) -> int:
    """Make one file of the briefing: the bottom line, deadlines, positions, and the passages cited.

    For a mail (html), for paper (pdf), or as text (md); the ending of the file's name says which, if --format does not.
    """
    chosen = form or (_ENDINGS.get(output.suffix.lower()) if output else None) or "html"
    if output:
        _check_output(output, content)
    elif chosen == "pdf" and sys.stdout.isatty():
        raise click.UsageError("a PDF is nothing for a terminal: name a file with --output")
    where = find(content, templates)
    request = make_request(where, as_of, base_url, drafts)
    brief = compile_brief(request, chosen, bytecode_cache())
    if brief.diagnostics:
        show_faults(brief.diagnostics, request, where, "text")
        return 1
    if output is None:
        click.echo(brief.data, nl=False)
    else:
        _write(output, brief.data)
        click.echo(output)
    return 0


def _check_output(output: Path, content: Path) -> None:
    if output.is_dir():
        raise click.UsageError(f"{output} is a folder: name a file")
    if output.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"{output} lies in the content: a brief is made of it, not part of it")
    if not output.parent.is_dir():
        raise click.UsageError(f"there is no folder {output.parent}")


def _write(output: Path, data: bytes) -> None:
    """Whole or not at all: beside it first, then in its place."""
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as stream:
            stream.write(data)
        made = Path(stream.name)
        try:
            mask = os.umask(0)
            os.umask(mask)
            made.chmod(0o666 & ~mask)
            made.replace(output)
        except OSError:
            made.unlink()
            raise
    except OSError as problem:
        raise Problem(f"{output} cannot be written: {problem.strerror}", "name another file with --output") from None
