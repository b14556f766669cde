"""All pages of a site: what each shows, and where it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from briefgen.pages.article import article_page
from briefgen.pages.chronicle import changes_page, discrepancies_page, timeline_entries, timeline_page
from briefgen.pages.home import home_page
from briefgen.pages.indexes import articles_page, events_in_order, events_page, free_page, not_found_page
from briefgen.pages.parts import Parts
from briefgen.pages.rows import articles_newest_first
from briefgen.pages.topic import actor_page, actors_page, topic_page, topics_page
from briefgen.pages.tracker import deadlines_page, event_page, past_page, past_pages
from briefgen.resolve import Site, Tracker
from briefgen.routes import absolute_root, href, page_path
from briefgen.viewparts import Link, NavItem
from briefgen.views import PageView
from briefgen.wording import Words

T = TypeVar("T")

ARTICLES_A_PAGE = 300
EVENTS_A_PAGE = 150
TIMELINE_A_PAGE = 150
CHANGES_A_PAGE = 40
"""Articles whose changes stand on one page."""


class Planned(NamedTuple):
    """A page: its path, what kind it is, its title, a line of description, and its view."""

    path: str
    kind: str
    title: str
    description: str
    view: PageView


def build_pages(site: Site, tracker: Tracker, words: Words) -> Iterator[Planned]:
    """Every page of the site, each with its view."""
    makers: dict[str, Parts] = {}

    def parts(root: str) -> Parts:
        if root not in makers:
            makers[root] = Parts(site, tracker, words, root)
        return makers[root]

    top, below = parts(""), parts("../")
    briefing = site.content.briefing
    yield Planned("index.html", "home", briefing.title, briefing.description, home_page(top))
    yield from _records(below)
    yield from _tracker(below)
    yield from _chronicle(parts)
    yield from _indexes(parts)
    title = words.gettext("Page not found")
    yield Planned(
        "404.html", "not-found", title, "", not_found_page(main_links(parts(absolute_root(briefing.base_url))))
    )


def main_links(parts: Parts) -> tuple[Link, ...]:
    """The ways from anywhere: home and the main lists."""
    _ = parts.words.gettext
    names = (
        ("index.html", _("Home")),
        ("deadlines/index.html", _("Deadlines")),
        ("topics/index.html", _("Topics")),
        ("actors/index.html", _("Actors")),
        ("articles/index.html", _("Articles")),
        ("timeline/index.html", _("Timeline")),
        ("changes/index.html", _("Changes")),
        ("discrepancies/index.html", _("Discrepancies")),
    )
    return tuple(Link(href(parts.root, path), name) for path, name in names)


def _records(parts: Parts) -> Iterator[Planned]:
    content = parts.site.content
    for key, article in content.articles.items():
        about = parts.plain(article.summary)
        yield Planned(page_path("article", key), "article", article.title, about, article_page(parts, key))
    for key, topic in content.topics.items():
        about = parts.plain(topic.summary)
        yield Planned(page_path("topic", key), "topic", topic.title, about, topic_page(parts, key))
    for key, actor in content.actors.items():
        about = parts.plain(actor.summary) or actor.role
        yield Planned(page_path("actor", key), "actor", actor.name, about, actor_page(parts, key))
    for key, event in content.events.items():
        about = parts.plain(event.summary)
        yield Planned(page_path("event", key), "event", event.title, about, event_page(parts, key))
    for key, page in content.pages.items():
        yield Planned(page_path("page", key), "page", page.title, "", free_page(parts, key))


def _tracker(parts: Parts) -> Iterator[Planned]:
    older = past_pages(parts)
    names = sorted(older, reverse=True)
    archive = tuple(Link(f"{parts.root}deadlines/{name}.html", name) for name in names)
    view = deadlines_page(parts, archive)
    yield Planned("deadlines/index.html", "deadlines", view.title, "", view)
    for name in names:
        past = past_page(parts, name, older[name], archive)
        yield Planned(f"deadlines/{name}.html", "deadlines", past.title, "", past)


def _chronicle(parts: Callable[[str], Parts]) -> Iterator[Planned]:
    below = parts("../")
    _ = below.words.gettext
    entries = timeline_entries(below)
    yield from _paged(
        "timeline",
        _("Timeline"),
        entries,
        TIMELINE_A_PAGE,
        parts,
        lambda at, items, pages: timeline_page(at, items, pages == () or pages[-1].current, pages),
    )
    newest = articles_newest_first(below)
    yield from _paged("changes", _("Changes"), newest, CHANGES_A_PAGE, parts, changes_page)
    yield Planned("discrepancies/index.html", "discrepancies", _("Discrepancies"), "", discrepancies_page(below))


def _indexes(parts: Callable[[str], Parts]) -> Iterator[Planned]:
    below = parts("../")
    _ = below.words.gettext
    newest = articles_newest_first(below)
    yield from _paged("articles", _("Articles"), newest, ARTICLES_A_PAGE, parts, articles_page)
    yield from _paged("events", _("Events"), events_in_order(below), EVENTS_A_PAGE, parts, events_page)
    yield Planned("topics/index.html", "topics", _("Topics"), "", topics_page(below))
    yield Planned("actors/index.html", "actors", _("Actors"), "", actors_page(below))


def _paged(
    folder: str,
    title: str,
    items: Sequence[T],
    size: int,
    parts: Callable[[str], Parts],
    make: Callable[[Parts, Iterable[T], tuple[NavItem, ...]], PageView],
) -> Iterator[Planned]:
    """A list on as many pages as it takes: `FOLDER/index.html`, then `FOLDER/page/2.html` and so on."""
    stretches = [items[at : at + size] for at in range(0, len(items), size)] or [items]
    paths = [f"{folder}/index.html", *(f"{folder}/page/{n}.html" for n in range(2, len(stretches) + 1))]
    for path, stretch in zip(paths, stretches, strict=True):
        at = parts("../" * path.count("/"))
        ways = tuple(
            NavItem(Link(href(at.root, other), str(number)), other == path) for number, other in enumerate(paths, 1)
        )
        pages = ways if len(paths) > 1 else ()
        yield Planned(path, folder, title, "", make(at, stretch, pages))
