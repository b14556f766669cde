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


def check_paths(artifacts: Iterable[Artifact]) -> tuple[Diagnostic, ...]:
    """A fault for each path that some file system or address cannot hold, or that two files would share."""
    listed = {artifact.path: artifact for artifact in artifacts}
    faults = []
    for artifact in listed.values():
        why = path_fault(artifact.path)
        if why:
            message = f"the file cannot be published under this name: {why}"
            faults.append(error("unsafe-name", Span(artifact.source, 0, 0), message, hint="rename it"))
    for first, second in clashes(listed):
        source = listed[second].source or listed[first].source
        message = f"`{first}` and `{second}` are one file on some systems"
        faults.append(error("unsafe-name", Span(source, 0, 0), message, hint="rename one of the two"))
    return tuple(faults)
