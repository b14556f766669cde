"""`briefgen check --watch`: the faults after every change, with what the preview has to look for them quickly."""

import asyncio
import gc
import signal
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import click

from briefgen.checks import run_checks
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import Where, find, now
from briefgen.commands.shared import checked
from briefgen.console import counted
from briefgen.preview import Fault, Preview, Project, is_of_interest
from briefgen.project import read_snapshot
from briefgen.values import base_address, calendar_day
from briefgen.watch import POLLING, Burst, watching
from briefgen.zones import use_packaged_zones


def check_at_changes(
    where: Where, templates: Path | None, as_of: str | None, base_url: str | None, *, drafts: bool, poll: bool
) -> None:
    """Checks, then again at each change, until it is interrupted; each time all faults are printed, once."""
    use_packaged_zones()
    content = where.content
    if not content.is_dir():
        read_snapshot(content)
    options = {
        "as_of": checked(calendar_day(as_of), "--as-of") if as_of is not None else None,
        "base_url": checked(base_address(base_url), "--base-url") if base_url is not None else "",
        "drafts": drafts,
    }
    project = Project(
        content=content.resolve(),
        shown=content.as_posix(),
        templates=lambda: find(content, templates).templates,
        now=now,
        options=options,
    )
    folders = (project.content, (templates or content.parent / "templates").resolve())
    asyncio.run(_watch(Preview(project, bytecode_cache()), folders, POLLING if poll else 0.0))


async def _watch(preview: Preview, folders: tuple[Path, ...], polling: float) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    burst = Burst(lambda path: _is_known(preview, path))

    def tell(path: Path) -> None:
        if is_of_interest(path, folders):
            with suppress(RuntimeError):
                # The loop may be over already.
                loop.call_soon_threadsafe(burst.add, path)

    # All that the preview does belongs to one thread; the loop stays free to be interrupted.
    with ThreadPoolExecutor(1) as thread, watching(folders, tell, polling=polling):
        follow = asyncio.create_task(_follow(preview, burst, thread))
        stop = asyncio.create_task(over.wait())
        await asyncio.wait((follow, stop), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        follow.cancel()
        preview.end()
    if follow.done() and not follow.cancelled():
        follow.result()


async def _follow(preview: Preview, burst: Burst, thread: ThreadPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    paths: tuple[Path, ...] | None = None
    while True:
        faults = await loop.run_in_executor(thread, _check, preview, paths)
        if faults is not None:
            _report(faults)
        paths = (await burst.gather()).paths


def _check(preview: Preview, paths: Iterable[Path] | None) -> tuple[Fault, ...] | None:
    """All faults of what stands there now; `None` if nothing of it changed."""
    if not preview.refresh(paths):
        return None
    plan = preview.last
    if plan is not None:
        preview.take_warnings(plan, run_checks(plan.site, plan.tracker))
    gc.collect()
    return preview.state.faults


def _report(faults: tuple[Fault, ...]) -> None:
    severities = [fault.severity for fault in faults]
    if faults:
        click.echo("\n".join(fault.frame for fault in faults), err=True)
    click.echo(counted(severities.count("error"), severities.count("warning")) or "no faults")


def _is_known(preview: Preview, path: Path) -> bool:
    """Whether a file stood there when the content was last without errors."""
    edition, content = preview.edition, preview.project.content
    if edition is None or not path.is_relative_to(content):
        return True
    return path.relative_to(content).as_posix() in edition.request.snapshot.files
