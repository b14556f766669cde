import re
from pathlib import Path

import pytest
from tools.projects import ROOT

from briefgen.assets import by_layer, copy_assets, fingerprint, minified, plan_theme, svg_fault, without_indentation

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'

RUN = ["html", "HTM", "xhtml", "shtml", "js", "mjs", "wasm", "xml", "xsl", "svgz", "swf", "hta", "mhtml", "php", "PHP7"]
PLAIN = ["x.png", "x.pdf", "x.csv", "x.html.txt", "x.json", "x.xlsx", "x", "javascript", "html.png", "x.php.png"]


def svg(inside: str = "", attributes: str = "") -> bytes:
    return SVG.format(attributes, inside).encode()


def test_theme() -> None:
    files = {
        "assets/css/20-b.css": b"b {}\n\n",
        "assets/css/10-a.css": b"\na {}",
        "assets/js/two.js": b"two()",
        "assets/js/one.js": b"one()",
        "assets/fonts/x.woff2": b"font",
        "assets/icon.svg": svg(),
    }
    theme = plan_theme(files)
    made = {artifact.path: artifact.content for artifact in theme.artifacts}
    assert re.fullmatch(r"assets/style\.[0-9a-f]{10}\.css", theme.stylesheet)
    assert made[theme.stylesheet] == b"a{}\nb{}\n"
    assert theme.scripts == (f"assets/one.{fingerprint(b'one()')}.js", f"assets/two.{fingerprint(b'two()')}.js")
    assert made["assets/fonts/x.woff2"] == b"font"
    assert theme.icon == f"assets/icon.{fingerprint(svg())}.svg" and made[theme.icon] == svg()
    assert len(made) == 5
    assert plan_theme(dict(reversed(files.items()))) == theme


def test_fingerprint_changes_with_the_content() -> None:
    assert plan_theme({"assets/css/a.css": b"a"}).stylesheet != plan_theme({"assets/css/a.css": b"b"}).stylesheet


def test_a_theme_may_have_no_icon() -> None:
    assert plan_theme({"assets/css/a.css": b"a{}", "assets/icons/icon.svg": svg()}).icon == ""


@pytest.mark.parametrize(
    ("css", "least"),
    [
        ("a { b : c ; }\n\n  d > e, f ~ g + h { }", "a{b :c}d>e,f ~ g + h{}"),
        ("/* one */ a /* two */ b { } /* three", "a b{}"),
        ("a/**/b { c: d;; } }", "a/**/b{c:d}}"),
        ("a :hover, a:not( .b, .c ) { }", "a :hover,a:not(.b,.c){}"),
        ("@media screen and (min-width: 3px) { a { b: c } }", "@media screen and (min-width:3px){a{b:c}}"),
        ("a { width: calc( (1px + 2px) * 2 - 1px ) }", "a{width:calc((1px + 2px) * 2 - 1px)}"),
        ("a { --empty: ; --list: a,  b }", "a{--empty:;--list:a,b}"),
        ("""a::before { content: " { ;  } /* x */ " ; }""", """a::before{content:" { ;  } /* x */ "}"""),
        (r"""a::before { content: '\'  {' " \" ; " }""", r"""a::before{content:'\'  {' " \" ; "}"""),
        ("a { b: url( c  ;d.png ) , url( 'e  f' ) }", "a{b:url( c  ;d.png ),url('e  f')}"),
        (r".\31  .a\ \ b\;  { }", r".\31  .a\ \ b\;{}"),
        ("a { b: 'open\n  c: d }", "a{b:'open c:d}"),
        ("", ""),
    ],
)
def test_a_style_sheet_is_written_without_what_says_nothing(css: str, least: str) -> None:
    assert minified(css.encode()).decode() == least
    assert minified(least.encode()).decode() == least


@pytest.mark.parametrize("path", sorted((ROOT / "templates/assets/css").glob("*.css")), ids=lambda path: path.name)
def test_a_browser_reads_the_same_from_it(path: Path) -> None:
    full, least = path.read_bytes(), minified(path.read_bytes())
    assert tokens(full) == tokens(least)


def tokens(data: bytes) -> list[str]:
    """Words and signs of a style sheet, without comments and without the semicolon before a closing brace."""
    text = re.sub(r"/\*.*?\*/", " ", data.decode(), flags=re.DOTALL)
    return re.findall(r""""[^"]*"|'[^']*'|[^\s{}();:,>"']+|[^\s]""", re.sub(r";\s*}", "}", text))


@pytest.mark.parametrize(
    ("script", "least"),
    [
        (
            "// what it is\n(() => {\n  'use strict';\n\n  a(); // b\n\t// c\n})();\n",
            "(() => {\n'use strict';\na(); // b\n})();",
        ),
        ("a = `x\n  // y`;\n", "a = `x\n  // y`;\n"),
        ("a = 'x\\\n  // y';\n", "a = 'x\\\n  // y';\n"),
        ("a = '//';\r\n  b()", "a = '//';\nb()"),
    ],
)
def test_a_script_is_written_without_indentation(script: str, least: str) -> None:
    assert without_indentation(script.encode()).decode() == least


def test_assets_are_copied_as_they_are() -> None:
    files = {"assets/b.csv": b"\xff\r\n", "assets/a.svg": svg("<circle r='3'/>")}
    assert [(a.path, a.content, a.source) for a in copy_assets(files).value] == [
        (path, files[path], path) for path in sorted(files)
    ]


@pytest.mark.parametrize("ending", RUN)
def test_what_a_browser_or_server_would_run_is_refused(ending: str) -> None:
    checked = copy_assets({f"assets/x.{ending}": b"harmless"})
    assert checked.value == ()
    assert [(fault.code, fault.primary.span.path) for fault in checked.diagnostics] == [
        ("unsafe-asset", f"assets/x.{ending}")
    ]


@pytest.mark.parametrize("name", PLAIN)
def test_plain_files_pass(name: str) -> None:
    assert copy_assets({f"assets/{name}": b"<script>"}).diagnostics == ()


@pytest.mark.parametrize(
    "data",
    [
        svg(),
        b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>" + svg(),
        b"<?xml version='1.0'?><!-- a comment -->" + svg(),
        svg("<style>rect { fill: url(#gradient); stroke: red }</style><rect style=\"fill: url('#g')\"/>"),
        svg('<linearGradient id="g"/><rect fill="url(#g)"/><use href="#g"/><use xlink:href="#g"/>'),
        svg('<image href="data:image/png;base64,AAAA"/><rect fill="url(data:image/webp;base64,AAAA)"/>'),
        svg('<set attributeName="fill" to="red"/><animate attributeName="x" values="1;2"/>'),
        svg('<i:layer i:label="image (3)" i:export="C:\\maps\\x.png"/>', 'xmlns:i="http://www.inkscape.org/x"'),
        svg("<title>What url(https://example.org/) means</title>"),
    ],
)
def test_plain_pictures_pass(data: bytes) -> None:
    assert svg_fault(data) == ""


XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg("<s:script xmlns:s='http://www.w3.org/2000/svg'/>"), "<script>"),
        (svg("<SCRIPT/>"), "<script>"),
        (svg("<foreignObject/>"), "<foreignobject>"),
        (svg("<h:form/>", XHTML), "<form>"),
        (svg('<h:meta http-equiv="refresh" content="0;url=javascript:alert(1)"/>', XHTML), "<meta>"),
        (svg("<h:p/>", XHTML), "<p>"),
        (svg(attributes='onload="alert(1)"'), "handler"),
        (svg('<rect OnClick="alert(1)"/>'), "handler"),
        (svg('<a href="https://example.org/"/>'), "outside"),
        (svg('<a href=" javascript:alert(1)"/>'), "outside"),
        (svg('<a xlink:href="java&#10;script:alert(1)"/>'), "outside"),
        (svg('<use href="other.svg#x"/>'), "outside"),
        (svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "outside"),
        (svg('<image href="data:image/pngx,AAAA"/>'), "outside"),
        (svg('<a href="#x" ping="https://example.org/"/>'), "outside"),
        (svg('<use href="#x" xml:base="https://example.org/"/>'), "outside"),
        (svg('<set attributeName="href" to="javascript:alert(1)"/>'), "animates"),
        (svg('<animate attributeName="xlink:href" values="x"/>'), "animates"),
        (svg('<animate attributeName="l:HREF" values="x"/>'), "animates"),
        (svg("<style>@import 'https://example.org/x.css'</style>"), "elsewhere"),
        (svg("<style>rect { fill: url( 'https://example.org/x' ) }</style>"), "elsewhere"),
        (svg("<style>rect { fill: u\\72l(https://example.org/x) }</style>"), "elsewhere"),
        (svg("<style>ur<!-- -->l(x)</style>"), "elsewhere"),
        (svg("<style>ur<g/>l(x)</style>"), "elsewhere"),
        (svg("<style><![CDATA[a { b: image-set('x' 1x) }]]></style>"), "elsewhere"),
        (svg('<rect style="fill: URL(//example.org)"/>'), "elsewhere"),
        (svg('<rect fill="url(https://example.org/#g)"/>'), "elsewhere"),
        (svg('<rect filter="url(data:image/svg+xml,x)"/>'), "elsewhere"),
        (b"<!DOCTYPE svg>" + svg(), "document type"),
        (b'<!DOCTYPE s [<!ENTITY x "y">]>' + svg("&x;"), "document type"),
        (b'<?xml-stylesheet href="https://example.org/x.css"?>' + svg(), "stylesheet"),
        (svg().decode().encode("utf-16"), "UTF-8"),
        (svg().decode().encode("utf-16-le"), "UTF-16"),
        (b"<?xml version='1.0' encoding='utf-7'?>" + svg(), "utf-7"),
        (b"<?xml version='1.0' encoding='cp037'?>" + svg(), "cp037"),
        (b"<svg", "well-formed"),
        (b"", "well-formed"),
        (svg("&nbsp;"), "well-formed"),
    ],
)
def test_pictures_that_are_more_are_refused(data: bytes, why: str) -> None:
    assert why in svg_fault(data)


@pytest.mark.parametrize(
    ("css", "joined"),
    [
        ("@layer a{x{}}@layer a{y{}}", "@layer a{x{}y{}}"),
        ("@layer a{x{}}@layer b{y{}}@layer a{z{}}", "@layer a{x{}z{}}\n@layer b{y{}}"),
        ("@layer a,b;@layer b{x{}}p{}@layer b{y{}}", "@layer a,b;@layer b{x{}}\np{}\n@layer b{y{}}"),
        ('@layer a{x::after{content:"}{"}}@layer a{y{}}', '@layer a{x::after{content:"}{"}y{}}'),
        ("@layer a{@media print{x{}}}@layer a{y{}}", "@layer a{@media print{x{}}y{}}"),
        ("x{}@layer a;", "x{}\n@layer a;"),
        ("", ""),
    ],
)
def test_a_layer_has_one_block(css: str, joined: str) -> None:
    assert by_layer(css.encode()).decode() == joined
