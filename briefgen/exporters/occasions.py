"""When a calendar shows an event: whole days, or moments on a clock that the calendar can name."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefgen.chronology import Dated
from briefgen.edtf import Edtf, Point, Precision, days, is_all_day
from briefgen.exporters.scalars import moment
from briefgen.zones import Zone

NAMED_YEARS = range(1970, 2038)
"""Times of other years are given in UTC: many programs know the rules of a zone for these only."""

_DAY = timedelta(days=1)
_EXACT = (Precision.DAY, Precision.MINUTE, Precision.SECOND)


class Occasion(NamedTuple):
    """`start` and `end` (which is excluded) are days, times of `zone` without an offset, or times in UTC.

    Without an `end` it is a moment.
    """

    start: date | datetime
    end: date | datetime | None
    zone: Zone | None = None


def occasion_of(kind: str, dated: Dated) -> Occasion:
    """The days or times of an event of a kind (`deadline` …).

    A span of more than 31 days is shown as one day: the last possible one of a deadline, the first of anything else,
    and the other where that end is open.
    """
    edtf = dated.edtf
    if dated.is_long:
        day = _one_day(edtf, by_end=kind == "deadline")
        return Occasion(day, day + _DAY)
    if edtf.start is None or edtf.end is None:
        raise AssertionError("a date without an end is long")
    if is_all_day(edtf):
        return Occasion(days(edtf.start)[0], days(edtf.end)[1] + _DAY)
    return _times(dated, edtf.start, edtf.end)


def _one_day(edtf: Edtf, *, by_end: bool) -> date:
    if edtf.end is not None and (by_end or edtf.start is None):
        return days(edtf.end)[1]
    if edtf.start is None:
        raise AssertionError("a date has one end at least")
    return days(edtf.start)[0]


def _times(dated: Dated, first: Point, last: Point) -> Occasion:
    span = dated.span
    if span.first is None or span.last is None:
        raise AssertionError("a time has a moment")
    start = moment(span.first)
    end = moment(span.last + 1 if not last.has_time else span.last - (59 if last.second is None else 0))
    until = end if end > start else None
    if isinstance(dated.zone.tz, ZoneInfo) and first.offset is None and last.offset is None:
        local = start.astimezone(dated.zone.tz)
        if local.year in NAMED_YEARS and end.astimezone(dated.zone.tz).year in NAMED_YEARS:
            return Occasion(_bare(start, dated.zone), _bare(until, dated.zone) if until else None, dated.zone)
    return Occasion(start, until)


def _bare(utc: datetime, zone: Zone) -> datetime:
    return utc.astimezone(zone.tz).replace(tzinfo=None)


def is_vague(edtf: Edtf) -> bool:
    """Whether it bears a qualifier or an X, or is coarser than by days. An open end is not vague."""
    ends = (edtf.start, edtf.end)
    return any(point is not None and (point.precision not in _EXACT or bool(point.qualifier)) for point in ends)
