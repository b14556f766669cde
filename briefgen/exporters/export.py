"""What an exporter gives: files to be made when they are asked for, so that a preview need not make them all."""

from collections.abc import Callable
from typing import NamedTuple


class Export(NamedTuple):
    """A file for programs: its output path, and how to make it. Making it twice gives the same bytes."""

    path: str
    make: Callable[[], bytes]
