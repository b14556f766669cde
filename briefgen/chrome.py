"""What is around every page: the title, the ways to the main lists, the stamp, the stylesheet."""

from markupsafe import Markup as Html

from briefgen.datewords import day_view
from briefgen.pages.live import PAGES, live_data
from briefgen.pages.plan import Planned
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
    "deadlines": "deadlines/index.html",
    "event": "deadlines/index.html",
    "events": "events/index.html",
    "topics": "topics/index.html",
    "topic": "topics/index.html",
    "actors": "actors/index.html",
    "actor": "actors/index.html",
    "articles": "articles/index.html",
    "article": "articles/index.html",
    "timeline": "timeline/index.html",
    "changes": "changes/index.html",
    "discrepancies": "discrepancies/index.html",
}
"""The entry of the menu that a kind of page belongs to."""

NOTHING = Html("")


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
    """The surroundings of one page; `stylesheet`, `scripts` and `icon` are output paths."""
    briefing = site.content.briefing
    root = absolute_root(briefing.base_url) if page.kind == "not-found" else root_of(page.path)
    section = _SECTIONS.get(page.kind, page.path)
    publisher = briefing.publisher
    return Chrome(
        kind=page.kind,
        language=briefing.language,
        direction=words.direction,
        site_title=briefing.title,
        title=briefing.title if page.kind == "home" else f"{page.title} – {briefing.title}",
        description=_shortened(page.description or briefing.description),
        home=href(root, "index.html"),
        root=root,
        nav=tuple(_item(root, path, name, section) for path, name in _main(words)),
        more=tuple(_item(root, path, name, section) for path, name in _more(site, words)),
        stylesheet=href(root, stylesheet),
        icon=href(root, icon) if icon else "",
        scripts=tuple(href(root, script) for script in scripts),
        canonical=_canonical(page, briefing.base_url),
        feeds=_feeds(page, root, briefing.title),
        files=_files(page, root, briefing.base_url, words),
        stamp=Stamp(day_view(tracker.as_of.day, words), tracker.as_of.pinned),
        live=live_data(site, tracker, words, filters=page.kind == "deadlines") if page.kind in PAGES else Html(),
        publisher=Link(publisher.url, publisher.name) if publisher.name else None,
        license=briefing.license,
        locale=words.place,
        linked_data=linked_data,
    )


def _main(words: Words) -> tuple[tuple[str, str], ...]:
    _ = words.gettext
    return (
        ("index.html", _("Brief")),
        ("deadlines/index.html", _("Deadlines")),
        ("topics/index.html", _("Topics")),
        ("actors/index.html", _("Actors")),
        ("articles/index.html", _("Articles")),
    )


def _more(site: Site, words: Words) -> tuple[tuple[str, str], ...]:
    """The record, then the free pages in their order."""
    _ = words.gettext
    free = sorted(site.content.pages.values(), key=lambda free_page: (free_page.order, free_page.title, free_page.id))
    return (
        ("timeline/index.html", _("Timeline")),
        ("changes/index.html", _("Changes")),
        ("discrepancies/index.html", _("Discrepancies")),
        ("events/index.html", _("Events")),
        *((page_path("page", item.id), item.title) for item in free),
    )


def _feeds(page: Planned, root: str, title: str) -> tuple[FileLink, ...]:
    stems = [("feed", title)]
    if page.kind == "topic":
        stems.append((f"{page.path.removesuffix('.html')}.feed", page.title))
    return tuple(
        FileLink(href(root, f"{stem}.{ending}"), name, media_type)
        for stem, name in stems
        for ending, media_type in (("xml", _ATOM), ("json", _JSON_FEED))
    )


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
