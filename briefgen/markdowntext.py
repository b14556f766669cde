"""The HTML of Markdown fields as Markdown again, and plain text as Markdown that means nothing but itself.

Only the elements that a field can have are known; of others the text stays.
"""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_LIST_OR_HEADING = re.compile(r"([-+#=:]|[0-9]{1,9}(?=[.)]))")
_MARK = re.compile(r"\[([0-9]+)\]\Z")
_AROUND = {"em": "*", "strong": "**"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def escaped_markdown(text: str) -> str:
    """Plain text in one line of Markdown."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    start = _LIST_OR_HEADING.match(line)
    if start is None:
        return line
    # A number cannot be escaped, but what follows it.
    at = start.end() if start[1].isdecimal() else 0
    return f"{line[:at]}\\{line[at:]}"


def link_target(href: str) -> str:
    """An address in parentheses."""
    return quote(href, safe="%/:?#[]@!$&'*+,;=~-._")


def to_markdown(html: str) -> str:
    """Sanitised HTML as Markdown: paragraphs divided by blank lines, no white space around."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.result()


def in_cell(markdown: str) -> str:
    """Markdown in a cell of a table: one line, paragraphs as breaks."""
    return re.sub(r"[ \t]*\n+[ \t]*", "<br>", markdown.strip())


class _Writer(HTMLParser):
    """Keeps a stack of texts: what is inside a link, a list or a quotation is put around when that ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[list[str]] = [[]]
        self._links: list[str] = []
        self._lists: list[int | None] = []
        self._as_is = 0
        self._is_mark = False
        self._cells: list[str] = []
        self._rows = 0

    def result(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "".join(self._out[0])).strip()

    def _put(self, text: str) -> None:
        self._out[-1].append(text)

    def _open(self) -> None:
        self._out.append([])

    def _shut(self) -> str:
        return "".join(self._out.pop()) if len(self._out) > 1 else ""

    def handle_data(self, data: str) -> None:
        if self._as_is:
            self._put(data)
        elif data.strip():
            lead = " " if data[:1].isspace() else ""
            tail = " " if data[-1:].isspace() else ""
            self._put(f"{lead}{escaped_markdown(data)}{tail}")
        elif data:
            self._put(" ")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _AROUND:
            self._put(_AROUND[tag])
        elif tag in _HEADINGS:
            self._put(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "a":
            self._links.append(values.get("href", ""))
            self._open()
        elif tag in ("ul", "ol"):
            self._lists.append(int(values.get("start") or 1) if tag == "ol" else None)
            self._open()
        elif tag in ("li", "blockquote", "td", "th"):
            self._open()
        elif tag == "tr":
            self._cells = []
        elif tag in ("code", "pre"):
            self._as_is += 1
            self._open()
        else:
            self._start_simple(tag, values)

    def _start_simple(self, tag: str, values: dict[str, str]) -> None:
        match tag:
            case "p" | "div" | "table":
                self._put("\n\n")
            case "br":
                self._put("\\\n")
            case "hr":
                self._put("\n\n---\n\n")
            case "img":
                self._put(f"![{escaped_markdown(values.get('alt', ''))}]({link_target(values.get('src', ''))})")
            case "sup":
                self._is_mark = values.get("class") == "cite"

    def handle_endtag(self, tag: str) -> None:
        if tag in _AROUND:
            self._put(_AROUND[tag])
        elif tag == "a":
            self._end_link()
        elif tag in ("ul", "ol"):
            text = self._shut()
            self._lists.pop()
            edge = "\n" if self._lists else "\n\n"
            self._put(f"{edge}{text.strip(chr(10))}{edge}")
        elif tag == "li":
            self._end_item()
        elif tag == "blockquote":
            self._put("\n\n" + _before_lines("> ", "> ", self._shut()) + "\n\n")
        elif tag in ("code", "pre"):
            self._end_code(tag)
        elif tag in ("td", "th"):
            self._cells.append(in_cell(self._shut()))
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._rows = 0
            self._put("\n\n")
        elif tag in ("p", "div") or tag in _HEADINGS:
            self._put("\n\n")
        elif tag == "sup":
            self._is_mark = False

    def _end_link(self) -> None:
        text = self._shut()
        href = self._links.pop() if self._links else ""
        number = _MARK.search(unescape(text.replace("\\", "")))
        if self._is_mark and number:
            self._put(f"[^{number[1]}]")
        elif href.startswith(("http://", "https://", "mailto:")):
            self._put(f"[{text}]({link_target(href)})")
        else:
            self._put(text)

    def _end_item(self) -> None:
        text = self._shut()
        number = self._lists[-1] if self._lists else None
        mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self._put(_before_lines(mark, " " * len(mark), text) + "\n")

    def _end_code(self, tag: str) -> None:
        self._as_is -= 1
        text = self._shut()
        if tag == "code" and self._as_is:
            self._put(text)
            return
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        if tag == "code":
            ticks, room = "`" * (longest + 1), " " if "`" in (text[:1], text[-1:]) else ""
            self._put(f"{ticks}{room}{text}{room}{ticks}")
        else:
            fence = "`" * max(longest + 1, 3)
            self._put("\n\n{0}\n{1}\n{0}\n\n".format(fence, text.strip("\n")))

    def _end_row(self) -> None:
        self._put(f"| {' | '.join(self._cells)} |\n")
        self._rows += 1
        if self._rows == 1:
            self._put(f"|{' --- |' * len(self._cells)}\n")


def _before_lines(first: str, other: str, text: str) -> str:
    lines = re.sub(r"\n{3,}", "\n\n", text).strip().split("\n")
    marked = (f"{first if at == 0 else other}{line.rstrip()}" for at, line in enumerate(lines))
    return "\n".join(line if line.strip() != ">" else ">" for line in marked)
