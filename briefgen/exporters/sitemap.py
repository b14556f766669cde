"""`sitemap.xml` (sitemaps.org): every page, where the site's address is known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape

from briefgen.edtf import is_exact
from briefgen.exporters.export import Export
from briefgen.exporters.scalars import scopes
from briefgen.resolve import Site
from briefgen.routes import href, page_path

MOST = 50_000
"""Addresses in one file; of more there are several, and `sitemap.xml` lists them."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OF_ALL = (
    "index.html",
    "articles/index.html",
    "changes/index.html",
    "deadlines/index.html",
    "discrepancies/index.html",
    "events/index.html",
    "timeline/index.html",
    "topics/index.html",
    "actors/index.html",
)


def sitemap(site: Site, pages: Iterable[str], most: int = MOST) -> Iterator[Export]:
    """The map of these output paths, but for the page of what is not there; nothing without `base_url`."""
    base_url = site.content.briefing.base_url
    if not base_url:
        return
    paths = sorted(path for path in pages if path != "404.html")
    if len(paths) <= most:
        yield Export("sitemap.xml", partial(_pages, site, paths))
        return
    parts = [paths[at : at + most] for at in range(0, len(paths), most)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Export(name, partial(_pages, site, part))
    yield Export("sitemap.xml", lambda: _document("sitemapindex", (_entry("sitemap", base_url + n, "") for n in names)))


def is_map(path: str) -> bool:
    """Whether a map, and nothing else, would stand at an output path."""
    return path.startswith("sitemap") and path.endswith(".xml")


def _pages(site: Site, paths: Sequence[str]) -> bytes:
    days, base_url = newest(site), site.content.briefing.base_url
    locations = ((path, href(base_url, path.removesuffix("index.html"))) for path in paths)
    return _document("urlset", (_entry("url", location, days.get(path, "")) for path, location in locations))


def _document(name: str, entries: Iterable[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_NAMESPACE}">\n'
    return f"{head}{''.join(entries)}</{name}>\n".encode()


def _entry(name: str, location: str, day: str) -> str:
    lastmod = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{name}><loc>{escape(location, quote=False)}</loc>{lastmod}</{name}>\n"


def newest(site: Site) -> Mapping[str, str]:
    """Path → the day (ISO 8601) of the newest article that the page tells of, where it has one and that is known.

    No other time is there that would be the same on every machine; a page may have been edited since.
    """
    found: dict[str, str] = {}
    above = scopes(site)
    for key in site.article_order:
        day = _day(site, key)
        article = site.content.articles[key]
        told = {*_OF_ALL, page_path("article", key)}
        for annotation in article.annotations:
            told |= {page_path("actor", ref.id) for ref in (*annotation.actor, *annotation.reported_by, *annotation.to)}
            if annotation.event:
                told.add(page_path("event", annotation.event.id))
            if annotation.answers:
                told.add(page_path("article", annotation.answers.id))
        topics = (*article.topics, *(ref for annotation in article.annotations for ref in annotation.topics))
        told |= {page_path("topic", broader) for ref in topics for broader in above.get(ref.id, ())}
        found.update(dict.fromkeys(told, day))
    return found


def _day(site: Site, article: str) -> str:
    """The day of publication on the article's own calendar; nothing where it is not known to the day."""
    published = site.content.articles[article].published
    return published.text[:10] if published and is_exact(published) else ""
