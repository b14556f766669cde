"""Editors complete and check by the schemas that `briefgen init` writes: tried with the server that most use."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import NODE_MODULES, without
from tools.languageserver import Editor, editing
from tools.projects import Run

from briefgen.editors import editor_settings
from briefgen.schemas import KINDS

SERVER = NODE_MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS = ".vscode/settings.json"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, briefgen: Callable[..., Run]) -> Path:
    folder = tmp_path_factory.mktemp("editors")
    assert briefgen(folder, "init", "project").code == 0
    return folder / "project"


def test_the_settings_name_every_file_of_a_project(project: Path) -> None:
    settings = json.loads((project / SETTINGS).read_text("utf-8"))
    files = {path for paths in settings["yaml.schemas"].values() for glob in paths for path in project.glob(glob)}
    assert files == set(project.glob("content/**/*.yaml"))
    assert all((project / schema).is_file() for schema in settings["yaml.schemas"])
    assert len(settings["yaml.schemas"]) == len(KINDS) - 1, "front matter is no file of its own"
    assert set(editor_settings()) == {SETTINGS, ".vscode/extensions.json"}


@pytest.fixture(params=["settings alone", "heads of files alone"])
def editor(request: pytest.FixtureRequest, project: Path) -> Iterator[tuple[Editor, Path, bool]]:
    if not SERVER.exists() or shutil.which("node") is None:
        without("yaml-language-server")
    by_settings = request.param == "settings alone"
    settings = (
        json.loads((project / SETTINGS).read_text("utf-8")) if by_settings else {"yaml.schemaStore.enable": False}
    )
    with editing(SERVER, project, settings) as running:
        yield running, project, by_settings


def opened(path: Path, *, by_settings: bool) -> str:
    """The text of a file, without its head where that is not to be followed."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not (by_settings and "yaml-language-server" in line))


OFFERED = {
    "briefing.yaml": ("", "soon_days"),
    "topics.yaml": ("  ", "same_as"),
    "actors.yaml": ("  ", "member_of"),
    "events.yaml": ("  ", "url"),
    "articles/port-asks-for-higher-dues.yaml": ("    ", "suggested"),
    "articles/council-keeps-to-its-day.yaml": ("  - kind: ", "commitment"),
}
"""The beginning of a line at the end of a file, and what an editor offers there."""


def test_keys_and_values_are_completed(editor: tuple[Editor, Path, bool]) -> None:
    running, project, by_settings = editor
    for file, (line, offered) in OFFERED.items():
        path = project / "content" / file
        text = opened(path, by_settings=by_settings).rstrip("\n") + f"\n{line}\n"
        running.faults(path, text)
        assert offered in running.completions(path, text.count("\n") - 1, len(line)), file


def test_a_misspelt_key_is_marked(editor: tuple[Editor, Path, bool]) -> None:
    running, project, by_settings = editor
    path = project / "content/briefing.yaml"
    text = opened(path, by_settings=by_settings)
    assert running.faults(path, text.replace("\nlanguage:", "\nlangauge:")) == ["Property langauge is not allowed."]


def test_what_init_writes_has_no_faults(editor: tuple[Editor, Path, bool]) -> None:
    running, project, by_settings = editor
    for path in sorted(project.glob("content/**/*.yaml")):
        assert running.faults(path, opened(path, by_settings=by_settings)) == [], path.name
