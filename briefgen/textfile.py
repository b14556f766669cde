"""From the bytes of a source file to its text: UTF-8, newlines, sizes and characters that no page can hold."""

import re
from collections.abc import Iterator

from briefgen.diagnostics import Checked, Diagnostic, error, warning
from briefgen.source import SourceFile, Span, normalise_newlines

MAX_YAML = 1 << 20
"""Bytes of a YAML or Markdown file."""
MAX_RAW_TEXT = 8 << 20
"""Bytes of a raw text."""

_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff"
_CONTROL = re.compile(f"[{_CONTROLS}\x0c]")
_CONTROL_IN_RAW_TEXT = re.compile(f"[{_CONTROLS}]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def decode_text(path: str, data: bytes, *, raw: bool = False) -> Checked[SourceFile | None]:
    """The text of a file, or `None` if it cannot be read at all.

    `raw` is for raw texts: larger, form feeds allowed, and bidirectional controls only warned of.
    """
    limit = MAX_RAW_TEXT if raw else MAX_YAML
    if len(data) > limit:
        hint = "split the article" if raw else "split it: topics, actors and events may stand in several files each"
        message = f"the file is larger than {limit >> 20} MiB"
        return Checked(None, (error("file-too-large", Span(path, 0, 0), message, hint=hint),))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return Checked(None, (_not_utf8(path, data, problem.start),))
    source = SourceFile(path=path, text=normalise_newlines(text))
    return Checked(source, tuple(_characters(source, raw)))


def _characters(source: SourceFile, raw: bool) -> Iterator[Diagnostic]:
    control = (_CONTROL_IN_RAW_TEXT if raw else _CONTROL).search(source.text)
    if control:
        message = f"the control character U+{ord(control.group()):04X} stands here"
        yield error("control-character", _at(source, control), message, hint="delete it")
    bidi = None if source.text.isascii() else _BIDI.search(source.text)
    if bidi:
        message = f"the invisible character U+{ord(bidi.group()):04X} changes the direction of the text that follows"
        if raw:
            hint = "kept as it is; check that the text reads right"
            yield warning("bidi-in-raw-text", _at(source, bidi), message, hint=hint)
        else:
            yield error("bidi-control", _at(source, bidi), message, hint="delete it; direction is set by the page")


def _at(source: SourceFile, match: re.Match[str]) -> Span:
    return Span(source.path, match.start(), match.end())


def _not_utf8(path: str, data: bytes, offset: int) -> Diagnostic:
    """Points at the byte, as a character of what a reader sees who puts one in the place of each wrong byte."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return error("not-utf8", Span(path, 0, 0), "the file is UTF-16, not UTF-8", hint="save it as UTF-8")
    before = normalise_newlines(data[:offset].decode("utf-8"))
    line = before.count("\n") + 1
    message = f"the file is not UTF-8: byte 0x{data[offset]:02X} at offset {offset}, line {line}"
    return error("not-utf8", Span(path, len(before), len(before) + 1), message, hint="save it as UTF-8")
