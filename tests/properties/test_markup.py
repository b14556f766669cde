"""Whatever is written in a Markdown field: nothing but what is allowed comes out, and the short way equals the long."""

from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.markup import Citation, Reference, join, parse_fully, parse_markup, parse_ordinary, plain_text, references

ALLOWED = {
    **dict.fromkeys(
        ["p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "h1", "h2", "h3", "h4", "h5", "h6"], ()
    ),
    **dict.fromkeys(["table", "thead", "tbody", "tr"], ()),
    "a": ("href", "title", "class"),
    "ol": ("start",),
    "li": ("id",),
    "sup": ("id",),
    "div": ("class",),
    "th": ("class",),
    "td": ("class",),
    # What the two functions below put in.
    "x-link": (),
    "x-cite": (),
}
CLASSES = {"footnote", "footnote-ref", "footnote-backref", "align-left", "align-center", "align-right"}

ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript&colon;alert(1)",
    "&amp;#106;avascript:alert(1)",
    "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)",
    " javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "java\u00adscript:alert(1)",
    "java\\script:alert(1)",
    "java`s`cript:alert(1)",
    "java*s*cript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript%3Aalert(1)",
    "vbscript:x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "ref:0",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    'http://x.y" onclick="alert(1)',
    "http://x.y' onclick='alert(1)",
    "http://x.y><script>alert(1)</script>",
    "https://x.y/(z)?a=b&c=d#e",
    "mailto:a@b.c",
    "assets/a.png",
    "assets/../../etc/passwd",
    "assets/%2e%2e/x",
    'assets/a.png" onerror="x',
    "topic:a",
    'topic:a" onclick="x',
    "article:a#b",
    "#fn:1",
    "blob:x",
    "x:y",
]
SNIPPETS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:x>",
    "</p></div>",
    "<style>*{}</style>",
    "<iframe src=//x>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<![",
    "<?x",
    "<math><mtext></table><mglyph><style>",
    '<a href="ref:0">',
    '<img src="ref:0">',
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&",
    "&amp",
    "[a",
    "]",
    "[",
    "![",
    "](",
    "(",
    ")",
    '"',
    "'",
    "`",
    "``",
    "*",
    "**",
    "***",
    "_",
    "__",
    "\\",
    "|",
    "|-|-|\n",
    "a | b\n--|:-:\n",
    "\n| x | y |",
    "[@a#b]",
    "[@a; @b#c]",
    "[@",
    "[@Foo]",
    "[^1]",
    "\n\n[^1]: ",
    '\n\n[^" onclick="x]: ',
    '[^" onclick="x]',
    "\n\n[r]: ",
    "[r]",
    "[q][r]",
    "\n",
    "\n\n",
    "  \n",
    "    ",
    "\t",
    "# ",
    "===\n",
    "---\n",
    "- ",
    "1. ",
    "7. ",
    "> ",
    "text",
    "관세",
    " ",
    "\x00",
    "\x01",
    "\x010\x01",
    "\x02",
    "\x02klzzwxh:0000\x03",
    "\x02wzxhzdk:0\x03",
    "\x02amp\x03",
    "\x0260\x03",
    "\x03",
    "\x04",
    "\x0c",
    "\r",
    "\x85",
    "\u2028",
    "\u202e",
    "\ud800",
    "///Footnotes Go Here///",
]

addresses = st.sampled_from(ADDRESSES)
words = st.sampled_from(SNIPPETS) | st.text(max_size=4)
links = st.one_of(
    st.builds("[{}]({})".format, words, addresses),
    st.builds("![{}]({})".format, words, addresses),
    st.builds('[{}](<{}> "{}")'.format, words, addresses, words),
    st.builds('![{}]({} "{}")'.format, words, addresses, words),
    st.builds("\n\n[r]: {} '{}'\n\n[{}][r] ![r]".format, addresses, words, words),
    st.builds("<{}>".format, addresses),
)
texts = st.lists(words | links, max_size=12).map("".join)
# Mostly what passes for ordinary, and what nearly does.
nearly_ordinary = st.text(alphabet="ab1.가 \n-+=#:!(){}'\"~,/^$%@?;–“\u3000\u2028\xa0\t>&*_|é", max_size=14)
# Paragraphs, lists, marks and links as people write them, with something odd put in here and there.
phrases = st.sampled_from(
    ["word", "two words", "two\nlines", "관세", "it's", "“so”", "5%", "x!", "é", "(y)", "a:", "1.5"]
)
hosts = st.sampled_from(["a.bc", "www.bbc.co.uk", "a-b.cd"] * 2 + ["xn--a.bc", "1.2", "a.b1", "a:1", "A.bc", "ab"])
places = st.sampled_from(
    ["", "/", "/a/b_c.html?x=1,2;y#z"] * 3 + ["/%41%zz", "/../x", "/a b", "/(b)", "/*a*", '/"', "?q"]
)
names = st.sampled_from(["topic:a-b", "event:a", "article:a", "article:a#c"] * 2 + ["topic:a#c", "actor:-", "xyz:a"])
marks = st.one_of(
    phrases,
    st.builds("{0}{1}{0}".format, st.sampled_from(["*", "**", "`"]), phrases),
    st.builds("[{}](https://{}{})".format, phrases, hosts, places),
    st.builds("[{}]({})".format, st.just("") | phrases, names),
    st.lists(st.sampled_from(["@a", "@a#b-1"] * 4 + ["@a-", "a"]), min_size=1, max_size=3)
    .map("; ".join)
    .map("[{}]".format),
)
spans = st.lists(marks, min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
headings = st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), spans)
paragraphs = st.lists(spans, min_size=1, max_size=2).map("\n".join)
lists = st.lists(spans.map("- {}".format), min_size=1, max_size=3).map("\n".join)
regular = st.lists(paragraphs | lists | headings, min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from(["\n\n".join(parts), "\n\n\n".join(parts) + "\n"])
)
odd = st.sampled_from(
    [
        "",
        "",
        *"*`[]!();\\_ -\n<|",
        "**",
        "\n- ",
        "\n\n",
        "\n* ",
        "\n1. ",
        "- ",
        "# ",
        "\n# ",
        " #",
        "[^1]",
        "  ",
        ": ",
        "&amp;",
    ]
)


@st.composite
def regular_but_for_once(draw: st.DrawFn) -> str:
    text, extra = draw(regular), draw(odd)
    at = draw(st.integers(0, len(text)))
    return text[:at] + extra + text[at:]


@given(texts, st.integers(1, 6), st.booleans())
@settings(max_examples=500, deadline=None)
@example('[a](topic:b "<a href=\\"ref:0\\">") <a href="ref:0">', 3, False)
@example("[a [b](http://x) ![c](assets/d) [@e]](topic:f) [^1]\n\n[^1]: [g[^1]](http://h)", 3, True)
def test_nothing_but_what_is_allowed_comes_out(text: str, top_level: int, inline: bool) -> None:
    markup, faults = parse_markup(text, key="k", top_level=top_level, inline=inline)
    again = parse_markup(text, key="k", top_level=top_level, inline=inline)
    assert again == (markup, faults)
    body = join(markup, lambda _, label: f"<x-link>{label}</x-link>", lambda _: "<x-cite></x-cite>")
    assert not set(body) & set(map(chr, [*range(9), *range(11, 32), *range(127, 160)]))
    Reader(body)
    for fault in faults:
        assert 0 <= fault.start <= fault.end <= len(text)
    plain_text(markup, lambda reference: reference.target)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_places_are_where_it_is_written(text: str) -> None:
    markup, _ = parse_markup(text, key="k")
    for part in references(markup):
        written = text[part.start : part.end]
        if part.kind == "asset":
            assert written.startswith("assets/")
        else:
            name = f"{part.target}#{part.annotation}" if part.annotation else part.target
            assert written in (f"@{name}", f"{'article' if part.annotation else part.kind}:{name}")
    for group in markup.parts:
        if isinstance(group, Citation):
            assert text[group.start : group.start + 2] == "[@" and text[group.end - 1] == "]"


@given(nearly_ordinary | regular_but_for_once(), st.integers(1, 6), st.booleans())
@settings(max_examples=800, deadline=None)
@example("a\n\n", 2, True)
@example("a\n1. b", 2, False)
@example("1989.5 a\n2b", 2, False)
@example("٣. a", 2, False)
@example("\n\na [@b#c;@d] **e** `f*`\n\n- [g](topic:h): *i*\n- []( https://j.kl)\n- [](event:m)\n\nn", 2, True)
def test_the_short_way_equals_the_long(text: str, top_level: int, inline: bool) -> None:
    short = parse_ordinary(text, top_level=top_level, inline=inline)
    if short:
        assert (short, ()) == parse_fully(text, key="k", top_level=top_level, inline=inline)


class Reader(HTMLParser):
    """Reads HTML as a browser would, and refuses what is not allowed."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ALLOWED[tag], (tag, name)
            assert value is not None
            if name == "href":
                assert value.startswith(("#k-fn", "http://", "https://", "mailto:")), value
            elif name == "class":
                assert value in CLASSES
            elif name == "id":
                assert value.startswith(("k-fn-", "k-fnref"))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def test_reader_is_strict() -> None:
    for body in ("<script>", "<p onclick=x>", "<a href=javascript:x>", "<img src=x>", "<!-- x -->"):
        try:
            Reader(body)
        except AssertionError:
            continue
        raise AssertionError(body)


def test_labels_are_within_their_links() -> None:
    markup, _ = parse_markup("[a *b* ![c](assets/d)](topic:e)", key="k")
    (link,) = [part for part in markup.parts if isinstance(part, Reference)]
    assert [piece if isinstance(piece, str) else piece.target for piece in link.label] == ["a <em>b</em> ", "d"]
