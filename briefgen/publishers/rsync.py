"""A folder on a host with ssh, by the program rsync (3.1 or later at both ends).

`.briefgen/record.json` there lists what is ours. Before the first file travels it is replaced by one that names the
files of both editions, so that whatever a break leaves is known as ours; the last step writes the final one. rsync
puts each file in its place whole.
"""

import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefgen.journal import OWN, RECORD, folders_of, parse_record, record_text
from briefgen.model import RsyncTarget
from briefgen.problems import Problem
from briefgen.publishers.remote import UNKNOWN, Changes, Edition, Surroundings, changes_between, said, stage_of

_LINE = re.compile(r"(?P<kind>[-dlpsbc])[^ ]* +[0-9,.]+ [0-9/-]+ [0-9:]+ (?P<path>.+)")
_SSH_FAILED = 255
_SOME_FAILED = 23
_LONGEST_SOCKET = 80


@contextmanager
def connect(to: RsyncTarget, around: Surroundings) -> Iterator["Host"]:
    """Reaches the host and reads our record there; the folder must be there."""
    with tempfile.TemporaryDirectory(prefix="briefgen-") as scratch:
        if around.environment.get("RSYNC_RSH"):
            yield Host(to, around.environment, Path(scratch))
            return
        port = ("-p", str(to.port)) if to.port else ()
        ssh = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", *_shared(scratch), *port)
        try:
            yield Host(to, {**around.environment, "RSYNC_RSH": shlex.join(ssh)}, Path(scratch))
        finally:
            end = [*ssh, "-O", "exit", to.host]
            subprocess.run(
                end, env=dict(around.environment), stdin=subprocess.DEVNULL, capture_output=True, check=False
            )


def _shared(scratch: str) -> tuple[str, ...]:
    """One connection for all runs of rsync; a socket's path cannot be long."""
    path = f"{scratch}/ssh"
    shared = ("-o", "ControlMaster=auto", "-o", f"ControlPath={path}", "-o", "ControlPersist=60")
    return shared if len(path) < _LONGEST_SOCKET else ()


class Host:
    """A folder on another machine."""

    def __init__(self, to: RsyncTarget, environment: Mapping[str, str], scratch: Path) -> None:
        self.to, self.scratch = to, scratch
        self.environment = {**environment, "LC_ALL": "C.UTF-8"}
        self.there = f"{to.host}:{to.path.rstrip('/')}/"
        self.record = self._read_record()

    def _read_record(self) -> dict[str, str]:
        fetched = self.scratch / "fetched"
        fetched.mkdir()
        only = (f"--include=/{OWN}/", f"--include=/{RECORD}", "--exclude=*")
        self._run("--recursive", *only, self.there, f"{fetched}/")
        path = fetched / RECORD
        return (parse_record(path.read_bytes()) or {}) if path.is_file() else {}

    def compare(self, edition: Edition) -> Changes:
        changes = changes_between(edition, edition.files, self.record)
        blocked = self._in_the_way(changes.added)
        return changes._replace(blocked=blocked, stale=self.record != dict(edition.files))

    def _in_the_way(self, added: Iterable[str]) -> tuple[str, ...]:
        """New paths at which something stands, or on whose way no folder does."""
        wanted = frozenset(added)
        if not wanted:
            return ()
        folders = sorted({folder for path in wanted for folder in folders_of(path)})
        (self.scratch / "none").mkdir(exist_ok=True)
        options = ("--list-only", "--dirs", "--no-implied-dirs", "--ignore-missing-args")
        listed = self._run(
            *options, self.there, f"{self.scratch}/none/", listed=[*folders, *sorted(wanted)], or_no_folder=True
        )
        found = {match["path"]: match["kind"] for line in listed.splitlines() if (match := _LINE.fullmatch(line))}
        files = frozenset(path for path, kind in found.items() if kind != "d" and path not in self.record)
        own_folders = frozenset(folder for path in self.record for folder in folders_of(path))
        return tuple(
            path
            for path in sorted(wanted)
            if (path in found and path not in own_folders) or not files.isdisjoint(folders_of(path))
        )

    def publish(self, edition: Edition, changes: Changes) -> str:
        sent = changes.sent
        if sent or changes.removed:
            known = dict.fromkeys((*self.record, *edition.files), UNKNOWN)
            moving = {*sent, *changes.removed}
            kept = {path: value for path, value in self.record.items() if path not in moving}
            self._send_record({**known, **kept})
        obstacles = _obstacles(changes)
        self._delete(obstacles)
        for stage in sorted({stage_of(path) for path in sent}):
            self._send(edition, [path for path in sent if stage_of(path) == stage])
        self._delete(path for path in changes.removed if path not in obstacles)
        self._delete_folders(edition, changes)
        self._send_record(edition.files)
        return ""

    def _send(self, edition: Edition, paths: Iterable[str]) -> None:
        """From copies that were checked, so that nothing travels that changed since it was built."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            for path in paths:
                copy = Path(folder) / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(edition.read(path))
            self._put(Path(folder), paths)

    def _send_record(self, files: Mapping[str, str]) -> None:
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            (Path(folder) / OWN).mkdir()
            (Path(folder) / RECORD).write_text(record_text(files), "utf-8", newline="\n")
            self._put(Path(folder), [RECORD])

    def _put(self, folder: Path, paths: Iterable[str]) -> None:
        """Without times: a server is to see that the file is new. Missing folders are made, others left as they are."""
        self._run("--ignore-times", "--no-implied-dirs", "--chmod=D755,F644", f"{folder}/", self.there, listed=paths)

    def _delete(self, paths: Iterable[str]) -> None:
        """Deletes what is listed, and only that, for it is not in an empty folder; rsync leaves a folder with files."""
        gone = tuple(paths)
        if not gone:
            return
        with tempfile.TemporaryDirectory(dir=self.scratch) as empty:
            for path in gone:
                (Path(empty) / path).parent.mkdir(parents=True, exist_ok=True)
            self._run("--dirs", "--no-implied-dirs", "--delete-missing-args", f"{empty}/", self.there, listed=gone)

    def _delete_folders(self, edition: Edition, changes: Changes) -> None:
        """The folders that may be empty now, the innermost first."""
        needed = {folder for path in edition.files for folder in folders_of(path)}
        idle = {folder for path in changes.removed for folder in folders_of(path)} - needed - set(edition.files)
        for depth in sorted({folder.count("/") for folder in idle}, reverse=True):
            self._delete(sorted(folder for folder in idle if folder.count("/") == depth))

    def addresses(self) -> tuple[str, ...]:
        return ()

    def _run(self, *arguments: str, listed: Iterable[str] | None = None, or_no_folder: bool = False) -> str:
        """rsync with these arguments, for the files that are listed; gives what it prints.

        With `or_no_folder` it is no failure that what a path leads through is no folder.
        """
        chosen = ("--from0", "--files-from=-") if listed is not None else ()
        told = "".join(f"{path}\0" for path in listed or ()).encode()
        call = ["rsync", "--protect-args", "--8-bit-output", "--timeout=60", *chosen, *arguments]
        try:
            done = subprocess.run(call, env=self.environment, input=told, capture_output=True, check=False)
        except FileNotFoundError:
            raise Problem("the program rsync is not there", "install it (3.1 or later), here and on the host") from None
        told_off = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith(b"rsync error")]
        no_folder = (
            or_no_folder and done.returncode == _SOME_FAILED and all(b"Not a directory" in line for line in told_off)
        )
        if not done.returncode or no_folder:
            return done.stdout.decode("utf-8", "replace")
        if done.returncode == _SSH_FAILED or b"ssh: " in done.stderr:
            hint = f"`ssh {self.to.host} true` must work without a password: an unlocked key, the host in known_hosts"
            raise Problem(f"{self.to.host} cannot be reached: {said(done.stderr)}", hint)
        if b"change_dir" in done.stderr or b"No such file or directory" in done.stderr:
            raise Problem(f"there is no folder {self.to.path} on {self.to.host}", "make it there, or correct `path`")
        hint = "what is there is whole; run the command again, it goes on where it stopped"
        raise Problem(f"rsync failed: {said(done.stderr)}", hint)


def _obstacles(changes: Changes) -> frozenset[str]:
    """Deletions that come first: a file where a folder is due, a file in what is to be a file."""
    folders = {folder for path in changes.added for folder in folders_of(path)}
    added = frozenset(changes.added)
    return frozenset(path for path in changes.removed if path in folders or not added.isdisjoint(folders_of(path)))
