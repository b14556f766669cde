"""Templates compiled our way say byte for byte what Jinja's own compiler makes of them, and fail at the same lines."""

from pathlib import Path

import jinja2
import pytest
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from briefgen import build, templatecode, templating
from briefgen.project import read_snapshot, read_templates
from briefgen.request import Request
from briefgen.source import SourceFile
from briefgen.templatecode import DirectGenerator, PlainMacro, code_generator
from briefgen.templating import make_environment, mentions, render_page
from briefgen.views import FreePageView, NotFoundPage
from briefgen.wording import load_words

ROOT = Path(__file__).parents[2]
CATALOGUE = (
    'msgid ""\nmsgstr ""\n\nmsgid "by %(name)s"\nmsgstr "<b>von</b> %(name)s"\n\nmsgid "100 %%"\nmsgstr "<100 %%>"\n'
)
MACROS = """{% macro one(x) %}[{{ x }}]{% endmacro %}
{% macro two(a, b='<b>', c=a) -%} {{ a }}/{{ b }}/{{ c }} {%- endmacro %}
{% macro any() %}{{ varargs | join('<') }}:{% for k in kwargs | sort %}{{ k }}={{ kwargs[k] }}{% endfor %}{% endmacro %}
{% macro called(x) %}({{ caller(x) }}){% endmacro %}
{% macro deep(n) %}{{ n }}{% if n %}{{ deep(n - 1) }}{% endif %}{% endmacro %}
{% macro lax(x) %}{% autoescape false %}{{ x }}{% endautoescape %}{{ x }}{% endmacro %}
{% macro unsure(x) %}{% if x is defined %}{{ x }}{% else %}-{% endif %}{% endmacro %}
{% set word = '<word>' %}
"""
IMPORT = "{% from 'm.html' import one, two, any, called, deep, lax, unsure, word %}"
PAGES = {
    "values": "{{ page.title }} {{ page.body }} {{ 1 }} {{ 1.5 }} {{ none }} {{ [page.title] }} {{ true }} {{ 'a<' }}",
    "safe": "{{ page.title | safe }} {{ page.title | e }} {{ '<' ~ page.title }} {{ '<' ~ page.body }}",
    "macros": IMPORT + "{{ one(page.title) }} {{ one(page.body) }} {{ one(one('<')) }} {{ one(1) ~ '<' }} {{ word }}",
    "arguments": IMPORT
    + "{{ two(1) }} {{ two(1, 2) }} {{ two(1, c='&') }} {{ two(b=1, a=2) }} {{ two('<', c=one('<')) }}",
    "any": IMPORT
    + "{{ any(1, '<', x='>') }} {{ any() }} {{ any(*[1, 2]) }} {{ two(*[1], **{'b': '<'}) }} {{ any(class=1) }}",
    "caller": IMPORT + "{% call(y) called('<') %}{{ y }}{{ one(y) }}{% endcall %}",
    "deep": IMPORT + "{{ deep(3) }} {{ unsure() }} {{ unsure(none) }} {{ unsure(x=1) }}",
    "in loops": IMPORT
    + "{% for x in '<a' %}{{ loop.index }}{{ one(x) }}{{ two(x, c=loop.first) }}{{ _('%(i)s', i=x) }}{% endfor %}",
    "unescaped": IMPORT
    + "{{ lax('<') }}{% autoescape false %}{{ page.title }}{{ one('<') }}{{ _('100 %%') }}{% endautoescape %}",
    "volatile": IMPORT
    + "{% autoescape page.title == 'x' %}{{ page.title }}{{ one('<') }}{{ lax('<') }}{% endautoescape %}",
    "messages": "{{ _('100 %%') }} {{ gettext('100 %%') }} {{ _('by %(name)s', name=page.title) }}"
    " {{ _('by %(name)s', name=page.body) }} {{ _(page.title) }} {{ ngettext('%(num)d <', '%(num)d >', 2) }}"
    " {% trans name=page.title %}by {{ name }}{% endtrans %} {% set w = _('by %(name)s', name='<') %}"
    "{{ w }}{{ w ~ '<' }}",
    "own _": "{% macro _(x) %}<{{ x }}>{% endmacro %}{{ _('&') }}{% set gettext = one %}",
    "set": IMPORT + "{% set a %}<{{ one('<') }}{% endset %}{{ a }}{% set b = one('<') %}{{ b }}{{ b | length }}",
    "imports": "{% import 'm.html' as m %}{{ m.one('<') }}{{ m.two(1, b='<') }}{{ m.word }}{{ m.one.name }}",
    "with context": "{% set here = '<' %}{% include 'i.html' %}{% from 'c.html' import told with context %}"
    "{{ told() }}",
    "conditional": "{% if page.title %}{% macro m(x) %}{{ x }}{% endmacro %}{% endif %}"
    "{{ m('<') if page.title else m }}",
    "filters": "{% filter upper %}{{ page.title }}<{% endfilter %}{{ page.title | replace('&', '<') }}"
    "{{ range(3) | list }}",
    "blocks": "{% extends 'b.html' %}{% block x %}{{ super() }}{{ self.y() }}{{ page.title }}{% endblock %}",
    "globals": "{{ dict(a=1) }} {{ range(2) | join }} {% set n = namespace(a='<') %}"
    "{{ n.a }} {{ cycler('<', '>').next() }}",
}
FAULTS = (
    "\n{{ nosuch }}",
    "\n{{ nosuch(1) }}",
    "\n{{ nosuch.x(1) }}",
    IMPORT + "\n\n{{ two() }}",
    IMPORT + "\n\n{{ one(1, 2) }}",
    IMPORT + "\n{{ one(y=2) }}",
    IMPORT + "\n{{ one(1, x=2) }}",
    IMPORT + "\n{{ one(nosuch) }}",
    IMPORT + "\n{% if true %}\n{{ one(\npage.nosuch) }}{% endif %}",
    "{% from 'm.html' import none_such %}\n{{ none_such(1) }}",
    "\n{{ _('%(name)s') }}",
    "\n{{ _('%d') }}",
    "\n{{ _(nosuch) }}",
    "\n{{ page.title() }}",
    "\n{{ _() }}",
)
OTHERS = {
    "m.html": MACROS,
    "i.html": "{{ here }}{% from 'm.html' import one %}{{ one(here) }}",
    "c.html": "{% macro told() %}{{ page.title }}{{ here }}{% endmacro %}",
    "b.html": "{% block x %}<{{ page.title }}>{% endblock %}{% block y %}{{ 1 }}{% endblock %}",
}


def by_jinja(sources, words, bytecode_cache=None) -> jinja2.Environment:
    """The environment as it would be if Jinja alone made it."""
    made = jinja2.Environment(
        loader=templating._Templates(sources),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)
    return made


def environment(page: str, make=make_environment) -> jinja2.Environment:
    sources = {name: SourceFile(path=name, text=text) for name, text in {**OTHERS, "pages/page.html": page}.items()}
    return make(sources, load_words("en", CATALOGUE))


def render(environment: jinja2.Environment):
    view = FreePageView(title="<T> & 'x'", body=Markup("<p>&amp;</p>"), footnotes=())
    return render_page(environment, view, None)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_the_output_is_jinjas_own(page):
    ours = render(environment(page))
    assert ours.diagnostics == ()
    assert ours.value
    assert ours == render(environment(page, by_jinja))


@pytest.mark.parametrize("page", FAULTS)
def test_faults_are_told_at_the_same_line(page):
    (ours,) = render(environment(page)).diagnostics
    (theirs,) = render(environment(page, by_jinja)).diagnostics
    assert (ours.code, ours.primary.span) == (theirs.code, theirs.primary.span)
    assert ours.message.split(":")[:2] == theirs.message.split(":")[:2]


@pytest.mark.parametrize("content", [ROOT / "content", ROOT / "tests" / "cases" / "briefings" / "rich"])
def test_whole_sites_are_the_same(content, monkeypatch):
    request = Request(snapshot=read_snapshot(content), templates=read_templates(None, content), now=0)
    ours = build.compile_site(request).artifacts
    monkeypatch.setattr(build, "make_environment", by_jinja)
    assert build.compile_site(request).artifacts == ours


def test_simple_macros_are_taken_directly():
    module = environment(MACROS).get_template("m.html").module
    assert {
        name for name in ("one", "two", "any", "called", "deep") if isinstance(getattr(module, name), PlainMacro)
    } == {
        "one",
        "two",
        "deep",
    }


def test_another_jinja_compiles_by_itself(monkeypatch):
    assert code_generator() is DirectGenerator
    monkeypatch.setattr(templatecode, "_EXPECTED", ("visit_Nothing",))
    assert code_generator() is CodeGenerator


@pytest.mark.parametrize(
    ("page", "word", "mentioned"),
    [
        ("{{ page.title }}", "title", True),
        ("{{ page['title'] }}", "title", True),
        ("{{ page.titles }}", "title", False),
        ("{% extends 'b.html' %}", "title", True),
        ("{%- include 'c.html' without context %}", "told", True),
        ('{% from "c.html" import told with context %}', "told", True),
        ("{% include 'c.html' ignore missing %}", "caller", False),
        ("{% include 'c' ~ '.html' %}", "caller", True),
        ("{% include ['c.html', 'm.html'] %}", "caller", True),
        ("{% extends page.title %}", "caller", True),
        ("{% include 'c.html' if page.title else 'm.html' %}", "caller", True),
        ("{% include 'nosuch.html' %}", "caller", False),
    ],
)
def test_what_templates_may_read(page, word, mentioned):
    view = FreePageView(title="", body=Markup(), footnotes=())
    assert mentions(environment(page), view, word) is mentioned
    assert mentions(environment(page), NotFoundPage(links=()), word) is False
