"""The indexes of articles and events, the free pages, and the page for what is not there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.pages.rows import article_line, event_order, event_row
from briefgen.timespan import local_day
from briefgen.viewparts import ArticleLine, Link, NavItem
from briefgen.views import ArticleMonth, ArticlesPage, EventsPage, FreePageView, NotFoundPage


def articles_page(parts: Parts, articles: Iterable[str], pages: tuple[NavItem, ...]) -> ArticlesPage:
    """The view of a stretch of the index of articles, newest first, by month of publication."""
    months: defaultdict[tuple[int, int], list[ArticleLine]] = defaultdict(list)
    for key in articles:
        day = local_day(parts.site.published[key].first or 0, parts.article_zone(key))
        months[day.year, day.month].append(article_line(parts, key))
    return ArticlesPage(
        months=tuple(
            ArticleMonth(parts.words.month(date(year, month, 1)), f"m-{year}-{month:02}", tuple(lines))
            for (year, month), lines in months.items()
        ),
        count=len(parts.site.article_order),
        pages=pages,
    )


def events_in_order(parts: Parts) -> tuple[str, ...]:
    return tuple(sorted(parts.site.content.events, key=lambda key: event_order(parts, key)))


def events_page(parts: Parts, events: Iterable[str], pages: tuple[NavItem, ...]) -> EventsPage:
    """The view of a stretch of the index of events, by date."""
    return EventsPage(rows=tuple(event_row(parts, key, Citations()) for key in events), pages=pages)


def free_page(parts: Parts, key: str) -> FreePageView:
    citations = Citations()
    page = parts.site.content.pages[key]
    body = parts.markdown(page.body, citations)
    return FreePageView(title=page.title, body=body, footnotes=citations.footnotes())


def not_found_page(links: tuple[Link, ...]) -> NotFoundPage:
    return NotFoundPage(links=links)
