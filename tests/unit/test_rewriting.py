"""All files of a change or none."""

import os
from pathlib import Path

import pytest
from tools.projects import write_files

from briefgen.problems import Problem
from briefgen.rewriting import Change, rewrite


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_changed_and_moved(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": "1", "b/c": "2", "d": "3"})
    (tmp_path / "a").chmod(0o640)
    rewrite(tmp_path, (Change("a", b"1", b"one"), Change("b/c", b"2", b"two", "b/e")))
    assert contents(tmp_path) == {"a": b"one", "b/e": b"two", "d": b"3"}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ((Change("a", b"1", b"one"), Change("b", b"other", b"two")), "was changed meanwhile"),
        ((Change("a", b"1", b"one"), Change("b", b"2", b"two", "c")), "exists and stays"),
    ],
)
def test_what_is_not_as_planned_stops_all(changes: tuple[Change, ...], says: str, tmp_path: Path) -> None:
    before = contents(write_files(tmp_path, {"a": "1", "b": "2", "c": "3"}))
    with pytest.raises(Problem, match=says):
        rewrite(tmp_path, changes)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("breaks_at", [1, 2, 3])
def test_trouble_on_the_way_undoes_what_was_done(
    breaks_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(write_files(tmp_path, {"a": "1", "b": "2", "c": "3"}))
    whole, count = os.replace, 0

    def replace(self: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == breaks_at:
            raise OSError(28, "No space left on device")
        whole(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    changes = (Change("a", b"1", b"one"), Change("b", b"2", b"two", "d"), Change("c", b"3", b"three"))
    with pytest.raises(Problem, match="No space left") as told:
        rewrite(tmp_path, changes)
    assert "nothing was changed" in told.value.hint
    assert contents(tmp_path) == before
