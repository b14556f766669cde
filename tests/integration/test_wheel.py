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
from tools.projects import ROOT, Run

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


def test_wheel(installed: Installed, tmp_path: Path, build_site: Callable[..., Run]) -> None:
    """One test for all of it, since the environment takes longest and each worker would make its own."""
    carries_the_templates_and_nothing_of_the_workshop(installed)
    needs_few_packages(installed)
    every_command_has_what_it_needs(installed, tmp_path)
    builds_the_same_bytes_as_the_checkout(installed, tmp_path, build_site(without_search(SMALL)).site)
    a_new_project_builds(installed, tmp_path)


def carries_the_templates_and_nothing_of_the_workshop(installed: Installed) -> None:
    names = ZipFile(installed.wheel).namelist()
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {f"briefgen/{name}" for name in templates} <= set(names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"briefgen"}
    assert [name for name in names if name.endswith((".pyc", ".orig", "~")) or "/tests/" in name] == []


def needs_few_packages(installed: Installed) -> None:
    listed = pip("list", "--format=freeze", python=str(installed.bin / "python")).splitlines()
    packages = {line.partition("==")[0].lower() for line in listed} - NOT_COUNTED
    assert len(packages) <= MOST_PACKAGES, sorted(packages)


def every_command_has_what_it_needs(installed: Installed, folder: Path) -> None:
    runs = {command: installed.run(folder, command, "--help") for command in COMMANDS}
    assert {command: run.stderr for command, run in runs.items() if run.returncode or run.stderr} == {}


def without_search(content: Path) -> dict[str, bytes]:
    """A content folder that wants no search: its site is what one gets where the extra is not installed."""
    texts = files(content)
    return {**texts, "briefing.yaml": texts["briefing.yaml"] + b"search: false\n"}


def builds_the_same_bytes_as_the_checkout(installed: Installed, folder: Path, expected: Path) -> None:
    shutil.copytree(SMALL, folder / "content")
    run = installed.run(folder, "build")
    assert (run.returncode, run.stderr) == (0, "")
    assert files(folder / "site") == files(expected)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def a_new_project_builds(installed: Installed, folder: Path) -> None:
    run = installed.run(folder, "init", "mine")
    assert run.returncode == 0, run.stderr
    run = installed.run(folder / "mine", "build", "--strict")
    assert run.returncode == 0, run.stderr
    assert (folder / "mine/site/index.html").is_file()
