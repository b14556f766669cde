"""Dates that need not be exact: EDTF (ISO 8601-2:2019) level 1, with quarters and times of day.

`parse_edtf` reads `2025`, `2025-06~`, `2025-06-XX`, `2025-21` (a season), `2025-33` (a quarter), `2025-07-09T00:01Z`
and intervals of these, and says of anything else what is wrong and what to write. Nothing here knows a time zone: see
`timespan` for the moments that a date covers.
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from briefgen.datehints import MONTHS, suggest

MIN_YEAR: Final = 1000
MAX_YEAR: Final = 9998
"""One short of the last year that the standard library knows, so that the day after every date exists."""

_MAX_OFFSET: Final = 14 * 60
_DAYS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Precision(StrEnum):
    """What a point names. `SOME_…` leave open which month or day it is: `2025-XX`, `2025-XX-XX`, `2025-06-XX`."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SOME_MONTH = "some-month"
    SOME_DAY_OF_YEAR = "some-day-of-year"
    SEASON = "season"
    QUARTER = "quarter"
    MONTH = "month"
    SOME_DAY_OF_MONTH = "some-day-of-month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


_WITH_AN_X: Final = frozenset({Precision.CENTURY, Precision.DECADE, *(p for p in Precision if p.startswith("some"))})
_EXACT: Final = frozenset({Precision.DAY, Precision.MINUTE, Precision.SECOND})


class Point(NamedTuple):
    """One date, or one end of an interval; what its precision does not reach is None.

    `year` is the first year of a decade or century. `season` is the EDTF number: 21 to 24 from spring to winter, 33 to
    36 for the quarters. `offset` is in minutes east of UTC. `qualifier` is `~` (approximate), `?` (uncertain), `%`
    (both) or nothing.
    """

    precision: Precision
    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    qualifier: str = ""

    @property
    def has_time(self) -> bool:
        return self.hour is not None

    @property
    def has_unspecified(self) -> bool:
        """Whether it was written with an `X`."""
        return self.precision in _WITH_AN_X


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as written, and its two ends: the same point twice unless it is an interval, None for an end not given."""

    text: str
    start: Point | None
    end: Point | None
    is_interval: bool = False

    @property
    def open_start(self) -> bool:
        """Without a beginning (`../2025`), which is not the same as an unknown one (`/2025`)."""
        return self.start is None and self.text.startswith("..")

    @property
    def open_end(self) -> bool:
        """Without an end (`2025/..`), which is not the same as an unknown one (`2025/`)."""
        return self.end is None and self.text.endswith("..")


@dataclass(frozen=True, slots=True)
class EdtfFault:
    """Text that is no date: what is wrong and why, and what to write instead."""

    message: str
    hint: str


_TIME = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
_POINT = re.compile(rf"([0-9]{{4}})(?:-([0-9]{{2}})(?:-([0-9]{{2}})(?:T{_TIME})?)?)?([~?%]?)")
_WITH_X = re.compile(r"([0-9]{2})([0-9X])X([~?%]?)|([0-9]{4})-(XX|[0-9]{2})(-XX)?([~?%]?)")
_SHORT_END = re.compile(_TIME + r"[~?%]?")
_NO_DATE: Final = ("", "..")
_SHOWN: Final = 40


def parse_edtf(text: str) -> Edtf | EdtfFault:
    """The date that the text is, to the letter: white space around it is a fault too."""
    return _read(text) or _unreadable(text)


def _read(text: str) -> Edtf | EdtfFault | None:
    """The date, or what is wrong with one of its numbers; None if the text has not the form of a date."""
    if "/" in text:
        return _interval(text)
    point = _point(text)
    return Edtf(text, point, point) if isinstance(point, Point) else point


def _unreadable(text: str) -> EdtfFault:
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return EdtfFault(f'"{shown}" is not a date in EDTF form', suggest(text, lambda s: isinstance(_read(s), Edtf)))


# One point


def _point(text: str) -> Point | EdtfFault | None:
    if not (found := _POINT.fullmatch(text)):
        return _point_with_x(text)
    year_text, month_text, day_text, hour_text, minute_text, second_text, offset_text, qualifier = found.groups()
    year = int(year_text)
    if not MIN_YEAR <= year <= MAX_YEAR:
        return _year_fault(year_text)
    if month_text is None:
        return Point(Precision.YEAR, year, qualifier=qualifier)
    month = int(month_text)
    if day_text is None:
        return _part_of_year(year, month, qualifier)
    day = int(day_text)
    if not 1 <= month <= 12:
        return _month_fault(year, month, day)
    if not 1 <= day <= days_in_month(year, month):
        return _day_fault(year, month, day)
    if hour_text is None:
        return Point(Precision.DAY, year, month, day, qualifier=qualifier)
    hour, minute = int(hour_text), int(minute_text)
    second = None if second_text is None else int(second_text)
    offset = None if offset_text is None else _minutes(offset_text)
    if fault := _time_fault(hour, minute, second or 0, offset or 0, text[:10]):
        return fault
    precision = Precision.MINUTE if second is None else Precision.SECOND
    return Point(precision, year, month, day, None, hour, minute, second, offset, qualifier)


def _part_of_year(year: int, number: int, qualifier: str) -> Point | EdtfFault:
    if 1 <= number <= 12:
        return Point(Precision.MONTH, year, number, qualifier=qualifier)
    if 21 <= number <= 24:
        return Point(Precision.SEASON, year, season=number, qualifier=qualifier)
    if 33 <= number <= 36:
        return Point(Precision.QUARTER, year, season=number, qualifier=qualifier)
    return _month_fault(year, number, None)


def _point_with_x(text: str) -> Point | EdtfFault | None:
    if not (found := _WITH_X.fullmatch(text)):
        return None
    century, decade, century_qualifier, year_text, month_text, day_text, qualifier = found.groups()
    if century is not None:
        precision = Precision.CENTURY if decade == "X" else Precision.DECADE
        year = int(century + decade.replace("X", "0") + "0")
        if year < MIN_YEAR or _last_year(precision, year) > MAX_YEAR:
            return _year_fault(text[:4])
        return Point(precision, year, qualifier=century_qualifier)
    year = int(year_text)
    if not MIN_YEAR <= year <= MAX_YEAR:
        return _year_fault(year_text)
    if month_text == "XX":
        return Point(Precision.SOME_DAY_OF_YEAR if day_text else Precision.SOME_MONTH, year, qualifier=qualifier)
    if day_text is None:
        return None
    month = int(month_text)
    if not 1 <= month <= 12:
        return _month_fault(year, month, None)
    return Point(Precision.SOME_DAY_OF_MONTH, year, month, qualifier=qualifier)


def _minutes(offset: str) -> int:
    """Minutes east of UTC of `Z`, `+09`, `-04:00`; more than any offset has if the minutes are past 59."""
    if offset == "Z":
        return 0
    minutes = int(offset[4:] or 0)
    size = int(offset[1:3]) * 60 + minutes if minutes < 60 else _MAX_OFFSET + 1
    return -size if offset[0] == "-" else size


def _year_fault(year: str) -> EdtfFault:
    return EdtfFault(f"the year {year} is out of range", f"write a year from {MIN_YEAR} to {MAX_YEAR}")


def _month_fault(year: int, month: int, day: int | None) -> EdtfFault:
    if day is not None and 1 <= day <= 12 < month <= days_in_month(year, day):
        hint = f"write the month before the day: {year}-{day:02}-{month:02}"
    else:
        hint = "months are 01 to 12, and without a day: seasons 21 (spring) to 24 (winter), quarters 33 to 36"
    return EdtfFault(f"there is no month {month:02}", hint)


def _day_fault(year: int, month: int, day: int) -> EdtfFault:
    count = days_in_month(year, month)
    name = f"{year}-{month:02}"
    hint = f"write a day from {name}-01 to {name}-{count}, or {name} for the whole month"
    return EdtfFault(f"{MONTHS[month - 1]} {year} has {count} days" if day else "there is no day 00", hint)


def _time_fault(hour: int, minute: int, second: int, offset: int, day: str) -> EdtfFault | None:
    if hour == 24 and minute == second == 0:
        following = date.fromordinal(date.fromisoformat(day).toordinal() + 1)
        hint = f"write {following}T00:00, or {day}T23:59, or {day} for the whole day"
        return EdtfFault("there is no hour 24: a day ends where the next one begins", hint)
    for number, most, unit in ((hour, 23, "hour"), (minute, 59, "minute"), (second, 59, "second")):
        if number > most:
            return EdtfFault(f"there is no {unit} {number:02}", f"write {unit}s from 00 to {most}")
    if abs(offset) > _MAX_OFFSET:
        return EdtfFault("no place is that far from UTC", "write an offset from -14:00 to +14:00, or Z for UTC")
    return None


# Intervals


def _interval(text: str) -> Edtf | EdtfFault | None:
    left, _, right = text.partition("/")
    if left in _NO_DATE and right in _NO_DATE:
        return EdtfFault("an interval needs a date at one end", "write 2025-06/.. or ../2025-06, or leave the date out")
    start: Point | None = None
    end: Point | None = None
    if left not in _NO_DATE:
        if not isinstance(first := _point(left), Point):
            return first
        start = first
    if right not in _NO_DATE:
        if not isinstance(last := _end(start, left, right), Point):
            return last
        end = last
    if start and end and _is_before(end, start):
        return _backwards(start, left, right)
    return Edtf(text, start, end, True)


def _end(start: Point | None, left: str, right: str) -> Point | EdtfFault | None:
    """The end of an interval. In `2025-06-09T10:00+09:00/12:00` it takes the day of the start, and its offset."""
    if not (short := _SHORT_END.fullmatch(right)):
        return _point(right)
    if start is None or not start.has_time:
        return EdtfFault(
            f"the interval ends at {right}, but begins without a time of day",
            "write both ends with a time: 2025-06-09T10:00/12:00",
        )
    offset = short[4]
    if offset and start.offset is None:
        return EdtfFault(
            f"only the end of the interval has an offset ({offset})",
            f"write {left.rstrip('~?%')}{offset}/{right.replace(offset, '')} if it holds for both ends",
        )
    end = _point(f"{left[:10]}T{right}")
    return end._replace(offset=start.offset) if isinstance(end, Point) and not offset else end


def _is_before(end: Point, start: Point) -> bool:
    """Whether the interval ends before it begins in every time zone."""
    last, first = _last_second(end), _first_second(start)
    if (end.offset is None) == (start.offset is None):
        return last < first
    # One end lies in a zone that is not known here. Two of them never are two days apart.
    return last + 2 * 86400 < first


def _first_second(point: Point) -> int:
    """The first second of a point on its own clock, or on that of UTC if it has an offset."""
    seconds = days(point)[0].toordinal() * 86400
    if point.hour is None:
        return seconds
    return seconds + point.hour * 3600 + ((point.minute or 0) - (point.offset or 0)) * 60 + (point.second or 0)


def _last_second(point: Point) -> int:
    if point.hour is None:
        return days(point)[1].toordinal() * 86400 + 86399
    return _first_second(point) + (59 if point.second is None else 0)


def _backwards(start: Point, left: str, right: str) -> EdtfFault:
    hint = f"write the earlier date first: {right}/{left}"
    if short := _SHORT_END.fullmatch(right):
        following = date.fromordinal(days(start)[0].toordinal() + 1)
        offset = "" if short[4] else offset_text(start.offset)
        hint = f"if it ends on the next day, write {left}/{following}T{right}{offset}"
    return EdtfFault(f"the interval ends ({right}) before it begins ({left})", hint)


# What a point covers on the calendar


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else _DAYS[month]


def months(point: Point) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and the last (year, month) that a point covers; winter ends in the February after its year."""
    year = point.year
    if point.month is not None:
        return (year, point.month), (year, point.month)
    if point.season is None:
        return (year, 1), (_last_year(point.precision, year), 12)
    first = (point.season - 21) * 3 + 3 if point.season < 33 else (point.season - 33) * 3 + 1
    last = first + 2
    return (year, first), ((year, last) if last <= 12 else (year + 1, last - 12))


def _last_year(precision: Precision, year: int) -> int:
    if precision is Precision.CENTURY:
        return year + 99
    return year + 9 if precision is Precision.DECADE else year


def days(point: Point) -> tuple[date, date]:
    """The first and the last day that a point covers, on its own calendar: of a time with an offset, that offset's."""
    if point.month is not None and point.day is not None:
        day = date(point.year, point.month, point.day)
        return day, day
    (first_year, first_month), (last_year, last_month) = months(point)
    return date(first_year, first_month, 1), date(last_year, last_month, days_in_month(last_year, last_month))


# Questions about a date


def has_time(edtf: Edtf) -> bool:
    """Whether any end of it has a time of day."""
    return any(point is not None and point.has_time for point in (edtf.start, edtf.end))


def is_all_day(edtf: Edtf) -> bool:
    """Whether it is made of whole days."""
    return not has_time(edtf)


def qualifiers(edtf: Edtf) -> tuple[str, ...]:
    """The qualifiers it bears, each once, the start's first."""
    ends = (edtf.start, edtf.end)
    return tuple(dict.fromkeys(point.qualifier for point in ends if point is not None and point.qualifier))


def is_exact(edtf: Edtf) -> bool:
    """Whether both ends are given by the day or finer, without a qualifier."""
    return all(
        point is not None and point.precision in _EXACT and not point.qualifier for point in (edtf.start, edtf.end)
    )


def html_datetimes(edtf: Edtf) -> tuple[str, ...]:
    """The values for `<time datetime>`, none for an end to which HTML can give no value: no more than two.

    A date yields one, a season or a quarter two, an interval the first value of its start and the last of its end.
    """
    starts = point_datetimes(edtf.start)
    return starts if not edtf.is_interval else starts[:1] + point_datetimes(edtf.end)[-1:]


def point_datetimes(point: Point | None) -> tuple[str, ...]:
    """The values of one point: none for a decade, a century or None, two for a season or a quarter."""
    if point is None or point.precision in (Precision.CENTURY, Precision.DECADE):
        return ()
    if point.season is not None:
        return tuple(f"{year}-{month:02}" for year, month in months(point))
    if point.month is None:
        return (f"{point.year}",)
    month = f"{point.year}-{point.month:02}"
    if point.day is None:
        return (month,)
    day = f"{month}-{point.day:02}"
    if point.hour is None:
        return (day,)
    seconds = "" if point.second is None else f":{point.second:02}"
    return (f"{day}T{point.hour:02}:{point.minute:02}{seconds}{offset_text(point.offset)}",)


def offset_text(minutes: int | None) -> str:
    """`-04:00` for -240, `Z` for 0, nothing for None."""
    if minutes is None:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "Z"
