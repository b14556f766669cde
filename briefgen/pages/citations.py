"""The cited passages of one page: numbered marks in the text, and their notes at its foot."""

import re
from collections import Counter
from html import escape
from zlib import crc32

from markupsafe import Markup as Html

from briefgen.viewparts import Footnote, Passage

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LOOSE_MARK = re.compile(r'[ \t\n]+(?=<sup class="cite"[ >])')
_FOOTNOTE = re.compile(r'(<(?:sup|li) id="|<a class="footnote-(?:ref|backref)" href="#)([^"]+)')


def attached(html: str) -> str:
    """A text whose marks stand right behind what they prove: `moved [@x].` is no reason for a blank before the mark."""
    return _LOOSE_MARK.sub("", html)


def mark_id(href: str, count: int) -> str:
    """The id of the mark that is the `count`th on its page for a passage: the same on every page, for links to it.

    `href` leads to the passage; all but its file and fragment is passed over, since that differs from page to page.
    """
    number, digits = crc32(href.rpartition("/")[2].encode()), ""
    while number:
        number, digit = divmod(number, 36)
        digits += _DIGITS[digit]
    return f"c{digits}-{count}" if count > 1 else f"c{digits}"


class Citations:
    """Collects what a page cites. The same passage keeps its number; each mark has an id of its own."""

    def __init__(self) -> None:
        self._texts: Counter[str] = Counter()
        self._numbers: dict[str, int] = {}
        self._passages: list[Passage] = []
        self._marks: list[list[str]] = []

    def number(self, passage: Passage) -> int:
        """The number of the note of a passage."""
        number = self._numbers.setdefault(passage.href, len(self._numbers) + 1)
        if number > len(self._passages):
            self._passages.append(passage)
            self._marks.append([])
        return number

    def mark(self, passage: Passage) -> Html:
        """The mark for one citation: a link to the words, with the words beside it for hover and focus."""
        number = self.number(passage)
        marks = self._marks[number - 1]
        mark = mark_id(passage.href, len(marks) + 1)
        marks.append(mark)
        source = ", ".join(filter(None, (passage.publisher or passage.article.text, passage.published.text)))
        words = f"“{escape(passage.words, quote=False)}” " if passage.words else ""
        if passage.lang:
            words = f'<span lang="{escape(passage.lang)}" dir="auto">{words}</span>'
        return Html(
            f'<sup class="cite" id="{mark}"><a href="{escape(passage.href)}" aria-describedby="note-{number}">{number}'
            f"</a><span>{words}<small>{escape(source, quote=False)}</small></span>"
            "</sup>"
        )

    def distinct(self, html: str) -> str:
        """A text with footnotes of its own that stands on the page again gets other ids for them."""
        first = _FOOTNOTE.search(html)
        if first is None:
            return html
        self._texts[first[2]] += 1
        times = self._texts[first[2]]
        return html if times == 1 else _FOOTNOTE.sub(rf"\g<0>-{times}", html)

    def footnotes(self) -> tuple[Footnote, ...]:
        """The notes of all marks made so far, by number."""
        return tuple(
            Footnote(number, passage, tuple(marks))
            for number, (passage, marks) in enumerate(zip(self._passages, self._marks, strict=True), 1)
        )
