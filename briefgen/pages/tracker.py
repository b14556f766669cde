"""The deadline tracker and the pages of single events."""

from collections import Counter
from collections.abc import Iterable

from briefgen.chronology import State
from briefgen.labels import LABELS, label, maybe_tag, tag
from briefgen.pages.chart import timeline_chart
from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order, event_row, old_date
from briefgen.resolve import topic_and_narrower
from briefgen.timespan import local_day
from briefgen.viewparts import Choice, Filters, Link
from briefgen.views import DeadlinesPage, EventPage, Group, HistoryStep

NEWEST_PAST = 200
"""How many past events stand on the tracker itself; older ones have pages by year."""
MOST_A_YEAR = 500
"""A year with more past events than this is parted into months."""


def past_pages(parts: Parts) -> dict[str, tuple[str, ...]]:
    """Past events beyond the newest ones, by `YEAR` or `YEAR-MM` of their last possible moment, newest first."""
    older = _past(parts)[1]
    days = {key: local_day(moment, parts.site.zone) for key in older if (moment := _last(parts, key)) is not None}
    a_year = Counter(day.year for day in days.values())
    pages: dict[str, list[str]] = {}
    for key, day in days.items():
        name = f"{day.year:04}" if a_year[day.year] <= MOST_A_YEAR else f"{day.year:04}-{day.month:02}"
        pages.setdefault(name, []).append(key)
    return {name: tuple(keys) for name, keys in pages.items()}


def _past(parts: Parts) -> tuple[list[str], list[str]]:
    """Past events for the tracker and for the pages of their years, newest first.

    Those without a date belong to no year, so they stay on the tracker, last.
    """
    past = [key for key, state in parts.tracker.states.items() if state is State.PAST]
    moments = {key: _last(parts, key) for key in past}
    dated = sorted((-moment, key) for key, moment in moments.items() if moment is not None)
    keys = [key for _, key in dated]
    return [*keys[:NEWEST_PAST], *(key for key in past if moments[key] is None)], keys[NEWEST_PAST:]


def _last(parts: Parts, key: str) -> int | None:
    """The last possible moment of an event, or its first where it has no end."""
    dated = parts.site.histories[key].dated
    if dated is None:
        return None
    return dated.span.first if dated.span.last is None else dated.span.last


def deadlines_page(parts: Parts, archive: tuple[Link, ...]) -> DeadlinesPage:
    """The view of the tracker: every event but the older past ones, grouped by state."""
    citations = Citations()
    by_state: dict[State, list[str]] = {state: [] for state in State}
    for key, state in parts.tracker.states.items():
        by_state[state].append(key)
    for keys in by_state.values():
        keys.sort(key=lambda key: event_order(parts, key))
    by_state[State.PAST] = _past(parts)[0]
    groups = tuple(_group(parts, state, keys, citations) for state, keys in by_state.items() if keys)
    return DeadlinesPage(
        title=parts.words.gettext("Deadlines"),
        chart=timeline_chart(parts, tuple(parts.site.content.events)),
        filters=_filters(parts, groups, states=tuple(LABELS["state"])),
        groups=groups,
        archive=archive,
        year="",
        footnotes=citations.footnotes(),
    )


def past_page(parts: Parts, name: str, keys: Iterable[str], archive: tuple[Link, ...]) -> DeadlinesPage:
    """The view of the past events of a year or a month."""
    citations = Citations()
    group = _group(parts, State.PAST, keys, citations)
    title = parts.words.gettext("Past dates of %(period)s") % {"period": name}
    return DeadlinesPage(
        title=title,
        chart=None,
        filters=_filters(parts, (group,), states=()),
        groups=(group,),
        archive=archive,
        year=name,
        footnotes=citations.footnotes(),
    )


def _group(parts: Parts, state: State, keys: Iterable[str], citations: Citations) -> Group:
    rows = tuple(event_row(parts, key, citations) for key in keys)
    return Group(tag("state", state, parts.words), rows)


def _filters(parts: Parts, groups: Iterable[Group], *, states: tuple[str, ...]) -> Filters:
    """What rows can be chosen by. A topic stands for all below it; states are told: they change while one reads."""
    rows = tuple(row for group in groups for row in group.rows)
    on = {topic for row in rows for topic in row.topic_ids}
    sides = {side for row in rows for side in row.side_ids}
    kinds = {row.kind.value for row in rows}
    topics = []
    for topic in parts.site.content.topics.values():
        covers = tuple(key for key in topic_and_narrower(parts.site, topic.id) if key in on)
        if covers:
            topics.append(Choice(topic.id, topic.title, () if covers == (topic.id,) else covers))
    return Filters(
        topics=tuple(topics),
        sides=tuple(Choice(side.id, side.title, ()) for side in parts.sides if side.id in sides),
        kinds=_choices(parts, "event-kind", (kind for kind in LABELS["event-kind"] if kind in kinds)),
        states=_choices(parts, "state", states),
    )


def _choices(parts: Parts, group: str, values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label(group, value, parts.words), ()) for value in values)


def event_page(parts: Parts, key: str) -> EventPage:
    """The view of one event: its row in full, and its whole history."""
    citations = Citations()
    site = parts.site
    event, history = site.content.events[key], site.histories[key]
    reported = {(step.report.article, step.report.annotation) for step in history.steps}
    summary = parts.markdown(event.summary, citations)
    return EventPage(
        row=event_row(parts, key, citations),
        summary=summary,
        url=event.url,
        actors=parts.people(event.actors),
        history=tuple(
            HistoryStep(
                effect=tag("effect", step.effect, parts.words),
                note=parts.note(site.annotations[step.report.article, step.report.annotation], citations),
                date=parts.date(step.report.dated),
                status=maybe_tag("status", step.report.status, parts.words),
                old=old_date(parts, step),
            )
            for step in history.steps
        ),
        mentions=tuple(
            parts.note(annotation, citations)
            for annotation in site.by_event.get(key, ())
            if (annotation.article, annotation.id) not in reported
        ),
        follows=tuple(event_row(parts, other) for other in dict.fromkeys(ref.id for ref in event.follows)),
        followed_by=tuple(event_row(parts, other) for other in site.followed_by.get(key, ())),
        own_date=event.date is not None,
        own_status=bool(event.status),
        footnotes=citations.footnotes(),
    )
