"""What a web page says, read without interpreting it: its text in order, and what its head tells of it."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple

_UNSEEN = frozenset(("script", "style", "template", "noscript", "title", "svg", "math", "select", "iframe"))
_VOID = frozenset(
    ("br", "img", "meta", "link", "input", "hr", "wbr", "source", "area", "base", "col", "embed", "track")
)
_IN_LINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_BLANKS = re.compile("[ \t\n\r\f]+")


class Page(NamedTuple):
    """`text` is all text in order: white space as a browser shows it, lines for `<br>` and blocks, tabs between cells.

    `meta` has the first content of each name or property, in lower case; `linked` the JSON-LD blocks as text; `times`
    the values of `<time datetime>`, and `marked` that of the one marked as the day of publication.
    """

    text: str
    language: str
    title: str
    heading: str
    canonical: str
    meta: Mapping[str, str]
    linked: tuple[str, ...]
    times: tuple[str, ...]
    marked: str


def read_page(html: str) -> Page:
    """Reads a page of any quality; never raises."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(
        text="".join(reader.text),
        language=reader.language,
        title=_line(reader.title),
        heading=_line(reader.heading),
        canonical=reader.canonical,
        meta=reader.meta,
        linked=tuple(reader.linked),
        times=tuple(reader.times),
        marked=reader.marked,
    )


def _line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.language = ""
        self.title: list[str] = []
        self.heading: list[str] = []
        self.canonical = ""
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []
        self.times: list[str] = []
        self.marked = ""
        self._unseen: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        match tag:
            case "html":
                self.language = self.language or values.get("lang", "") or values.get("xml:lang", "")
            case "meta":
                self._note(values)
            case "link":
                if "canonical" in values.get("rel", "").lower().split():
                    self.canonical = self.canonical or values.get("href", "").strip()
            case "time":
                self._time(values)
            case "h1" if not self.heading:
                self._into = self.heading
            case "title" if not self.title:
                self._into = self.title
            case "script" if "ld+json" in values.get("type", ""):
                self.linked.append("")
                self._into = self.linked
            case "br":
                self._space("\n")
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag not in _IN_LINE and tag not in _VOID:
            self._space("\t" if tag in ("td", "th") else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag in ("h1", "title", "script"):
            self._into = None
        if tag not in _IN_LINE and tag not in _VOID and tag not in _UNSEEN:
            self._space("\t" if tag in ("td", "th") else "\n")

    def handle_data(self, data: str) -> None:
        if self._into is self.linked:
            self.linked[-1] += data
        elif self._into is not None:
            self._into.append(data)
        if not self._unseen:
            # A blank that begins a line, or follows a blank, is not seen.
            shown = _BLANKS.sub(" ", data)
            if shown[:1] == " " and (not self.text or self.text[-1][-1] in " \t\n"):
                shown = shown[1:]
            if shown:
                self.text.append(shown)

    def _space(self, mark: str) -> None:
        if self.text and self.text[-1][-1] not in "\t\n":
            self.text.append(mark)

    def _note(self, values: Mapping[str, str]) -> None:
        content = values.get("content", "").strip()
        for key in ("name", "property", "itemprop"):
            if content and values.get(key):
                self.meta.setdefault(values[key].strip().lower(), content)

    def _time(self, values: Mapping[str, str]) -> None:
        value = values.get("datetime", "").strip()
        if value:
            self.times.append(value)
            if "pubdate" in values or values.get("itemprop", "").lower() == "datepublished":
                self.marked = self.marked or value
