"""The grammar of links, images and citations in Markdown fields: what an address may be, and what it refers to.

Nothing here knows whether the thing referred to exists; `resolve` does. The words of the faults are made here.
"""

import html
import re
from typing import NamedTuple
from urllib.parse import unquote

from briefgen.diagnostics import Severity

MAX_DEPTH = 24
"""Levels of quotes and lists in one another."""
MAX_ADDRESS = 2000
"""Characters of an address. Longer ones are pasted data, and a definition used often would blow up the page."""

REFERENCE_KINDS = ("topic", "actor", "event", "page", "article")

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID_ONLY = re.compile(rf"(?=.{{1,100}}\Z){_ID}")
_CITED = re.compile(rf"\s*(@({_ID})(?:#({_ID}))?)\s*")
_CUT_SHORT = re.compile(rf"@{_ID}#{_ID}")
_HANDLE = re.compile(r"@(?:\s|\Z)|@[^\s@;]+@")
# Blanks, controls, soft hyphens, zero-width and bidirectional characters; U+FFFD stands where a control was.
_UNSEEN = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\uffff\ud800-\udfff]"
)
# What neither HTML nor XML can hold, and what turns text around. Reading refuses it with a place; but an entity can
# still bring it in, and it must not do harm.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#\\<>\"]+[^\\<>\"]*", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^@\\<>\"]+@[^@\\<>\"]+", re.IGNORECASE)
_HOST_LIKE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)

_ALLOWED = (
    "links lead to http://, https:// or mailto: addresses, to files as `assets/FILE`, or to "
    "`topic:ID`, `actor:ID`, `event:ID`, `page:ID`, `article:ID`, `article:ID#ANNOTATION`"
)
_CITATION_HINT = "write [@ARTICLE#ANNOTATION] or [@ARTICLE]; to show it as text, put a backslash before the bracket"


class Reference(NamedTuple):
    """A link or an image that leads to a part of the briefing, as written and not resolved yet.

    `kind` is one of `REFERENCE_KINDS`, `annotation` or `asset`. `target` is the id (for an annotation its article's),
    or the path of a file below `assets/`, percent-decoded; `fragment` is what stood after `#` in a link to a file.
    `label` is what stands in the link: HTML, and images that are references themselves; nothing, where the title of
    the target is to be the label. `alt` and `title` are plain text. `start` and `end` are offsets into the Markdown.
    """

    kind: str
    target: str
    annotation: str = ""
    fragment: str = ""
    label: "tuple[str | Reference, ...]" = ()
    image: bool = False
    alt: str = ""
    title: str = ""
    start: int = 0
    end: int = 0


class Citation(NamedTuple):
    """One `[@a#b; @c]`: its references, each of kind `annotation` or `article`."""

    references: tuple[Reference, ...]
    start: int
    end: int


Part = str | Reference | Citation
"""A piece of a Markdown text: HTML, or what is not resolved yet."""


class MarkupFault(NamedTuple):
    """A fault in a Markdown text; `start` and `end` are offsets into it."""

    code: str
    start: int
    end: int
    message: str
    hint: str
    severity: Severity = Severity.ERROR


class Problem(NamedTuple):
    """A fault without a place yet."""

    code: str
    message: str
    hint: str


def read_address(written: str, *, image: bool = False) -> str | Reference | Problem:
    """What an address leads to: a URL that may be linked to (as plain text, entities decoded), or a `Reference`.

    A browser decodes entities and passes over blanks and controls in an address, so all of this looks at what it
    would see. The allow-list is that of the content format.
    """
    address = decoded(written).strip(" \t\n")
    if address[:1] == "<" and address[-1:] == ">":
        address = address[1:-1].strip(" \t\n")
    scheme = _SCHEME.match(_UNSEEN.sub("", address))
    name = scheme[1].lower() if scheme else ""
    if not address:
        return Problem("link-form", "the address is empty", _ALLOWED)
    if image and not address.startswith("assets/"):
        return Problem(
            "image-source",
            f"an image cannot come from `{_short(address)}`: nothing is loaded from elsewhere",
            "put the file below `assets/` in the content folder and write `![what it shows](assets/FILE)`",
        )
    if len(address) > MAX_ADDRESS:
        return Problem("link-form", f"the address has more than {MAX_ADDRESS} characters", "shorten it")
    if name in REFERENCE_KINDS:
        return _read_reference(name, address)
    if name in ("http", "https", "mailto"):
        return _read_url(name, address)
    if address.startswith("assets/"):
        return _read_asset(address)
    return _refused(name, address)


def decoded(written: str) -> str:
    """Entities decoded, but `&copy=2` left alone: the serialiser takes for an entity only what has its semicolon."""
    return harmless(_ENTITY.sub(lambda match: html.unescape(match[0]), written)) if "&" in written else written


def harmless(text: str) -> str:
    """The text with every control, bidirectional override and lone surrogate shown as U+FFFD; offsets stay."""
    return _HARMFUL.sub("\ufffd", text)


def _read_reference(kind: str, address: str) -> Reference | Problem:
    target, marked, annotation = address[len(kind) + 1 :].partition("#")
    well_formed = address.startswith(f"{kind}:") and _ID_ONLY.fullmatch(target)
    if well_formed and not marked:
        return Reference(kind, target)
    if well_formed and kind == "article" and _ID_ONLY.fullmatch(annotation):
        return Reference("annotation", target, annotation)
    if well_formed and kind != "article":
        hint = f"write `{kind}:{target}`; only articles have annotations to be named after `#`"
    else:
        form = "article:ID` or `article:ID#ANNOTATION" if kind == "article" else f"{kind}:ID"
        hint = f"write `{form}`, where an id is of small letters a-z, digits and single hyphens between them"
    return Problem("reference-form", f"`{_short(address)}` is no reference", hint)


def _read_url(scheme: str, address: str) -> str | Problem:
    unseen = _UNSEEN.search(address)
    if unseen:
        what = "a blank" if unseen[0] == " " else f"the character U+{ord(unseen[0]):04X}"
        return Problem("link-form", f"there is {what} in `{_short(address)}`", "write %20 for a blank, or remove it")
    if (_MAIL if scheme == "mailto" else _WEB).fullmatch(address):
        return address
    form = "mailto:NAME@HOST" if scheme == "mailto" else f"{scheme}://HOST/PATH"
    return Problem("link-form", f"`{_short(address)}` is no address that a browser would follow", f"write `{form}`")


def _read_asset(address: str) -> Reference | Problem:
    path, _, fragment = address.partition("#")
    path = unquote(path.removeprefix("assets/"))
    # A blank is common in file names; every other character that nobody sees is a trick or an accident.
    unseen = "\\" in path or "?" in path or _UNSEEN.search(path.replace(" ", "")) or _UNSEEN.search(fragment)
    if unseen or any(part.strip() in ("", ".", "..") for part in path.split("/")):
        return Problem("reference-form", f"`{_short(address)}` is no file below `assets/`", "write `assets/FILE`")
    return Reference("asset", path, fragment=fragment)


def _refused(scheme: str, address: str) -> Problem:
    if _HOST_LIKE.fullmatch(address):
        return Problem("link-scheme", f"`{_short(address)}` lacks its scheme", f"write `https://{_short(address)}`")
    if scheme:
        what = f"`{_short(scheme)}:` links are not allowed"
    elif address.startswith("//"):
        what = f"`{_short(address)}` lacks its scheme"
    elif address.startswith("#"):
        what = f"`{_short(address)}`, a place within the page, cannot be linked to"
    else:
        what = f"`{_short(address)}` is a relative path, which leads elsewhere from every page"
    return Problem("link-scheme", what, _ALLOWED)


def read_citation(inner: str, closed: bool = True) -> tuple[Reference, ...] | Problem | None:
    """The references of what stands after `[` in `[@…]`, with offsets into it; `None` where that is no citation at all.

    `[@]`, `[@ noon]` and `[@name@host]` are text; so is what has no closing bracket, unless it is `[@a#b` at least.
    """
    if _HANDLE.match(inner) or not (closed or _CUT_SHORT.match(inner)):
        return None
    if not closed:
        return Problem("citation-form", f"`[{_short(inner)}` has no closing bracket", _CITATION_HINT)
    references, at = [], 0
    while match := _CITED.match(inner, at):
        target, annotation = match[2], match[3] or ""
        if len(target) > 100 or len(annotation) > 100:
            break
        kind = "annotation" if annotation else "article"
        references.append(Reference(kind, target, annotation, start=match.start(1), end=match.end(1)))
        at = match.end() + 1
        if at > len(inner):
            return tuple(references)
        if inner[at - 1] != ";":
            break
    hint = "part several by semicolons: [@a#b; @c#d]" if references and "@" in inner[at - 1 :] else _CITATION_HINT
    return Problem("citation-form", f"`[{_short(inner)}]` begins like a citation and is none", hint)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
