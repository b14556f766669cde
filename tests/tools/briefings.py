"""Briefings as values: content files written in a test, read and resolved without a disk."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from briefgen.checks import run_checks
from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import Diagnostic, in_order
from briefgen.pages.plan import build_pages
from briefgen.pages.sketches import Planned
from briefgen.resolve import AsOf, Site, Tracker, assess, resolve
from briefgen.wording import load_words

AS_OF = date(2025, 7, 1)


class Resolved(NamedTuple):
    """A briefing after the middle of the chain, with all its faults in order."""

    site: Site
    tracker: Tracker
    faults: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        return [fault.code for fault in self.faults]


def dumped(record: object) -> str:
    """A record as YAML: as JSON, which is YAML too and has no anchors."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def resolved(
    files: Mapping[str, object], *, as_of: date = AS_OF, pinned: bool = True, drafts: bool = False
) -> Resolved:
    """Content files by path; what is no text is written as YAML."""
    texts = {path: value if isinstance(value, str) else dumped(value) for path, value in files.items()}
    decoded = decode(Snapshot(files={path: text.encode() for path, text in texts.items()}), drafts=drafts)
    found = resolve(decoded.value)
    tracker = assess(found.value, AsOf(as_of, pinned))
    faults = (*decoded.diagnostics, *found.diagnostics, *run_checks(found.value, tracker))
    return Resolved(found.value, tracker, in_order(faults))


def pages_of(briefing: Resolved, language: str = "en") -> dict[str, Planned]:
    """The pages of a briefing by path."""
    return {page.path: page for page in build_pages(briefing.site, briefing.tracker, load_words(language))}


def read_briefing(folder: Path) -> dict[str, str]:
    """The text files of a content folder by path."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def article(annotations: list[dict[str, object]], **fields: object) -> dict[str, object]:
    """An article of 2025-05-01 with annotations of the words `word0`, `word1` … where they have no quote."""
    quoted = [{"quote": f"word{number}.", **annotation} for number, annotation in enumerate(annotations)]
    return {"title": "An article", "published": "2025-05-01", **fields, "annotations": quoted}


WORDS = " ".join(f"word{number}." for number in range(100)) + "\n"
"""A raw text for `article`."""
