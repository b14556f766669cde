"""`briefgen publish`."""

import os
import sys
from pathlib import Path

import click

from briefgen.build import compile_site
from briefgen.commands.build import telling
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.shared import content_options, find, make_request, mapping, show_faults, use_colour
from briefgen.console import Style, styled, summary
from briefgen.diagnostics import has_errors
from briefgen.model import Target
from briefgen.problems import Problem
from briefgen.publishers.remote import Changes, Surroundings
from briefgen.publishers.table import connect, describe
from briefgen.publishing import (
    check_address,
    check_changes,
    choose_target,
    current_edition,
    finish_build,
    lines_of,
    summary_of,
)

_LISTED = 20
"""So many files of each kind are listed by `--dry-run`; all of them with `--verbose`."""


@click.command()
@click.argument("target", required=False)
@click.option("--dry-run", is_flag=True, help="Say what would be done; send nothing.")
@click.option("--yes", is_flag=True, help="Delete as many published files as it takes.")
@click.option(
    "--site", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="The site folder, built."
)
@content_options
def command(
    target: str | None,
    dry_run: bool,
    yes: bool,
    site: Path,
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
    """Put the built site where it is read.

    TARGET is one of those in `publish:` of briefing.yaml, the first if left out. What was built last is published, if
    it is what the content yields now. Files there that briefgen did not publish stay.
    """
    finish_build(site)
    where = find(content, templates)
    request = make_request(where, as_of, base_url, drafts)
    with mapping(jobs) as mapper, telling(quiet) as tell:
        result = compile_site(request, mapper, bytecode_cache(), tell)
    show_faults(result.diagnostics, request, where, form)
    if has_errors(result.diagnostics) or (strict and result.diagnostics):
        click.echo(f"{summary(result.diagnostics)}: nothing was published", err=True)
        return 1
    chosen = choose_target(result.site.content.briefing.publish, target)
    edition = current_edition(site, result.artifacts)
    sources = (content, *([where.templates] if where.templates else []), site)
    around = Surroundings(content.resolve().parent, sources, os.environ)
    with connect(chosen, around) as remote:
        changes = remote.compare(edition)
        for warning in check_address(result.site.content.briefing.base_url, chosen, remote.addresses()):
            click.echo(f"warning: {warning}", err=True)
        if verbose or dry_run:
            for line in lines_of(changes, len(edition.files) if verbose else _LISTED):
                click.echo(line)
        if dry_run:
            _say_plan(chosen, changes, allowed=yes)
            return 0
        check_changes(changes, chosen, allowed=yes)
        made = "" if changes.is_nothing else remote.publish(edition, changes)
    if not quiet:
        _say_done(chosen, changes, made)
    return 0


def _say_plan(target: Target, changes: Changes, *, allowed: bool) -> None:
    click.echo(f"would publish to {describe(target)}: {summary_of(changes)}; nothing was sent (--dry-run)")
    try:
        check_changes(changes, target, allowed=allowed)
    except Problem as problem:
        click.echo(f"note: it would be refused: {problem.message}", err=True)


def _say_done(target: Target, changes: Changes, made: str) -> None:
    done = styled("published", Style.GOOD, colour=sys.stdout.isatty() and use_colour())
    if changes.is_nothing:
        click.echo(f"{describe(target)} is up to date: {changes.unchanged} files unchanged")
    else:
        click.echo(f"{done} to {describe(target)}: {summary_of(changes)}{f'; {made}' if made else ''}")
