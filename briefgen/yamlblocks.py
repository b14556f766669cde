"""The YAML that people write, read without a parser for all of it: several times as fast.

Known here are blocks of `key: value` and `- item`, values of one word or many (plain, in quotes, as `|` and `>`), lists
and mappings of words in brackets, and comments. At anything else this gives up, and the whole file is read from the
parser's events; there every fault is told too. A property test holds that both give the same tree.
"""

import re
from functools import cache

from briefgen.source import SourceFile, Span
from briefgen.yamlnodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence

_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_KEY = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
_WORD = r"\w(?:[\w .-]{0,200}\w)?"
_GAP = r"(?: *(?:#[^\n]*)?\n)*"
# A key, the rest of its line; then blank lines and comments, and how far the next token is indented.
_ENTRY = re.compile(rf"(?:({_KEY}):(?=[ \n]) *)?([^\n]*)\n({_GAP})( *)")
_NEXT = re.compile(rf"{_GAP}( *)")
_NOT_PLAIN = frozenset(("", *"-?:,[]{}#&*!|>'\"%@` "))
_VALUE = re.compile(
    r"(?:'(?P<single>(?:[^']|'')*)'"
    r"|\"(?P<double>[^\"\\]*)\""
    rf"|\[(?P<list>(?:{_WORD}(?:, *{_WORD})*)?)\]"
    rf"|\{{(?P<map>{_KEY}: +{_WORD}(?:, *{_KEY}: +{_WORD})*)\}}"
    r"|(?P<block>[|>][+-]?)"
    r"|(?P<none>))"
    r"(?: +#.*| *|(?<![^ ])#.*)"
)
_MORE = re.compile(r" +([^\s#][^\n]*)\n")
_BLANKS = re.compile(" +\n")
_BODY_START = re.compile(r"\n*( +)[^ \n]")
_ITEM = re.compile(_WORD)
_PAIR = re.compile(rf"({_KEY}): +({_WORD})")
_BREAKS = re.compile(r"\n+")


class _Unknown(Exception):  # noqa: N818 - a way out, not an error
    """Something that is not read here."""


def parse_blocks(source: SourceFile) -> Mapping | None:
    """The mapping that a file is; `None` for a file that has to be read from its events."""
    text = source.text
    if _UNUSUAL.search(text) or not text.endswith("\n"):
        return None
    try:
        return _Reader(source).root()
    except _Unknown:
        return None


class _Reader:
    """Stands before a token: `at` is its offset, `column` how far it is indented."""

    def __init__(self, source: SourceFile) -> None:
        self.path = source.path
        self.text = source.text
        self.size = len(source.text)
        self.at = self.column = 0

    def go_on(self, line: int) -> None:
        """To the first token from the beginning of a line on, over blank lines and comments."""
        gap = _NEXT.match(self.text, line)
        if gap is not None:
            self.stand(gap.end(), len(gap[1]))

    def stand(self, at: int, column: int) -> None:
        self.at, self.column = at, column if at < self.size else -1

    def root(self) -> Mapping:
        self.go_on(4 if self.text.startswith("---\n") else 0)
        first = _ENTRY.match(self.text, self.at)
        if first is None or self.column != 0:
            raise _Unknown
        node = self.mapping(first, 0, 1)
        if self.at < len(self.text):
            raise _Unknown
        return node

    def mapping(self, found: re.Match[str] | None, column: int, depth: int) -> Mapping:
        """The mapping whose first entry is found, and stands at a column."""
        start = at = self.at
        path, text, entry = self.path, self.text, _ENTRY.match
        entries: dict[str, tuple[Scalar, Node]] = {}
        while found is not None and depth <= MAX_DEPTH:
            key = found[1]
            if key is None or key in entries:
                break
            name = Scalar(key, Span(path, at, at + len(key)), True)
            entries[key] = (name, self.value(found, column, depth))
            at = self.at
            if self.column != column:
                if self.column > column:
                    break
                return Mapping(tuple(entries.values()), Span(path, start, at))
            found = entry(text, at)
        raise _Unknown

    def sequence(self, column: int, depth: int) -> Sequence:
        start = self.at
        items: list[Node] = []
        while self.column == column and self.text.startswith("- ", self.at):
            dash = self.at
            while self.text[self.at + 1] == " ":
                self.at += 1
            self.at += 1
            found = _ENTRY.match(self.text, self.at)
            if found is None or depth > MAX_DEPTH:
                raise _Unknown
            if found[1] is not None:
                items.append(self.mapping(found, column + self.at - dash, depth + 1))
            else:
                items.append(self.value(found, column, depth))
        if self.column > column:
            raise _Unknown
        return Sequence(tuple(items), Span(self.path, start, self.at))

    def value(self, found: re.Match[str], column: int, depth: int) -> Node:
        """The value of an entry in a block at a column; the next token is the one behind it."""
        words = found[2]
        if words[:1] in _NOT_PLAIN:
            return self.special(found, column, depth)
        self.at = found.end()
        self.column = len(found[4]) if self.at < self.size else -1
        if self.column > column or " #" in words or ": " in words or words[-1] in ": ":
            return self.plain(found, column)
        start = found.start(2)
        return Scalar(words, Span(self.path, start, start + len(words)), True)

    def special(self, found: re.Match[str], column: int, depth: int) -> Node:
        """A value that does not begin like words."""
        value = _VALUE.fullmatch(self.text, *found.span(2))
        kind = value.lastgroup if value else None
        if value is None or kind is None:
            raise _Unknown
        if kind == "none":
            return self.below(found, column, depth)
        start, end = value.span(kind)
        if kind == "block":
            return self.block(start, found.start(3), column)
        self.stand(found.end(), len(found[4]))
        span = Span(self.path, start - 1, end + 1)
        if kind == "list":
            words = _ITEM.finditer(self.text, start, end)
            return Sequence(tuple(Scalar(one[0], Span(self.path, *one.span()), True) for one in words), span)
        if kind == "map":
            return self.pairs(start, end, span)
        text = value[kind]
        return Scalar(text.replace("''", "'") if kind == "single" else text, span, False)

    def plain(self, found: re.Match[str], column: int) -> Scalar:
        """Words with a comment behind them, or that go on in deeper lines."""
        words, comment, _ = found[2].partition(" #")
        words = _words(words)
        start, line = found.start(2), found.start(3)
        end = start + len(words)
        while self.column > column:
            more = _MORE.match(self.text, line)
            if comment or more is None:
                raise _Unknown
            piece, comment, _ = more[1].partition(" #")
            piece = _words(piece)
            words += " " + piece
            end = more.start(1) + len(piece)
            line = more.end()
            self.go_on(line)
        return Scalar(words, Span(self.path, start, end), True)

    def block(self, start: int, line: int, column: int) -> Scalar:
        """The text of `|` or `>`, which is in the lines from an offset on."""
        first = _BODY_START.match(self.text, line)
        indent = len(first[1]) if first else 0
        body = _body(indent).match(self.text, line)
        if indent <= column or body is None or _BLANKS.match(self.text, body.end()):
            raise _Unknown
        text = f"\n{body[0]}".replace("\n" + " " * indent, "\n")[1:]
        kept = text.rstrip("\n")
        if self.text[start] == ">":
            if "\n " in kept:
                raise _Unknown
            above = len(kept) - len(kept.lstrip("\n"))
            kept = kept[:above] + _BREAKS.sub(lambda breaks: breaks[0][1:] or " ", kept[above:])
        chomping = self.text[start + 1]
        ending = "" if chomping == "-" else text[len(text.rstrip("\n")) :] if chomping == "+" else "\n"
        self.go_on(body.end())
        return Scalar(kept + ending, Span(self.path, start, body.end()), False)

    def below(self, found: re.Match[str], column: int, depth: int) -> Node:
        """What stands in the lines below a key, or nothing."""
        if found[1] is None:
            raise _Unknown
        end = found.end(1) + 1
        self.stand(found.end(), len(found[4]))
        if self.column >= column and self.text.startswith("- ", self.at):
            return self.sequence(self.column, depth + 1)
        if self.column > column:
            return self.mapping(_ENTRY.match(self.text, self.at), self.column, depth + 1)
        return Scalar("", Span(self.path, end, end), True)

    def pairs(self, start: int, end: int, span: Span) -> Mapping:
        """A mapping in brackets."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        for pair in _PAIR.finditer(self.text, start, end):
            key = Scalar(pair[1], Span(self.path, *pair.span(1)), True)
            if key.value in entries:
                raise _Unknown
            entries[key.value] = (key, Scalar(pair[2], Span(self.path, *pair.span(2)), True))
        return Mapping(tuple(entries.values()), span)


def _words(line: str) -> str:
    """A line of a plain scalar without the blanks behind it."""
    words = line.rstrip(" ")
    if ": " in words or words.endswith(":"):
        raise _Unknown
    return words


@cache
def _body(indent: int) -> re.Pattern[str]:
    return re.compile(rf"(?:\n| {{{indent}}}[^\n]*\n)*")
