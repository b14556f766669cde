"""JSON Schemas of the content files, for editors: completion, descriptions, and misspelt keys marked while typing.

They are made from the same tables of fields that the files are read by. They say less than a build does: whether a
quote is in the article, or a reference leads anywhere, no schema can tell. Beside them stand those of the data files
that a build writes.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from briefgen.fields import ACTOR, ARTICLE, BRIEFING, EVENT, PAGE, TOPIC, Fields
from briefgen.shapes import Register, Schema, record_schema

FOLDER = "schemas"
"""Where a project keeps its schemas, beside `content/`."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REGISTERS: Mapping[str, tuple[Fields, str]] = {
    "topics": (TOPIC, "a topic"),
    "actors": (ACTOR, "an actor"),
    "events": (EVENT, "an event"),
}
_RECORDS: Mapping[str, Fields] = {"briefing": BRIEFING, "article": ARTICLE, "page": PAGE}
_TITLES: Mapping[str, str] = {
    "briefing": "briefing.yaml: the briefing itself",
    "topics": "topics.yaml: what is discussed",
    "actors": "actors.yaml: who takes part",
    "events": "events.yaml: every date that is watched",
    "article": "articles/ID.yaml: an article and its annotations",
    "page": "front matter of pages/ID.md",
}
KINDS = tuple(_TITLES)

# By module and function: `init` and `new` write schemas too, and need not wait for the exporters.
_WRITTEN: Final = {
    "briefing-json": ("briefgen.exporters.briefing_schema", "briefing_schema"),
    "deadlines-json": ("briefgen.exporters.data", "deadlines_schema"),
}
WRITTEN = tuple(_WRITTEN)
"""The kinds of what a build writes."""


def schema(kind: str) -> Schema:
    """The schema (draft-07) of one of `KINDS` or `WRITTEN`."""
    if kind in _WRITTEN:
        module, name = _WRITTEN[kind]
        written: Schema = getattr(import_module(module), name)()
        return written
    if kind in _REGISTERS:
        fields, what = _REGISTERS[kind]
        body = Register(fields, what).schema()
    else:
        body = record_schema(_RECORDS[kind])
    return {"$schema": _DRAFT, "title": _TITLES[kind], **body}


def schemas() -> Mapping[str, Schema]:
    """The schemas of content files by the names of their own files."""
    return {file_name(kind): schema(kind) for kind in KINDS}


def file_name(kind: str) -> str:
    return f"{kind}.schema.json"


def modeline(kind: str, folders: int = 1) -> str:
    """The comment at the head of a YAML file by which editors find its schema.

    `folders` is how deep the file lies in the project: 1 for `content/topics.yaml`, 2 for `content/articles/x.yaml`.
    """
    return f"# yaml-language-server: $schema={'../' * folders}{FOLDER}/{file_name(kind)}"
