"""From a view to HTML, through Jinja templates.

A template receives exactly `page` and `chrome`; undefined names are faults, everything is escaped unless it is `Html`,
and no global is there but gettext's and Jinja's own. Templates are trusted, what they are given is not.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from traceback import extract_tb
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError

from briefgen.briefview import BriefPage
from briefgen.diagnostics import Checked, Diagnostic, error
from briefgen.source import SourceFile, Span
from briefgen.templatecode import Message, code_generator
from briefgen.viewparts import Chrome
from briefgen.views import TEMPLATES, PageView
from briefgen.wording import Words

_WORD = re.compile(r"[A-Za-z_]\w*")
_REFERENCE = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
_NAMED = re.compile(r"""\s*(?:'([^'\\]*)'|"([^"\\]*)")(?!\s*(?:if|or|and|~|%|\+|\.|\||\[|\())""")


class _Templates(BaseLoader):
    """Templates from a mapping of names to texts."""

    def __init__(self, sources: Mapping[str, SourceFile]) -> None:
        self.sources = sources
        self.words: dict[str, frozenset[str]] = {}

    def words_of(self, name: str) -> frozenset[str]:
        """All words of a template and of those that it can take in: of every one, if it works out their names."""
        known = self.words.get(name)
        if known is None:
            texts = [self.sources[each].text for each in self._reached(name)]
            known = self.words[name] = frozenset(word for text in texts for word in _WORD.findall(text))
        return known

    def _reached(self, name: str) -> Iterable[str]:
        reached, waiting = set[str](), [name]
        while waiting:
            current = waiting.pop()
            if current in reached or current not in self.sources:
                continue
            reached.add(current)
            for reference in _REFERENCE.findall(self.sources[current].text):
                named = _NAMED.match(reference)
                if named is None:
                    return self.sources
                waiting.append(named[1] or named[2])
        return reached

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source = self.sources.get(template)
        if source is None:
            raise TemplateNotFound(template)
        return source.text, template, lambda: True


class _Environment(Environment):
    code_generator_class = code_generator()


def make_environment(
    sources: Mapping[str, SourceFile], words: Words, bytecode_cache: BytecodeCache | None = None
) -> Environment:
    """The environment for a set of templates, by name (`pages/home.html`), in one language."""
    environment = _Environment(
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
    message = Message(words.gettext)
    environment.globals.update(gettext=message, _=message)
    return environment


def mentions(environment: Environment, view: PageView, word: str) -> bool:
    """Whether the templates of a page can read a part of that name: what none of them names need not be made."""
    loader = environment.loader
    return not isinstance(loader, _Templates) or word in loader.words_of(TEMPLATES[type(view)])


def render_page(
    environment: Environment, view: PageView | BriefPage, chrome: Chrome, template: str = ""
) -> Checked[bytes]:
    """A page as bytes, by the template of its view if none is named; a fault of it names its file and line."""
    name = template or TEMPLATES[type(view)]
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
