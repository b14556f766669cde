"""Where an id is written in a file of the content: as the key of its record, in fields, in Markdown, in `redirects`.

The tables of fields that files are read by tell where references stand, so a new field is found without a word here.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefgen.fields import ACTOR, ARTICLE, BRIEFING, EVENT, TOPIC, Fields
from briefgen.markup import parse_markup, references
from briefgen.problems import Problem
from briefgen.shapes import Citing, ListOf, RecordList, RefTo, Register, Struct
from briefgen.source import SourceFile, Span
from briefgen.targets import Renamings
from briefgen.textshapes import MarkdownText
from briefgen.yamltree import Mapping, Node, Scalar, Sequence, is_null, scalar_place

REGISTERS: dict[str, tuple[str, Fields]] = {
    "topics": ("topic", TOPIC),
    "actors": ("actor", ACTOR),
    "events": ("event", EVENT),
}
RECORDS: dict[str, Fields] = {"briefing": BRIEFING, "article": ARTICLE}


class Target(NamedTuple):
    """The record whose id is sought."""

    kind: str
    id: str


def in_register(register: str, source: SourceFile, root: Node, target: Target) -> Iterator[Span]:
    """Places in a file of `topics`, `actors` or `events`: those of the id alone, without sign or quotation marks."""
    kind, fields = REGISTERS[register]
    for key, value in root.entries if isinstance(root, Mapping) else ():
        if (kind, key.value) == target:
            yield _exactly(source, key, 0, target.id)
        yield from _in_fields(source, value, fields, target)


def in_record(record: str, source: SourceFile, root: Node, target: Target) -> Iterator[Span]:
    """Places in `briefing.yaml` or in the file of an article."""
    yield from _in_fields(source, root, RECORDS[record], target)


def in_markdown(path: str, text: str, target: Target) -> Iterator[Span]:
    """Places in a Markdown text that stands in its file as it is, as offsets into the text."""
    return (Span(path, start, end) for start, end in _in_text(path, text, target))


def _in_fields(source: SourceFile, node: Node, fields: Fields, target: Target) -> Iterator[Span]:
    for key, value in node.entries if isinstance(node, Mapping) else ():
        field = fields.get(key.value)
        if field is not None and not is_null(value):
            yield from _in_shape(source, value, field.shape, target)


def _in_shape(source: SourceFile, node: Node, shape: Any, target: Target) -> Iterator[Span]:
    match shape:
        case ListOf():
            for item in node.items if isinstance(node, Sequence) else (node,):
                yield from _in_shape(source, item, shape.item, target)
        case RecordList():
            for item in node.items if isinstance(node, Sequence) else (node,):
                yield from _in_fields(source, item, shape.fields, target)
        case Register():
            for _, value in node.entries if isinstance(node, Mapping) else ():
                yield from _in_fields(source, value, shape.fields, target)
        case Struct():
            yield from _in_fields(source, node, shape.fields, target)
        case Renamings():
            for _, value in node.entries if isinstance(node, Mapping) else ():
                if isinstance(value, Scalar) and value.value == f"{target.kind}:{target.id}":
                    yield _exactly(source, value, len(target.kind) + 1, target.id)
        case _ if isinstance(node, Scalar):
            yield from _in_scalar(source, node, shape, target)


def _in_scalar(source: SourceFile, node: Scalar, shape: Any, target: Target) -> Iterator[Span]:
    match shape:
        case RefTo(kind=target.kind) if node.value == target.id:
            yield _exactly(source, node, 0, target.id)
        case Citing() if target.kind == "article":
            article, hash_sign, _ = node.value.partition("#")
            if article == target.id and (hash_sign or not shape.local):
                yield _exactly(source, node, 0, target.id)
        case MarkdownText():
            for start, end in _in_text(source.path, node.value, target):
                # With the sign before it, so that another word that is spelt alike is not taken for it.
                lead = len(target.kind) + 1 if node.value[start - 1] == ":" else 1
                yield _exactly(source, node, start - lead, node.value[start - lead : end], skip=lead)


def _in_text(path: str, text: str, target: Target) -> Iterator[tuple[int, int]]:
    """Where the id stands in Markdown: behind `@` in a citation, behind `KIND:` in a link or the definition of one."""
    if target.id not in text:
        return
    markup, _ = parse_markup(text, key="sought")
    defined = {match.span(1) for match in re.finditer(_DEFINITION.format(*map(re.escape, target)), text, re.MULTILINE)}
    found: set[tuple[int, int]] = set()
    written = f"{target.kind}:{target.id}"
    for reference in references(markup):
        kind = "article" if reference.kind == "annotation" else reference.kind
        if (kind, reference.target) != target:
            continue
        start = reference.start
        # What is only defined elsewhere (`[words][1]`) is said to stand where its address stands first.
        found |= defined
        if text.startswith(f"@{target.id}", start):
            found.add((start + 1, start + 1 + len(target.id)))
        elif text.startswith(written, start) and text[:start].rstrip(" \t\n<").endswith("("):
            found.add((start + len(target.kind) + 1, start + len(written)))
        elif not defined:
            raise _hidden(path, text[reference.start : reference.end], target)
    yield from sorted(found)


_DEFINITION = r"^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?{}:({})(?![a-z0-9-])"


def _exactly(source: SourceFile, node: Scalar, start: int, words: str, *, skip: int = 0) -> Span:
    """The place of words of a scalar in the file, without the first few of them."""
    place = scalar_place(source, node, start, start + len(words))
    if source.text[place.start : place.end] != words:
        line = source.position(node.span.start).line
        raise Problem(
            f"{source.path}:{line}: `{words}` is written in a way that cannot be changed in place",
            "write it without escapes, on one line",
        )
    return Span(place.path, place.start + skip, place.end)


def _hidden(path: str, words: str, target: Target) -> Problem:
    message = (
        f"{path}: the link `{words}` to {target.kind}:{target.id} is written in a way that cannot be changed in place"
    )
    return Problem(message, f"write it as [words]({target.kind}:{target.id})")
