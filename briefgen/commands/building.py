"""What `briefgen build` does where there is something to do."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from briefgen.artifacts import Staged
from briefgen.build import Draft, SitePlan, late_faults, make_draft, plan_site
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import Where
from briefgen.commands.progress import telling
from briefgen.commands.shared import faults_text, make_request, mapping, show
from briefgen.console import summary
from briefgen.diagnostics import Checked, Diagnostic, Severity, has_errors
from briefgen.forking import forked
from briefgen.ground import Known
from briefgen.lastbuild import Asked, Outcome
from briefgen.output import Stage, WritePlan, apply_plan, open_site, plan_writes
from briefgen.timespan import day_end, day_start


class Made(NamedTuple):
    """What a build came to, the files that it read, and how many it wrote, removed, and did not have to make.

    `files` are those of the site, by path with their SHA-256.
    """

    outcome: Outcome
    read: Mapping[str, bytes]
    files: Mapping[str, str]
    written: int
    removed: int
    reused: int


class _Told(NamedTuple):
    """How faults are told, and which of them stop a build."""

    form: str
    strict: bool
    text: Callable[[tuple[Diagnostic, ...]], str]

    def stops(self, faults: tuple[Diagnostic, ...]) -> bool:
        """Prints faults that stop the build, and says so."""
        if not has_errors(faults) and not (self.strict and faults):
            return False
        show(self.text(faults))
        if self.form == "text":
            strictly = "" if has_errors(faults) else " (--strict)"
            click.echo(f"{summary(faults)}{strictly}: nothing was written, the site is as it was", err=True)
        return True


def build(asked: Asked, known: Known, *, jobs: int | None, strict: bool, quiet: bool, verbose: bool) -> Made | None:
    """Builds a site; `None` if there are faults, which it tells. `known` is what is known of the files of the site."""
    where = Where(asked.content, asked.templates)
    request = make_request(where, asked.as_of, asked.base_url, asked.drafts)
    told = _Told(asked.form, strict, partial(faults_text, request=request, where=where, form=asked.form))
    plan = plan_site(request, mapping(jobs), bytecode_cache())
    if told.stops(plan.diagnostics):
        return None
    is_new = not asked.site.exists()
    with open_site(asked.site):
        stage = Stage(asked.site, known)
        try:
            with telling(quiet) as tell:
                made = _make(plan, stage, jobs, tell)
            faults = late_faults(plan, (file.path for file in made.value), made.diagnostics)
            stops = told.stops(faults)
            writes = None if stops else plan_writes(asked.site, made.value, stage.ground)
            if writes:
                apply_plan(asked.site, writes)
        finally:
            stage.drop()
            if is_new:
                with suppress(OSError):
                    asked.site.rmdir()
    if writes is None:
        return None
    shown = told.text(faults)
    show(shown)
    if verbose:
        _say_paths(writes)
    if not quiet and asked.form == "text":
        _say_kept(asked.site, writes)
    outcome = _outcome(plan, faults, shown, len(made.value))
    return Made(outcome, request.snapshot.files, writes.record, len(writes.write), len(writes.delete), 0)


def _make(plan: SitePlan, stage: Stage, jobs: int | None, tell: Callable[[int], None]) -> Checked[tuple[Staged, ...]]:
    """Makes and stages every file. Those for the whole site come first: each takes long."""

    def make(item: tuple[int, Draft]) -> Checked[tuple[Staged, ...]]:
        number, draft = item
        made = make_draft(plan, draft)
        files = (stage.put(2 * number + copy, file.path, file.content) for copy, file in enumerate(made.value))
        return Checked(tuple(files), made.diagnostics)

    drafts = sorted(plan.drafts, key=lambda draft: draft.path.count("/"))
    done = forked(make, enumerate(drafts), jobs=jobs if len(drafts) > _FEW else 1, tell=tell)
    faults = (fault for one in done for fault in one.diagnostics)
    return Checked(tuple(file for one in done for file in one.value), tuple(faults))


_FEW = 60
"""Files up to which other processes would take longer to begin than they would save."""


def _outcome(plan: SitePlan, faults: tuple[Diagnostic, ...], shown: str, files: int) -> Outcome:
    as_of, zone = plan.tracker.as_of, plan.site.zone
    return Outcome(
        first=None if as_of.pinned else day_start(as_of.day, zone),
        last=None if as_of.pinned else day_end(as_of.day, zone),
        shown=shown,
        day=as_of.day.isoformat(),
        files=files,
        warnings=sum(1 for fault in faults if fault.severity is Severity.WARNING),
    )


def _say_paths(plan: WritePlan) -> None:
    for file in plan.write:
        click.echo(f"  wrote    {file.path}")
    for path in plan.delete:
        click.echo(f"  removed  {path}")


def _say_kept(site: Path, plan: WritePlan) -> None:
    for path in plan.kept:
        click.echo(f"note: {site / path} is no part of the site any more, and stays: it was changed by hand")
