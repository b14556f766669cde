"""The moments that a date covers in a time zone: from its first possible second to its last.

A moment is a number of seconds since 1970-01-01T00:00Z, without leap seconds. A day begins at its first existing moment
in the zone and ends one second before the next day begins: where clocks change it has 23 or 25 hours, and it may begin
at 01:00.
"""

from dataclasses import dataclass
from datetime import UTC as UTC_CLOCK
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from briefgen.edtf import Edtf, Point, Precision, days, offset_text
from briefgen.zones import Zone

ENDLESS: Final = 10**9
"""The number of calendar days given to a span without a beginning or an end."""

_DAY: Final = 86400
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC_CLOCK)
_ZERO: Final = timedelta(0)


class TimeSpan(NamedTuple):
    """The first and the last second, both included; None where the date has no end, or none that is known."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class TimeFault:
    """A date that is none in its zone: what is wrong, what to write, and the readings that would do, as EDTF."""

    message: str
    hint: str
    readings: tuple[str, ...] = ()


def time_span(edtf: Edtf, zone: Zone) -> TimeSpan | TimeFault:
    """The span of a date whose ends without an offset lie in `zone`. Qualifiers do not widen it.

    A time covers the whole minute or second that it names. A fault: a local time that a change of clocks skips or
    repeats, a day that a zone skipped, an interval that in this zone ends before it begins.
    """
    start = _point_span(edtf.start, zone)
    if isinstance(start, TimeFault):
        return start
    if not edtf.is_interval:
        return start
    end = _point_span(edtf.end, zone)
    if isinstance(end, TimeFault):
        return end
    if start.first is not None and end.last is not None and end.last < start.first:
        return TimeFault(
            f"{edtf.text} ends before it begins in {zone.name}", "give both ends an offset, or write the earlier first"
        )
    return TimeSpan(start.first, end.last)


def day_start(day: date, zone: Zone) -> int:
    """The first second of a day; that of the next day if the zone skipped this one."""
    return _start_of(day.toordinal(), zone)


def day_end(day: date, zone: Zone) -> int:
    """The last second of a day, years up to 9998; one before its first if the zone skipped this day."""
    return _start_of(day.toordinal() + 1, zone) - 1


def local_day(epoch: int, zone: Zone) -> date:
    """The day that a clock in the zone shows at a moment of the years 1 to 9998."""
    return _clock(epoch, zone).date()


def calendar_days(span: TimeSpan, zone: Zone) -> int:
    """How many calendar days of the zone a span touches; `ENDLESS` if it lacks an end."""
    if span.first is None or span.last is None:
        return ENDLESS
    return max(1, local_day(span.last, zone).toordinal() - local_day(span.first, zone).toordinal() + 1)


def _point_span(point: Point | None, zone: Zone) -> TimeSpan | TimeFault:
    if point is None:
        return TimeSpan(None, None)
    first_day, last_day = days(point)
    if point.hour is not None and point.minute is not None:
        return _time_span(point, first_day, point.hour, point.minute, zone)
    first = _start_of(first_day.toordinal(), zone)
    last = _start_of(last_day.toordinal() + 1, zone) - 1
    return TimeSpan(first, last) if first <= last else _skipped_day(first_day, zone, point.qualifier)


def _time_span(point: Point, day: date, hour: int, minute: int, zone: Zone) -> TimeSpan | TimeFault:
    length = 60 if point.precision is Precision.MINUTE else 1
    wall = (day.toordinal() - _EPOCH_DAY) * _DAY + hour * 3600 + minute * 60 + (point.second or 0)
    if point.offset is not None:
        first = wall - point.offset * 60
        return TimeSpan(first, first + length - 1)
    local = datetime(day.year, day.month, day.day, hour, minute, point.second or 0, tzinfo=zone.tz)
    before, after = _offset(local), _offset(local.replace(fold=1))
    if before != after:
        return _no_single_time(point, local, before, after, zone)
    return TimeSpan(wall - before, wall - before + length - 1)


# Clocks and their changes. Where a local time is skipped or repeated, `fold` 0 has the offset in force before the
# change and `fold` 1 the one after it; everywhere else both have the same (PEP 495).


def _offset(moment: datetime) -> int:
    """Seconds east of UTC."""
    delta = moment.utcoffset() or _ZERO
    return delta.days * _DAY + delta.seconds


def _clock(epoch: int, zone: Zone) -> datetime:
    # Not datetime.fromtimestamp: on some systems that refuses moments before 1970.
    return (_EPOCH + timedelta(seconds=epoch)).astimezone(zone.tz)


def _start_of(ordinal: int, zone: Zone) -> int:
    day = date.fromordinal(ordinal)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone.tz)
    wall = (ordinal - _EPOCH_DAY) * _DAY
    before, after = _offset(midnight), _offset(midnight.replace(fold=1))
    if before < after:
        return _change(wall, before, after, zone)
    return wall - before


def _change(wall: int, before: int, after: int, zone: Zone) -> int:
    """The first second at which clocks show the new time, given a local time that this change skips or repeats."""
    low, high = wall - max(before, after), wall - min(before, after)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(_clock(middle, zone)) == before:
            low = middle
        else:
            high = middle
    return high


# Faults


def _no_single_time(point: Point, local: datetime, before: int, after: int, zone: Zone) -> TimeFault:
    wall = (local.toordinal() - _EPOCH_DAY) * _DAY + local.hour * 3600 + local.minute * 60 + local.second
    change = _change(wall, before, after, zone)
    old, new = (_EPOCH + timedelta(seconds=change + offset) for offset in (before, after))
    form = "%H:%M" if old.date() == new.date() else "%Y-%m-%d %H:%M"
    text = local.replace(tzinfo=None).isoformat(timespec="minutes" if point.second is None else "seconds")
    readings = tuple(_reading(wall - offset, point, zone) for offset in sorted((before, after), reverse=True))
    trouble, moved = ("does not exist", "went") if before < after else ("stands twice", "went back")
    return TimeFault(
        f"{text} {trouble} in {zone.name}: clocks {moved} from {old:{form}} to {new:{form}}",
        f"write {' or '.join(readings)}",
        readings,
    )


def _reading(epoch: int, point: Point, zone: Zone) -> str:
    """A moment as EDTF with the offset in force, or in UTC where that offset is no whole number of minutes."""
    local = _clock(epoch, zone)
    offset, odd = divmod(_offset(local), 60)
    if odd:
        local, offset = local.astimezone(UTC_CLOCK), 0
    precision = "minutes" if point.second is None and not local.second else "seconds"
    return f"{local.replace(tzinfo=None).isoformat(timespec=precision)}{offset_text(offset)}{point.qualifier}"


def _skipped_day(day: date, zone: Zone, qualifier: str) -> TimeFault:
    readings = tuple(f"{day + timedelta(days=step)}{qualifier}" for step in (-1, 1))
    return TimeFault(
        f"{day} does not exist in {zone.name}: the calendar went from {readings[0][:10]} to {readings[1][:10]}",
        f"write {' or '.join(readings)}",
        readings,
    )
