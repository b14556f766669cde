"""Watching folders: which paths may have changed, and when a burst of changes is over.

An event is only a hint of where to look: what stands there is seen by whoever reads the disk. Editors save in place,
by renaming, by emptying and writing; programs change hundreds of files at once. All of that ends in one burst of paths.
"""

import asyncio
import os
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from briefgen.problems import Problem

Tell = Callable[[Path], None]
"""Is told, from any thread, each path at which something may have changed."""

QUIET = 0.012
"""Seconds without an event after which a change of a few files is over."""

QUIET_AFTER_MANY = 0.08
FEW = 4
GRACE = 0.2
"""Seconds for which a file that is gone or empty is waited for: many editors remove or empty it before they write."""

LONGEST = 3.0
"""Seconds after which a burst is taken as it is, though it goes on."""

OVERFLOW = 4000
"""Events of one burst above which the system may have dropped some, so that everything is looked at."""

POLLING = 1.0
"""Seconds between two looks at the folders where the system does not tell of changes."""

_A_LOOK = 200

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""What the system is asked to tell. Not that files are read: it would tell us twice of each file that we read. Nor that
a folder is modified, as it is with everything in it: what changed in it is told as well."""


@contextmanager
def watching(folders: Sequence[Path], tell: Tell, *, polling: float = 0.0) -> Iterator[None]:
    """Tells of changes in the folders until the context ends; a folder may appear later, go, and come back.

    With `polling` the folders are looked through every so many seconds; without it the system is asked to tell. Raises
    `Problem` where it cannot, which is when it has no watches left.
    """
    watch = _Polled(folders, tell, polling) if polling else _Told(folders, tell)
    try:
        watch.start()
    except OSError as problem:
        watch.stop()
        message = f"the system does not tell of changes in the folders: {problem.strerror}"
        raise Problem(message, "run the command with --poll") from None
    try:
        yield
    finally:
        watch.stop()


class _Told:
    """Changes as the system tells them. The folders' own names are watched too, for folders that are replaced."""

    def __init__(self, folders: Sequence[Path], tell: Tell) -> None:
        self._folders = folders
        self._tell = tell
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, ObservedWatch] = {}
        self._inner = _Handler(tell)

    def start(self) -> None:
        outer = _Handler(self._replaced)
        for folder in self._folders:
            self._watch(folder)
        for parent in dict.fromkeys(folder.parent for folder in self._folders):
            if parent.is_dir():
                self._observer.schedule(outer, str(parent), recursive=False, event_filter=_CHANGES)
        self._observer.start()

    def stop(self) -> None:
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()

    def _watch(self, folder: Path) -> None:
        old = self._watches.pop(folder, None)
        if old is not None:
            self._observer.unschedule(old)
        if folder.is_dir():
            self._watches[folder] = self._observer.schedule(
                self._inner, str(folder), recursive=True, event_filter=_CHANGES
            )

    def _replaced(self, path: Path) -> None:
        if path in self._folders:
            self._watch(path)
            self._tell(path)


class _Handler(FileSystemEventHandler):
    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def dispatch(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._tell(Path(os.fsdecode(path)))


class _Seen(NamedTuple):
    """What tells one state of a file from another without reading it."""

    kind: int
    number: int
    size: int
    modified: int
    changed: int


class _Polled:
    """Changes found by looking. Some files are told without a sign of change each time, so that even an edit that
    leaves no trace in the folder, as on some network file systems, is seen after a while."""

    def __init__(self, folders: Sequence[Path], tell: Tell, seconds: float) -> None:
        self._folders = folders
        self._tell = tell
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="briefgen-polling", daemon=True)
        self._seen = self._look()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        turn = 0
        while not self._over.wait(self._seconds):
            before, self._seen = self._seen, self._look()
            for path in before.keys() | self._seen.keys():
                if before.get(path) != self._seen.get(path):
                    self._tell(path)
            paths = list(self._seen)
            for path in paths[turn : turn + _A_LOOK]:
                self._tell(path)
            turn = turn + _A_LOOK if turn + _A_LOOK < len(paths) else 0

    def _look(self) -> dict[Path, _Seen]:
        found: dict[Path, _Seen] = {}
        folders = [str(folder) for folder in self._folders]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        else:
                            found[Path(entry.path)] = _seen(entry.stat(follow_symlinks=False))
            except OSError:
                # It went away, or is going: the next look will tell.
                continue
        return found


def _seen(there: os.stat_result) -> _Seen:
    kind = stat.S_IFMT(there.st_mode)
    return _Seen(kind, there.st_ino, there.st_size, there.st_mtime_ns, there.st_ctime_ns)


class Changes(NamedTuple):
    """A burst of changes: where (`None` if anywhere), and how many seconds it took from its first event to its end."""

    paths: tuple[Path, ...] | None
    seconds: float


class Burst:
    """Changes that come together, gathered until they pause. `add` and `gather` belong to one event loop.

    `is_known` tells whether a file stood at a path before; of others it does not matter that they are gone.
    """

    def __init__(self, is_known: Callable[[Path], bool]) -> None:
        self._is_known = is_known
        self._paths: dict[Path, None] = {}
        self._events = 0
        self._first = 0.0
        self._last = 0.0
        self._some = asyncio.Event()

    def add(self, path: Path) -> None:
        self._last = asyncio.get_running_loop().time()
        if not self._paths:
            self._first = self._last
        self._paths[path] = None
        self._events += 1
        self._some.set()

    async def gather(self) -> Changes:
        """Waits for changes and for their end, and gives the paths."""
        await self._some.wait()
        loop = asyncio.get_running_loop()
        first = self._first
        while True:
            now = loop.time()
            left = self._last + self._quiet() - now
            if left <= 0 and now < self._last + GRACE and any(map(self._is_unfinished, self._paths)):
                left = QUIET
            if left <= 0 or now > first + LONGEST:
                break
            await asyncio.sleep(left)
        paths, events = tuple(self._paths), self._events
        self._paths.clear()
        self._events = 0
        self._some.clear()
        return Changes(paths if events <= OVERFLOW else None, loop.time() - first)

    def _quiet(self) -> float:
        return QUIET if len(self._paths) <= FEW else QUIET_AFTER_MANY

    def _is_unfinished(self, path: Path) -> bool:
        try:
            there = path.lstat()
        except OSError:
            return self._is_known(path)
        return stat.S_ISREG(there.st_mode) and there.st_size == 0
