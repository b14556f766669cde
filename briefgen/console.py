"""Faults and closing words on the terminal, and the same faults for programs: JSON and GitHub's workflow commands.

Everything here returns text; `cli` alone prints it and decides about colour. Whatever comes out of a briefing may hold
characters that steer a terminal or turn the direction of a line: they are shown as escapes, in excerpts too.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate
from posixpath import normpath
from typing import NamedTuple

from briefgen.diagnostics import Diagnostic, Label, Severity
from briefgen.source import Position, SourceFile, Span, normalise_newlines

WIDTH = 100
"""Columns of an excerpt from a source file; a longer line is cut around what is marked."""

_TAB = "    "
_MAX_MARKED_LINES = 4
_MAX_WORDS = 1000
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?")
_JOINERS = "\u200c\u200d"


class Style(StrEnum):
    """What a stretch of text is, as an SGR sequence of ANSI terminals."""

    ERROR = "\x1b[1;31m"
    WARNING = "\x1b[1;33m"
    GOOD = "\x1b[1;32m"
    STRONG = "\x1b[1m"
    FAINT = "\x1b[34m"
    HINT = "\x1b[36m"


def styled(text: str, style: Style, *, colour: bool) -> str:
    """The text in a style; as it is without `colour`."""
    return f"{style.value}{text}\x1b[0m" if colour and text else text


def escaped(text: str) -> str:
    """Text on one line, with every control, bidirectional and invisible character as an escape such as `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _words(text: str) -> str:
    """Words of a fault for a person: escaped, and of a pasted page only the beginning."""
    return escaped(text if len(text) <= _MAX_WORDS else text[:_MAX_WORDS] + "…")


def source_files(files: Mapping[str, bytes], diagnostics: Iterable[Diagnostic]) -> dict[str, SourceFile]:
    """The files that faults point into, for showing them: what is not UTF-8 is replaced."""
    paths = {label.span.path: None for fault in diagnostics for label in (fault.primary, *fault.secondary)}
    return {path: SourceFile(path=path, text=_readable(files[path])) for path in paths if path in files}


def _readable(data: bytes) -> str:
    return normalise_newlines(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; empty if there are none."""
    severities = [fault.severity for fault in diagnostics]
    return counted(*(severities.count(severity) for severity in (Severity.ERROR, Severity.WARNING)))


def counted(errors: int, warnings: int) -> str:
    counts = ((errors, "error"), (warnings, "warning"))
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts if number)


# Frames for people


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, SourceFile],
    *,
    folder: str,
    colour: bool = False,
    width: int = WIDTH,
) -> str:
    """Each fault as a frame: its place, the line with carets under the words, further places, the hint.

    `folder` is the content folder as the user would name it. Frames are parted by blank lines; the text ends with a
    newline unless it is empty.
    """
    frame = _Frame(sources, folder, colour, width)
    return "\n".join("".join(f"{line}\n" for line in frame.lines(fault)) for fault in diagnostics)


class _Frame(NamedTuple):
    sources: Mapping[str, SourceFile]
    folder: str
    colour: bool
    width: int

    def lines(self, fault: Diagnostic) -> Iterator[str]:
        marks, places = _marks_and_places(fault)
        gutter = max(len(str(number)) for label in places for number in self._numbers(label, marks))
        severity = Style.ERROR if fault.severity is Severity.ERROR else Style.WARNING
        head = styled(f"{fault.severity.value}[{fault.code}]", severity, colour=self.colour)
        yield f"{head}{styled(f': {_words(fault.message)}', Style.STRONG, colour=self.colour)}"
        yield f"{' ' * gutter}{self._faint('-->')} {self.place(fault.primary.span)}"
        if not _is_whole_file(fault.primary.span):
            yield from self._excerpts(fault.primary, marks, gutter, severity, fault.primary.text)
        elif fault.primary.text:
            yield f"{' ' * gutter} {self._faint('=')} {_words(fault.primary.text)}"
        for label in places[1:]:
            words = f"  {_words(label.text)}" if label.text else ""
            yield f"{' ' * gutter}{self._faint(':::')} {self.place(label.span)}{words}"
            if not _is_whole_file(label.span):
                yield from self._excerpts(label, marks, gutter, Style.FAINT, "")
        if fault.hint:
            yield f"{' ' * gutter} {self._faint('=')} {self._hint('hint:')} {_words(fault.hint)}"

    def place(self, span: Span) -> str:
        line, column = _position(self.sources, span.path, span.start)
        return f"{escaped(_display_path(self.folder, span.path))}:{line}:{column}"

    def _excerpts(self, label: Label, marks: Sequence[Span], gutter: int, style: Style, words: str) -> Iterator[str]:
        """The lines of a place with their underlines; the words stand behind the last one."""
        source = self.sources.get(label.span.path)
        if source is None:
            return
        own = [mark for mark in marks if _contains(label.span, mark)]
        numbers = self._numbers(label, marks)
        for number in numbers:
            base = "~" if own else "-" if style is Style.FAINT else "^"
            excerpt = _excerpt(source, number, label.span, own, self.width, base)
            yield f"{self._faint(f'{number:>{gutter}} |')} {excerpt.text}".rstrip()
            if excerpt.underline:
                tail = f" {_words(words)}" if words and number == numbers[-1] else ""
                yield f"{self._faint(f'{chr(32) * gutter} |')} {self._underline(excerpt.underline, tail, style)}"

    def _underline(self, underline: str, tail: str, style: Style) -> str:
        indent = len(underline) - len(underline.lstrip())
        return underline[:indent] + styled(underline[indent:] + tail, style, colour=self.colour)

    def _numbers(self, label: Label, marks: Sequence[Span]) -> list[int]:
        """The numbers of the lines to show: the first, and those on which words are marked."""
        source = self.sources.get(label.span.path)
        if source is None or _is_whole_file(label.span):
            return [1]
        starts = [label.span.start, *(mark.start for mark in marks if _contains(label.span, mark))]
        lines = sorted({source.position(start).line for start in starts})[:_MAX_MARKED_LINES]
        if len(lines) == 1 and _BLOCK.fullmatch(source.line(lines[0])[source.position(starts[0]).column - 1 :]):
            lines.append(lines[0] + 1)
        return lines if source.position(label.span.end).line >= lines[-1] else lines[:1]

    def _faint(self, text: str) -> str:
        return styled(text, Style.FAINT, colour=self.colour)

    def _hint(self, text: str) -> str:
        return styled(text, Style.HINT, colour=self.colour)


def _marks_and_places(fault: Diagnostic) -> tuple[tuple[Span, ...], tuple[Label, ...]]:
    """The labels of a fault apart: one without words that lies within another marks the words there that matter."""
    places = [fault.primary]
    marks = []
    named = [fault.primary, *(label for label in fault.secondary if label.text)]
    for label in fault.secondary:
        if not label.text and any(_contains(other.span, label.span) for other in named):
            marks.append(label.span)
        else:
            places.append(label)
    return tuple(marks), tuple(places)


def _contains(outer: Span, inner: Span) -> bool:
    return outer.path == inner.path and outer.start <= inner.start and inner.end <= outer.end


def _is_whole_file(span: Span) -> bool:
    return span.start == span.end == 0


def _position(sources: Mapping[str, SourceFile], path: str, offset: int) -> Position:
    source = sources.get(path)
    return source.position(offset) if source else Position(1, 1)


def _display_path(folder: str, path: str) -> str:
    return normpath(f"{folder}/{path}") if folder else path


class _Excerpt(NamedTuple):
    text: str
    underline: str


def _excerpt(source: SourceFile, number: int, span: Span, marks: Sequence[Span], width: int, base: str) -> _Excerpt:
    """A line of a source file, cut to `width` columns around the place, and the row of marks below it.

    The place is underlined with `base`, the marked words in it with carets.
    """
    line = source.line(number)
    begin = source.line_start(number)
    ranges = [_within(line, begin, mark) for mark in marks if source.position(mark.start).line == number]
    whole = _within(line, begin, span)
    window = _window(line, min([whole, *ranges], key=lambda r: r[1] - r[0]), width)
    row = [" "] * (window.columns[-1] + 1)
    for stroke, (start, end) in [(base, whole), *(("^", one) for one in ranges)]:
        first, last = window.column(start), window.column(end)
        for column in range(first, max(last, first + 1)):
            row[column] = stroke
    return _Excerpt(window.text, "".join(row).rstrip())


def _within(line: str, begin: int, span: Span) -> tuple[int, int]:
    """A place as offsets into a line that begins at `begin`; of several lines' the part on this one, without blanks."""
    start, end = max(span.start - begin, 0), span.end - begin
    if span.start < begin:
        start = len(line) - len(line.lstrip())
    if end > len(line):
        end = max(len(line.rstrip()), start)
    return min(start, len(line)), min(end, len(line))


class _Window(NamedTuple):
    """The part of a line that is shown: the offset of its first character, and the column of each one from there on."""

    text: str
    first: int
    columns: tuple[int, ...]

    def column(self, offset: int) -> int:
        return self.columns[max(0, min(offset - self.first, len(self.columns) - 1))]


def _window(line: str, focus: tuple[int, int], width: int) -> _Window:
    near = max(0, focus[0] - width)
    cells = [_cell(char) for char in line[near : focus[0] + 2 * width]]
    widths = [cell[1] for cell in cells]
    start, stop = 0, len(cells)
    if near or near + stop < len(line) or sum(widths) > width:
        at = focus[0] - near
        marked = min(sum(widths[at : focus[1] - near]), width)
        start = _back(widths, at, max(width // 3, width - marked - sum(widths[focus[1] - near :])))
        room = width
        stop = start
        while stop < len(cells) and room >= widths[stop]:
            room -= widths[stop]
            stop += 1
    cut_left, cut_right = near + start > 0, near + stop < len(line)
    text = "".join(cell[0] for cell in cells[start:stop])
    columns = tuple(accumulate(widths[start:stop], initial=int(cut_left)))
    return _Window(f"{'…' * cut_left}{text}{'…' * cut_right}", near + start, columns)


def _back(widths: Sequence[int], at: int, columns: int) -> int:
    """The index that lies at most so many columns before another, not in front of a combining character."""
    start = at
    while start > 0 and columns >= widths[start - 1]:
        start -= 1
        columns -= widths[start]
    while start < at and widths[start] == 0:
        start += 1
    return start


def _cell(char: str) -> tuple[str, int]:
    """A character as it is shown, and the columns that it takes in a terminal."""
    if " " <= char <= "~":
        return char, 1
    if char == "\t":
        return _TAB, len(_TAB)
    shown = _shown(char)
    if shown != char:
        return shown, len(shown)
    if unicodedata.category(char) in ("Mn", "Me") or char in _JOINERS:
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or char in _JOINERS:
        return char
    if char in "\n\t":
        return "\\n" if char == "\n" else "\\t"
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


# For programs


def render_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], *, folder: str) -> str:
    """All faults as one JSON document: a list of objects.

    Lines and columns are counted from 1, columns in characters; `endColumn` is that of the first character behind the
    place. A fault of a whole file has line and column 1.
    """
    faults = [
        {
            "code": fault.code,
            "severity": fault.severity.value,
            "message": escaped(fault.message),
            **_json_place(fault.primary, sources, folder),
            "hint": escaped(fault.hint),
            "secondary": [_json_place(label, sources, folder) for label in fault.secondary],
        }
        for fault in diagnostics
    ]
    return json.dumps(faults, indent=2) + "\n"


def _json_place(label: Label, sources: Mapping[str, SourceFile], folder: str) -> dict[str, str | int]:
    start = _position(sources, label.span.path, label.span.start)
    end = _position(sources, label.span.path, label.span.end)
    return {
        "file": _display_path(folder, label.span.path),
        "line": start.line,
        "column": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "label": escaped(label.text),
    }


def render_gitlab(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], *, folder: str) -> str:
    """All faults as a code quality report, which GitLab shows beside the changed lines.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    report = []
    for fault in diagnostics:
        span = fault.primary.span
        path, line = _display_path(folder, span.path), _position(sources, span.path, span.start).line
        hint = f" ({escaped(fault.hint)})" if fault.hint else ""
        facts = [fault.code, path, str(line), fault.message]
        report.append(
            {
                "description": escaped(fault.message) + hint,
                "check_name": fault.code,
                "fingerprint": hashlib.sha256("\0".join(facts).encode()).hexdigest(),
                "severity": "major" if fault.severity is Severity.ERROR else "minor",
                "location": {"path": path, "lines": {"begin": line}},
            }
        )
    return json.dumps(report, indent=2) + "\n"


def render_github(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], *, folder: str) -> str:
    """All faults as workflow commands, which GitHub shows beside the changed lines.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(f"{_github(fault, sources, folder)}\n" for fault in diagnostics)


def _github(fault: Diagnostic, sources: Mapping[str, SourceFile], folder: str) -> str:
    span = fault.primary.span
    start, end = _position(sources, span.path, span.start), _position(sources, span.path, span.end)
    properties: dict[str, str | int] = {
        "file": _display_path(folder, span.path),
        "line": start.line,
        "col": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "title": fault.code,
    }
    listed = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items())
    hint = f"\nhint: {escaped(fault.hint)}" if fault.hint else ""
    return f"::{fault.severity.value} {listed}::{_github_data(escaped(fault.message) + hint)}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(escaped(text)).replace(":", "%3A").replace(",", "%2C")
