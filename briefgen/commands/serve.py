"""`briefgen serve`."""

import asyncio
import gc
import logging
import os
import signal
import time
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import click

from briefgen.articleshelf import ArticleShelf
from briefgen.cachefolder import cache_beside
from briefgen.checks import run_checks
from briefgen.commands.bytecode import bytecode_cache
from briefgen.commands.options import find, made_by, now, use_colour
from briefgen.commands.shared import checked
from briefgen.console import Style, escaped, styled
from briefgen.editing import Editor, choose_editor
from briefgen.journal import JOURNAL
from briefgen.output import open_site
from briefgen.preview import Fault, Preview, Project, is_of_interest
from briefgen.project import read_snapshot
from briefgen.searchindex import is_installed
from briefgen.server import Runner, Server
from briefgen.values import base_address, calendar_day
from briefgen.watch import POLLING, Burst, Changes, watching
from briefgen.zones import use_packaged_zones

IDLE = 0.4
"""Seconds without a change after which there is time for what can wait."""

MANY = 10
"""Rebuilds after which rubbish is collected, though there was no time that nothing happened."""


@click.command()
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="Own templates, file by file over the built-in ones. [default: templates/ if it is there]",
)
@click.option("--as-of", metavar="DAY", help="The day that states are worked out for (YYYY-MM-DD).")
@click.option("--base-url", metavar="URL", help="Where the site will stand; wins over briefing.yaml.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; the next free one if it is taken, any for 0.",
)
@click.option("--open", "opens", is_flag=True, help="Open the preview in a browser.")
@click.option("--poll", is_flag=True, help="Look for changes every second, for network and container folders.")
@click.option(
    "--editor",
    metavar="NAME",
    help="What links to sources open: code, vim, file, an address with {path} and {line} … [default: $VISUAL]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print faults only.")
def command(
    content: Path,
    templates: Path | None,
    as_of: str | None,
    base_url: str | None,
    host: str,
    port: int,
    opens: bool,
    poll: bool,
    editor: str | None,
    quiet: bool,
) -> int:
    """Show the site in a browser and keep it up to date while you write.

    Drafts are shown. Nothing is written: the site folder stays as it is. Ctrl-C ends it.
    """
    use_packaged_zones()
    options = {
        "search": is_installed(),
        "as_of": checked(calendar_day(as_of), "--as-of") if as_of is not None else None,
        "base_url": checked(base_address(base_url), "--base-url") if base_url is not None else "",
    }
    _finish_what_was_begun(Path("site"))
    if not content.is_dir():
        read_snapshot(content)
    project = Project(
        content=content.resolve(),
        shown=content.as_posix(),
        templates=lambda: find(content, templates).templates,
        now=now,
        options=options,
    )
    folders = (project.content, (templates or content.parent / "templates").resolve())
    session = _Session(project, folders, POLLING if poll else 0.0, talks=not quiet)
    chosen = choose_editor(editor if editor is not None else os.environ.get("VISUAL", ""))
    asyncio.run(session.run(chosen, host, port, opens=opens))
    return 0


def _finish_what_was_begun(site: Path) -> None:
    """A build that was killed while it wrote is finished by whatever command comes next."""
    if (site / JOURNAL).exists():
        with open_site(site):
            pass


class _Session:
    """One run of the preview: watches, rebuilds, serves, and says on the terminal what there is to say, once."""

    def __init__(self, project: Project, folders: Sequence[Path], polling: float, *, talks: bool) -> None:
        self.project = project
        self.folders = folders
        self.talks = talks
        self.polling = polling
        # Read, and never written: nothing is left behind.
        self.shelf = ArticleShelf(cache_beside(project.content), made_by(), jobs=1)
        self.preview = Preview(project, bytecode_cache(), self.shelf.map)
        self.run_in_thread = Runner()
        self.told: tuple[Fault, ...] = ()

    async def run(self, editor: Editor, host: str, port: int, *, opens: bool) -> None:
        loop = asyncio.get_running_loop()
        over = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, over.set)
        logging.getLogger("tornado").addHandler(logging.NullHandler())
        logging.getLogger("tornado").propagate = False
        server = Server(self.preview, self.run_in_thread, editor, host)
        burst = Burst(self._is_known)

        def tell(path: Path) -> None:
            if is_of_interest(path, self.folders):
                with suppress(RuntimeError):
                    # The loop may be over already.
                    loop.call_soon_threadsafe(burst.add, path)

        server.start(port)
        self._greet(server, port)
        with watching(self.folders, tell, polling=self.polling):
            follow = asyncio.create_task(self._follow(server, burst))
            if opens:
                await asyncio.to_thread(webbrowser.open, server.address)
            stop = asyncio.create_task(over.wait())
            await asyncio.wait((follow, stop), return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            follow.cancel()
            self.preview.end()
            await server.close()
        self.run_in_thread.close()
        if follow.done() and not follow.cancelled():
            follow.result()

    def _is_known(self, path: Path) -> bool:
        edition = self.preview.edition
        if edition is None or not path.is_relative_to(self.project.content):
            return True
        return path.relative_to(self.project.content).as_posix() in edition.request.snapshot.files

    async def _follow(self, server: Server, burst: Burst) -> None:
        """Builds, then again at every change, for ever."""
        changes = Changes(None, 0.0)
        for number in count():
            started = time.perf_counter()
            changed = await self.run_in_thread(self.preview.refresh, changes.paths)
            self.shelf.close()
            looking = asyncio.create_task(self._look_over(server))
            if changed:
                server.listeners.tell()
                self._report()
                self._say_time(changes, time.perf_counter() - started)
            if number % MANY == MANY - 1:
                await self.run_in_thread(gc.collect)
            changes = await burst.gather()
            looking.cancel()

    async def _look_over(self, server: Server) -> None:
        """Does what takes long and can wait until nothing happens: looks for what is odd, and collects rubbish."""
        await asyncio.sleep(IDLE)
        plan = self.preview.last
        if plan is not None:
            warnings = await asyncio.to_thread(run_checks, plan.site, plan.tracker)
            if await self.run_in_thread(self.preview.take_warnings, plan, warnings):
                server.listeners.tell()
                self._report()
        await asyncio.to_thread(self._collect)

    def _collect(self) -> None:
        """Amid a rebuild it would delay the page. What is there after the first build is not looked through again."""
        gc.collect()
        if not gc.get_freeze_count():
            gc.freeze()

    def _greet(self, server: Server, wish: int) -> None:
        if server.is_open:
            click.echo(
                f"warning: with --host {server.host} everybody who can reach this machine can read the briefing, "
                "drafts included, and the paths of its files",
                err=True,
            )
        if wish and server.port != wish:
            click.echo(f"port {wish} is taken, so this is {server.port}", err=True)
        done = styled("preview", Style.GOOD, colour=use_colour())
        click.echo(f"{done} of {self.project.shown}/ at {server.address} (Ctrl-C ends it)")

    def _report(self) -> None:
        """Faults once, as a build shows them; and that they are mended."""
        faults = self.preview.state.faults
        new = [fault.frame for fault in faults if fault not in self.told]
        if new:
            click.echo("\n".join(new), err=True)
        elif self.told and not faults:
            click.echo("no faults")
        self.told = faults

    def _say_time(self, changes: Changes, seconds: float) -> None:
        if self.talks and changes.seconds:
            names = [os.path.relpath(path, self.project.content) for path in changes.paths or (self.project.content,)]
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            shown = escaped(", ".join(names[:3]) + more)
            click.echo(f"{shown}: seen after {changes.seconds * 1000:.0f} ms, rebuilt in {seconds * 1000:.0f} ms")
