"""`briefgen build` and `briefgen check` as a user runs them."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.projects import ROOT, Run, write_files

from briefgen.cli import exit_code

SMALL = ROOT / "tests" / "cases" / "faults" / "base"
Command = Callable[..., Run]
FOREIGN = ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "BRIEFGEN_DEBUG")


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> Command:
    """As `briefgen`, but in this process, which is ten times as fast."""
    cache = tmp_path_factory.getbasetemp() / "cache-in-process"

    def run(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> Run:
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            for name in FOREIGN:
                patch.delenv(name, raising=False)
            for name, value in {"XDG_CACHE_HOME": str(cache), **(environment or {})}.items():
                patch.setenv(name, value)
            code = exit_code(list(arguments))
        said = capsys.readouterr()
        return Run(folder=folder, code=code, out=said.out, err=said.err)

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with a small briefing without faults."""
    shutil.copytree(SMALL, tmp_path / "project" / "content")
    return tmp_path / "project"


EXTRA_PAGE = {"content/pages/extra.md": "---\ntitle: Extra\n---\n\nMore.\n"}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def break_content(project: Path) -> None:
    change(project / "content/articles/round-one.yaml", "title:", "titel:")


def warn_about_content(project: Path) -> None:
    write_files(project, {"content/notes.docx": "stray"})


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time stamps of every file."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# Building


def test_build(small: Path, briefgen: Command) -> None:
    run = briefgen(small, "build")
    assert (run.code, run.err) == (0, "")
    assert re.fullmatch(r"built site/ for 2025-06-02: \d+ written, 0 unchanged, 0 removed; \d+\.\d\d s\n", run.out)
    assert (small / "site/index.html").read_bytes().startswith(b"<!doctype html>")
    assert {path.name for path in small.iterdir()} == {".briefgen-cache", "content", "site"}
    again = briefgen(small, "build")
    assert re.search(r": 0 written, (\d+) unchanged, 0 removed, \1 reused;", again.out)


def test_faults_leave_the_site_as_it_was(small: Path, briefgen: Command) -> None:
    briefgen(small, "build")
    before = tree(small / "site")
    break_content(small)
    run = briefgen(small, "build")
    assert (run.code, run.out) == (1, "")
    assert "error[unknown-key]" in run.err
    assert re.search(r"--> content/articles/round-one\.yaml:\d+:\d+\n", run.err)
    assert run.err.endswith("1 error: nothing was written, the site is as it was\n")
    assert tree(small / "site") == before


def test_faults_make_no_site(small: Path, command: Command) -> None:
    break_content(small)
    assert command(small, "build").code == 1
    assert not (small / "site").exists()


def test_what_is_gone_from_the_content_is_gone_from_the_site(small: Path, command: Command) -> None:
    write_files(small, EXTRA_PAGE)
    command(small, "build")
    write_files(small, {"site/CNAME": "example.org", "site/.gitignore": "*"})
    (small / "content/pages/extra.md").rename(small / "content/pages/other.md")
    run = command(small, "build", "--verbose")
    assert run.code == 0, run.err
    assert "  removed  pages/extra.html\n" in run.out
    assert "  wrote    pages/other.html\n" in run.out
    assert not (small / "site/pages/extra.html").exists()
    assert (small / "site/CNAME").read_text() == "example.org"
    assert (small / "site/.gitignore").read_text() == "*"


def test_a_page_changed_by_hand_is_told_of(small: Path, command: Command) -> None:
    write_files(small, EXTRA_PAGE)
    command(small, "build")
    (small / "content/pages/extra.md").unlink()
    write_files(small, {"site/pages/extra.html": "mine"})
    run = command(small, "build")
    assert run.out.startswith("note: site/pages/extra.html is no part of the site any more, and stays")
    assert (small / "site/pages/extra.html").read_text() == "mine"


def test_foreign_file_in_the_way(small: Path, command: Command) -> None:
    write_files(small, {"site/index.html": "mine"})
    run = command(small, "build")
    assert run.code == 2
    assert "briefgen did not write" in run.err
    assert tree(small / "site").keys() == {"index.html"}


def test_two_at_once(small: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "briefgen", "build"]
    both = [
        subprocess.Popen(command, cwd=small, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [each.communicate(timeout=120) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert sorted(path.name for path in (small / "site/.briefgen").iterdir()) == ["record.json"]


def test_killed_builds_are_finished(small: Path, briefgen: Command, tmp_path: Path) -> None:
    """A real signal, at some moment: whatever it hits, the next build makes the same site as ever."""
    briefgen(small, "build", "--output", "../expected")
    command = [sys.executable, "-m", "briefgen", "build"]
    for wait in (0.4, 0.6, 0.8):
        started = subprocess.Popen(command, cwd=small, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        started.kill()
        started.wait()
    assert briefgen(small, "build").code == 0
    expected, made = tree(tmp_path / "expected"), tree(small / "site")
    assert {path: data for path, (data, _) in made.items()} == {path: data for path, (data, _) in expected.items()}


def test_damaged_cache_costs_nothing_but_time(small: Path, command: Command, tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command(small, "build", environment=environment)
    expected = tree(small / "site")
    cached = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(cached) > 10
    for number, path in enumerate(cached):
        data = path.read_bytes()
        middle = len(data) // 2
        damaged = (
            b"",
            data[:middle],
            data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            b"\0" * len(data),
        )
        path.write_bytes(damaged[number % 4])
    run = command(small, "build", environment=environment)
    assert (run.code, run.err) == (0, "")
    assert tree(small / "site") == expected


@pytest.mark.parametrize("cache", ["/proc/nowhere", "file"])
def test_no_cache_at_all(small: Path, command: Command, cache: str) -> None:
    write_files(small, {"file": ""})
    environment = {"XDG_CACHE_HOME": cache if cache.startswith("/") else str(small / cache)}
    assert command(small, "build", environment=environment).code == 0


def test_cache_is_the_users_alone(small: Path, command: Command, tmp_path: Path) -> None:
    command(small, "build", environment={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    (folder,) = (tmp_path / "cache/briefgen").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_own_templates(small: Path, command: Command) -> None:
    write_files(small, {"templates/pages/404.html": "{{ chrome.site_title }}\n{{ chrome.nosuch }}\n"})
    run = command(small, "build")
    assert run.code == 1
    assert "error[template-failed]" in run.err
    assert "--> templates/pages/404.html:2:1" in run.err
    write_files(small, {"templates/pages/404.html": "{{ chrome.site_title }}\n"})
    assert command(small, "build").code == 0
    assert (small / "site/404.html").read_text("utf-8") == "The harbour dues\n"


# Checking


def test_check_writes_nothing(small: Path, command: Command) -> None:
    before = tree(small)
    run = command(small, "check")
    assert (run.code, run.out, run.err) == (0, "no faults\n", "")
    assert tree(small) == before


def test_check_finds_what_build_finds(small: Path, command: Command) -> None:
    break_content(small)
    warn_about_content(small)
    checked, built = command(small, "check"), command(small, "build")
    assert (checked.code, built.code) == (1, 1)
    assert checked.out == "1 error, 1 warning\n"
    assert built.err.startswith(checked.err)


# Options


@pytest.mark.parametrize("name", ["build", "check"])
def test_warnings_fail_only_when_strict(small: Path, command: Command, name: str) -> None:
    warn_about_content(small)
    strict = command(small, name, "--strict")
    assert strict.code == 1
    assert not (small / "site").exists()
    run = command(small, name)
    assert run.code == 0
    assert "warning[stray-file]" in run.err
    assert "1 warning" in run.out


def test_json(small: Path, command: Command) -> None:
    assert json.loads(command(small, "check", "--format", "json").err) is not None
    break_content(small)
    warn_about_content(small)
    run = command(small, "build", "--format", "json")
    assert (run.code, run.out) == (1, "")
    text = json.dumps(json.loads(run.err))
    assert all(word in text for word in ("unknown-key", "stray-file", "content/articles/round-one.yaml"))


def test_github(small: Path, command: Command) -> None:
    break_content(small)
    warn_about_content(small)
    run = command(small, "build", "--format", "github")
    assert (run.code, run.out) == (1, "")
    lines = run.err.splitlines()
    assert len(lines) == 2
    assert re.match(r"::error .*file=content/articles/round-one\.yaml,line=\d+", lines[0])
    assert re.match(r"::warning .*file=content/notes\.docx", lines[1])


def test_quiet_prints_faults_only(small: Path, command: Command) -> None:
    run = command(small, "build", "--quiet")
    assert (run.code, run.out, run.err) == (0, "", "")
    warn_about_content(small)
    run = command(small, "check", "-q")
    assert (run.code, run.out) == (0, "")
    assert "warning[stray-file]" in run.err


def test_verbose_says_what_is_done(small: Path, command: Command) -> None:
    run = command(small, "build", "-v")
    assert "  wrote    index.html\n" in run.out
    assert re.search(r"\d+ files would be built for 2025-06-02", command(small, "check", "-v").out)


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
        ({"FORCE_COLOR": ""}, False),
    ],
)
def test_colour(small: Path, briefgen: Command, environment: dict[str, str], coloured: bool) -> None:
    break_content(small)
    assert ("\x1b[" in briefgen(small, "check", environment=environment).err) is coloured


def test_day(small: Path, command: Command) -> None:
    assert " for 2025-05-20:" in command(small, "build", "--as-of", "2025-05-20").out


def test_day_from_the_clock(small: Path, command: Command) -> None:
    """Without a day, today in the briefing's zone: late on 31 December in UTC it is the new year in Oslo."""
    change(small / "content/briefing.yaml", "as_of: 2025-06-02\n", "")
    run = command(small, "build", environment={"SOURCE_DATE_EPOCH": "1767223800"})
    assert " for 2026-01-01:" in run.out, run.err


def test_base_url(small: Path, command: Command) -> None:
    command(small, "build", "--base-url", "https://other.example/here/")
    assert b"https://other.example/here/" in (small / "site/index.html").read_bytes()


def test_drafts(small: Path, command: Command) -> None:
    article = "title: A draft\npublished: 2025-05-01\ndraft: true\nannotations: [{quote: Words}]\n"
    write_files(small, {"content/articles/d.txt": "Words\n", "content/articles/d.yaml": article})
    assert command(small, "build").code == 0
    assert not (small / "site/articles/d.html").exists()
    assert command(small, "build", "--drafts").code == 0
    assert (small / "site/articles/d.html").exists()


def test_folders_elsewhere(small: Path, command: Command, tmp_path: Path) -> None:
    content = small / "content"
    run = command(tmp_path, "build", "--content", str(content), "--output", "a/b/site", "--jobs", "2")
    assert run.code == 0, run.err
    assert (tmp_path / "a/b/site/index.html").is_file()


# Usage, and the world outside


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "--as-of", "2025-02-30"], "2025-02-30"),
        (["build", "--as-of", "tomorrow"], "--as-of"),
        (["check", "--as-of", "2025"], "--as-of"),
        (["build", "--base-url", "ftp://example.org"], "--base-url"),
        (["build", "--content", "nowhere"], "there is no content folder nowhere"),
        (["check", "--content", "nowhere"], "there is no content folder nowhere"),
        (["build", "--templates", "nowhere"], "there is no templates folder nowhere"),
        (["build", "--output", "content"], "lie in one another"),
        (["build", "--output", "content/site"], "lie in one another"),
        (["build", "--output", "."], "lie in one another"),
        (["build", "--output", "/"], "home folder"),
        (["build", "--output", "content/briefing.yaml"], "is not a folder"),
        (["build", "--output", "link"], "is a link"),
        (["biuld"], "Did you mean `build`?"),
    ],
)
def test_usage(small: Path, command: Command, arguments: list[str], says: str) -> None:
    (small / "link").symlink_to("content")
    before = tree(small)
    run = command(small, *arguments)
    assert (run.code, run.out) == (2, "")
    assert says in run.err
    assert "Traceback" not in run.err
    assert tree(small) == before
    assert {path.name for path in small.iterdir()} == {"content", "link"}


@pytest.mark.parametrize("moment", ["yesterday", "-1", "1e9", "9" * 12])
def test_moment_that_is_none(small: Path, command: Command, moment: str) -> None:
    run = command(small, "check", environment={"SOURCE_DATE_EPOCH": moment})
    assert run.code == 2
    assert "SOURCE_DATE_EPOCH" in run.err


def test_a_bug(small: Path, briefgen: Command, tmp_path: Path) -> None:
    """A module that the interpreter loads at its start stands in for a fault in the program."""
    write_files(
        tmp_path / "broken",
        {"sitecustomize.py": "import briefgen.build\nbriefgen.build.choose_day = lambda *_: 1 / 0\n"},
    )
    environment = {"PYTHONPATH": f"{tmp_path / 'broken'}{os.pathsep}{ROOT}"}
    run = briefgen(small, "build", environment=environment)
    assert (run.code, run.out) == (3, "")
    assert "a bug: ZeroDivisionError" in run.err
    assert "Traceback" not in run.err
    assert not (small / "site").exists()
    assert "Traceback" in briefgen(small, "build", environment={**environment, "BRIEFGEN_DEBUG": "1"}).err


SLOW = """
import time
from briefgen import cli
cli.main.main = lambda **_: print("ready", flush=True) or time.sleep(60)
cli.run(["check"])
"""


def test_interrupted(small: Path) -> None:
    started = subprocess.Popen([sys.executable, "-c", SLOW], cwd=small, stdout=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stdout.readline() == b"ready\n"
    started.send_signal(signal.SIGINT)
    assert started.wait(timeout=20) == 130
    started.stdout.close()


def test_reader_that_has_enough(small: Path) -> None:
    program = f"{sys.executable} -m briefgen build -v | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", program], cwd=small, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_that_cannot_be_written(small: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefgen", "check"], cwd=small, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr
