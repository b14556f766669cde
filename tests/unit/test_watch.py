"""Bursts of changes, and the two ways of watching."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.apart import apart

from briefgen.watch import GRACE, OVERFLOW, QUIET, Burst, Changes, watching


def gathered(*steps: tuple[float, Path], known: Callable[[Path], bool] = lambda path: True) -> Changes:
    """What a burst gives when paths are added after so many seconds each."""

    async def run() -> Changes:
        burst = Burst(known)

        async def add() -> None:
            for pause, path in steps:
                await asyncio.sleep(pause)
                burst.add(path)

        adding = asyncio.create_task(add())
        changes = await burst.gather()
        adding.cancel()
        return changes

    return apart(lambda: asyncio.run(run()))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full"
    path.write_text("words")
    return path


def test_a_lone_change_is_over_soon(full: Path) -> None:
    changes = gathered((0, full))
    assert changes.paths == (full,)
    assert QUIET <= changes.seconds < GRACE


def test_changes_that_come_together_are_one(full: Path, tmp_path: Path) -> None:
    others = [tmp_path / f"other-{number}" for number in range(30)]
    for other in others:
        other.write_text("x")
    assert gathered((0, full), *((0.001, other) for other in others), (0, full)).paths == (full, *others)


@pytest.mark.parametrize("known", [True, False])
def test_what_is_gone_is_waited_for_if_it_was_there(tmp_path: Path, known: bool) -> None:
    changes = gathered((0, tmp_path / "gone"), known=lambda path: known)
    assert (changes.seconds >= GRACE) is known


def test_what_is_empty_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert gathered((0, tmp_path / "empty")).seconds >= GRACE


def test_too_much_is_anywhere(full: Path) -> None:
    assert gathered(*((0, full) for _ in range(OVERFLOW + 1))).paths is None


@pytest.mark.parametrize("polling", [0.0, 0.05])
def test_changes_are_told(tmp_path: Path, polling: float) -> None:
    folder, told = tmp_path / "content", list[Path]()
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text("one")
    with watching((folder, tmp_path / "templates"), told.append, polling=polling):
        time.sleep(0.05)
        there = path.stat()
        path.write_text("two")
        os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))
        until(lambda: path in told)
        (folder / "deep").mkdir()
        (folder / "deep" / "b.txt").write_text("x")
        until(lambda: folder / "deep" / "b.txt" in told or folder / "deep" in told)
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates" / "base.html").write_text("x")
        until(lambda: any(path.is_relative_to(tmp_path / "templates") for path in told))
        told.clear()
        path.unlink()
        until(lambda: path in told)


def test_reading_is_no_change(tmp_path: Path) -> None:
    told = list[Path]()
    (tmp_path / "a.txt").write_text("one")
    with watching((tmp_path,), told.append):
        for _ in range(3):
            (tmp_path / "a.txt").read_text()
            list(tmp_path.iterdir())
        time.sleep(0.1)
    assert told == []


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
