"""What stands in a folder, told without reading it: the stamp of a file differs whenever the file was written to.

A stamp holds the change time (`st_ctime`), which no program can set: an edit that keeps size and modification time
shows too. Time stamps are coarse, so a file that was written to just before it was looked at may be written to again
without a trace: such files are `recent`, and have to be read to be sure.
"""

import os
import stat
import time
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from briefgen.filenames import is_passed_over

_COARSE = 2_000_000_000
"""Nanoseconds within which two changes may have one time stamp: that of the coarsest file systems in use."""

Stamp = tuple[int, int, int, int, int]
"""Kind and permissions, size in bytes, modification and change time in nanoseconds, inode."""


class Survey(NamedTuple):
    """Stamps of all files by their POSIX paths in the folder, in order, those that were changed too recently, and all
    folders."""

    stamps: Mapping[str, Stamp]
    recent: tuple[str, ...]
    folders: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """One value for all stamps."""
        return digest_of(self.stamps)


def digest_of(value: object) -> str:
    """A digest of a value that is written the same whenever it is the same: of strings, numbers and their like."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def survey(folder: Path) -> Survey:
    """Looks at every file of a folder but hidden ones and backups; a folder that is not there has none.

    Links to files and folders count as what they are, links. Raises `OSError` where it may not look.
    """
    since = time.time_ns() - _COARSE
    folders: list[str] = []
    stamps: dict[str, Stamp] = {}
    if folder.is_dir():
        _look(os.fspath(folder), "", folders, stamps)
    recent = tuple(path for path, stamp in stamps.items() if stamp[2] >= since or stamp[3] >= since)
    return Survey(stamps, recent, frozenset(folders))


def _look(folder: str, prefix: str, folders: list[str], stamps: dict[str, Stamp]) -> None:
    """Adds what is in a folder."""
    with os.scandir(folder) as found:
        entries = {entry.name: entry for entry in found}
    for name in sorted(entries):
        path, entry = prefix + name, entries[name]
        if is_passed_over(path):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(path)
            _look(entry.path, f"{path}/", folders, stamps)
        else:
            stamps[path] = stamp_of(entry.stat(follow_symlinks=False))


def stamp_of(there: os.stat_result) -> Stamp:
    return (there.st_mode, there.st_size, there.st_mtime_ns, there.st_ctime_ns, there.st_ino)


def is_file(stamp: Stamp) -> bool:
    return stat.S_ISREG(stamp[0])
