"""YAML of any kind as nodes, built from the parser's events.

No scalar is interpreted (`no`, `12:30` and `2025-05-26` stay text) and nothing can run or explode: tags, anchors,
aliases, merge keys, further documents and deep nesting are refused while the events are read.
"""

import re
from typing import Any

import yaml

from briefgen.diagnostics import Checked, Diagnostic, Label, error
from briefgen.source import SourceFile, Span
from briefgen.yamlfaults import syntax_fault
from briefgen.yamlnodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def parse_events(source: SourceFile) -> Checked[Node | None]:
    """The one document of a file; `None` for an empty file, and where the syntax is broken."""
    builder = _Builder(source)
    try:
        node = builder.document()
    except yaml.YAMLError as problem:
        return Checked(None, (*builder.diagnostics, syntax_fault(source, problem)))
    except _Refused:
        node = None
    return Checked(node, tuple(builder.diagnostics))


class _Refused(Exception):  # noqa: N818 - a way out, not an error
    """Reading stops here: what follows in this file would mean nothing."""


class _Builder:
    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.next: Any = _Parser(source.text).get_event

    def span(self, event: Any) -> Span:
        return Span(self.source.path, event.start_mark.index, event.end_mark.index)

    def report(self, code: str, span: Span, message: str, hint: str) -> None:
        self.diagnostics.append(error(code, span, message, hint=hint))

    def document(self) -> Node | None:
        event: Any = self.next()
        while isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self.node(event, 1)
        self.next()  # the end of the document
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            self.report(
                "yaml-documents",
                self.span(event),
                "a second YAML document begins here",
                "keep one document per file: remove the line `---`, or move what follows into a file of its own",
            )
        return node

    def node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self.decoration(event)
            scalar = Scalar(event.value, self.span(event), event.style is None or event.style == "")
            if event.style == '"':
                self.forbidden(scalar)
            return scalar
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if depth > MAX_DEPTH:
            self.report(
                "yaml-too-deep",
                self.span(event),
                f"lists and mappings nest deeper than {MAX_DEPTH} levels here",
                "no record of a briefing needs more than a few: check the brackets and the indentation",
            )
            raise _Refused
        if event.anchor or event.tag:
            self.decoration(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        event: Any = self.next()
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
            event = self.next()
        return Sequence(tuple(items), Span(self.source.path, start.start_mark.index, self.span(event).end))

    def mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        event: Any = self.next()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(self.next(), depth + 1)
            if isinstance(key, Scalar) and self.usable_key(key, entries):
                entries[key.value] = (key, value)
            elif not isinstance(key, Scalar):
                self.report("wrong-type", key.span, "a key must be a word, not a list or a mapping", "write `key: …`")
            event = self.next()
        span = Span(self.source.path, start.start_mark.index, self.span(event).end)
        return Mapping(tuple(entries.values()), span)

    def usable_key(self, key: Scalar, entries: dict[str, tuple[Scalar, Node]]) -> bool:
        if key.plain and key.value == "<<":
            self.report(
                "yaml-merge-key", key.span, "merge keys (`<<`) are not part of the format", "write the keys out here"
            )
            return False
        first = entries.get(key.value)
        if first is None:
            return True
        self.diagnostics.append(
            error(
                "duplicate-key",
                key.span,
                f"the key `{key.value}` is given twice",
                label="second time",
                hint="keep one of the two",
                secondary=[Label(span=first[0].span, text="first time")],
            )
        )
        return False

    def alias(self, event: Any) -> Scalar:
        span = self.span(event)
        self.report(
            "yaml-alias",
            span,
            f"`*{event.anchor}` is read as a YAML alias, which the format does not have",
            "put a text that begins with `*` in quotes; write repeated values out",
        )
        return Scalar("", span, True)

    def decoration(self, event: Any) -> None:
        if event.anchor:
            self.report(
                "yaml-anchor",
                self.span(event),
                f"`&{event.anchor}` is read as a YAML anchor, which the format does not have",
                "put a text that begins with `&` in quotes; write repeated values out",
            )
        if event.tag:
            self.report(
                "yaml-tag",
                self.span(event),
                "a word that begins with `!` is read as a YAML tag, which the format does not have",
                "put a text that begins with `!` in quotes",
            )

    def forbidden(self, scalar: Scalar) -> None:
        found = _FORBIDDEN.search(scalar.value)
        if found:
            self.report(
                "control-character",
                scalar.span,
                f"an escape in this text makes the character U+{ord(found.group()):04X}, which would break the pages",
                "leave the character out",
            )
