"""All pages of a site: what each shows, and where it stands."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from briefgen.model import Content
from briefgen.pages import lists, method, search
from briefgen.pages.article import article_page
from briefgen.pages.home import home_page
from briefgen.pages.indexes import free_page, not_found_page
from briefgen.pages.notes import Desk, Told, notes_page
from briefgen.pages.parts import Parts
from briefgen.pages.sketches import PartsOf, Planned, Sketch, titled
from briefgen.pages.topic import actor_page, topic_page
from briefgen.pages.tracker import event_page
from briefgen.resolve import Site, Tracker
from briefgen.routes import FOLDERS, absolute_root, href, page_path
from briefgen.viewparts import Link
from briefgen.wording import Words


def build_pages(site: Site, tracker: Tracker, words: Words) -> Iterator[Planned]:
    """Every page of the site, each with its view."""
    return (sketch.make() for sketch in Book(site, tracker, words))


class Book:
    """Every page of a site, each to be made when it is asked for.

    To iterate is to lay out all lists. `find` lays out only those in the folder of the page: a preview of ten thousand
    articles shows one page of them.
    """

    def __init__(self, site: Site, tracker: Tracker, words: Words) -> None:
        self._site, self._tracker, self._words = site, tracker, words
        self._parts: dict[str, Parts] = {}
        self._desk = Desk(self.parts("../"))
        self._laid_out: dict[str, Mapping[str, Sketch]] = {}

    def parts(self, root: str) -> Parts:
        if root not in self._parts:
            self._parts[root] = Parts(self._site, self._tracker, self._words, root)
        return self._parts[root]

    def __iter__(self) -> Iterator[Sketch]:
        for folder in _LISTS:
            yield from self._lists(folder).values()
        for kind, sketches in _RECORDS.items():
            for key in _keys(kind, self._site.content):
                yield from sketches(self._desk, key)

    def find(self, path: str) -> Sketch | None:
        """The page at an output path, if there is one."""
        folder, _, name = path.partition("/")
        key, kind = name.partition(".")[0], _KINDS.get(folder, "")
        if kind and key in _keys(kind, self._site.content):
            return next((sketch for sketch in _RECORDS[kind](self._desk, key) if sketch.path == path), None)
        return self._lists(folder if name else "").get(path)

    def _lists(self, folder: str) -> Mapping[str, Sketch]:
        """The pages in a folder, or in none, that are of no record."""
        if folder not in self._laid_out:
            lists = _LISTS.get(folder, _nothing)
            self._laid_out[folder] = {sketch.path: sketch for sketch in lists(self.parts)}
        return self._laid_out[folder]


def _nothing(_: PartsOf) -> Iterator[Sketch]:
    return iter(())


def _outermost(parts: PartsOf) -> Iterator[Sketch]:
    yield Sketch("index.html", lambda: _home(parts("")))
    base_url = parts("").site.content.briefing.base_url
    yield Sketch("404.html", lambda: _not_found(parts(absolute_root(base_url))))


def _search(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    if below.site.content.briefing.search:
        yield titled(search.PATH, "search", lambda: search.search_page(below, main_links(below)))


def _method(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    if method.is_ours(below):
        yield titled(method.PATH, "page", partial(method.method_page, below))


def _home(parts: Parts) -> Planned:
    briefing = parts.site.content.briefing
    return Planned("index.html", "home", briefing.title, briefing.description, home_page(parts))


def _not_found(parts: Parts) -> Planned:
    title = parts.words.gettext("Page not found")
    return Planned("404.html", "not-found", title, "", not_found_page((*main_links(parts), *_searching(parts))))


def _searching(parts: Parts) -> tuple[Link, ...]:
    there = parts.site.content.briefing.search
    return (Link(href(parts.root, search.PATH), parts.words.gettext("Search")),) if there else ()


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


def _article(parts: Parts, key: str) -> Planned:
    article = parts.site.content.articles[key]
    about = parts.plain(article.summary)
    return Planned(page_path("article", key), "article", article.title, about, article_page(parts, key))


def _topic(parts: Parts, key: str, told: Told) -> Planned:
    topic = parts.site.content.topics[key]
    about = parts.plain(topic.summary)
    return Planned(page_path("topic", key), "topic", topic.title, about, topic_page(parts, key, told))


def _actor(parts: Parts, key: str, told: Told) -> Planned:
    actor = parts.site.content.actors[key]
    about = parts.plain(actor.summary) or actor.role
    return Planned(page_path("actor", key), "actor", actor.name, about, actor_page(parts, key, told))


def _event(parts: Parts, key: str, told: Told) -> Planned:
    event = parts.site.content.events[key]
    about = parts.plain(event.summary)
    return Planned(page_path("event", key), "event", event.title, about, event_page(parts, key, told))


def _free(parts: Parts, key: str) -> Planned:
    page = parts.site.content.pages[key]
    return Planned(page_path("page", key), "page", page.title, "", free_page(parts, key))


def _untold(make: Callable[[Parts, str], Planned], kind: str, desk: Desk, key: str) -> Iterator[Sketch]:
    """The page of a record about which nothing is told."""
    yield Sketch(page_path(kind, key), partial(make, desk.parts, key))


def _told(make: Callable[[Parts, str, Told], Planned], kind: str, desk: Desk, key: str) -> Iterator[Sketch]:
    """The page of a record, and those of older notes on it."""
    told = desk.told(kind, key)
    yield Sketch(page_path(kind, key), partial(make, desk.parts, key, told))
    for older in told.older:
        yield titled(older.path, f"{kind}-notes", partial(notes_page, desk.parts, kind, key, told, older))


_LISTS: Mapping[str, Callable[[PartsOf], Iterator[Sketch]]] = {
    "": _outermost,
    "positions": lists.positions,
    "deadlines": lists.tracker,
    "timeline": lists.timeline,
    "changes": lists.changes,
    "discrepancies": lists.discrepancies,
    "articles": lists.articles,
    "events": lists.events,
    "topics": lists.topics,
    "actors": lists.actors,
    "pages": _method,
    "search": _search,
}
"""The pages that are of no record, by the folder that they are in."""

_RECORDS: Mapping[str, Callable[[Desk, str], Iterator[Sketch]]] = {
    "article": partial(_untold, _article, "article"),
    "page": partial(_untold, _free, "page"),
    "topic": partial(_told, _topic, "topic"),
    "actor": partial(_told, _actor, "actor"),
    "event": partial(_told, _event, "event"),
}
"""The pages of a record, by its kind."""

_KINDS = {folder: kind for kind, folder in FOLDERS.items()}


def _keys(kind: str, content: Content) -> Collection[str]:
    match kind:
        case "article":
            return content.articles
        case "page":
            return content.pages
        case "topic":
            return content.topics
        case "actor":
            return content.actors
    return content.events
