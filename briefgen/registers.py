"""From YAML files to records: the briefing itself and the registers of topics, actors and events."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from briefgen.diagnostics import Checked, Diagnostic, Label, error, has_errors
from briefgen.fields import ACTOR, BRIEFING, EVENT, TOPIC, Fields
from briefgen.model import Actor, Briefing, Event, Judgment, Record, Side, Topic
from briefgen.shapes import Entry, Reading, Register, read_fields
from briefgen.source import SourceFile, Span
from briefgen.targets import decode_targets
from briefgen.values import Fault, identifier
from briefgen.yamltree import is_null, parse_yaml

R = TypeVar("R", bound=Record)


def decode_briefing(source: SourceFile) -> Checked[Briefing]:
    """`briefing.yaml`. What cannot be read is left out of the value, which is always usable."""
    tree = parse_yaml(source)
    start = Span(source.path, 0, 0)
    if tree.value is None:
        faults = tree.diagnostics
        if not faults:
            faults = (error("missing-key", start, "the briefing needs `title`", hint="add `title: …`"),)
        return Checked(Briefing(id="briefing", span=start, at={}), faults)
    reading = Reading(source, record="briefing", diagnostics=list(tree.diagnostics))
    got = read_fields(tree.value, BRIEFING, reading, what="the briefing", owner=start)
    values = dict(got.values)
    values["sides"] = tuple(_record(Side, entry) for entry in values.get("sides", ()))
    values["judgments"] = tuple(
        _record(Judgment, entry._replace(id=f"judgment-{number}"))
        for number, entry in enumerate(values.get("judgments", ()), 1)
    )
    values["publish"] = decode_targets(values.get("publish", ()), reading)
    briefing = Briefing(id="briefing", span=start, at=got.at, **values)
    if briefing.previous and briefing.as_of and briefing.previous > briefing.as_of:
        reading.fault(
            "previous-after-as-of",
            briefing.place("previous"),
            f"the previous issue ({briefing.previous}) is later than this one ({briefing.as_of})",
            "`previous` is the day of the issue before this one",
        )
    return Checked(briefing, tuple(reading.diagnostics))


def _record(make: Callable[..., R], entry: Entry, **more: Any) -> R:
    return make(id=entry.id, span=entry.span, at=entry.fields.at, **entry.fields.values, **more)


def _event(**values: Any) -> Event:
    """`place` is both a key of an event and the name of a method of every record."""
    values["place_name"] = values.pop("place", "")
    return Event(**values)


_KINDS: dict[str, tuple[Fields, str, Callable[..., Any]]] = {
    "topics": (TOPIC, "a topic", Topic),
    "actors": (ACTOR, "an actor", Actor),
    "events": (EVENT, "an event", _event),
}


def decode_register(kind: str, source: SourceFile) -> Checked[tuple[Any, ...]]:
    """The records of one file of `topics`, `actors` or `events`, in file order."""
    fields, what, make = _KINDS[kind]
    tree = parse_yaml(source)
    if tree.value is None or is_null(tree.value):
        return Checked((), tree.diagnostics)
    reading = Reading(source, diagnostics=list(tree.diagnostics))
    reading.record = kind.removesuffix("s")
    entries = Register(fields, what).read(tree.value, reading, kind) or ()
    return Checked(tuple(_record(make, entry) for entry in entries), tuple(reading.diagnostics))


def merge_registers(files: Iterable[Checked[tuple[R, ...]]]) -> Checked[dict[str, R]]:
    """One mapping from several files; an id that stands twice is an error naming both places."""
    records: dict[str, R] = {}
    faults: list[Diagnostic] = []
    for file in files:
        faults.extend(file.diagnostics)
        for record in file.value:
            first = records.setdefault(record.id, record)
            if first is not record:
                faults.append(
                    error(
                        "duplicate-id",
                        record.span,
                        f"the id `{record.id}` stands twice",
                        label="second time",
                        secondary=[Label(span=first.span, text="first time")],
                        hint="give one of the two another id",
                    )
                )
    return Checked(records, tuple(faults))


def is_incomplete(file: Checked[tuple[Any, ...]]) -> bool:
    """Whether ids of this file may be missing or wrong, so that references to them cannot be judged."""
    cut_short = any(fault.code == "yaml-documents" for fault in file.diagnostics)
    return cut_short or has_wrong_ids(file.value) or (not file.value and has_errors(file.diagnostics))


def has_wrong_ids(records: Iterable[Record]) -> bool:
    return any(isinstance(identifier(record.id), Fault) for record in records)
