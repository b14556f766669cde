"""VTIMEZONE components (RFC 5545, 3.6.5): the rules of a zone for some years, worked out from its own data.

The library's own generator gives the onset of summer time on the clock of the new offset; the standard wants that of
the old one, so its zones are an hour late on those days.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from briefgen.zones import Zone

_STEP = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def timezone_component(zone: Zone, first_year: int, last_year: int) -> Timezone:
    """The zone's offsets for all times of these years."""
    start = datetime(first_year, 1, 1)
    onsets: defaultdict[tuple[timedelta, timedelta, str, bool], list[datetime]] = defaultdict(list)
    beginning = start.replace(tzinfo=zone.tz)
    offset = _offset(beginning)
    onsets[offset, offset, *_name(beginning)].append(start)
    moment, end = beginning.astimezone(UTC), datetime(last_year + 1, 1, 2, tzinfo=UTC)
    while moment < end:
        following = moment + _STEP
        if _offset(following.astimezone(zone.tz)) != offset:
            change = _change(moment, following, offset, zone)
            new = change.astimezone(zone.tz)
            # The onset is told by the clock that is about to change.
            onsets[offset, _offset(new), *_name(new)].append((change + offset).replace(tzinfo=None))
            offset = _offset(new)
            following = change
        moment = following
    component = Timezone()
    component.add("TZID", zone.name)
    for (before, after, name, is_summer), times in onsets.items():
        part = TimezoneDaylight() if is_summer else TimezoneStandard()
        part.add("DTSTART", times[0])
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        part.add("TZNAME", name)
        if times[1:]:
            part.add("RDATE", times[1:])
        component.add_component(part)
    return component


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta(0)


def _name(local: datetime) -> tuple[str, bool]:
    return local.tzname() or "", bool(local.dst())


def _change(low: datetime, high: datetime, offset: timedelta, zone: Zone) -> datetime:
    """The first second after `low` at which the zone's offset is another than `offset`; at `high` it is."""
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if _offset(middle.astimezone(zone.tz)) == offset:
            low = middle
        else:
            high = middle
    return high
