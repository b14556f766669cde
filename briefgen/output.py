"""Writing: a site's files are staged inside its folder, a journal says what to do with them, then each is put in place.

Whoever is killed on the way leaves no torn file; the next command finishes the journal. Only files in the record, which
lives with the site, are ever deleted or overwritten. Layout of `.briefgen/` in the site folder: `record.json` (path →
SHA-256 of every file written), and while a build writes, `staged/` and `journal.json`.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from briefgen.artifacts import Artifact
from briefgen.problems import Problem
from briefgen.routes import path_fault

OWN = ".briefgen"
"""The folder in a site that keeps the record."""

_PATIENCE = 30.0
"""Seconds to wait for another build of the same site."""


class WritePlan(NamedTuple):
    """What a build would do: files to write, paths to delete, and how many stay as they are.

    `foreign` are paths that somebody else's files stand at; `kept` are own files that were changed since, and stay.
    """

    write: tuple[Artifact, ...]
    delete: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...]
    kept: tuple[str, ...]
    record: Mapping[str, str]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_target(site: Path, sources: Iterable[Path]) -> None:
    """Refuses folders that no site should be written to: a home folder, the sources, a parent of them, a link."""
    if site.is_symlink():
        raise Problem(f"the output {site} is a link", "name the folder itself with --output")
    if site.exists() and not site.is_dir():
        raise Problem(f"the output {site} is not a folder", "name another one with --output")
    real = site.resolve()
    if real in (Path.home().resolve(), Path(real.anchor)):
        raise Problem(f"the output {site} is a home or root folder", "name a folder of its own with --output")
    for source in sources:
        inner = source.resolve()
        if real == inner or real in inner.parents or inner in real.parents:
            raise Problem(
                f"the output {site} and the source folder {source} lie in one another",
                "name a folder beside the sources with --output",
            )


@contextmanager
def open_site(site: Path) -> Iterator[None]:
    """Holds a site for one build: waits for another one, and finishes what a killed one left."""
    try:
        site.mkdir(parents=True, exist_ok=True)
        handle = os.open(site, os.O_RDONLY)
    except OSError as problem:
        raise Problem(f"the output {site} cannot be used: {problem.strerror}", "check its permissions") from None
    try:
        _lock(handle, site)
        _recover(site)
        yield
    except OSError as problem:
        message = f"the site could not be written: {problem.strerror or problem}"
        raise Problem(message, "the old site is kept; mend this and run the command again") from None
    finally:
        os.close(handle)


def _lock(handle: int, site: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Problem(f"another build is writing {site}", "wait for it to end, then try again") from None
            time.sleep(0.05)


def read_record(site: Path) -> dict[str, str]:
    """Path and SHA-256 of every file that briefgen wrote there; empty if nothing tells."""
    try:
        data = json.loads((site / OWN / "record.json").read_text("utf-8"))
        return {path: str(value) for path, value in data["files"].items() if is_inside(path)}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def is_inside(path: str) -> bool:
    """Whether a path of a record or journal is one that a build writes: a cloned site may carry one made to do harm."""
    return isinstance(path, str) and not path_fault(path) and path.partition("/")[0] != OWN


def plan_writes(site: Path, artifacts: Iterable[Artifact]) -> WritePlan:
    """Compares the artifacts with what stands in the site folder. Writes nothing."""
    old = read_record(site)
    record: dict[str, str] = {}
    write, foreign, unchanged = [], [], 0
    for artifact in artifacts:
        value = record[artifact.path] = digest(artifact.content)
        there = _digest_at(site, artifact.path)
        if there == value:
            unchanged += 1
        elif there and artifact.path not in old:
            foreign.append(artifact.path)
        else:
            write.append(artifact)
    gone = [path for path in sorted(old) if path not in record]
    delete = [path for path in gone if _digest_at(site, path) == old[path]]
    kept = [path for path in gone if path not in delete and _digest_at(site, path)]
    return WritePlan(tuple(write), tuple(delete), unchanged, tuple(foreign), tuple(kept), record)


def _digest_at(site: Path, path: str) -> str:
    """The digest of a file; empty if there is none, `foreign` if something else stands in its way."""
    target = site / path
    if any((site / parent).is_symlink() for parent in (path, *map(str, Path(path).parents))):
        return "foreign"
    try:
        return digest(target.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return "foreign" if any((site / p).is_file() for p in map(str, Path(path).parents)) else ""
    except IsADirectoryError:
        return "foreign"


def apply_plan(site: Path, plan: WritePlan) -> None:
    """Carries a plan out: stages the new files, writes the journal, then follows it."""
    if plan.foreign:
        listed = ", ".join(plan.foreign[:5]) + (" …" if len(plan.foreign) > 5 else "")
        raise Problem(
            f"files that briefgen did not write stand in the way in {site}: {listed}",
            "move them away, or build into another folder with --output",
        )
    own = site / OWN
    if not plan.write and not plan.delete and read_record(site) == plan.record:
        return
    staged = own / "staged"
    staged.mkdir(parents=True, exist_ok=True)
    moves = []
    for number, artifact in enumerate(sorted(plan.write, key=_assets_first)):
        (staged / str(number)).write_bytes(artifact.content)
        moves.append([str(number), artifact.path])
    journal = {"version": 1, "moves": moves, "deletes": list(plan.delete), "files": plan.record}
    _write_json(own / "journal.json", journal)
    _follow(site, journal)


def _assets_first(artifact: Artifact) -> tuple[bool, str]:
    """Pages last, so that none refers to a file that is not there yet."""
    return (artifact.path.endswith(".html"), artifact.path)


def _write_json(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
    staged = path.with_suffix(".new")
    staged.write_text(text + "\n", "utf-8", newline="\n")
    staged.replace(path)


def _recover(site: Path) -> None:
    """Finishes what a journal says was begun; without one, only what was staged is thrown away."""
    own = site / OWN
    try:
        journal = json.loads((own / "journal.json").read_text("utf-8"))
    except FileNotFoundError:
        shutil.rmtree(own / "staged", ignore_errors=True)
        return
    except ValueError:
        journal = None
    if not _is_sound(journal):
        # Journals are put in place whole, so this one was changed by somebody: it is not to be trusted.
        (own / "journal.json").unlink()
        shutil.rmtree(own / "staged", ignore_errors=True)
        return
    _follow(site, journal)


def _is_sound(journal: Any) -> bool:
    """Whether a journal is one that `apply_plan` could have written."""
    try:
        moves, deletes, files = journal["moves"], journal["deletes"], journal["files"]
        numbers = all(number.isdecimal() for number, _ in moves)
        return numbers and all(map(is_inside, (*(path for _, path in moves), *deletes, *files)))
    except (TypeError, KeyError, ValueError, AttributeError):
        return False


def _follow(site: Path, journal: Mapping[str, Any]) -> None:
    """Does what is left of a journal; doing it twice is harmless."""
    own = site / OWN
    for number, path in journal["moves"]:
        staged = own / "staged" / number
        if staged.exists():
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
    for path in journal["deletes"]:
        (site / path).unlink(missing_ok=True)
        _drop_empty(site, Path(path).parent)
    _write_json(own / "record.json", {"version": 1, "files": journal["files"]})
    (own / "journal.json").unlink(missing_ok=True)
    shutil.rmtree(own / "staged", ignore_errors=True)


def _drop_empty(site: Path, folder: Path) -> None:
    while folder != Path():
        try:
            (site / folder).rmdir()
        except OSError:
            return
        folder = folder.parent
