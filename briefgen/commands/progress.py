"""Progress of long work, on a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def telling(quiet: bool) -> Iterator["Progress"]:
    """Progress of long work on a terminal, wiped away at the end."""
    progress = Progress(shown=not quiet and sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.wipe()


class Progress:
    """Counts pages on one line of a terminal, from the second second on."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self.next = time.monotonic() + 1.0
        self.dirty = False

    def __call__(self, done: int) -> None:
        if self.shown and time.monotonic() > self.next:
            self.next = time.monotonic() + 0.1
            self.dirty = True
            click.echo(f"\r{done} pages …", err=True, nl=False)

    def wipe(self) -> None:
        if self.dirty:
            click.echo("\r\x1b[K", err=True, nl=False)
