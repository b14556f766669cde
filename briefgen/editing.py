"""What the preview offers to the writer: the way from a page to its source."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from briefgen.model import Article, Record
from briefgen.preview import Edition
from briefgen.problems import Problem
from briefgen.routes import page_path
from briefgen.textfile import decode_text

SCHEMES: Mapping[str, str] = {
    "code": "vscode://file{path}:{line}:{column}",
    "codium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "mate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "mvim": "mvim://open?url=file://{path}&line={line}&column={column}",
    "subl": "subl://open?url=file://{path}&line={line}&column={column}",
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
}
"""Addresses by which a link opens a file in an editor, by the name of its program."""

_IN_TERMINAL = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "hx", "helix", "kak", "micro", "joe", "ne"}
_FIELDS = re.compile(r"\{(path|line|column)\}")


class Place(NamedTuple):
    """Where a record is written: `href` opens it in the editor; without one there is `command` to copy."""

    href: str
    command: str


class Editor(NamedTuple):
    """How to open a file: an address or a command with `{path}`, `{line}` and `{column}`."""

    address: str
    command: str

    def place(self, path: Path, line: int, column: int) -> Place:
        """A place in a file, named absolutely."""
        values = {"path": str(path), "line": str(line), "column": str(column)}
        href = _FIELDS.sub(lambda field: quote(values[field[1]], safe="/"), self.address)
        shown = {**values, "path": shlex.quote(str(path))}
        return Place(href, _FIELDS.sub(lambda field: shown[field[1]], self.command))


def choose_editor(wish: str) -> Editor:
    """The editor that `--editor` or `$VISUAL` names: a program, an address with `{path}` in it, or a command.

    Programs of the terminal cannot be opened by a link, so their command is there to be copied; for a program that is
    not known, and for none, the place is (`file:line`).
    """
    if "://" in wish:
        if "{path}" not in wish or wish.partition(":")[0].lower() in ("javascript", "data", "vbscript"):
            raise Problem(f"--editor {wish} does not say where the file goes", "put {path} into it, and {line}")
        return Editor(wish, "{path}:{line}")
    if "{path}" in wish:
        return Editor("", wish)
    words = shlex.split(wish) if wish else []
    name = Path(words[0]).name.removesuffix(".exe") if words else ""
    if name in _IN_TERMINAL:
        return Editor("", f"{words[0]} +{{line}} {{path}}")
    if name in ("file", "plain"):
        return Editor("file://{path}", "{path}:{line}")
    return Editor(SCHEMES.get(name, ""), "{path}:{line}")


class Places(NamedTuple):
    """The sources of a page: that of the page itself, and those of the annotations on it, by their ids there."""

    page: Place | None
    annotations: Mapping[str, Place]


def places_on(edition: Edition, path: str, content: Path, editor: Editor) -> Places:
    """Where to edit what stands on a page. Annotations are listed by id for an article's own page."""
    records = _records(edition, path)
    files = edition.request.snapshot.files
    texts = {path: decode_text(path, files[path]).value for path in {record.span.path for record in records.values()}}
    found: dict[str, Place] = {}
    for name, record in records.items():
        source = texts[record.span.path]
        line, column = source.position(record.span.start) if source else (1, 1)
        found[name] = editor.place((content / record.span.path).resolve(), line, column)
    return Places(found.pop("", None), found)


def _records(edition: Edition, path: str) -> dict[str, Record]:
    """The record of a page under the empty name, and its annotations by id."""
    content = edition.plan.site.content
    if path == "index.html":
        return {"": content.briefing}
    kinds: Mapping[str, Mapping[str, Record]] = {
        "article": content.articles,
        "topic": content.topics,
        "actor": content.actors,
        "event": content.events,
        "page": content.pages,
    }
    key = path.rpartition("/")[2].removesuffix(".html")
    for kind, records in kinds.items():
        if key in records and page_path(kind, key) == path:
            record = records[key]
            notes = record.annotations if isinstance(record, Article) else ()
            return {"": record, **{note.id: note for note in notes}}
    return {}
