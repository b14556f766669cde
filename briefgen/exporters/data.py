"""`deadlines.json` and `deadlines.csv`: every event with its date, state and moves."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from briefgen.chronology import Effect, State, Step
from briefgen.edtf import is_all_day
from briefgen.exporters.export import Export
from briefgen.exporters.scalars import clock_of, instant
from briefgen.model import EVENT_KINDS, EVENT_STATUSES
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order
from briefgen.resolve import Site, Tracker
from briefgen.shapes import ID_PATTERN
from briefgen.wording import Words

Record = dict[str, Any]
"""One event under the keys of `COLUMNS`, in their order, as JSON values."""

COLUMNS = (
    "id",
    "title",
    "kind",
    "date",
    "first",
    "last",
    "all_day",
    "status",
    "state",
    "topics",
    "url",
    "moves",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula (OWASP, CSV Injection)."""


def deadline_tables(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """Both tables, every event once, by first possible moment; undated ones last."""
    records = cache(lambda: deadline_records(site, tracker, words))
    yield Export("deadlines.json", lambda: deadlines_json(site, tracker, records()))
    yield Export("deadlines.csv", lambda: deadlines_csv(records()))


def deadline_records(site: Site, tracker: Tracker, words: Words) -> tuple[Record, ...]:
    parts = Parts(site, tracker, words, site.content.briefing.base_url)
    order = sorted(site.content.events, key=partial(event_order, parts))
    return tuple(_record(parts, key) for key in order)


def deadlines_json(site: Site, tracker: Tracker, records: Iterable[Record]) -> bytes:
    """One line an event, so that a difference between two builds can be read."""
    as_of = json.dumps(tracker.as_of.day.isoformat())
    zone = json.dumps(site.zone.name)
    events = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    text = f'{{"as_of": {as_of}, "timezone": {zone}, "events": [\n{events}\n]}}\n'
    return text.encode()


def deadlines_csv(records: Iterable[Record]) -> bytes:
    """RFC 4180, in UTF-8. No byte order mark: programs take it for a part of the first column's name."""
    rows = [COLUMNS, *(tuple(_cell(name, record[name]) for name in COLUMNS) for record in records)]
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows).encode()


def _record(parts: Parts, key: str) -> Record:
    site = parts.site
    event, history = site.content.events[key], site.histories[key]
    dated = history.dated
    first = last = None
    if dated is not None:
        span, edtf = dated.span, dated.edtf
        first = None if span.first is None else instant(span.first, clock_of(edtf.start, dated.zone))
        last = None if span.last is None else instant(span.last, clock_of(edtf.end, dated.zone))
    return {
        "id": key,
        "title": event.title,
        "kind": event.kind,
        "date": dated.edtf.text if dated else None,
        "first": first,
        "last": last,
        "all_day": is_all_day(dated.edtf) if dated else None,
        "status": history.status or None,
        "state": parts.tracker.states[key].value,
        "topics": list(dict.fromkeys(ref.id for ref in event.topics)),
        "url": parts.href("event", key),
        "moves": [_move(site, step) for step in history.changes],
    }


def _move(site: Site, step: Step) -> Record:
    report = step.report
    before = step.before.dated if step.before else None
    published = site.content.articles[report.article].published
    return {
        "kind": step.effect.value,
        "from": before.edtf.text if before else None,
        "to": report.dated.edtf.text if report.dated else None,
        "reported": published.text if published else None,
        "article": report.article,
        "annotation": report.annotation,
    }


def _cell(name: str, value: object) -> str:
    if name == "moves" and isinstance(value, Sequence):
        return str(len(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "; ".join(value) if isinstance(value, list) else str(value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in ',"\r\n') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def deadlines_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of `deadlines.json`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "deadlines.json",
        "description": "Every event of a briefing, and how its date moved",
        **_object(
            {
                "as_of": {"type": "string", "format": "date", "description": "the day that states are worked out for"},
                "timezone": {"type": "string", "description": "the briefing's: an IANA name, UTC, UTC+9 or AoE"},
                "events": {"type": "array", "items": _object(_event_schema())},
            }
        ),
    }


def _event_schema() -> dict[str, Any]:
    ident = {"type": "string", "pattern": ID_PATTERN}
    date = {"type": ["string", "null"], "description": "EDTF, as written"}
    instant_schema = {"type": ["string", "null"], "format": "date-time"}
    move = {
        "kind": {"enum": [Effect.MOVE.value, Effect.REFINEMENT.value]},
        "from": date,
        "to": date,
        "reported": {**date, "description": "when the article that reports it was published (EDTF)"},
        "article": ident,
        "annotation": ident,
    }
    schemas: dict[str, Any] = {
        "id": ident,
        "title": {"type": "string", "minLength": 1},
        "kind": {"enum": list(EVENT_KINDS)},
        "date": date,
        "first": {**instant_schema, "description": "first possible second; null: open or undated"},
        "last": {**instant_schema, "description": "last possible second; null: open or undated"},
        "all_day": {"type": ["boolean", "null"], "description": "whether it is made of whole days; null: undated"},
        "status": {"enum": [*EVENT_STATUSES, None]},
        "state": {"enum": [state.value for state in State]},
        "topics": {"type": "array", "items": ident, "uniqueItems": True},
        "url": {"type": "string", "format": "uri-reference", "description": "the event's page"},
        "moves": {"type": "array", "items": _object(move), "description": "oldest first"},
    }
    return {name: schemas[name] for name in COLUMNS}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
