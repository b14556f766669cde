"""The lists of a site, each on as many pages as it takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from briefgen.edtf import Edtf
from briefgen.labels import label
from briefgen.pages.chronicle import (
    Moment,
    changes_page,
    date_of,
    discrepancies_page,
    doubts_of,
    timeline_entries,
    timeline_page,
)
from briefgen.pages.indexes import articles_page, events_in_order, events_page
from briefgen.pages.parts import Parts
from briefgen.pages.positions import disputed_topics, positions_page, positions_weight
from briefgen.pages.sketches import PartsOf, Planned, Sketch, titled
from briefgen.pages.stretches import Stretch, newest_first, oldest_first, period, span_of_titles
from briefgen.pages.topic import actors_in_order, actors_page, topic_tree, topics_page
from briefgen.pages.tracker import deadlines_page, year_page, year_path
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
from briefgen.routes import href, root_of
from briefgen.viewparts import Link, NavItem
from briefgen.views import PageView

T = TypeVar("T")

ARTICLES_A_PAGE = 120_000
EVENTS_A_PAGE = 130_000
TIMELINE_A_PAGE = 120_000
CHANGES_A_PAGE = 160_000
DOUBTS_A_PAGE = 260_000
POSITIONS_A_PAGE = 260_000
NAMES_A_PAGE = 160_000
"""What a list may weigh on one page (`pages.weights`): about so many bytes."""


def positions(parts: PartsOf) -> Iterator[Sketch]:
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


def tracker(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    shelves = arrange(below)
    yield titled("deadlines/index.html", "deadlines", partial(deadlines_page, below, shelves))
    for year in shelves.years:
        yield titled(year_path(year), "deadlines", partial(year_page, below, shelves, year))


def timeline(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    entries = oldest_first(
        "timeline",
        timeline_entries(below),
        lambda entry: _entry_weight(below, entry),
        TIMELINE_A_PAGE,
        lambda found: period(found, partial(date_of, below), below.words),
    )
    yield from _paged(below.words.gettext("Timeline"), entries, parts, timeline_page)


def changes(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    changes = newest_first(
        "changes",
        below.site.article_order,
        lambda key: changes_weight(below, key),
        CHANGES_A_PAGE,
        lambda keys: _published(below, keys),
    )
    yield from _paged(below.words.gettext("Changes"), changes, parts, changes_page)


def discrepancies(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    doubts = oldest_first(
        "discrepancies",
        doubts_of(below),
        lambda doubt: 2 * note_weight(below, doubt.annotation),
        DOUBTS_A_PAGE,
        lambda found: " – ".join(dict.fromkeys(label("news", doubt.what, below.words) for doubt in found)),
    )
    yield from _paged(below.words.gettext("Discrepancies"), doubts, parts, discrepancies_page)


def articles(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    content = below.site.content
    articles = newest_first(
        "articles",
        below.site.article_order,
        lambda key: article_weight(content.articles[key]),
        ARTICLES_A_PAGE,
        lambda keys: _published(below, keys),
    )
    yield from _paged(below.words.gettext("Articles"), articles, parts, articles_page)


def events(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    content = below.site.content
    events = oldest_first(
        "events",
        events_in_order(below),
        lambda key: line_weight(content.events[key].title),
        EVENTS_A_PAGE,
        lambda keys: period(keys, partial(_event_date, below), below.words),
    )
    yield from _paged(below.words.gettext("Events"), events, parts, events_page)


def topics(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    content = below.site.content
    topics = oldest_first(
        "topics",
        topic_tree(below),
        lambda branch: topic_weight(content.topics[branch.topic]),
        NAMES_A_PAGE,
        lambda found: span_of_titles([content.topics[branch.topic].title for branch in found]),
    )
    yield from _paged(below.words.gettext("Topics"), topics, parts, topics_page)


def actors(parts: PartsOf) -> Iterator[Sketch]:
    below = parts("../")
    content = below.site.content
    actors = oldest_first(
        "actors",
        actors_in_order(below, NAMES_A_PAGE),
        lambda key: actor_weight(content.actors[key]),
        NAMES_A_PAGE,
        lambda keys: span_of_titles([content.actors[key].name for key in keys]),
    )
    yield from _paged(below.words.gettext("Actors"), actors, parts, actors_page)


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


def _paged(title: str, stretches: tuple[Stretch[T], ...], parts: PartsOf, make: Maker[T]) -> Iterator[Sketch]:
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


def _stretch_page(make: Maker[T], parts: PartsOf, stretch: Stretch[T], stretches: tuple[Stretch[T], ...]) -> PageView:
    """One page of a list, with the ways to all others."""
    root = root_of(stretch.path)
    ways = tuple(NavItem(Link(href(root, other.path), other.label), other == stretch) for other in stretches)
    return make(parts(root), stretch.items, ways if len(stretches) > 1 else ())
