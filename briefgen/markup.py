"""Markdown fields as sanitised HTML with unresolved references.

A field is parsed once, before anybody knows what its references lead to or where pages lie; `join` puts the links in
when a page is made. `Markup` is plain data: strings, numbers and tuples.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from briefgen.markup_links import MAX_DEPTH, Citation, MarkupFault, Part, Reference, harmless
from briefgen.markup_prose import parse_prose

__all__ = ["Citation", "Markup", "MarkupFault", "Part", "Reference", "join", "parse_markup", "plain_text", "references"]

MAX_LENGTH = 200_000
"""Characters of one Markdown text: the length of a book."""

_MAX_TICKS = 40
_TICKS = "`" * (_MAX_TICKS + 1)
_FOUND = re.compile(r'<a href="ref:([0-9]+)">(.*?)</a>|<img src="ref:([0-9]+)">', re.DOTALL)
_NOT_PLAIN = re.compile(r'<div class="footnote">.*|<sup id=[^>]*>.*?</sup>|<(?:"[^"]*"|[^>"])*>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Markup:
    """Pieces of HTML, and between them what is not resolved yet. The pieces alone need not be balanced."""

    parts: tuple[Part, ...] = ()


def parse_markup(
    text: str, *, key: str, top_level: int = 3, inline: bool = False
) -> tuple[Markup, tuple[MarkupFault, ...]]:
    """A Markdown text as `Markup`, and its faults, in the order of their places. Never raises.

    `key` is the name of the field on its page, such as `topic-x-summary`: what has an id (footnotes) is named after it.
    `#` becomes a heading of `top_level`, `##` of the next, down to 6. With `inline`, a single paragraph comes without
    its `<p>`; more than that comes as blocks.
    """
    ordinary = parse_ordinary(text, top_level=top_level, inline=inline)
    return (ordinary, ()) if ordinary else parse_fully(text, key=key, top_level=top_level, inline=inline)


def parse_ordinary(text: str, *, top_level: int = 3, inline: bool) -> Markup | None:
    """What people mostly write, at a fraction of the time; `None` for anything else."""
    parts = parse_prose(text, top_level=top_level, inline=inline) if len(text) <= MAX_LENGTH else None
    return Markup(parts) if parts else None


def parse_fully(text: str, *, key: str, top_level: int, inline: bool) -> tuple[Markup, tuple[MarkupFault, ...]]:
    """What `parse_markup` does, for any text, by the engine."""
    text = harmless(text)
    if len(text) > MAX_LENGTH:
        message = f"this Markdown text has {len(text)} characters, and may have {MAX_LENGTH}"
        return _as_written(text, MarkupFault("markup-too-long", 0, len(text), message, "part it into several"))
    rendering = None if _TICKS in text else _engine().render(text, key, top_level)
    if rendering is None:
        message = "this Markdown text is nested too deeply, or has too many brackets or marks that lead nowhere"
        hint = f"lists and quotes go at most {MAX_DEPTH} levels deep; put a backslash before what is not Markdown"
        return _as_written(text, MarkupFault("markup-too-deep", 0, len(text), message, hint))
    body = rendering.html
    if inline and body.startswith("<p>") and body.find("</p>") == len(body) - 4:
        body = body[3:-4]
    parts = tuple(_split(body, rendering.found))
    return Markup(parts), tuple(sorted(rendering.faults, key=lambda fault: (fault.start, fault.end, fault.code)))


def references(markup: Markup) -> Iterator[Reference]:
    """Every reference in it, in order: links, images (also those in the words of a link), members of citations."""
    return _references(markup.parts)


def join(markup: Markup, link: Callable[[Reference, str], str], cite: Callable[[Citation], str]) -> str:
    """The HTML, with the references put in.

    `link` gets a reference and the HTML of its label (empty for an image, and where the target's title is to be the
    label), `cite` a citation; both return HTML.
    """
    return _join(markup.parts, link, cite)


def plain_text(markup: Markup, title: Callable[[Reference], str]) -> str:
    """The words alone, on one line, for descriptions: no footnotes, no citations; images as their `alt`.

    `title` gives the plain title of the target where a reference has no label.
    """

    def link(reference: Reference, label: str) -> str:
        return html.escape(reference.alt, quote=False) if reference.image else label or html.escape(title(reference))

    text = join(markup, link, lambda _: "\x01")
    words = " ".join(html.unescape(_NOT_PLAIN.sub("", text)).split())
    return re.sub(r" ?\x01", "", words).strip()


@cache
def _engine() -> Any:
    """The engine is loaded by the first text that needs it; most briefings have few of them."""
    return import_module("briefgen.markup_engine").Engine()


def _as_written(text: str, fault: MarkupFault) -> tuple[Markup, tuple[MarkupFault, ...]]:
    return Markup((f"<p>{html.escape(text, quote=False)}</p>",)), (fault,)


def _split(body: str, found: tuple[Reference | Citation, ...]) -> Iterator[Part]:
    at = 0
    for match in _FOUND.finditer(body):
        if match.start() > at:
            yield body[at : match.start()]
        at = match.end()
        part = found[int(match[1] or match[3])]
        if isinstance(part, Reference) and (match[2] or "").strip():
            # Nothing but images can be found in a label: links and citations there are faults.
            label = tuple(piece for piece in _split(match[2], found) if not isinstance(piece, Citation))
            part = part._replace(label=label)
        yield part
    if at < len(body):
        yield body[at:]


def _references(parts: tuple[Part, ...]) -> Iterator[Reference]:
    for part in parts:
        if isinstance(part, Reference):
            yield part
            yield from _references(part.label)
        elif isinstance(part, Citation):
            yield from part.references


def _join(parts: tuple[Part, ...], link: Callable[[Reference, str], str], cite: Callable[[Citation], str]) -> str:
    return "".join(
        part
        if isinstance(part, str)
        else link(part, _join(part.label, link, cite))
        if isinstance(part, Reference)
        else cite(part)
        for part in parts
    )
