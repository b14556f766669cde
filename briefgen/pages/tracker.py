"""The deadline tracker and the pages of single events."""

from collections import Counter
from collections.abc import Iterable

from briefgen.chronology import State
from briefgen.labels import maybe_tag, tag
from briefgen.pages.chart import timeline_chart
from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order, event_row
from briefgen.timespan import local_day
from briefgen.viewparts import Link
from briefgen.views import DeadlinesPage, EventPage, Group, HistoryStep

NEWEST_PAST = 200
"""How many past events stand on the tracker itself; older ones have pages by year."""
MOST_A_YEAR = 500
"""A year with more past events than this is parted into months."""


def past_pages(parts: Parts) -> dict[str, tuple[str, ...]]:
    """Past events beyond the newest ones, by `YEAR` or `YEAR-MM` of their last possible moment, newest first."""
    older = _past(parts)[NEWEST_PAST:]
    days = {key: local_day(_last(parts, key), parts.site.zone) for key in older}
    a_year = Counter(day.year for day in days.values())
    pages: dict[str, list[str]] = {}
    for key, day in days.items():
        name = f"{day.year:04}" if a_year[day.year] <= MOST_A_YEAR else f"{day.year:04}-{day.month:02}"
        pages.setdefault(name, []).append(key)
    return {name: tuple(keys) for name, keys in pages.items()}


def _past(parts: Parts) -> list[str]:
    """Past events, newest first; those without a moment before all others, since they belong to no year."""
    past = [key for key, state in parts.tracker.states.items() if state is State.PAST]
    return sorted(past, key=lambda key: (-_last(parts, key), key))


def _last(parts: Parts, key: str) -> int:
    dated = parts.site.histories[key].dated
    span = dated.span if dated else None
    if span is None:
        return 1 << 37
    return next((moment for moment in (span.last, span.first) if moment is not None), 1 << 37)


def deadlines_page(parts: Parts, archive: tuple[Link, ...]) -> DeadlinesPage:
    """The view of the tracker: every event but the older past ones, grouped by state."""
    citations = Citations()
    by_state: dict[State, list[str]] = {state: [] for state in State}
    for key, state in parts.tracker.states.items():
        by_state[state].append(key)
    for keys in by_state.values():
        keys.sort(key=lambda key: event_order(parts, key))
    by_state[State.PAST] = _past(parts)[:NEWEST_PAST]
    return DeadlinesPage(
        title=parts.words.gettext("Deadlines"),
        chart=timeline_chart(parts, tuple(parts.site.content.events)),
        groups=tuple(_group(parts, state, keys, citations) for state, keys in by_state.items() if keys),
        archive=archive,
        year="",
        footnotes=citations.footnotes(),
    )


def past_page(parts: Parts, name: str, keys: Iterable[str], archive: tuple[Link, ...]) -> DeadlinesPage:
    """The view of the past events of a year or a month."""
    citations = Citations()
    group = _group(parts, State.PAST, keys, citations)
    title = parts.words.gettext("Past dates of %(period)s") % {"period": name}
    return DeadlinesPage(title=title, chart=None, groups=(group,), archive=archive, year=name, footnotes=citations.footnotes())


def _group(parts: Parts, state: State, keys: Iterable[str], citations: Citations) -> Group:
    rows = tuple(event_row(parts, key, citations) for key in keys)
    return Group(tag("state", state, parts.words), rows)


def event_page(parts: Parts, key: str) -> EventPage:
    """The view of one event: its row in full, and its whole history."""
    citations = Citations()
    site = parts.site
    event, history = site.content.events[key], site.histories[key]
    reported = {(step.report.article, step.report.annotation) for step in history.steps}
    row = event_row(parts, key, citations)
    return EventPage(
        row=row,
        summary=parts.markdown(event.summary, citations),
        url=event.url,
        actors=parts.people(event.actors),
        history=tuple(
            HistoryStep(
                effect=tag("effect", step.effect, parts.words),
                note=parts.note(site.annotations[step.report.article, step.report.annotation], citations),
                date=parts.date(step.report.dated),
                status=maybe_tag("status", step.report.status, parts.words),
                old=parts.date(step.before.dated) if step.before and step.report.dated else None,
            )
            for step in history.steps
        ),
        mentions=tuple(
            parts.note(annotation, citations)
            for annotation in site.by_event.get(key, ())
            if (annotation.article, annotation.id) not in reported
        ),
        follows=tuple(event_row(parts, ref.id, citations) for ref in event.follows),
        followed_by=tuple(event_row(parts, other, citations) for other in site.followed_by.get(key, ())),
        own_date=event.date is not None,
        own_status=bool(event.status),
        footnotes=citations.footnotes(),
    )
