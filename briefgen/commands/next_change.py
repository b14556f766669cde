"""`briefgen next-change`."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import click

from briefgen.build import check_content
from briefgen.chronology import Clock, Dated, State, assess_state, clock_at, clock_on
from briefgen.commands.options import find
from briefgen.commands.shared import make_request, show_faults
from briefgen.diagnostics import Severity, has_errors
from briefgen.exporters.scalars import instant
from briefgen.resolve import Site
from briefgen.timespan import day_start, local_day

_LAST = 1 << 62

ClockAt = Callable[[int], Clock]


class Change(NamedTuple):
    """An event whose state is another from a moment (epoch seconds) on."""

    moment: int
    event: str
    before: State
    after: State


@click.command()
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option("--as-of", metavar="DAY", help="Look ahead from the beginning of this day, not from now (YYYY-MM-DD).")
@click.option("--drafts", is_flag=True, help="Keep drafts in.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people and scripts, or JSON.",
)
def command(content: Path, as_of: str | None, drafts: bool, form: str) -> int:
    """Print the next moment at which a state will change, and why.

    The first line is the moment, by RFC 3339 in the briefing's zone. Nothing is printed if no state will ever change.
    """
    where = find(content, None)
    request = make_request(where, as_of, None, drafts)
    checked = check_content(request)
    if has_errors(checked.diagnostics):
        show_faults((f for f in checked.diagnostics if f.severity is Severity.ERROR), request, where, "text")
        return 1
    site, tracker = checked.value
    start = tracker.clock.moment if tracker.as_of.pinned else request.now
    changes = next_changes(site, start)
    rebuild = next_rebuild(site, start)
    if form == "json":
        click.echo(_json(site, changes, rebuild))
    elif changes:
        click.echo(_text(site, changes, rebuild))
    else:
        click.echo("no state will change any more", err=True)
    if tracker.as_of.pinned and as_of is None:
        click.echo(f"note: the briefing is fixed to {tracker.as_of.day}; its pages stay as they are", err=True)
    return 0


def next_changes(site: Site, start: int) -> tuple[Change, ...]:
    """What changes first after a moment, as a reader's browser will see it; nothing if all stays as it is."""
    soon, zone = site.content.briefing.soon_days, site.zone
    return _first(site, start, lambda moment: clock_at(moment, soon, zone), _turns)


def next_rebuild(site: Site, start: int) -> int | None:
    """The first moment after `start` at which a build would give an event another state than the last one did.

    A build takes the first moment of its day, so this is a midnight of the briefing's zone.
    """
    soon, zone = site.content.briefing.soon_days, site.zone
    found = _first(site, start, lambda moment: clock_on(local_day(moment, zone), soon, zone), _midnights)
    return found[0].moment if found else None


def _first(site: Site, start: int, clock: ClockAt, turns: Callable[[Site, Dated], Iterator[int]]) -> tuple[Change, ...]:
    best = _LAST
    found: list[Change] = []
    for key, event in site.content.events.items():
        history = site.histories[key]
        if history.dated is None:
            continue
        for moment in sorted(set(turns(site, history.dated))):
            if moment <= start:
                continue
            if moment > best:
                break
            before, after = (
                assess_state(event.kind, history.status, history.dated, clock(at)) for at in (moment - 1, moment)
            )
            if before is not after:
                found.append(Change(moment, key, before, after))
                best = moment
                break
    return tuple(change for change in found if change.moment == best)


def _turns(site: Site, dated: Dated) -> Iterator[int]:
    """The moments at which the state of an event may change: when its date is over, and at midnights."""
    if dated.span.last is not None:
        yield dated.span.last + 1
    yield from _midnights(site, dated)


def _midnights(site: Site, dated: Dated) -> Iterator[int]:
    """The beginnings of the days on which a date comes near, comes, and is over."""
    first, last = dated.span
    soon = timedelta(days=site.content.briefing.soon_days)
    decisive = last if dated.is_long else first
    if decisive is not None:
        yield day_start(local_day(decisive, site.zone) - soon, site.zone)
    if first is not None:
        yield day_start(local_day(first, site.zone), site.zone)
    if last is not None:
        # A date that ends within a day is over for a build on the next one; one that ends with a day, likewise.
        yield day_start(local_day(last, site.zone) + timedelta(days=1), site.zone)


def _text(site: Site, changes: tuple[Change, ...], rebuild: int | None) -> str:
    at = changes[0].moment
    lines = [instant(at, site.zone.tz)]
    for change in changes:
        title = site.content.events[change.event].title
        lines.append(f"  {title}: {change.before} → {change.after} ({_why(site, change)})")
    if rebuild is not None and rebuild != at:
        lines.append(f"  built pages show a change from {instant(rebuild, site.zone.tz)} on")
    return "\n".join(lines)


def _json(site: Site, changes: tuple[Change, ...], rebuild: int | None) -> str:
    events = [
        {
            "id": change.event,
            "title": site.content.events[change.event].title,
            "from": change.before,
            "to": change.after,
            "why": _why(site, change),
        }
        for change in changes
    ]
    data = {
        "moment": instant(changes[0].moment, site.zone.tz) if changes else None,
        "rebuild": None if rebuild is None else instant(rebuild, site.zone.tz),
        "events": events,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _why(site: Site, change: Change) -> str:
    dated = site.histories[change.event].dated
    if change.after in (State.OVERDUE, State.PAST):
        return "its last possible moment is over"
    if change.after is State.NOW:
        return "its first possible day begins"
    days = site.content.briefing.soon_days
    end = "last" if dated and dated.is_long else "first"
    return f"its {end} possible moment is at most {days} day{'s' if days != 1 else ''} ahead"
