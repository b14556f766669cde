"""A reader of Web Annotations that knows nothing of the program: selectors resolved as the data model says."""

from typing import Any

Range = tuple[int, int]


def by_quote(text: str, selector: dict[str, Any]) -> list[Range]:
    """Every place of the quoted words that stands between prefix and suffix."""
    prefix, exact, suffix = (selector.get(name, "") for name in ("prefix", "exact", "suffix"))
    found = []
    at = text.find(exact)
    while at >= 0:
        end = at + len(exact)
        if text[:at].endswith(prefix) and text[end:].startswith(suffix):
            found.append((at, end))
        at = text.find(exact, at + 1)
    return found


def by_position(selector: dict[str, Any]) -> Range:
    return selector["start"], selector["end"]


def selectors(annotation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The selectors of an annotation's target by their types."""
    given = annotation["target"]["selector"]
    return {each["type"]: each for each in (given if isinstance(given, list) else [given])}
