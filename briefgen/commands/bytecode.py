"""Compiled templates, kept in the user's cache folder: they are code, so never in a project."""

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from briefgen import __version__

_SUM = 32


class CompiledTemplates(BytecodeCache):
    """Files with a checksum at their head: whatever is damaged counts as absent, and a full disk only costs time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            data = (self.folder / bucket.key).read_bytes()
        except OSError:
            return
        if data[:_SUM] == hashlib.sha256(data[_SUM:]).digest():
            bucket.bytecode_from_string(data[_SUM:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        data = bucket.bytecode_to_string()
        with suppress(OSError):
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            Path(name).replace(self.folder / bucket.key)


def bytecode_cache() -> BytecodeCache | None:
    """The cache for this version of briefgen, Jinja and Python; `None` where no folder is the user's alone."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = base / "briefgen" / f"templates-{__version__}-{version('jinja2')}-{sys.implementation.cache_tag}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = folder.stat()
    except (OSError, RuntimeError):
        return None
    return CompiledTemplates(folder) if there.st_uid == os.getuid() and not there.st_mode & 0o022 else None
