"""The wheel, installed into an environment of its own: it has all that it needs, and needs little."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from tools.projects import ROOT

from briefgen.cli import COMMANDS

SMALL = ROOT / "tests" / "cases" / "faults" / "base"
MOST_PACKAGES = 15
NOT_COUNTED = {"pip", "setuptools", "briefgen"}

pytestmark = pytest.mark.slow


class Installed(NamedTuple):
    wheel: Path
    bin: Path

    def run(self, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {"PATH": str(self.bin), "HOME": str(folder), "XDG_CACHE_HOME": str(folder / ".cache")}
        command = [str(self.bin / "briefgen"), *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def pip(*arguments: str, python: str = sys.executable) -> str:
    """Runs pip; without the package index the tests skip, but not where nothing may be missing."""
    command = [python, "-m", "pip", *arguments, "--disable-pip-version-check", "--retries", "1"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        offline = any(word in done.stderr for word in ("NewConnectionError", "Could not find a version", "timed out"))
        if offline and os.environ.get("BRIEFGEN_REQUIRE_TOOLS") != "1":
            pytest.skip("the package index cannot be reached")
        pytest.fail(done.stderr, pytrace=False)
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    pip("install", "--quiet", str(wheel), python=str(folder / "venv/bin/python"))
    return Installed(wheel, folder / "venv/bin")


def test_wheel_carries_the_templates_and_nothing_of_the_workshop(installed: Installed) -> None:
    names = ZipFile(installed.wheel).namelist()
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {f"briefgen/{name}" for name in templates} <= set(names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"briefgen"}
    assert [name for name in names if name.endswith((".pyc", ".orig", "~")) or "/tests/" in name] == []


def test_few_packages(installed: Installed) -> None:
    listed = pip("list", "--format=freeze", python=str(installed.bin / "python")).splitlines()
    packages = {line.partition("==")[0].lower() for line in listed} - NOT_COUNTED
    assert len(packages) <= MOST_PACKAGES, sorted(packages)


def test_builds_outside_the_repository(installed: Installed, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "content")
    run = installed.run(tmp_path, "build")
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "site/index.html").is_file()


def test_same_bytes_as_from_the_checkout(installed: Installed, tmp_path: Path, built: Callable[[Path], Path]) -> None:
    shutil.copytree(SMALL, tmp_path / "content")
    installed.run(tmp_path, "build")
    assert files(tmp_path / "site") == files(built(SMALL))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_what_it_needs(installed: Installed, tmp_path: Path, command: str) -> None:
    run = installed.run(tmp_path, command, "--help")
    assert (run.returncode, run.stderr) == (0, "")


def test_a_new_project_builds(installed: Installed, tmp_path: Path) -> None:
    run = installed.run(tmp_path, "init", "mine")
    assert run.returncode == 0, run.stderr
    run = installed.run(tmp_path / "mine", "build", "--strict")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "mine/site/index.html").is_file()
