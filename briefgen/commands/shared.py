"""What the commands share: the request that they make of a build, and how faults are shown."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import click

from briefgen.commands.options import Where, now, use_colour
from briefgen.console import render_github, render_gitlab, render_json, render_text, source_files
from briefgen.diagnostics import Diagnostic
from briefgen.project import read_snapshot, read_templates
from briefgen.request import Request
from briefgen.searchindex import is_installed
from briefgen.source import SourceFile
from briefgen.values import Fault, base_address, calendar_day
from briefgen.zones import use_packaged_zones


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
        search=is_installed(),
    )


V = TypeVar("V", str, date)


def checked(value: V | Fault, name: str) -> V:
    """The value of an option; a fault in it is a usage error."""
    if isinstance(value, Fault):
        message = value.message.replace("{name}", name)
        raise click.UsageError(f"{message if name in message else f'{name}: {message}'}: {value.hint}")
    return value


def show_faults(diagnostics: Iterable[Diagnostic], request: Request, where: Where, form: str) -> None:
    """Prints faults to standard error in the form asked for."""
    show(faults_text(diagnostics, request, where, form))


def show(faults: str) -> None:
    """Prints faults as `faults_text` made them, their colours included."""
    click.echo(faults, err=True, nl=False, color=True)


def faults_text(diagnostics: Iterable[Diagnostic], request: Request, where: Where, form: str) -> str:
    """Faults in the form asked for, ready to be printed."""
    faults = tuple(diagnostics)
    sources: dict[str, SourceFile] = source_files(request.snapshot.files, faults)
    sources.update(request.templates.by_path)
    folder = where.content.as_posix()
    if form == "json":
        return render_json(faults, sources, folder=folder) + "\n"
    if form == "github":
        return render_github(faults, sources, folder=folder)
    if form == "gitlab":
        return render_gitlab(faults, sources, folder=folder)
    return render_text(faults, sources, folder=folder, colour=use_colour()) + "\n" if faults else ""
