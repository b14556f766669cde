"""Markdown to sanitised HTML: Python-Markdown, set up once, and an allow-list after it.

Links to parts of the briefing and citations leave the engine as `<a href="ref:N">…</a>` and `<img src="ref:N">`, where
N counts `Rendering.found`. No author can write one: raw HTML is text, and every address passes `_Gate`.

What an author could do to slow a build down is metered: each stage whose time grows faster than the text spends
steps from a budget, so that hostile text ends in a fault after about a second, the same on every machine.
"""

import re
from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.extensions.footnotes import (
    NBSP_PLACEHOLDER,
    FootnoteBlockProcessor,
    FootnoteExtension,
    FootnoteInlineProcessor,
)
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, STX, AtomicString

from briefgen.diagnostics import Severity
from briefgen.markup_links import (
    MAX_DEPTH,
    Citation,
    MarkupFault,
    Problem,
    Reference,
    decoded,
    harmless,
    read_address,
    read_citation,
)

_STEPS, _STEPS_PER_CHARACTER = 4_000_000, 100
_MAX_WARNINGS = 20

_MARK = re.compile("\x01([0-9]+)\x01")
_TO_MARK = re.compile(r"\]\([ \t]*<?|\[@")
_CITATION = "\\[@\x01([0-9]+)\x01([^\\[\\]]*)(\\](?!\\()|(?!\\]))"
_WRITTEN_ADDRESS = re.compile(r"[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*")
_LATE_LIST = re.compile(r"\n[ ]{0,3}((?:[-*+]|1\.)[ ]+\S[^\n]*)")
# A definition whose name begins with @ would swallow a citation at the head of a line; and the library's own
# expressions for definitions take quadratic time on text that only begins like one.
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!@)([^\[\]\n]{1,200})\]:[ ]*(?:\n[ ]*)?(\S++)[ ]*(?:\n[ ]*)?(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\n]{1,100})\]:[ ]*(.*)$", re.MULTILINE)
_FOOTNOTE_MARK = r"\[\^([^\]\n]{1,100})\]"

_BLOCKS = ("p", "br", "hr", "pre", "blockquote", "ul", "h1", "h2", "h3", "h4", "h5", "h6")
_ALIGNED = {"class": {"align-left", "align-center", "align-right"}}
_ALLOWED: dict[str, Any] = {
    "tags": {*_BLOCKS, "ol", "li", "em", "strong", "code", "a", "img", "sup", "div"}
    | {"table", "thead", "tbody", "tr", "th", "td"},
    "attributes": {"a": {"href", "title"}, "img": {"src"}, "ol": {"start"}, "li": {"id"}, "sup": {"id"}},
    "tag_attribute_values": {
        "a": {"class": {"footnote-ref", "footnote-backref"}},
        "div": {"class": {"footnote"}},
        "th": _ALIGNED,
        "td": _ALIGNED,
    },
    "url_schemes": {"http", "https", "mailto", "ref"},
    "link_rel": None,
}
_CLEANER = nh3.Cleaner(**_ALLOWED)


class Rendering(NamedTuple):
    """Sanitised HTML, what `ref:N` in it stands for, and the faults."""

    html: str
    found: tuple[Reference | Citation, ...]
    faults: tuple[MarkupFault, ...]


class TooTangled(Exception):  # noqa: N818
    """A text is nested too deeply, or would take too long. Never leaves this module."""


class _Run:
    """What one call works on; the processors share it."""

    def __init__(self) -> None:
        self.begin("", "", 1)

    def begin(self, text: str, key: str, top_level: int) -> None:
        self.text, self.key, self.demotion = text, key, top_level - 1
        self.steps = _STEPS + _STEPS_PER_CHARACTER * len(text)
        self.offsets = [match.end() for match in _TO_MARK.finditer(text)]
        self.citations: list[Citation] = []
        self.found: list[Reference | Citation] = []
        self.faults: dict[MarkupFault, None] = {}

    def spend(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooTangled

    def marked(self) -> str:
        """The text with the number of its place put into every possible address and citation, and without tabs.

        The parser moves text about and forgets where it was; the marks travel with it, in the text and not beside it.
        """
        number = count()
        return _TO_MARK.sub(lambda match: f"{match[0]}\x01{next(number)}\x01", self.text.expandtabs(4))

    def place(self, marked: str) -> tuple[int, int]:
        """Where an address stands: at its mark, else (in a definition or `<…>`) at its first occurrence."""
        mark, address = _MARK.search(marked), _MARK.sub("", marked)
        start = self.offsets[int(mark[1])] if mark else self.text.find(address)
        if start < 0:
            return 0, len(self.text)
        if self.text.startswith(address, start):
            return start, start + len(address)
        written = _WRITTEN_ADDRESS.match(self.text, start)
        return start, written.end() if written else start

    def fault(self, problem: Problem, place: tuple[int, int], severity: Severity = Severity.ERROR) -> None:
        self.faults[MarkupFault(problem.code, *place, problem.message, problem.hint, severity)] = None


class _Guard(BlockProcessor):
    """Looks at each block before any other processor does: too deep, or seen too often?"""

    def __init__(self, md: Markdown, run: _Run) -> None:
        super().__init__(md.parser)
        self.budget = run

    def test(self, parent: Element, block: str) -> bool:
        if len(self.parser.state) > MAX_DEPTH:
            raise TooTangled
        # The lines of a block are joined one by one to the text of a list item.
        self.budget.spend(len(block) + block.count("\n") * len(block) // 1000)
        return False


class _Tables(TableProcessor):
    """The library's, but metered: each row is filled up to the width of the first, and pipes are paired with ticks."""

    def __init__(self, md: Markdown, run: _Run) -> None:
        super().__init__(md.parser, {"use_align_attribute": True})
        self.budget = run

    def test(self, parent: Element, block: str) -> bool:
        if "|" not in block:
            return False
        self.budget.spend(block.count("|") * block.count("`"))
        return super().test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        self.budget.spend(20 * len(self.separator) * blocks[0].count("\n"))
        super().run(parent, blocks)


class _Definitions(ReferenceProcessor):
    RE = _DEFINITION


class _FootnoteTexts(FootnoteBlockProcessor):
    RE = _FOOTNOTE


class _FootnoteMarks(FootnoteInlineProcessor):
    """The library's, with a warning where the text of the note is missing."""

    footnotes: "_Footnotes"

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        if m[1] not in self.footnotes.footnotes:
            run = self.footnotes.budget
            at = run.text.find(m[0])
            place = (at, at + len(m[0])) if at >= 0 else (0, len(run.text))
            problem = Problem("footnote-missing", f"`{m[0]}` has no note", f"add a paragraph `{m[0]}: …`")
            run.fault(problem, place, Severity.WARNING)
        return super().handleMatch(m, data)


class _Footnotes(FootnoteExtension):
    """The library's, but numbered instead of named, since a name may be any text, and metered."""

    def __init__(self, run: _Run) -> None:
        self.budget = run
        super().__init__(PLACE_MARKER="\x04", BACKLINK_TITLE="", BACKLINK_TEXT="&#8617;&#xFE0E;")

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_FootnoteTexts(self), "footnote", 17)
        md.inlinePatterns.register(_FootnoteMarks(_FOOTNOTE_MARK, self), "footnote", 175)

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802
        self.budget.spend(len(self.footnotes))
        return f"fn:{list(self.footnotes).index(id) + 1}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802
        return self.unique_ref(self.makeFootnoteId(id).replace("fn", "fnref"), found)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        self.budget.spend(20 * len(self.used_refs))  # the library tries one number after the other
        return super().unique_ref(reference, found)


class _Citations(InlineProcessor):
    """`[@a#b; @c]` to `<cite>`, which only `_Gate` makes a link."""

    def __init__(self, md: Markdown, run: _Run) -> None:
        super().__init__(_CITATION, md)
        self.budget = run

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[Element | str | None, int | None, int | None]:
        run, inner, closed = self.budget, "@" + m[2], bool(m[3])
        start = run.offsets[int(m[1])] - 2
        end = run.text.find("]", start) + 1 if closed else start + 1 + len(inner)
        if STX in inner:  # code and escapes are put aside by now
            inner = run.text[start + 1 : end - closed]
        got = read_citation(inner, closed)
        if got is None:
            return None, None, None
        if isinstance(got, Problem):
            run.fault(got, (start, end))
            return None, None, None
        placed, at = [], start
        for reference in got:
            at = run.text.find(inner[reference.start : reference.end], at)
            width = reference.end - reference.start
            placed.append(reference._replace(start=at, end=at + width))
            at += width
        run.citations.append(Citation(tuple(placed), start, end))
        element = Element("cite", {"n": str(len(run.citations) - 1)})
        element.text = AtomicString(f"[{inner}]")
        return element, m.start(), m.end()


class _LateLists(Treeprocessor):
    """Warns of lines that look like a list and are text, because no blank line stands before them."""

    def __init__(self, md: Markdown, run: _Run) -> None:
        super().__init__(md)
        self.budget = run

    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text if element.tag in ("p", "li") else None
            late = _LATE_LIST.search(text) if text else None
            if text and late and len(self.budget.faults) < _MAX_WARNINGS:
                before = text[text.rfind("\n", 0, late.start()) + 1 : late.start()]
                self.warn(_MARK.sub("", before), _MARK.sub("", late[1].partition(NBSP_PLACEHOLDER)[0]))

    def warn(self, before: str, line: str) -> None:
        words, item = ((r"\s+".join(map(re.escape, part.split()))) for part in (before, line))
        found = re.search(rf"{words}[^\S\n]*\n[\s>]*({item})", self.budget.text)
        problem = Problem(
            "list-needs-blank-line",
            "this looks like a list, and is shown as text of the paragraph before it",
            "put a blank line before the list; indent a list within a list by four spaces",
        )
        place = (found.start(1), found.end(1)) if found else (0, len(self.budget.text))
        self.budget.fault(problem, place, Severity.WARNING)


class _Gate(Treeprocessor):
    """Every element passes here last: addresses are judged, headings demoted, ids given the record's name."""

    def __init__(self, md: Markdown, run: _Run) -> None:
        super().__init__(md)
        self.budget = run

    def run(self, root: Element) -> None:
        for element in root.iter():
            tag = element.tag
            if tag == "a":
                self.pass_link(element)
            elif tag == "img":
                self.pass_image(element)
            elif tag == "cite":
                number = int(element.attrib.pop("n"))
                element.tag, element.text = "a", None
                element.set("href", self.number(self.budget.citations[number]))
            elif tag in ("sup", "li") and "id" in element.attrib:
                element.set("id", self.own_id(element.attrib["id"]))
            elif "align" in element.attrib:
                element.set("class", f"align-{element.attrib.pop('align')}")
            elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                element.tag = f"h{min(6, int(tag[1]) + self.budget.demotion)}"

    def number(self, found: Reference | Citation) -> str:
        self.budget.found.append(found)
        return f"ref:{len(self.budget.found) - 1}"

    def own_id(self, written: str) -> str:
        return f"{self.budget.key}-{written.replace(':', '-')}"

    def pass_link(self, link: Element) -> None:
        run = self.budget
        href, title = link.attrib.pop("href"), link.attrib.pop("title", "")
        run.spend(len(href) + len(title))
        if link.get("class", "").startswith("footnote-"):
            link.set("href", "#" + self.own_id(href[1:]))
            return
        self.refuse_links_in(link, href)
        got = read_address(_MARK.sub("", href).replace(AMP_SUBSTITUTE, "&"))
        if isinstance(got, Problem):
            run.fault(got, run.place(href))
            link.tag = "span"
        elif isinstance(got, Reference):
            start, end = run.place(href)
            link.set("href", self.number(got._replace(title=_plain(title), start=start, end=end)))
        else:
            link.set("href", got.replace("&", "&amp;"))
            if title:
                link.set("title", _MARK.sub("", title))

    def pass_image(self, image: Element) -> None:
        run = self.budget
        src, alt, title = (image.attrib.pop(name, "") for name in ("src", "alt", "title"))
        run.spend(len(src) + len(alt) + len(title))
        got = read_address(_MARK.sub("", src), image=True)
        start, end = run.place(src)
        if isinstance(got, Reference):
            got = got._replace(image=True, alt=_plain(alt), title=_plain(title), start=start, end=end)
            image.set("src", self.number(got))
        elif isinstance(got, Problem):
            run.fault(got, (start, end))
            image.tag = "span"

    def refuse_links_in(self, link: Element, href: str) -> None:
        for inner in link.iter():
            if inner is not link and inner.tag in ("a", "cite"):
                what = "a link, a citation or a footnote stands in the words of a link"
                problem = Problem("link-in-link", what, "move it behind the link")
                self.budget.fault(problem, self.budget.place(href))
                inner.tag, inner.attrib = "span", {}


def _plain(attribute: str) -> str:
    return decoded(_MARK.sub("", attribute))


class Engine:
    """Python-Markdown with tables, footnotes, sane lists and citations, without raw HTML. One call at a time."""

    def __init__(self) -> None:
        run = self._run = _Run()
        md = self._md = Markdown(extensions=[_Footnotes(run), SaneListExtension()], output_format="html")
        TableExtension().extendMarkdown(md)
        md.parser.blockprocessors.register(_Tables(md, run), "table", 75)
        md.parser.blockprocessors.register(_Guard(md, run), "guard", 200)
        md.parser.blockprocessors.register(_Definitions(md.parser), "reference", 15)
        # Without these two nothing takes raw HTML for more than text; and a broken `<![` has nothing to crash.
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.postprocessors.deregister("raw_html")
        md.inlinePatterns.register(_Citations(md, run), "citation", 172)
        for name in ("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"):
            processor = md.inlinePatterns[name]
            for method in ("getText", "getLink"):
                setattr(processor, method, _metered(getattr(processor, method), run))
        md.treeprocessors.register(_LateLists(md, run), "late-lists", 45)
        md.treeprocessors.register(_Gate(md, run), "gate", -10)

    def render(self, text: str, key: str, top_level: int) -> Rendering | None:
        """`None` if the text is nested too deeply or tangled. It has no control characters but newlines and tabs."""
        md, run = self._md, self._run
        run.begin(text, key, top_level)
        md.reset()
        md.parser.state.clear()
        try:
            marked = _MARK.sub("", md.convert(run.marked()))
        except (TooTangled, RecursionError):
            return None
        return Rendering(harmless(_CLEANER.clean(marked)), tuple(run.found), tuple(run.faults))


def _metered(scan: Callable[[str, int], tuple[Any, ...]], run: _Run) -> Callable[[str, int], tuple[Any, ...]]:
    """A scan for a closing bracket that pays for the characters it looked at, at most to the end of the block."""

    def paying(data: str, index: int) -> tuple[Any, ...]:
        result = scan(data, index)
        *_, end, closed = result
        settled = closed and '"' not in data[index:end] and "'" not in data[index:end]
        run.spend((end if settled else len(data)) - index)
        return result

    return paying
