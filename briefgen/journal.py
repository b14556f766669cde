"""The record and the journal of a site folder: what briefgen wrote there, and what it was about to do.

Layout of `.briefgen/` in the folder: `record.json` (path → SHA-256 of every file written), and while a build writes,
`staged/` (the new files by number, the new record) and `journal.json`. Whoever is killed leaves no torn file, and the
next command that opens the site finishes the journal.

A site may come from elsewhere, its record and journal with it: nothing they say leads out of the folder, through a
link, or over a file that the record does not know.
"""

import hashlib
import json
import re
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from briefgen.problems import Problem
from briefgen.routes import path_fault

OWN = ".briefgen"
"""The folder in a site that keeps the record."""

RECORD = f"{OWN}/record.json"
JOURNAL = f"{OWN}/journal.json"
STAGED = f"{OWN}/staged"

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Journal(NamedTuple):
    """What is to be done, in this order: deletions that make room, (number, path) of staged files, deletions."""

    clear: tuple[str, ...]
    moves: tuple[tuple[int, str], ...]
    delete: tuple[str, ...]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# What stands there


def read_record(site: Path) -> dict[str, str]:
    """Path and SHA-256 of every file that briefgen wrote there; empty if nothing tells."""
    return _files(_read_json(site / RECORD)) or {}


def parse_record(data: bytes) -> dict[str, str] | None:
    """The same from the bytes of a record that came from elsewhere; `None` if it is not one."""
    try:
        return _files(json.loads(data))
    except (ValueError, RecursionError):
        return None


def record_text(files: Mapping[str, str]) -> str:
    """The record of these files (path → SHA-256), as it is written."""
    return _json_text({"version": 1, "files": dict(files)})


def _files(data: Any) -> dict[str, str] | None:
    """The files of a record, `None` if it is not one that a build could have written."""
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict):
        return None
    sound = all(is_inside(path) and isinstance(value, str) and _DIGEST.match(value) for path, value in files.items())
    return files if sound else None


def is_inside(path: Any) -> bool:
    """Whether a path of a record or journal is one that a build writes: below the site, no part of it hidden."""
    try:
        return isinstance(path, str) and not path_fault(path)
    except UnicodeEncodeError:
        return False


def _read_json(path: Path) -> Any:
    """What a file says; `None` if it is not there, is a link or a pipe, or is no JSON."""
    if not stat.S_ISREG(mode_of(path)):
        return None
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None


def mode_of(path: Path) -> int:
    """The kind of what stands at a path, links not followed; 0 if nothing does."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def digest_at(site: Path, path: str) -> str | None:
    """The digest of a file; empty if nothing is there, `None` if a link, a folder or whatever else is in its way."""
    for parent in reversed(folders_of(path)):
        mode = mode_of(site / parent)
        if not stat.S_ISDIR(mode):
            return None if mode else ""
    mode = mode_of(site / path)
    if stat.S_ISREG(mode):
        return digest((site / path).read_bytes())
    return None if mode else ""


def folders_of(path: str) -> list[str]:
    """The folders that a path lies in, the innermost first."""
    folders = []
    while path := path.rpartition("/")[0]:
        folders.append(path)
    return folders


# Doing what was planned


def write_json(path: Path, data: Any) -> None:
    """Puts a file in place whole; the same data give the same bytes."""
    staged = path.with_suffix(".new")
    staged.unlink(missing_ok=True)  # it may be a link
    staged.write_text(_json_text(data), "utf-8", newline="\n")
    staged.replace(path)


def _json_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def follow(site: Path, journal: Journal) -> None:
    """Does what is left of a journal; doing it twice is harmless."""
    staged = site / STAGED
    _remove(site, journal.clear)
    for number, path in journal.moves:
        try:
            (staged / str(number)).replace(site / path)
        except FileNotFoundError:
            # It was moved before, or there was a file where a folder is due.
            if mode_of(staged / str(number)):
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (staged / str(number)).replace(site / path)
    _remove(site, journal.delete)
    if mode_of(staged / "record.json"):
        (staged / "record.json").replace(site / RECORD)
    (site / JOURNAL).unlink()
    sweep(site)


def _remove(site: Path, paths: Iterable[str]) -> None:
    """Deletes files, and the folders that are empty then."""
    for path in paths:
        (site / path).unlink(missing_ok=True)
        for folder in folders_of(path):
            try:
                (site / folder).rmdir()
            except FileNotFoundError:
                continue
            except OSError:
                break


def sweep(site: Path) -> None:
    """Takes away the journal, then what was staged; a link in their place goes, not what it leads to."""
    for name in (JOURNAL, f"{OWN}/journal.new", STAGED):
        mode = mode_of(site / name)
        if stat.S_ISDIR(mode):
            shutil.rmtree(site / name)
        elif mode:
            (site / name).unlink()


def forget(site: Path) -> None:
    """Takes the record away, of a site that has no files left."""
    (site / RECORD).unlink(missing_ok=True)
    with suppress(OSError):
        (site / OWN).rmdir()


# Finishing what was begun


def recover(site: Path) -> None:
    """Finishes what a journal says was begun; without one, only what was staged is thrown away."""
    own, record = mode_of(site / OWN), mode_of(site / RECORD)
    if (own and not stat.S_ISDIR(own)) or (record and not stat.S_ISREG(record)):
        where = site / (RECORD if record else OWN)
        raise Problem(
            f"{where} is a link or of another kind", "move it away: a site keeps the record of its files there"
        )
    journal = _journal(_read_json(site / JOURNAL))
    if journal is not None and stat.S_ISDIR(mode_of(site / STAGED)):
        new = _files(_read_json(site / STAGED / "record.json"))
        if new is not None:
            follow(site, _safe_rest(site, journal, new))
            return
    # No build of ours stopped in this state, but for one whose last move was done.
    sweep(site)


def _journal(data: Any) -> Journal | None:
    """The journal in a file, if it is one that `apply_plan` could have written."""
    try:
        clear, moves, delete = tuple(data["clear"]), tuple(data["moves"]), tuple(data["delete"])
        journal = Journal(clear, tuple((number, path) for number, path in moves), delete)
    except (TypeError, KeyError, ValueError):
        return None
    numbers = all(type(number) is int for number, _ in journal.moves)
    paths = (*clear, *(path for _, path in journal.moves), *delete)
    return journal if numbers and all(map(is_inside, paths)) else None


def _safe_rest(site: Path, journal: Journal, new: dict[str, str]) -> Journal:
    """What is left of a journal, less whatever would touch a file that has become somebody else's since.

    Such a file is forgotten by the record too: the build that follows finds it in its way, or not.
    """
    staged = site / STAGED
    old = read_record(site)
    _remove(site, [path for path in journal.clear if path in old and digest_at(site, path) in ("", old[path])])
    moves = {}
    for number, path in journal.moves:
        here, there = digest_at(staged, str(number)), digest_at(site, path)
        if here and here == new.get(path) and there is not None and (path in old or there in ("", here)):
            moves[path] = number
    ours = {p: value for p, value in new.items() if p in old or p in moves or digest_at(site, p) == value}
    if ours != new:
        write_json(staged / "record.json", {"version": 1, "files": ours})
    delete = [path for path in journal.delete if path in old and digest_at(site, path) in ("", old[path])]
    return Journal((), tuple((number, path) for path, number in moves.items()), tuple(delete))
