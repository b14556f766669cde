"""Reading: the folders of a project as values. Everything a build takes in comes through here."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from briefgen.decode import Snapshot
from briefgen.engine import built_in_templates
from briefgen.filenames import is_passed_over
from briefgen.problems import Problem
from briefgen.request import Templates
from briefgen.source import SourceFile, normalise_newlines

_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


def read_snapshot(content: Path) -> Snapshot:
    """Every file of the content folder. Links, pipes and devices are refused by name, unread."""
    if not content.is_dir():
        raise Problem(
            f"there is no content folder {content}",
            "run the command in the project's folder, name the folder with --content, or make one: briefgen init DIR",
        )
    return _read_all(_walk(content))


def refresh_snapshot(old: Snapshot, content: Path, paths: Collection[str]) -> Snapshot:
    """The snapshot with what stands now at these paths and below them; the old one itself if nothing is different.

    Only these paths are read. `""` is the whole folder.
    """
    if "" in paths:
        new = read_snapshot(content)
        files, refused = new.files, dict(new.refused)
    else:
        files, refused = dict(old.files), dict(old.refused)
        for path in dict.fromkeys(_first_that_is_no_folder(content, path) for path in paths):
            for known, shown in ((files, path), (refused, _shown(path))):
                for name in [shown] if shown in known else [name for name in known if name.startswith(f"{shown}/")]:
                    del known[name]
            found = _read_all(_walk_from(content, path))
            files.update(found.files)
            refused.update(found.refused)
    same = files == old.files and refused == dict(old.refused)
    return old if same else Snapshot(files=files, refused=tuple(sorted(refused.items())))


def _first_that_is_no_folder(content: Path, path: str) -> str:
    """The path, or the first one on the way to it that is no folder: what stands below a link is not read."""
    ends = [at for at, char in enumerate(path) if char == "/"]
    return next((path[:at] for at in ends if not _is_folder(content / path[:at])), path)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _walk_from(content: Path, path: str) -> Iterator[tuple[str, "os.DirEntry[str] | Path"]]:
    """What stands at a path of the folder and below it, as `_walk` would find it; nothing if nothing is there."""
    if any(is_passed_over(path[: cut.start()]) for cut in re.finditer("/|$", path)):
        return
    place = content / path
    if _is_folder(place):
        yield from _walk(place, f"{path}/")
    elif os.path.lexists(place):
        yield path, place


def _read_all(entries: Iterable[tuple[str, "os.DirEntry[str] | Path"]]) -> Snapshot:
    files: dict[str, bytes] = {}
    refused: list[tuple[str, str]] = []
    for path, entry in entries:
        why = _refusal(entry)
        if why:
            refused.append((_shown(path), why))
        else:
            files[path] = _read(Path(entry))
    return Snapshot(files=files, refused=tuple(refused))


def _walk(folder: Path, prefix: str = "", *, links: bool = False) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Paths in the folder and what stands there, sorted; linked folders are entered only with `links`."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as problem:
        raise Problem(f"the folder {folder} cannot be read: {problem.strerror}", "check its permissions") from None
    for entry in entries:
        path = prefix + entry.name
        if is_passed_over(path):
            continue
        if entry.is_dir(follow_symlinks=links):
            yield from _walk(Path(entry.path), path + "/", links=links)
        else:
            yield path, entry


def _refusal(entry: "os.DirEntry[str] | Path") -> str:
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as problem:
        raise Problem(f"{os.fspath(entry)} cannot be read: {problem.strerror}", "run the command again") from None
    for is_kind, name in _KINDS:
        if is_kind(mode):
            return name
    try:
        entry.name.encode("utf-8")
    except UnicodeEncodeError:
        return "a file whose name is not UTF-8"
    return ""


def _shown(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Problem(f"{path} cannot be read: {problem.strerror}", "check its permissions") from None


def read_templates(own: Path | None, content: Path) -> Templates:
    """The built-in templates, with those of the project in their place file by file; of catalogues both are kept."""
    # Some installers make a package of links, so those of the built-in templates are followed.
    built_in = {path: Path(entry.path) for path, entry in _walk(built_in_templates(), links=True)}
    mine = {} if own is None else _own_templates(own)
    found = {**built_in, **mine}
    sources, files = {}, {}
    for name in sorted(found):
        if name.startswith("assets/"):
            data = _read(found[name])
            files[name] = data.replace(b"\r\n", b"\n") if name.endswith((".css", ".js")) else data
        elif name.endswith((".html", ".jinja")):
            sources[name] = _source(found[name], content)
    catalogues: dict[str, tuple[SourceFile, ...]] = {}
    for name, path in (*mine.items(), *built_in.items()):
        if name.startswith("locale/") and name.endswith(".po"):
            language = name.removeprefix("locale/").removesuffix(".po").replace("_", "-").lower()
            catalogues[language] = (*catalogues.get(language, ()), _source(path, content))
    return Templates(sources=sources, files=files, catalogues=catalogues)


def _source(path: Path, content: Path) -> SourceFile:
    """A template or a catalogue, shown by its way from the content folder."""
    return SourceFile(path=os.path.relpath(path, content).replace(os.sep, "/"), text=_text(_read(path), path))


def _own_templates(folder: Path) -> Mapping[str, Path]:
    if not folder.is_dir():
        raise Problem(f"there is no templates folder {folder}", "name an existing one with --templates")
    found = {}
    for path, entry in _walk(folder):
        why = _refusal(entry)
        if why:
            raise Problem(f"{_shown(entry.path)} is {why}", "put a plain file with a plain name in its place")
        found[path] = Path(entry.path)
    return found


def _text(data: bytes, path: Path) -> str:
    try:
        return normalise_newlines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise Problem(f"{path} is not UTF-8 (byte {problem.start})", "save it as UTF-8") from None
