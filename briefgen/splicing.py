"""Changing a file that a person wrote: a few places of its text, and not a byte besides.

Places are offsets into the text as it is read (`decode_text`: no byte-order mark, newlines as `\\n`); the bytes keep
the mark and the newlines that they have, and new lines end like the first one of the file.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from briefgen.problems import Problem
from briefgen.source import SourceFile
from briefgen.yamltree import Mapping, Node, Scalar, Sequence, is_null

Bare = str | None | tuple["Bare", ...] | dict[str, "Bare"]
"""What a YAML tree says, without places: text, nothing, lists and mappings."""


class Edit(NamedTuple):
    """`text` instead of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with the edits, which do not overlap."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data[len(mark) :].decode("utf-8")
    pairs = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    newline = re.search("\r\n|\r|\n", text)
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        start, end = (place + bisect_left(pairs, place) for place in (edit.start, edit.end))
        pieces += (text[at:start], edit.text.replace("\n", newline[0] if newline else "\n"))
        at = end
    return mark + "".join((*pieces, text[at:])).encode()


def bare(node: Node) -> Bare:
    """What a tree says. Line ends at the end of a text say nothing: the last line of a file may lack its own."""
    if is_null(node):
        return None
    if isinstance(node, Scalar):
        return node.value.rstrip("\n")
    if isinstance(node, Sequence):
        return tuple(map(bare, node.items))
    return {key.value: bare(value) for key, value in node.entries}


def add_items(source: SourceFile, root: Node | None, key: str, items: Iterable[tuple[str, ...]]) -> Edit:
    """Adds records to the list under a key of the file's mapping; an item is its lines. Raises `Problem` where the
    file is written so that nothing can be added."""
    entry = _entry(source, root, key)
    node = entry[1] if entry else None
    indent, is_parted = "  ", False
    if isinstance(node, Sequence) and not _is_flow(source, node):
        indent = " " * (source.position(node.span.start).column - 1)
        is_parted = len(node.items) > 1 and _has_blank_line_before(source, node.items[-1])
    elif node is not None and not _is_nothing(node):
        raise _cannot(source, f"`{key}` is no list with a line for each item", f"write the items below `{key}:`")
    lines: list[str] = []
    for item in items:
        lines += ["" for _ in range(1) if is_parted or (lines and not entry)]
        lines += [f"{indent}{'- ' if not number else '  '}{line}" for number, line in enumerate(item)]
    return _below(source, entry, key, lines)


def add_entry(source: SourceFile, root: Node | None, key: str, line: str) -> Edit:
    """Adds a line `key: value` to the mapping under a key of the file's mapping; raises `Problem` as `add_items`."""
    entry = _entry(source, root, key)
    node = entry[1] if entry else None
    if isinstance(node, Mapping) and _is_flow(source, node):
        close = node.span.end - 1
        return Edit(close, close, f", {line}" if node.entries else line)
    indent = "  "
    if isinstance(node, Mapping) and node.entries:
        indent = " " * (source.position(node.entries[0][0].span.start).column - 1)
    elif node is not None and not _is_nothing(node):
        raise _cannot(source, f"`{key}` is no mapping", f"write `{line}` below `{key}:`")
    return _below(source, entry, key, [indent + line])


def entry_removed(source: SourceFile, key: Scalar, value: Node) -> Edit:
    """Takes out an entry that has its lines for itself; raises `Problem` where it shares them."""
    start = source.line_start(source.position(key.span.start).line)
    end = _end_of_line(source, _last(source, value) or key.span.end)
    if source.text[start : key.span.start].strip():
        raise _cannot(source, f"`{key.value}` shares its line with others", "take it out of the file yourself")
    return Edit(start, min(end + 1, len(source.text)), "")


def _entry(source: SourceFile, root: Node | None, key: str) -> tuple[Scalar, Node] | None:
    if not isinstance(root, Mapping) or _is_flow(source, root):
        raise _cannot(source, "the file is no mapping with a line for each key", "write it as `key: value` lines")
    return next(((name, value) for name, value in root.entries if name.value == key), None)


def _cannot(source: SourceFile, message: str, hint: str) -> Problem:
    return Problem(f"nothing can be added to {source.path}: {message}", hint)


def _is_flow(source: SourceFile, node: Node) -> bool:
    return source.text[node.span.start : node.span.start + 1] in ("[", "{") and not isinstance(node, Scalar)


def _is_nothing(node: Node) -> bool:
    """A key with nothing behind it; `null` and `~` would have to be taken out first."""
    return isinstance(node, Scalar) and is_null(node) and not node.value


def _below(source: SourceFile, entry: tuple[Scalar, Node] | None, key: str, lines: list[str]) -> Edit:
    """The lines below what stands under the key; with the key, at the end of the file, where it is not there."""
    text = source.text
    if entry is None:
        end = len(text)
        lines = [f"{key}:", *lines]
        if text.strip() and not text.endswith("\n\n"):
            lines.insert(0, "")
    else:
        end = _end_of_line(source, _last(source, entry[1]) or entry[0].span.end)
    at = min(end + 1, len(text))
    is_open = bool(text[:at]) and text[at - 1] != "\n"
    return Edit(at, at, ("\n" if is_open else "") + "".join(f"{line}\n" for line in lines))


def _end_of_line(source: SourceFile, at: int) -> int:
    found = source.text.find("\n", at)
    return len(source.text) if found < 0 else found


def _last(source: SourceFile, node: Node) -> int:
    """Where what is written of a node ends: a block's own place goes on to whatever comes next. 0 for nothing."""
    if isinstance(node, Scalar):
        return (
            _end_of_block(source, node)
            if not node.plain and source.text[node.span.start] in "|>"
            else (node.span.end if node.value else 0)
        )
    if _is_flow(source, node):
        return node.span.end
    parts = node.items if isinstance(node, Sequence) else [part for entry in node.entries for part in entry]
    return max((_last(source, part) for part in parts), default=0)


def _end_of_block(source: SourceFile, node: Scalar) -> int:
    """Blank lines behind a block belong to it only if it keeps them (`|+`)."""
    text = source.text[node.span.start : node.span.end]
    kept = text if "+" in text.partition("\n")[0] else text.rstrip()
    return node.span.start + len(kept.rstrip("\n") if kept is not text else text.removesuffix("\n"))


def _has_blank_line_before(source: SourceFile, node: Node) -> bool:
    line = source.position(node.span.start).line
    return line > 1 and not source.line(line - 1).strip()
