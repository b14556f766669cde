"""Content folders as they stood in a revision of a git repository, read from its store: no file is checked out, no
index touched, and nothing fetched."""

import re
import subprocess
from collections.abc import Iterable, Mapping
from os.path import relpath
from pathlib import Path
from typing import NamedTuple

from briefgen.decode import Snapshot
from briefgen.filenames import is_passed_over
from briefgen.problems import Problem

_KINDS = {"120000": "a link", "160000": "another repository (a submodule)"}
_LOCAL = re.compile(r"GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR)\Z")


class _Git(NamedTuple):
    """git, run in a folder."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", *arguments],
                cwd=self.folder,
                env=dict(self.environment),
                input=told,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise Problem("the program git is not there", "install it: https://git-scm.com/downloads") from None


class Revision(NamedTuple):
    """A content folder in a commit: the whole id of that, the folder's path in it, and what stood there."""

    commit: str
    folder: str
    snapshot: Snapshot


def read_revision(content: Path, revision: str, environment: Mapping[str, str]) -> Revision:
    """The content folder at a path as it stood in a revision (`HEAD~1`, `v1`, an id …) of the repository around it.

    Raises `Problem` where there is no repository, no such revision, or no such folder in it.
    """
    place = content.resolve()
    around = next(path for path in (place, *place.parents) if path.is_dir())
    kept = {key: value for key, value in environment.items() if not _LOCAL.match(key)}
    # A partial clone would fetch what is missing, and diff opens no connection.
    git = _Git(around, {**kept, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"})
    top = git.run("rev-parse", "--show-toplevel")
    if top.returncode:
        hint = "name two content folders instead, or run the command where the content is kept in git"
        raise Problem(f"`{revision}` is no folder, and git finds no repository at {around}: {_said(top)}", hint)
    folder = relpath(place, Path(top.stdout.decode("utf-8", "surrogateescape").rstrip("\n")).resolve())
    named = _found(git, revision)
    commit = _found(git, f"{named}^{{commit}}") if named else ""
    if not commit:
        raise Problem(f"`{revision}` is neither a folder nor a revision of the repository", "see: git log --oneline")
    tree = _found(git, f"{commit}^{{tree}}" if folder == "." else f"{commit}:{folder}")
    if not tree:
        raise Problem(f"there was no folder {folder} in `{revision}`", "name the content folder with --content")
    return Revision(commit, folder, _snapshot(git, tree))


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last line of what git complained about."""
    return (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it does not say why"])[-1]


def _found(git: _Git, name: str) -> str:
    """The id of an object; nothing if there is none of that name."""
    done = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return "" if done.returncode else done.stdout.decode("ascii").strip()


def _snapshot(git: _Git, tree: str) -> Snapshot:
    listed = git.run("ls-tree", "--full-tree", "-r", "-z", tree)
    if listed.returncode:
        raise Problem(f"the revision cannot be read: {_said(listed)}", "check the repository: git fsck")
    blobs: dict[str, str] = {}
    refused: list[tuple[str, str]] = []
    for entry in listed.stdout.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, object_id = about.decode("ascii").split()
        path = name.decode("utf-8", "backslashreplace")
        if any(is_passed_over(path[: cut.start()]) for cut in re.finditer("/|$", path)):
            continue
        if mode in _KINDS:
            refused.append((path, _KINDS[mode]))
        elif not _is_utf8(name):
            refused.append((path, "a file whose name is not UTF-8"))
        else:
            blobs[path] = object_id
    contents = _contents(git, dict.fromkeys(blobs.values()))
    files = {path: contents[object_id] for path, object_id in sorted(blobs.items())}
    return Snapshot(files=files, refused=tuple(sorted(refused)))


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _contents(git: _Git, ids: Iterable[str]) -> dict[str, bytes]:
    """The bytes of some blobs by id: `git cat-file --batch` answers `ID blob SIZE`, the bytes, and a newline."""
    wanted = tuple(ids)
    done = git.run("cat-file", "--batch", told="".join(f"{one}\n" for one in wanted).encode("ascii"))
    if done.returncode:
        raise Problem(f"the revision cannot be read: {_said(done)}", "check the repository: git fsck")
    answer = done.stdout
    contents: dict[str, bytes] = {}
    at = 0
    for one in wanted:
        end = answer.index(b"\n", at)
        head = answer[at:end].split()
        if len(head) != 3 or head[1] != b"blob":
            raise Problem(f"the repository lacks the object {one}", "fetch it: git fetch --refetch")
        size = int(head[2])
        contents[one] = answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return contents
