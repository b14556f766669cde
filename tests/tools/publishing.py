"""Sites to publish, by what stands in them, and what every target has to do with them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefgen.artifacts import Artifact
from briefgen.journal import read_record
from briefgen.model import Target
from briefgen.output import apply_plan, open_site, plan_writes
from briefgen.publishers.remote import Changes, Edition, Surroundings
from briefgen.publishers.table import connect
from briefgen.publishing import check_changes
from briefgen.source import Span

Files = Mapping[str, bytes]

FIRST: Files = {
    "index.html": b"home, first",
    "topics/old.html": b"a topic",
    "topics/stays.html": b"stays",
    "topics/index.html": b"list with the old",
    "assets/style.0123456789.css": b"first style",
    "assets/map.png": b"\x89PNG map",
    "deadlines.ics": b"BEGIN:VCALENDAR",
    "pages/\uad00\uc138.html": "관세".encode(),
}
NEXT: Files = {
    **{path: data for path, data in FIRST.items() if path not in ("topics/old.html", "assets/style.0123456789.css")},
    "index.html": b"home, second",
    "topics/new.html": b"a topic",
    "topics/index.html": b"list with the new",
    "assets/style.abcdef0123.css": b"second style",
}
"""An id renamed, one page and its list changed, the style changed."""

FOREIGN: Files = {"CNAME": b"example.org\n", "topics/note-of-somebody.txt": b"mine", ".well-known/x": b"y"}


def build(site: Path, files: Files) -> Edition:
    """A site folder as a build leaves it."""
    with open_site(site):
        apply_plan(site, plan_writes(site, [Artifact(path, data) for path, data in files.items()]))
    return Edition(site, read_record(site))


def publish(to: Any, edition: Edition, around: Surroundings, *, yes: bool = False) -> Changes:
    """Publishes as the command does, and gives what was done."""
    target = Target(id="there", span=Span("briefing.yaml", 0, 0), at={}, to=to)
    with connect(target, around) as remote:
        changes = remote.compare(edition)
        check_changes(changes, target, allowed=yes)
        if not changes.is_nothing:
            remote.publish(edition, changes)
    return changes


def compare(to: Any, edition: Edition, around: Surroundings) -> Changes:
    """What publishing would do."""
    with connect(Target(id="there", span=Span("briefing.yaml", 0, 0), at={}, to=to), around) as remote:
        return remote.compare(edition)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the record."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: data for path, data in found.items() if not path.startswith(".briefgen/")}
