"""Exit codes and words of the command line, in this process; tests/integration/test_commands.py runs the program."""

import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from briefgen import __version__
from briefgen.cli import COMMANDS, exit_code, main, run
from briefgen.problems import Problem


def failing(problem: BaseException) -> click.Command:
    def fail() -> None:
        raise problem

    return click.Command("build", callback=fail)


@pytest.fixture
def build_raises(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    def patch(problem: BaseException) -> None:
        monkeypatch.setattr(type(main), "get_command", lambda *_: failing(problem))

    return patch


@pytest.mark.parametrize(
    ("problem", "code", "says"),
    [
        (Problem("the disk is full", "make room"), 2, "briefgen: the disk is full\n  make room\n"),
        (Problem("the disk is full"), 2, "briefgen: the disk is full\n"),
        (click.UsageError("no such day"), 2, "Error: no such day"),
        (KeyboardInterrupt(), 130, ""),
        (click.exceptions.Abort(), 130, ""),
        (EOFError(), 130, ""),
        (ZeroDivisionError("division by zero"), 3, "a bug: ZeroDivisionError: division by zero (test_cli.py:"),
        (OSError(5, "Input/output error"), 3, "a bug: OSError"),
        (RecursionError("too deep"), 3, "a bug: RecursionError"),
    ],
    ids=repr,
)
def test_exit_codes(
    build_raises: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    problem: BaseException,
    code: int,
    says: str,
) -> None:
    build_raises(problem)
    assert exit_code(["build"]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert "Traceback" not in captured.err


def test_a_bug_shows_its_traceback_on_request(
    build_raises: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_DEBUG", "1")
    build_raises(ZeroDivisionError("x"))
    assert exit_code(["build"]) == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--help"], 0, "Commands:"),
        (["-h"], 0, "Commands:"),
        (["--version"], 0, f"briefgen {__version__}"),
        (["biuld"], 2, "Did you mean `build`?"),
        (["frobnicate"], 2, "there is no command `frobnicate`."),
        (["--nosuch"], 2, "No such option"),
        (["build", "--nosuch"], 2, "No such option"),
        (["build", "--format", "xml"], 2, "'xml' is not one of"),
        (["build", "--jobs", "0"], 2, "range"),
        (["build", "extra"], 2, "unexpected extra argument"),
    ],
)
def test_usage(arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(arguments) == code
    captured = capsys.readouterr()
    assert says in (captured.err if code else captured.out)


def test_run_exits_with_the_code() -> None:
    with pytest.raises(SystemExit) as ended:
        run(["frobnicate"])
    assert ended.value.code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_is_announced_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code([name, "--help"]) == 0
    assert f"briefgen {name}" in capsys.readouterr().out


HEAVY = ("jinja2", "yaml", "babel", "markdown", "nh3", "rapidfuzz", "watchdog", "markupsafe", "icalendar", "zoneinfo")


def test_help_imports_none_of_the_work() -> None:
    program = (
        "import sys; from briefgen.cli import exit_code; exit_code(['--help']);"
        f"print(*[name for name in sys.modules if name in {HEAVY!r} or name.startswith('briefgen.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["briefgen.problems", "briefgen.cli"]
