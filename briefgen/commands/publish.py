"""`briefgen publish`."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from briefgen.articleshelf import mapper_of
from briefgen.build import compile_site
from briefgen.cachefolder import cache_beside
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import Where, content_options, find, made_by, now, use_colour
from briefgen.commands.progress import telling
from briefgen.commands.searching import search_index
from briefgen.commands.shared import checked, make_request, show, show_faults
from briefgen.console import Style, styled
from briefgen.decode import load_briefing
from briefgen.diagnostics import has_errors
from briefgen.journal import read_record
from briefgen.lastbuild import Asked, LastBuild
from briefgen.model import Briefing, Target
from briefgen.problems import Problem
from briefgen.publishers.remote import Changes, Edition, Surroundings
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
from briefgen.values import base_address

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
    jobs: int | None,
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
    asked = Asked(where.content, where.templates, site, as_of, base_url, drafts, form, use_colour())
    built = _recalled(asked) or _compiled(asked, jobs=jobs, quiet=quiet)
    if built.edition is None or (strict and built.warnings):
        click.echo("there are faults: nothing was published", err=True)
        return 1
    chosen, edition = choose_target(built.briefing.publish, target), built.edition
    sources = (content, *([where.templates] if where.templates else []), site)
    around = Surroundings(content.resolve().parent, sources, os.environ)
    with connect(chosen, around) as remote:
        changes = remote.compare(edition)
        for warning in check_address(built.briefing.base_url, chosen, remote.addresses()):
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


class _Built(NamedTuple):
    """What there is to publish: no edition if there are faults."""

    briefing: Briefing
    edition: Edition | None
    warnings: int


def _recalled(asked: Asked) -> _Built | None:
    """What the last build left, if nothing has changed since."""
    last = LastBuild(cache_beside(asked.content), asked, made_by())
    done = last.recall(now())
    if done is None:
        return None
    show(done.shown)
    briefing = load_briefing("briefing.yaml", (asked.content / "briefing.yaml").read_bytes()).value
    if asked.base_url:
        briefing = replace(briefing, base_url=checked(base_address(asked.base_url), "--base-url"))
    return _Built(briefing, Edition(asked.site.resolve(), read_record(asked.site)), done.warnings)


def _compiled(asked: Asked, *, jobs: int | None, quiet: bool) -> _Built:
    """What the content yields now, which must be what stands in the site folder."""
    where = Where(asked.content, asked.templates)
    request = make_request(where, asked.as_of, asked.base_url, asked.drafts)
    with telling(quiet) as tell:
        result = compile_site(request, mapper_of(None, jobs), bytecode_cache(), tell)
    show_faults(result.diagnostics, request, where, asked.form)
    edition = None
    if not has_errors(result.diagnostics):
        index = search_index(result, request, cache_beside(asked.content))
        edition = current_edition(asked.site, (*result.artifacts, *index))
    return _Built(result.site.content.briefing, edition, len(result.diagnostics))


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
