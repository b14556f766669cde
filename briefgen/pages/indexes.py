"""The indexes of articles and events, the free pages, and the page for what is not there."""

from collections import defaultdict
from collections.abc import Iterable

from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts, month_anchor, month_of
from briefgen.pages.rows import article_line, event_order, event_row
from briefgen.viewparts import ArticleLine, ArticleMonth, Link, NavItem
from briefgen.views import ArticlesPage, EventsPage, FreePageView, NotFoundPage


def articles_page(parts: Parts, articles: Iterable[str], pages: tuple[NavItem, ...]) -> ArticlesPage:
    """The view of a stretch of the index of articles, newest first, by month of publication."""
    months: defaultdict[tuple[int, int], list[ArticleLine]] = defaultdict(list)
    for key in articles:
        months[month_of(parts.site.content.articles[key].published)].append(article_line(parts, key))
    return ArticlesPage(
        months=tuple(
            ArticleMonth(parts.month_title(*month), month_anchor(*month), tuple(lines))
            for month, lines in sorted(months.items(), reverse=True)
        ),
        count=len(parts.site.article_order),
        pages=pages,
    )


def events_in_order(parts: Parts) -> tuple[str, ...]:
    """All events by date; what has none comes last."""
    return tuple(sorted(parts.site.content.events, key=lambda key: event_order(parts, key)))


def events_page(parts: Parts, events: Iterable[str], pages: tuple[NavItem, ...]) -> EventsPage:
    """The view of a stretch of the index of events, by date."""
    return EventsPage(rows=tuple(event_row(parts, key) for key in events), pages=pages)


def free_page(parts: Parts, key: str) -> FreePageView:
    citations = Citations()
    page = parts.site.content.pages[key]
    body = parts.markdown(page.body, citations)
    return FreePageView(title=page.title, body=body, footnotes=citations.footnotes())


def not_found_page(links: tuple[Link, ...]) -> NotFoundPage:
    return NotFoundPage(links=links)
