"""`briefgen check`."""

from importlib import import_module
from pathlib import Path

import click

from briefgen.articleshelf import mapper_of
from briefgen.build import compile_site
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import content_options, find
from briefgen.commands.shared import make_request, show_faults
from briefgen.console import summary
from briefgen.diagnostics import has_errors


@click.command()
@content_options
@click.option("--watch", is_flag=True, help="Check again at every change, until Ctrl-C.")
@click.option("--poll", is_flag=True, help="With --watch: look for changes every second, for network folders.")
def command(
    content: Path,
    templates: Path | None,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
    jobs: int | None,
    form: str,
    quiet: bool,
    verbose: bool,
    watch: bool,
    poll: bool,
) -> int:
    """Check the content, write nothing.

    It goes through the whole build, so what passes here will build.
    """
    where = find(content, templates)
    if watch:
        if form != "text":
            raise click.UsageError("--watch shows faults as text; leave --format out")
        # What watches is imported by who wants it.
        watching = import_module("briefgen.commands.watching")
        watching.check_at_changes(where, templates, as_of, base_url, drafts=drafts, poll=poll)
        return 0
    request = make_request(where, as_of, base_url, drafts)
    result = compile_site(request, mapper_of(None, jobs), bytecode_cache())
    show_faults(result.diagnostics, request, where, form)
    if form == "text" and not quiet:
        click.echo(summary(result.diagnostics) if result.diagnostics else "no faults")
        if verbose:
            click.echo(f"  {len(result.artifacts)} files would be built for {result.tracker.as_of.day}")
    return 1 if has_errors(result.diagnostics) or (strict and result.diagnostics) else 0
