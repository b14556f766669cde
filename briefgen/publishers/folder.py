"""A local or mounted folder, written with the same care as the site folder of a build: staged, journaled, renamed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.artifacts import Artifact
from briefgen.journal import read_record
from briefgen.model import FolderTarget
from briefgen.output import WritePlan, apply_plan, check_target, open_site, plan_writes
from briefgen.problems import Problem
from briefgen.publishers.remote import Changes, Edition, Surroundings


@contextmanager
def connect(to: FolderTarget, around: Surroundings) -> Iterator["Folder"]:
    """The folder must be there: where a disk is not mounted, nothing is to be written beside it."""
    path = around.project / Path(to.path).expanduser()
    if not path.exists():
        raise Problem(f"there is no folder {path}", "make it, or mount what it is on")
    try:
        check_target(path, around.sources)
    except Problem as problem:
        message = problem.message.replace("the output", "the target", 1)
        raise Problem(message, "name another folder in `publish:` of briefing.yaml") from None
    yield Folder(path)


class Folder:
    """A folder on this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def compare(self, edition: Edition) -> Changes:
        plan, old = self._plan(edition), read_record(self.path)
        written = [file.path for file in plan.write]
        return Changes(
            added=tuple(path for path in written if path not in old),
            changed=tuple(path for path in written if path in old),
            removed=plan.delete,
            unchanged=plan.unchanged,
            size=sum(file.size for file in plan.write),
            blocked=plan.foreign,
            stale=old != plan.record,
        )

    def publish(self, edition: Edition, changes: Changes) -> str:
        with open_site(self.path):
            apply_plan(self.path, self._plan(edition))
        return ""

    def addresses(self) -> tuple[str, ...]:
        return ()

    def _plan(self, edition: Edition) -> WritePlan:
        return plan_writes(self.path, (Artifact(path, edition.read(path)) for path in edition.files))
