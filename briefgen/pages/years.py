"""Which events stand on the tracker itself, and the pages by year that have all of them where there are too many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from briefgen.chronology import State
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order
from briefgen.pages.stretches import cut
from briefgen.pages.weights import PAGE, row_weight
from briefgen.timespan import local_day

FRONT = 260_000
"""What the rows of the tracker may weigh."""
_URGENCY = (State.NOW, State.SOON, State.OVERDUE, State.UPCOMING, State.UNDATED, State.PAST)
_UNDATED = "undated"


class Year(NamedTuple):
    """A page of the tracker by year: the name of its file (`2024`, `2024-05`, `2024-05-2`, `undated`), its title, and
    all events whose last possible moment is in that time, oldest first."""

    name: str
    title: str
    keys: Sequence[str]


class Shelves(NamedTuple):
    """What stands where: the events of the tracker, by state and in order; and the years, the last first.

    There are no years where all events stand on the tracker.
    """

    front: Mapping[State, Sequence[str]]
    years: tuple[Year, ...]


def arrange(parts: Parts) -> Shelves:
    """The tracker has of each state what is nearest to today, so much as there is room for; the years have all."""
    groups = in_groups(parts, parts.tracker.states)
    weights = {key: row_weight(parts, key) for key in parts.tracker.states}
    if sum(weights.values()) <= FRONT:
        return Shelves(groups, ())
    return Shelves(_front(groups, weights), tuple(_years(parts, weights)))


def in_groups(parts: Parts, keys: Iterable[str]) -> dict[State, list[str]]:
    """Events by state in the order of the tracker: by date, past ones newest first."""
    groups: dict[State, list[str]] = {state: [] for state in State}
    for key in keys:
        groups[parts.tracker.states[key]].append(key)
    for state, found in groups.items():
        if state is State.PAST:
            # Those without a date belong to no time: they come last.
            moments = {key: last_moment(parts, key) for key in found}
            dated = sorted((-moment, key) for key, moment in moments.items() if moment is not None)
            found[:] = [*(key for _, key in dated), *(key for key in found if moments[key] is None)]
        else:
            found.sort(key=lambda key: event_order(parts, key))
    return {state: found for state, found in groups.items() if found}


def last_moment(parts: Parts, key: str) -> int | None:
    """The last possible moment of an event, or its first where it has no end."""
    dated = parts.site.histories[key].dated
    if dated is None:
        return None
    return dated.span.first if dated.span.last is None else dated.span.last


def _front(groups: Mapping[State, Sequence[str]], weights: Mapping[str, int]) -> dict[State, Sequence[str]]:
    """Of each state an eighth of the room, if it needs as much; then what is most urgent as long as there is room.

    Of what is overdue the latest stand there: what has long been so will hardly be done.
    """
    nearest = {state: keys[::-1] if state is State.OVERDUE else keys for state, keys in groups.items()}
    taken = dict.fromkeys(nearest, 0)
    room = FRONT
    for share in (FRONT // 8, FRONT):
        for state in _URGENCY:
            keys, left = nearest.get(state, ()), min(share, room)
            while taken.get(state, 0) < len(keys) and weights[keys[taken[state]]] <= left:
                weight = weights[keys[taken[state]]]
                taken[state], left, room = taken[state] + 1, left - weight, room - weight
    return {
        state: keys[len(keys) - taken[state] :] if state is State.OVERDUE else keys[: taken[state]]
        for state, keys in groups.items()
        if taken[state]
    }


def _years(parts: Parts, weights: Mapping[str, int]) -> Iterable[Year]:
    """All events by year; a year that is too heavy by month, a month that is so in several parts."""
    months: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    undated: list[str] = []
    for key in sorted(weights, key=lambda key: event_order(parts, key)):
        day = _last_day(parts, key)
        if day:
            months[day.year, day.month].append(key)
        else:
            undated.append(key)
    years: defaultdict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    for (year, month), keys in sorted(months.items(), reverse=True):
        years[year].append((month, keys))
    for year, found in years.items():
        whole = [key for _, keys in reversed(found) for key in keys]
        if sum(weights[key] for key in whole) <= PAGE:
            yield Year(f"{year:04}", parts.month_title(year, 0), whole)
            continue
        for month, keys in found:
            yield from _parted(f"{year:04}-{month:02}", parts.month_title(year, month), keys, weights)
    if undated:
        yield from _parted(_UNDATED, parts.words.gettext("Without a date"), undated, weights)


def _parted(name: str, title: str, keys: Sequence[str], weights: Mapping[str, int]) -> Iterable[Year]:
    """A page, or as many as it takes, the last first."""
    pieces = cut(keys, weights.__getitem__, PAGE)
    for number in range(len(pieces), 0, -1):
        several = len(pieces) > 1
        yield Year(
            name if number == 1 else f"{name}-{number}", f"{title} ({number})" if several else title, pieces[number - 1]
        )


def _last_day(parts: Parts, key: str) -> date | None:
    moment = last_moment(parts, key)
    return None if moment is None else local_day(moment, parts.site.zone)
