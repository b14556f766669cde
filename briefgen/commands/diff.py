"""`briefgen diff`."""

import os
from pathlib import Path

import click

from briefgen.build import check_content
from briefgen.changenotes import Issue, Notes, render_json, render_markdown, render_text
from briefgen.commands.options import Where, now
from briefgen.commands.shared import show_faults
from briefgen.comparison import compare
from briefgen.decode import Snapshot
from briefgen.diagnostics import Severity
from briefgen.project import read_snapshot
from briefgen.request import Request, Templates
from briefgen.revisions import read_revision
from briefgen.textfile import decode_text
from briefgen.zones import use_packaged_zones

RENDER = {"text": render_text, "json": render_json, "markdown": render_markdown}


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder that revisions are of, and that OLD is compared with if NEW is left out.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(RENDER)),
    default="text",
    show_default=True,
    help="For the terminal, for programs, or for a covering mail.",
)
def command(old: str, new: str | None, content: Path, form: str) -> int:
    """Show what changed between two issues of a briefing.

    OLD and NEW are content folders, or revisions of the git repository in which the content folder is kept.
    """
    use_packaged_zones()
    issues = [_read(name, content) for name in (old, str(content) if new is None else new)]
    before, after = (_checked(issue) for issue in issues)
    if before is None or after is None:
        return 1
    notes = Notes(old=before, new=after, changes=compare(before.site, after.site))
    click.echo(RENDER[form](notes), nl=False)
    return 0


class _Side:
    """What one of the two was read from."""

    def __init__(self, label: str, folder: str, snapshot: Snapshot) -> None:
        self.label = label
        self.folder = folder
        self.snapshot = snapshot


def _read(name: str, content: Path) -> _Side:
    """A folder if there is one of that name, else a revision."""
    if Path(name).is_dir() or name == str(content):
        return _Side(name, Path(name).as_posix(), read_snapshot(Path(name)))
    revision = read_revision(content, name, os.environ)
    return _Side(name, f"{name}:{revision.folder}", revision.snapshot)


def _checked(side: _Side) -> Issue | None:
    """The issue; `None` if there are faults in it, which are shown then."""
    request = Request(snapshot=side.snapshot, templates=Templates(sources={}, files={}, catalogues={}), now=now())
    checked = check_content(request)
    faults = [fault for fault in checked.diagnostics if fault.severity is Severity.ERROR]
    if faults:
        show_faults(faults, request, Where(Path(side.folder), None), "text")
        return None
    site, tracker = checked.value
    decoded = {path: decode_text(path, data).value for path, data in side.snapshot.files.items() if _is_text(path)}
    sources = {path: source for path, source in decoded.items() if source is not None}
    return Issue(site=site, tracker=tracker, label=side.label, folder=side.folder, sources=sources)


def _is_text(path: str) -> bool:
    return path.endswith(".yaml")
