"""All pages of a site: what each shows, and where it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from briefgen.edtf import Edtf
from briefgen.guideviews import MethodPage, SearchPage
from briefgen.labels import label
from briefgen.pages import method, search
from briefgen.pages.article import article_page
from briefgen.pages.chronicle import (
    Moment,
    changes_page,
    date_of,
    discrepancies_page,
    doubts_of,
    timeline_entries,
    timeline_page,
)
from briefgen.pages.home import home_page
from briefgen.pages.indexes import articles_page, events_in_order, events_page, free_page, not_found_page
from briefgen.pages.notes import Desk, Told, notes_page
from briefgen.pages.parts import Parts
from briefgen.pages.positions import disputed_topics, positions_page, positions_weight
from briefgen.pages.stretches import Stretch, newest_first, oldest_first, period, span_of_titles
from briefgen.pages.topic import actor_page, actors_in_order, actors_page, topic_page, topic_tree, topics_page
from briefgen.pages.tracker import deadlines_page, event_page, year_page, year_path
from briefgen.pages.weights import (
    actor_weight,
    article_weight,
    changes_weight,
    line_weight,
    note_weight,
    passage_weight,
    topic_weight,
)
from briefgen.pages.years import arrange
from briefgen.resolve import Site, Tracker
from briefgen.routes import absolute_root, href, page_path, root_of
from briefgen.viewparts import Link, NavItem
from briefgen.views import DeadlinesPage, NotesPage, PageView
from briefgen.wording import Words

T = TypeVar("T")

ARTICLES_A_PAGE = 120_000
EVENTS_A_PAGE = 130_000
TIMELINE_A_PAGE = 120_000
CHANGES_A_PAGE = 160_000
DOUBTS_A_PAGE = 260_000
POSITIONS_A_PAGE = 260_000
NAMES_A_PAGE = 160_000
"""What a list may weigh on one page (`pages.weights`): about so many bytes."""


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
    yield from _positions(parts)
    yield from _records(below)
    yield from _tracker(below)
    yield from _chronicle(parts)
    yield from _indexes(parts)
    if site.content.briefing.search:
        yield _titled(search.PATH, "search", lambda: search.search_page(below, main_links(below)))
    yield Sketch("404.html", lambda: _not_found(parts(absolute_root(site.content.briefing.base_url))))


def _home(parts: Parts) -> Planned:
    briefing = parts.site.content.briefing
    return Planned("index.html", "home", briefing.title, briefing.description, home_page(parts))


def _positions(parts: Callable[[str], Parts]) -> Iterator[Sketch]:
    below = parts("../")
    if not below.sides:
        return
    topics = below.site.content.topics
    disputed = oldest_first(
        "positions",
        disputed_topics(below),
        partial(positions_weight, below),
        POSITIONS_A_PAGE,
        lambda keys: span_of_titles([topics[key].title for key in keys]),
    )
    yield from _paged(below.words.gettext("Positions"), disputed, parts, positions_page)


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


def _records(parts: Parts) -> Iterator[Sketch]:
    content = parts.site.content
    yield from (Sketch(page_path("article", key), partial(_article, parts, key)) for key in content.articles)
    yield from (Sketch(page_path("page", key), partial(_free, parts, key)) for key in content.pages)
    if method.is_ours(parts):
        yield _titled(method.PATH, "page", partial(method.method_page, parts))
    desk = Desk(parts)
    for kind, keys, make in (
        ("topic", tuple(content.topics), _topic),
        ("actor", tuple(content.actors), _actor),
        ("event", tuple(content.events), _event),
    ):
        for key in keys:
            told = desk.told(kind, key)
            yield Sketch(page_path(kind, key), partial(make, parts, key, told))
            for older in told.older:
                yield _titled(older.path, f"{kind}-notes", partial(notes_page, parts, kind, key, told, older))


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


def _tracker(parts: Parts) -> Iterator[Sketch]:
    shelves = arrange(parts)
    yield _titled("deadlines/index.html", "deadlines", partial(deadlines_page, parts, shelves))
    for year in shelves.years:
        yield _titled(year_path(year), "deadlines", partial(year_page, parts, shelves, year))


def _titled(path: str, kind: str, make: Callable[[], DeadlinesPage | NotesPage | MethodPage | SearchPage]) -> Sketch:
    """A page whose view has its title."""

    def made() -> Planned:
        view = make()
        return Planned(path, kind, view.title, "", view)

    return Sketch(path, made)


def _chronicle(parts: Callable[[str], Parts]) -> Iterator[Sketch]:
    below = parts("../")
    _ = below.words.gettext
    entries = oldest_first(
        "timeline",
        timeline_entries(below),
        lambda entry: _entry_weight(below, entry),
        TIMELINE_A_PAGE,
        lambda found: period(found, partial(date_of, below), below.words),
    )
    yield from _paged(_("Timeline"), entries, parts, timeline_page)
    changes = newest_first(
        "changes",
        below.site.article_order,
        lambda key: changes_weight(below, key),
        CHANGES_A_PAGE,
        lambda keys: _published(below, keys),
    )
    yield from _paged(_("Changes"), changes, parts, changes_page)
    doubts = oldest_first(
        "discrepancies",
        doubts_of(below),
        lambda doubt: 2 * note_weight(below, doubt.annotation),
        DOUBTS_A_PAGE,
        lambda found: " – ".join(dict.fromkeys(label("news", doubt.what, below.words) for doubt in found)),
    )
    yield from _paged(_("Discrepancies"), doubts, parts, discrepancies_page)


def _indexes(parts: Callable[[str], Parts]) -> Iterator[Sketch]:
    below = parts("../")
    content, _ = below.site.content, below.words.gettext
    articles = newest_first(
        "articles",
        below.site.article_order,
        lambda key: article_weight(content.articles[key]),
        ARTICLES_A_PAGE,
        lambda keys: _published(below, keys),
    )
    yield from _paged(_("Articles"), articles, parts, articles_page)
    events = oldest_first(
        "events",
        events_in_order(below),
        lambda key: line_weight(content.events[key].title),
        EVENTS_A_PAGE,
        lambda keys: period(keys, partial(_event_date, below), below.words),
    )
    yield from _paged(_("Events"), events, parts, events_page)
    topics = oldest_first(
        "topics",
        topic_tree(below),
        lambda branch: topic_weight(content.topics[branch.topic]),
        NAMES_A_PAGE,
        lambda found: span_of_titles([content.topics[branch.topic].title for branch in found]),
    )
    yield from _paged(_("Topics"), topics, parts, topics_page)
    actors = oldest_first(
        "actors",
        actors_in_order(below, NAMES_A_PAGE),
        lambda key: actor_weight(content.actors[key]),
        NAMES_A_PAGE,
        lambda keys: span_of_titles([content.actors[key].name for key in keys]),
    )
    yield from _paged(_("Actors"), actors, parts, actors_page)


def _published(parts: Parts, articles: Sequence[str]) -> str:
    return period(articles, lambda key: parts.site.content.articles[key].published, parts.words)


def _event_date(parts: Parts, key: str) -> Edtf | None:
    dated = parts.site.histories[key].dated
    return dated.edtf if dated else None


def _entry_weight(parts: Parts, entry: Moment) -> int:
    if entry.event:
        return line_weight(parts.site.content.events[entry.event].title)
    return passage_weight(parts, parts.site.annotations[entry.article, entry.annotation])


Maker = Callable[[Parts, Iterable[T], tuple[NavItem, ...]], PageView]


def _paged(
    title: str, stretches: tuple[Stretch[T], ...], parts: Callable[[str], Parts], make: Maker[T]
) -> Iterator[Sketch]:
    """The pages of a list, the first of them under its bare title."""
    folder = stretches[0].path.partition("/")[0]
    _ = parts("../").words.gettext
    for page, stretch in enumerate(stretches):
        name = _("%(title)s: %(part)s") % {"title": title, "part": stretch.label} if page else title
        view = partial(_stretch_page, make, parts, stretch, stretches)
        yield Sketch(stretch.path, partial(_made, stretch.path, folder, name, view))


def _made(path: str, kind: str, title: str, make: Callable[[], PageView]) -> Planned:
    """A page without a description of its own."""
    return Planned(path, kind, title, "", make())


def _stretch_page(
    make: Maker[T], parts: Callable[[str], Parts], stretch: Stretch[T], stretches: tuple[Stretch[T], ...]
) -> PageView:
    """One page of a list, with the ways to all others."""
    root = root_of(stretch.path)
    ways = tuple(NavItem(Link(href(root, other.path), other.label), other == stretch) for other in stretches)
    return make(parts(root), stretch.items, ways if len(stretches) > 1 else ())
