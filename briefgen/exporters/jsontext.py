"""JSON as the exporters write it: without what has no value, one line an item, and safe inside a page."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup as Html

Record = dict[str, Any]
"""An object of JSON values."""


class Line(str):
    """An object that is written already, on one line."""

    __slots__ = ()


# Inside <script> only these three could end the element or begin a comment (HTML, "Restrictions for contents").
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


def present(**values: Any) -> Record:
    """The values that say something, in order; zero and false do."""
    return {name: value for name, value in values.items() if value or value == 0}


def json_lines(record: Mapping[str, Any]) -> bytes:
    """An object with one line for each key, and for each item of a list of objects, so that differences can be read."""
    body = ",\n".join(f"{_dumped(name)}: {_block(value)}" for name, value in record.items())
    return f"{{\n{body}\n}}\n".encode()


def json_list(items: Sequence[Any]) -> bytes:
    """A list with one line for each item."""
    return f"{_block(items) if items else '[]'}\n".encode()


def json_island(record: Mapping[str, Any]) -> Html:
    """An object for a `<script>` that is a data block: nothing in it can end the element."""
    return Html(_dumped(record).translate(_ESCAPES))


def json_line(record: Mapping[str, Any]) -> str:
    """An object on one line."""
    return _dumped(record)


def _block(value: Any) -> str:
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping | Line):
        return "[\n" + ",\n".join(item if isinstance(item, Line) else _dumped(item) for item in value) + "\n]"
    return _dumped(value)


_dumped = json.JSONEncoder(ensure_ascii=False).encode
