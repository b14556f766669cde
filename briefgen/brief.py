"""The brief: a briefing as one file, for mail and for paper. Goes the way of a build, up to one page."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from mimetypes import MimeTypes
from typing import NamedTuple
from urllib.parse import unquote

from jinja2 import BytecodeCache, Environment
from markupsafe import Markup as Html

from briefgen.briefview import BRIEF_TEMPLATES
from briefgen.build import check_content, words_of
from briefgen.chrome import Surroundings
from briefgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from briefgen.markdowntext import escaped_markdown, in_cell, link_target, to_markdown
from briefgen.pages.brief import brief_page
from briefgen.pages.parts import Parts
from briefgen.pages.sketches import Planned
from briefgen.paper import print_pdf
from briefgen.request import Request
from briefgen.templating import make_environment, render_page

FORMS: Mapping[str, str] = {"html": "[{}]", "md": "[{}]", "pdf": "{}"}
"""The forms of a brief, and what a mark looks like in each."""

_PICTURE = re.compile(r'(<img src=")([^"]*)"')
_WITHIN = re.compile(r'<a href="(?!https?:|mailto:|#)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_MARKS = '</sup><sup class="cite"><a'
_DIVIDED = '</sup><sup class="cite">, <a'
"""Marks that follow one another, which have no brackets on paper."""

_TYPES = MimeTypes(filenames=())
"""Python's own table, not the machine's: the same types everywhere."""


class Brief(NamedTuple):
    """The file (empty if there are errors), and the errors."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...]


def compile_brief(request: Request, form: str, bytecode_cache: BytecodeCache | None = None) -> Brief:
    """A briefing as one file of a form of `FORMS`. Raises `Problem` where the extra for PDF is missing."""
    checked = check_content(request)
    faults = [fault for fault in checked.diagnostics if fault.severity is Severity.ERROR]
    if faults:
        return Brief(b"", tuple(faults))
    site, tracker = checked.value
    read = words_of(request.templates, site.content.briefing.language)
    root = site.content.briefing.base_url
    view = brief_page(Parts(site, tracker, read.value, root), FORMS[form], to_notes=form == "pdf")
    planned = Planned("index.html", "home", view.home.title, view.home.description, view.home)
    around = Surroundings(site=site, tracker=tracker, words=read.value, stylesheet="", scripts=()).around(planned)
    chrome = replace(around, kind="brief", root=root, home=root)
    # Templates for Markdown are compiled otherwise, so they are kept apart.
    environment = make_environment(request.templates.sources, read.value, None if form == "md" else bytecode_cache)
    if form == "md":
        environment = for_markdown(environment)
    made = render_page(environment, view, chrome, BRIEF_TEMPLATES[form])
    faults.extend((*read.diagnostics, *made.diagnostics))
    if has_errors(faults):
        return Brief(b"", in_order(faults))
    text = made.value.decode("utf-8")
    if form == "md":
        return Brief(re.sub(r"\n{3,}", "\n\n", text).strip().encode() + b"\n", ())
    text = self_contained(text, root, {path: request.snapshot.files[path] for path in site.content.assets})
    return Brief(print_pdf(text.replace(_MARKS, _DIVIDED)) if form == "pdf" else text.encode("utf-8"), ())


def for_markdown(environment: Environment) -> Environment:
    """The environment for templates that make Markdown: text is written so that nothing in it means anything.

    `md` does so within a message, `markdown` gives the Markdown of a field, `cell` puts it into a cell of a table, and
    `target` writes an address.
    """
    made = environment.overlay(finalize=_as_markdown)
    made.filters = {
        **environment.filters,
        "md": _as_markdown,
        "markdown": lambda html: Html(to_markdown(str(html))),
        "cell": lambda text: Html(in_cell(str(text))),
        "target": lambda href: Html(link_target(str(href))),
    }
    return made


def _as_markdown(value: object) -> Html:
    return value if isinstance(value, Html) else Html(escaped_markdown(str(value)))


def self_contained(html: str, root: str, assets: Mapping[str, bytes]) -> str:
    """A page with its pictures within it, and without links that lead nowhere from where it is read."""

    def embed(found: re.Match[str]) -> str:
        data = assets.get(unquote(found[2].removeprefix(root).partition("#")[0]))
        if data is None:
            return found[0]
        kind = _TYPES.guess_type(found[2])[0] or "application/octet-stream"
        return f'{found[1]}data:{kind};base64,{b64encode(data).decode("ascii")}"'

    shown = _PICTURE.sub(embed, html)
    return shown if root else _WITHIN.sub(r"\1", shown)
