"""Publishing to a folder."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tools.projects import ROOT, write_files
from tools.publishing import FIRST, FOREIGN, NEXT, build, compare, publish, tree

from briefgen.model import FolderTarget
from briefgen.problems import Problem
from briefgen.publishers.remote import Surroundings

TO = FolderTarget("../www")
KILLED = """\
# Publishes, and is killed right before it changes the file system for the N-th time.
import os, sys
from pathlib import Path
sys.path.insert(0, "tests")
from tools.publishing import publish
from briefgen.journal import read_record
from briefgen.model import FolderTarget
from briefgen.publishers.remote import Edition, Surroundings
project, left = Path(sys.argv[1]), int(sys.argv[2])

def watch(event, arguments):
    global left
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if "www" in str(arguments[0]) and (writes or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)

sys.addaudithook(watch)
edition = Edition(project / "site", read_record(project / "site"))
publish(FolderTarget("../www"), edition, Surroundings(project, (), {}))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    write_files(tmp_path / "www", FOREIGN)
    return write_files(tmp_path / "project", {"content/briefing.yaml": "title: x\n"})


def around(project: Path) -> Surroundings:
    return Surroundings(project, (project / "content", project / "site"), {})


def test_first_then_changed_then_nothing(project: Path) -> None:
    www = project.parent / "www"
    edition = build(project / "site", FIRST)
    assert len(publish(TO, edition, around(project)).added) == len(FIRST)
    assert tree(www) == {**FIRST, **FOREIGN}
    edition = build(project / "site", NEXT)
    changes = compare(TO, edition, around(project))
    assert tree(www) == {**FIRST, **FOREIGN}
    assert publish(TO, edition, around(project)) == changes
    assert (changes.changed, changes.removed) == (
        ("index.html", "topics/index.html"),
        ("assets/style.0123456789.css", "topics/old.html"),
    )
    assert tree(www) == {**NEXT, **FOREIGN}
    before = {path: path.stat().st_mtime_ns for path in www.rglob("*")}
    assert publish(TO, edition, around(project)).is_nothing
    assert {path: path.stat().st_mtime_ns for path in www.rglob("*")} == before


def test_foreign_files_in_the_way_are_refused(project: Path) -> None:
    write_files(project.parent / "www", {"index.html": b"somebody else's"})
    with pytest.raises(Problem, match="stand in the way"):
        publish(TO, build(project / "site", FIRST), around(project))
    assert tree(project.parent / "www") == {**FOREIGN, "index.html": b"somebody else's"}


def test_a_mass_deletion_needs_a_word(project: Path) -> None:
    publish(TO, build(project / "site", FIRST), around(project))
    small = build(project / "site", {"index.html": b"left"})
    with pytest.raises(Problem, match="7 of the 8"):
        publish(TO, small, around(project))
    publish(TO, small, around(project), yes=True)
    assert tree(project.parent / "www") == {**FOREIGN, "index.html": b"left"}


@pytest.mark.parametrize("path", ["../nowhere", "content", ".", "site", "..", "../link"])
def test_absurd_folders_are_refused(project: Path, path: str) -> None:
    (project.parent / "link").symlink_to(project.parent / "www")
    with pytest.raises(Problem) as told:
        publish(FolderTarget(path), build(project / "site", FIRST), around(project))
    assert told.value.hint and "--output" not in told.value.hint


def test_a_file_changed_since_the_build_is_refused(project: Path) -> None:
    edition = build(project / "site", FIRST)
    (project / "site/index.html").write_bytes(b"changed by hand")
    with pytest.raises(Problem, match=r"index\.html was changed since it was built"):
        publish(TO, edition, around(project))
    assert tree(project.parent / "www") == FOREIGN


@pytest.mark.parametrize("at", [1, 3, 6, 9, 12, 15, 18])
def test_killed_anywhere_then_again(project: Path, at: int) -> None:
    publish(TO, build(project / "site", FIRST), around(project))
    edition = build(project / "site", NEXT)
    run = [sys.executable, "-c", KILLED, str(project), str(at)]
    killed = subprocess.run(
        run, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert killed.returncode == -9, killed.stderr
    now = tree(project.parent / "www")
    assert all(now[path] == data for path, data in FOREIGN.items())
    assert all(data in (FIRST.get(path), NEXT.get(path), FOREIGN.get(path)) for path, data in now.items())
    publish(TO, edition, around(project))
    assert tree(project.parent / "www") == {**NEXT, **FOREIGN}


def test_5000_unchanged_files_take_less_than_two_seconds(project: Path) -> None:
    edition = build(project / "site", {f"articles/a{number}.html": b"%d" % number * 4000 for number in range(5000)})
    publish(TO, edition, around(project))
    started = time.perf_counter()
    assert publish(TO, edition, around(project)).unchanged == 5000
    assert time.perf_counter() - started < 2
