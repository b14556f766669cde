"""Fixtures: projects and sites built by the real command, a browser, the checkers.

A test that needs a tool which is not there skips and says so; where BRIEFGEN_REQUIRE_TOOLS=1 it fails.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from tools.browser import find_browser, launch
from tools.projects import ROOT, Run, briefings, run_briefgen, write_files
from tools.vnu import html_errors

# No test may fail for want of speed; and a continuous build tries the same examples each time.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("steady")

NODE_MODULES = ROOT / ".tools" / "node_modules"
MARKS_BY_FIXTURE = {"chromium": "browser", "browser_program": "browser", "vnu": "html"}

Command = Callable[..., Run]
Content = Mapping[str, str | bytes] | Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, mark in MARKS_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


def without(tool: str) -> NoReturn:
    reason = f"{tool} is not there; `sh .ci/test` installs it"
    if os.environ.get("BRIEFGEN_REQUIRE_TOOLS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """`project({"content/briefing.yaml": "…"})` writes the files below a fresh folder and returns it."""
    return lambda files: write_files(tmp_path / "project", files)


@pytest.fixture(scope="session")
def briefgen(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """`briefgen(folder, "build", …, environment={}, seconds=120)` runs the real command there; see `run_briefgen`.

    One cache folder, not the user's, serves the whole session: templates are compiled once.
    """
    return partial(run_briefgen, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory, briefgen: Command) -> Command:
    """`build_site(content, *arguments, code=0, **options)` builds into a fresh folder and returns the `Run`.

    `content` is a content folder, which is copied, or texts by path relative to it. Another exit code than `code`
    fails the test with what the command said.
    """

    def build(content: Content, *arguments: str, code: int = 0, **options: object) -> Run:
        folder = tmp_path_factory.mktemp("project")
        if isinstance(content, Path):
            shutil.copytree(content, folder / "content")
        else:
            write_files(folder / "content", content)
        run = briefgen(folder, "build", *arguments, **options)
        assert run.code == code, f"exit code {run.code}\n{run.out}\n{run.err}"
        return run

    return build


@pytest.fixture(scope="session")
def built(build_site: Command) -> Callable[[Path], Path]:
    """The site of a content folder, built once per session."""
    return cache(lambda content: build_site(content).site)


@pytest.fixture(scope="session")
def demo_site(built: Callable[[Path], Path]) -> Path:
    return built(ROOT / "content")


def _name(content: Path) -> str:
    return "demo" if content == ROOT / "content" else content.parent.name


@pytest.fixture(scope="session", params=briefings(), ids=_name)
def any_site(request: pytest.FixtureRequest, built: Callable[[Path], Path]) -> Path:
    """The site of the demo, and of each briefing named in BRIEFGEN_EXTRA_BRIEFINGS. Not to be written to."""
    return built(request.param)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all: there cannot be two at a time. It leaves a loop running in this thread, see `tools.apart`."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser_program(playwright: Playwright) -> str:
    """The path of a Chromium."""
    return find_browser(playwright) or without("Chromium")


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, browser_program: str) -> Iterator[Browser]:
    browser = launch(playwright, browser_program)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def lighthouse_cli() -> Path:
    """The program of Lighthouse, for `tools.lighthouse.lighthouse`."""
    path = NODE_MODULES / "lighthouse" / "cli" / "index.js"
    return path if path.is_file() and shutil.which("node") else without("lighthouse")


@pytest.fixture(scope="session")
def axe() -> Path:
    """The source of axe-core, for `tools.browser.axe_violations(page, axe)`."""
    path = NODE_MODULES / "axe-core" / "axe.min.js"
    return path if path.is_file() else without("axe-core")


@pytest.fixture(scope="session")
def spreadsheet() -> str:
    """The program that opens tables."""
    return shutil.which("soffice") or shutil.which("libreoffice") or without("LibreOffice Calc")


@pytest.fixture(scope="session")
def vnu() -> Callable[[Iterable[Path]], tuple[str, ...]]:
    """`vnu(html_files)` returns the Nu HTML checker's errors; one call for many files is cheapest."""
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        without("vnu-jar")
    if not shutil.which("java") or subprocess.run(["java", "-version"], capture_output=True, check=False).returncode:
        without("Java")
    return lambda files: html_errors(jar, files)
