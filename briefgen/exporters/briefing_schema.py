"""The JSON Schema (draft-07) of `briefing.json`."""

from typing import Any

from briefgen.chronology import Effect, State
from briefgen.model import (
    ACTOR_KINDS,
    ANNOTATION_KINDS,
    ATTRIBUTIONS,
    CONFIDENCES,
    EVENT_KINDS,
    EVENT_STATUSES,
    LIKELIHOODS,
    OUTCOMES,
)
from briefgen.shapes import ID_PATTERN

Schema = dict[str, Any]

VERSION = 1
"""It changes when a program that reads the file would have to."""

_WORDS: Schema = {"type": "string", "minLength": 1}
_ADDRESS: Schema = {"type": "string", "format": "uri-reference"}
_DAY: Schema = {"type": "string", "format": "date"}
_ID: Schema = {"type": "string", "pattern": ID_PATTERN}
_IDS: Schema = {"type": "array", "items": _ID, "uniqueItems": True}
_ANNOTATION_ID: Schema = _WORDS
_INSTANT: Schema = {"type": ["string", "null"], "format": "date-time"}
_OFFSET: Schema = {"type": "integer", "minimum": 0}


def briefing_schema() -> Schema:
    """What is not required is missing where it has no value."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "briefing.json",
        "description": "A briefing with every reference followed, every date placed and every state worked out",
        **_object(
            required={
                "$schema": _ADDRESS,
                "version": {"const": VERSION},
                "as_of": _said(_DAY, "the day that states are worked out for"),
                "timezone": _said(_WORDS, "the briefing's: an IANA name, UTC, UTC+9 or AoE"),
                "title": _WORDS,
                "language": _said(_WORDS, "BCP 47"),
                "sides": _list(_object(required={"id": _ID, "title": _WORDS})),
                "judgments": _list(_JUDGMENT),
                "topics": _list(_TOPIC),
                "actors": _list(_ACTOR),
                "events": _list(_EVENT),
                "articles": _said(_list(_ARTICLE), "oldest first"),
                "pages": _list(_PAGE),
            },
            description=_WORDS,
            base_url=_ADDRESS,
            previous=_said(_DAY, "the day of the previous issue"),
            publisher=_object(name=_WORDS, url=_ADDRESS, email=_WORDS),
            license=_WORDS,
            bottom_line=_ref("text"),
        ),
        "definitions": {
            "text": _said(_TEXT, "a Markdown field: plain, as HTML, and what it refers to"),
            "reference": _REFERENCE,
            "date": _DATE,
            "annotation": _ANNOTATION,
            "named": _said(_NAMED, "an annotation by its article's id and its own"),
        },
    }


def _object(required: Schema | None = None, **more: Schema) -> Schema:
    """An object with these keys and no others."""
    needed = required or {}
    return {
        "type": "object",
        "properties": {**needed, **more},
        "required": list(needed),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _one_of(*words: str) -> Schema:
    return {"enum": list(words)}


_NAMED = _object(required={"article": _ID, "annotation": _ANNOTATION_ID})
_TEXT = _object(text=_WORDS, html=_WORDS, references=_list(_ref("reference")))
_REFERENCE = _object(
    required={
        "kind": _one_of("topic", "actor", "event", "article", "annotation", "page", "asset"),
        "page": _said(_ADDRESS, "where it leads to"),
    },
    id=_said(_WORDS, "of the record; for an asset its path"),
    article=_ID,
    annotation=_ANNOTATION_ID,
)
_DATE = _object(
    required={
        "edtf": _said(_WORDS, "as written"),
        "timezone": _said(_WORDS, "where it lies, unless it has an offset"),
        "first": _said(_INSTANT, "first possible second; null: open"),
        "last": _said(_INSTANT, "last possible second; null: open"),
    }
)
_JUDGMENT = _object(
    required={"text": _ref("text")},
    likelihood=_one_of(*LIKELIHOODS),
    confidence=_one_of(*CONFIDENCES),
    topics=_IDS,
    cites=_list(_ref("reference")),
)
_TOPIC = _object(
    required={"id": _ID, "title": _WORDS, "page": _ADDRESS},
    summary=_ref("text"),
    broader=_ID,
    narrower=_IDS,
    aliases=_list(_WORDS),
    questions=_list(_ref("text")),
    same_as=_list(_ADDRESS),
    articles=_said(_IDS, "on it as a whole or in a passage, oldest first"),
    events=_IDS,
)
_ACTOR = _object(
    required={"id": _ID, "name": _WORDS, "page": _ADDRESS},
    kind=_one_of(*ACTOR_KINDS),
    side=_said(_ID, "its own, or that of what it is a member of"),
    role=_WORDS,
    member_of=_ID,
    members=_IDS,
    aliases=_list(_WORDS),
    same_as=_list(_ADDRESS),
    summary=_ref("text"),
    events=_said(_IDS, "set by it, or with it"),
)
_STEP = _object(
    required={"article": _ID, "annotation": _ANNOTATION_ID, "effect": _one_of(*(effect.value for effect in Effect))},
    date=_ref("date"),
    before=_said(_WORDS, "the date that was current before (EDTF)"),
    status=_one_of(*EVENT_STATUSES),
)
_EVENT = _object(
    required={
        "id": _ID,
        "title": _WORDS,
        "page": _ADDRESS,
        "kind": _one_of(*EVENT_KINDS),
        "state": _one_of(*(state.value for state in State)),
    },
    date=_said({"allOf": [_ref("date")]}, "the current one"),
    date_by=_said({"allOf": [_ref("named")]}, "the report that it is from; missing: the event's own"),
    status=_one_of(*EVENT_STATUSES),
    status_by=_said({"allOf": [_ref("named")]}, "the report that it is from; missing: the event's own"),
    topics=_IDS,
    actors=_IDS,
    set_by=_ID,
    place=_WORDS,
    follows=_IDS,
    followed_by=_IDS,
    if_missed=_ref("text"),
    summary=_ref("text"),
    url=_said(_ADDRESS, "its own, elsewhere"),
    history=_said(_list(_STEP), "what sources reported, oldest first"),
)
_ARTICLE = _object(
    required={
        "id": _ID,
        "title": _WORDS,
        "page": _ADDRESS,
        "published": _ref("date"),
        "language": _WORDS,
        "raw_text": _one_of("full", "excerpts"),
        "sha256": _said({"type": "string", "pattern": "^[0-9a-f]{64}$"}, "of the raw text"),
        "web_annotations": _said(_ADDRESS, "W3C Web Annotations"),
    },
    publisher=_WORDS,
    author=_WORDS,
    url=_said(_ADDRESS, "of the article itself"),
    archived=_ADDRESS,
    accessed=_DAY,
    source=_said(
        _object(reliability=_one_of(*"ABCDEF"), credibility=_one_of(*"123456")), "its grade in the Admiralty code"
    ),
    draft={"const": True},
    text=_said(_ADDRESS, "the raw text; missing: excerpts only"),
    summary=_ref("text"),
    topics=_IDS,
    annotations=_said(_list(_ref("annotation")), "in the order of the file"),
)
_ANNOTATION = _object(
    required={
        "id": _ANNOTATION_ID,
        "kind": _one_of(*ANNOTATION_KINDS),
        "quote": _said(_WORDS, "as it stands in the raw text"),
        "start": _said(_OFFSET, "its first character in the raw text, in code points"),
        "end": _said(_OFFSET, "the one behind its last"),
        "page": _said(_ADDRESS, "the highlighted words"),
    },
    actor=_IDS,
    sides=_said(_IDS, "of the actors"),
    reported_by=_IDS,
    to=_IDS,
    attribution=_one_of(*ATTRIBUTIONS),
    topics=_IDS,
    note=_ref("text"),
    confidence=_one_of(*CONFIDENCES),
    translation=_WORDS,
    answers=_ref("named"),
    outcome=_one_of(*OUTCOMES),
    answered_by=_list(
        _object(required={"article": _ID, "annotation": _ANNOTATION_ID}, outcome=_one_of(*OUTCOMES)),
    ),
    event=_ID,
    date=_ref("date"),
    status=_one_of(*EVENT_STATUSES),
    effect=_said(_one_of(*(effect.value for effect in Effect)), "what it did to the date of its event"),
    correction=_said(_WORDS, "what the source should read"),
)
_PAGE = _object(required={"id": _ID, "title": _WORDS, "page": _ADDRESS}, order={"type": "integer"}, body=_ref("text"))
