"""The same function for many things, on all cores: by forked processes, which begin with everything that there is.

What is to be done is handed out in stretches through a pipe, so that whoever is done first takes the next; only what
was made comes back, pickled, through a pipe of its own.
"""

import os
import pickle
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from briefgen.problems import Problem

T = TypeVar("T")
R = TypeVar("R")

_TOKEN = 4
"""Bytes of the number of a stretch."""

_STRETCHES = 4096
"""At most so many: their numbers must find room in a pipe."""


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _silent(_: int) -> None:
    pass


def _as_it_is(value: Any) -> Any:
    return value


def forked(
    function: Callable[[T], R],
    items: Iterable[T],
    /,
    *,
    jobs: int | None,
    size: int = 8,
    tell: Callable[[int], None] = _silent,
    send: Callable[[R], Any] = _as_it_is,
    receive: Callable[[Any], R] = _as_it_is,
) -> list[R]:
    """`function` of each item, in order, by `jobs` processes of which this is one; one for each core for `None`.

    `size` items are taken at once; `tell` is told about how many are done. What other processes make is
    `send` to this one and `receive`d. Raises what `function` raises.
    """
    everything = list(items)
    jobs = jobs or cores()
    size = max(size, -(-len(everything) // _STRETCHES))
    stretches = [everything[at : at + size] for at in range(0, len(everything), size)]
    if jobs < 2 or len(stretches) < 2:
        made = []
        for item in everything:
            made.append(function(item))
            tell(len(made))
        return made
    tokens, end = os.pipe()
    os.write(end, b"".join(number.to_bytes(_TOKEN, "little") for number in range(len(stretches))))
    os.close(end)
    children = [_start(function, send, stretches, tokens) for _ in range(min(jobs, len(stretches)) - 1)]
    try:
        found = _work(function, stretches, tokens, lambda number: tell(number * size))
        for _, result in children:
            collected = _collect(result)
            found.update((number, [receive(one) for one in several]) for number, several in collected.items())
    except BaseException:
        for pid, _ in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        raise
    finally:
        os.close(tokens)
        for pid, result in children:
            os.close(result)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
    return [made for number in range(len(stretches)) for made in found[number]]


def _work(
    function: Callable[[T], R], stretches: Sequence[Sequence[T]], tokens: int, tell: Callable[[int], None]
) -> dict[int, list[R]]:
    """Takes stretches until there are none, and gives what it made by their numbers."""
    made = {}
    while token := os.read(tokens, _TOKEN):
        number = int.from_bytes(token, "little")
        made[number] = [function(item) for item in stretches[number]]
        tell(number)
    return made


def _start(
    function: Callable[[T], R], send: Callable[[R], Any], stretches: Sequence[Sequence[T]], tokens: int
) -> tuple[int, int]:
    """A child at work: its process id, and where to read what it made."""
    result, end = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        os.close(end)
        return pid, result

    def stop_if_alone(_: int) -> None:
        if os.getppid() != parent:
            os._exit(1)

    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.close(result)
        try:
            made = _work(lambda item: send(function(item)), stretches, tokens, stop_if_alone)
            data = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
        except Exception as problem:
            data = pickle.dumps(problem)
        with os.fdopen(end, "wb") as file:
            file.write(data)
    finally:
        os._exit(0)


def _collect(result: int) -> dict[int, list[Any]]:
    with os.fdopen(os.dup(result), "rb") as file:
        data = file.read()
    if not data:
        raise Problem("a process of the build was ended from outside", "run the command again, or with --jobs 1")
    made: dict[int, list[Any]] | Exception = pickle.loads(data)  # noqa: S301 - it comes from a child of this very process
    if isinstance(made, Exception):
        raise made
    return made
