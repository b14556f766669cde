"""`briefgen build`."""

import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import click

from briefgen.cachefolder import cache_beside
from briefgen.commands.options import content_options, find, made_by, now, use_colour
from briefgen.console import Style, styled
from briefgen.lastbuild import Asked, LastBuild, Outcome
from briefgen.output import check_target
from briefgen.stopwatch import Stopwatch


@click.command()
@content_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The site folder.",
)
@click.option("--profile", is_flag=True, help="Say where the time went.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next build.")
def command(
    content: Path,
    templates: Path | None,
    output: Path,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
    jobs: int | None,
    form: str,
    quiet: bool,
    verbose: bool,
    no_cache: bool,
    profile: bool,
) -> int:
    """Check the content and write the site.

    With faults in the content nothing is written, and the site stays as it was.
    """
    started = time.perf_counter()
    where = find(content, templates)
    check_target(output, [folder for folder in where if folder is not None and folder.exists()])
    asked = Asked(where.content, where.templates, output, as_of, base_url, drafts, form, use_colour())
    last = None if no_cache else LastBuild(cache_beside(where.content), asked, made_by())
    done = last.recall(now()) if last else None
    if done is None or (strict and done.warnings):
        # Most of the program is imported only where there is something to do.
        watch = Stopwatch()
        with watch.stage("loading the program"):
            building = import_module("briefgen.commands.building")
        made = building.build(asked, last, watch, jobs=jobs, strict=strict, quiet=quiet, verbose=verbose)
        if made is None:
            return 1
        done, written, removed, reused = made.outcome, made.written, made.removed, made.reused
        if profile:
            click.echo("\n".join(profile_lines(watch)), err=True)
    else:
        click.echo(done.shown, err=True, nl=False, color=True)
        written = removed = 0
        reused = done.files
    if not quiet and form == "text":
        numbers = [f"{written} written", f"{done.files - written} unchanged", f"{removed} removed"]
        if reused:
            numbers.append(f"{reused} reused")
        click.echo(closing_line(output, done, numbers, time.perf_counter() - started))
    return 0


def profile_lines(watch: Stopwatch) -> Iterator[str]:
    """Seconds of each stage, then of each kind of file, as two small tables."""
    yield "seconds"
    for lap in watch.stages():
        yield f"{lap.seconds:7.3f}  {lap.name}"
    yield "CPU seconds, of all processes, of making"
    for lap in watch.files():
        yield f"{lap.seconds:7.3f}  {lap.things:6} {lap.name}"


def closing_line(site: Path, done: Outcome, numbers: Iterable[str], seconds: float) -> str:
    """What was done, in one line."""
    warnings = [f"{done.warnings} warning{'s' if done.warnings > 1 else ''}"] if done.warnings else []
    word = styled("built", Style.GOOD, colour=sys.stdout.isatty() and use_colour())
    return f"{word} {site}/ for {done.day}: {', '.join((*numbers, *warnings))}; {seconds:.2f} s"
