"""How the date of an event moved: histories made from reports, and states worked out for a moment.

A *report* is what one source says of an event's date or status. The history of an event is its reports in the order
of their publication; what each one did to the date is its *effect*. No clock is read here: `assess_state` is given
the moment. Moments are epoch seconds, spans are inclusive (see `timespan`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from briefgen.edtf import Edtf, days
from briefgen.timespan import TimeSpan, day_end, day_start, local_day
from briefgen.zones import Zone

LONG_SPAN_DAYS = 31
"""A span of more calendar days than this is never *now*, and is *soon* by its end."""

LAST_DAY = date(9998, 12, 31)
"""The last day that the format knows."""

FINISHED = frozenset(("done", "missed", "cancelled"))
"""The statuses that settle an event, whatever its date."""


class Dated(NamedTuple):
    """A date as written, the moments it spans, and the zone that it lies in."""

    edtf: Edtf
    span: TimeSpan
    zone: Zone

    @property
    def is_long(self) -> bool:
        """Whether it covers more than 31 days of its own calendar, as it was written (an open one does)."""
        start, end = self.edtf.start, self.edtf.end
        return start is None or end is None or (days(end)[1] - days(start)[0]).days >= LONG_SPAN_DAYS


class Report(NamedTuple):
    """One source's word on an event. `published` is the span of the article's publication."""

    article: str
    annotation: str
    published: TimeSpan
    dated: Dated | None
    status: str
    is_correction: bool


class Effect(StrEnum):
    """What a report did to the date that was current before it."""

    FIRST = "first"
    SAME = "same"
    MOVE = "move"
    REFINEMENT = "refinement"
    CONFLICT = "conflict"
    CORRECTION = "correction"
    NONE = "none"


class Step(NamedTuple):
    """A report in a history; `before` is the report whose date it found current, if there was one."""

    report: Report
    effect: Effect
    before: Report | None

    @property
    def is_change(self) -> bool:
        return self.effect in (Effect.MOVE, Effect.REFINEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The reports on one event, oldest first, and what holds now.

    `dated_by` and `status_by` are the reports that date and status come from; `None` if they are the event's own.
    """

    steps: tuple[Step, ...] = ()
    dated: Dated | None = None
    dated_by: Report | None = None
    status: str = ""
    status_by: Report | None = None

    @property
    def changes(self) -> tuple[Step, ...]:
        """Moves and refinements, oldest first."""
        return tuple(step for step in self.steps if step.is_change)


class State(StrEnum):
    """Where an event stands at a moment, in the order of the tracker's groups."""

    OVERDUE = "overdue"
    NOW = "now"
    SOON = "soon"
    UPCOMING = "upcoming"
    UNDATED = "undated"
    PAST = "past"


def contains(outer: TimeSpan, inner: TimeSpan) -> bool:
    """Whether `inner` lies inside `outer`; an open end reaches without limit."""
    starts = outer.first is None or (inner.first is not None and inner.first >= outer.first)
    ends = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return starts and ends


def build_history(reports: Iterable[Report], own: Dated | None, own_status: str) -> History:
    """The history of one event from its reports, oldest first; its own date and status win over all of them."""
    steps: list[Step] = []
    current: Report | None = None
    status_by: Report | None = None
    for report in reports:
        steps.append(Step(report, _effect(report, current), current))
        if report.dated is not None:
            current = report
        if report.status:
            status_by = report
    return History(
        steps=tuple(steps),
        dated=own or (current.dated if current else None),
        dated_by=None if own else current,
        status=own_status or (status_by.status if status_by else ""),
        status_by=None if own_status else status_by,
    )


def _effect(report: Report, current: Report | None) -> Effect:
    if report.dated is None:
        return Effect.NONE
    if report.is_correction:
        return Effect.CORRECTION
    if current is None or current.dated is None:
        return Effect.FIRST
    before, now = current.dated.span, report.dated.span
    if before == now:
        return Effect.SAME
    if contains(before, now):
        return Effect.REFINEMENT
    if _told_as_past(current) and _told_as_past(report):
        return Effect.CONFLICT
    return Effect.MOVE


def _told_as_past(report: Report) -> bool:
    """Whether, by its own date, the report tells of something that was over when it was published."""
    if report.dated is None or report.dated.span.last is None or report.published.first is None:
        return False
    return report.dated.span.last < report.published.first


def is_impossible(report: Report) -> bool:
    """Whether a report tells as done what, by its own date, lies after its article."""
    if report.status != "done" or report.dated is None or report.published.last is None:
        return False
    return report.dated.span.first is not None and report.dated.span.first > report.published.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The moment that states are worked out for: an instant on a calendar day of the briefing's zone."""

    moment: int
    day_first: int
    day_last: int
    soon_last: int


def clock_on(day: date, soon_days: int, zone: Zone) -> Clock:
    """The clock of a build: the first moment of a day in a zone. What is soon ends with the last day of the format."""
    first = day_start(day, zone)
    soon = timedelta(days=soon_days)
    return Clock(
        moment=first,
        day_first=first,
        day_last=day_end(day, zone),
        soon_last=day_end(min(day, LAST_DAY - soon) + soon, zone),
    )


def clock_at(moment: int, soon_days: int, zone: Zone) -> Clock:
    """The clock at any moment, as a reader's browser has it.

    Where clocks are set back over midnight they show yesterday again; the day stays the one that has begun.
    """
    day = local_day(moment, zone)
    if moment > day_end(day, zone):
        day += timedelta(days=1)
    return replace(clock_on(day, soon_days, zone), moment=moment)


def assess_state(kind: str, status: str, dated: Dated | None, clock: Clock) -> State:
    """The state of an event of a kind (`deadline` …) at a moment. The order of the rules is the format's."""
    if status in FINISHED:
        return State.PAST
    if dated is None:
        return State.UNDATED
    first, last = dated.span.first, dated.span.last
    if last is not None and last < clock.moment:
        return State.OVERDUE if kind == "deadline" else State.PAST
    touches = (first is None or first <= clock.day_last) and (last is None or last >= clock.day_first)
    if touches and not dated.is_long:
        return State.NOW
    decisive = last if dated.is_long else first
    if decisive is not None and decisive <= clock.soon_last:
        return State.SOON
    return State.UPCOMING
