"""Files beside the pages: the stylesheet and scripts of the templates, fingerprinted, and the content's own assets."""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from briefgen.artifacts import Artifact
from briefgen.diagnostics import Checked, Diagnostic, error
from briefgen.source import Span

_RUNS = re.compile(
    r"\.(html?|xhtml?|shtml|xht|js|mjs|cjs|wasm|xml|xsl|xslt|svgz|swf|jar|hta|mht|mhtml|rdf|rss|atom)$"
    r"|\.(php[0-9]?|phtml|cgi|pl|aspx?|jspx?|htaccess)$",
    re.IGNORECASE,
)
_SAFE_DATA = re.compile(r"data:image/(png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\burl\(\s*['\"]?(?!\s|['\"]|#|data:image/(png|jpeg|gif|webp)[;,])|@import|\b(image|image-set|src|cross-fade)\(|\\",
    re.IGNORECASE,
)
"""What CSS loads things with; a backslash may hide any of it."""

_GAP = rb"(?:[ \t\r\n\f]|/\*.*?(?:\*/|\Z))"
_CSS = re.compile(
    rb"""(?P<kept>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\burl\([ \t\r\n\f]*(?!["' \t\r\n\f])(?:\\.|[^)\\])*\)"""
    rb"""|\\[0-9a-fA-F]{1,6}[ \t\r\n\f]?|\\.)"""
    rb"|(?:GAP|;)*(?P<end>\})GAP*|GAP*(?P<sign>[{;,>])GAP*|(?P<before>[:(])GAP+|GAP+(?P<after>\))|(?P<gap>GAP+)".replace(
        b"GAP", _GAP
    ),
    re.DOTALL,
)
"""What a style sheet can do without, and what only looks like it: strings, addresses, escapes.

Between selectors and in sums a blank has a meaning (`a :hover`, `calc(1px + 2px)`): there one stays.
"""

_MARKUP = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}")
_ACTIVE = frozenset(["script", "foreignobject", "iframe", "embed", "object", "handler", "listener"])


class Theme(NamedTuple):
    """What the templates bring to every page: output paths (`icon` may be empty), and the files themselves."""

    stylesheet: str
    scripts: tuple[str, ...]
    icon: str
    artifacts: tuple[Artifact, ...]


def plan_theme(files: Mapping[str, bytes]) -> Theme:
    """The files below `assets/` of the templates: `css/*.css` as one sheet, each of `js/*.js`, all else as it is."""
    sheets = (minified(files[path]) for path in sorted(files) if re.match(r"assets/css/[^/]+\.css$", path))
    css = by_layer(b"\n".join(sheets)) + b"\n"
    sheet = Artifact(f"assets/style.{fingerprint(css)}.css", css)
    artifacts = [sheet]
    scripts, icon = [], ""
    for path in sorted(files):
        named = re.match(r"assets/(?:js/([^/]+)(\.js)|(icon)(\.svg))$", path)
        if named:
            name, ending = filter(None, named.groups())
            content = without_indentation(files[path]) if ending == ".js" else files[path]
            artifact = Artifact(f"assets/{name}.{fingerprint(content)}{ending}", content)
            artifacts.append(artifact)
            if ending == ".js":
                scripts.append(artifact.path)
            else:
                icon = artifact.path
        elif path.startswith("assets/") and not path.startswith("assets/css/"):
            artifacts.append(Artifact(path, files[path]))
    return Theme(sheet.path, tuple(scripts), icon, tuple(artifacts))


def minified(css: bytes) -> bytes:
    """A style sheet without its comments, its indentation and the blanks that say nothing."""
    return _CSS.sub(_shortest, css).strip()


def _shortest(found: re.Match[bytes]) -> bytes:
    gap = found["gap"]
    if gap is None:
        return found[found.lastgroup or 0]
    # A comment alone divides two words without a blank, as in `a/**/b`.
    return b" " if re.search(rb"[ \t\r\n\f]", re.sub(rb"/\*.*?(?:\*/|\Z)", b"", gap, flags=re.DOTALL)) else b"/**/"


_LAYER = re.compile(rb"@layer ([\w-]+)\{")
_BRACES = re.compile(rb"""[{}]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)


def by_layer(css: bytes) -> bytes:
    """A minified sheet with one block for each cascade layer, where several files had one each.

    The order of layers is that in which they are first named, and rules of different layers are never told apart by
    their order, so each block can stand where the first of its layer stood.
    """
    rules: dict[bytes, list[bytes]] = {}
    depth = begun = 0
    for sign in _BRACES.finditer(css):
        depth += {b"{": 1, b"}": -1}.get(sign[0], 0)
        if depth == 0 and sign[0] == b"}":
            rule = css[begun : sign.end()].strip()
            layer = _LAYER.match(rule)
            if layer:
                rules.setdefault(layer[0], []).append(rule[layer.end() : -1])
            else:
                rules[b"%d" % begun] = [rule]
            begun = sign.end()
    blocks = (name + b"".join(several) + b"}" if name[:1] == b"@" else several[0] for name, several in rules.items())
    return b"\n".join((*blocks, css[begun:].strip())).strip()


def without_indentation(script: bytes) -> bytes:
    """A script without indentation, blank lines and lines of nothing but a comment.

    One in which a text goes on to the next line stays as it is: there all of this might belong to the text.
    """
    lines = script.splitlines()
    if any(line.count(b"`") % 2 or line.endswith(b"\\") for line in lines):
        return script
    stripped = (line.strip(b" \t\r") for line in lines)
    return b"\n".join(line for line in stripped if line and not line.startswith(b"//"))


def fingerprint(data: bytes) -> str:
    """Ten hexadecimal digits that change with the content, so that a browser may keep the file for ever."""
    return hashlib.sha256(data).hexdigest()[:10]


def copy_assets(files: Mapping[str, bytes]) -> Checked[tuple[Artifact, ...]]:
    """The content's own assets, as they are; what could run in a reader's browser is refused."""
    faults: list[Diagnostic] = []
    artifacts = []
    for path in sorted(files):
        why = "a browser would run this kind of file" if _RUNS.search(path) else ""
        if path.lower().endswith(".svg"):
            why = svg_fault(files[path])
        if why:
            hint = "publish a picture (PNG, JPEG, plain SVG), a PDF or a table instead"
            faults.append(error("unsafe-asset", Span(path, 0, 0), f"this asset is refused: {why}", hint=hint))
        else:
            artifacts.append(Artifact(path, files[path], path))
    return Checked(tuple(artifacts), tuple(faults))


def svg_fault(data: bytes) -> str:
    """Why an SVG could run something or load something from elsewhere; empty if it cannot."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "the SVG is not UTF-8"
    if "\0" in text:
        return "the SVG is not UTF-8 but perhaps UTF-16"
    if re.search(r"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", text, re.IGNORECASE):
        return "the SVG has a document type or a stylesheet declaration"
    declared = re.match(r"<\?xml\b[^>]*\bencoding\s*=\s*[\"']([^\"']*)", text)
    if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
        return f"the SVG calls itself {declared[1]}, and only UTF-8 is taken"
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as problem:
        return f"the SVG is not well-formed ({problem})"
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in _ACTIVE or str(element.tag).startswith(_MARKUP):
            return f"the SVG has a <{name}>"
        if name == "style" and _OUTSIDE.search("".join((element.text or "", *(child.tail or "" for child in element)))):
            return "its style loads something from elsewhere"
        for key, value in element.attrib.items():
            fault = _attribute_fault(key, value.strip(), name)
            if fault:
                return fault
    return ""


def _attribute_fault(name: str, value: str, element: str) -> str:
    namespace, _, key = name.lower().rpartition("}")
    if key.startswith("on"):
        return f"the SVG has a handler ({key})"
    if key in ("ping", "base") or (
        key in ("href", "src") and not value.startswith("#") and not _SAFE_DATA.match(value)
    ):
        return f"the SVG refers to something outside itself ({key})"
    if element in ("set", "animate") and value.lower().rpartition(":")[2] == "href":
        return "the SVG animates an address"
    # Only attributes without a namespace can hold CSS; those of drawing programs hold anything.
    return f"the SVG loads something from elsewhere ({key})" if not namespace and _OUTSIDE.search(value) else ""
