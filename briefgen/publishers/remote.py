"""What every kind of target has in common: what is published, what that would change there, in which order it travels.

A target keeps a record of what we put there, like the one of a site folder. Only files of the record are ever replaced
or deleted; everything else is somebody else's.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from briefgen.journal import digest, folders_of
from briefgen.problems import Problem

UNKNOWN = "0" * 64
"""The digest, in a record, of a file that is on its way: ours, whatever it holds."""

_FINGERPRINTED = re.compile(r"assets/[^/]+\.[0-9a-f]{10}\.(css|js)(\.gz)?\Z")
_TELLING = re.compile(r"remote: \S|fatal: |error: (?!failed to push)|ssh: |.*denied|Host key|rsync: ")
_SECRET = re.compile(r"//[^/@\s]+@")


class Edition(NamedTuple):
    """A built site: its folder, and the SHA-256 of every file that the build recorded, by path."""

    folder: Path
    files: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """The bytes of a file, which must be those that the build recorded."""
        try:
            data = (self.folder / path).read_bytes()
        except OSError as problem:
            raise Problem(f"{self.folder / path} cannot be read: {problem.strerror}", "run: briefgen build") from None
        if digest(data) != self.files[path]:
            raise Problem(f"{self.folder / path} was changed since it was built", "run: briefgen build")
        return data

    def size(self, paths: Iterable[str]) -> int:
        """Bytes."""
        return sum((self.folder / path).stat().st_size for path in paths)


class Changes(NamedTuple):
    """What publishing would do to the files of a target; `size` is what would be sent, in bytes.

    `blocked` are paths at which, or on the way to which, somebody else's file stands. `stale` says that there is
    something to do besides the files: the record there is not what it should be.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    size: int
    blocked: tuple[str, ...] = ()
    stale: bool = False

    @property
    def sent(self) -> tuple[str, ...]:
        return in_order((*self.added, *self.changed))

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed or self.stale)


class Surroundings(NamedTuple):
    """What a target may need: the project's folder, folders that no target may touch, and the environment."""

    project: Path
    sources: tuple[Path, ...]
    environment: Mapping[str, str]


class Remote(Protocol):
    """A target that was reached."""

    def compare(self, edition: Edition) -> Changes:
        """What publishing would do. Changes nothing there."""
        ...

    def publish(self, edition: Edition, changes: Changes) -> str:
        """Does it, and gives a word on what was made (a commit), or nothing.

        A break at any point leaves what is there whole, and a second run ends what the first began.
        """
        ...

    def addresses(self) -> tuple[str, ...]:
        """Where the site will be read, as far as the target tells; empty if it does not."""
        ...


Connect = Callable[[Any, Surroundings], AbstractContextManager[Remote]]
"""What each module of a target calls `connect`: from what `briefing.yaml` says of it to the target itself."""


def changes_between(
    edition: Edition, wanted: Mapping[str, str], ours: Mapping[str, str], foreign: Collection[str] = ()
) -> Changes:
    """Compares by marks of the content, in whatever form the target has them: path → mark."""
    added = tuple(path for path in sorted(wanted) if path not in ours)
    changed = tuple(path for path in sorted(wanted) if path in ours and ours[path] != wanted[path])
    return Changes(
        added=added,
        changed=changed,
        removed=tuple(path for path in sorted(ours) if path not in wanted),
        unchanged=len(wanted) - len(added) - len(changed),
        size=edition.size((*added, *changed)),
        blocked=_blocked(added, foreign),
    )


def _blocked(added: Iterable[str], foreign: Collection[str]) -> tuple[str, ...]:
    files = frozenset(foreign)
    folders = frozenset(folder for path in files for folder in folders_of(path))
    return tuple(path for path in added if path in files or path in folders or not files.isdisjoint(folders_of(path)))


def in_order(paths: Iterable[str]) -> tuple[str, ...]:
    """Files that pages need first, pages next, the home page last: no page ever refers to what is not there yet."""
    return tuple(sorted(paths, key=lambda path: (stage_of(path), path == "index.html", path)))


def stage_of(path: str) -> int:
    """0 for what pages need, 1 for all else that is no page, 2 for pages."""
    if path.startswith("assets/"):
        return 0
    return 2 if path.endswith((".html", ".html.gz")) else 1


def is_fingerprinted(path: str) -> bool:
    """Whether the name changes with the content, so that a copy may be kept for ever."""
    return _FINGERPRINTED.match(path) is not None


def redacted(text: str) -> str:
    """Without user names and passwords in addresses."""
    return _SECRET.sub("//***@", text)


def said(output: bytes) -> str:
    """The line of a program's complaint that tells most, without passwords and control characters; for messages."""
    lines = [line.strip() for line in redacted(output.decode("utf-8", "replace")).splitlines() if line.strip()]
    telling = [line for line in lines if _TELLING.match(line)] or lines[-1:] or ["it said nothing"]
    return "".join(char if char.isprintable() else " " for char in telling[0])[:300]
