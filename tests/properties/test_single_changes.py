"""One wrong word, one wrong reference, one misspelt key: each gives exactly one error, where it stands, with a hint.

The changes are made in the demo, one at a time: a share of all there are, spread evenly, so that every run tries the
same. The sweep over all of them is `python tests/properties/test_single_changes.py`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from briefgen.build import check_content
from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import Severity
from briefgen.fields import ACTOR, ANNOTATION, ARTICLE, BRIEFING, EVENT, JUDGMENT, PAGE, TOPIC
from briefgen.project import read_snapshot
from briefgen.request import Request, Templates

DEMO = Path(__file__).parents[2] / "content"
SHARE = 60
"""Changes of each sort that a test run tries."""

KEY = re.compile(r"^( *(?:- )?)([a-z_]+)(?=:(?:\s|$))", re.MULTILINE)
REFERENCE = re.compile(
    r"(?<=\(topic:)[a-z0-9-]+|(?<=\(event:)[a-z0-9-]+|(?<=\(actor:)[a-z0-9-]+|(?<=\[@)[a-z0-9-]+#[a-z0-9-]+"
    r"|(?<=^    event: )[a-z0-9-]+|(?<=^    answers: )[a-z0-9#-]+|(?<=^      - )\d{4}[a-z0-9-]+#[a-z0-9-]+"
    r"|(?<=^  member_of: )[a-z0-9-]+|(?<=^  broader: )[a-z0-9-]+|(?<=^  set_by: )[a-z0-9-]+|(?<=^  side: )[a-z0-9-]+",
    re.MULTILINE,
)


class Change(NamedTuple):
    """Text put in the place of another in one file of the demo, and the code of the error that it must give."""

    path: str
    start: int
    end: int
    text: str
    code: str

    @property
    def name(self) -> str:
        return f"{self.path}:{self.start}:{self.text}"


SNAPSHOT = read_snapshot(DEMO)
TEXTS = {path: data.decode() for path, data in SNAPSHOT.files.items() if path.endswith((".yaml", ".md"))}
REGISTERS = ("topics.yaml", "actors.yaml", "events.yaml")
KNOWN = {name for table in (ACTOR, ANNOTATION, ARTICLE, BRIEFING, EVENT, JUDGMENT, PAGE, TOPIC) for name in table}


def quoted_words() -> Iterator[Change]:
    """Each word of each quote, replaced by one that stands nowhere."""
    for article in decode(SNAPSHOT).value.articles.values():
        for annotation in article.annotations:
            span = annotation.at["quote"]
            text = TEXTS[span.path]
            quote = re.search(r"(?:exact: *)?(.*)", text[span.start : span.end], re.DOTALL)
            stop = span.start + (text[span.start : span.end].find("prefix:") % (span.end - span.start + 1))
            for word in re.finditer(r"\w+", text[span.start : stop]):
                if quote and word.group() not in ("exact", "prefix", "suffix"):
                    yield Change(
                        span.path, span.start + word.start(), span.start + word.end(), "zzyzx", "quote-not-found"
                    )


def keys() -> Iterator[Change]:
    """Each key of each record, misspelt by one letter doubled."""
    for path, text in TEXTS.items():
        front = text.index("---", 3) if path.endswith(".md") else len(text)
        for found in KEY.finditer(text, 0, front):
            indent, key = found[1], found[2]
            is_id = path in REGISTERS and not indent and key not in BRIEFING
            if key in KNOWN and not is_id:
                middle = len(key) // 2
                wrong = key[:middle] + key[middle] + key[middle:]
                yield Change(path, found.start(2), found.end(2), wrong, "unknown-key")


def references() -> Iterator[Change]:
    """Each reference, with a letter that its id does not have."""
    for path, text in TEXTS.items():
        for found in REFERENCE.finditer(text):
            yield Change(path, found.end(), found.end(), "x", "unknown-reference")


def errors_of(change: Change) -> tuple[tuple[str, int, str], ...]:
    """Code, line and hint of each error after a change."""
    text = TEXTS[change.path]
    changed = text[: change.start] + change.text + text[change.end :]
    snapshot = Snapshot(files={**SNAPSHOT.files, change.path: changed.encode()})
    request = Request(snapshot=snapshot, templates=Templates(sources={}, files={}, catalogues={}), now=0)
    found = [d for d in check_content(request).diagnostics if d.severity is Severity.ERROR]
    return tuple((d.code, text.count("\n", 0, d.primary.span.start) + 1, d.hint) for d in found)


def verdict(change: Change) -> str:
    """What is wrong with the answer to a change; empty if nothing is."""
    found = errors_of(change)
    line = TEXTS[change.path].count("\n", 0, change.start) + 1
    if len(found) != 1 or found[0][0] != change.code:
        return f"{change.name}: {found}"
    first = line if change.code != "quote-not-found" else range(line - 6, line + 1)
    at = found[0][1]
    if at != first and not (isinstance(first, range) and at in first):
        return f"{change.name}: told at line {at}, stands in line {line}"
    return "" if found[0][2] else f"{change.name}: no hint"


def spread(changes: list[Change], count: int) -> list[Change]:
    step = max(1, len(changes) // count)
    return changes[::step]


@pytest.mark.parametrize("sort", [quoted_words, keys, references], ids=lambda sort: sort.__name__)
def test_one_change_one_error(sort):
    changes = spread(list(sort()), SHARE)
    assert len(changes) >= SHARE
    assert [text for text in map(verdict, changes) if text] == []


if __name__ == "__main__":
    for sort in (quoted_words, keys, references):
        every = list(sort())
        wrong = [text for text in map(verdict, every) if text]
        print(f"{sort.__name__}: {len(every)} tried, {len(wrong)} wrong", *wrong, sep="\n  ")
    sys.exit(0)
