"""The deadline tracker and the pages of single events."""

from collections.abc import Iterable

from briefgen.chronology import State
from briefgen.guideviews import Filters
from briefgen.labels import LABELS, maybe_tag, tag
from briefgen.pages.chart import timeline_chart
from briefgen.pages.choices import label_choices, side_choices, topic_choices
from briefgen.pages.citations import Citations
from briefgen.pages.notes import Told, links_to
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_row, old_date
from briefgen.pages.years import Shelves, Year, in_groups
from briefgen.routes import href
from briefgen.viewparts import Link
from briefgen.views import DeadlinesPage, EventPage, Group, HistoryStep


def deadlines_page(parts: Parts, shelves: Shelves) -> DeadlinesPage:
    """The view of the tracker: every event, or those nearest to today, grouped by state."""
    citations = Citations()
    groups = tuple(_group(parts, state, keys, citations) for state, keys in shelves.front.items())
    return DeadlinesPage(
        title=parts.words.gettext("Deadlines"),
        chart=timeline_chart(parts, tuple(parts.site.content.events)),
        filters=_filters(parts, groups, states=tuple(LABELS["state"])),
        groups=groups,
        archive=_archive(parts, shelves),
        year="",
        total=len(parts.site.content.events),
        footnotes=citations.footnotes(),
    )


def year_page(parts: Parts, shelves: Shelves, year: Year) -> DeadlinesPage:
    """The view of the events of a year, a month or a part of one."""
    citations = Citations()
    by_state = in_groups(parts, year.keys)
    groups = tuple(_group(parts, state, keys, citations) for state, keys in by_state.items())
    return DeadlinesPage(
        title=parts.words.gettext("Dates: %(period)s") % {"period": year.title},
        chart=None,
        filters=_filters(parts, groups, states=() if set(by_state) == {State.PAST} else tuple(LABELS["state"])),
        groups=groups,
        archive=_archive(parts, shelves),
        year=year.name,
        total=len(parts.site.content.events),
        footnotes=citations.footnotes(),
    )


def year_path(year: Year) -> str:
    return f"deadlines/{year.name}.html"


def _archive(parts: Parts, shelves: Shelves) -> tuple[Link, ...]:
    return tuple(Link(href(parts.root, year_path(year)), year.title) for year in shelves.years)


def _group(parts: Parts, state: State, keys: Iterable[str], citations: Citations) -> Group:
    rows = tuple(event_row(parts, key, citations) for key in keys)
    return Group(tag("state", state, parts.words), rows)


def _filters(parts: Parts, groups: Iterable[Group], *, states: tuple[str, ...]) -> Filters:
    """What rows can be chosen by. A topic stands for all below it; states are told: they change while one reads."""
    rows = tuple(row for group in groups for row in group.rows)
    on = {topic for row in rows for topic in row.topic_ids}
    sides = {side for row in rows for side in row.side_ids}
    kinds = {row.kind.value for row in rows}
    return Filters(
        topics=topic_choices(parts, on),
        sides=side_choices(parts, sides),
        kinds=label_choices(parts, "event-kind", (kind for kind in LABELS["event-kind"] if kind in kinds)),
        states=label_choices(parts, "state", states),
    )


def event_page(parts: Parts, key: str, told: Told) -> EventPage:
    """The view of one event: its row in full, and its history, of very many reports the newest."""
    citations = Citations()
    site = parts.site
    event, history = site.content.events[key], site.histories[key]
    here = {(a.article, a.id): a for a in told.annotations}
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
            if (step.report.article, step.report.annotation) in here
        ),
        mentions=tuple(
            parts.note(annotation, citations) for place, annotation in here.items() if place not in reported
        ),
        more_notes=told.left_out,
        older=links_to(parts, told),
        follows=tuple(event_row(parts, other) for other in dict.fromkeys(ref.id for ref in event.follows)),
        followed_by=tuple(event_row(parts, other) for other in site.followed_by.get(key, ())),
        own_date=event.date is not None,
        own_status=bool(event.status),
        footnotes=citations.footnotes(),
    )
