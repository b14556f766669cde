"""What a build yields: paths and bytes, and the gate that every path passes."""

from collections.abc import Iterable
from typing import NamedTuple

from briefgen.diagnostics import Diagnostic, error
from briefgen.routes import clashes, path_fault
from briefgen.source import Span


class Artifact(NamedTuple):
    """A file of the site. `source` is the content file that it is a copy of, if it is one."""

    path: str
    content: bytes
    source: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


class Staged(NamedTuple):
    """A file of the site that was made already: its SHA-256, its size in bytes, and the number that it is staged under.

    The number is -1 where the site has the file as it is to be.
    """

    path: str
    digest: str
    size: int
    number: int


def check_paths(artifacts: Iterable[Artifact]) -> tuple[Diagnostic, ...]:
    """A fault for each path that some file system or address cannot hold, or that two files would share."""
    sources: dict[str, str] = {}
    faults = []
    for artifact in artifacts:
        place = Span(artifact.source or artifact.path, 0, 0)
        why = path_fault(artifact.path)
        if why:
            message = f"the file cannot be published under this name: {why}"
            faults.append(error("unsafe-name", place, message, hint="rename it"))
        if artifact.path in sources:
            message = f"two files of the site would be `{artifact.path}`, one of them from the templates"
            faults.append(error("unsafe-name", place, message, hint="rename one of the two"))
        sources[artifact.path] = artifact.source or sources.get(artifact.path, "")
    for first, second in clashes(sources):
        place = Span(sources[second] or sources[first] or second, 0, 0)
        message = f"`{first}` and `{second}` are one file on some systems"
        faults.append(error("unsafe-name", place, message, hint="rename one of the two"))
    return tuple(faults)
