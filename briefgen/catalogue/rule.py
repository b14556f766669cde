"""What is known of a kind of fault."""

from typing import NamedTuple

from briefgen.diagnostics import Severity


class Rule(NamedTuple):
    """A kind of fault: its permanent code, and words for whoever meets it for the first time.

    `example` shows what is wrong and below it what is right, as it would stand in the files; `remedy` says what to do.
    """

    code: str
    severity: Severity
    title: str
    explanation: str
    example: str
    remedy: str


def error(code: str, title: str, explanation: str, example: str, remedy: str) -> Rule:
    return Rule(code, Severity.ERROR, title, explanation, example.strip("\n"), remedy)


def warning(code: str, title: str, explanation: str, example: str, remedy: str) -> Rule:
    return Rule(code, Severity.WARNING, title, explanation, example.strip("\n"), remedy)
