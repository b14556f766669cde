"""`briefgen suggest`, `briefgen rename` and `briefgen check --watch` as a user runs them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from tools.preview import SMALL
from tools.projects import Run, write_files

Command = Callable[..., Run]
NOTES = "content/articles/second.yaml"
FILES = {**SMALL, NOTES: SMALL[NOTES].replace("quote: The envoy left", "quote: The envoy left on Friday.")}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path / "project", FILES)


# suggest


def test_suggestions_are_printed_and_nothing_is_written(project: Path, briefgen: Command) -> None:
    before = contents(project)
    run = briefgen(project, "suggest", "second")
    assert (run.code, run.out) == (0, "")
    assert run.err == "nothing to suggest that is not annotated\n"
    path = project / "content/articles/second.txt"
    path.write_text(f"{path.read_text('utf-8')}\nQuotas end on 9 June.\n", "utf-8")
    run = briefgen(project, "suggest", "second")
    assert run.out == (
        "  - id: quotas-end-9-june\n    suggested: true\n    kind: event\n    quote: Quotas end on 9 June.\n"
        "    topics: quotas\n    date: 2025-06-09  # 9 June\n"
    )
    assert run.err.startswith("1 suggestion: paste what is right below `annotations:` of content/articles/second.yaml")
    assert briefgen(project, "suggest", "second", "--quiet").err == ""
    assert {**contents(project), "content/articles/second.txt": before["content/articles/second.txt"]} == before


def test_suggestions_that_are_added_stop_a_build_until_they_are_confirmed(project: Path, briefgen: Command) -> None:
    path = project / "content/articles/second.txt"
    path.write_text(f"{path.read_text('utf-8')}\nQuotas end on 9 June.\n", "utf-8")
    assert "1 suggestion added" in briefgen(project, "suggest", "second", "--write").err
    assert "error[suggested-annotation]" in briefgen(project, "build").err
    notes = project / NOTES
    assert notes.read_text("utf-8").startswith(FILES[NOTES])
    notes.write_text(notes.read_text("utf-8").replace("    suggested: true\n", ""), "utf-8")
    assert briefgen(project, "build").code == 0
    assert briefgen(project, "suggest", "second", "--write").err == "nothing to suggest that is not annotated\n"


@pytest.mark.parametrize(
    ("files", "article", "says"),
    [
        ({}, "secund", "there is no article `secund`\n  did you mean `second`?"),
        (
            {"content/articles/third.txt": "x\n"},
            "third",
            "third.yaml is missing\n  briefgen new article third makes it",
        ),
        ({"content/articles/first.yaml": "title: [\n"}, "first", "mend it first"),
    ],
)
def test_what_cannot_be_read_is_told(
    files: dict[str, str], article: str, says: str, project: Path, briefgen: Command
) -> None:
    run = briefgen(write_files(project, files), "suggest", article)
    assert run.code == 2
    assert says in run.err


# rename


def test_after_renaming_the_site_builds_and_old_addresses_forward(project: Path, briefgen: Command) -> None:
    assert briefgen(project, "build").code == 0
    before = contents(project / "content")
    shown = briefgen(project, "rename", "topic", "tariffs", "duties", "--dry-run")
    assert contents(project / "content") == before
    assert "-tariffs:\n+duties:\n" in shown.out
    assert briefgen(project, "rename", "topic", "tariffs", "duties").out.startswith(
        "topic tariffs is duties now: 3 places in 2 files changed"
    )
    assert briefgen(project, "rename", "article", "first", "opening").code == 0
    assert briefgen(project, "build", "--strict").code == 0
    for old, new in (("topics/tariffs.html", "duties.html"), ("articles/first.html", "opening.html")):
        assert f'/{new}"' in (project / "site" / old).read_text("utf-8")
        assert (project / "site" / old).with_name(new).exists()
    assert sorted(path.name for path in (project / "content/articles").iterdir()) == [
        *("opening.txt", "opening.yaml", "second.txt", "second.yaml"),
    ]


def test_what_cannot_be_renamed_is_told_and_nothing_written(project: Path, briefgen: Command) -> None:
    before = contents(project)
    for arguments, says in (
        (("topic", "tarifs", "duties"), "no topic has the id `tarifs`\n  did you mean `tariffs`?"),
        (("topic", "tariffs", "quotas"), "the topic `quotas` exists"),
        (("topic", "tariffs", "Quotas"), "write `quotas`"),
    ):
        run = briefgen(project, "rename", *arguments)
        assert run.code == 2
        assert says in run.err
    assert contents(project) == before


# check --watch


class Watched:
    """A running `briefgen check --watch` and what it has said so far."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: list[str] = []

    def wait_for(self, words: str, seconds: float = 20) -> str:
        """Waits until the words are said, and gives all that was said since the last time."""
        deadline = time.monotonic() + seconds
        while words not in "".join(self.said):
            assert time.monotonic() < deadline and self.process.poll() is None, "".join(self.said)
            time.sleep(0.01)
        time.sleep(0.1)
        said = "".join(self.said)
        self.said.clear()
        return said


@contextmanager
def watched(folder: Path, *arguments: str, cache: Path) -> Iterator[Watched]:
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "briefgen", "check", "--watch", *arguments],
        cwd=folder,
        env={**environment, "XDG_CACHE_HOME": str(cache), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Watched(process)
    out = process.stdout
    assert out is not None
    reader = Thread(target=lambda: running.said.extend(out), daemon=True)
    reader.start()
    try:
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=30)
        reader.join(timeout=5)
        out.close()
    assert (code, "".join(running.said)) == (0, "")


@pytest.mark.parametrize("arguments", [(), ("--poll",)])
def test_faults_are_told_once_at_each_change(arguments: tuple[str, ...], project: Path, tmp_path: Path) -> None:
    topics = project / "content/topics.yaml"
    text = topics.read_text("utf-8")
    with watched(project, *arguments, cache=tmp_path / "cache") as running:
        assert running.wait_for("no faults\n") == "no faults\n"
        topics.write_text(text.replace("title: Tariffs", "titel: Tariffs"), "utf-8")
        said = running.wait_for("1 error\n")
        assert said.count("error[unknown-key]") == 1
        topics.write_text(f"{text}# a remark\n", "utf-8")
        assert running.wait_for("no faults\n") == "no faults\n"
    assert not (project / "site").exists()


def test_drafts_and_warnings_are_as_in_a_check(project: Path, tmp_path: Path) -> None:
    notes = project / NOTES
    notes.write_text(f"draft: true\nkindd: x\n{notes.read_text('utf-8')}", "utf-8")
    with watched(project, cache=tmp_path / "cache") as running:
        assert running.wait_for("no faults\n") == "no faults\n"
        (project / "content/stray.doc").write_text("x", "utf-8")
        assert running.wait_for("1 warning\n").count("warning[stray-file]") == 1
    with watched(project, "--drafts", cache=tmp_path / "cache") as running:
        assert "error[unknown-key]" in running.wait_for("1 error")


def test_watching_shows_text_alone(project: Path, briefgen: Command) -> None:
    run = briefgen(project, "check", "--watch", "--format", "json")
    assert run.code == 2
    assert "leave --format out" in run.err
