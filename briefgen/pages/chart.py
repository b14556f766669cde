"""The timeline drawn as a picture: one row an event, today's line, spans as bars, moves as arrows.

All horizontal places are percentages, so that the picture fits any width while its words keep their size. What does not
fit (an open end, a date far off) is cut at the edge and faded. Many events are drawn as ticks on one strip, with rows
for those that matter most.
"""

from datetime import date, timedelta
from typing import NamedTuple

from briefgen.chronology import Dated, Effect, State
from briefgen.datewords import is_fuzzy
from briefgen.pages.parts import Parts
from briefgen.timespan import day_end, day_start, local_day
from briefgen.viewparts import Arrow, Chart, ChartBar, ChartTick

MOST_ROWS = 24
"""Events with a row of their own; the others are ticks on the strip."""
MOST_TICKS = 300

_REACH = timedelta(days=550)
"""How far from today the picture reaches at most, either way."""
_ROW = 40
_TOP = 44
_STRIP = 22
_LABEL = 46
_STEPS = ((1, "day"), (7, "day"), (14, "day"), (1, "month"), (2, "month"), (3, "month"), (6, "month"), (12, "month"))
_MOST_TICKS = 6
_IMPORTANT = (State.OVERDUE, State.NOW, State.SOON, State.UPCOMING, State.PAST)


class _Scale(NamedTuple):
    """Moments to percentages between the edges of the picture."""

    first: int
    last: int

    def at(self, moment: int) -> float:
        inside = min(max(moment, self.first), self.last)
        return round(100 * (inside - self.first) / (self.last - self.first), 2)


def timeline_chart(parts: Parts, keys: tuple[str, ...]) -> Chart | None:
    """The picture of some events; `None` if none of them is dated."""
    histories = parts.site.histories
    dated = [(key, found) for key in keys if (found := histories[key].dated) is not None]
    if not dated:
        return None
    chosen = _chosen(parts, dated)
    scale = _scale(parts, chosen)
    chosen.sort(key=lambda item: (_middle(item[1], scale), item[0]))
    strip = len(dated) > len(chosen)
    top = _TOP + (_STRIP if strip else 0)
    rows = tuple(_bar(parts, key, found, scale, top + number * _ROW) for number, (key, found) in enumerate(chosen))
    return Chart(
        height=top + len(rows) * _ROW + 8,
        top=top,
        today=scale.at(parts.tracker.clock.day_first),
        ticks=_ticks(parts, scale),
        strip=_strip(parts, dated, scale) if strip else (),
        rows=rows,
        total=len(dated),
    )


def _chosen(parts: Parts, dated: list[tuple[str, Dated]]) -> list[tuple[str, Dated]]:
    """The events that get rows: those that need something done first, then the nearest to today."""
    today, states = parts.tracker.clock.moment, parts.tracker.states

    def order(item: tuple[str, Dated]) -> tuple[int, int, str]:
        span = item[1].span
        ends = [abs(moment - today) for moment in span if moment is not None]
        return (_IMPORTANT.index(states[item[0]]), min(ends), item[0])

    return sorted(dated, key=order)[:MOST_ROWS]


def _scale(parts: Parts, chosen: list[tuple[str, Dated]]) -> _Scale:
    today, zone = parts.tracker.as_of.day, parts.site.zone
    low = max(today, date.min + _REACH) - _REACH
    high = min(today, date(9998, 12, 31) - _REACH) + _REACH
    days = [today]
    for _, found in chosen:
        days += [local_day(moment, zone) for moment in found.span if moment is not None]
    first, last = max(min(days), low), min(max(days), high)
    margin = timedelta(days=max(3, (last - first).days // 16))
    return _Scale(day_start(first - margin, zone), day_end(last + margin, zone))


def _middle(dated: Dated, scale: _Scale) -> int:
    first, last = _ends(dated, scale)
    return first + last


def _ends(dated: Dated, scale: _Scale) -> tuple[int, int]:
    span = dated.span
    first = scale.first if span.first is None else span.first
    last = scale.last if span.last is None else span.last
    return first, last


def _bar(parts: Parts, key: str, dated: Dated, scale: _Scale, top: int) -> ChartBar:
    first, last = _ends(dated, scale)
    left, right = scale.at(first), scale.at(last)
    fuzzy = is_fuzzy(dated.edtf)
    title = parts.site.content.events[key].title
    view = parts.date(dated)
    return ChartBar(
        href=parts.href("event", key),
        title=title,
        label=title if len(title) <= _LABEL else title[: _LABEL - 1].rsplit(" ", 1)[0] + "…",
        when=view.text if view else "",
        state=parts.tracker.states[key].value,
        top=top,
        left=left,
        width=max(round(right - left, 2), 0.6),
        fades_left=fuzzy or first < scale.first,
        fades_right=fuzzy or last > scale.last,
        arrows=_arrows(parts, key, scale),
    )


def _arrows(parts: Parts, key: str, scale: _Scale) -> tuple[Arrow, ...]:
    """A move as an arrow from the old date's last possible moment to the new one's."""
    arrows = []
    for step in parts.site.histories[key].steps:
        before = step.before.dated if step.before else None
        after = step.report.dated
        if step.effect is Effect.MOVE and before and after:
            arrows.append(Arrow(scale.at(_ends(before, scale)[1]), scale.at(_ends(after, scale)[1])))
    return tuple(arrows)


def _strip(parts: Parts, dated: list[tuple[str, Dated]], scale: _Scale) -> tuple[tuple[float, str], ...]:
    """A tick for every event; of very many, those of one state that would stand on each other are one."""
    ticks = [(scale.at(sum(_ends(found, scale)) // 2), parts.tracker.states[key].value) for key, found in dated]
    if len(ticks) <= MOST_TICKS:
        return tuple(ticks)
    return tuple(sorted({(round(4 * left) / 4, state) for left, state in ticks}))


def _ticks(parts: Parts, scale: _Scale) -> tuple[ChartTick, ...]:
    """The axis: as fine as fits, at most six words on a narrow screen."""
    zone = parts.site.zone
    first, last = local_day(scale.first, zone), local_day(scale.last, zone)
    for size, unit in _STEPS:
        days = _days(first, last, size, unit)
        if len(days) <= _MOST_TICKS:
            break
    spans_years = first.year != last.year
    return tuple(ChartTick(scale.at(day_start(day, zone)), _tick_words(parts, day, unit, spans_years)) for day in days)


def _days(first: date, last: date, size: int, unit: str) -> list[date]:
    if unit == "day":
        begin = first + timedelta(days=-first.weekday() % 7) if size > 1 else first
        return [begin + timedelta(days=n) for n in range(0, (last - begin).days + 1, size)]
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months if month % size == 0]


def _tick_words(parts: Parts, day: date, unit: str, with_year: bool) -> str:
    if unit == "day":
        return parts.words.pattern("MMMd", day)
    return parts.words.pattern("yMMM" if with_year else "MMM", day)
