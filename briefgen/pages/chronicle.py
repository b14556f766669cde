"""What happened in order: the timeline, the changes, the discrepancies."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from briefgen.chronology import Effect, Step, is_impossible
from briefgen.datewords import day_view
from briefgen.labels import tag
from briefgen.model import Annotation
from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order, event_row, move
from briefgen.timespan import local_day
from briefgen.viewparts import Day, Happening, NavItem
from briefgen.views import ChangesPage, DiscrepanciesPage, Discrepancy, Month, MonthEntry, TimelinePage

NEWS_KINDS = ("demand", "offer", "response", "position", "commitment")
"""Annotations that are news by themselves."""

_EFFECTS = (Effect.FIRST, Effect.MOVE, Effect.REFINEMENT, Effect.CONFLICT, Effect.CORRECTION)


def news_of(parts: Parts, article: str, citations: Citations) -> tuple[Happening, ...]:
    """What one article brought: itself, moves and statuses of dates, demands and answers."""
    words = parts.words
    link = parts.link("article", article)
    items = [Happening(tag("news", "article", words), link, None, None, parts.article_passage(article))]
    for annotation in parts.site.content.articles[article].annotations:
        step = _step(parts, annotation)
        if step is not None and step.effect in _EFFECTS and annotation.event:
            title = parts.link("event", annotation.event.id)
            change = move(parts, step)
            items.append(Happening(tag("news", step.effect, words), title, change, None, change.passage))
        elif annotation.status and annotation.event:
            title = parts.link("event", annotation.event.id)
            note = parts.note(annotation, citations)
            items.append(Happening(tag("news", "status", words), title, None, note, note.passage))
        elif annotation.kind in NEWS_KINDS:
            note = parts.note(annotation, citations)
            title = note.topics[0] if note.topics else link
            items.append(Happening(note.kind, title, None, note, note.passage))
    return tuple(items)


def news_since(parts: Parts, citations: Citations) -> tuple[Happening, ...]:
    """What came after the previous issue, newest article first, the articles themselves left out of the way."""
    new = [key for key in reversed(parts.site.article_order) if parts.is_new(key)]
    found = [item for key in new for item in news_of(parts, key, citations)]
    return tuple(sorted(found, key=lambda item: item.what.value == "article"))


def _step(parts: Parts, annotation: Annotation) -> Step | None:
    return parts.steps.get((annotation.article, annotation.id))


def days(parts: Parts, articles: Iterable[str], citations: Citations) -> tuple[Day, ...]:
    """The changes that some articles (newest first) brought, by the day of their publication."""
    groups: dict[date, list[Happening]] = {}
    for key in articles:
        first = parts.site.published[key].first
        if first is not None:
            groups.setdefault(local_day(first, parts.site.zone), []).extend(news_of(parts, key, citations))
    return tuple(Day(day_view(day, parts.words), tuple(items)) for day, items in groups.items())


def changes_page(parts: Parts, articles: Iterable[str], pages: tuple[NavItem, ...]) -> ChangesPage:
    """The view of the changes that some articles (newest first) brought."""
    citations = Citations()
    previous = parts.site.content.briefing.previous
    listed = tuple(articles)
    return ChangesPage(
        previous=day_view(previous, parts.words) if previous else None,
        since=days(parts, (key for key in listed if parts.is_new(key)), citations),
        earlier=days(parts, (key for key in listed if not parts.is_new(key)), citations),
        pages=pages,
    )


Moment = tuple[tuple[int, int, str], str, str, str]
"""Sort key, then what stands there: an event's id, or an article's and an annotation's."""


def timeline_entries(parts: Parts) -> list[Moment]:
    """Every dated event and every report, oldest first."""
    site = parts.site
    entries: list[Moment] = []
    for key, history in site.histories.items():
        if history.dated:
            entries.append((event_order(parts, key), key, "", ""))
        for step in history.steps:
            first = step.report.published.first
            if first is not None:
                order = (first, 0, f"{step.report.article}#{step.report.annotation}")
                entries.append((order, "", step.report.article, step.report.annotation))
    return sorted(entries)


def timeline_page(parts: Parts, entries: Iterable[Moment], undated: bool, pages: tuple[NavItem, ...]) -> TimelinePage:
    """The view of a stretch of the timeline; `undated` adds the events without a date."""
    citations = Citations()
    months: defaultdict[tuple[int, int], list[MonthEntry]] = defaultdict(list)
    for order, event, article, annotation in entries:
        day = local_day(max(order[0], -(1 << 35)), parts.site.zone)
        months[day.year, day.month].append(_entry(parts, event, article, annotation, citations))
    return TimelinePage(
        months=tuple(
            Month(parts.words.month(date(year, month, 1)), f"m-{year}-{month:02}", tuple(found))
            for (year, month), found in months.items()
        ),
        undated=tuple(
            event_row(parts, key, citations)
            for key, history in parts.site.histories.items()
            if undated and history.dated is None
        ),
        pages=pages,
    )


def _entry(parts: Parts, event: str, article: str, annotation: str, citations: Citations) -> MonthEntry:
    if event:
        row = event_row(parts, event, citations)
        return MonthEntry(row.date or parts.published(article), row, None)
    note = parts.note(parts.site.annotations[article, annotation], citations)
    return MonthEntry(parts.published(article), None, note)


def discrepancies_page(parts: Parts) -> DiscrepanciesPage:
    """Corrections, conflicts between sources, reports that cannot be: each with its places and what was adopted."""
    site, citations = parts.site, Citations()
    conflicts, impossible = [], []
    for key, history in site.histories.items():
        for step in history.steps:
            if step.effect is Effect.CONFLICT:
                conflicts.append(_of_step(parts, key, step, "conflict", citations))
            if is_impossible(step.report):
                impossible.append(_of_step(parts, key, step, "impossible", citations))
    corrections = [
        _correction(parts, annotation, citations)
        for annotation in site.annotations.values()
        if annotation.kind == "correction"
    ]
    return DiscrepanciesPage(corrections=tuple(corrections), conflicts=tuple(conflicts), impossible=tuple(impossible))


def _of_step(parts: Parts, event: str, step: Step, what: str, citations: Citations) -> Discrepancy:
    site, report, before = parts.site, step.report, step.before
    history = site.histories[event]
    adopted = parts.date(history.dated)
    return Discrepancy(
        what=tag("news", what, parts.words),
        event=parts.link("event", event),
        place=parts.note(site.annotations[report.article, report.annotation], citations),
        other=parts.note(site.annotations[before.article, before.annotation], citations) if before else None,
        old=parts.date(before.dated) if before else None,
        new=parts.date(report.dated),
        adopted=adopted.text if adopted else "",
    )


def _correction(parts: Parts, annotation: Annotation, citations: Citations) -> Discrepancy:
    step = _step(parts, annotation)
    if step is not None and annotation.event:
        found = _of_step(parts, annotation.event.id, step, "correction", citations)
        return found._replace(adopted=found.adopted or annotation.correction)
    note = parts.note(annotation, citations)
    event = parts.link("event", annotation.event.id) if annotation.event else None
    return Discrepancy(tag("news", "correction", parts.words), event, note, None, None, None, annotation.correction)
