"""Sites from a few texts, in memory."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import has_errors
from briefgen.resolve import AsOf, Site, Tracker, assess, resolve

DAY = AsOf(date(2025, 6, 10), True)


def site_of(files: Mapping[str, Any], as_of: AsOf = DAY) -> tuple[Site, Tracker]:
    """The site of texts by path below `content/`; what is no text is written as JSON, which is YAML too."""
    data = {name: (text if isinstance(text, str) else json.dumps(text)).encode() for name, text in files.items()}
    decoded = decode(Snapshot(files=data))
    resolved = resolve(decoded.value)
    faults = (*decoded.diagnostics, *resolved.diagnostics)
    assert not has_errors(faults), faults
    return resolved.value, assess(resolved.value, as_of)


HARBOUR: Mapping[str, Any] = {
    "briefing.yaml": {
        "title": "The harbour; dues, and more",
        "description": "Who pays\nfor the deeper channel",
        "timezone": "Europe/Oslo",
        "base_url": "https://example.org/harbour/",
        "alarms": ["P7D", "PT2H30M"],
        "license": "CC BY 4.0",
        "publisher": {"name": "Harbour Watch", "url": "https://example.org/", "email": "desk@example.org"},
    },
    "topics.yaml": {
        "dues": {"title": "Dues, tolls; fees"},
        "pilots": {"title": "Pilots", "broader": "dues"},
        "quiet": {"title": "Nothing happens here"},
    },
    "actors.yaml": {"port": {"name": "The port"}},
    "events.yaml": {
        "vote": {
            "title": "The vote",
            "topics": ["pilots"],
            "place": "Town hall; upstairs",
            "set_by": "port",
            "if_missed": "The old dues **stay** [](topic:dues).",
            "timezone": "America/New_York",
        },
        "talks": {"title": "Talks", "kind": "meeting", "date": "2025-06-12T10:00/12:00", "topics": ["dues"]},
        "window": {"title": "Window", "date": "2025", "topics": ["dues"], "url": "https://example.com/window"},
        "done": {"title": "Done", "date": "2025-05-01", "status": "done", "topics": ["dues", "pilots"]},
        "someday": {"title": "Some day", "topics": ["pilots"]},
    },
    "articles/first.txt": "The vote is set for 20 June, the port said.\n",
    "articles/first.yaml": {
        "title": "Vote set <for> June",
        "published": "2025-06-01",
        "publisher": "Gazette",
        "url": "https://news.example/1?a=1&b=2",
        "topics": ["dues"],
        "summary": "It says *when* [@first#when]. See [](topic:pilots).",
        "annotations": [
            {"id": "when", "quote": "The vote is set for 20 June", "event": "vote", "date": "2025-06-20T18:00"}
        ],
    },
    "articles/second.txt": "The vote was put off to the 27th.\n",
    "articles/second.yaml": {
        "title": "Vote put off",
        "published": "2025-06-08T09:30",
        "publisher": "Gazette",
        "annotations": [{"id": "later", "quote": "put off to the 27th", "event": "vote", "date": "2025-06-27T18:00"}],
    },
}
"""A small site with all that the exporters tell apart."""


def changed(path: str, **fields: Any) -> dict[str, Any]:
    """The harbour with other fields in one file."""
    return {**HARBOUR, path: {**HARBOUR[path], **fields}}
