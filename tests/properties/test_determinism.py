"""The same content gives the same bytes, wherever, whenever and by whomever it is built."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
from tools.projects import ROOT, write_files

SMALL = ROOT / "tests" / "cases" / "faults" / "base"
DEMO = ROOT / "content"


class Way(NamedTuple):
    """A way to build: what may differ between two machines, two users or two days."""

    environment: Mapping[str, str] = MappingProxyType({})
    arguments: tuple[str, ...] = ()
    umask: int = 0o022
    folder: str = "project"
    seed: int = 0
    elsewhere: bool = False
    content: str = "content"


WAYS = {
    "hash seed": Way(environment={"PYTHONHASHSEED": "1"}),
    "another hash seed": Way(environment={"PYTHONHASHSEED": "4242"}),
    "time zone": Way(environment={"TZ": "Pacific/Kiritimati"}),
    "locale": Way(environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "ko_KR.UTF-8"}),
    "no locale": Way(environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "umask": Way(umask=0o077),
    "order of creation": Way(seed=7),
    "two processes": Way(arguments=("--jobs", "2")),
    "no cache": Way(environment={"XDG_CACHE_HOME": "/proc/nowhere"}),
    "folder": Way(folder="표 with blanks"),
    "working folder": Way(elsewhere=True, content="another-name"),
    "optimised": Way(environment={"PYTHONOPTIMIZE": "2"}),
    "later": Way(environment={"SOURCE_DATE_EPOCH": "4102444800"}),
    "with colours": Way(environment={"FORCE_COLOR": "1", "COLUMNS": "40"}),
}


def hashes(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def copy_content(source: Path, target: Path, seed: int) -> None:
    """Copies file by file in some order, so that a listing that is not sorted comes out in another one."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)
    write_files(target, {path.relative_to(source).as_posix(): path.read_bytes() for path in files})


def build(source: Path, folder: Path, way: Way, cache: Path) -> dict[str, str]:
    project = folder / way.folder
    copy_content(source, project / way.content, way.seed)
    inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LD_LIBRARY_PATH")}
    site = folder / "out" / "site" if way.elsewhere else project / "site"
    places = ("--content", str(project / way.content), "--output", str(site))
    subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "--quiet", *(places if way.elsewhere else ()), *way.arguments],
        cwd=folder if way.elsewhere else project,
        env={**inherited, "XDG_CACHE_HOME": str(cache), **way.environment},
        umask=way.umask,
        check=True,
        timeout=120,
    )
    return hashes(site)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], dict[str, str]]:
    made: dict[Path, dict[str, str]] = {}

    def of(source: Path) -> dict[str, str]:
        if source not in made:
            folder = tmp_path_factory.mktemp("expected")
            made[source] = build(source, folder, Way(environment={"PYTHONHASHSEED": "0"}), folder / "cache")
        return made[source]

    return of


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_same_content_same_bytes(way: Way, tmp_path: Path, expected: Callable[[Path], dict[str, str]]) -> None:
    assert build(SMALL, tmp_path, way, tmp_path / "cache") == expected(SMALL)


def test_the_demo_with_everything_changed_at_once(tmp_path: Path, expected: Callable[[Path], dict[str, str]]) -> None:
    way = Way(
        environment={"PYTHONHASHSEED": "99", "TZ": "America/Adak", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"},
        arguments=("--jobs", "2"),
        umask=0o027,
        folder="x",
        seed=3,
        elsewhere=True,
        content="c",
    )
    assert build(DEMO, tmp_path, way, tmp_path / "cache") == expected(DEMO)


def test_a_second_build_over_the_first_is_the_same(tmp_path: Path, expected: Callable[[Path], dict[str, str]]) -> None:
    build(SMALL, tmp_path, Way(arguments=("--as-of", "2025-05-01", "--base-url", "https://other.example/")), tmp_path)
    assert build(SMALL, tmp_path, Way(), tmp_path) == expected(SMALL)
