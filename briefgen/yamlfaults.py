"""What to say where YAML cannot be read: the accidents of every day, told from the words of a line.

A parser stops where it cannot go on, which is often not where the slip is, and speaks of tokens. So the lines around
that place are looked at for what people do: a colon or a quotation mark in a text, a link at its beginning, a tab.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefgen.diagnostics import Diagnostic, error
from briefgen.source import SourceFile, Span

_KEYED = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?:(?P<key>[\w-]+):[ \t]+)?(?P<value>\S.*)$")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_GLUED = re.compile(r"(?P<key>[a-z_]+):(?P<value>[^\s/:].*)")
_LOOK_BACK = 200


class _Accident(NamedTuple):
    column: int
    length: int
    message: str
    hint: str


def syntax_fault(source: SourceFile, problem: Exception) -> Diagnostic:
    """The fault that stopped the parser, where it is and with what to write instead."""
    mark: Any = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    index = mark.index if mark is not None else int(getattr(problem, "position", 0))
    index = min(index, max(len(source.text) - 1, 0))
    words = str(getattr(problem, "problem", None) or "this is not YAML")
    if "escape" in words or "hexdecimal" in words:
        hint = "put the text in single quotes, or write each backslash twice"
        at = Span(source.path, index, index + 1)
        return error("yaml-syntax", at, "a backslash in double quotes begins an escape, and this is none", hint=hint)
    context: Any = getattr(problem, "context_mark", None)
    for number, accident in _accidents(source, problem, source.position(index).line):
        if accident:
            start = source.line_start(number) + accident.column
            at = Span(source.path, start, start + accident.length)
            return error("yaml-syntax", at, accident.message, hint=accident.hint)
    if "expected ':'" in words and context is not None:
        number = source.position(context.index).line
        start = source.line_start(number) + len(source.line(number)) - len(source.line(number).lstrip())
        at = Span(source.path, start, source.line_start(number) + len(source.line(number)))
        hint = "write `key: value`; the lines of a text stand farther right than its key"
        return error("yaml-syntax", at, "this line is neither a key with its value nor part of a text", hint=hint)
    return error(
        "yaml-syntax",
        Span(source.path, index, index + 1),
        f"the YAML cannot be read here: {words}",
        hint="check the indentation, the quotes and the brackets of this line and the one above it",
    )


def _accidents(source: SourceFile, problem: Exception, line: int) -> Iterator[tuple[int, _Accident | None]]:
    """What may have happened, the likeliest first, by the numbers of the lines."""
    context: Any = getattr(problem, "context_mark", None)
    opened = source.position(context.index).line if context is not None else line
    if "scanning a quoted scalar" in str(getattr(problem, "context", "")):
        yield opened, _unclosed(source.line(opened))
    for number in (line, line - 1, opened):
        if number >= 1:
            yield number, _accident(source.line(number))
    for number in range(line, max(line - _LOOK_BACK, 0), -1):
        yield number, _unclosed(source.line(number))


def _unclosed(line: str) -> _Accident | None:
    """A quotation mark at the beginning of a value that has no other on its line."""
    match = _KEYED.match(line)
    value = match["value"].rstrip() if match else ""
    if not match or value[:1] not in ("'", '"') or _QUOTED.match(value):
        return None
    hint = f"close it at the end of the text: {_prefix(match)}{value}{value[0]}"
    return _Accident(match.start("value"), len(value), "a quotation mark is opened here and never closed", hint)


def _accident(line: str) -> _Accident | None:
    tab = re.match(r"^[ -]*\t", line)
    if tab:
        return _Accident(
            tab.end() - 1, 1, "a tab stands where YAML wants spaces", "indent with spaces; a tab cannot be used there"
        )
    match = _KEYED.match(line)
    told = _of_value(match) if match else None
    if match is None or told is None:
        return None
    return _Accident(match.start("value"), len(match["value"].rstrip()), *told)


def _of_value(match: re.Match[str]) -> tuple[str, str] | None:
    """Message and hint on the value of a line, or on the line where it has no key."""
    value, prefix = match["value"].rstrip(), _prefix(match)
    in_quotes = f"put it in quotes: {prefix}{quoted(value)}"
    first = value[0]
    if first in "\"'":
        return _goes_on(value, prefix)
    if first in "[{" and not _is_balanced(value):
        closing = "]" if first == "[" else "}"
        if closing not in value:
            what = "list" if first == "[" else "mapping"
            return f"a {what} is opened here and never closed", f"end it with `{closing}`; if it is text, {in_quotes}"
        return f"a value that begins with `{first}` is read as a YAML list or mapping", in_quotes
    if first in "@`%*&!":
        return f"a YAML value cannot begin with `{first}`", in_quotes
    glued = _GLUED.fullmatch(value) if not match["key"] else None
    if glued:
        return "there is no space behind the colon", f"write {glued['key']}: {glued['value']}"
    if first in "|>#" or (not match["key"] and re.fullmatch(r"[\w-]+:(\s+#.*)?", value)):
        return None
    if re.search(r":(\s|$)", value):
        return "a colon and a space inside a value end it for YAML", in_quotes
    return None


def _prefix(match: re.Match[str]) -> str:
    return f"{match['key']}: " if match["key"] else str(match["lead"].lstrip())


def _goes_on(value: str, prefix: str) -> tuple[str, str] | None:
    closed = _QUOTED.match(value)
    rest = value[closed.end() :] if closed else ""
    if not rest or re.match(r"\s+#", rest):
        return None
    inner = value[1:-1] if rest[0].isalnum() and rest.endswith(value[0]) else ""
    if inner:
        hint = f"put the whole in quotes of the other kind: {prefix}{quoted(inner)}"
        return "a quotation mark inside the text ends it", hint
    hint = f"put the whole in quotes of the other kind: {prefix}{quoted(value)}"
    return "the text goes on after its closing quotation mark", hint


def _is_balanced(value: str) -> bool:
    """Whether a flow list or mapping ends where its line ends."""
    pairs = {"[": "]", "{": "}"}
    rest = value.split(" #", 1)[0].rstrip()
    return rest.endswith(pairs[rest[0]]) and rest.count("[") == rest.count("]") and "](" not in rest


def quoted(value: str) -> str:
    """The value as a YAML scalar in quotes, as a person would write it."""
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"
