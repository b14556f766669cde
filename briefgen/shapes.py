"""Shapes: what a value may look like, how it is read from a node, and its JSON Schema.

One table of fields per record (see `decode`) is the single source for reading, for the hints on misspelt keys and for
the schemas that editors complete from. A shape reports every fault it meets and returns `None` where it has no value.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from briefgen.diagnostics import Diagnostic, error
from briefgen.model import Ref
from briefgen.source import SourceFile, Span
from briefgen.spelling import nearest, suggestion
from briefgen.values import Fault, identifier
from briefgen.yamltree import Mapping, Node, Scalar, Sequence, is_null

T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]

ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
SCALAR_TYPES = ["string", "number", "boolean", "null"]


@dataclass(slots=True)
class Reading:
    """One file while it is read: its text, the key of the record at hand, and the faults so far."""

    source: SourceFile
    record: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    refused: frozenset[int] = field(init=False)
    """Where there are faults of YAML itself already: what else is wrong with the values there follows from them."""

    def __post_init__(self) -> None:
        self.refused = frozenset(fault.primary.span.start for fault in self.diagnostics)

    def fault(self, code: str, span: Span, message: str, hint: str = "", label: str = "") -> None:
        if span.start not in self.refused:
            self.diagnostics.append(error(code, span, message, hint=hint, label=label))


class Shape(Protocol[T_co]):
    def read(self, node: Node, reading: Reading, name: str) -> T_co | None: ...

    def schema(self) -> Schema: ...


class Field(NamedTuple):
    shape: Shape[Any]
    required: bool = False
    doc: str = ""


class Entry(NamedTuple):
    """One record of a register or a list, read: its id (if it stands under one), its place and its fields."""

    id: str
    span: Span
    fields: "Values"


class Values(NamedTuple):
    """The values of a record's fields and their places, both by key; absent keys are left out."""

    values: dict[str, Any]
    at: dict[str, Span]


def read_fields(node: Node, fields: MappingOf[str, Field], reading: Reading, *, what: str, owner: Span) -> Values:
    """Reads a mapping by its table of fields: every unknown, missing or ill-formed one is reported."""
    values: dict[str, Any] = {}
    at: dict[str, Span] = {}
    if not isinstance(node, Mapping):
        if not is_null(node):
            reading.fault("wrong-type", node.span, f"{what} is a mapping of keys to values", "write `key: value` lines")
            return Values(values, at)
        entries: tuple[tuple[Scalar, Node], ...] = ()
    else:
        entries = node.entries
    excused: set[str] = set()
    for key, value in entries:
        known = fields.get(key.value)
        if known is None:
            guess = nearest(key.value, fields)
            if guess:
                excused.add(guess)
            reading.fault(
                "unknown-key",
                key.span,
                f"`{key.value}` is not a key of {what}",
                suggestion(key.value, fields, what="its keys"),
                "unknown key",
            )
            continue
        if is_null(value):
            if value.span.start in reading.refused:
                excused.add(key.value)
            continue
        at[key.value] = value.span
        got = known.shape.read(value, reading, key.value)
        if got is None:
            excused.add(key.value)
        else:
            values[key.value] = got
    for name, known in fields.items():
        if known.required and name not in values and name not in excused:
            reading.fault("missing-key", owner, f"{what} needs `{name}`", f"add `{name}: …`", f"no `{name}`")
    return Values(values, at)


def record_schema(fields: MappingOf[str, Field]) -> Schema:
    """The JSON Schema (draft-07) of a record."""
    properties = {}
    for name, item in fields.items():
        shape = item.shape.schema()
        if not item.required and "type" in shape:
            types = [shape["type"]] if isinstance(shape["type"], str) else shape["type"]
            shape = {**shape, "type": list(dict.fromkeys((*types, "null")))}  # a key with nothing behind it is absent
        properties[name] = {**shape, **({"description": item.doc} if item.doc else {})}
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    required = [name for name, item in fields.items() if item.required]
    return {**schema, "required": required} if required else schema


def scalar_text(node: Node, reading: Reading, name: str, wanted: str = "a text") -> str | None:
    if isinstance(node, Scalar):
        return node.value
    kind = "a list" if isinstance(node, Sequence) else "a mapping"
    reading.fault(
        "wrong-type",
        Span(node.span.path, node.span.start, min(node.span.end, node.span.start + 1)),
        f"`{name}` must be {wanted}, but this is {kind}",
        "if it is meant as text, put it in quotes",
    )
    return None


@dataclass(frozen=True)
class Text:
    """One line of text; line breaks become blanks."""

    def read(self, node: Node, reading: Reading, name: str) -> str | None:
        text = scalar_text(node, reading, name)
        return " ".join(text.split()) or None if text is not None else None

    def schema(self) -> Schema:
        return {"type": SCALAR_TYPES}


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, reading: Reading, name: str) -> str | None:
        text = scalar_text(node, reading, name, "one word")
        if text is None or text in self.words:
            return text
        reading.fault(
            "unknown-value",
            node.span,
            f"`{text}` is not a value of `{name}`",
            suggestion(text, self.words, what="its values"),
        )
        return None

    def schema(self) -> Schema:
        words: list[Any] = [int(word) if word.isdigit() else word for word in self.words]
        return {"enum": [*words, None]}


@dataclass(frozen=True)
class Parsed(Generic[T_co]):
    """Text that a function turns into a value, or into the (code, message, hint) of a fault."""

    parse: Callable[[str], "T_co | Fault"]
    json: Schema = field(default_factory=lambda: {"type": SCALAR_TYPES})

    def read(self, node: Node, reading: Reading, name: str) -> T_co | None:
        text = scalar_text(node, reading, name)
        if text is None:
            return None
        value = self.parse(text)
        if isinstance(value, Fault):
            reading.fault(value.code, node.span, value.message.replace("{name}", name), value.hint)
            return None
        return value

    def schema(self) -> Schema:
        return self.json


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds."""

    least: int
    most: int

    def read(self, node: Node, reading: Reading, name: str) -> int | None:
        text = scalar_text(node, reading, name, "a whole number")
        if text is None:
            return None
        if re.fullmatch(r"-?\d{1,9}", text) and self.least <= int(text) <= self.most:
            return int(text)
        reading.fault(
            "invalid-number", node.span, f"`{name}` is a whole number from {self.least} to {self.most}", "write digits"
        )
        return None

    def schema(self) -> Schema:
        return {"type": ["integer", "null"], "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class YesNo:
    """`true` or `false`."""

    def read(self, node: Node, reading: Reading, name: str) -> bool | None:
        text = scalar_text(node, reading, name, "true or false")
        if text in ("true", "false"):
            return text == "true"
        if text is not None:
            reading.fault("unknown-value", node.span, f"`{name}` is true or false", "write `true` or `false`")
        return None

    def schema(self) -> Schema:
        return {"type": ["boolean", "null"]}


@dataclass(frozen=True)
class ListOf(Generic[T_co]):
    """A list; a single value will do."""

    item: Shape[T_co]

    def read(self, node: Node, reading: Reading, name: str) -> tuple[T_co, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        read: list[T_co] = []
        for item in items:
            if is_null(item):
                reading.fault("wrong-type", item.span, f"an item of `{name}` is empty", "fill it in or remove the line")
                continue
            value = self.item.read(item, reading, name)
            if value is not None:
                read.append(value)
        return tuple(read)

    def schema(self) -> Schema:
        one = self.item.schema()
        return {"anyOf": [one, {"type": "array", "items": one}, {"type": "null"}]}


@dataclass(frozen=True)
class Struct(Generic[T_co]):
    """A mapping of a few keys, made into a value by `make`."""

    fields: MappingOf[str, Field]
    what: str
    make: Callable[..., T_co]

    def read(self, node: Node, reading: Reading, name: str) -> T_co | None:
        before = len(reading.diagnostics)
        got = read_fields(node, self.fields, reading, what=self.what, owner=node.span)
        return self.make(**got.values) if len(reading.diagnostics) == before else None

    def schema(self) -> Schema:
        return record_schema(self.fields)


@dataclass(frozen=True)
class RecordList:
    """A list of records."""

    fields: MappingOf[str, Field]
    what: str

    def read(self, node: Node, reading: Reading, name: str) -> tuple[Entry, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        outer, entries = reading.record, []
        for number, item in enumerate(items, 1):
            own = _own_id(item)
            reading.record = f"{outer}-{own or number}"
            span = item.entries[0][0].span if isinstance(item, Mapping) and item.entries else item.span
            entries.append(Entry("", span, read_fields(item, self.fields, reading, what=self.what, owner=span)))
        reading.record = outer
        return tuple(entries)

    def schema(self) -> Schema:
        return {"type": ["array", "null"], "items": record_schema(self.fields)}


@dataclass(frozen=True)
class Register:
    """A mapping from id to record."""

    fields: MappingOf[str, Field]
    what: str

    def read(self, node: Node, reading: Reading, name: str) -> tuple[Entry, ...] | None:
        if not isinstance(node, Mapping):
            if not is_null(node):
                reading.fault(
                    "wrong-type", node.span, f"`{name}` maps ids to records", "write `id:` and the keys below"
                )
            return ()
        outer, entries = reading.record, []
        for key, value in node.entries:
            fault = identifier(key.value)
            if isinstance(fault, Fault):
                reading.fault(fault.code, key.span, fault.message, fault.hint)
            reading.record = f"{outer}-{key.value}" if outer else key.value
            got = read_fields(value, self.fields, reading, what=self.what, owner=key.span)
            entries.append(Entry(key.value, key.span, got))
        reading.record = outer
        return tuple(entries)

    def schema(self) -> Schema:
        return {
            "type": ["object", "null"],
            "propertyNames": {"pattern": ID_PATTERN, "maxLength": 100},
            "additionalProperties": record_schema(self.fields),
        }


def _own_id(node: Node) -> str:
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((v.value for k, v in entries if k.value == "id" and isinstance(v, Scalar)), "")


@dataclass(frozen=True)
class RefTo:
    """A reference by id to a record of one kind."""

    kind: str

    def read(self, node: Node, reading: Reading, name: str) -> Ref | None:
        text = scalar_text(node, reading, name, f"the id of {_a(self.kind)}")
        return None if text is None else Ref(self.kind, text, "", node.span)

    def schema(self) -> Schema:
        return {"type": ["string", "number"], "pattern": ID_PATTERN}


@dataclass(frozen=True)
class Citing:
    """ARTICLE or ARTICLE#ANNOTATION; with `local`, ANNOTATION of the same article or ARTICLE#ANNOTATION."""

    local: bool = False

    def read(self, node: Node, reading: Reading, name: str) -> Ref | None:
        text = scalar_text(node, reading, name, "ARTICLE#ANNOTATION")
        if text is None:
            return None
        if text.startswith(("@", "[@")):
            hint = f"write `{text.strip('[@]')}`: the sign is for citations in Markdown"
            reading.fault("reference-form", node.span, f"`{text}` is not the form of a reference here", hint)
            return None
        article, hash_sign, annotation = text.partition("#")
        if self.local and not hash_sign:
            return Ref("annotation", "", article, node.span)
        if not article or (hash_sign and not annotation):
            reading.fault("reference-form", node.span, f"`{text}` names no passage", "write ARTICLE#ANNOTATION")
            return None
        return Ref("annotation" if hash_sign else "article", article, annotation, node.span)

    def schema(self) -> Schema:
        return {"type": "string"}


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
