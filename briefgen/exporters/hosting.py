"""What hosts look for in a site folder: pages that forward, `_redirects`, `_headers`, `robots.txt`, compressed copies.

`_redirects` and `_headers` are read by Netlify, Cloudflare Pages and others; a host that does not know them takes them
for two files more.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from briefgen.artifacts import Artifact
from briefgen.assets import Theme
from briefgen.chrome import POLICY, SEARCH_POLICY
from briefgen.exporters.export import Export
from briefgen.model import Content, Renaming
from briefgen.resolve import Site
from briefgen.routes import href, page_path, root_of
from briefgen.wording import Words

_TEXT = re.compile(r"\.(html|css|js|json|jsonld|xml|svg|txt|ics|csv)$")
_LEAST = 1024
"""Smaller files gain nothing from compression: they travel in one packet anyway."""

_FORWARD = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={address}">
<meta name="referrer" content="no-referrer">
<link rel="canonical" href="{canonical}">
<link rel="stylesheet" href="{stylesheet}">
</head>
<body>
<main>
<h1>{heading}</h1>
<p><a href="{address}">{title}</a></p>
</main>
</body>
</html>
"""


def hosting_files(site: Site, words: Words, theme: Theme) -> Iterator[Export]:
    """All of them but the compressed copies."""
    briefing = site.content.briefing
    yield Export("robots.txt", partial(_robots, f"{briefing.base_url}sitemap.xml" if briefing.base_url else ""))
    fingerprinted = tuple(filter(None, (theme.stylesheet, *theme.scripts, theme.icon)))
    # A browser keeps to the header and to the page's own policy: the header allows what any page needs.
    policy = SEARCH_POLICY if briefing.search else POLICY
    yield Export("_headers", partial(_headers, fingerprinted, policy))
    if briefing.redirects:
        yield Export("_redirects", partial(_redirects, briefing.redirects))
    for renaming in briefing.redirects:
        path = page_path(renaming.kind, renaming.id)
        yield Export(path, partial(_forward, site.content, words, renaming, theme.stylesheet))


def _robots(sitemap: str) -> bytes:
    """Everybody may read everything (RFC 9309)."""
    line = f"Sitemap: {sitemap}\n" if sitemap else ""
    return f"User-agent: *\nAllow: /\n{line}".encode()


def _headers(fingerprinted: Iterable[str], policy: str) -> bytes:
    """Rules must not name one header twice for one path: hosts would join the values."""
    lines = [
        "/*",
        f"  Content-Security-Policy: {policy}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: no-referrer",
    ]
    for path in fingerprinted:
        lines += [f"/{href('', path)}", "  Cache-Control: public, max-age=31536000, immutable"]
    return "".join(f"{line}\n" for line in lines).encode()


def _redirects(renamings: Iterable[Renaming]) -> bytes:
    """Each old page under both of its addresses: some hosts take `.html` off."""
    lines = []
    for renaming in renamings:
        old, new = page_path(renaming.kind, renaming.id), page_path(renaming.to.kind, renaming.to.id)
        lines += [f"/{old} /{new} 301", f"/{old.removesuffix('.html')} /{new} 301"]
    return "".join(f"{line}\n" for line in lines).encode()


def _forward(content: Content, words: Words, renaming: Renaming, stylesheet: str) -> bytes:
    """A page that forwards by itself, says so, and has a link for whoever is not forwarded."""
    old, new = page_path(renaming.kind, renaming.id), page_path(renaming.to.kind, renaming.to.id)
    root = root_of(old)
    base_url = content.briefing.base_url
    page = _FORWARD.format(
        language=escape(content.briefing.language),
        direction=words.direction,
        policy=escape(POLICY, quote=False),
        title=escape(_title(content, renaming.to.kind, renaming.to.id), quote=False),
        heading=escape(words.gettext("This page has moved"), quote=False),
        address=escape(href(root, new)),
        canonical=escape(base_url + new if base_url else href(root, new)),
        stylesheet=escape(href(root, stylesheet)),
    )
    return page.encode()


def _title(content: Content, kind: str, key: str) -> str:
    titles = {
        "topic": lambda: content.topics[key].title,
        "actor": lambda: content.actors[key].name,
        "event": lambda: content.events[key].title,
        "article": lambda: content.articles[key].title,
        "page": lambda: content.pages[key].title,
    }
    return titles[kind]()


# Compressed copies


def compressed_copies(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """`PATH.gz` for each text of some size, if it is smaller. One version of zlib gives the same bytes everywhere."""
    for artifact in artifacts:
        if _TEXT.search(artifact.path) and len(artifact.content) >= _LEAST:
            packed = gzipped(artifact.content)
            if len(packed) < len(artifact.content):
                yield Artifact(f"{artifact.path}.gz", packed, artifact.source)


def gzipped(data: bytes) -> bytes:
    """A gzip member without name and time (RFC 1952), which would differ from build to build."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + body + tail
