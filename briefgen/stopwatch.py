"""Where the time of a build goes."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from posixpath import splitext
from typing import Any, NamedTuple


class Lap(NamedTuple):
    """A stage, or the making of a kind of file: seconds, and how many things were done in them."""

    name: str
    seconds: float
    things: int


class Stopwatch:
    """Adds up seconds by name. Stages are on the clock; files are CPU seconds, whichever process made them."""

    def __init__(self) -> None:
        self._stages: dict[str, float] = {}
        self._files: dict[str, tuple[float, int]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._stages[name] = self._stages.get(name, 0.0) + time.perf_counter() - started

    def watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, on the clock."""

        def call(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return call

    def add_files(self, taken: Iterable[tuple[str, float]]) -> None:
        """Paths of files with the seconds that each took."""
        for path, seconds in taken:
            name = kind_of_file(path)
            total, count = self._files.get(name, (0.0, 0))
            self._files[name] = (total + seconds, count + 1)

    def stages(self) -> list[Lap]:
        """In the order in which they began to be watched."""
        return [Lap(name, seconds, 1) for name, seconds in self._stages.items()]

    def files(self) -> list[Lap]:
        """The dearest first."""
        laps = (Lap(name, seconds, count) for name, (seconds, count) in self._files.items())
        return sorted(laps, key=lambda lap: -lap.seconds)


def kind_of_file(path: str) -> str:
    """`articles/*.html` for the pages of articles; files that stand alone by their names."""
    folder, _, name = path.rpartition("/")
    return f"{folder.partition('/')[0]}/*{splitext(name)[1]}" if folder else name
