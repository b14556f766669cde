"""Making the search index of a site, with pagefind (the extra `search`), whose program is fed and asked over pipes.

Nothing is read from the site folder or written to it: the index is among the files of the site like any other. It is
kept in the project's cache, under a name made from all that it depends on, so the program runs only for new content.
"""

import base64
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any, Final

from briefgen import __version__
from briefgen.artifacts import Artifact
from briefgen.cachefolder import CacheFolder
from briefgen.exporters.indexfiles import in_fixed_order
from briefgen.exporters.searchrecords import SearchRecord, words_in
from briefgen.extras import extra_package
from briefgen.pages.search import INDEX
from briefgen.problems import Problem

MANY_WORDS = 1_500_000
"""Words from which on the memory that an index takes is worth a warning."""

_PROGRAMS: Final = ("pagefind_bin_extended", "pagefind_bin")
_BYTES_A_WORD: Final = 800
"""What indexing takes, as measured with 1,000 to 20,000 records of 40 to 800 words: 700 to 1,000 bytes."""
_HINT: Final = "install it again (pip install 'briefgen[search]'), or write `search: false` in briefing.yaml"


def is_installed() -> bool:
    """Whether the extra is there. Imports nothing."""
    return find_spec("pagefind") is not None


def index_files(
    records: tuple[SearchRecord, ...],
    language: str,
    cache: CacheFolder | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> tuple[Artifact, ...]:
    """The index of some records, as files of the site: those of the cache, or made anew.

    `warn` is told before that will take much memory.
    """
    name = f"search-{_key(records, language)}"
    kept = cache.read(name) if cache else None
    files = _unpacked(kept) if kept else {}
    if not files:
        words = words_in(records)
        if words >= MANY_WORDS:
            size = f"{words * _BYTES_A_WORD / 1e9:.1f} GB"
            warn(f"to make the search index of {words / 1e6:.1f} million words takes about {size} of memory")
        files = in_fixed_order(_run(_messages(records, language)))
        if cache:
            cache.write(name, _packed(files))
    return tuple(Artifact(f"{INDEX}/{path}", data) for path, data in files.items())


def _key(records: tuple[SearchRecord, ...], language: str) -> str:
    """Differs whenever the index could."""
    programs = []
    for package in ("pagefind", *_PROGRAMS):
        with suppress(PackageNotFoundError):
            programs.append((package, version(package)))
    asked = (__version__, programs, language, records)
    return blake2b(repr(asked).encode(), digest_size=16).hexdigest()


# The program


def _messages(records: Iterable[SearchRecord], language: str) -> Iterator[Mapping[str, Any]]:
    """What is asked of pagefind. Another language than the page's would be another index: so all is in one."""
    yield {"type": "NewIndex", "config": None}
    for record in records:
        meta = {"title": record.title, "source": record.source, "parts": record.parts}
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": record.href,
            "content": record.text or record.title,
            "language": language,
            "meta": {key: text for key, text in meta.items() if text},
            "filters": {key: list(values) for key, values in record.filters.items()},
            # What has no day is neither new nor old; but what has no key for sorting would not be found at all.
            "sort": {"day": record.day or "0000-00-00"},
        }
    yield {"type": "GetFiles", "index_id": 0}


def _run(messages: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """Lets pagefind work through some messages; gives what it answers to the last, the files of the index by path."""
    asked = [_line(number, payload) for number, payload in enumerate(messages)]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        with (
            # In a folder of its own it finds no configuration of somebody else's.
            TemporaryDirectory(prefix="briefgen-") as folder,
            subprocess.Popen(
                [_program(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=settings,
            ) as process,
        ):
            assert process.stdin and process.stdout
            # While we write, it answers: who only wrote would wait for ever once the pipe back is full.
            feeder = Thread(target=_feed, args=(process.stdin, asked), daemon=True)
            feeder.start()
            try:
                return _files(process.stdout, len(asked) - 1)
            finally:
                process.kill()
                feeder.join()
                with suppress(OSError):
                    process.stdin.close()
    except OSError as problem:
        raise Problem(f"pagefind cannot be run: {problem.strerror or problem}", _HINT) from None


def _program() -> Path:
    found: Path | None = extra_package("pagefind.service", "search").get_executable()
    if found is None:
        raise Problem("the program of pagefind is not there", _HINT)
    return found


def _feed(pipe: IO[bytes], lines: Iterable[bytes]) -> None:
    with suppress(OSError):
        pipe.writelines(lines)
        pipe.flush()


def _files(pipe: IO[bytes], last: int) -> dict[str, bytes]:
    for line in _lines(pipe):
        answer = json.loads(base64.b64decode(line))
        payload = answer["payload"]
        if payload["type"] == "Error":
            raise Problem(f"pagefind could not make the search index: {payload.get('message', '')}", _HINT)
        if answer.get("message_id") == last:
            return {file["path"]: base64.b64decode(file["content"]) for file in payload["files"]}
    raise Problem("pagefind ended before the search index was made", f"is there memory enough? Else {_HINT}")


def _line(number: int, payload: Mapping[str, Any]) -> bytes:
    return base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def _lines(pipe: IO[bytes]) -> Iterator[bytes]:
    """What stands between the commas."""
    begun: list[bytes] = []
    while piece := os.read(pipe.fileno(), 1 << 20):
        *whole, rest = piece.split(b",")
        for end in whole:
            yield b"".join((*begun, end))
            begun = []
        begun.append(rest)


# The cache


def _packed(files: Mapping[str, bytes]) -> bytes:
    head = json.dumps([(path, len(data)) for path, data in files.items()]).encode()
    return b"".join((len(head).to_bytes(8, "big"), head, *files.values()))


def _unpacked(data: bytes) -> dict[str, bytes]:
    at = 8 + int.from_bytes(data[:8], "big")
    files = {}
    for path, size in json.loads(data[8:at]):
        files[path] = data[at : at + size]
        at += size
    return files
