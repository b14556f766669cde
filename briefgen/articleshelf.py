"""Articles that were read before: checked, rendered and anchored once, kept in the project's cache by what they are
made from.

They lie in several files, so that a change of one article writes little anew.
"""

import json
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

from briefgen.cachefolder import CacheFolder
from briefgen.decode import ArticleJob, Mapper, load_article
from briefgen.diagnostics import Checked, Diagnostic
from briefgen.forking import forked
from briefgen.model import Article
from briefgen.packing import packer, unpacker

_FILES = 64
_MANY = 100
"""Articles from which on reading is shared among processes."""

_ARTICLE = Article | None
_FAULTS = tuple[Diagnostic, ...]
_Read = tuple[Checked[Article | None], str]


class ArticleShelf:
    """A `Mapper` that has most articles at hand. `made_by` tells programs apart that might read them otherwise.

    What is damaged counts as absent.
    """

    def __init__(self, cache: CacheFolder, made_by: str, *, jobs: int | None = None) -> None:
        self._cache = cache
        self._made_by = made_by
        self._jobs = jobs
        self._files: dict[int, dict[str, str]] = {}
        self._asked: dict[int, dict[str, str]] = {}
        self._is_open = True
        self.reused = 0

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterable[Any]:
        if function is not load_article or not self._is_open:
            return map(function, items)
        jobs = list(items)
        keys = [_key(job) for job in jobs]
        found = [self._find(job, key) for job, key in zip(jobs, keys, strict=True)]
        missing = [at for at, one in enumerate(found) if one is None]
        self.reused += len(jobs) - len(missing)
        for at, made in zip(missing, self._load([jobs[at] for at in missing]), strict=True):
            found[at] = made
        every = [one for one in found if one is not None]
        for job, key, (_, line) in zip(jobs, keys, every, strict=True):
            self._asked.setdefault(_file_of(job), {})[key] = line
        return [read for read, _ in every]

    def keep(self) -> None:
        """Writes what is not kept yet, and forgets what nobody asked for."""
        for number, lines in self._asked.items():
            if lines != self._files.get(number):
                text = "\n".join((self._made_by, *(f"{key}\t{line}" for key, line in lines.items())))
                self._cache.write(f"articles-{number:02x}", text.encode("utf-8", "surrogatepass"))
        self.close()

    def close(self) -> None:
        """Gives the memory back; what is asked for from now on is read anew."""
        self._files, self._asked, self._is_open = {}, {}, False

    def _find(self, job: ArticleJob, key: str) -> _Read | None:
        number = _file_of(job)
        if number not in self._files:
            self._files[number] = self._read(number)
        line = self._files[number].get(key)
        return _unpacked(line) if line is not None else None

    def _read(self, number: int) -> dict[str, str]:
        data = self._cache.read(f"articles-{number:02x}")
        head, *lines = (data or b"").decode("utf-8", "surrogatepass").split("\n")
        return dict(line.split("\t", 1) for line in lines) if head == self._made_by else {}

    def _load(self, jobs: list[ArticleJob]) -> list[_Read]:
        """Other processes send what they read as it will be kept."""
        processes = self._jobs if len(jobs) > _MANY else 1
        return forked(_loaded, jobs, jobs=processes, size=16, send=_line, receive=_unpacked)


def mapper_of(shelf: ArticleShelf | None, jobs: int | None) -> Mapper:
    """The mapper for reading a briefing: that of a shelf, or without one `map` on as many processes as there are."""
    if shelf is not None:
        return shelf.map
    return lambda function, items: _map_many(function, list(items), jobs)


def _map_many(function: Callable[[Any], Any], items: list[Any], jobs: int | None) -> list[Any]:
    return forked(function, items, jobs=jobs if len(items) > _MANY else 1, size=16)


def _key(job: ArticleJob) -> str:
    names = "\0".join((job.id, *job.paths, str(len(job.yaml)))).encode("utf-8", "surrogatepass")
    return blake2b(b"\0".join((names, job.yaml, job.text)), digest_size=16).hexdigest()


def _file_of(job: ArticleJob) -> int:
    return blake2b(job.id.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] % _FILES


def _loaded(job: ArticleJob) -> _Read:
    read = load_article(job)
    packed = [packer(_ARTICLE)(read.value), packer(_FAULTS)(read.diagnostics)]
    return read, json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def _line(read: _Read) -> str:
    return read[1]


def _unpacked(line: str) -> _Read:
    article, faults = json.loads(line)
    return Checked(unpacker(_ARTICLE)(article), unpacker(_FAULTS)(faults)), line
