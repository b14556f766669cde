"""The nodes of a YAML tree: texts, lists and mappings, each with its place."""

from typing import NamedTuple, TypeAlias

from briefgen.source import SourceFile, Span

MAX_DEPTH = 32
"""How deep mappings and lists may nest."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(NamedTuple):
    """Text as written, after YAML's own unquoting and folding; `plain` tells that it stood without quotes."""

    value: str
    span: Span
    plain: bool


class Sequence(NamedTuple):
    items: "tuple[Node, ...]"
    span: Span


class Mapping(NamedTuple):
    """Entries in file order. A key given twice is reported and its second value left out."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    """Nothing (`key:`), `~` and `null` mean that the value is absent."""
    return isinstance(node, Scalar) and node.plain and node.value in _NULLS


def scalar_place(source: SourceFile, scalar: Scalar, start: int, end: int) -> Span:
    """Where `scalar.value[start:end]` stands in the file; the whole scalar where quoting or folding hides it."""
    needle = scalar.value[start:end]
    if not needle:
        return scalar.span
    skip = scalar.value.count(needle, 0, start)
    at = scalar.span.start - 1
    for _ in range(skip + 1):
        at = source.text.find(needle, at + 1, scalar.span.end)
        if at < 0:
            return scalar.span
    return Span(source.path, at, at + len(needle))


def node_at(root: Node, span: Span) -> Node | None:
    """The outermost node of a tree with that very place."""
    node: Node | None = root
    while node is not None and node.span != span:
        values = [value for _, value in node.entries] if isinstance(node, Mapping) else getattr(node, "items", ())
        node = next((value for value in values if value.span.start <= span.start < value.span.end), None)
    return node
