from collections.abc import Callable

import pytest
from markupsafe import Markup

from briefgen.diagnostics import Checked
from briefgen.source import SourceFile
from briefgen.templating import make_environment, render_page
from briefgen.views import FreePageView
from briefgen.wording import Words, load_words

PAGE = "pages/page.html"
CATALOGUE = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Hello"
msgstr "Bonjour"

msgid "by %(name)s"
msgstr "par <b>%(name)s</b>"

msgid "%(num)d day"
msgid_plural "%(num)d days"
msgstr[0] "%(num)d jour"
msgstr[1] "%(num)d jours"
"""

Render = Callable[..., Checked[bytes]]


def sources(**texts: str) -> dict[str, SourceFile]:
    names = {"page": PAGE, "base": "base.html", "macro": "macros/m.html"}
    return {names[key]: SourceFile(path=f"../templates/{names[key]}", text=text) for key, text in texts.items()}


def render(*, words: Words | None = None, title: str = "<Title> & more", **texts: str) -> Checked[bytes]:
    environment = make_environment(sources(**texts), words or load_words("en"))
    return render_page(environment, FreePageView(title=title, body=Markup(), footnotes=()), None)


def test_everything_is_escaped() -> None:
    assert render(page="{{ page.title }}\n").value == b"&lt;Title&gt; &amp; more\n"
    assert render(page="{{ page.title }}", title=Markup("<b>")).value == b"<b>"


def test_text_is_utf_8_with_plain_newlines() -> None:
    assert render(page="{{ page.title }} é\n", title="관세").value == "관세 é\n".encode()


def test_inheritance_and_macros() -> None:
    page = (
        "{% extends 'base.html' %}{% from 'macros/m.html' import m %}{% block main %}{{ m(page.title) }}{% endblock %}"
    )
    base = "<main>{% block main %}{% endblock %}</main>"
    rendered = render(page=page, base=base, macro="{% macro m(x) %}[{{ x }}]{% endmacro %}", title="&")
    assert rendered == Checked(b"<main>[&amp;]</main>")


def test_messages_are_translated_and_what_is_put_in_is_escaped() -> None:
    page = "{{ _('Hello') }} {{ _('by %(name)s', name=page.title) }} {{ ngettext('%(num)d day', '%(num)d days', 2) }}"
    assert render(page=page, title="<i>").value == b"Hello by &lt;i&gt; 2 days"
    french = load_words("fr", CATALOGUE)
    assert render(page=page, title="<i>", words=french).value == b"Bonjour par <b>&lt;i&gt;</b> 2 jours"


def test_nothing_that_differs_from_run_to_run() -> None:
    assert render(page="{{ lipsum() }}").diagnostics[0].code == "template-failed"


@pytest.mark.parametrize(
    ("texts", "code", "place", "says"),
    [
        ({"page": "one\n  {{ pge.title }}"}, "template-failed", (PAGE, 2, 3), "'pge' is undefined"),
        ({"page": "{{ page.titel }}"}, "template-failed", (PAGE, 1, 1), "no attribute 'titel'"),
        ({"page": "{{ page.title + 1 }}"}, "template-failed", (PAGE, 1, 1), "TypeError"),
        ({"page": "one\n{% if %}"}, "template-syntax", (PAGE, 2, 1), "Expected an expression"),
        ({"page": "{{ page.title | nosuch }}"}, "template-syntax", (PAGE, 1, 1), "nosuch"),
        ({"page": "{% extends 'base.html' %}"}, "template-missing", (PAGE, 1, 1), "base.html is missing"),
        ({"page": "{% extends 'base.html' %}", "base": "\n\n{{ x }}"}, "template-failed", ("base.html", 3, 1), "'x'"),
        ({"page": "{% include 'base.html' %}", "base": "\n{% end %}"}, "template-syntax", ("base.html", 2, 1), "end"),
        ({}, "template-missing", (PAGE, 1, 1), "page.html is missing"),
    ],
)
def test_faults_name_the_template_and_its_line(
    texts: dict[str, str], code: str, place: tuple[str, int, int], says: str
) -> None:
    (fault,) = render(**texts).diagnostics
    path, line, column = place
    span = fault.primary.span
    assert fault.code == code
    assert span.path == (f"../templates/{path}" if texts else path)
    source = next((source for source in sources(**texts).values() if source.path == span.path), None)
    if source:
        assert source.position(span.start) == (line, column)
        assert span.start < span.end <= len(source.text) + 1
    assert says in fault.message
    assert fault.hint
