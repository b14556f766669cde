"""HTML as Markdown again: reading what was written gives the same HTML."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefgen.markdowntext import escaped_markdown, in_cell, link_target, to_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""Nobody reads Markdown quite like another; CommonMark is what most agree upon."""


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <em>two</em> <strong>three</strong>.</p>\n<p>Four</p>",
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>',
        "<ul>\n<li>a<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>",
        "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>",
        "<p><code>a *b* `c`</code></p>",
        "<p>a</p>\n<pre><code>  a\n *b* ```\n</code></pre>",
        '<p><a href="https://x.example/a_b?c=d">e *f*</a></p>',
        "<h3>Title</h3>\n<p>text</p>",
        "<p>a</p>\n<hr />\n<p>b</p>",
        '<p><img src="assets/a.png" alt="a picture" /></p>',
        "<p>1. no list, 2 * 3 * 4, _x_, [y](z), &lt;b&gt; &amp;amp; # no heading</p>",
        "<p># no heading</p>",
        "<p>- no list</p>",
        "<p>2025. no list</p>",
    ],
)
def test_what_is_written_reads_the_same(html: str) -> None:
    assert visible(READER.render(to_markdown(html))) == visible(html)


def visible(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda found: found[0].strip(), html))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>It moved<sup class="cite"><a href="#note-3">[3]</a></sup>.</p>', "It moved[^3]."),
        ('<p><a href="../topics/x.html">a topic</a></p>', "a topic"),
        ("<table><tr><th>a|b</th><th>c</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>", None),
        ("a<br>b", "a\\\nb"),
        ("", ""),
        ("<unknown>a</unknown>", "a"),
    ],
)
def test_written(html: str, text: str | None) -> None:
    if text is None:
        text = "| a\\|b | c |\n| --- | --- |\n| 1 | 2\\<br>3 |"
    assert to_markdown(html) == text


def test_a_cell_is_one_line() -> None:
    assert in_cell("a\n\n- b\n- c\n") == "a<br>- b<br>- c"


def test_an_address_closes_no_parenthesis() -> None:
    assert link_target("https://x.example/a_(b) c|d") == "https://x.example/a_%28b%29%20c%7Cd"


@example("#")
@example("1)")
@example("+ a")
@example("a\n# b")
@example("=")
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_plain_text_means_nothing_but_itself(text: str) -> None:
    html = READER.render(escaped_markdown(text))
    assert "".join(unescape(re.sub(r"</?p>", "", html)).split()) == "".join(text.split())
