"""Compiled templates, kept in the user's cache folder: they are code, so never in a project."""

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, compiler, parser
from jinja2.bccache import Bucket

from briefgen import __version__, templatecode

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
    """The cache for this way to compile, of briefgen, Jinja and Python; `None` where no folder is the user's alone."""
    try:
        code = b"".join(Path(module.__file__ or "").read_bytes() for module in (templatecode, compiler, parser))
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        made_by = f"{__version__}-{hashlib.sha256(code).hexdigest()[:12]}-{sys.implementation.cache_tag}"
        folder = base / "briefgen" / f"templates-{made_by}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = folder.stat()
    except (OSError, RuntimeError):
        return None
    return CompiledTemplates(folder) if there.st_uid == os.getuid() and not there.st_mode & 0o022 else None
