"""Changing files of a project in place: all of them or none, and only those that are as they were read."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from briefgen.problems import Problem

_STAGED = ".briefgen-{}.tmp"


class Change(NamedTuple):
    """A file that held `before` and is to hold `after`, at the path `to` where that is another one."""

    path: str
    before: bytes
    after: bytes
    to: str = ""


def rewrite(folder: Path, changes: Sequence[Change]) -> None:
    """Makes the changes below a folder. Every file is written beside its place first; should one then fail to take it,
    those that did go back. Raises `Problem` where a file was changed meanwhile, or cannot be written."""
    for change in changes:
        path = folder / change.path
        if path.is_symlink() or path.read_bytes() != change.before:
            raise Problem(f"{path} was changed meanwhile", "run the command again")
        if change.to and os.path.lexists(folder / change.to):
            raise Problem(f"{folder / change.to} exists and stays as it is", "choose another id")
    staged: list[Path] = []
    done: list[Change] = []
    try:
        for change in changes:
            staged.append(_staged(folder, change))
            _stage(folder / change.path, staged[-1], change.after)
        for change, new in zip(changes, staged, strict=True):
            new.replace(folder / (change.to or change.path))
            done.append(change)
            if change.to:
                (folder / change.path).unlink()
    except BaseException as problem:
        for change in done:
            _restore(folder, change)
        if isinstance(problem, OSError):
            message = f"{folder / change.path} cannot be written: {problem.strerror}"
            raise Problem(message, "nothing was changed; check permissions and space") from None
        raise
    finally:
        for new in staged:
            new.unlink(missing_ok=True)


def _staged(folder: Path, change: Change) -> Path:
    """Beside its place, under a name that every reader passes over."""
    path = folder / (change.to or change.path)
    return path.with_name(_STAGED.format(path.name))


def _stage(old: Path, new: Path, data: bytes) -> None:
    with new.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    shutil.copymode(old, new)


def _restore(folder: Path, change: Change) -> None:
    path = folder / change.path
    path.write_bytes(change.before)
    if change.to:
        (folder / change.to).unlink(missing_ok=True)
