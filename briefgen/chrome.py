"""What is around every page: the title, the ways to the main lists, the stamp, the stylesheet."""

from markupsafe import Markup as Html

from briefgen.datewords import day_view
from briefgen.pages.live import PAGES, live_data
from briefgen.pages.plan import Planned
from briefgen.resolve import Site, Tracker
from briefgen.routes import absolute_root, href, page_path, root_of
from briefgen.viewparts import Chrome, Link, NavItem, Stamp
from briefgen.wording import Words

_DESCRIPTION = 300

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


def make_chrome(
    page: Planned, site: Site, tracker: Tracker, words: Words, *, stylesheet: str, scripts: tuple[str, ...]
) -> Chrome:
    """The surroundings of one page; `stylesheet` and `scripts` are output paths."""
    briefing = site.content.briefing
    root = absolute_root(briefing.base_url) if page.kind == "not-found" else root_of(page.path)
    _ = words.gettext
    main = (
        ("index.html", _("Brief")),
        ("deadlines/index.html", _("Deadlines")),
        ("topics/index.html", _("Topics")),
        ("actors/index.html", _("Actors")),
        ("articles/index.html", _("Articles")),
    )
    record = (
        ("timeline/index.html", _("Timeline")),
        ("changes/index.html", _("Changes")),
        ("discrepancies/index.html", _("Discrepancies")),
        ("events/index.html", _("Events")),
    )
    free = sorted(site.content.pages.values(), key=lambda free_page: (free_page.order, free_page.title, free_page.id))
    more = (*record, *((page_path("page", item.id), item.title) for item in free))
    section = _SECTIONS.get(page.kind, page.path)
    title = briefing.title if page.kind == "home" else f"{page.title} – {briefing.title}"
    publisher = briefing.publisher
    return Chrome(
        kind=page.kind,
        language=briefing.language,
        direction=words.direction,
        site_title=briefing.title,
        title=title,
        description=_shortened(page.description or briefing.description),
        home=href(root, "index.html"),
        root=root,
        nav=tuple(_item(root, path, name, section) for path, name in main),
        more=tuple(_item(root, path, name, section) for path, name in more),
        stylesheet=href(root, stylesheet),
        scripts=tuple(href(root, script) for script in scripts),
        canonical=_canonical(page, briefing.base_url),
        stamp=Stamp(day_view(tracker.as_of.day, words), tracker.as_of.pinned),
        live=live_data(site, tracker, words) if page.kind in PAGES else Html(),
        publisher=Link(publisher.url, publisher.name) if publisher.name else None,
        license=briefing.license,
    )


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
