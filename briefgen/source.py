"""Source files and places in them.

A place is a `Span`: the path of a file and two offsets into its text, counted in Unicode characters. Every parsed
value carries one from the first parser on, so that a fault found much later can still point at the words.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a source file: `text[start:end]` of the file at `path` (POSIX, relative to the content folder)."""

    path: str
    start: int
    end: int


class Position(NamedTuple):
    """Line and column, both counted from 1; the column counts characters."""

    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """The text of one file, without a byte-order mark and with newlines as `\\n`."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Line and column of a character offset; an offset past the end is put at the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line_start(self, number: int) -> int:
        """The offset at which a line (counted from 1) begins."""
        return self._line_starts[number - 1]

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its newline."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] - 1 if number < len(self._line_starts) else len(self.text)
        return self.text[start:end]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        return Span(self.path, start, start if end is None else end)


def normalise_newlines(text: str) -> str:
    """Every newline style (`\\r\\n`, a lone `\\r`) as `\\n`."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
