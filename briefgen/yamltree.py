"""YAML as a tree of nodes that know their places. The grammar is YAML 1.1 as PyYAML reads it."""

from importlib import import_module

from briefgen.diagnostics import Checked
from briefgen.source import SourceFile
from briefgen.yamlblocks import parse_blocks
from briefgen.yamlnodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence, is_null, node_at, scalar_place

__all__ = [
    "MAX_DEPTH",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "is_null",
    "node_at",
    "parse_yaml",
    "scalar_place",
]


def parse_yaml(source: SourceFile) -> Checked[Node | None]:
    """The one document of a file; `None` for an empty file, and where the syntax is broken."""
    plain = parse_blocks(source)
    if plain is not None:
        return Checked(plain)
    # Loaded by the first file that needs it; most briefings have few of them.
    read: Checked[Node | None] = import_module("briefgen.yamlevents").parse_events(source)
    return read
