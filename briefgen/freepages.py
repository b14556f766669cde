"""Free pages: Markdown with front matter."""

import re

from briefgen.diagnostics import Checked, Severity, error, warning
from briefgen.fields import PAGE
from briefgen.markup import parse_markup
from briefgen.model import FreePage, Markdown
from briefgen.shapes import Reading, read_fields
from briefgen.source import SourceFile, Span
from briefgen.textshapes import markup_refs
from briefgen.yamltree import parse_yaml

_FRONT = re.compile(r"---[ \t]*\n(?:.*?\n)??(?=---[ \t]*(?:\n|\Z))", re.DOTALL)


def body_start(text: str) -> int:
    """Where the text of a page begins, behind its front matter; at its beginning where it has none."""
    front = _FRONT.match(text)
    return (text.find("\n", front.end()) + 1 or len(text)) if front else 0


def decode_page(page: str, source: SourceFile) -> Checked[FreePage]:
    """`pages/ID.md`: YAML between two lines of `---`, then the text."""
    start = Span(source.path, 0, 0)
    front = _FRONT.match(source.text)
    if not front:
        fault = error(
            "front-matter",
            start,
            "a page begins with its front matter",
            hint="begin with a line `---`, then `title: …`, then a line `---`",
        )
        return Checked(FreePage(id=page, span=start, at={}), (fault,))
    tree = parse_yaml(SourceFile(path=source.path, text=front.group()))
    reading = Reading(source, record=f"page-{page}", diagnostics=list(tree.diagnostics))
    values: dict[str, object] = {}
    at: dict[str, Span] = {}
    if tree.value is not None:
        got = read_fields(tree.value, PAGE, reading, what="a page", owner=start)
        values, at = got.values, got.at
    elif not tree.diagnostics:
        reading.fault("missing-key", start, "a page needs `title`", "add `title: …` to its front matter")
    offset = body_start(source.text)
    markup, faults = parse_markup(source.text[offset:], key=f"page-{page}", top_level=2)
    for found in faults:
        span = Span(source.path, offset + found.start, offset + found.end)
        make = error if found.severity == Severity.ERROR else warning
        reading.diagnostics.append(make(found.code, span, found.message, hint=found.hint))
    refs = markup_refs(markup, lambda a, b: Span(source.path, offset + a, offset + b))
    record = FreePage(id=page, span=start, at=at, body=Markdown(markup, refs), **values)  # type: ignore[arg-type]
    return Checked(record, tuple(reading.diagnostics))
