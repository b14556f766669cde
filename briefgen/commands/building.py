"""What `briefgen build` does where there is something to do."""

from collections.abc import Mapping
from typing import NamedTuple

import click

from briefgen.build import BuildResult, compile_site
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import Where
from briefgen.commands.progress import telling
from briefgen.commands.shared import faults_text, make_request, mapping, show
from briefgen.console import summary
from briefgen.diagnostics import Severity, has_errors
from briefgen.lastbuild import Asked, Outcome
from briefgen.output import WritePlan, apply_plan, open_site, plan_writes
from briefgen.timespan import day_end, day_start


class Made(NamedTuple):
    """What a build came to, the files that it read, and how many it wrote, removed, and did not have to make."""

    outcome: Outcome
    read: Mapping[str, bytes]
    written: int
    removed: int
    reused: int


def build(asked: Asked, *, jobs: int, strict: bool, quiet: bool, verbose: bool) -> Made | None:
    """Builds a site; `None` if there are faults, which it tells."""
    where = Where(asked.content, asked.templates)
    request = make_request(where, asked.as_of, asked.base_url, asked.drafts)
    with mapping(jobs) as mapper, telling(quiet) as tell:
        result = compile_site(request, mapper, bytecode_cache(), tell)
    shown = faults_text(result.diagnostics, request, where, asked.form)
    show(shown)
    if has_errors(result.diagnostics) or (strict and result.diagnostics):
        _say_unbuilt(result, asked.form, strict=strict)
        return None
    with open_site(asked.site):
        plan = plan_writes(asked.site, result.artifacts)
        apply_plan(asked.site, plan)
    if verbose:
        _say_paths(plan)
    if not quiet and asked.form == "text":
        _say_kept(asked, plan)
    return Made(_outcome(result, shown), request.snapshot.files, len(plan.write), len(plan.delete), 0)


def _outcome(result: BuildResult, shown: str) -> Outcome:
    as_of, zone = result.tracker.as_of, result.site.zone
    return Outcome(
        first=None if as_of.pinned else day_start(as_of.day, zone),
        last=None if as_of.pinned else day_end(as_of.day, zone),
        shown=shown,
        day=as_of.day.isoformat(),
        files=len(result.artifacts),
        warnings=sum(1 for fault in result.diagnostics if fault.severity is Severity.WARNING),
    )


def _say_unbuilt(result: BuildResult, form: str, *, strict: bool) -> None:
    if form == "text":
        strictly = " (--strict)" if strict and not has_errors(result.diagnostics) else ""
        click.echo(f"{summary(result.diagnostics)}{strictly}: nothing was written, the site is as it was", err=True)


def _say_paths(plan: WritePlan) -> None:
    for artifact in plan.write:
        click.echo(f"  wrote    {artifact.path}")
    for path in plan.delete:
        click.echo(f"  removed  {path}")


def _say_kept(asked: Asked, plan: WritePlan) -> None:
    for path in plan.kept:
        click.echo(f"note: {asked.site / path} is no part of the site any more, and stays: it was changed by hand")
