"""The warnings: what is odd in a briefing that holds together. One function per rule."""

from collections.abc import Callable, Iterator

from briefgen.chronology import Step, contains, is_impossible
from briefgen.diagnostics import Diagnostic, Label, warning
from briefgen.doubts import DOUBTS
from briefgen.model import Annotation
from briefgen.resolve import Site, Tracker
from briefgen.timespan import day_end

Check = Callable[[Site, Tracker], Iterator[Diagnostic]]


def run_checks(site: Site, tracker: Tracker) -> tuple[Diagnostic, ...]:
    """All warnings of all rules."""
    return tuple(fault for check in CHECKS for fault in check(site, tracker))


def published_later(site: Site, tracker: Tracker) -> Iterator[Diagnostic]:
    """An article published after the day of the build counts all the same."""
    end = day_end(tracker.as_of.day, site.zone)
    for key in site.article_order:
        first = site.published[key].first
        if first is not None and first > end:
            yield warning(
                "published-later",
                site.content.articles[key].place("published"),
                f"the article is published after the day of this briefing ({tracker.as_of.day})",
                hint="it counts all the same: `as_of` sets the day for states, it does not rewind",
            )


def own_date_contradicted(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """An event's own date wins over its reports; the newest may say otherwise."""
    for key, own in site.own_dates.items():
        newest = next((s.report for s in reversed(site.histories[key].steps) if s.report.dated), None)
        if newest is None or newest.dated is None:
            continue
        if contains(own.span, newest.dated.span) or contains(newest.dated.span, own.span):
            continue
        report = site.annotations[newest.article, newest.annotation]
        yield warning(
            "own-date-contradicted",
            site.content.events[key].place("date"),
            f"`{key}` has the date {own.edtf.text} of its own, but its newest report says {newest.dated.edtf.text}",
            label="wins",
            secondary=[Label(span=report.place("date"), text="newest report")],
            hint="leave `date` out to follow the reports",
        )


def own_status_contradicted(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """The same for the status."""
    for key, event in site.content.events.items():
        newest = next((s.report for s in reversed(site.histories[key].steps) if s.report.status), None)
        if not event.status or newest is None or newest.status == event.status:
            continue
        report = site.annotations[newest.article, newest.annotation]
        yield warning(
            "own-status-contradicted",
            event.place("status"),
            f"`{key}` has the status {event.status} of its own, but its newest report says {newest.status}",
            label="wins",
            secondary=[Label(span=report.place("status"), text="newest report")],
            hint="leave `status` out to follow the reports",
        )


def impossible_report(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """Nobody can tell as done what comes after the article."""
    for step in _steps(site):
        if is_impossible(step.report):
            annotation = site.annotations[step.report.article, step.report.annotation]
            article = site.content.articles[annotation.article]
            yield warning(
                "report-cannot-be",
                annotation.place("date"),
                "the event is told as done, but dated after the article",
                secondary=[Label(span=article.place("published"), text="published")],
                hint="check the date, the status, and `published`",
            )


def out_of_sequence(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """An event cannot come before one that it follows."""
    for key, event in site.content.events.items():
        dated = site.histories[key].dated
        if dated is None or dated.span.last is None:
            continue
        for ref in event.follows:
            earlier = site.histories[ref.id].dated if ref.id in site.histories else None
            if earlier and earlier.span.first is not None and dated.span.last < earlier.span.first:
                if _follows(site, ref.id, key):
                    continue  # a circle, which is an error of its own
                yield warning(
                    "out-of-sequence",
                    ref.span,
                    f"`{key}` ({dated.edtf.text}) comes before `{ref.id}` ({earlier.edtf.text}), which it follows",
                    hint="check both dates, or take it out of `follows`",
                )


def _follows(site: Site, later: str, earlier: str) -> bool:
    """Whether an event follows another, be it by way of others."""
    seen: set[str] = set()
    queue = [later]
    while queue:
        event = site.content.events.get(queue.pop())
        if event and event.id not in seen:
            seen.add(event.id)
            queue += [ref.id for ref in event.follows]
    return earlier in seen


def date_without_event(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """A date or status of an annotation speaks of an event; without one it goes nowhere."""
    for annotation in site.annotations.values():
        if f"article:{annotation.article}" in site.content.incomplete:
            continue  # perhaps its key `event` is misspelt
        if annotation.suggested:
            continue  # whoever confirms it is told
        if annotation.event is None and (annotation.date or annotation.status):
            yield _date_without_event(annotation)


def _date_without_event(annotation: Annotation) -> Diagnostic:
    field = "date" if annotation.date else "status"
    return warning(
        "date-without-event",
        annotation.place(field),
        f"a {field} is given, but not of which event",
        hint="add `event: ID`, or leave it out",
    )


def _steps(site: Site) -> Iterator[Step]:
    for history in site.histories.values():
        yield from history.steps


CHECKS: tuple[Check, ...] = (
    published_later,
    own_date_contradicted,
    own_status_contradicted,
    impossible_report,
    out_of_sequence,
    date_without_event,
    *DOUBTS,
)
