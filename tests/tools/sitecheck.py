"""Faults of a whole site: links, ids, marks, and whatever has no business on a page.

Runs on any folder of HTML files; from `tests/`, `python -m tools.sitecheck ../site` prints what it finds. The codes:
`missing-file`, `missing-fragment`, `missing-id` (an ARIA or form reference), `duplicate-id`, `nested-mark`,
`absolute-link`, `directory-link`, `element`, `attribute`, `url`, `inline`, `policy`.
"""

import posixpath
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tools.allowed import (
    ATTRIBUTES,
    DATA_BLOCKS,
    GLOBAL_ATTRIBUTES,
    GLOBAL_PREFIXES,
    HREF_SCHEMES,
    META_HTTP_EQUIV,
)

Attributes = dict[str, str]

URL_ATTRIBUTES = frozenset(["href", "src", "srcset", "action", "formaction", "cite", "poster", "xlink:href"])
ID_ATTRIBUTES = frozenset(
    [
        "for",
        "form",
        "list",
        "headers",
        "popovertarget",
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-details",
        "aria-owns",
        "aria-flowto",
        "aria-activedescendant",
        "aria-errormessage",
    ]
)
NAVIGATING_RELS = frozenset(["alternate", "author", "canonical", "help", "license", "next", "prev", "search", "up"])

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = {"search/index.html": "'wasm-unsafe-eval'"}
"""What a page's policy may let through besides: the search runs a WebAssembly module of the site."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")  # browsers drop some of these and read a backslash as a slash
_LOCAL_PAINT = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_FOREIGN_PAINT = re.compile(r"url\(\s*['\"]?[^#'\"\s]")


class Fault(NamedTuple):
    """Where (path in the site, line), a code, and what is wrong."""

    page: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.code}: {self.message}"


class Link(NamedTuple):
    line: int
    tag: str
    url: str
    loads: bool
    """The browser fetches it by itself; the others are followed by the reader."""


@dataclass(kw_only=True)
class Page:
    """What one HTML file says about itself; `faults` are those that can be seen without the other files."""

    path: str
    ids: dict[str, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Site(NamedTuple):
    pages: dict[str, Page]
    files: frozenset[str]
    folders: frozenset[str]
    base_url: str


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.marks = 0
        self.has_policy = False
        self.data_block = False

    def fault(self, code: str, message: str) -> None:
        self.page.faults.append(Fault(self.page.path, self.getpos()[0], code, message))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}  # of two, browsers take the first
        self._element(tag, attributes)
        for name, value in attributes.items():
            self._attribute(tag, name, value, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.marks = max(0, self.marks - 1)

    def close(self) -> None:
        super().close()
        if not self.has_policy:
            self.fault("policy", "no Content-Security-Policy")

    def _element(self, tag: str, attributes: Attributes) -> None:
        if tag == "mark":
            self.marks += 1
            if self.marks > 1:
                self.fault("nested-mark", "<mark> inside <mark>")
        elif tag == "style":
            self.fault("inline", "<style>")
        elif tag == "script" and "src" not in attributes and attributes.get("type", "").lower() not in DATA_BLOCKS:
            self.fault("inline", "<script> without src")
        elif tag == "meta" and "http-equiv" in attributes:
            self._http_equiv(attributes["http-equiv"].lower(), attributes.get("content", "").lower())
        elif tag not in ATTRIBUTES:
            self.fault("element", f"<{tag}>")

    def _http_equiv(self, name: str, content: str) -> None:
        if name not in META_HTTP_EQUIV:
            self.fault("element", f"<meta http-equiv={name}>")
        elif "unsafe-" in content.replace(_ALLOWED.get(self.page.path, "'none'"), "") or "default-src" not in content:
            self.fault("policy", f"a policy that lets too much through: {content}")
        else:
            self.has_policy = True

    def _attribute(self, tag: str, name: str, value: str, attributes: Attributes) -> None:
        line = self.getpos()[0]
        if name == "style" or name.startswith("on"):
            self.fault("inline", f'<{tag} {name}="{value}">')
        elif name not in ATTRIBUTES.get(tag, {name}) | GLOBAL_ATTRIBUTES and not name.startswith(GLOBAL_PREFIXES):
            self.fault("attribute", f"<{tag} {name}>")
        if name == "id":
            if value in self.page.ids:
                self.fault("duplicate-id", f"id {value!r} stands on line {self.page.ids[value]} too")
            self.page.ids.setdefault(value, line)
        elif name in ID_ATTRIBUTES:
            self.page.references.extend((line, word) for word in value.split())
        elif name in URL_ATTRIBUTES:
            loads = _loads(tag, name, attributes)
            self.page.links.extend(Link(line, tag, url, loads) for url in _urls(name, value))
        elif "url(" in value.lower() and not name.startswith(GLOBAL_PREFIXES):
            self.page.references.extend((line, word) for word in _LOCAL_PAINT.findall(value))
            if _FOREIGN_PAINT.search(value):
                self.fault("url", f'<{tag} {name}="{value}">')


def _urls(name: str, value: str) -> list[str]:
    if name == "srcset":
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value]


def _loads(tag: str, name: str, attributes: Attributes) -> bool:
    if tag == "link":
        return not NAVIGATING_RELS.issuperset(attributes.get("rel", "").lower().split())
    return not (tag in ("a", "area") or name == "cite")


def read_page(path: str, text: str) -> Page:
    page = Page(path=path)
    reader = _Reader(page)
    reader.feed(text)
    reader.close()
    return page


def check_site(site: Path, *, base_url: str = "") -> tuple[Fault, ...]:
    """Every fault of the HTML files below `site`, by path and line.

    With `base_url`, the public address of the site (ending in a slash), links that lead back into the site by it are
    `absolute-link` faults too, but for those of `<link>`, such as the canonical address. `404.html` is shown under any
    address, so it alone may link from the host's root.
    """
    listing = sorted(path for path in site.rglob("*") if path.is_file())
    files = [path.relative_to(site).as_posix() for path in listing]
    known = _Site(
        pages={name: read_page(name, (site / name).read_text("utf-8")) for name in files if name.endswith(".html")},
        files=frozenset(files),
        folders=frozenset(parent.as_posix() for name in files for parent in PurePosixPath(name).parents),
        base_url=base_url,
    )
    return tuple(sorted(fault for page in known.pages.values() for fault in _check_page(page, known)))


def _check_page(page: Page, site: _Site) -> Iterator[Fault]:
    yield from page.faults
    for line, word in page.references:
        if word not in page.ids:
            yield Fault(page.path, line, "missing-id", f"nothing on the page has the id {word!r}")
    for link in page.links:
        found = _link_fault(page, link, site)
        if found:
            code, why = found
            yield Fault(page.path, link.line, code, f"<{link.tag}> {link.url!r}: {why}")


def _link_fault(page: Page, link: Link, site: _Site) -> tuple[str, str] | None:
    """The code and the reason, if something is wrong with the link."""
    if not link.url or _UNSAFE.search(link.url):
        return "url", "empty, or with a space, a backslash or a control character"
    if link.url.startswith("/") and not (page.path == "404.html" and _is_below(link.url, site)):
        return "absolute-link", "breaks when the site lies in a folder or is opened from disk"
    if link.url.startswith("/"):
        return None
    scheme = _SCHEME.match(link.url)
    return _outside_fault(link, scheme[0][:-1].lower(), site) if scheme else _inside_fault(page, link, site)


def _is_below(url: str, site: _Site) -> bool:
    """Whether a link from the host's root leads to a file of the site, under whatever path that lies (404 pages)."""
    parts = unquote(urlsplit(url).path).split("/")
    return any("/".join(parts[at:]) in site.files for at in range(1, len(parts)))


def _outside_fault(link: Link, scheme: str, site: _Site) -> tuple[str, str] | None:
    if scheme not in HREF_SCHEMES:
        return "url", f"the scheme {scheme} is not allowed"
    if link.loads:
        return "url", "loaded from elsewhere"
    if site.base_url and link.url.startswith(site.base_url) and link.tag != "link":
        return "absolute-link", "leads back into the site"
    return None


def _inside_fault(page: Page, link: Link, site: _Site) -> tuple[str, str] | None:
    parts = urlsplit(link.url)
    target = page.path
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))
    if target in site.folders or parts.path.endswith("/"):
        return "directory-link", "leads to a folder, not to a file"
    if target not in site.files:
        return "missing-file", f"there is no {target}"
    if "#" in link.url and target in site.pages and unquote(parts.fragment) not in site.pages[target].ids:
        return "missing-fragment", f"nothing in {target} has this id"
    return None


def main(folders: list[str]) -> int:
    faults = [fault for folder in folders for fault in check_site(Path(folder))]
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
