"""What is around every page: the title, the ways to the main lists, the stamp, the stylesheet."""

from dataclasses import dataclass, field, replace

from markupsafe import Markup as Html

from briefgen.datewords import day_view
from briefgen.pages import method, search
from briefgen.pages.live import PAGES, live_data
from briefgen.pages.sketches import Planned
from briefgen.resolve import Site, Tracker
from briefgen.routes import absolute_root, href, page_path, root_of
from briefgen.viewparts import Chrome, FileLink, Link, NavItem, Stamp
from briefgen.views import ArticlePage
from briefgen.wording import Words

_DESCRIPTION = 300
_ATOM = "application/atom+xml"
_JSON_FEED = "application/feed+json"

_SECTIONS = {
    "home": "index.html",
    "positions": "positions/index.html",
    "deadlines": "deadlines/index.html",
    "event": "deadlines/index.html",
    "events": "events/index.html",
    "event-notes": "deadlines/index.html",
    "topics": "topics/index.html",
    "topic": "topics/index.html",
    "topic-notes": "topics/index.html",
    "actors": "actors/index.html",
    "actor": "actors/index.html",
    "actor-notes": "actors/index.html",
    "articles": "articles/index.html",
    "search": search.PATH,
    "article": "articles/index.html",
    "timeline": "timeline/index.html",
    "changes": "changes/index.html",
    "discrepancies": "discrepancies/index.html",
}
"""The entry of the menu that a kind of page belongs to."""

_SCRIPTS = {
    "live": PAGES,
    "filters": frozenset(("deadlines", "positions", "topic", "changes")),
    "copy": frozenset(("article",)),
    "search": frozenset(("search",)),
}
"""Scripts that only some kinds of pages have, by the name of their file; any other is on every page."""

NOTHING = Html("")

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy of a page."""
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
"""That of the search, which runs a WebAssembly module of the site and loads pieces of the index from the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Makes what is around each page of a site; `stylesheet`, `scripts` and `icon` are output paths.

    What is the same for all pages of one depth and one entry of the menu is made once.
    """

    site: Site
    tracker: Tracker
    words: Words
    stylesheet: str
    scripts: tuple[str, ...]
    icon: str = ""
    _frames: dict[tuple[str, str], Chrome] = field(default_factory=dict)
    _live: dict[bool, Html] = field(default_factory=dict)

    def around(self, page: Planned, linked_data: Html = NOTHING) -> Chrome:
        """The surroundings of one page."""
        briefing = self.site.content.briefing
        root = absolute_root(briefing.base_url) if page.kind == "not-found" else root_of(page.path)
        section = _SECTIONS.get(page.kind, page.path)
        frame = self._frames.get((root, section))
        if frame is None:
            frame = self._frames[root, section] = self._frame(root, section)
        return replace(
            frame,
            kind=page.kind,
            title=briefing.title if page.kind == "home" else f"{page.title} – {briefing.title}",
            description=_shortened(page.description or briefing.description),
            canonical=_canonical(page, briefing.base_url),
            feeds=frame.feeds + _feeds_of_topic(page, root),
            files=_files(page, root, briefing.base_url, self.words),
            live=self._live_data(filters=page.kind == "deadlines") if page.kind in PAGES else NOTHING,
            linked_data=linked_data,
            scripts=tuple(href(root, script) for script in self.scripts if _is_for(script, page.kind)),
            policy=SEARCH_POLICY if page.kind == "search" else POLICY,
        )

    def _frame(self, root: str, section: str) -> Chrome:
        """What is the same around many pages; the rest is still empty."""
        briefing, words = self.site.content.briefing, self.words
        publisher = briefing.publisher
        return Chrome(
            kind="",
            language=briefing.language,
            direction=words.direction,
            site_title=briefing.title,
            title="",
            description="",
            home=href(root, "index.html"),
            root=root,
            nav=tuple(_item(root, path, name, section) for path, name in _main(self.site, words)),
            more=tuple(_item(root, path, name, section) for path, name in _more(self.site, words)),
            stylesheet=href(root, self.stylesheet),
            icon=href(root, self.icon) if self.icon else "",
            scripts=(),
            canonical="",
            feeds=_feeds(root, "feed", briefing.title),
            files=(),
            stamp=Stamp(day_view(self.tracker.as_of.day, words), self.tracker.as_of.pinned),
            live=NOTHING,
            publisher=Link(publisher.url, publisher.name) if publisher.name else None,
            license=briefing.license,
            locale=words.place,
            linked_data=NOTHING,
            policy=POLICY,
        )

    def _live_data(self, *, filters: bool) -> Html:
        if filters not in self._live:
            self._live[filters] = live_data(self.site, self.tracker, self.words, filters=filters)
        return self._live[filters]


def make_chrome(
    page: Planned,
    site: Site,
    tracker: Tracker,
    words: Words,
    *,
    stylesheet: str,
    scripts: tuple[str, ...],
    icon: str = "",
    linked_data: Html = NOTHING,
) -> Chrome:
    """The surroundings of a single page."""
    around = Surroundings(site=site, tracker=tracker, words=words, stylesheet=stylesheet, scripts=scripts, icon=icon)
    return around.around(page, linked_data)


def _is_for(script: str, kind: str) -> bool:
    """Whether pages of a kind have a script, by its output path."""
    name = script.rpartition("/")[2].partition(".")[0]
    return name not in _SCRIPTS or kind in _SCRIPTS[name]


def _main(site: Site, words: Words) -> tuple[tuple[str, str], ...]:
    _ = words.gettext
    return (
        ("index.html", _("Brief")),
        ("deadlines/index.html", _("Deadlines")),
        ("topics/index.html", _("Topics")),
        ("actors/index.html", _("Actors")),
        ("articles/index.html", _("Articles")),
        *(((search.PATH, _("Search")),) if site.content.briefing.search else ()),
    )


def _more(site: Site, words: Words) -> tuple[tuple[str, str], ...]:
    """The record, then the free pages in their order."""
    _ = words.gettext
    free = sorted(site.content.pages.values(), key=lambda free_page: (free_page.order, free_page.title, free_page.id))
    return (
        *((("positions/index.html", _("Positions")),) if site.content.briefing.sides else ()),
        ("timeline/index.html", _("Timeline")),
        ("changes/index.html", _("Changes")),
        ("discrepancies/index.html", _("Discrepancies")),
        ("events/index.html", _("Events")),
        *((page_path("page", item.id), item.title) for item in free),
        *(((method.PATH, _("How to read this briefing")),) if method.KEY not in site.content.pages else ()),
    )


def _feeds(root: str, stem: str, title: str) -> tuple[FileLink, ...]:
    forms = (("xml", _ATOM), ("json", _JSON_FEED))
    return tuple(FileLink(href(root, f"{stem}.{ending}"), title, media_type) for ending, media_type in forms)


def _feeds_of_topic(page: Planned, root: str) -> tuple[FileLink, ...]:
    return _feeds(root, f"{page.path.removesuffix('.html')}.feed", page.title) if page.kind == "topic" else ()


def _files(page: Planned, root: str, base_url: str, words: Words) -> tuple[FileLink, ...]:
    """What a page is also written as, for programs."""
    _ = words.gettext
    stem = page.path.removesuffix(".html")
    match page.kind:
        case "deadlines" | "topic":
            return _dates(page.kind, stem if page.kind == "topic" else "deadlines", root, base_url, words)
        case "home":
            return (FileLink(href(root, "briefing.json"), _("Data (JSON)"), "application/json"),)
        case "articles":
            return _references(href(root, "bibliography"), "json")
        case "article":
            address = href(root, stem)
            annotations = FileLink(f"{address}.jsonld", "W3C Web Annotation", "application/ld+json")
            is_whole = isinstance(page.view, ArticlePage) and not page.view.excerpts
            text = (FileLink(f"{address}.txt", _("Text"), "text/plain"),) if is_whole else ()
            return (*text, annotations, *_references(address, "csl.json"))
    return ()


def _references(address: str, ending: str) -> tuple[FileLink, ...]:
    """For reference managers. The names of the formats are the same in every language."""
    return (
        FileLink(f"{address}.bib", "BibTeX", "application/x-bibtex"),
        FileLink(f"{address}.{ending}", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    )


def _dates(kind: str, stem: str, root: str, base_url: str, words: Words) -> tuple[FileLink, ...]:
    """For calendars, tables and feed readers; a calendar can be subscribed to where its address is known."""
    _ = words.gettext
    host = base_url.partition("://")[2]
    found = [(f"webcal://{href(host, stem)}.ics", _("Subscribe to the calendar"), "text/calendar")] if host else []
    found.append((href(root, f"{stem}.ics"), _("Calendar (ICS)"), "text/calendar"))
    if kind == "deadlines":
        found.append((href(root, f"{stem}.csv"), _("Table (CSV)"), "text/csv"))
        found.append((href(root, f"{stem}.json"), _("Data (JSON)"), "application/json"))
    else:
        found.append((href(root, f"{stem}.feed.xml"), _("Feed (Atom)"), _ATOM))
        found.append((href(root, f"{stem}.feed.json"), _("Feed (JSON)"), _JSON_FEED))
    return tuple(FileLink(*each) for each in found)


def _canonical(page: Planned, base_url: str) -> str:
    if not base_url or page.kind == "not-found":
        return ""
    return base_url + page.path.removesuffix("index.html")


def _item(root: str, path: str, name: str, section: str) -> NavItem:
    return NavItem(Link(href(root, path), name), path == section)


def _shortened(text: str) -> str:
    """A description of at most 300 characters, cut between words."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[: _DESCRIPTION - 2].rsplit(" ", 1)[0].rstrip(",;:.–- ") + " …"
