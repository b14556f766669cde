"""`briefgen check`."""

from pathlib import Path

import click

from briefgen.build import compile_site
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import content_options, find
from briefgen.commands.shared import make_request, mapping, show_faults
from briefgen.console import summary
from briefgen.diagnostics import has_errors


@click.command()
@content_options
def command(
    content: Path,
    templates: Path | None,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
    jobs: int,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the content, write nothing.

    It goes through the whole build, so what passes here will build.
    """
    where = find(content, templates)
    request = make_request(where, as_of, base_url, drafts)
    with mapping(jobs) as mapper:
        result = compile_site(request, mapper, bytecode_cache())
    show_faults(result.diagnostics, request, where, form)
    if form == "text" and not quiet:
        click.echo(summary(result.diagnostics) if result.diagnostics else "no faults")
        if verbose:
            click.echo(f"  {len(result.artifacts)} files would be built for {result.tracker.as_of.day}")
    return 1 if has_errors(result.diagnostics) or (strict and result.diagnostics) else 0
