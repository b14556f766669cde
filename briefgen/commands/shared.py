"""What the commands share: options, the request that they make of a build, and how faults are shown."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from briefgen.console import render_github, render_gitlab, render_json, render_text, source_files
from briefgen.decode import Mapper
from briefgen.diagnostics import Diagnostic
from briefgen.problems import Problem
from briefgen.project import read_snapshot, read_templates
from briefgen.request import Request
from briefgen.source import SourceFile
from briefgen.values import Fault, base_address, calendar_day
from briefgen.zones import use_packaged_zones

F = TypeVar("F", bound=Callable[..., Any])


class Where(NamedTuple):
    """The folders of a project; `templates` is `None` where it has none of its own."""

    content: Path
    templates: Path | None


def content_options(command: F) -> F:
    """The options of every command that reads the content."""
    for option in reversed(
        (
            click.option(
                "--content",
                type=click.Path(path_type=Path),
                default=Path("content"),
                show_default=True,
                help="The content folder.",
            ),
            click.option(
                "--templates",
                type=click.Path(path_type=Path),
                help="Own templates, file by file over the built-in ones. [default: templates/ if it is there]",
            ),
            click.option("--as-of", metavar="DAY", help="The day that states are worked out for (YYYY-MM-DD)."),
            click.option("--base-url", metavar="URL", help="Where the site will stand; wins over briefing.yaml."),
            click.option("--drafts", is_flag=True, help="Keep drafts in."),
            click.option("--strict", is_flag=True, help="Treat warnings as errors."),
            click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Processes to read with. [default: 1]"),
            click.option(
                "--format",
                "form",
                type=click.Choice(["text", "json", "github", "gitlab"]),
                default="text",
                help="How faults are shown.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="Print faults only."),
            click.option("-v", "--verbose", is_flag=True, help="Say what is done."),
        )
    ):
        command = option(command)
    return command


def find(content: Path, templates: Path | None) -> Where:
    """The project's folders: its own templates are taken if they are there."""
    beside = content.parent / "templates"
    return Where(content, templates or (beside if beside.is_dir() else None))


def make_request(where: Where, as_of: str | None, base_url: str | None, drafts: bool) -> Request:
    """Reads a project into a request; options that are wrong are usage errors."""
    use_packaged_zones()
    day = checked(calendar_day(as_of), "--as-of") if as_of is not None else None
    address = checked(base_address(base_url), "--base-url") if base_url is not None else ""
    return Request(
        snapshot=read_snapshot(where.content),
        templates=read_templates(where.templates, where.content),
        now=now(),
        as_of=day,
        base_url=address,
        drafts=drafts,
    )


T = TypeVar("T", str, date)


def checked(value: T | Fault, name: str) -> T:
    """The value of an option; a fault in it is a usage error."""
    if isinstance(value, Fault):
        message = value.message.replace("{name}", name)
        raise click.UsageError(f"{message if name in message else f'{name}: {message}'}: {value.hint}")
    return value


def now() -> int:
    """The time, in epoch seconds; `SOURCE_DATE_EPOCH` wins (reproducible-builds.org)."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return int(time.time())
    if not re.fullmatch(r"[0-9]{1,11}", fixed):
        raise Problem(
            f"SOURCE_DATE_EPOCH is no number of seconds: {fixed}", "set it to seconds since 1970, or unset it"
        )
    return int(fixed)


@contextmanager
def mapping(jobs: int) -> Iterator[Mapper]:
    """`map`, or that of a pool of processes."""
    if jobs == 1:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield partial(pool.map, chunksize=32)


def today() -> date:
    """The day on the clock of this machine; `SOURCE_DATE_EPOCH` wins, in UTC."""
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdecimal():
        return datetime.fromtimestamp(now(), UTC).date()
    return date.today()


def use_colour() -> bool:
    """Whether standard error takes colour: a terminal, and neither `NO_COLOR` nor a dumb one."""
    if "NO_COLOR" in os.environ:
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stderr.isatty() and os.environ.get("TERM") != "dumb")


def show_faults(diagnostics: Iterable[Diagnostic], request: Request, where: Where, form: str) -> None:
    """Prints faults to standard error in the form asked for."""
    faults = tuple(diagnostics)
    sources: dict[str, SourceFile] = source_files(request.snapshot.files, faults)
    sources.update(request.templates.by_path)
    folder = where.content.as_posix()
    if form == "json":
        click.echo(render_json(faults, sources, folder=folder), err=True)
    elif form == "github":
        click.echo(render_github(faults, sources, folder=folder), err=True, nl=False)
    elif form == "gitlab":
        click.echo(render_gitlab(faults, sources, folder=folder), err=True, nl=False)
    elif faults:
        click.echo(render_text(faults, sources, folder=folder, colour=use_colour()), err=True, color=True)
