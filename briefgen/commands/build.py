"""`briefgen build`."""

import sys
import time
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import click

from briefgen.cachefolder import cache_beside
from briefgen.commands.options import content_options, find, now, use_colour
from briefgen.console import Style, styled
from briefgen.lastbuild import Asked, LastBuild, Outcome
from briefgen.output import check_target


@click.command()
@content_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The site folder.",
)
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
) -> int:
    """Check the content and write the site.

    With faults in the content nothing is written, and the site stays as it was.
    """
    started = time.perf_counter()
    where = find(content, templates)
    check_target(output, [folder for folder in where if folder is not None and folder.exists()])
    asked = Asked(where.content, where.templates, output, as_of, base_url, drafts, form, use_colour())
    cache = None if no_cache else cache_beside(where.content)
    last = LastBuild(cache, asked, libraries()) if cache else None
    sources = last.look() if last else None
    done = last.recall(sources, now()) if last and sources else None
    if done is None or (strict and done.warnings):
        # Most of the program is imported only where there is something to do.
        building = import_module("briefgen.commands.building")
        made = building.build(
            asked, last.known() if last else {}, jobs=jobs, strict=strict, quiet=quiet, verbose=verbose
        )
        if made is None:
            return 1
        if last and sources:
            last.keep(sources, made.read, made.files, made.outcome)
        done, written, removed, reused = made.outcome, made.written, made.removed, made.reused
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


def libraries() -> tuple[Path, ...]:
    """The folders that the packages which briefgen needs are installed in."""
    return (Path(click.__file__).parent.parent,)


def closing_line(site: Path, done: Outcome, numbers: Iterable[str], seconds: float) -> str:
    """What was done, in one line."""
    warnings = [f"{done.warnings} warning{'s' if done.warnings > 1 else ''}"] if done.warnings else []
    word = styled("built", Style.GOOD, colour=sys.stdout.isatty() and use_colour())
    return f"{word} {site}/ for {done.day}: {', '.join((*numbers, *warnings))}; {seconds:.2f} s"
