"""The single faults of tests/cases/faults: each is one change to a briefing without faults, and what is said of it.

A case is a text: a line that says what was done, then parts that begin with `@@`.

    @@ change PATH      lines `- old` and `+ new`: the old ones stand once in the file, the new ones take their place
    @@ file PATH        the file with that text, new or instead of the old one
    @@ bytes PATH       the same, with the escapes of a Python bytes literal and no newline that is not written
    @@ repeat N PATH    the text N times
    @@ delete PATH
    @@ refused PATH WHY what the file system refused
    @@ expect           all faults in order, one a line: `error CODE PATH:LINE:COLUMN`, below it words of the message
                        after `says` and of the hint after `hint`
"""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from briefgen.artifacts import check_paths
from briefgen.assets import copy_assets
from briefgen.build import Request, Templates, check_content
from briefgen.catalogue.rules import RULES
from briefgen.console import render_text, source_files
from briefgen.decode import Snapshot
from briefgen.diagnostics import Diagnostic, in_order
from briefgen.source import SourceFile

CASES = Path(__file__).parents[1] / "cases" / "faults"
BASE = {
    path.relative_to(CASES / "base").as_posix(): path.read_bytes()
    for path in sorted((CASES / "base").rglob("*"))
    if path.is_file()
}
RAISED_ELSEWHERE = {
    *("template-failed", "template-missing", "template-syntax"),
    *("translation-placeholder", "translation-plurals", "translation-syntax"),
}
"""Faults of templates and catalogues, which are no content."""


class Expected(NamedTuple):
    severity: str
    code: str
    place: str
    says: tuple[str, ...]
    hints: tuple[str, ...]


class Case(NamedTuple):
    snapshot: Snapshot
    expected: tuple[Expected, ...]


def read_case(text: str) -> Case:
    files = dict(BASE)
    refused: list[tuple[str, str]] = []
    expected: tuple[Expected, ...] = ()
    for part in re.split(r"^@@ ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        verb, _, rest = head.partition(" ")
        match verb:
            case "change":
                files[rest] = changed(files[rest].decode(), body).encode()
            case "file":
                files[rest] = body.encode()
            case "bytes":
                files[rest] = ast.literal_eval("b'''" + body.removesuffix("\n") + "'''")
            case "repeat":
                times, _, path = rest.partition(" ")
                files[path] = body.encode() * int(times)
            case "delete":
                del files[rest]
            case "refused":
                path, _, why = rest.partition(" ")
                refused.append((path, why))
            case "expect":
                expected = read_expected(body)
            case _:
                raise ValueError(f"no part of a case is called {verb}")
    return Case(Snapshot(files=files, refused=tuple(refused)), expected)


def changed(text: str, body: str) -> str:
    lines = body.splitlines()
    old = "".join(f"{line[2:]}\n" for line in lines if line.startswith("-"))
    new = "".join(f"{line[2:]}\n" for line in lines if line.startswith("+"))
    assert ("\n" + text).count("\n" + old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def read_expected(body: str) -> tuple[Expected, ...]:
    found: list[Expected] = []
    for line in body.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "says":
            found[-1] = found[-1]._replace(says=(*found[-1].says, rest))
        elif word == "hint":
            found[-1] = found[-1]._replace(hints=(*found[-1].hints, rest))
        elif word:
            found.append(Expected(word, *rest.split(" ", 1), (), ()))
    return tuple(found)


def diagnose(snapshot: Snapshot) -> tuple[Diagnostic, ...]:
    templates = Templates(sources={}, files={}, catalogues={})
    checked = check_content(Request(snapshot=snapshot, templates=templates, now=1748822400))
    content = checked.value[0].content
    copied = copy_assets({path: snapshot.files[path] for path in content.assets})
    return in_order((*checked.diagnostics, *copied.diagnostics, *check_paths(copied.value)))


def place(fault: Diagnostic, sources: dict[str, SourceFile]) -> str:
    span = fault.primary.span
    line, column = sources[span.path].position(span.start) if span.path in sources else (1, 1)
    return f"{span.path}:{line}:{column}"


def case_files() -> list[Path]:
    return sorted(CASES.glob("*.case"))


def test_the_base_has_no_faults() -> None:
    assert diagnose(Snapshot(files=BASE)) == ()


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path.read_text("utf-8"))
    faults = diagnose(case.snapshot)
    sources = source_files(case.snapshot.files, faults)
    shown = render_text(faults, sources, folder="content")
    said = [(fault.severity.value, fault.code, place(fault, sources)) for fault in faults]
    assert said == [(e.severity, e.code, e.place) for e in case.expected], shown
    for fault, expected in zip(faults, case.expected, strict=True):
        assert all(words in fault.message for words in expected.says), shown
        assert all(words in fault.hint for words in expected.hints), shown
        assert fault.hint, f"no remedy is named\n{shown}"


def test_every_code_is_raised_by_a_case() -> None:
    raised = {expected.code for path in case_files() for expected in read_case(path.read_text("utf-8")).expected}
    assert raised == set(RULES) - RAISED_ELSEWHERE


def test_severities_are_those_of_the_catalogue() -> None:
    expected = [e for path in case_files() for e in read_case(path.read_text("utf-8")).expected]
    assert [e for e in expected if e.severity != RULES[e.code].severity] == []
