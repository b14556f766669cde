"""Every fault is documented: the codes in the source are those of the catalogue, and the page is made from it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.catalogue.rules import AREAS, RULES, render_catalogue
from briefgen.diagnostics import Severity

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "diagnostics.md"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NEW_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
"""What looks like a code; one of a single word is known by its rule alone."""
SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}
MAKERS = {*SEVERITIES, "fault", "report", "Fault", "Problem", "MarkupFault", "_Wrong"}
"""Calls that take the code of a fault first; `_at` takes `error` or `warning` before it."""


def codes_in_source() -> Iterator[tuple[str, Severity | None, str]]:
    """Code, severity where the call says it, and place."""
    for path in sorted((ROOT / "briefgen").rglob("*.py")):
        if path.parent.name != "catalogue":
            tree = ast.parse(path.read_text("utf-8"))
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                given = call.args
                if name == "_at" and given and isinstance(given[0], ast.Name):
                    name, given = given[0].id, given[1:]
                first = given[0].value if given and isinstance(given[0], ast.Constant) else None
                if name in MAKERS and isinstance(first, str) and (first in RULES or NEW_CODE.fullmatch(first)):
                    yield first, SEVERITIES.get(name), f"{path.name}:{call.lineno}"


def test_the_codes_of_the_source_are_those_of_the_catalogue() -> None:
    assert {code for code, _, _ in codes_in_source()} == set(RULES)


def test_severities_agree() -> None:
    wrong = [
        (code, place)
        for code, severity, place in codes_in_source()
        if severity is not None and code in RULES and severity is not RULES[code].severity
    ]
    assert not wrong


def test_no_code_stands_twice() -> None:
    codes = [rule.code for rules in AREAS.values() for rule in rules]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_complete(code: str) -> None:
    rule = RULES[code]
    assert CODE.fullmatch(rule.code)
    assert all(text.strip() == text and text for text in rule)
    assert rule.explanation.endswith(".")
    assert rule.remedy[-1] in ".…"


def test_the_page_is_up_to_date() -> None:
    made = render_catalogue()
    assert PAGE.read_text("utf-8") == made, "run: python -m briefgen.catalogue > docs/diagnostics.md"
