"""All pages of a site: what each shows, and where it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
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
from briefgen.routes import absolute_root, href, page_path, root_of
from briefgen.viewparts import Link, NavItem
from briefgen.views import DeadlinesPage, PageView
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


class Sketch(NamedTuple):
    """A page to be made: where it stands, and how to make it. Making it twice gives the same."""

    path: str
    make: Callable[[], Planned]


def build_pages(site: Site, tracker: Tracker, words: Words) -> Iterator[Planned]:
    """Every page of the site, each with its view."""
    return (sketch.make() for sketch in sketch_pages(site, tracker, words))


def sketch_pages(site: Site, tracker: Tracker, words: Words) -> Iterator[Sketch]:
    """Every page of the site, each to be made when it is asked for."""
    makers: dict[str, Parts] = {}

    def parts(root: str) -> Parts:
        if root not in makers:
            makers[root] = Parts(site, tracker, words, root)
        return makers[root]

    below = parts("../")
    yield Sketch("index.html", lambda: _home(parts("")))
    yield from _records(below)
    yield from _tracker(below)
    yield from _chronicle(parts)
    yield from _indexes(parts)
    yield Sketch("404.html", lambda: _not_found(parts(absolute_root(site.content.briefing.base_url))))


def _home(parts: Parts) -> Planned:
    briefing = parts.site.content.briefing
    return Planned("index.html", "home", briefing.title, briefing.description, home_page(parts))


def _not_found(parts: Parts) -> Planned:
    title = parts.words.gettext("Page not found")
    return Planned("404.html", "not-found", title, "", not_found_page(main_links(parts)))


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


def _records(parts: Parts) -> Iterator[Sketch]:
    content = parts.site.content
    for kind, keys, make in (
        ("article", content.articles, _article),
        ("topic", content.topics, _topic),
        ("actor", content.actors, _actor),
        ("event", content.events, _event),
        ("page", content.pages, _free),
    ):
        for key in keys:
            yield Sketch(page_path(kind, key), partial(make, parts, key))


def _article(parts: Parts, key: str) -> Planned:
    article = parts.site.content.articles[key]
    about = parts.plain(article.summary)
    return Planned(page_path("article", key), "article", article.title, about, article_page(parts, key))


def _topic(parts: Parts, key: str) -> Planned:
    topic = parts.site.content.topics[key]
    about = parts.plain(topic.summary)
    return Planned(page_path("topic", key), "topic", topic.title, about, topic_page(parts, key))


def _actor(parts: Parts, key: str) -> Planned:
    actor = parts.site.content.actors[key]
    about = parts.plain(actor.summary) or actor.role
    return Planned(page_path("actor", key), "actor", actor.name, about, actor_page(parts, key))


def _event(parts: Parts, key: str) -> Planned:
    event = parts.site.content.events[key]
    about = parts.plain(event.summary)
    return Planned(page_path("event", key), "event", event.title, about, event_page(parts, key))


def _free(parts: Parts, key: str) -> Planned:
    page = parts.site.content.pages[key]
    return Planned(page_path("page", key), "page", page.title, "", free_page(parts, key))


def _tracker(parts: Parts) -> Iterator[Sketch]:
    older = past_pages(parts)
    names = sorted(older, reverse=True)
    archive = tuple(Link(f"{parts.root}deadlines/{name}.html", name) for name in names)
    yield _titled("deadlines/index.html", "deadlines", lambda: deadlines_page(parts, archive))
    for name in names:
        make = partial(past_page, parts, name, older[name], archive)
        yield _titled(f"deadlines/{name}.html", "deadlines", make)


def _titled(path: str, kind: str, make: Callable[[], DeadlinesPage]) -> Sketch:
    """A page whose view has its title."""

    def made() -> Planned:
        view = make()
        return Planned(path, kind, view.title, "", view)

    return Sketch(path, made)


def _plain(path: str, kind: str, title: str, make: Callable[[], PageView]) -> Sketch:
    """A page without a description of its own."""
    return Sketch(path, lambda: Planned(path, kind, title, "", make()))


def _chronicle(parts: Callable[[str], Parts]) -> Iterator[Sketch]:
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
    yield _plain("discrepancies/index.html", "discrepancies", _("Discrepancies"), partial(discrepancies_page, below))


def _indexes(parts: Callable[[str], Parts]) -> Iterator[Sketch]:
    below = parts("../")
    _ = below.words.gettext
    newest = articles_newest_first(below)
    yield from _paged("articles", _("Articles"), newest, ARTICLES_A_PAGE, parts, articles_page)
    yield from _paged("events", _("Events"), events_in_order(below), EVENTS_A_PAGE, parts, events_page)
    yield _plain("topics/index.html", "topics", _("Topics"), partial(topics_page, below))
    yield _plain("actors/index.html", "actors", _("Actors"), partial(actors_page, below))


Maker = Callable[[Parts, Iterable[T], tuple[NavItem, ...]], PageView]


def _paged(
    folder: str,
    title: str,
    items: Sequence[T],
    size: int,
    parts: Callable[[str], Parts],
    make: Maker[T],
) -> Iterator[Sketch]:
    """A list on as many pages as it takes: `FOLDER/index.html`, then `FOLDER/page/2.html` and so on."""
    stretches = [items[at : at + size] for at in range(0, len(items), size)] or [items]
    paths = (f"{folder}/index.html", *(f"{folder}/page/{n}.html" for n in range(2, len(stretches) + 1)))
    _ = parts("../").words.gettext
    for page, (path, stretch) in enumerate(zip(paths, stretches, strict=True), 1):
        name = title if page == 1 else _("%(title)s, page %(number)s") % {"title": title, "number": page}
        yield _plain(path, folder, name, partial(_stretch, make, parts, stretch, paths, path))


def _stretch(
    make: Maker[T], parts: Callable[[str], Parts], items: Sequence[T], paths: tuple[str, ...], path: str
) -> PageView:
    """One page of a list that has these pages, with the ways to all of them."""
    root = root_of(path)
    ways = tuple(NavItem(Link(href(root, other), str(number)), other == path) for number, other in enumerate(paths, 1))
    return make(parts(root), items, ways if len(paths) > 1 else ())
