"""Writing: what a build would change in a site folder, and doing it so that nobody ever sees half of a file.

Changed files are staged inside the folder, on the same file system; a journal says what to do with them; then each is
renamed into place (`journal`). Only files that briefgen wrote are ever deleted or overwritten.
"""

import fcntl
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from briefgen.artifacts import Artifact, Staged
from briefgen.ground import Ground, Known, look_at
from briefgen.journal import (
    JOURNAL,
    OWN,
    STAGED,
    Journal,
    digest,
    folders_of,
    follow,
    mode_of,
    read_record,
    recover,
    sweep,
    write_json,
)
from briefgen.problems import Problem

_PATIENCE = 30.0
"""Seconds to wait for another build of the same site."""


class WritePlan(NamedTuple):
    """What a build would do: files to write, paths to delete, and how many stay as they are.

    `foreign` are paths that somebody else's files stand at; `kept` are own files that were changed since, and stay.
    `clear` are those of the deletions that have to come first: files where a folder is due, or the other way round.
    """

    write: tuple[Artifact | Staged, ...]
    delete: tuple[str, ...]
    clear: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...]
    kept: tuple[str, ...]
    record: Mapping[str, str]


def check_target(site: Path, sources: Iterable[Path]) -> None:
    """Refuses folders that no site should be written to: a home folder, the sources, a parent of them, a link."""
    if site.is_symlink():
        raise Problem(f"the output {site} is a link", "name the folder itself with --output")
    if site.exists() and not site.is_dir():
        raise Problem(f"the output {site} is not a folder", "name another one with --output")
    real = site.resolve()
    home = Path.home().resolve()
    if real == home or real in home.parents:
        raise Problem(f"the output {site} is a home folder or above one", "name a folder of its own with --output")
    for source in sources:
        inner = source.resolve()
        if real == inner or real in inner.parents or inner in real.parents:
            raise Problem(
                f"the output {site} and the source folder {source} lie in one another",
                "name a folder beside the sources with --output",
            )


@contextmanager
def open_site(site: Path) -> Iterator[None]:
    """Holds a site for one build: waits for another one, and finishes what a killed one left."""
    try:
        site.mkdir(parents=True, exist_ok=True)
        handle = os.open(site, os.O_RDONLY)
    except OSError as problem:
        raise Problem(f"the output {site} cannot be used: {problem.strerror}", "check its permissions") from None
    try:
        _lock(handle, site)
        recover(site)
        yield
    except OSError as problem:
        raise Problem(f"the site could not be written: {problem.strerror or problem}", _outlook(site)) from None
    finally:
        os.close(handle)


def _outlook(site: Path) -> str:
    if (site / JOURNAL).exists():
        return "no file is torn; mend this and run the command again: it begins by finishing what was begun"
    return "the old site is kept; mend this and run the command again"


def _lock(handle: int, site: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Problem(f"another build is writing {site}", "wait for it to end, then try again") from None
            time.sleep(0.05)


# Planning


def plan_writes(site: Path, files: Iterable[Artifact | Staged], ground: Ground | None = None) -> WritePlan:
    """Compares what is wanted with what stands in the site folder. Writes nothing."""
    ground = ground or look_at(site, {})
    wanted = {file.path: file for file in files}
    record = {path: _digest(file) for path, file in sorted(wanted.items())}
    old = read_record(site)
    twins = _same_files(site, old, record)
    gone = {path: ground.digest(path) for path in sorted(old) if path not in record and path not in twins}
    delete = tuple(path for path, there in gone.items() if there == old[path])
    clear = _obstacles(delete, record)
    write, foreign = [], []
    for path, value in record.items():
        there = ground.digest(path)
        if there is None and _is_cleared(site, path, clear):
            there = ""
        if there == value:
            continue
        if there is None or (there and path not in old):
            foreign.append(path)
        else:
            write.append(wanted[path])
    return WritePlan(
        write=tuple(write),
        delete=delete,
        clear=clear,
        unchanged=len(record) - len(write) - len(foreign),
        foreign=tuple(foreign),
        kept=tuple(path for path, there in gone.items() if there and there != old[path]),
        record=record,
    )


def _digest(file: Artifact | Staged) -> str:
    return file.digest if isinstance(file, Staged) else digest(file.content)


def _same_files(site: Path, old: Iterable[str], new: Iterable[str]) -> frozenset[str]:
    """Old paths that this file system does not tell from a new one: they differ in letter case, and are no rubbish."""
    folded = {path.casefold(): path for path in new}
    pairs = ((path, folded.get(path.casefold(), path)) for path in old)
    return frozenset(a for a, b in pairs if a != b and _is_same(site / a, site / b))


def _is_same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def _obstacles(delete: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Deletions in the way of what is wanted: a file that is to be a folder, a file in what is to be a file."""
    files = frozenset(wanted)
    folders = frozenset(folder for path in files for folder in folders_of(path))
    return tuple(path for path in delete if path in folders or not files.isdisjoint(folders_of(path)))


def _is_cleared(site: Path, path: str, clear: Iterable[str]) -> bool:
    """Whether nothing is in the way of a path any more once the obstacles are gone."""
    obstacles = frozenset(clear)
    if not obstacles.isdisjoint(folders_of(path)):
        return True
    doomed = obstacles.union(*map(folders_of, obstacles))
    inside = [Path(folder, name) for folder, *names in os.walk(site / path) for name in (*names[0], *names[1])]
    return bool(inside) and all(entry.relative_to(site).as_posix() in doomed for entry in inside)


# Doing it


def apply_plan(site: Path, plan: WritePlan) -> None:
    """Carries a plan out: stages the new files, writes the journal, then follows it.

    Whatever takes room on the disk comes before the journal: when it fails, the site is as it was.
    """
    if plan.foreign:
        listed = ", ".join(plan.foreign[:5]) + (" …" if len(plan.foreign) > 5 else "")
        raise Problem(
            f"files that briefgen did not write stand in the way in {site}: {listed}",
            "move them away, or build into another folder with --output",
        )
    if not plan.write and not plan.delete and read_record(site) == plan.record:
        return
    writes = _numbered(plan.write)
    journal = Journal(
        clear=plan.clear,
        moves=tuple((number, file.path) for number, file in writes),
        delete=tuple(path for path in plan.delete if path not in plan.clear),
    )
    made: list[Path] = []
    try:
        _stage(site, writes, plan, made)
        write_json(site / JOURNAL, journal._asdict())
    except BaseException:
        sweep(site)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    follow(site, journal)


def _numbered(files: Iterable[Artifact | Staged]) -> list[tuple[int, Artifact | Staged]]:
    """Files with the numbers that they are staged under. Pages come last, so that none leads to what is not there."""
    inside = sorted(files, key=lambda file: (file.path.endswith(".html"), file.path))
    free = count(1 + max((file.number for file in inside if isinstance(file, Staged)), default=-1))
    return [(file.number if isinstance(file, Staged) else next(free), file) for file in inside]


def _stage(site: Path, writes: Iterable[tuple[int, Artifact | Staged]], plan: WritePlan, made: list[Path]) -> None:
    """Writes the new files and the new record beside the old ones, and makes folders; those that it made are listed."""
    _make_folder(site / OWN, made)
    staged = site / STAGED
    staged.mkdir(exist_ok=True)
    for number, file in writes:
        if isinstance(file, Artifact):
            (staged / str(number)).write_bytes(file.content)
    obstacles = frozenset(plan.clear)
    seen: set[str] = set()
    for _, file in writes:
        folder = file.path.rpartition("/")[0]
        if folder not in seen:
            seen.add(folder)
            folders = folders_of(file.path)
            if obstacles.isdisjoint(folders):
                for name in reversed(folders):
                    _make_folder(site / name, made)
    write_json(staged / "record.json", {"version": 1, "files": plan.record})


def _make_folder(folder: Path, made: list[Path]) -> None:
    if not stat.S_ISDIR(mode_of(folder)):
        folder.mkdir()
        made.append(folder)


# Staging while the site is made


class Stage:
    """Takes the files of a site as they are made, and stages those that the site does not have as they are to be.

    For a site that is held (`open_site`). May be used by several processes at once, each with its own numbers.
    """

    def __init__(self, site: Path, known: Known) -> None:
        self.site = site
        self.ground = look_at(site, known)
        self._made: list[Path] = []
        _make_folder(site / OWN, self._made)
        _make_folder(site / STAGED, self._made)

    def put(self, number: int, path: str, content: bytes) -> Staged:
        """Stages a file under a number, which nobody else may use, unless the site has it."""
        value = digest(content)
        if self.ground.digest(path) == value:
            number = -1
        else:
            (self.site / STAGED / str(number)).write_bytes(content)
        return Staged(path, value, len(content), number)

    def drop(self) -> None:
        """Takes away what was staged."""
        sweep(self.site)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()
