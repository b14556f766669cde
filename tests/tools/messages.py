"""The messages of the Python source, for `pybabel extract` with `tests/babel.cfg`.

Babel's own extractor misses what stands in an f-string before Python 3.12.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

SINGLE = frozenset({"_", "N_", "gettext"})
PLURAL = frozenset({"n", "count", "ngettext"})

Found = tuple[int, str, str | tuple[str, str], list[str]]


def extract_python(
    file: BinaryIO, keywords: Mapping[str, object], comment_tags: Collection[str], options: Mapping[str, object]
) -> Iterator[Found]:
    """Line, function, message and comments of each call that marks a message; as Babel's extractors give them."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "id", getattr(function, "attr", ""))
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if name in SINGLE and len(texts) == 1:
                yield node.lineno, "gettext", texts[0], []
            elif name in PLURAL and len(texts) == 2:
                yield node.lineno, "ngettext", (texts[0], texts[1]), []
