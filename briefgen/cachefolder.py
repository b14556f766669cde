"""The cache of a project: files that may be lost at any time, and are believed only as far as their checksums go.

It is a folder beside the content, marked as a cache (bford.info/cachedir) and kept out of git. What is damaged, cut
short or of another kind counts as absent; where nothing can be written, nothing is kept.
"""

import os
import re
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

NAME = ".briefgen-cache"

_TAG = "CACHEDIR.TAG"
_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by briefgen; may be deleted at any time.\n"
_IGNORE = b"*\n"
_OWN = re.compile(r"[a-z]+(-[0-9a-f]+)?\.cache|\.new-\w+\Z")
_SUM = 32
_KEPT = 12
"""Files of one kind that are kept, the newest."""


class CacheFolder:
    """Reads and writes whole files by name. Never raises `OSError`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """What was written under a name; `None` if it is not there any more, or not whole."""
        try:
            data = (self.folder / f"{name}.cache").read_bytes() if self._is_ours() else b""
        except OSError:
            return None
        return data[_SUM:] if data and data[:_SUM] == _sum(data[_SUM:]) else None

    def write(self, name: str, data: bytes) -> None:
        """Keeps something, whole or not at all."""
        with suppress(OSError):
            if self._make():
                handle, staged = tempfile.mkstemp(prefix=".new-", dir=self.folder)
                try:
                    with os.fdopen(handle, "wb") as file:
                        file.write(_sum(data))
                        file.write(data)
                    Path(staged).replace(self.folder / f"{name}.cache")
                except OSError:
                    Path(staged).unlink()
                    raise
                self._sweep()

    def remove(self) -> bool:
        """Takes the folder away with what is ours in it; tells if there was something."""
        if not self._is_ours():
            return False
        with suppress(OSError):
            for path in [*self.folder.iterdir()]:
                if _OWN.fullmatch(path.name):
                    path.unlink()
            if {path.name for path in self.folder.iterdir()} <= {_TAG, ".gitignore"}:
                (self.folder / ".gitignore").unlink(missing_ok=True)
                (self.folder / _TAG).unlink()
                self.folder.rmdir()
        return True

    def _is_ours(self) -> bool:
        """Whether the folder was made here; a link in its place, or somebody else's folder, is left alone."""
        try:
            return not self.folder.is_symlink() and (self.folder / _TAG).read_bytes() == _SIGNATURE
        except OSError:
            return False

    def _make(self) -> bool:
        if self._is_ours():
            return True
        if not self.folder.parent.is_dir():
            return False
        with suppress(FileExistsError):
            self.folder.mkdir()
            (self.folder / ".gitignore").write_bytes(_IGNORE)
            (self.folder / _TAG).write_bytes(_SIGNATURE)
        return self._is_ours()

    def prune(self, kind: str) -> None:
        """Takes files of a kind away but the newest few: each is for other options, and few are in use."""
        with suppress(OSError):
            for path in sorted(self.folder.glob(f"{kind}-*.cache"), key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
                path.unlink()

    def _sweep(self) -> None:
        """Takes away what a killed build has staged; what another one is staging now is newer."""
        for path in self.folder.glob(".new-*"):
            with suppress(OSError):
                if path.stat().st_mtime < path.parent.stat().st_mtime - 60:
                    path.unlink()


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()


def cache_beside(content: Path) -> CacheFolder:
    """The cache of the project that a content folder belongs to."""
    return CacheFolder(content.resolve().parent / NAME)
