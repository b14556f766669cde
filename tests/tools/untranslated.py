"""Words of the interface that no catalogue has, found on built pages.

For this a briefing is put into Greek letters, its language is Korean (dates are in Hangul then), and a catalogue puts
every message in brackets. A Latin word that is still outside of them is one of the program's own.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import yaml

OPEN, CLOSE = "⟦", "⟧"

_GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβγδεφχηιξκλμνοπψρστυϖωςζϟΑΒΓΔΕΦΧΗΙΞΚΛΜΝΟΠΨΡΣΤΥϢΩϚΖϞ"
)
_VERBATIM = frozenset({"exact", "prefix", "quote", "suffix"})
_PROSE = frozenset(
    {"aliases", "author", "bottom_line", "correction", "description", "if_missed", "license", "name", "note", "place"}
    | {"publisher", "questions", "role", "summary", "text", "title", "translation"}
)
"""Keys whose values are words; all others mean something to the program."""
_KEPT = re.compile(r"(\]\([^)]*\)|\[@[^\]]*\]|https?://\S+)")
_READ_OUT = frozenset({"alt", "aria-description", "aria-label", "label", "placeholder", "title"})
_SAME_EVERYWHERE = re.compile(r"https?://\S+|\b[0-9a-f]{64}\b|UTC|W3C Web Annotation|BibTeX|CSL-JSON")
"""Addresses, hashes, and what has one name in all languages."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_PIECES = re.compile(f"([{OPEN}{CLOSE}])")


def in_greek(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A content folder, by path, whose words are in Greek letters."""
    made = dict(files)
    for path, data in files.items():
        if path.endswith(".txt"):
            made[path] = data.decode().translate(_GREEK).encode()
        elif path.endswith(".yaml"):
            made[path] = _in_greek(data.decode()).encode()
        elif path.endswith(".md"):
            _, front, body = data.decode().split("---\n", 2)
            made[path] = f"---\n{_in_greek(front)}---\n{_prose(body)}".encode()
    return made


def _in_greek(text: str) -> str:
    return yaml.safe_dump(_record(yaml.load(text, yaml.BaseLoader)), allow_unicode=True, sort_keys=False)


def _record(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _record(each, name) for name, each in value.items() if name != "sha256"}
    if isinstance(value, list):
        return [_record(each, key) for each in value]
    return value.translate(_GREEK) if key in _VERBATIM else _prose(value) if key in _PROSE else value


def _prose(text: str) -> str:
    """Addresses and references in it stay as they are."""
    return "".join(piece if at % 2 else piece.translate(_GREEK) for at, piece in enumerate(_KEPT.split(text)))


def outside(text: str) -> str:
    """What stands outside the brackets, which may be nested."""
    depth, left = 0, []
    for piece in _PIECES.split(text):
        depth += (piece == OPEN) - (piece == CLOSE)
        left.append("\0" if piece in (OPEN, CLOSE) else "" if depth else piece)
    return "".join(left)


def untranslated(text: str) -> list[str]:
    """Latin words outside the brackets, but for what is the same in every language."""
    return _WORD.findall(_SAME_EVERYWHERE.sub("", outside(text)))


class _Page(HTMLParser):
    """The text of a page, and what is read out from its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.read_out: list[str] = []
        self.in_data = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.in_data = tag in ("script", "style")
        self.read_out += [value or "" for name, value in attributes if name in _READ_OUT]

    def handle_endtag(self, tag: str) -> None:
        self.in_data = False

    def handle_data(self, data: str) -> None:
        if not self.in_data:
            self.text.append(data)


def untranslated_on(page: str) -> list[str]:
    """Untranslated words of an HTML page or fragment. A message may have elements within it."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    return [*untranslated("\n".join(parser.text)), *(word for text in parser.read_out for word in untranslated(text))]
