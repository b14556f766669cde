"""The shapes of long text: Markdown fields and quote selectors."""

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from briefgen.diagnostics import Severity, error, warning
from briefgen.markup import Markup, parse_markup, references
from briefgen.model import Markdown, Quote, Ref
from briefgen.shapes import SCALAR_TYPES, Field, Reading, Schema, read_fields, record_schema, scalar_text
from briefgen.source import Span
from briefgen.yamltree import Node, Scalar, scalar_place


@dataclass(frozen=True)
class MarkdownText:
    """A Markdown field; the headings in it begin at `top_level`."""

    top_level: int = 3
    inline: bool = False

    def read(self, node: Node, reading: Reading, name: str) -> Markdown | None:
        if scalar_text(node, reading, name) is None or not isinstance(node, Scalar) or not node.value.strip():
            return None
        scalar = node
        markup, faults = parse_markup(
            scalar.value, key=f"{reading.record}-{name}", top_level=self.top_level, inline=self.inline
        )
        for fault in faults:
            span = scalar_place(reading.source, scalar, fault.start, fault.end)
            make = error if fault.severity == Severity.ERROR else warning
            reading.diagnostics.append(make(fault.code, span, fault.message, hint=fault.hint))
        return Markdown(markup, markup_refs(markup, lambda a, b: scalar_place(reading.source, scalar, a, b)))

    def schema(self) -> Schema:
        return {"type": SCALAR_TYPES}


def markup_refs(markup: Markup, place: Callable[[int, int], Span]) -> tuple[Ref, ...]:
    """The references of a piece of markup, in order, with their places in the file."""
    return tuple(Ref(r.kind, r.target, r.annotation, place(r.start, r.end)) for r in references(markup))


@dataclass(frozen=True)
class QuoteSelector:
    """The words of a passage, or a W3C text-quote selector."""

    parts: MappingOf[str, Field]

    def read(self, node: Node, reading: Reading, name: str) -> Quote | None:
        if isinstance(node, Scalar):
            return Quote(node.value)
        before = len(reading.diagnostics)
        got = read_fields(node, self.parts, reading, what="a quote selector", owner=node.span)
        return Quote(**got.values) if len(reading.diagnostics) == before else None

    def schema(self) -> Schema:
        return {"anyOf": [{"type": SCALAR_TYPES}, record_schema(self.parts)]}
