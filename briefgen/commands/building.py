"""What `briefgen build` does where there is something to do."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from briefgen.articleshelf import ArticleShelf, mapper_of
from briefgen.artifacts import Artifact, Staged
from briefgen.build import Draft, Memo, SitePlan, late_faults, make_draft, plan_site
from briefgen.checks import run_checks
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import Where
from briefgen.commands.progress import telling
from briefgen.commands.searching import search_index
from briefgen.commands.shared import faults_text, make_request, show
from briefgen.console import summary
from briefgen.decode import Mapper
from briefgen.diagnostics import Checked, Diagnostic, Severity, has_errors
from briefgen.forking import forked
from briefgen.lastbuild import Asked, LastBuild, Outcome
from briefgen.output import Stage, WritePlan, apply_plan, open_site, plan_writes
from briefgen.request import Request
from briefgen.resolve import resolve
from briefgen.stopwatch import Stopwatch
from briefgen.timespan import day_end, day_start


class Made(NamedTuple):
    """What a build came to, and how many files it wrote, removed, and did not have to make."""

    outcome: Outcome
    written: int
    removed: int
    reused: int


class _Filed(NamedTuple):
    """What one draft came to, and the CPU seconds that it took."""

    files: tuple[Staged, ...]
    faults: tuple[Diagnostic, ...]
    seconds: float


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


def build(
    asked: Asked,
    last: LastBuild | None,
    watch: Stopwatch,
    *,
    jobs: int | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> Made | None:
    """Builds a site; `None` if there are faults, which it tells. `last` has what was kept and is to be kept."""
    shelf = ArticleShelf(last.cache, last.made_by, jobs=jobs) if last else None
    where = Where(asked.content, asked.templates)
    with watch.stage("reading files"):
        request = make_request(where, asked.as_of, asked.base_url, asked.drafts)
    told = _Told(asked.form, strict, partial(faults_text, request=request, where=where, form=asked.form))
    plan = _plan(request, mapper_of(shelf, jobs), watch)
    if told.stops(plan.diagnostics):
        return None
    index = _index(plan, request, last, watch)
    is_new = not asked.site.exists()
    with open_site(asked.site):
        stage = Stage(asked.site, last.known() if last else {})
        try:
            with telling(quiet) as tell, watch.stage("making files"):
                made = _make(plan, index, stage, watch, jobs, tell)
            faults = late_faults((file.path for file in made.value), (*plan.diagnostics, *made.diagnostics))
            stops = told.stops(faults)
            writes = None if stops else plan_writes(asked.site, made.value, stage.ground)
            if writes:
                with watch.stage("putting files in place"):
                    apply_plan(asked.site, writes)
        finally:
            stage.drop()
            if is_new:
                with suppress(OSError):
                    asked.site.rmdir()
    if writes is None:
        return None
    show(shown := told.text(faults))
    if verbose:
        _say_paths(writes)
    if not quiet and asked.form == "text":
        _say_kept(asked.site, writes)
    outcome = _outcome(plan, faults, shown, len(made.value))
    if last and shelf:
        with watch.stage("keeping for the next build"):
            shelf.keep()
            last.keep(request.snapshot.files, writes.record, outcome)
    return Made(outcome, len(writes.write), len(writes.delete), 0)


def _plan(request: Request, mapper: Mapper, watch: Stopwatch) -> SitePlan:
    """Plans the site, on the clock."""
    memo = Memo(
        resolve=watch.watched("following references", resolve),
        check=watch.watched("looking for odd things", run_checks),
    )
    with watch.stage("reading, following and checking, and planning pages"):
        return plan_site(request, watch.watched("reading articles", mapper), bytecode_cache(), memo)


def _index(plan: SitePlan, request: Request, last: LastBuild | None, watch: Stopwatch) -> tuple[Artifact, ...]:
    with watch.stage("indexing for search"):
        return search_index(plan, request, last.cache if last else None)


def _make(
    plan: SitePlan,
    index: tuple[Artifact, ...],
    stage: Stage,
    watch: Stopwatch,
    jobs: int | None,
    tell: Callable[[int], None],
) -> Checked[tuple[Staged, ...]]:
    """Makes and stages every file. Those for the whole site come first: each takes long."""

    def make(item: tuple[int, Draft]) -> _Filed:
        number, draft = item
        started = time.process_time()
        made = make_draft(plan, draft)
        files = [stage.put(2 * number + copy, file.path, file.content) for copy, file in enumerate(made.value)]
        return _Filed(tuple(files), made.diagnostics, time.process_time() - started)

    drafts = sorted(plan.drafts, key=lambda draft: draft.path.count("/"))
    done = forked(make, enumerate(drafts), jobs=jobs if len(drafts) > _FEW else 1, tell=tell)
    watch.add_files((draft.path, one.seconds) for draft, one in zip(drafts, done, strict=True))
    faults = (fault for one in done for fault in one.faults)
    found = (stage.put(number, file.path, file.content) for number, file in enumerate(index, 2 * len(drafts)))
    return Checked((*(file for one in done for file in one.files), *found), tuple(faults))


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
