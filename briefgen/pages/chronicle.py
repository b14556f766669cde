"""What happened in order: the timeline, the changes, the discrepancies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefgen.chronology import FINISHED, Effect, Step, is_impossible
from briefgen.datewords import day_view
from briefgen.edtf import Edtf
from briefgen.guideviews import Choice, Filters
from briefgen.labels import tag
from briefgen.model import Annotation
from briefgen.pages.choices import side_choices, topic_choices
from briefgen.pages.citations import Citations
from briefgen.pages.parts import NEVER, Parts, month_anchor, month_of
from briefgen.pages.rows import event_row, move, old_date
from briefgen.viewparts import DateView, Day, Happening, Month, MonthEntry, NavItem
from briefgen.views import ChangesPage, DiscrepanciesPage, Discrepancy, TimelinePage

NEWS_KINDS = ("demand", "offer", "response", "position", "commitment", "correction")
"""Annotations that are news by themselves."""

_EFFECTS = (Effect.FIRST, Effect.MOVE, Effect.REFINEMENT, Effect.CONFLICT, Effect.CORRECTION)


class _News(NamedTuple):
    """Something that an article brought: itself, or with `annotation` a passage.

    `what` is why: `article`, `effect` (on a date), `status`, `settled` (a first date and how it ended), `kind`.
    """

    what: str
    article: str
    annotation: Annotation | None = None


def _news_of(parts: Parts, article: str) -> Iterator[_News]:
    """What one article brought: itself, what it did to dates, what it tells as decided, demands and answers."""
    yield _News("article", article)
    for annotation in parts.site.content.articles[article].annotations:
        step = _step(parts, annotation)
        changed = step is not None and step.effect in _EFFECTS
        settled = step is not None and annotation.status in FINISHED
        if step is not None and step.effect is Effect.FIRST and settled:
            yield _News("settled", article, annotation)
            continue
        if changed:
            yield _News("effect", article, annotation)
        if settled or (step is not None and annotation.status and not changed):
            yield _News("status", article, annotation)
        elif not changed and annotation.kind in NEWS_KINDS:
            yield _News("kind", article, annotation)


def _happening(parts: Parts, news: _News) -> Happening:
    return _told(parts, news)._replace(topic_ids=_topics_of(parts, news), side_ids=_sides_of(parts, news))


def _topics_of(parts: Parts, news: _News) -> tuple[str, ...]:
    """What a change is about; a date's also by the topics of its event."""
    annotation, content = news.annotation, parts.site.content
    if annotation is None:
        refs = content.articles[news.article].topics
    else:
        refs = (*annotation.topics, *(content.events[annotation.event.id].topics if annotation.event else ()))
    return tuple(dict.fromkeys(ref.id for ref in refs))


def _sides_of(parts: Parts, news: _News) -> tuple[str, ...]:
    """Whose act a change is, or that of whoever told of it."""
    annotation = news.annotation
    refs = (annotation.actor or annotation.reported_by) if annotation else ()
    return tuple(side.id for side in parts.sides_of(refs))


def _told(parts: Parts, news: _News) -> Happening:
    words, annotation = parts.words, news.annotation
    link = parts.link("article", news.article)
    if annotation is None:
        return Happening(tag("news", "article", words), link, None, None, parts.article_passage(news.article))
    event = parts.link("event", annotation.event.id) if annotation.event else link
    step = _step(parts, annotation)
    if news.what in ("effect", "settled") and step is not None:
        change = move(parts, step)
        what = tag("news", step.effect, words) if news.what == "effect" else tag("status", annotation.status, words)
        return Happening(what, event, change, None, change.passage)
    note = parts.note(annotation)
    if news.what == "status":
        return Happening(tag("status", annotation.status, words), event, None, note, note.passage)
    return Happening(note.kind, note.topics[0] if note.topics else link, None, note, note.passage)


def news_since(parts: Parts, most: int) -> tuple[tuple[Happening, ...], int]:
    """The first `most` of what came after the previous issue, and how many there are in all.

    Newest article first; the articles themselves come last, out of the way.
    """
    new = (key for key in reversed(parts.site.article_order) if parts.is_new(key))
    found = sorted((news for key in new for news in _news_of(parts, key)), key=lambda news: news.what == "article")
    return tuple(_happening(parts, news) for news in found[:most]), len(found)


def _step(parts: Parts, annotation: Annotation) -> Step | None:
    return parts.steps.get((annotation.article, annotation.id))


def _days(parts: Parts, articles: Iterable[str]) -> tuple[Day, ...]:
    """The changes that some articles (newest first) brought, by the day of their publication."""
    groups: defaultdict[DateView, list[Happening]] = defaultdict(list)
    for key in articles:
        groups[parts.published_day(key)].extend(_happening(parts, news) for news in _news_of(parts, key))
    return tuple(Day(day, tuple(items)) for day, items in groups.items())


def changes_page(parts: Parts, articles: Iterable[str], pages: tuple[NavItem, ...]) -> ChangesPage:
    """The view of the changes that some articles (newest first) brought."""
    previous = parts.site.content.briefing.previous
    listed = tuple(articles)
    since = _days(parts, (key for key in listed if parts.is_new(key)))
    earlier = _days(parts, (key for key in listed if not parts.is_new(key)))
    return ChangesPage(
        filters=_filters(parts, tuple(item for day in (*since, *earlier) for item in day.items)),
        previous=day_view(previous, parts.words) if previous else None,
        since=since,
        earlier=earlier,
        pages=pages,
    )


def _filters(parts: Parts, items: tuple[Happening, ...]) -> Filters:
    """What changes can be chosen by."""
    kinds = {item.what.value: item.what.label for item in items}
    return Filters(
        topics=topic_choices(parts, {topic for item in items for topic in item.topic_ids}),
        sides=side_choices(parts, {side for item in items for side in item.side_ids}),
        kinds=tuple(Choice(value, kinds[value], ()) for value in sorted(kinds)),
    )


class Moment(NamedTuple):
    """An event or a report in the order of the timeline: from when, until when, then by what it is."""

    first: int
    last: int
    event: str
    article: str
    annotation: str


def timeline_entries(parts: Parts) -> list[Moment]:
    """Every event and every report, oldest first: by its end what has no beginning, last what has no date."""
    entries: list[Moment] = []
    undated: list[Moment] = []
    for key, history in parts.site.histories.items():
        if history.dated:
            first, last = history.dated.span
            known = [moment for moment in (first, last) if moment is not None]
            entries.append(Moment(known[0], known[-1], key, "", ""))
        else:
            undated.append(Moment(0, 0, key, "", ""))
        for step in history.steps:
            report = step.report
            if report.published.first is not None:
                entries.append(Moment(report.published.first, 0, "", report.article, report.annotation))
    return [*sorted(entries), *undated]


def date_of(parts: Parts, entry: Moment) -> Edtf | None:
    """The date of an entry on its own calendar, not on that of the briefing's zone."""
    if entry.event:
        dated = parts.site.histories[entry.event].dated
        return dated.edtf if dated else None
    return parts.site.content.articles[entry.article].published


def timeline_page(parts: Parts, entries: Iterable[Moment], pages: tuple[NavItem, ...]) -> TimelinePage:
    """The view of a stretch of the timeline."""
    months: defaultdict[tuple[int, int], list[MonthEntry]] = defaultdict(list)
    undated = []
    for entry in entries:
        if entry.event and parts.site.histories[entry.event].dated is None:
            undated.append(event_row(parts, entry.event))
        else:
            months[month_of(date_of(parts, entry))].append(_entry(parts, entry))
    return TimelinePage(
        months=tuple(
            Month(parts.month_title(*month), month_anchor(*month), tuple(found))
            for month, found in sorted(months.items(), key=lambda item: item[0])
        ),
        undated=tuple(undated),
        pages=pages,
    )


def _entry(parts: Parts, entry: Moment) -> MonthEntry:
    if entry.event:
        row = event_row(parts, entry.event)
        return MonthEntry(row.date or NEVER, row, None)
    note = parts.note(parts.site.annotations[entry.article, entry.annotation])
    return MonthEntry(parts.published(entry.article), None, note)


class Doubt(NamedTuple):
    """What does not agree: a `correction`, or a report on an event that is a `conflict` or `impossible`."""

    what: str
    annotation: Annotation
    event: str = ""
    step: Step | None = None


def doubts_of(parts: Parts) -> tuple[Doubt, ...]:
    """All that does not agree: corrections, then conflicts between sources, then reports that cannot be."""
    site = parts.site
    corrections = [Doubt("correction", a) for a in site.annotations.values() if a.kind == "correction"]
    conflicts, impossible = [], []
    for key, history in site.histories.items():
        for step in history.steps:
            annotation = site.annotations[step.report.article, step.report.annotation]
            if step.effect is Effect.CONFLICT:
                conflicts.append(Doubt("conflict", annotation, key, step))
            if is_impossible(step.report):
                impossible.append(Doubt("impossible", annotation, key, step))
    return (*corrections, *conflicts, *impossible)


def discrepancies_page(parts: Parts, doubts: Iterable[Doubt], pages: tuple[NavItem, ...]) -> DiscrepanciesPage:
    """The view of what does not agree: each with its places and what was adopted."""
    citations = Citations()
    found: dict[str, list[Discrepancy]] = {"correction": [], "conflict": [], "impossible": []}
    for what, annotation, event, step in doubts:
        found[what].append(
            _of_step(parts, event, step, what, citations) if step else _correction(parts, annotation, citations)
        )
    return DiscrepanciesPage(
        corrections=tuple(found["correction"]),
        conflicts=tuple(found["conflict"]),
        impossible=tuple(found["impossible"]),
        pages=pages,
        footnotes=citations.footnotes(),
    )


def _of_step(parts: Parts, event: str, step: Step, what: str, citations: Citations) -> Discrepancy:
    site, report, before = parts.site, step.report, step.before
    history = site.histories[event]
    adopted = parts.date(history.dated)
    return Discrepancy(
        what=tag("news", what, parts.words),
        event=parts.link("event", event),
        place=parts.note(site.annotations[report.article, report.annotation], citations),
        other=parts.note(site.annotations[before.article, before.annotation], citations) if before else None,
        old=old_date(parts, step),
        new=parts.date(report.dated),
        adopted=adopted.text if adopted else "",
    )


def _correction(parts: Parts, annotation: Annotation, citations: Citations) -> Discrepancy:
    step = _step(parts, annotation)
    if step is not None and step.report.dated and annotation.event:
        found = _of_step(parts, annotation.event.id, step, "correction", citations)
        return found._replace(adopted=found.adopted or annotation.correction)
    note = parts.note(annotation, citations)
    event = parts.link("event", annotation.event.id) if annotation.event else None
    return Discrepancy(tag("news", "correction", parts.words), event, note, None, None, None, annotation.correction)
