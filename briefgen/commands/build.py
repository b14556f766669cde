"""`briefgen build`."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from briefgen.build import BuildResult, compile_site
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.shared import content_options, find, make_request, mapping, show_faults, use_colour
from briefgen.console import Style, styled, summary
from briefgen.diagnostics import Severity, has_errors
from briefgen.output import WritePlan, apply_plan, check_target, open_site, plan_writes


@click.command()
@content_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The site folder.",
)
def command(
    content: Path,
    templates: Path | None,
    output: Path,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
    jobs: int,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the content and write the site.

    With faults in the content nothing is written, and the site stays as it was.
    """
    started = time.perf_counter()
    where = find(content, templates)
    check_target(output, [folder for folder in where if folder is not None and folder.exists()])
    request = make_request(where, as_of, base_url, drafts)
    with mapping(jobs) as mapper, telling(quiet) as tell:
        result = compile_site(request, mapper, bytecode_cache(), tell)
    show_faults(result.diagnostics, request, where, form)
    if has_errors(result.diagnostics) or (strict and result.diagnostics):
        _say_unbuilt(result, form, strict)
        return 1
    with open_site(output):
        plan = plan_writes(output, result.artifacts)
        apply_plan(output, plan)
    if verbose:
        _say_paths(plan)
    if not quiet and form == "text":
        _say_kept(output, plan)
        click.echo(closing_line(output, plan, result, time.perf_counter() - started))
    return 0


def closing_line(output: Path, plan: WritePlan, result: BuildResult, seconds: float) -> str:
    """What was done, in one line."""
    parts = [f"{len(plan.write)} written", f"{plan.unchanged} unchanged", f"{len(plan.delete)} removed"]
    warnings = sum(1 for fault in result.diagnostics if fault.severity is Severity.WARNING)
    if warnings:
        parts.append(f"{warnings} warning{'s' if warnings > 1 else ''}")
    day = result.tracker.as_of.day.isoformat()
    done = styled("built", Style.GOOD, colour=sys.stdout.isatty() and use_colour())
    return f"{done} {output}/ for {day}: {', '.join(parts)}; {seconds:.2f} s"


def _say_unbuilt(result: BuildResult, form: str, strict: bool) -> None:
    if form == "text":
        strictly = " (--strict)" if strict and not has_errors(result.diagnostics) else ""
        click.echo(f"{summary(result.diagnostics)}{strictly}: nothing was written, the site is as it was", err=True)


def _say_paths(plan: WritePlan) -> None:
    for artifact in plan.write:
        click.echo(f"  wrote    {artifact.path}")
    for path in plan.delete:
        click.echo(f"  removed  {path}")


def _say_kept(output: Path, plan: WritePlan) -> None:
    for path in plan.kept:
        click.echo(f"note: {output / path} is no part of the site any more, and stays: it was changed by hand")


@contextmanager
def telling(quiet: bool) -> Iterator["Progress"]:
    """Progress of long work on a terminal, wiped away at the end."""
    progress = Progress(shown=not quiet and sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.wipe()


class Progress:
    """Counts pages on one line of a terminal, from the second second on."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self.next = time.monotonic() + 1.0
        self.dirty = False

    def __call__(self, done: int) -> None:
        if self.shown and time.monotonic() > self.next:
            self.next = time.monotonic() + 0.1
            self.dirty = True
            click.echo(f"\r{done} pages …", err=True, nl=False)

    def wipe(self) -> None:
        if self.dirty:
            click.echo("\r\x1b[K", err=True, nl=False)
