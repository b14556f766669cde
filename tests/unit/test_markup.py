import json
import os
import subprocess
import sys

import pytest

from briefgen.diagnostics import Severity
from briefgen.markup import (
    MAX_LENGTH,
    Citation,
    Markup,
    Reference,
    join,
    parse_markup,
    parse_ordinary,
    plain_text,
    references,
)

HTML_OF = {
    "nothing": ("", ""),
    "white space": (" \n\n\t\n", ""),
    "prose": (
        "Plain, “quoted” prose (of 2025): it's 5% - or so!",
        "<p>Plain, “quoted” prose (of 2025): it's 5% - or so!</p>",
    ),
    "paragraphs": ("one\n\ntwo\n", "<p>one</p>\n<p>two</p>"),
    "bold before a Korean particle": ('**"관세"**를 낮춘다', '<p><strong>"관세"</strong>를 낮춘다</p>'),
    "emphasis": ("*a* __b__ snake_case_word", "<p><em>a</em> <strong>b</strong> snake_case_word</p>"),
    "line break": ("a  \nb", "<p>a<br>\nb</p>"),
    "headings are demoted": ("# A\n\n## B\n\n##### C", "<h3>A</h3>\n<h4>B</h4>\n<h6>C</h6>"),
    "underlined headings": ("A\n===\n\nB\n---", "<h3>A</h3>\n<h4>B</h4>"),
    "sane list": ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    "code": ("`<b> [@a] [](topic:x)`", "<p><code>&lt;b&gt; [@a] [](topic:x)</code></p>"),
    "code block": ("    [@a] [](topic:x) &amp;", "<pre><code>[@a] [](topic:x) &amp;amp;\n</code></pre>"),
    "raw HTML is text": ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
    "raw block is text": ("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>"),
    "comment is text": ("a <!-- b -->", "<p>a &lt;!-- b --&gt;</p>"),
    "unfinished declaration": ("a <![ b", "<p>a &lt;![ b</p>"),
    "entities": ("&copy; &lt;i&gt; A&B", "<p>© &lt;i&gt; A&amp;B</p>"),
    "entities that hide": ("&#1; &#x202e; &rlm; &#0;", "<p>\ufffd \ufffd \u200f \ufffd</p>"),
    "alignment without style": (
        "| a | b |\n|:-:|--:|\n| 1 | 2 |",
        '<table>\n<thead>\n<tr>\n<th class="align-center">a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td class="align-center">1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table>',
    ),
    "table row too short": (
        "a | b\n--|--\n1",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>1</td>\n<td></td>\n</tr>\n</tbody>\n</table>",
    ),
    "web link": ('[a](https://x.y/?a=1&copy=2 "t")', '<p><a href="https://x.y/?a=1&amp;copy=2" title="t">a</a></p>'),
    "brackets in a URL": ("[a](https://x.y/A_(b))", '<p><a href="https://x.y/A_(b)">a</a></p>'),
    "address in other letters": ("[a](HTTPS://x.y/한국)", '<p><a href="HTTPS://x.y/한국">a</a></p>'),
    "autolinks": (
        "<https://x.y> <m@x.y>",
        '<p><a href="https://x.y">https://x.y</a> <a href="mailto:m@x.y">m@x.y</a></p>',
    ),
    "defined link": ("[a][b]\n\n[b]: http://x.y", '<p><a href="http://x.y">a</a></p>'),
    "a name in a link is no citation": ("[@a](https://x.y)", '<p><a href="https://x.y">@a</a></p>'),
    "references": ("[**b**](topic:x) [](actor:a-1)", "<p>{topic:x|<strong>b</strong>} {actor:a-1|}</p>"),
    "every kind": (
        "[](event:e) [](page:p) [](article:a) [](article:a#b)",
        "<p>{event:e|} {page:p|} {article:a|} {annotation:a#b|}</p>",
    ),
    "defined reference": ("[a][b]\n\n[b]: topic:x", "<p>{topic:x|a}</p>"),
    "pointed brackets": ("[a](<topic:x>) [b]( topic:y )", "<p>{topic:x|a} {topic:y|b}</p>"),
    "files": ("[a](assets/b/c.pdf#page=2)", "<p>{asset:b/c.pdf|a}</p>"),
    "file with blanks": ("[a](assets/b%20c.pdf) [d](assets/e f.pdf)", "<p>{asset:b c.pdf|a} {asset:e f.pdf|d}</p>"),
    "image": ('![a & "b"](assets/c.png)', '<p>{image asset:c.png|a & "b"}</p>'),
    "image in a link": ("[![a](assets/b.png)](topic:x)", "<p>{topic:x|{image asset:b.png|a}}</p>"),
    "image in a web link": (
        "[![a](assets/b.png)](http://x.y)",
        '<p><a href="http://x.y">{image asset:b.png|a}</a></p>',
    ),
    "citations": ("A [@a#b]. B [@c].", "<p>A {@a#b}. B {@c}.</p>"),
    "several cited": ("A [@a#b; @c;@d#e]", "<p>A {@a#b;@c;@d#e}</p>"),
    "citation across a line": ("> A [@a#b;\n> @c]", "<blockquote>\n<p>A {@a#b;@c}</p>\n</blockquote>"),
    "citation before a colon": ("[@a#b]: yes", "<p>{@a#b}: yes</p>"),
    "escaped citation": ("\\[@a#b]", "<p>[@a#b]</p>"),
    "text that is no citation": ("[@] [@ noon] [@m@x.y] [@a", "<p>[@] [@ noon] [@m@x.y] [@a</p>"),
    "marks leave no trace": ("[a](b [@c `](` `[@`", None),
}


@pytest.mark.parametrize("text, expected", HTML_OF.values(), ids=HTML_OF)
def test_html(text: str, expected: str | None) -> None:
    got = html_of(text)
    if expected is not None:
        assert got == expected
    assert "\x01" not in got


INLINE = {
    "one paragraph": ("A *b*\n", "A <em>b</em>"),
    "ordinary": ("A b\n", "A b"),
    "two paragraphs": ("A\n\nB", "<p>A</p>\n<p>B</p>"),
    "a list": ("- A", "<ul>\n<li>A</li>\n</ul>"),
    "a loose list": ("- A\n\n- B", "<ul>\n<li>\n<p>A</p>\n</li>\n<li>\n<p>B</p>\n</li>\n</ul>"),
    "reference only": ("[](topic:x)", "{topic:x|}"),
}


@pytest.mark.parametrize("text, expected", INLINE.values(), ids=INLINE)
def test_inline(text: str, expected: str) -> None:
    assert html_of(text, inline=True) == expected


FAULTS = {
    # what: text, code, the words it points at, a part of the message or the hint
    "script": ("[a](javascript:alert(1))", "link-scheme", "javascript:alert(1)", "`javascript:` links"),
    "capitals": ("[a](JavaScript:x)", "link-scheme", "JavaScript:x", "`javascript:` links"),
    "entities": ("[a](java&#115;cript&colon;x)", "link-scheme", "java&#115;cript&colon;x", "`javascript:` links"),
    "tab within": ("[a](java&Tab;script:x)", "link-scheme", "java&Tab;script:x", "`javascript:` links"),
    "newline within": ("[a](java\nscript:x)", "link-scheme", "java\nscript:x", "`javascript:` links"),
    "control before": ("[a](&#1;javascript:x)", "link-scheme", "&#1;javascript:x", "`javascript:` links"),
    "zero-width within": ("[a](java\u200bscript:x)", "link-scheme", "java\u200bscript:x", "`javascript:` links"),
    "data": ("[a](data:text/html,x)", "link-scheme", "data:text/html,x", "`data:` links"),
    "ftp autolink": ("<ftp://x.y>", "link-scheme", "ftp://x.y", "`ftp:` links"),
    "definition": ("[a]\n\n[a]: vbscript:x", "link-scheme", "vbscript:x", "`vbscript:` links"),
    "relative": ("[a](../b.html)", "link-scheme", "../b.html", "relative path"),
    "absolute": ("[a](/b)", "link-scheme", "/b", "relative path"),
    "fragment": ("[a](#b)", "link-scheme", "#b", "within the page"),
    "no scheme": ("[a](//x.y/b)", "link-scheme", "//x.y/b", "lacks its scheme"),
    "bare host": ("[a](www.x.com/b)", "link-scheme", "www.x.com/b", "`https://www.x.com/b`"),
    "empty": ("[a]()", "link-form", "", "empty"),
    "blank in a URL": ("[a](http://x.y/a b)", "link-form", "http://x.y/a b", "a blank"),
    "no host": ("[a](https:x)", "link-form", "https:x", "`https://HOST/PATH`"),
    "backslash host": ("[a](http:\\\\x.y)", "link-form", "http:\\\\x.y", "no address"),
    "mail to nobody": ("[a](mailto:x)", "link-form", "mailto:x", "mailto:NAME@HOST"),
    "endless": (f"[a](http://x.y/{'z' * 2000})", "link-form", f"http://x.y/{'z' * 2000}", "2000 characters"),
    "capital id": ("[a](topic:Xy)", "reference-form", "topic:Xy", "small letters"),
    "capital kind": ("[a](Topic:xy)", "reference-form", "Topic:xy", "`topic:ID`"),
    "no id": ("[a](event:)", "reference-form", "event:", "`event:ID`"),
    "topic with annotation": ("[a](topic:b#c)", "reference-form", "topic:b#c", "`topic:b`"),
    "empty annotation": ("[a](article:b#)", "reference-form", "article:b#", "`article:ID#ANNOTATION`"),
    "long id": (f"[a](topic:{'x' * 101})", "reference-form", f"topic:{'x' * 101}", "no reference"),
    "file outside": ("[a](assets/../b)", "reference-form", "assets/../b", "no file below"),
    "hidden way out": ("[a](assets/%2e%2E/b)", "reference-form", "assets/%2e%2E/b", "no file below"),
    "image from elsewhere": ("![a](https://x.y/b.png)", "image-source", "https://x.y/b.png", "nothing is loaded"),
    "image as data": ("![a](data:image/png,x)", "image-source", "data:image/png,x", "nothing is loaded"),
    "image of a topic": ("![a](topic:x)", "image-source", "topic:x", "nothing is loaded"),
    "citation of a name": ("A [@Foo Bar] b", "citation-form", "[@Foo Bar]", "backslash"),
    "citations with a comma": ("A [@a, @b]", "citation-form", "[@a, @b]", "semicolons"),
    "citation and page": ("A [@a#b, p. 3]", "citation-form", "[@a#b, p. 3]", "[@ARTICLE#ANNOTATION]"),
    "citation half written": ("A [@a#b; ]", "citation-form", "[@a#b; ]", "[@ARTICLE#ANNOTATION]"),
    "citation cut short": ("A [@a#b and", "citation-form", "[@a#b and", "no closing bracket"),
    "citation with code": ("A [@a `b`]", "citation-form", "[@a `b`]", "`[@a `b`]`"),
    "citation in a link": ("[a [@b#c]](topic:x)", "link-in-link", "topic:x", "behind the link"),
    "link in a link": ("[a <http://b.c>](topic:x)", "link-in-link", "topic:x", "behind the link"),
}


@pytest.mark.parametrize("text, code, words, said", FAULTS.values(), ids=FAULTS)
def test_fault(text: str, code: str, words: str, said: str) -> None:
    markup, faults = parse_markup(text, key="k")
    assert [fault.code for fault in faults] == [code]
    assert text[faults[0].start : faults[0].end] == words
    assert said in f"{faults[0].message} | {faults[0].hint}"
    assert faults[0].severity is Severity.ERROR
    assert "script:" not in join(markup, show_link, show_cite).partition('href="')[2]


WARNINGS = {
    "bullets": ("Text:\n- a\n- b", "list-needs-blank-line", "- a"),
    "numbers": ("Text:\n1. a\n2. b", "list-needs-blank-line", "1. a"),
    "the place of the right line": ("- a\n\nText:\n- a [@b]", "list-needs-blank-line", "- a [@b]"),
    "in a quote": ("> Text\n> * a", "list-needs-blank-line", "* a"),
    "another kind of list": ("1. a\n- b", "list-needs-blank-line", "- b"),
    "in a footnote": ("A[^1]\n\n[^1]: Text\n- a", "list-needs-blank-line", "- a"),
    "no note": ("A[^1]", "footnote-missing", "[^1]"),
}


@pytest.mark.parametrize("text, code, words", WARNINGS.values(), ids=WARNINGS)
def test_warning(text: str, code: str, words: str) -> None:
    _, faults = parse_markup(text, key="k")
    assert [(fault.code, text[fault.start : fault.end], fault.severity) for fault in faults] == [
        (code, words, Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Text:\n\n- a\n- b",
        "It was in\n1989. Then",
        "- a\n    - b\n- c\n  more",
        "    code\n    - a",
        "a | b\n--|--\n- c | d",
        "5 -\n3",
        "`[^1]`",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert parse_markup(text, key="k")[1] == ()


def test_places() -> None:
    text = "`[@a] (topic:x)` [@a]\t[b](topic:x-y)\t[c]( topic:x ) > [@d#e;\t@a]"
    markup, faults = parse_markup(text, key="k")
    assert not faults
    found = list(references(markup))
    assert [text[r.start : r.end] for r in found] == ["@a", "topic:x-y", "topic:x", "@d#e", "@a"]
    assert [r.start for r in found] == [18, 26, 42, 55, 61]
    groups = [part for part in markup.parts if isinstance(part, Citation)]
    assert [text[g.start : g.end] for g in groups] == ["[@a]", "[@d#e;\t@a]"]


def test_references_in_order_and_within_labels() -> None:
    markup, _ = parse_markup("[![](assets/a.png)](topic:b) [@c; @d#e] ![](assets/f.png)", key="k")
    assert [(r.kind, r.target, r.annotation) for r in references(markup)] == [
        ("topic", "b", ""),
        ("asset", "a.png", ""),
        ("article", "c", ""),
        ("annotation", "d", "e"),
        ("asset", "f.png", ""),
    ]


def test_titles_and_alternatives_are_plain_text() -> None:
    markup, _ = parse_markup('[a](topic:b "x &amp; <y> [@z]") ![c &lt; *d* \\_](assets/e "f")', key="k")
    link, image = references(markup)
    assert link.title == "x & <y> [@z]"
    assert (image.alt, image.title) == ("c < *d* _", "f")


def test_footnotes_bear_the_key_and_count_from_one() -> None:
    text = 'A[^x] B[^"y"] C[^x]\n\n[^x]: One [@a].\n[^"y"]: Two'
    first, second = (join(parse_markup(text, key=key)[0], show_link, show_cite) for key in ("topic-a-summary", "k"))
    assert first == second.replace('"k-', '"topic-a-summary-').replace('"#k-', '"#topic-a-summary-')
    assert '<sup id="k-fnref-1"><a class="footnote-ref" href="#k-fn-1">1</a></sup>' in second
    assert '<sup id="k-fnref2-1"><a class="footnote-ref" href="#k-fn-1">1</a></sup>' in second
    assert '<sup id="k-fnref-2"><a class="footnote-ref" href="#k-fn-2">2</a></sup>' in second
    assert '<li id="k-fn-1">\n<p>One {@a}.&nbsp;<a class="footnote-backref" href="#k-fnref-1">' in second
    assert "style" not in second and "title" not in second


TANGLED = {
    "quotes": ">" * 10_000 + "a",
    "quotes and lists": "> - " * 1000 + "a",
    "lists": "\n".join(" " * 4 * level + "- a" for level in range(100)),
    "brackets": "[" * 30_000,
    "unclosed links": "[a](" * 10_000,
    "unclosed titles": '[a]("b) ' * 10_000,
    "one note called often": "[^a]" * 10_000 + "\n\n[^a]: b",
    "wide and long table": "|a" * 9000 + "\n" + "|-" * 9000 + "\n" + "b\n" * 9000,
    "long title used often": f'[a]: http://x.y "{"z" * 20_000}"\n\n' + "[a] " * 5000,
    "ticks": "a " + "`" * 500 + " b",
}


@pytest.mark.parametrize("text", TANGLED.values(), ids=TANGLED)
def test_hostile_text_is_refused(text: str) -> None:
    markup, faults = parse_markup(text, key="k")
    assert [fault.code for fault in faults] == ["markup-too-deep"]
    assert len(markup.parts) == 1
    assert html_of("*after* that [@a]") == "<p><em>after</em> that {@a}</p>"


@pytest.mark.parametrize(
    "unit", ["*", "*a **b ", "_a ", "`a", "\\", "# a\n", "- a\n", "    a\n\n", "<", "<![", "&#x", "|`"]
)
def test_odd_text_is_borne(unit: str) -> None:
    assert parse_markup(unit * (1200 // len(unit)), key="k")[1] == ()


def test_depth_that_people_use_is_fine() -> None:
    text = "\n".join(" " * 4 * level + "- a" for level in range(8)) + "\n\n" + "> " * 8 + "b"
    assert parse_markup(text, key="k")[1] == ()


def test_too_long() -> None:
    _, faults = parse_markup("a " * MAX_LENGTH, key="k")
    assert [fault.code for fault in faults] == ["markup-too-long"]


def test_characters_that_cannot_be_shown() -> None:
    assert (
        html_of("*a*\x00\x01\x02klzzwxh:0000\x03\ud800\x0c")
        == "<p><em>a</em>\ufffd\ufffd\ufffdklzzwxh:0000\ufffd\ufffd\ufffd</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", "*a", "_a_", "***a***", "`a``b`", "[@a", "a\n- b", "- a\nb", "- a\n\n- b", "# a #", "a\n==="),
        *(" a", "a ", "a\tb", "a&b", "a\xa0b", "\u3000a", "<b>a</b>", "![a](assets/b)", "[a][b]", "[a](https://1.2)"),
        *("1. a", "٣. a"),
    ],
)
def test_not_ordinary(text: str) -> None:
    assert parse_ordinary(text, inline=False) is None


def test_plain_text() -> None:
    text = '**A** [](topic:b) [c](topic:d) & <e> [@f#g].\n\n- ![h](assets/i)\n- j[^1] [k](http://x "<l>")\n\n[^1]: Note'
    markup, _ = parse_markup(text, key="k")
    assert plain_text(markup, lambda r: f"<{r.target}>") == "A <b> c & <e>. h j k"


def test_plain_data() -> None:
    markup, _ = parse_markup("a [b ![](assets/c)](topic:d) [@e]", key="k")
    assert json.loads(json.dumps(markup.parts))[1][:2] == ["topic", "d"]
    assert hash(markup) == hash(Markup(markup.parts))


def test_the_same_in_every_process() -> None:
    text = (
        '**a** [b](http://x.y "c") <m@x.y> [^1] [d](ftp://x) ![](assets/e)\n\n|a|b|\n|:-|-:|\n|1|2|\n\n[^1]: f [@g#h]'
    )
    code = f"from briefgen.markup import parse_markup; print(parse_markup({text!r}, key='k'))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{parse_markup(text, key='k')}\n".encode()}


def html_of(text: str, *, inline: bool = False) -> str:
    markup, _ = parse_markup(text, key="k", inline=inline)
    return join(markup, show_link, show_cite)


def show_link(reference: Reference, label: str) -> str:
    name = reference.target + (f"#{reference.annotation}" if reference.annotation else "")
    if reference.image:
        return f"{{image {reference.kind}:{name}|{reference.alt}}}"
    return f"{{{reference.kind}:{name}|{label}}}"


def show_cite(citation: Citation) -> str:
    return (
        "{" + ";".join(f"@{r.target}" + (f"#{r.annotation}" if r.annotation else "") for r in citation.references) + "}"
    )
