"""Faults in the content, as values.

A stage of a build returns `Checked[T]`: what it could make, and what it found wrong on the way. Nothing here raises
or prints; the terminal, JSON and GitHub renderings of a `Diagnostic` are made at the rim.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from briefgen.source import Span

T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A place that belongs to a fault, with a few words on what stands there."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault: a permanent kebab-case code, what is wrong and why, where, and what to do about it.

    `message` says what and why, `hint` what to do; `secondary` are further places that explain it.
    """

    code: str
    severity: Severity
    message: str
    primary: Label
    secondary: tuple[Label, ...] = ()
    hint: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: path, position, code."""
        return (self.primary.span.path, self.primary.span.start, self.primary.span.end, self.code, self.message)


def error(
    code: str, span: Span, message: str, *, label: str = "", hint: str = "", secondary: Iterable[Label] = ()
) -> Diagnostic:
    """An error: the site is not built."""
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        message=message,
        primary=Label(span=span, text=label),
        secondary=tuple(secondary),
        hint=hint,
    )


def warning(
    code: str, span: Span, message: str, *, label: str = "", hint: str = "", secondary: Iterable[Label] = ()
) -> Diagnostic:
    """A warning: the site is built, unless `--strict` was asked for."""
    return Diagnostic(
        code=code,
        severity=Severity.WARNING,
        message=message,
        primary=Label(span=span, text=label),
        secondary=tuple(secondary),
        hint=hint,
    )


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """What a stage made, with the faults it met. The value is usable even when there are errors."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by path, position and code; the same fault found twice is listed once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: d.order))
