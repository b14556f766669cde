"""From the bytes of a source file to its text: UTF-8, newlines, sizes and characters that no page can hold."""

import re

from briefgen.diagnostics import Checked, Diagnostic, Label, Severity
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
        size = f"{limit >> 20} MiB"
        return Checked(None, (_fault("file-too-large", Span(path, 0, 0), f"the file is larger than {size}", hint),))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return Checked(None, (_not_utf8(path, data, problem.start),))
    source = SourceFile(path=path, text=normalise_newlines(text))
    return Checked(source, tuple(_characters(source, raw)))


def _characters(source: SourceFile, raw: bool) -> list[Diagnostic]:
    faults = []
    control = (_CONTROL_IN_RAW_TEXT if raw else _CONTROL).search(source.text)
    if control:
        name = f"U+{ord(control.group()):04X}"
        faults.append(
            _fault("control-character", _at(source, control), f"the control character {name} stands here", "delete it")
        )
    if not source.text.isascii():
        bidi = _BIDI.search(source.text)
        if bidi:
            name = f"U+{ord(bidi.group()):04X}"
            message = f"the invisible character {name} changes the direction of the text that follows"
            if raw:
                severity, code, hint = (
                    Severity.WARNING,
                    "bidi-in-raw-text",
                    "kept as it is; check that the text reads right",
                )
            else:
                severity, code, hint = Severity.ERROR, "bidi-control", "delete it; direction is set by the page"
            faults.append(_fault(code, _at(source, bidi), message, hint, severity))
    return faults


def _at(source: SourceFile, match: re.Match[str]) -> Span:
    return Span(source.path, match.start(), match.end())


def _not_utf8(path: str, data: bytes, offset: int) -> Diagnostic:
    """Points at the byte, as a character of what a reader sees who puts one in the place of each wrong byte."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _fault("not-utf8", Span(path, 0, 0), "the file is UTF-16, not UTF-8", "save it as UTF-8")
    before = normalise_newlines(data[:offset].decode("utf-8"))
    line = before.count("\n") + 1
    message = f"the file is not UTF-8: byte 0x{data[offset]:02X} at offset {offset}, line {line}"
    return _fault("not-utf8", Span(path, len(before), len(before) + 1), message, "save it as UTF-8")


def _fault(code: str, span: Span, message: str, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message=message, primary=Label(span=span), hint=hint)
