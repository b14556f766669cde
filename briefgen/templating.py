"""From a view to HTML, through Jinja templates.

A template receives exactly `page` and `chrome`; undefined names are faults, everything is escaped unless it is `Html`,
and no global is there but gettext's and Jinja's own. Templates are trusted, what they are given is not.
"""

from collections.abc import Callable, Mapping
from traceback import extract_tb
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError

from briefgen.diagnostics import Checked, Diagnostic, error
from briefgen.source import SourceFile, Span
from briefgen.viewparts import Chrome
from briefgen.views import TEMPLATES, PageView
from briefgen.wording import Words


class _Templates(BaseLoader):
    """Templates from a mapping of names to texts."""

    def __init__(self, sources: Mapping[str, SourceFile]) -> None:
        self.sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source = self.sources.get(template)
        if source is None:
            raise TemplateNotFound(template)
        return source.text, template, lambda: True


def make_environment(
    sources: Mapping[str, SourceFile], words: Words, bytecode_cache: BytecodeCache | None = None
) -> Environment:
    """The environment for a set of templates, by name (`pages/home.html`), in one language."""
    environment = Environment(
        loader=_Templates(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode_cache,
        extensions=["jinja2.ext.i18n"],
    )
    # Jinja's own globals stay, but for the one that is not the same twice.
    del environment.globals["lipsum"]
    i18n: Any = environment
    i18n.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)
    return environment


def render_page(environment: Environment, view: PageView, chrome: Chrome) -> Checked[bytes]:
    """A page as bytes; a fault of the template names its file and line."""
    name = TEMPLATES[type(view)]
    try:
        text = environment.get_template(name).render(page=view, chrome=chrome)
    except TemplateSyntaxError as problem:
        place = _place(environment, problem.name or name, problem.lineno)
        message = f"the template cannot be read: {problem.message}"
        return Checked(b"", (error("template-syntax", place, message, hint=_HINT),))
    except TemplateNotFound as problem:
        message = f"the template {problem.name} is missing"
        return Checked(b"", (error("template-missing", _place(environment, name, 1), message, hint=_HINT),))
    except Exception as problem:
        return Checked(b"", (_failure(environment, name, problem),))
    return Checked(text.encode("utf-8"))


_HINT = "mend the template, or remove it to get the one that comes with briefgen"


def _failure(environment: Environment, name: str, problem: Exception) -> Diagnostic:
    """A fault in a template while it ran, at the innermost line of a template."""
    loader = environment.loader
    known = loader.sources if isinstance(loader, _Templates) else {}
    frames = [frame for frame in extract_tb(problem.__traceback__) if frame.filename in known]
    if not frames:
        raise problem
    place = _place(environment, frames[-1].filename, frames[-1].lineno or 1)
    message = f"the template failed on {name}: {type(problem).__name__}: {problem}"
    return error("template-failed", place, message, hint=_HINT)


def _place(environment: Environment, name: str, line: int) -> Span:
    loader = environment.loader
    source = loader.sources.get(name) if isinstance(loader, _Templates) else None
    if source is None:
        return Span(name, 0, 0)
    start = source.line_start(line)
    text = source.line(line)
    indent = len(text) - len(text.lstrip())
    return Span(source.path, start + indent, start + max(len(text), indent + 1))
