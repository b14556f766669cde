"""The words of an article in the page's own characters.

An extractor says which stretches of a page are its article, but joins, trims and replaces on the way. So each stretch
is looked for in the page itself, without regard to white space and invisible characters; what stands there is taken.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_LINES = frozenset(("item", "row"))
"""Blocks that follow one another as lines, not as paragraphs."""

_BLOCKS = frozenset(("p", "head", "quote", "list", "table", "item", "row", "code", "fw", "ab", "div", "body", "main"))


class Stretch(NamedTuple):
    """A stretch of the article as the extractor gave it; `is_line` tells that it is a row or an entry of a list."""

    text: str
    is_line: bool


class Found(NamedTuple):
    """The text of the article, paragraphs divided by blank lines; `strays` are those that the page has not as such."""

    text: str
    strays: tuple[str, ...]


def stretches(body: Any) -> tuple[Stretch, ...]:
    """The blocks of an extractor's tree (trafilatura's), from top to bottom."""
    return tuple(stretch for stretch in _stretches(body, is_line=False) if _bare(stretch.text)[0])


def _stretches(element: Any, *, is_line: bool) -> Iterator[Stretch]:
    gathered = element.text or ""
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCKS:
            yield Stretch(gathered, is_line)
            gathered = ""
            yield from _stretches(child, is_line=tag in _LINES)
        else:
            gathered += ("\n" if tag == "lb" else "") + "".join(child.itertext()) + ("\t" if tag == "cell" else "")
        gathered += child.tail or ""
    yield Stretch(gathered, is_line)


def locate(page: str, wanted: Iterable[Stretch]) -> Found:
    """The stretches as they stand in the page's text, each looked for behind the one before it, then anywhere."""
    bare, places = _bare(page)
    pieces: list[str] = []
    strays: list[str] = []
    at, was_line = 0, False
    for stretch in wanted:
        needle = _bare(stretch.text)[0]
        start = bare.find(needle, at)
        if start < 0:
            start = bare.find(needle)
        if start < 0:
            strays.append(_tidy(stretch.text))
            shown = strays[-1]
        else:
            at = start + len(needle)
            shown = _tidy(page[places[start] : _end(page, places[at - 1])])
        pieces += ["\n" if was_line and stretch.is_line else "\n\n", shown]
        was_line = stretch.is_line
    return Found("".join(pieces[1:]) + "\n" if pieces else "", tuple(strays))


def _bare(text: str) -> tuple[str, list[int]]:
    """A text without white space and invisible characters, and where each character that is left stood."""
    kept = [(char, at) for at, char in enumerate(text) if not char.isspace() and unicodedata.category(char) != "Cf"]
    return "".join(char for char, _ in kept), [at for _, at in kept]


def _end(page: str, last: int) -> int:
    """Behind the last character, with the invisible ones that belong to it."""
    end = last + 1
    while end < len(page) and unicodedata.category(page[end]) == "Cf":
        end += 1
    return end


def _tidy(text: str) -> str:
    """Lines without blanks at their ends; no empty ones, since these divide paragraphs."""
    lines = (line.strip(" \t\r") for line in re.sub(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text).split("\n"))
    return "\n".join(line for line in lines if line)
